"""The timeline page, its table and the chart behind it."""

import csv
import json
from datetime import date
from itertools import pairwise
from math import ceil
from pathlib import Path

import pytest
from django.test import Client

from reports.views.timeline.timeline_page import ROWS_A_PAGE
from tests.conftest import Fetch, words

from .charted import CHART, charted

pytestmark = pytest.mark.usefixtures("bundled")

GENERAL_STAFF = "party=ukraine-general-staff"


def test_daily_totals_are_steps_and_hold_every_day(client: Client) -> None:
    found = charted(client, f"{GENERAL_STAFF}&measure=personnel-losses")
    (line,) = found.lines
    assert line["line"]["shape"] == "hv"
    assert len(line["x"]) == len(set(line["x"])) == 1640
    assert dict(zip(line["x"], line["y"], strict=True))[date(2022, 4, 18)] == 20600
    assert line["x"] == sorted(line["x"])


def test_daily_totals_agree_with_the_ministrys_transcription(client: Client) -> None:
    """Recomputed from the file: on record is what orc-losses read, on every day that it has."""
    path = Path("reports/data/bulletins/orc-losses/russian-losses.json")
    tanks = {row["date"]: row["tanks"] for row in json.loads(path.read_text(encoding="utf-8"))}
    (line,) = charted(client, f"{GENERAL_STAFF}&measure=tanks").lines
    shown = {day.isoformat(): value for day, value in zip(line["x"], line["y"], strict=True)}
    assert {day: shown[day] for day in tanks} == tanks


def test_sparse_parties_are_marks_and_ranges_are_bars_without_a_midpoint(client: Client) -> None:
    nato = charted(client, "party=nato&measure=killed&to=2022-12-31")
    assert nato.lines == []
    (bar,) = (trace for trace in nato.marks if "error_y" in trace)
    ends = [y for day, y in zip(bar["x"], bar["y"], strict=True) if day == date(2022, 3, 23)]
    assert ends == [7000, 15000]
    assert all(y != 11000 for trace in nato.traces for day, y in zip(trace["x"], trace["y"], strict=True)), (
        "nobody named a best value"
    )
    (marks,) = charted(client, "party=russia-mod&measure=killed&to=2022-12-31&hide=partial").marks
    assert dict(zip(marks["x"], marks["y"], strict=True)) == {
        date(2022, 3, 2): 498,
        date(2022, 3, 25): 1351,
        date(2022, 9, 21): 5937,
    }
    assert marks["marker"]["symbol"] == "circle"


def test_each_hedge_has_a_mark_of_its_own(client: Client) -> None:
    """At least: a foot at the value and an arrow upwards from it, made of three parts."""
    found = charted(client, "party=mediazona-bbc&measure=killed&hide=partial&hide=period")
    floors = next(trace for trace in found.marks if "standoff" in trace["marker"])
    assert floors["marker"]["symbol"][:3] == ["line-ew-open", "line-ns-open", "triangle-down"]
    assert floors["marker"]["angle"][:3] == [0, -180, -180], "turned round: upwards"
    assert floors["x"][0] == floors["x"][1] == floors["x"][2]
    assert "at least" in found.spot(floors, 0)["number"]


def test_hover_gives_number_hedge_days_change_source_and_record(client: Client) -> None:
    (told,) = charted(client, f"{GENERAL_STAFF}&measure=personnel-losses").series
    assert told.name == "Ukraine General Staff, personnel losses (undefined)"
    assert told.by_day()[date(2022, 4, 18)] == {
        "number": "about 20,600",
        "when": "as of 18 Apr 2022, stated 18 Apr 2022",
        "change": "about +300 since 17 Apr 2022",
        "sources": "Ministry of Defence of Ukraine and 1 more source",
        "note": "",
        "record": "ukraine-general-staff-2022-04-18-personnel-losses",
    }


