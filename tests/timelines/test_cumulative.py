"""Running totals as they are drawn: what is a line, a mark, a silence, a fall, and what stands beside the totals."""

from collections.abc import Sequence

import pytest

from reports.timelines.cumulative import draw_totals
from reports.timelines.drawing import Drawing, Gap, NumberedEvent, SeriesLine, Style
from reports.timelines.points import Point, has_fallen

from .hand_made import daily, day, frame, point, series


def track(points: Sequence[Point], last: int = 100, beside: Sequence[Point] = (), **more: object) -> SeriesLine:
    (found,) = draw_totals([series(points, beside=beside)], frame(last, **more)).lines
    return found


def draw(points: Sequence[Point], last: int = 100, **more: object) -> Drawing:
    return draw_totals([series(points)], frame(last, **more))


def test_a_line_ends_with_the_silence_and_says_since_when() -> None:
    found = track([*daily(*range(100, 140)), *daily(*range(200, 230), first=60)], last=110)
    assert found.runs == ((0, 40), (40, 70))
    assert found.gaps == (Gap(39, day(39), day(60)), Gap(69, day(89), None))
    assert found.silent_since == day(89)
    assert found.latest.number.best == 229


def test_a_party_that_still_speaks_is_not_called_silent() -> None:
    found = track(daily(*range(100, 140)), last=50)
    assert (found.gaps, found.silent_since) == ((), None)


def test_sparse_totals_are_marks_joined_by_nothing_and_still_have_a_last_day() -> None:
    found = track([point(0, 498), point(23, 1351), point(209, 5937)], last=300)
    assert (found.runs, found.marks, found.gaps) == ((), (0, 1, 2), ())
    assert found.silent_since is None, "twice its usual pace of 116 days is 232"
    assert track([point(0, 498), point(23, 1351), point(209, 5937)], last=442).silent_since == day(209)


def test_a_lower_total_is_marked_and_told_apart_by_who_says_so() -> None:
    totals = daily(*range(100, 120))
    totals[5] = point(5, 90)
    totals[10] = point(10, 80, revises=True)
    found = track(totals)
    assert {at: spot.style for at, spot in enumerate(found.markers) if spot.style is not Style.TOTAL} == {
        5: Style.FELL,
        10: Style.RESTATED,
    }
    long = daily(*range(1000, 2000))
    long[321] = point(321, 900)
    assert 321 in track(long, last=1000).marks, "a fall is marked, however many marks are left out"


def test_a_total_in_a_report_that_corrects_another_is_marked_though_it_rises() -> None:
    totals = daily(*range(1000, 2000))
    totals[500] = totals[500]._replace(revises=True)
    totals[700] = totals[700]._replace(revises=True, number=totals[699].number)
    found = track(totals, last=1000)
    assert {at for at, spot in enumerate(found.markers) if spot.style is Style.REVISED} == {500}, (
        "the other is unchanged"
    )
    assert 500 in found.marks
    first = track([point(0, 100, revises=True)])
    assert first.markers[0].style is Style.REVISED, "whatever it corrects is not among the totals"
    assert track([point(0, 100, "about"), point(1, 100, revises=True)]).markers[1].style is Style.REVISED


def test_no_plain_mark_covers_one_that_tells_something() -> None:
    totals = daily(*range(1640))
    for at in (1639 - 117, 1639 - 2 * 117 + 10, 1639 - 3 * 117 - 10):
        totals[at] = totals[at]._replace(revises=True)
        marks = track(totals, last=1640).marks
        assert at in marks
        assert not [other for other in marks if 0 < abs(other - at) < 20]
    assert 1639 in marks, "the last of a line keeps its own"


@pytest.mark.parametrize(
    ("older", "newer", "fallen"),
    [
        (point(0, 100), point(1, 99), True),
        (point(0, 100), point(1, 100), False),
        (point(0, 48_000, "about"), point(1, 47_400), True),
        (point(0, 48_000, "about"), point(1, 47_986), False),
        (point(0, 47_986), point(1, 48_000, "nearly"), False),
        (point(0, 48_000, "nearly"), point(1, 47_986), False),
        (point(0, 48_000, "nearly"), point(1, 47_400), True),
        (point(0, 48_000), point(1, 48_000, "nearly"), True),
        (point(0, 100), point(1, 60, "at_least"), False),
        (point(0, 100, "at_least"), point(1, 99, "at_least"), True),
        (point(0, 100, "at_least"), point(1, 99, "up_to"), True),
        (point(0, 100, "at_least"), point(1, 100, "up_to"), False),
        (point(0, 100, "up_to"), point(1, 50, "up_to"), False),
        (point(0, 100, "range"), point(1, 40, "range"), True),
        (point(0, 100, "range"), point(1, 60, "range"), False),
        (point(0, 100, "range", level=95), point(1, 40, "range"), False),
        (point(0, 100), point(1, 40, "range", level=95), False),
    ],
)
def test_what_is_a_fall(older: Point, newer: Point, fallen: bool) -> None:
    """The last: 100 to 200, then 60 to 120: a total of 110 fits both."""
    assert has_fallen(older, newer) is fallen


