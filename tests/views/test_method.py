"""The page on method: its sections and tables against the rules and the files of the bundled data."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from reports.models import Figure
from reports.models.choices import Qualifier
from reports.rules.enums import Rule, Verdict
from reports.rules.measure_sets import Relation
from reports.rules.staleness import STALE_DAYS, STALE_PACES
from tests import records
from tests.bundled_files import rows_of
from tests.conftest import Fetch, words

from .method_page import (
    FIGURES,
    NATO_KILLED,
    RUSSIA_KILLED,
    RUSSIA_WOUNDED,
    THEN,
    UKRAINE,
    bulletin,
    cells,
    number,
)

ANCHORS = [
    *("hedges", "carried", "measures", "relations", "verdicts", "readings", "stale", "derived", "two-dates"),
    *("refused", "aligned", "variants", "record"),
]

# The measures with their outcomes; the subjects; the named figures and the parties they drew on; what had been said
# earlier and the paces of those who spoke then; the totals of the example of two dates and the parties they drew on;
# the pace of the figure that is too old; the conflict.
QUERIES = 11


@pytest.fixture
def method(bundled: None, fetch: Fetch) -> BeautifulSoup:
    return fetch("/method/")


def test_contents_lead_to_every_section_and_example(method: BeautifulSoup) -> None:
    links = [link["href"] for link in method.select(".toc a")]
    assert [link for link in links if "example" not in link] == [f"#{anchor}" for anchor in ANCHORS]
    assert [link for link in links if "example" in link] == [f"#example-{place}" for place in (1, 2, 3, 4)]
    for link in links:
        assert method.find(id=link[1:])
    assert [link["href"] for link in method.select('.top [aria-current="page"]')] == ["/method/"]


def test_every_hedge_relation_verdict_and_reason_is_explained(method: BeautifulSoup) -> None:
    assert [words(each) for each in method.select("#hedges tbody th")] == [hedge.label for hedge in Qualifier]
    assert [words(each).lower() for each in method.select("#relations tbody th")] == [each.value for each in Relation]
    assert {words(each).lower() for each in method.select("#verdicts .terms dt")} == {each.value for each in Verdict}
    reasons = {words(each) for each in method.select("#verdicts .terms li")}
    decided = {Rule.SAME_THING, Rule.PART, Rule.READING, Rule.EVERY_READING, Rule.NO_HARD_ENDS}
    assert reasons == {rule.value for rule in Rule if rule not in decided}
    for explained in method.select("#hedges td, #relations td, .terms dd, .refusals dd"):
        assert words(explained)


def test_hedges_are_read_as_the_rule_says(method: BeautifulSoup) -> None:
    rows = method.select("#hedges tbody tr")
    assert len(rows) == len(Qualifier)
    for row, hedge in zip(rows, Qualifier, strict=True):
        if row.a is None:  # the first round of the data had no "nearly"
            assert (hedge, FIGURES["zaluzhny-2022-08-22-killed"]["qualifier"]) == ("nearly", "about")
            continue
        slug = row.a["href"].split("/")[2]
        if slug == UKRAINE:
            total = bulletin("2022-03-25")
            half = 10 ** (len(str(total)) - len(str(total).rstrip("0"))) // 2
            reads = f"{total - half:,}–{total + half:,}"
        else:
            assert FIGURES[slug]["qualifier"] == hedge
            low, best, high = (int(FIGURES[slug][column] or 0) for column in ("low", "best", "high"))
            reads = {
                "exact": f"{best:,}",
                "nearly": f"{best - 10 ** (len(str(best)) - len(str(best).rstrip('0'))) // 2:,}–{best - 1:,}",
                "at_least": f"at least {low:,}",
                "more_than": f"at least {low + 1:,}",
                "up_to": f"at most {high:,}",
                "fewer_than": f"at most {high - 1:,}",
                "range": f"{low:,}–{high:,}",
            }[hedge]
        assert cells(row)[-1] == reads


@pytest.mark.usefixtures("bundled")
def test_a_nearly_and_an_interval_are_shown_once_they_are_on_record(fetch: Fetch) -> None:
    records.entered_as(Figure.all_objects.filter(slug="zaluzhny-2022-08-22-killed"), qualifier="nearly")
    records.entered_as(Figure.all_objects.filter(slug="meduza-mz-2023-05-killed-range"), interval=95)
    method = fetch("/method/")
    nearly = next(row for row in method.select("#hedges tbody tr") if words(row.th) == "nearly")
    assert words(nearly.a).startswith("nearly 9,000 ")
    assert cells(nearly)[-1] == "8,500–8,999"
    assert "For example, Meduza/Mediazona: 40,000–55,000 (95% interval) killed" in words(method.find(id="hedges"))


def test_a_running_total_on_other_days(method: BeautifulSoup) -> None:
    low, high = number(NATO_KILLED, "low"), number(NATO_KILLED, "high")
    assert cells(method.select_one("#carried tbody tr")) == [
        f"at most {high:,}",
        f"{low:,}–{high:,}",
        f"at least {low:,}",
    ]


def test_measures_are_those_of_their_file(method: BeautifulSoup) -> None:
    rows = {row.a["href"]: cells(row) for row in method.select("#measures tbody tr")}
    files = {f"/measures/#{row['measure_id']}": row for row in rows_of("measures.csv")}
    assert len(rows) > 4
    for link, (name, surely, perhaps) in rows.items():
        assert name == files[link]["name"]
        for said, column in ((surely, "includes"), (perhaps, "may_include")):
            assert set(re.split(", | and ", said)) == set(
                filter(None, (files[link][column] or "nothing else").split(";"))
            )


def test_what_is_too_old(method: BeautifulSoup) -> None:
    age = (THEN - date.fromisoformat(FIGURES[RUSSIA_KILLED]["as_of"])).days
    text = words(method.find(id="stale"))
    assert f"more than {STALE_DAYS} days older, and also more than {STALE_PACES} times" in text
    assert f"was {age} days old" in text
    assert f"“at least {number(RUSSIA_KILLED, 'best'):,}”" in text


def test_sources_that_print_otherwise_are_counted(method: BeautifulSoup) -> None:
    figure = Figure.published.get(slug=RUSSIA_WOUNDED)
    sources, variants = figure.report.citations.count(), figure.variants.count()
    assert f"Of {sources} sources, {variants} print otherwise" in words(method.find(id="variants"))


@pytest.mark.slow
def test_every_link_leads_somewhere(method: BeautifulSoup, fetch: Fetch) -> None:
    links = {link["href"] for link in method.main.find_all("a")}
    assert {"/measures/", "/russia-ukraine/variants/", "/russia-ukraine/figures/?total=no"} <= links
    pages: dict[str, BeautifulSoup] = {"": method}
    for link in links:
        address, _, anchor = link.partition("#")
        if address not in pages:
            pages[address] = fetch(address)
        assert not anchor or pages[address].find(id=anchor), link


@pytest.mark.usefixtures("bundled")
def test_two_conflicts_have_no_common_pages(fetch: Fetch) -> None:
    records.conflict("another")
    page = fetch("/method/")
    assert len(page.select("article.worked-example")) == 4
    assert "/russia-ukraine/variants/" not in {link["href"] for link in page.find_all("a")}


@pytest.mark.django_db
def test_a_page_without_any_data(fetch: Fetch) -> None:
    page = fetch("/method/")
    assert [each["id"] for each in page.select(".method-text section")] == ANCHORS
    assert len(page.select(".notice")) == 4
    assert page.select("article, #measures table, #carried table") == []
    assert len(page.select("#hedges tbody tr")) == len(Qualifier)


@pytest.mark.django_db
def test_a_parameter_is_refused(client: Client) -> None:
    assert client.get("/method/?on=2022-04-18").status_code == 400
    assert client.post("/method/").status_code == 405


@pytest.mark.usefixtures("bundled")
def test_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(QUERIES):
        client.get("/method/")
