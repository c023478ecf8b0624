"""The timeline page, its table and the chart behind it."""

import csv
import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from django.test import Client

from tests.conftest import Fetch, words

pytestmark = pytest.mark.usefixtures("bundled")

CHART = "/russia-ukraine/timeline/chart.json"


def traces(client: Client, query: str) -> list[dict]:
    answer = client.get(f"{CHART}?{query}")
    assert answer.status_code == 200
    return json.loads(answer.content)["data"]


def test_daily_totals_are_steps_and_hold_every_day(client: Client) -> None:
    (trace,) = traces(client, "party=ukraine-general-staff&measure=personnel-losses")
    assert trace["mode"] == "lines"
    assert trace["line"]["shape"] == "hv"
    assert len(trace["x"]) == len(set(trace["x"])) == 1640
    assert dict(zip(trace["x"], trace["y"], strict=True))["2022-04-18"] == 20600
    assert trace["x"] == sorted(trace["x"])


def test_daily_totals_agree_with_the_ministrys_transcription(client: Client) -> None:
    """Recomputed from the file: on record is what orc-losses read, on every day that it has."""
    path = Path("reports/data/bulletins/orc-losses/russian-losses.json")
    tanks = {row["date"]: row["tanks"] for row in json.loads(path.read_text(encoding="utf-8"))}
    (trace,) = traces(client, "party=ukraine-general-staff&measure=tanks")
    shown = dict(zip(trace["x"], trace["y"], strict=True))
    assert {day: shown[day] for day in tanks} == tanks


def test_sparse_parties_are_marks_and_ranges_are_bars_without_a_midpoint(client: Client) -> None:
    nato = traces(client, "party=nato&measure=killed&to=2022-12-31")
    bar = next(trace for trace in nato if trace["mode"] == "lines+markers")
    at = bar["x"].index("2022-03-23")
    assert bar["y"][at : at + 3] == [7000, 15000, None]
    russia = traces(client, "party=russia-mod&measure=killed&to=2022-12-31")
    (marks,) = russia
    assert marks["mode"] == "markers"
    assert dict(zip(marks["x"], marks["y"], strict=True)) == {"2022-03-02": 498, "2022-03-25": 1351, "2022-09-21": 5937}
    assert set(marks["marker"]["symbol"]) == {"circle"}


def test_hover_gives_number_hedge_days_source_and_record(client: Client) -> None:
    (trace,) = traces(client, "party=ukraine-general-staff&measure=personnel-losses")
    at = trace["x"].index("2022-04-18")
    number, stated, source, record = trace["customdata"][at]
    assert trace["hovertemplate"].startswith("Ukraine General Staff, personnel losses (undefined): %{customdata[0]}")
    assert (number, stated) == ("about 20,600", "2022-04-18")
    assert source == "Ministry of Defence of Ukraine and 1 more source"
    assert record == "ukraine-general-staff-2022-04-18-personnel-losses"


def test_log_scale_leaves_zeros_out_and_says_so(client: Client, fetch: Fetch) -> None:
    query = "party=ukraine-general-staff&measure=air-defence&scale={}"
    (linear,), (log,) = traces(client, query.format("linear")), traces(client, query.format("log"))
    zeros = [day for day, value in zip(linear["x"], linear["y"], strict=True) if value == 0]
    assert zeros
    assert all(dict(zip(log["x"], log["y"], strict=True))[day] is None for day in zeros)
    assert "no zero" in words(fetch(f"/russia-ukraine/timeline/?{query.format('log')}").figcaption)


def test_events_are_lines_numbered_as_in_the_list(client: Client, fetch: Fetch) -> None:
    query = "party=ukraine-general-staff&measure=tanks&from=2022-03-01&to=2022-12-31"
    figure = json.loads(client.get(f"{CHART}?{query}").content)
    listed = [words(item) for item in fetch(f"/russia-ukraine/timeline/?{query}").select(".events li")]
    with Path("reports/data/package/events.csv").open(encoding="utf-8", newline="") as handle:
        expected = [row["date"] for row in csv.DictReader(handle) if "2022-03-01" <= row["date"] <= "2022-12-31"]
    assert [shape["x0"] for shape in figure["layout"]["shapes"]] == expected
    assert len(listed) == len(expected)
    numbers = {note["x"]: note["text"] for note in figure["layout"]["annotations"]}
    assert numbers == {day: str(expected.index(day) + 1) for day in numbers}
    assert "leave Kyiv region" in listed[0]