def test_hover_tells_each_figure_as_it_is_on_record(client: Client) -> None:
    """All 1,640 of them, and each sparse one, whatever of it travels as a pattern."""
    from reports.comparison.context import with_counts
    from reports.models import Figure

    query = f"{GENERAL_STAFF}&party=russia-mod&party=nato&measure=personnel-losses&measure=killed"
    told = [
        spot for series in charted(client, query).series for spot in (series.spot(at) for at in range(len(series.days)))
    ]
    rows = {row.slug: row for row in with_counts(Figure.published.filter(slug__in=[spot["record"] for spot in told]))}
    assert len(rows) == len(told) > 1650
    for spot in told:
        row = rows[spot["record"]]
        assert spot["number"] == str(row.number)
        assert f"{row.as_of.day} {row.as_of:%b %Y}" in spot["when"]
        assert f"stated {row.stated_on.day} {row.stated_on:%b %Y}" in spot["when"]


def test_change_is_told_only_where_two_numbers_have_a_difference(client: Client) -> None:
    nato = [
        series.spot(at)["change"] for series in charted(client, "party=nato&measure=killed").series for at in range(2)
    ]
    assert nato[0] == "its first total on record"
    assert nato[1].startswith("before: ")
    assert "+" not in nato[1]


def test_a_restated_total_is_marked_and_says_so(client: Client) -> None:
    """On 30 November 2024 the General Staff's report revised that of the day before."""
    with Path("reports/data/package/reports.csv").open(encoding="utf-8", newline="") as handle:
        assert not [row for row in csv.DictReader(handle) if row["revises"].startswith("ukraine-general-staff")]
    found = charted(
        client, f"{GENERAL_STAFF}&measure=cruise-missiles&measure=tanks&measure=uavs&measure=vehicles-and-fuel-tanks"
    )
    notes = {
        spot["record"]: spot["note"] for series in found.series for spot in map(series.spot, range(len(series.days)))
    }
    told = {record: note for record, note in notes.items() if note}
    assert told["ukraine-general-staff-2023-05-28-tanks"].startswith("lower than 3,")
    assert any(note.startswith("restated: the party lowered its own total") for note in told.values())
    symbols = {trace["marker"]["symbol"] for trace in found.marks if isinstance(trace["marker"]["symbol"], str)}
    assert {"diamond-open", "x-thin-open"} <= symbols


def test_withdrawn_totals_are_marked_and_joined_to_nothing(client: Client) -> None:
    found = charted(client, "party=russia-sources&measure=killed")
    (marks,) = (trace for trace in found.marks if trace["marker"]["symbol"] == "circle-x-open")
    assert found.spot(marks, 0)["note"].startswith("withdrawn by the party on 22 Mar 2022; attributed to")
    known_before = charted(client, "party=russia-sources&measure=killed&known=2022-03-21")
    assert all(trace["marker"]["symbol"] != "circle-x-open" for trace in known_before.marks)


def test_log_scale_leaves_zeros_out_and_says_so(client: Client, fetch: Fetch) -> None:
    query = f"{GENERAL_STAFF}&measure=air-defence&scale={{}}"
    (linear,), (log,) = (charted(client, query.format(scale)).lines for scale in ("linear", "log"))
    zeros = [day for day, value in zip(linear["x"], linear["y"], strict=True) if value == 0]
    assert zeros
    shown = dict(zip(log["x"], log["y"], strict=True))
    assert all(shown[day] != shown[day] for day in zeros), "not a number: the line has a gap there"
    told = words(fetch(f"/russia-ukraine/timeline/?{query.format('log')}").figcaption)
    assert f"{len(zeros)} numbers of 0 are not on the chart" in told


