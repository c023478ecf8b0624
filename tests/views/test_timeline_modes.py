"""New a day and new a month on the bundled data: recomputed from the files, and what is refused or left out."""

import csv
import json
from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reports.models import Basis
from tests.conftest import Fetch, words

from .charted import Charted, charted, untyped

pytestmark = pytest.mark.usefixtures("bundled")

PAGE = "/russia-ukraine/timeline/"
BULLETINS = Path("reports/data/bulletins")
STAFF = "party=ukraine-general-staff&measure="


def totals_in_the_files(name: str) -> dict[date, int]:
    """The General Staff's totals by day, as orc-losses read them."""
    rows = json.loads((BULLETINS / "orc-losses/russian-losses.json").read_text(encoding="utf-8"))
    return {date.fromisoformat(row["date"]): row[name] for row in rows if row[name] is not None}


def corrected_days() -> set[date]:
    """Those of which the other transcription says that the Staff corrected its totals."""
    path = BULLETINS / "petro-ivaniuk/russia_losses_equipment_correction.json"
    return {date.fromisoformat(row["date"]) for row in json.loads(path.read_text(encoding="utf-8"))}


@cache
def package() -> dict[str, dict[str, str]]:
    with Path("reports/data/package/figures.csv").open(encoding="utf-8", newline="") as handle:
        return {row["figure_id"]: row for row in csv.DictReader(handle)}


def new_by_day(found: Charted) -> dict[date, float]:
    (told,) = found.series
    return dict(zip(told.days, told.values, strict=True))


def test_days_are_the_differences_of_the_totals_in_the_files(client: Client) -> None:
    found = charted(client, f"mode=daily&{STAFF}tanks")
    totals, drawn = totals_in_the_files("tanks"), new_by_day(found)
    days = [day for day in totals if day - timedelta(days=1) in totals and day in drawn]
    assert len(days) > 1200
    assert {day: drawn[day] for day in days} == {day: totals[day] - totals[day - timedelta(days=1)] for day in days}


def test_what_is_drawn_and_what_is_left_out_make_up_the_last_total(client: Client, fetch: Fetch) -> None:
    """All months = all days = last total less the first, less what the list below the chart leaves out."""
    found = charted(client, f"mode=daily&{STAFF}tanks")
    days = sum(new_by_day(found).values())
    months = sum(charted(client, f"mode=monthly&{STAFF}tanks").series[0].values)
    rows = fetch(f"{PAGE}?mode=daily&{STAFF}tanks").select(".unread tbody tr")
    ends = [[int(words(link).replace(",", "")) for link in row.select("a")] for row in rows]
    left_out = sum(newer - older for older, newer in ends)
    totals = totals_in_the_files("tanks")
    first = json.loads((BULLETINS / "petro-ivaniuk/russia_losses_equipment.json").read_text(encoding="utf-8"))[0][
        "tank"
    ]
    assert days == months == totals[max(totals)] - first - left_out


def test_months_are_summed_from_the_days(client: Client) -> None:
    drawn = new_by_day(charted(client, f"mode=daily&{STAFF}artillery"))
    by_month: dict[tuple[int, int], float] = defaultdict(int)
    for day, count in drawn.items():
        by_month[day.year, day.month] += count
    answer = charted(client, f"mode=monthly&{STAFF}artillery")
    (told,), (bars,) = answer.series, answer.traces
    assert dict(zip(((day.year, day.month) for day in told.days), told.values, strict=True)) == by_month
    known = {month: sum((day.year, day.month) == month for day in drawn) for month in by_month}
    lighter = [opacity < 1 for opacity in bars["marker"]["opacity"]]
    assert lighter == [known[month] < monthrange(*month)[1] for month in by_month]
    assert any(lighter)
    assert not all(lighter)