def test_withdrawn_totals_stand_apart_from_the_line() -> None:
    totals = daily(*range(100, 120))
    totals[5] = point(5, 5000, withdrawn_on=day(6))
    found = track(totals)
    assert found.runs == ((0, 19),)
    assert (found.markers[-1].style, found.markers[-1].size) == (Style.WITHDRAWN, 5000)
    assert 19 in found.marks


def test_what_is_no_total_stands_beside_in_its_own_style_and_can_be_hidden() -> None:
    beside = [
        point(40, 5, scope="place", limits="one place"),
        point(50, 60, basis="period", begins=day(44), limits="count in a period"),
        point(60, 7, basis="held", limits="held at that time"),
        point(70, 8, basis="daily_average", limits="average a day"),
    ]
    found = track([point(0, 100)], beside=beside)
    assert [(spot.style, spot.first, spot.day) for spot in found.markers[1:]] == [
        (Style.PARTIAL, day(40), day(40)),
        (Style.PERIOD, day(44), day(50)),
        (Style.HELD, day(60), day(60)),
    ]
    assert found.marks == (0, 1, 2, 3)
    assert [spot.style for spot in track([point(0, 100)], beside=beside, hidden=["partial"]).markers[1:]] == [
        Style.PERIOD,
        Style.HELD,
    ]
    assert [spot.style for spot in track([point(0, 100)], beside=beside, hidden=["period"]).markers[1:]] == [
        Style.PARTIAL
    ]


def test_withdrawn_figures_beside_the_totals_are_withdrawn_and_can_be_hidden() -> None:
    beside = [
        point(40, 5, scope="place", limits="one place", withdrawn_on=day(41)),
        point(50, 60, basis="period", begins=day(44), limits="count in a period", withdrawn_on=day(52)),
    ]
    found = track([point(0, 100)], beside=beside)
    assert [(spot.style, spot.first, spot.day) for spot in found.markers[1:]] == [
        (Style.WITHDRAWN, day(40), day(40)),
        (Style.WITHDRAWN, day(44), day(50)),
    ]
    assert len(track([point(0, 100)], beside=beside, hidden=["partial", "period"]).markers) == 1


def test_averages_are_counted_and_said_to_be_no_totals() -> None:
    beside = [
        point(10, 8, basis="daily_average", limits="average a day"),
        point(20, 9, basis="daily_average", limits="average a day"),
        point(30, 500, basis="period_average", limits="average over a period"),
    ]
    all_series = [series([point(0, 100)], beside=beside)]
    daily_averages, others = draw_totals(all_series, frame(100)).remarks
    assert daily_averages == "2 averages a day are no totals and are not on the chart: “New a day” shows them."
    assert others.startswith("1 average over a period, such as a month, is drawn on no chart")
    one, _others = draw_totals(all_series, frame(100, first=day(15))).remarks
    assert one.startswith("1 average a day is no total")
    assert draw_totals(all_series, frame(100, hidden=["period"])).remarks == ()
    undefined = [series([point(0, 100)], beside=beside, is_undefined=True)]
    assert draw_totals(undefined, frame(100, hidden=["undefined"])).remarks == ()


def test_undefined_measures_can_be_hidden() -> None:
    losses = series(daily(1, 2), measure="killed", is_undefined=True)
    assert len(draw_totals([losses], frame(10)).lines) == 1
    assert draw_totals([losses], frame(10, hidden=["undefined"])).lines == ()


def test_a_line_enters_at_the_edge_with_the_total_before_it() -> None:
    found = track(daily(*range(100, 200)), first=day(50), last=99)
    assert (found.markers[0].day, found.markers[0].size) == (day(49), 149)
    assert found.runs == ((0, 51),)
    assert found.is_cut
    assert not track(daily(*range(100, 200)), first=day(1), last=99).is_cut, "the total before is the party's first"
    sparse = track([point(0, 1), point(40, 2), point(90, 3)], first=day(50), last=99)
    assert [sparse.markers[at].day for at in sparse.marks] == [day(90)], "a lone mark before the edge is not drawn"


def test_marks_along_a_line_are_all_or_a_few() -> None:
    assert len(track(daily(*range(40)), last=40).marks) == 40
    assert 14 <= len(track(daily(*range(1640)), last=1640).marks) <= 16


def test_the_edges_are_the_first_figure_and_the_last_day_and_a_few_days_are_widened() -> None:
    found = draw([point(10, 5)], last=100)
    assert (found.first, found.last) == (day(10), day(100))
    found = draw([point(10, 5)], first=day(8), last=12)
    assert (found.first, found.last) == (day(-6), day(26))


def test_zeros_have_no_place_on_a_logarithmic_scale_and_are_counted() -> None:
    found = draw(daily(0, 0, 5), last=20, scale="log")
    assert found.remarks == ("A logarithmic scale has no zero: 2 numbers of 0 are not on the chart.",)
    assert draw(daily(0, 0, 5), last=20).remarks == ()


def test_events_within_the_edges_keep_their_numbers() -> None:
    events = [NumberedEvent(1, day(1), "One"), NumberedEvent(2, day(50), "Two"), NumberedEvent(3, day(200), "Three")]
    assert [event.number for event in draw(daily(1, 2), events=events, first=day(10)).events] == [2]
    assert draw(daily(1, 2), events=events, hidden=["events"]).events == ()
