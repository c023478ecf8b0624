"""Where sources print otherwise: filters, order and counts found a second way, from the files of the package."""

from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from reports.models import Figure, Report, Source, Variant
from tests import records
from tests.bundled_files import rows_of
from tests.conftest import Fetch, words

from .varying import PAGE, Row, read_table, shown_total

pytestmark = [pytest.mark.usefixtures("bundled"), pytest.mark.both_databases]

DATA_SET = "petro-ivaniuk"


@pytest.fixture
def table(client: Client) -> Callable[[str], list[Row]]:
    """The rows of the CSV file for a query."""
    return partial(read_table, client)


@pytest.fixture(scope="module")
def curated() -> list[dict[str, Row]]:
    """Each curated variant with its figure, report and source, as the package's files have them."""
    figures = {row["figure_id"]: row for row in rows_of("figures.csv")}
    reports = {row["report_id"]: row for row in rows_of("reports.csv")}
    sources = {row["source_id"]: row for row in rows_of("sources.csv")}
    found = []
    for variant in rows_of("variants.csv"):
        figure = figures[variant["figure_id"]]
        report, source = reports[figure["report_id"]], sources[variant["source_id"]]
        found.append({"variant": variant, "figure": figure, "report": report, "source": source})
    return found


def size(variant: Row, figure: Row) -> float:
    """The difference over the number on record, reckoned anew: see differences.py for the rule."""
    ends = [
        abs(there - here) / here
        for here in map(int, filter(None, (figure["low"], figure["best"], figure["high"])))
        for there in map(int, filter(None, (variant["low"], variant["best"], variant["high"])))
    ]
    # Of two ranges only like ends are compared: first with first, last with last.
    return max(ends[0], ends[-1]) if variant["qualifier"] == figure["qualifier"] == "range" else min(ends)


def tallies(found: BeautifulSoup, name: str) -> dict[str, int]:
    head = next(head for head in found.select(".tallies dt") if words(head) == name)
    counts = {}
    for link in head.find_next("dd").select("a"):
        label, count = words(link).rsplit(" ", 1)
        counts[label] = int(count.replace(",", ""))
    return counts


def is_large(parts: dict[str, Row]) -> bool:
    return size(parts["variant"], parts["figure"]) >= 0.1


FILTERS = [
    ("", lambda p: True),
    ("kind=hedge", lambda p: p["variant"]["kind"] == "hedge"),
    ("party=russia-mod&party=nato", lambda p: p["report"]["party"] in ("russia-mod", "nato")),
    ("subject=civilians-in-ukraine", lambda p: p["figure"]["subject"] == "civilians-in-ukraine"),
    ("measure=killed&measure=wounded", lambda p: p["figure"]["measure"] in ("killed", "wounded")),
    ("publisher=kyiv-independent", lambda p: p["source"]["publisher"] == "Kyiv Independent"),
    ("publisher=babel&publisher=trt-world", lambda p: p["source"]["publisher"] in ("Babel", "TRT World")),
    ("publisher=yahoo-the-new-voice-of-ukraine", lambda p: "New Voice of Ukraine" in p["source"]["publisher"]),
    ("publisher=dân-việt", lambda p: p["source"]["publisher"] == "Dân Việt"),
    ("least=10", is_large),
    ("least=0.5", lambda p: size(p["variant"], p["figure"]) >= 0.005),
    ("least=0", lambda p: True),
    ("from=2022-03-25&to=2022-06-15", lambda p: "2022-03-25" <= p["report"]["stated_on"] <= "2022-06-15"),
    ("known=2022-09-21", lambda p: p["report"]["stated_on"] <= "2022-09-21"),
    ("text=transposed", lambda p: "transposed" in p["variant"]["note"]),
    ("text=КРАСУНІВ", lambda p: False),
    ("text=novaya", lambda p: "Novaya" in p["source"]["publisher"] + p["variant"]["note"] + p["source"]["title"]),
    ("kind=number&party=russia-mod&least=10&measure=killed", lambda p: p["variant"]["kind"] == "number"
     and p["report"]["party"] == "russia-mod" and is_large(p) and p["figure"]["measure"] == "killed"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "belongs"), FILTERS, ids=[query or "all" for query, _ in FILTERS])
def test_filters(fetch: Fetch, table: Callable, curated: list, query: str, belongs: Callable) -> None:
    query += "&printed=outlets"
    expected = Counter((p["figure"]["figure_id"], p["source"]["source_id"]) for p in curated if belongs(p))
    assert Counter((row["figure"], row["source"]) for row in table(query)) == expected
    found = fetch(f"{PAGE}?{query}")
    if expected:
        assert shown_total(found) == expected.total()
    else:
        assert "No difference fits all of these filters" in words(found.select_one(".notice"))
        assert found.select_one("table") is None