def test_a_gap_in_the_personnel_totals_is_one_mean(client: Client) -> None:
    """From 10 to 14 March 2022 the Staff said "more than 12,000" each day: nothing to subtract."""
    (told,) = charted(client, f"mode=daily&{STAFF}personnel-losses").series
    spots = told.by_day()
    assert spots[date(2022, 3, 8)]["number"] == "mean of about 500 a day"
    gap = spots[date(2022, 3, 15)]
    assert gap["when"] == "over 6 days, 10 Mar 2022 to 15 Mar 2022, stated 15 Mar 2022"
    assert gap["change"] == "from about 12,000 to about 13,500"
    assert gap["number"] == "mean of about 250 a day"
    assert date(2022, 3, 12) not in spots


def test_the_record_that_a_day_opens_is_that_of_its_newer_total(client: Client) -> None:
    (told,) = charted(client, f"mode=daily&{STAFF}personnel-losses").series
    spot = told.by_day()[date(2022, 4, 18)]
    assert spot["record"] == "ukraine-general-staff-2022-04-18-personnel-losses"
    assert spot["change"].endswith(" to about 20,600")
    assert client.get(f"/figures/{spot['record']}/").status_code == 200


def test_corrections_on_record_are_left_out_and_listed(client: Client, fetch: Fetch) -> None:
    (told,) = charted(client, f"mode=daily&{STAFF}armoured-vehicles").series
    listed = fetch(f"{PAGE}?mode=daily&{STAFF}armoured-vehicles").select(".unread tbody tr")
    days = {date.fromisoformat(row.select("time")[-1]["datetime"]) for row in listed}
    assert date(2022, 10, 13) in days
    assert days <= corrected_days() | {each for day in corrected_days() for each in (day + timedelta(days=1),)}
    assert not days & set(told.days)
    october = next(row for row in listed if "5,167" in words(row))
    assert "5,181 12 Oct 2022" in words(october)
    assert "corrects an earlier one" in words(october)
    assert [link["href"] for link in october.select("a")] == [
        f"/figures/ukraine-general-staff-2022-10-{day}-armoured-vehicles/" for day in (12, 13)
    ]


def test_an_unexplained_fall_is_left_out(fetch: Fetch) -> None:
    listed = [words(row) for row in fetch(f"{PAGE}?mode=daily&{STAFF}tanks").select(".unread tbody tr")]
    (fall,) = (row for row in listed if "The total fell" in row)
    assert "3,799 27 May 2023 3,797 28 May 2023" in fall


@pytest.mark.parametrize("mode", ["daily", "monthly"])
def test_named_lists_and_picture_counts_are_refused_by_name(client: Client, fetch: Fetch, mode: str) -> None:
    query = f"mode={mode}&party=oryx&party=mediazona-bbc&measure=killed&measure=tanks-documented"
    assert charted(client, query).series == []
    found = fetch(f"{PAGE}?{query}")
    assert found.select_one(".plot") is None
    refused = [words(item) for item in found.select(".unread li")]
    assert [words(link) for link in found.select(".unread li a")] == ["Mediazona/BBC", "Oryx"]
    for item in refused:
        assert "may not be read as a rate of losses" in item
    assert found.select_one(".rows") is None


@pytest.mark.parametrize("mode", ["daily", "monthly"])
def test_one_refused_beside_one_drawn(client: Client, fetch: Fetch, mode: str) -> None:
    query = f"mode={mode}&party=oryx&party=ukraine-general-staff&measure=tanks&measure=ships-documented&layout=each"
    found = fetch(f"{PAGE}?{query}")
    assert len(found.select(".plot")) == 1
    assert "Oryx , ships and boats, documented: its totals read as “at least”" in words(found.select_one(".unread"))


@pytest.mark.parametrize("mode", ["daily", "monthly"])
def test_one_single_figure_is_a_sentence(client: Client, fetch: Fetch, mode: str) -> None:
    query = f"mode={mode}&party=us-government&measure=wounded"
    assert charted(client, query).series == []
    found = fetch(f"{PAGE}?{query}")
    assert "one running total only" in words(found.select_one(".unread"))
    assert "no chart to draw" in words(found.select_one(".notice"))