def test_events_are_lines_numbered_as_in_the_list(client: Client, fetch: Fetch) -> None:
    query = f"{GENERAL_STAFF}&measure=tanks&from=2022-03-01&to=2022-12-31"
    layout = charted(client, query).layout
    listed = fetch(f"/russia-ukraine/timeline/?{query}").select(".events li")
    with Path("reports/data/package/events.csv").open(encoding="utf-8", newline="") as handle:
        dates = [row["date"] for row in csv.DictReader(handle)]
    expected = {day: str(number) for number, day in enumerate(dates, 1) if "2022-03-01" <= day <= "2022-12-31"}
    assert [shape["x0"] for shape in layout["shapes"]] == list(expected)
    numbers = {note["x"]: note["text"] for note in layout["annotations"] if note["yref"] == "paper"}
    assert numbers == {day: expected[day] for day in numbers}
    assert {item["value"] for item in listed} == set(expected.values())
    assert "leave Kyiv region" in words(listed[0])
    hidden = charted(client, f"{query}&hide=events").layout
    assert not hidden.get("shapes")
    assert fetch(f"/russia-ukraine/timeline/?{query}&hide=events").select(".events li") == []


def test_table_holds_the_same_rows(client: Client, fetch: Fetch) -> None:
    query = "party=russia-mod&party=nato&measure=killed&hide=partial&hide=period"
    found = fetch(f"/russia-ukraine/timeline/?{query}")
    listed = {link["href"].split("/")[2] for link in found.select(".rows td.num a")}
    drawn = {spot["record"] for series in charted(client, query).series for spot in series.spots}
    assert listed == drawn
    assert len(listed) >= 5


def test_long_table_is_paged(fetch: Fetch) -> None:
    address = "/russia-ukraine/timeline/?party=ukraine-general-staff&measure=tanks"
    found = fetch(address)
    assert len(found.select(".rows tbody tr")) == ROWS_A_PAGE
    assert f"1 to {ROWS_A_PAGE} of 1,640" in words(found.select_one(".pages"))
    last = fetch(f"{address}&page={ceil(1640 / ROWS_A_PAGE)}")
    assert len(last.select(".rows tbody tr")) == 1640 % ROWS_A_PAGE
    assert "25 Feb 2022" in words(last.select(".rows tbody tr")[-1])


def test_an_empty_selection_is_a_sentence(fetch: Fetch, client: Client) -> None:
    query = "subject=foreign-fighters&party=oryx&measure=tanks"
    found = fetch(f"/russia-ukraine/timeline/?{query}")
    assert found.select_one(".chart") is None
    assert "no chart to draw" in words(found.select_one(".notice"))
    assert charted(client, query).traces == []


def test_one_single_figure_is_one_mark(client: Client) -> None:
    found = charted(client, "party=russia-mod&measure=killed&from=2022-09-12&to=2022-09-24&hide=partial")
    (marks,) = found.marks
    assert (marks["x"], marks["y"]) == ([date(2022, 9, 21)], [5937])
    assert found.layout["xaxis"]["range"] == ["2022-08-29", "2022-10-08"], "hardly any days: a few more around them"


def test_names_travel_as_texts_and_cannot_carry_markup_into_the_chart(client: Client) -> None:
    from reports.models import Party

    name = "<script>alert(1)</script>" + "N" * 30
    Party.objects.filter(slug="ukraine-general-staff").update(short_name=name)
    found = charted(client, f"{GENERAL_STAFF}&measure=tanks")
    assert found.series[0].name.startswith(name), "the script writes it as text"
    labels = [note["text"] for note in found.layout["annotations"]]
    assert any("&lt;script&gt;" in label for label in labels)
    assert not any("<script>" in label for label in labels), "what plotly writes it reads as markup"


def test_a_line_ends_where_the_party_fell_silent(client: Client) -> None:
    """Russia's ministry gave no total of tanks and armoured vehicles from 25 April to 18 December 2024."""
    found = charted(client, "subject=ukrainian-forces&party=russia-mod&measure=tanks-and-armoured-vehicles")
    assert all((b - a).days <= 31 for line in found.lines for a, b in pairwise(line["x"]))
    (told,) = found.series
    records = [spot["record"] for spot in told.spots]
    assert len(records) == len(set(records)) > 50