def test_all_are_the_curated_ones_and_those_between_data_sets(fetch: Fetch) -> None:
    between = Variant.objects.filter(citation__source__slug=DATA_SET).count()
    found = fetch(PAGE)
    assert between > 100
    assert shown_total(found) == len(rows_of("variants.csv")) + between
    notice = found.select_one(".notice")
    assert words(notice).startswith(f"{between} of these {shown_total(found)} lie between two transcriptions")
    out, only = notice.select("a")[-2:]
    assert [link["href"] for link in notice.select("a")[:2]] == [f"/sources/{DATA_SET}/", "/sources/orc-losses/"]
    assert shown_total(fetch(only["href"])) == between
    rest = fetch(out["href"])
    assert shown_total(rest) == len(rows_of("variants.csv"))
    assert rest.select_one(".notice") is None


def test_counts_of_publishers_and_kinds(fetch: Fetch, curated: list) -> None:
    found = fetch(f"{PAGE}?printed=outlets")
    assert tallies(found, "Differs in") == dict(Counter(p["variant"]["kind"] for p in curated))
    expected = Counter(p["source"]["publisher"] for p in curated)
    yahoo = [name for name in expected if "New Voice of Ukraine" in name]
    assert len(yahoo) == 2
    expected[yahoo[0]] = sum(expected.pop(name) for name in yahoo)
    counted = tallies(found, "Publishers")
    assert sorted(counted.values()) == sorted(expected.values())
    assert list(counted.values()) == sorted(counted.values(), reverse=True)
    assert {name: n for name, n in counted.items() if "Yahoo" not in name} == {
        name: n for name, n in expected.items() if "Yahoo" not in name
    }
    for link in found.select(".tallies a")[:8]:
        assert shown_total(fetch(link["href"])) == int(words(link.b))


def test_the_largest_stands_first_through_all_pages(fetch: Fetch, table: Callable, curated: list) -> None:
    sizes = {(p["figure"]["figure_id"], p["source"]["source_id"], p["variant"]["kind"]): p for p in curated}
    rows = table("printed=outlets")
    found = [size(p["variant"], p["figure"]) for p in (sizes[r["figure"], r["source"], r["kind"]] for r in rows)]
    assert found == sorted(found, reverse=True)
    assert found[0] == pytest.approx((71500 - 17500) / 17500)
    assert found[-1] == 0
    on_pages = [
        (line.select_one("[data-label='On record'] a")["href"], line.select_one("[data-label=Publisher] a")["href"])
        for number in range(1, 6)
        for line in fetch(f"{PAGE}?printed=outlets&page={number}").select("tbody tr")
    ]
    assert on_pages == [(f"/figures/{row['figure']}/#printed", f"/sources/{row['source']}/") for row in rows]


@pytest.mark.parametrize(
    ("sort", "key"),
    [
        ("stated_on", lambda row: row["stated_on"]),
        ("size", lambda row: abs(float(row["percent"]))),
    ],
)
def test_other_orders_and_their_reverse(table: Callable, sort: str, key: Callable) -> None:
    there, back = table(f"sort={sort}"), table(f"sort=-{sort}")
    assert [key(row) for row in there] == sorted(map(key, there))
    assert [key(row) for row in back] == sorted(map(key, back), reverse=True)


def test_parties_stand_by_rank_and_publishers_together(table: Callable) -> None:
    ranks = {row["party_id"]: int(row["rank"]) for row in rows_of("parties.csv")}
    by_party = [ranks[row["party"]] for row in table("sort=party")]
    assert by_party == sorted(by_party)
    assert len(set(by_party)) > 10
    names = [row["publisher"] for row in table("sort=publisher")]
    runs = [name for place, name in enumerate(names) if place == 0 or names[place - 1] != name]
    assert len(runs) == len(set(names))
    assert table("sort=-publisher")[0]["publisher"] == names[-1]


def test_a_row_says_all_there_is(fetch: Fetch) -> None:
    found = fetch(f"{PAGE}?publisher=international-business-times&kind=number")
    (line,) = found.select("tbody tr")
    cells = {cell["data-label"]: words(cell) for cell in line.select("td")}
    assert cells == {
        "Stated": "25 Mar 2022",
        "Party": "Russia MoD",
        "On record": "3,825 Wounded, Russian forces",
        "In print": "3,285 3,285 were wounded",
        "Difference": "−540 14%",
        "Differs in": "number",
        "Publisher": "International Business Times",
        "Note": "Two digits swapped against every other source found.",
    }
    assert [link["href"] for link in line.select("a")] == [
        "/parties/russia-mod/",
        "/figures/ru-mod-2022-03-25-wounded/#printed",
        "/sources/international-business-times-f4b6badc/",
    ]


def test_a_changed_hedge_reads_same_number(fetch: Fetch) -> None:
    lines = fetch(f"{PAGE}?party=nato&kind=hedge&to=2022-03-23").select("tbody tr")
    assert lines
    for line in lines:
        assert words(line.select_one("[data-label='On record'] a")) == "30,000–40,000"
        assert words(line.select_one("[data-label='In print'] b")) == "up to 40,000"
        assert words(line.select_one("[data-label='Difference']")) == "same number"