def test_own_averages_a_day_are_drawn_beside_and_can_be_hidden(client: Client) -> None:
    query = "mode=daily&party=uk-mod&measure=casualties"
    (told,) = charted(client, query).series
    own = [
        spot for spot in told.spots if spot["number"].endswith(" a day") and not spot["number"].startswith("mean of")
    ]
    expected = [
        row for row in package().values() if row["figure_id"].startswith("uk-") and row["measure"] == "casualties"
    ]
    assert len(own) == sum(row["basis"] == "daily_average" for row in expected) > 2
    assert all(spot["note"].startswith(str(Basis.DAILY_AVERAGE.label)) for spot in own)
    (hidden,) = charted(client, f"{query}&hide=period").series
    assert len(hidden.spots) == len(told.spots) - len(own)


def test_days_asked_for_cut_the_same_way(client: Client) -> None:
    query = f"{STAFF}tanks&from=2023-01-01&to=2023-03-15"
    days = new_by_day(charted(client, f"mode=daily&{query}"))
    assert (min(days), max(days), len(days)) == (date(2023, 1, 1), date(2023, 3, 15), 74)
    answer = charted(client, f"mode=monthly&{query}")
    assert [spot["when"] for spot in answer.series[0].spots] == ["January 2023", "February 2023", "March 2023"]
    assert answer.series[0].spots[-1]["note"] == "15 of its 31 days are known"
    assert sum(answer.series[0].values) == sum(days.values())


def test_weekly_means_are_those_of_the_files(client: Client) -> None:
    found = charted(client, f"mode=daily&{STAFF}tanks&from=2025-06-01&to=2025-08-31")
    totals = totals_in_the_files("tanks")
    (trace,) = (trace for trace in found.traces if trace["hoverinfo"] == "skip")
    means = dict(zip(trace["x"], trace["y"], strict=True))
    assert means[date(2025, 6, 1)] == pytest.approx(
        (totals[date(2025, 6, 1)] - totals[date(2025, 5, 25)]) / 7, abs=0.01
    )
    for older, newer in pairwise(sorted(means)):
        assert newer - older == timedelta(days=1)
    for day, mean in means.items():
        week = day - timedelta(days=7)
        if day in totals and week in totals:
            assert mean == pytest.approx((totals[day] - totals[week]) / 7, abs=0.01)


def test_a_log_scale_says_that_it_has_no_zero(client: Client, fetch: Fetch) -> None:
    query = f"mode=daily&{STAFF}air-defence&scale=log"
    zeros = sum(value == 0 for value in charted(client, query).series[0].values)
    assert zeros > 100
    assert f"{zeros:,} numbers of 0 are not on the chart" in words(fetch(f"{PAGE}?{query}").figcaption)