def test_a_line_that_goes_on_after_a_silence_has_a_gap_there(client: Client) -> None:
    """Oryx's totals were recorded nearly every day, but for one stretch of more than a month."""
    found = charted(client, "party=oryx&measure=tanks-documented")
    lines = found.lines
    assert len(lines) > 1
    (ends,) = (trace for trace in found.traces if trace["mode"] == "markers" and not trace.get("meta"))
    for earlier, later in pairwise(lines):
        assert (later["x"][0] - earlier["x"][-1]).days > 14
        assert later["meta"]["series"] == earlier["meta"]["series"], "one series, in several lines"
        assert earlier["x"][-1] in ends["x"]
    for line in lines:
        first = line["x"][0]
        assert f"as of {first.day} {first:%b %Y}," in found.spot(line, 0)["when"]


def test_the_last_end_of_a_line_says_since_when_there_is_no_new_figure(client: Client, fetch: Fetch) -> None:
    query = f"{GENERAL_STAFF}&measure=tanks"
    labels = [note["text"] for note in charted(client, query).layout["annotations"] if note["yref"] == "y"]
    assert labels == ["Ukraine General Staff<br>no new figure since 22 Aug 2026"]
    still = charted(client, f"{query}&to=2026-08-30")
    assert [note for note in still.layout["annotations"] if note["yref"] == "y"] == [], "eight days are no silence"


def test_all_equipment_has_a_small_chart_a_measure(client: Client, fetch: Fetch) -> None:
    found = fetch("/russia-ukraine/timeline/?layout=each")
    addresses = [plot["data-chart"] for plot in found.select(".plot")]
    assert len(addresses) >= 14
    titles = [words(title) for title in found.select(".panels h2")]
    assert "Tanks" in titles
    answers = [client.get(address) for address in addresses]
    assert {answer.status_code for answer in answers} == {200}
    assert all(json.loads(answer.content)["data"] for answer in answers)


def test_a_frame_of_no_origin_may_read_its_chart(client: Client) -> None:
    """As one that a host keeps in a sandbox."""
    assert client.get(CHART)["Access-Control-Allow-Origin"] == "*"


def test_remarks_of_all_small_charts_are_told_once(fetch: Fetch) -> None:
    found = words(fetch("/russia-ukraine/timeline/?layout=each&scale=log").figcaption)
    assert found.count("A logarithmic scale has no zero") > 1
    assert len(set(found.split(". "))) == len(found.split(". "))


def test_scope_notes_are_told_with_every_number(client: Client) -> None:
    """Recounted from the package: each noted total has its note on the card."""
    with Path("reports/data/package/figures.csv").open(encoding="utf-8", newline="") as handle:
        noted = {
            row["figure_id"]: row["scope_note"]
            for row in csv.DictReader(handle)
            if row["scope_note"] and (row["subject"], row["measure"]) == ("russian-forces", "killed")
        }
    parties = "&".join(
        f"party={slug}" for slug in ("mediazona-bbc", "meduza-mediazona", "russia-mod", "csis", "economist")
    )
    told = {
        spot["record"]: spot["note"]
        for series in charted(client, f"{parties}&measure=killed").series
        for spot in series.spots
    }
    shown = noted.keys() & told.keys()
    assert len(shown) > 5
    assert all(noted[record] in told[record] for record in shown)


def test_totals_counted_from_different_days_are_no_fall(client: Client) -> None:
    """Russia's foreign ministry counted civilians from 2014, then from 2022: a lower number, and no fall."""
    (told,) = charted(
        client, "subject=civilians-in-russia&party=russia-mfa&measure=killed&hide=partial&hide=period"
    ).series
    assert not any("lower than" in spot["note"] for spot in told.spots)
    assert any(spot["note"].startswith("counted from ") for spot in told.spots)