def test_nothing_on_record_is_no_division_by_zero(fetch: Fetch, table: Callable) -> None:
    figure = Figure.all_objects.get(slug="ru-mod-2022-03-02-aircraft-air")
    records.entered_as(Figure.all_objects.filter(pk=figure.pk), best=0)
    first = fetch(f"{PAGE}?party=russia-mod&least=999999").select("tbody tr")
    assert [words(line.select_one("[data-label='Difference']")) for line in first] == ["+13 from zero"]
    (row, *_) = table("")
    assert (row["figure"], row["difference"], row["percent"]) == (figure.slug, "13", "")
    records.entered_as(figure.variants.all(), best=0)
    row = next(row for row in table("") if row["figure"] == figure.slug)
    assert (row["difference"], row["percent"]) == ("0", "0.0")


@pytest.mark.parametrize(("least", "belongs"), [("10", True), ("10.0001", False), ("9.9999", True)])
def test_at_least_counts_the_percentage_itself(table: Callable, least: str, belongs: bool) -> None:
    records.entered_as(Figure.all_objects.filter(slug="ru-mod-2022-03-02-aircraft-air"), best=10)
    records.entered_as(Variant.objects.filter(figure__slug="ru-mod-2022-03-02-aircraft-air"), best=9)
    found = [row["percent"] for row in table(f"least={least}&text=Ukraina.ru") if row["recorded_best"] == "10"]
    assert found == (["-10.0"] if belongs else [])


def test_what_has_no_number_stands_last(fetch: Fetch, table: Callable) -> None:
    figure = Figure.published.get(slug="nato-2022-03-23-casualties")
    citation = figure.report.citations.exclude(variants__figure=figure).first()
    records.variant(figure=figure, citation=citation, kind="attribution", qualifier="", wording="said the Pentagon")
    rows = table("")
    assert rows[-1]["wording"] == "said the Pentagon"
    assert (rows[-1]["printed_qualifier"], rows[-1]["difference"], rows[-1]["percent"]) == ("", "", "")
    assert len(table("least=0")) == len(rows) - 1
    (line,) = fetch(f"{PAGE}?kind=attribution").select("tbody tr")
    assert words(line.select_one("[data-label='In print']")) == "said the Pentagon"
    assert words(line.select_one("[data-label='Difference']")) == "no number"
    records.entered_as(Variant.objects.filter(kind="attribution"), wording="")
    (line,) = fetch(f"{PAGE}?kind=attribution").select("tbody tr")
    assert words(line.select_one("[data-label='In print']")) == "no number"


def test_percentages_differ_by_points(fetch: Fetch) -> None:
    variants = Variant.objects.filter(figure__slug="sbu-2022-04-intercept-share")
    records.entered_as(variants, kind="number", best=77)
    (line,) = fetch(f"{PAGE}?text=fa.news&kind=number&least=1&party={variants[0].figure.party.slug}").select("tbody tr")
    assert words(line.select_one("[data-label='Difference']")) == "+7 points 10%"


def test_drafts_show_nowhere(fetch: Fetch, table: Callable) -> None:
    before = len(table(""))
    for status in ("draft", "submitted"):
        figure = records.figure(report=records.report(status=status))
        source = records.source(publisher=f"Paper of {status}")
        records.variant(figure=figure, citation=records.citation(report=figure.report, source=source))
    assert len(table("")) == before
    text = words(fetch(PAGE))
    assert "Paper of" not in text
    fetch(f"{PAGE}?publisher=paper-of-draft", 400)
    Report.all_objects.filter(figures=figure).update(status="published", published_at="2026-01-01T00:00Z")
    assert len(table("")) == before + 1


def test_a_publisher_who_prints_nothing_otherwise_is_no_error(fetch: Fetch) -> None:
    publisher = Source.objects.filter(slug__startswith="meduza").exclude(citations=None).first().publisher
    records.never_entered(Variant.objects.filter(citation__source__publisher=publisher))
    found = fetch(f"{PAGE}?publisher=meduza")
    assert "No difference fits all of these filters" in words(found.select_one(".notice"))
    assert [words(each) for each in found.select(".narrowed li")] == ["Remove Publishers: Meduza"]
    assert found.select_one("input[name=publisher][value=meduza]").has_attr("checked")


def test_filters_in_force_can_be_dropped_one_by_one(fetch: Fetch) -> None:
    found = fetch(f"{PAGE}?publisher=babel&publisher=trt-world&least=0.50&kind=number&page=1")
    links = {words(link): link["href"] for link in found.select(".narrowed a")}
    assert len(links) == 4
    assert links["Remove Differs by at least (%): 0.50"] == f"{PAGE}?publisher=babel&publisher=trt-world&kind=number"
    assert links["Remove Publishers: Babel"] == f"{PAGE}?publisher=trt-world&least=0.50&kind=number"
