"""The table beneath a timeline of totals: the rows of the chart, sorted, paged, narrowed."""

from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from reports.models import Figure, Party
from reports.views.timeline.timeline_page import ROWS_A_PAGE
from tests.bundled_files import rows_of
from tests.conftest import Fetch, words
from tests.records import figure, report

from .charted import charted
from .rowed import PAGE, STAFF, cells, days_in, figures_in, packaged, read_table

pytestmark = pytest.mark.usefixtures("bundled")

# Five parties that speak seldom, of whom the files say all: every number they gave of the dead.
PARTIES = ["nato", "russia-mod", "uk-mod", "us-government", "ukraine-president"]
KILLED = "measure=killed&" + "&".join(f"party={party}" for party in PARTIES)
RATES = ("daily_average", "period_average")
LAST_PAGE = ceil(1640 / ROWS_A_PAGE)


def test_the_rows_are_those_of_the_files_but_for_averages(fetch: Fetch) -> None:
    expected = packaged("russian-forces", {"killed"}, set(PARTIES))
    assert {row["basis"] for row in expected} >= {"cumulative", "period"}
    shown = {row["figure_id"] for row in expected if row["basis"] not in RATES}
    found = fetch(f"{PAGE}?{KILLED}")
    assert set(figures_in(found)) == shown
    assert len(figures_in(found)) == len(shown) > 10
    assert f"all {len(shown)} rows of this view" in words(found.select_one(".downloads"))


@pytest.mark.parametrize(
    "query", [KILLED, "", STAFF + "&from=2023-01-10&to=2023-02-01", "mode=daily&measure=casualties"]
)
def test_the_rows_are_those_of_the_chart(client: Client, query: str) -> None:
    """Every spot has its row; but the total before the first day asked for, from which a line enters."""
    first = parse_qs(query).get("from", ["2022-02-24"])[0]
    drawn = [
        (spot["record"], day.isoformat())
        for series in charted(client, query).series
        for day, spot in zip(series.days, series.spots, strict=True)
        if day.isoformat() >= first
    ]
    last = "last" if "daily" in query else "as_of"
    listed = [(row["figure"], row[last]) for row in read_table(client, query)]
    assert sorted(listed) == sorted(drawn)
    assert len(listed) > 10


def test_the_table_has_a_caption_and_headers(fetch: Fetch) -> None:
    table = fetch(f"{PAGE}?{STAFF}").select_one(".same-rows")
    assert words(table.caption) == f"Russian forces: figures 1 to {ROWS_A_PAGE} of the 1,640 on the chart"
    assert [words(head) for head in table.select("th")] == ["As of", "Party", "Measure", "Number", "Stated", "Sources"]
    assert {head["scope"] for head in table.select("th")} == {"col"}
    assert [head.get("aria-sort") for head in table.select("th")] == [
        "descending",
        "none",
        "none",
        "none",
        "none",
        None,
    ]


def test_partial_and_period_figures_stand_with_their_limits(fetch: Fetch) -> None:
    expected = {row["figure_id"]: row for row in packaged("russian-forces", {"killed"}, set(PARTIES))}
    found = fetch(f"{PAGE}?{KILLED}")
    limited = dict(zip(figures_in(found), cells(found, "Measure"), strict=True))
    periods = [slug for slug, row in expected.items() if row["basis"] == "period"]
    parts = [slug for slug, row in expected.items() if row["scope"] != "theatre" and row["basis"] not in RATES]
    assert periods
    assert parts
    assert all("count in a period" in limited[slug] for slug in periods)
    assert all(limited[slug].removeprefix("Killed").strip() for slug in parts)
    begun = next(slug for slug in periods if expected[slug]["period_start"])
    at = figures_in(found).index(begun)
    stretch = found.select(".same-rows tbody tr")[at].select("td:first-child time")
    assert [time["datetime"] for time in stretch] == [expected[begun]["period_start"], expected[begun]["as_of"]]