@pytest.mark.parametrize(
    ("mode", "heading"), [("", "running totals"), ("daily", "new a day"), ("monthly", "new a month")]
)
def test_the_heading_says_what_is_shown(fetch: Fetch, mode: str, heading: str) -> None:
    found = fetch(f"{PAGE}?mode={mode}&{STAFF}tanks")
    assert words(found.h1) == f"Russian forces: {heading}, as claimed"
    assert ("left out, and listed below" in words(found.select_one(".lede"))) == bool(mode)
    assert (found.select_one(".unread") is not None) == bool(mode)


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}chart.json"])
@pytest.mark.parametrize("query", ["", "party=ukraine-general-staff&party=oryx&measure=tanks&measure=tanks-documented"])
def test_no_mode_needs_more_queries_than_totals(client: Client, path: str, query: str) -> None:
    needed = {}
    for mode in ("cumulative", "daily", "monthly"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{path}?mode={mode}&{query}").status_code == 200
        needed[mode] = len(queries)
    assert needed["daily"] <= needed["cumulative"]
    assert needed["monthly"] <= needed["cumulative"]


def test_a_year_of_days_is_small(client: Client) -> None:
    """The totals that a reader is told of travel as numbers, not as a text a day."""
    answer = json.loads(client.get(f"{PAGE}chart.json?mode=daily&{STAFF}personnel-losses").content)
    (told,) = answer["series"]
    assert len(untyped(told["days"])) > 1600
    assert all(len(column["patterns"]) < 10 for column in told["texts"].values())


def test_a_month_on_the_page_says_what_its_totals_hold_beside_it(fetch: Fetch) -> None:
    """In October 2022 the Staff corrected its totals: 1,728 less 1,391 is 49 more than what is new."""
    found = fetch(f"{PAGE}?mode=monthly&{STAFF}artillery&from=2022-10-01&to=2022-10-31")
    assert [words(head) for head in found.select(".same-rows th")][-2:] == ["First total used", "Last total used"]
    (row,) = found.select(".same-rows tbody tr")
    assert "288 1 step left out (+49)" in words(row)
    assert "1,391 30 Sep 2022 1,728 31 Oct 2022" in words(row)


def test_averages_are_told_as_numbers_a_day_and_claim_no_days_that_nobody_stated(fetch: Fetch) -> None:
    found = fetch(f"{PAGE}?mode=daily&party=uk-mod&measure=personnel-losses&from=2024-11-10&to=2024-11-10")
    (row,) = found.select(".same-rows tbody tr")
    assert "10 Nov 2024 its days are not stated" in words(row)
    assert "more than 900 a day" in words(row)


@pytest.mark.parametrize("layout", ["one", "each"])
def test_what_is_not_drawn_is_told_where_there_is_no_chart_too(fetch: Fetch, layout: str) -> None:
    query = f"subject=ukrainian-forces&party=us-dod&measure=killed&measure=wounded&layout={layout}"
    found = fetch(f"{PAGE}?mode=monthly&{query}")
    assert found.select_one("figcaption") is None
    told = words(found.select_one(".unread"))
    if layout == "one":
        assert "under “New a day”: 2 averages a day of the parties’ own." in told
    else:
        assert "Wounded: Not drawn here, but under “New a day”: 1 average a day of a party’s own." in told


def test_a_small_chart_that_is_missing_has_its_remark_below(fetch: Fetch) -> None:
    query = "party=us-dod&party=russia-mod&measure=killed&measure=tanks-and-armoured-vehicles&layout=each"
    found = fetch(f"{PAGE}?mode=monthly&subject=ukrainian-forces&{query}")
    assert len(found.select(".plot")) == 1
    remark = "Killed: Not drawn here, but under “New a day”: 1 average a day of a party’s own."
    assert remark in words(found.select_one(".unread"))
    assert remark not in words(found.figcaption)


def test_wide_means_are_written_without_a_precision_that_nobody_has(fetch: Fetch) -> None:
    rows = fetch(f"{PAGE}?mode=monthly&party=uk-mod&measure=killed-and-wounded").select(".same-rows tbody tr")
    assert any("about 44,539 spread over a gap" in words(row) for row in rows)


def test_bars_of_undefined_measures_are_striped_in_chart_picture_and_legend(client: Client, fetch: Fetch) -> None:
    query = "mode=monthly&party=ukraine-general-staff&party=ukraine-president&measure=killed&measure=personnel-losses"
    answer = json.loads(client.get(f"{PAGE}chart.json?{query}").content)
    striped = {bars["name"]: "pattern" in bars["marker"] for bars in answer["data"]}
    assert striped == {"Ukraine General Staff, personnel losses (undefined)": True, "Ukraine President, killed": False}
    found = fetch(f"{PAGE}?{query}")
    masked = {path["fill"]: path.get("mask") for path in found.select(".picture .lines path[fill]")}
    colours = {bars["name"].partition(",")[0]: bars["marker"]["color"] for bars in answer["data"]}
    assert masked[colours["Ukraine General Staff"]] == "url(#striped)"
    assert masked[colours["Ukraine President"]] is None
    assert len(found.select("#striped")) == 1
    assert "striped: undefined" in words(found.select_one(".meanings"))
    assert "dotted" not in words(found.select_one(".meanings"))
    total = fetch(f"{PAGE}?{query.replace('monthly', 'cumulative')}")
    assert "dotted, or paler marks: undefined" in words(total.select_one(".meanings"))
    assert total.select("#striped") == []
