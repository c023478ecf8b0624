"""The lists: filters, order, pages, and counts found a second way."""

import csv
from pathlib import Path
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup

from reports.models import Figure
from tests import records
from tests.conftest import Fetch, words

pytestmark = [pytest.mark.usefixtures("bundled"), pytest.mark.both_databases]

PACKAGE = Path("reports/data/package")


def rows_of(name: str) -> list[dict[str, str]]:
    with (PACKAGE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def total(fetch: Fetch, address: str) -> int:
    """The number of entries that a list says it has; 0 for one that says it is empty."""
    found = fetch(address)
    if found.select_one(".pages") is None:
        assert "fits all of these filters" in words(found.select_one(".notice"))
        return 0
    text = words(found.select_one(".pages span"))
    return int(text.rsplit(" ", 1)[1].replace(",", ""))


FIGURE_FILTERS = [
    ("party=nato", lambda f, r: r["party"] == "nato"),
    ("party=nato&party=russia-mod", lambda f, r: r["party"] in ("nato", "russia-mod")),
    ("party=oryx&subject=ukrainian-forces", lambda f, r: r["party"] == "oryx" and f["subject"] == "ukrainian-forces"),
    ("party=oryx&measure=tanks-documented", lambda f, r: r["party"] == "oryx" and f["measure"] == "tanks-documented"),
    ("party=us-dod&category=personnel", lambda f, r: r["party"] == "us-dod"),
    ("method=leaked_document", lambda f, r: r["method"] == "leaked_document"),
    ("scope=formation", lambda f, r: f["scope"] == "formation"),
    ("basis=daily_average", lambda f, r: f["basis"] == "daily_average"),
    ("party=ohchr&from=2023-01-01&to=2023-12-31", lambda f, r: r["party"] == "ohchr" and f["as_of"][:4] == "2023"),
    ("text=about+four+hundred", lambda f, r: "about four hundred" in f["wording"]),
]  # fmt: skip


@pytest.mark.parametrize(("query", "belongs"), FIGURE_FILTERS, ids=[query for query, _ in FIGURE_FILTERS])
def test_figure_filters(fetch: Fetch, query: str, belongs: object) -> None:
    reports = {row["report_id"]: row for row in rows_of("reports.csv")}
    personnel = {row["measure_id"] for row in rows_of("measures.csv") if row["category"] == "personnel"}
    expected = [row for row in rows_of("figures.csv") if belongs(row, reports[row["report_id"]])]
    if "category=personnel" in query:
        expected = [row for row in expected if row["measure"] in personnel]
    assert expected
    assert total(fetch, f"/russia-ukraine/figures/?{query}") == len(expected)


@pytest.mark.parametrize("text", ["Про втрати", "ПРО ВТРАТИ", "про втрати"])
def test_search_knows_capitals_of_every_script(fetch: Fetch, text: str) -> None:
    records.entered_as(Figure.all_objects.filter(slug="ru-mod-2022-03-25-killed"), wording="Про втрати: 1351 (один)")
    assert total(fetch, f"/russia-ukraine/figures/?text={text}") == 1
    assert total(fetch, f"/russia-ukraine/reports/?text={text}") == 1


@pytest.mark.parametrize("text", [".*", "(", "[a-z]+", "\\", "1351 (один"])
def test_search_takes_words_as_they_stand(fetch: Fetch, text: str) -> None:
    records.entered_as(Figure.all_objects.filter(slug="ru-mod-2022-03-25-killed"), wording="1351 (один) .* \\ [a-z]+")
    assert total(fetch, f"/russia-ukraine/figures/?{urlencode({'text': text, 'party': 'russia-mod'})}") >= 1
    assert total(fetch, f"/russia-ukraine/figures/?{urlencode({'text': text, 'party': 'oryx'})}") == 0


def test_totals_and_all_others_make_up_the_whole(fetch: Fetch) -> None:
    address = "/russia-ukraine/figures/?subject=russian-forces&category=personnel"
    counts = [total(fetch, f"{address}{extra}") for extra in ("", "&total=yes", "&total=no")]
    assert counts[0] == counts[1] + counts[2]
    assert counts[2] > 10
    known = total(fetch, f"{address}&total=no&known=2022-04-18")
    assert 0 < known < counts[2]


def test_report_filters(fetch: Fetch) -> None:
    reports = rows_of("reports.csv")
    figures = rows_of("figures.csv")
    assert total(fetch, "/russia-ukraine/reports/?party=ohchr") == sum(row["party"] == "ohchr" for row in reports)
    assert total(fetch, "/russia-ukraine/reports/?kind=leak") == sum(row["kind"] == "leak" for row in reports)
    with_wagner = {row["report_id"] for row in figures if row["subject"] == "wagner-group"}
    assert total(fetch, "/russia-ukraine/reports/?subject=wagner-group") == len(with_wagner)
    assert total(fetch, "/russia-ukraine/reports/?text=Sky+News") >= 1
    assert total(fetch, "/russia-ukraine/reports/?kind=bulletin") == 1640


@pytest.mark.slow
def test_pages_neither_repeat_nor_skip(fetch: Fetch) -> None:
    address = "/russia-ukraine/figures/?party=oryx&measure=tanks-documented&sort=party&page={}"
    seen: list[str] = []
    stated: list[str] = []
    for number in range(1, 26):
        found = fetch(address.format(number))
        seen += [link["href"] for link in found.select(".rows td.num a")]
        stated += [day["datetime"] for day in found.select('[data-label="Stated"] time')]
    assert len(seen) == len(set(seen)) == 1228
    assert stated == sorted(stated, reverse=True)


def sizes(found: BeautifulSoup) -> list[int]:
    """The numbers of a list, without their hedges."""
    return [int(words(cell.a).split()[-1].replace(",", "")) for cell in found.select(".rows td.num")]


def test_columns_sort_and_turn(fetch: Fetch) -> None:
    address = "/russia-ukraine/figures/?party=russia-mod&measure=killed&subject=russian-forces"
    found = fetch(f"{address}&sort=size")
    numbers = sizes(found)
    assert numbers == sorted(numbers)
    assert len(set(numbers)) > 2
    header = next(head for head in found.select("th.num") if head.get("aria-sort"))
    assert header["aria-sort"] == "ascending"
    turned = fetch(header.a["href"])
    assert sizes(turned) == numbers[::-1]


def test_filters_in_force_can_be_dropped_one_by_one(fetch: Fetch) -> None:
    found = fetch("/russia-ukraine/figures/?party=nato&party=oryx&measure=killed")
    links = {words(link): link["href"] for link in found.select(".narrowed a")}
    assert len(links) == 3
    without_nato = next(href for text, href in links.items() if "NATO" in text)
    assert "party=nato" not in without_nato
    assert "party=oryx" in without_nato
    assert "measure=killed" in without_nato


def test_an_empty_list_says_so(fetch: Fetch) -> None:
    found = fetch("/russia-ukraine/figures/?party=nato&measure=submarines")
    assert "No figure fits all of these filters" in words(found.select_one(".notice"))


def test_parties_are_grouped_by_side_and_counted(fetch: Fetch) -> None:
    found = fetch("/parties/")
    assert [words(head) for head in found.select("h2")] == ["Side of Russia", "Side of Ukraine", "Third parties"]
    staff = next(row for row in found.select("tbody tr") if "General Staff" in words(row))
    assert "1,640" in words(staff)
    assert len(found.select("tbody tr")) == len(rows_of("parties.csv"))


@pytest.mark.slow
def test_every_party_has_a_page(fetch: Fetch) -> None:
    for row in rows_of("parties.csv"):
        assert words(fetch(f"/parties/{row['party_id']}/").h1) == row["name"]
    text = words(fetch("/parties/ukraine-general-staff/").main)
    assert "every day, at the median" in text