@pytest.mark.parametrize("sort", ["as_of", "stated_on", "size", "party", "measure"])
def test_sorted_both_ways(client: Client, fetch: Fetch, sort: str) -> None:
    query = f"{KILLED}&measure=wounded"
    column = {"size": None, "party": "party_name", "measure": "measure_name"}.get(sort, sort)

    def key(row: dict[str, str]) -> object:
        return int(row["best"] or row["low"] or row["high"]) if column is None else row[column]

    up, down = (read_table(client, f"{query}&sort={sign}{sort}") for sign in ("", "-"))
    assert sorted(row["figure"] for row in up) == sorted(row["figure"] for row in down)
    keys_up, keys_down = [key(row) for row in up], [key(row) for row in down]
    if sort in ("party", "measure"):  # in the order of the page, not of the alphabet
        assert list(dict.fromkeys(keys_up)) == list(dict.fromkeys(keys_down))[::-1]
        assert len(list(dict.fromkeys(keys_up))) == sum(a != b for a, b in pairwise(keys_up)) + 1 > 1
    else:
        assert keys_up == sorted(keys_up) == keys_down[::-1]
        assert keys_up[0] != keys_up[-1]
    for one, direction in ((sort, "ascending"), (f"-{sort}", "descending")):
        found = fetch(f"{PAGE}?{query}&sort={one}")
        assert figures_in(found) == [row["figure"] for row in (up if direction == "ascending" else down)][:ROWS_A_PAGE]
        (head,) = [head for head in found.select("th[aria-sort]") if head["aria-sort"] != "none"]
        assert head["aria-sort"] == direction
        turned = parse_qs(urlsplit(head.a["href"]).query)["sort"]
        assert turned == [sort if one.startswith("-") else f"-{sort}"]


def test_what_is_alike_stands_newest_first(client: Client) -> None:
    rows = read_table(client, f"{KILLED}&sort=party")
    for one, other in pairwise(rows):
        if one["party"] == other["party"]:
            assert (one["as_of"], one["stated_on"]) >= (other["as_of"], other["stated_on"])


def test_pages_keep_the_order_and_the_view(fetch: Fetch) -> None:
    address = f"{PAGE}?{STAFF}&scale=log&hide=events&sort=as_of"
    found = fetch(address)
    assert words(found.select_one(".pages span")) == f"1 to {ROWS_A_PAGE} of 1,640"
    link = found.select_one('.pages a[rel="next"]')
    assert "data-live" in link.attrs
    assert link["href"].endswith("#rows")
    query = parse_qs(urlsplit(link["href"]).query)
    assert query == {
        "party": ["ukraine-general-staff"],
        "measure": ["tanks"],
        "scale": ["log"],
        "hide": ["events"],
        "sort": ["as_of"],
        "page": ["2"],
    }
    second = fetch(link["href"])
    together = days_in(found) + days_in(second)
    assert together == sorted(together)
    assert len(set(together)) == 2 * ROWS_A_PAGE
    assert len(days_in(fetch(f"{address}&page={LAST_PAGE}"))) == 1640 - (LAST_PAGE - 1) * ROWS_A_PAGE
    sorting = second.select_one("th[aria-sort] a")
    assert "page" not in parse_qs(urlsplit(sorting["href"]).query)
    assert "data-live" in sorting.attrs


def test_the_chart_knows_nothing_of_the_table(client: Client, fetch: Fetch) -> None:
    found = fetch(f"{PAGE}?{STAFF}&sort=size&page=2")
    chart = found.select_one("[data-chart]")["data-chart"]
    assert "sort" not in chart
    assert "page" not in chart
    assert client.get(chart).status_code == 200


@pytest.mark.parametrize(
    ("hidden", "gone"),
    [
        ("partial", lambda row: row["scope"] != "theatre"),
        ("period", lambda row: row["scope"] == "theatre" and row["basis"] != "cumulative"),
    ],
)
def test_what_is_hidden_is_not_in_the_table(client: Client, fetch: Fetch, hidden: str, gone: object) -> None:
    rows = [row for row in packaged("russian-forces", {"killed"}, set(PARTIES)) if row["basis"] not in RATES]
    kept = {row["figure_id"] for row in rows if not gone(row)}
    assert kept < {row["figure_id"] for row in rows}
    assert set(figures_in(fetch(f"{PAGE}?{KILLED}&hide={hidden}"))) == kept
    assert {row["figure"] for row in read_table(client, f"{KILLED}&hide={hidden}")} == kept


def test_undefined_losses_can_be_hidden(fetch: Fetch) -> None:
    query = "party=ukraine-president&measure=killed&measure=personnel-losses"
    assert any("undefined" in text for text in cells(fetch(f"{PAGE}?{query}"), "Measure"))
    kept = cells(fetch(f"{PAGE}?{query}&hide=undefined"), "Measure")
    assert kept
    assert not any("undefined" in text for text in kept)


