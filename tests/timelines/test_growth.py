"""New a day and a month as they are drawn: steps, means, gaps, bars, and what is left out and why."""

import json
from datetime import date

import pytest

from reports.timelines.charts import chart_data, chart_json
from reports.timelines.cumulative import Frame
from reports.timelines.drawing import Drawing, Style
from reports.timelines.growth import draw_growth, exclusions_of
from reports.timelines.marks import bars_of
from reports.timelines.points import PartySeries, Point
from reports.timelines.timeline_rows import TimelineRow, rows_of
from tests.views.charted import untyped

from .growing import BESIDE, FORTY_DAYS, drawn, rate, told, track
from .hand_made import START, daily, day, frame, point, series


def test_days_are_steps_with_a_weekly_mean() -> None:
    found = track(daily(*range(0, 300, 30)))
    assert [spot.size for spot in found.markers] == [30] * 9
    assert found.runs == ((0, 9),)
    assert found.marks == ()
    assert found.means == (tuple((day(at), 30.0) for at in (7, 8, 9)),)


def test_a_short_gap_is_part_of_the_steps_and_has_a_mark() -> None:
    found = track([*daily(0, 10, 20), point(5, 80), point(6, 90)])
    assert [(spot.style, spot.first, spot.day, spot.size) for spot in found.markers][2] == (
        Style.SPREAD,
        day(3),
        day(5),
        20,
    )
    assert found.runs == ((0, 4),)
    assert found.marks == (2,)


def test_a_long_gap_stands_alone_and_its_mean_is_not_drawn_twice() -> None:
    found = track([*daily(*range(0, 90, 10)), point(38, 380), *daily(*range(390, 500, 10), first=39)])
    (gap,) = (at for at, spot in enumerate(found.markers) if spot.style is Style.SPREAD)
    assert found.runs == ((0, gap), (gap + 1, len(found.markers)))
    assert found.marks == (gap,)
    days = [at for mean in found.means for at, _height in mean]
    assert days == [*(day(at) for at in (7, 8)), *(day(at) for at in range(45, 50))]


def test_a_lone_day_is_a_mark() -> None:
    found = track([point(1, 10), point(2, 20), point(3, 5, revises=True)])
    assert (found.runs, found.marks) == ((), (0,))


def test_the_first_days_asked_for_cut_and_their_means_know_the_days_before() -> None:
    found = track(daily(*range(0, 300, 30)), first=day(8))
    assert [spot.day for spot in found.markers] == [day(8), day(9)]
    assert found.means == (((day(8), 30.0), (day(9), 30.0)),)
    (april, may) = track(FORTY_DAYS, "monthly", first=date(2022, 4, 11)).markers
    assert (april.first, april.size, april.is_partial) == (date(2022, 4, 11), 2000, True)
    assert may.size == 1000
    (april,) = track([point(35, 0), point(55, 2000)], "monthly", first=date(2022, 4, 11)).markers
    assert april.size == 1000


def test_months_are_bars_and_those_not_known_whole_are_lighter() -> None:
    drawing = drawn(FORTY_DAYS, "monthly")
    (bars,) = drawing.lines
    assert [(spot.first, spot.day, spot.size, spot.is_partial) for spot in bars.markers] == [
        (date(2022, 4, 1), date(2022, 4, 30), 3000, False),
        (date(2022, 5, 1), date(2022, 5, 10), 1000, True),
    ]
    assert (drawing.first, drawing.last) == (date(2022, 4, 1), date(2022, 4, 30))
    with_gap = track([*FORTY_DAYS[:10], *FORTY_DAYS[11:]], "monthly")
    assert [spot.is_partial for spot in with_gap.markers] == [True, True]
    assert with_gap.markers[0].size == 3000


def test_bars_of_one_month_stand_side_by_side_within_it() -> None:
    two = [series(FORTY_DAYS), series(FORTY_DAYS, party="other")]
    ours, theirs = bars_of(draw_growth(two, frame(80), "monthly"))
    april = (date(2022, 4, 1) - START).days
    assert april < ours[0][0] < ours[0][1] == theirs[0][0] < theirs[0][1] < april + 30


def test_bars_of_one_colour_are_told_apart_by_their_order() -> None:
    killed, wounded = (series(FORTY_DAYS, measure=name, measure_name=name.title()) for name in ("killed", "wounded"))
    order = "The bars of a month stand, from left to right, for: Party, killed; Party, wounded."
    assert draw_growth([killed, wounded], frame(80), "monthly").remarks == (order,)
    assert draw_growth([killed, wounded], frame(80), "daily").remarks == ()
    assert draw_growth([killed, series(FORTY_DAYS, party="other")], frame(80), "monthly").remarks == ()


def test_the_chart_draws_a_bar_a_month() -> None:
    (trace,) = json.loads(chart_json(chart_data(drawn(FORTY_DAYS, "monthly"))))["data"]
    assert trace["type"] == "bar"
    assert untyped(trace["y"]) == [3000, 1000]
    whole, lighter = trace["marker"]["opacity"]
    assert whole == 1 > lighter