def test_table_holds_the_same_rows(client: Client, fetch: Fetch) -> None:
    query = "party=russia-mod&party=nato&measure=killed"
    found = fetch(f"/russia-ukraine/timeline/?{query}")
    listed = {link["href"].split("/")[2] for link in found.select(".rows td.num a")}
    drawn = {text[3] for trace in traces(client, query) for text in trace["customdata"] if text}
    assert listed == drawn
    assert len(listed) >= 5


def test_long_table_is_paged(fetch: Fetch) -> None:
    address = "/russia-ukraine/timeline/?party=ukraine-general-staff&measure=tanks"
    found = fetch(address)
    assert len(found.select(".rows tbody tr")) == 50
    assert "1 to 50 of 1,640" in words(found.select_one(".pages"))
    last = fetch(f"{address}&page=33")
    assert len(last.select(".rows tbody tr")) == 40
    assert "25 Feb 2022" in words(last.select(".rows tbody tr")[-1])


def test_an_empty_selection_is_a_sentence(fetch: Fetch, client: Client) -> None:
    query = "subject=foreign-fighters&party=oryx&measure=tanks"
    found = fetch(f"/russia-ukraine/timeline/?{query}")
    assert found.select_one(".chart") is None
    assert "no chart to draw" in words(found.select_one(".notice"))
    assert traces(client, query) == []


def test_one_single_figure_is_one_mark(client: Client) -> None:
    (trace,) = traces(client, "party=russia-mod&measure=killed&from=2022-09-01&to=2022-09-30")
    assert (trace["x"], trace["y"]) == (["2022-09-21"], [5937])
    layout = json.loads(client.get(f"{CHART}?party=russia-mod&measure=killed&from=2022-09-01&to=2022-09-30").content)
    assert layout["layout"]["xaxis"]["range"] == ["2022-09-07", "2022-10-05"]


def test_names_cannot_carry_markup_into_the_chart(client: Client) -> None:
    from reports.models import Party

    Party.objects.filter(slug="nato").update(short_name="<script>alert(1)</script>" + "N" * 30)
    found = traces(client, "party=nato&measure=killed")
    assert found
    for trace in found:
        assert "<script>" not in trace["hovertemplate"] + trace["name"]
        assert "&lt;script&gt;" in trace["hovertemplate"]


def test_a_line_ends_where_the_party_fell_silent(client: Client) -> None:
    """Russia's ministry gave no total of tanks and armoured vehicles from 25 April to 18 December 2024."""
    query = "subject=ukrainian-forces&party=russia-mod&measure=tanks-and-armoured-vehicles"
    found = traces(client, query)
    for trace in found:
        if trace["mode"] == "lines":
            days = [date.fromisoformat(day) if day else None for day in trace["x"]]
            assert None in days or len(days) < 54
            assert all((b - a).days <= 31 for a, b in pairwise(days) if a and b)
    drawn = [text[3] for trace in found for text in trace["customdata"] if text]
    assert len(drawn) == len(set(drawn)) > 50


def test_more_figures_than_a_chart_can_show_are_refused_with_a_reason(
    fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = "party=ukraine-general-staff&measure=tanks"
    monkeypatch.setattr("reports.views.timeline.POINTS_DRAWN", 1000)
    found = fetch(f"/russia-ukraine/timeline/?{query}")
    assert "1,640 figures are more than one chart can show (1,000)" in words(found.select_one(".notice"))
    assert found.select_one(".chart") is None
    assert len(found.select(".rows tbody tr")) == 50
    assert "more than one chart" in words(fetch(f"{CHART}?{query}", 400).main)


def test_a_line_that_goes_on_after_a_silence_has_a_gap_there(client: Client) -> None:
    """Oryx's totals were recorded nearly every day, but for one stretch of more than a month."""
    found = traces(client, "party=oryx&measure=tanks-documented")
    (trace,) = (trace for trace in found if trace["mode"] == "lines")
    assert len(trace["x"]) == len(trace["y"]) == len(trace["customdata"])
    gaps = [at for at, day in enumerate(trace["x"]) if day is None]
    assert gaps
    for at in gaps:
        assert trace["y"][at] is None
        before, after = (date.fromisoformat(trace["x"][at + step]) for step in (-1, 1))
        assert (after - before).days > 14