def test_known_leaves_out_what_was_stated_later(fetch: Fetch) -> None:
    rows = [row for row in packaged("russian-forces", {"killed"}, set(PARTIES)) if row["basis"] not in RATES]
    by_then = {row["figure_id"] for row in rows if row["stated_on"] <= "2023-06-01"}
    assert by_then < {row["figure_id"] for row in rows}
    assert set(figures_in(fetch(f"{PAGE}?{KILLED}&known=2023-06-01"))) == by_then


def test_from_and_to_are_kept_to(fetch: Fetch) -> None:
    """The line enters at the left edge from the total of the day before; the table begins with the day asked for."""
    found = fetch(f"{PAGE}?{STAFF}&from=2023-01-10&to=2023-01-31&sort=as_of")
    first = date(2023, 1, 10)
    assert days_in(found) == [(first + timedelta(days=at)).isoformat() for at in range(22)]


def test_names_cannot_carry_markup_into_the_table(client: Client) -> None:
    Party.objects.filter(slug="nato").update(short_name="<script>alert(1)</script>")
    for mode in ("cumulative", "daily", "monthly"):
        answer = client.get(f"{PAGE}?party=nato&measure=killed&measure=casualties&mode={mode}").content.decode()
        assert "<script>alert" not in answer
        assert "&lt;script&gt;alert" in answer


def test_a_withdrawn_total_says_so(fetch: Fetch, client: Client) -> None:
    nato = Party.objects.get(slug="nato")
    kept = packaged("russian-forces", {"killed"}, {"nato"})[0]
    like = Figure.published.get(slug=kept["figure_id"])
    stated = report(party=nato, status="published", stated_on=date(2024, 5, 1))
    taken = figure(report=stated, subject=like.subject, measure=like.measure, best=123456, as_of=date(2024, 5, 1))
    report(party=nato, status="published", stated_on=date(2024, 5, 9), revises=stated)
    found = fetch(f"{PAGE}?party=nato&measure=killed")
    at = figures_in(found).index(taken.slug)
    assert cells(found, "Measure")[at] == "Killed withdrawn by the party on 9 May 2024"
    listed = fetch(f"{PAGE}?party=nato&measure=killed").select_one("details.restated")
    assert "9 May 2024 NATO, killed : 123,456 , withdrawn by the party" in words(listed)
    days_of_withdrawal = {row["figure"]: row["withdrawn_on"] for row in read_table(client, "party=nato&measure=killed")}
    assert {slug for slug, day in days_of_withdrawal.items() if day} == {taken.slug}
    assert days_of_withdrawal[taken.slug] == "2024-05-09"


def test_sources_and_what_they_print_otherwise(fetch: Fetch) -> None:
    slug = "ru-mod-2022-03-25-wounded"
    found = fetch(f"{PAGE}?party=russia-mod&measure=wounded")
    at = figures_in(found).index(slug)
    differing = sum(row["figure_id"] == slug for row in rows_of("variants.csv"))
    report_id = next(row["report_id"] for row in rows_of("figures.csv") if row["figure_id"] == slug)
    citing = sum(row["report_id"] == report_id for row in rows_of("citations.csv"))
    assert cells(found, "Sources")[at].startswith(f"{citing}, {differing} differ")


def test_more_than_a_chart_shows_is_still_in_the_table(fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.views.timeline.timeline_charts.POINTS_DRAWN", 1000)
    found = fetch(f"{PAGE}?{STAFF}")
    assert found.select_one("[data-chart]") is None
    assert "all 1,640 rows" in words(found.select_one(".downloads"))
    assert len(days_in(found)) == ROWS_A_PAGE


BAD = [
    ("sort=price", 400, "sort: “price” is none of as_of, -as_of, party, -party, measure, -measure, size, -size"),
    ("sort=--size", 400, "sort: “--size” is none of"),
    ("sort=size&sort=party", 400, "“sort” is given more than once"),
    ("page=0", 400, "page: “0” is not a page number."),
    (f"{STAFF}&page={LAST_PAGE + 1}", 404, f"This list has no page {LAST_PAGE + 1}; its last is {LAST_PAGE}."),
    (f"{STAFF}&mode=daily&page=99", 404, "This list has no page 99"),
]


@pytest.mark.parametrize(("query", "status", "sentence"), BAD)
def test_bad_addresses_are_refused(fetch: Fetch, query: str, status: int, sentence: str) -> None:
    assert sentence in words(fetch(f"{PAGE}?{query}", status).main)