def test_what_a_reader_is_told() -> None:
    first, gap = told([point(1, 1000, "about"), point(2, 1351, "about"), point(5, 2386, "about")])
    assert first["number"] == "about 351"
    assert first["when"] == f"{_in_words(day(2))}, stated {_in_words(day(2))}"
    assert first["change"] == "from about 1,000 to about 1,351"
    assert first["record"] == f"party-{day(2).isoformat()}-killed"
    assert gap["number"] == "mean of about 345 a day"
    assert gap["when"] == f"over 3 days, {_in_words(day(3))} to {_in_words(day(5))}, stated {_in_words(day(5))}"
    assert gap["change"] == "from about 1,351 to about 2,386"


def test_what_a_reader_is_told_of_a_month_and_of_an_average() -> None:
    april, may = told(FORTY_DAYS, "monthly")
    assert (april["number"], april["when"], april["note"]) == ("3,000", "April 2022", "")
    assert april["change"] == "first total used: 3,500 (31 Mar 2022); last: 6,500 (30 Apr 2022)"
    assert may["note"] == "10 of its 31 days are known"
    spread, _may = told([*FORTY_DAYS[:10], *FORTY_DAYS[12:]], "monthly")
    assert spread["note"] == "3 days are a mean over a gap between totals"
    *_days, average = told(daily(0, 10), beside=[rate(30, 345)])
    assert average["number"] == "about 345 a day"
    assert average["when"].startswith(f"{_in_words(day(10))} to {_in_words(day(30))}")


def test_a_month_says_what_it_leaves_out_between_its_totals() -> None:
    points = [*FORTY_DAYS[:10], point(45, 4450, revises=True), *daily(4460, 4455, 4470, 4500, first=46)]
    april = told(points, "monthly")[0]
    assert april["number"] == "940"
    assert april["note"].endswith(
        "; 3 steps between the two totals are left out, as corrections or falls: they changed the total by +60"
    )
    corrected = told([*FORTY_DAYS[:10], point(45, 4390, revises=True), point(46, 4400)], "monthly")[0]
    assert corrected["note"].endswith(
        "; 1 step between the two totals is left out, as a correction or a fall: it changed the total by −10"
    )


def test_a_month_says_where_it_counts_a_share_of_a_gap() -> None:
    april, may = told([point(35, 1000), point(40, 1100), point(75, 1800)], "monthly")
    assert april["change"] == "first total used: 1,000 (31 Mar 2022); last: 1,800 (10 May 2022)"
    assert april["number"] == "600"
    share = "a mean over a gap between totals, of which only a share lies within these days"
    assert april["note"] == f"30 days are {share}"
    assert may["note"] == f"10 of its 31 days are known; 10 days are {share}"


def test_a_month_of_hardly_any_is_not_told_as_none() -> None:
    april, *_more = told([point(35, 0), point(700, 1)], "monthly")
    assert april["number"] == "0.05"


def test_a_log_scale_says_what_it_cannot_show() -> None:
    drawing = drawn([*daily(0, 0, 40), point(9, 42)], scale="log")
    assert drawing.remarks == (
        "A logarithmic scale has no zero: 1 number of 0 is not on the chart.",
        "The logarithmic scale begins at 1: 1 mean of less than 1 a day is not on the chart.",
    )
    assert drawn(daily(0, 0, 40)).remarks == ()
    assert drawn([point(35, 0), point(99, 1)], "monthly", scale="log").remarks == (
        "The logarithmic scale begins at 1: 3 months with a share of less than 1 are not on the chart.",
    )


def exclusions(drawing: Drawing) -> dict:
    return exclusions_of([drawing], draw_growth([], frame(60), "daily"))


def test_named_lists_are_refused_with_the_reason() -> None:
    drawing = drawn([point(at, 100 + at, "at_least") for at in range(30)])
    (refused,) = exclusions(drawing)["refused"]
    assert refused["reason"].startswith("its totals read as “at least”. Such a count grows when cases are found")
    assert drawing.lines == drawing.left_out == ()
    mixed = drawn([*(point(at, 100 + at, "at_least") for at in range(3)), point(4, 200), point(5, 300)])
    assert exclusions(mixed)["refused"][0]["reason"].startswith("3 of its 5 totals read as “at least”.")
    shares = drawn([point(1, 30, unit="percent"), point(2, 40, unit="percent")])
    assert "percentages" in exclusions(shares)["refused"][0]["reason"]


@pytest.mark.parametrize(
    ("points", "reason"),
    [
        ([], "no running total of the whole theatre"),
        ([point(1, 10)], "one running total only"),
        ([point(1, 10), point(2, 5, revises=True)], "no two of its totals"),
    ],
)
def test_a_series_without_a_difference_says_why(points: list[Point], reason: str) -> None:
    drawing = drawn(points)
    assert drawing.is_empty
    (silent,) = exclusions(drawing)["silent"]
    assert reason in silent["reason"]
    assert exclusions(drawing)["refused"] == []


def test_each_total_left_out_has_its_reason() -> None:
    drawing = drawn([point(1, 10), point(2, 9, revises=True), point(3, 20, "more_than"), point(4, 30)])
    restated, hedge = exclusions(drawing)["left_out"]
    assert (restated["older"].number.best, restated["newer"].number.best) == (10, 9)
    assert "corrects an earlier one" in restated["reason"]
    assert hedge["older"] is None
    assert hedge["reason"] == "“more than 20” gives no number to subtract."
    assert drawn([point(1, 10), point(2, 9, revises=True), point(4, 30)], first=day(3)).left_out == ()
    assert drawn([point(1, 10, "up_to")]).left_out == (), "of one total all is said"


def test_what_one_party_is_refused_for_is_said_once() -> None:
    lists = [
        series([point(1, 5, "at_least")], measure=name, measure_name=name.title()) for name in ("killed", "wounded")
    ]
    other = series(daily(1, 2), party="other")
    unshown = draw_growth([series(daily(1, 2), beside=BESIDE)], frame(60), "daily")
    found = exclusions_of([draw_growth([each], frame(60), "daily") for each in (*lists, other)], unshown)
    (refused,) = found["refused"]
    assert refused["measures"] == ["Killed", "Wounded"]
    assert found["silent"] == found["left_out"] == []
    assert len(found["remarks"]) == 2


def test_hidden_undefined_series_are_neither_drawn_nor_explained() -> None:
    undefined = series([point(1, 5, "at_least")], is_undefined=True)
    drawing = draw_growth([undefined, series(daily(1, 2), is_undefined=True)], frame(60, hidden=["undefined"]), "daily")
    assert drawing.lines == drawing.not_drawn == ()


def test_a_party_that_is_silent_at_the_end_ends_its_line() -> None:
    values = range(0, 200, 10)
    assert [silence.since for silence in track(daily(*values)).gaps] == [day(19)]
    assert track([*daily(*values), *daily(*range(200, 610, 10), first=20)]).gaps == ()


def growth_rows(all_series: list[PartySeries], of_all: Frame, mode: str) -> list[TimelineRow]:
    return list(rows_of([draw_growth(all_series, of_all, mode)], of_all.first))


def test_rows_are_those_of_the_drawing() -> None:
    points = [*daily(0, 10, 20, qualifier="about"), point(5, 80), point(6, 70, revises=True)]
    rows = growth_rows([series(points)], frame(60), "daily")
    spots = track(points).markers
    assert [(row.first, row.last, row.a_day) for row in rows] == [(spot.first, spot.day, spot.size) for spot in spots]
    row = rows[-1]
    assert (row.series.party_name, row.series.measure_name, row.first, row.last) == ("Party", "Killed", day(3), day(5))
    assert (row.growth.days, row.growth.known, row.growth.qualifier, row.count) == (3, 3, "about", 60)
    assert (row.a_day, row.mean, row.growth.is_spread, row.growth.left_out) == (20, None, True, ())
    assert (row.older.figure, row.figure.figure) == (
        f"party-{day(2).isoformat()}-killed",
        f"party-{day(5).isoformat()}-killed",
    )
    assert row.stated_on == day(5)
    assert growth_rows([series(points)], frame(60, first=day(5)), "daily") == rows[-1:]
    listed = [*(point(at, 5 + at, "at_least") for at in range(3)), point(4, 9), point(5, 10)]
    assert growth_rows([series(listed)], frame(60), "daily") == []
    assert growth_rows([series(points, is_undefined=True)], frame(60, hidden=["undefined"]), "daily") == []


def test_rows_of_months_say_how_many_days_are_known() -> None:
    april, may = growth_rows([series(FORTY_DAYS)], frame(80), "monthly")
    assert (april.growth.days, april.growth.known, april.count, april.a_day, april.mean) == (30, 30, 3000, 100, None)
    assert (may.growth.days, may.growth.known, may.count, may.last) == (31, 10, 1000, date(2022, 5, 10))
    assert growth_rows([series(FORTY_DAYS)], frame(80, first=date(2022, 5, 1)), "monthly") == [may]


def test_rows_of_months_say_what_they_leave_out_and_when_all_was_stated() -> None:
    late = point(46, 4470, revises=True, stated_on=day(50))
    april = growth_rows([series([*FORTY_DAYS[:11], late, *daily(4480, 4490, first=47)])], frame(80), "monthly")[0]
    assert (april.count, len(april.growth.left_out), april.growth.change_left_out, april.stated_on) == (
        1020,
        1,
        -30,
        day(50),
    )


def test_rows_of_days_know_the_mean_of_seven() -> None:
    rows = growth_rows([series(daily(*range(0, 300, 30)))], frame(60), "daily")
    assert [row.mean for row in rows] == [None] * 6 + [30] * 3


def _in_words(of: date) -> str:
    return f"{of.day} {of:%b} {of.year}"
