"""What is new a day and a month: which totals are subtracted, which are not, and that nothing gets lost in between."""

import doctest
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given

from reports.timelines import increments
from reports.timelines.increments import (
    ExclusionReason,
    GrowthRefusal,
    daily_increments,
    growth_refusal,
    monthly_increments,
    rounded,
    weekly_means,
)
from reports.timelines.points import Point

from .hand_made import START, daily, day, point
from .histories import histories, new


def counts(points: list[Point]) -> list[tuple[int, int, int]]:
    """First and last day of the war, and count, of each difference."""
    return [((new.first - START).days, (new.last - START).days, new.count) for new in daily_increments(points)[0]]


def reasons(points: list[Point]) -> list[tuple[ExclusionReason, int]]:
    return [(omission.why, omission.newer.number.size) for omission in daily_increments(points)[1]]


def test_the_examples_are_true() -> None:
    results = doctest.testmod(increments)
    assert results.attempted > 0
    assert results.failed == 0


def test_consecutive_totals_are_subtracted() -> None:
    assert counts(daily(100, 130, 130, 200)) == [(1, 1, 30), (2, 2, 0), (3, 3, 70)]
    assert reasons(daily(100, 130, 130, 200)) == []


def test_no_total_and_one_total_have_no_difference() -> None:
    assert daily_increments([])[0] == daily_increments(daily(100))[0] == []


def test_a_gap_is_one_stretch_with_a_mean() -> None:
    (found,) = daily_increments([point(1, 100), point(4, 1135)])[0]
    assert (found.first, found.last, found.days, found.count, found.a_day) == (day(2), day(4), 3, 1035, 345)
    assert found.is_spread
    assert not daily_increments(daily(1, 2))[0][0].is_spread


def test_about_stays_about() -> None:
    exact, rounded, other = daily_increments([point(1, 100), point(2, 110), point(3, 200, "about"), point(4, 260)])[0]
    assert [each.qualifier for each in (exact, rounded, other)] == ["exact", "about", "about"]
    (nearly,) = daily_increments([point(1, 100), point(2, 110, "nearly")])[0]
    assert (nearly.qualifier, nearly.count) == ("about", 10)


def test_it_became_known_when_the_later_of_the_two_was_stated() -> None:
    (late,) = daily_increments([point(1, 100, stated_on=day(9)), point(2, 110)])[0]
    assert late.stated_on == day(9)


@pytest.mark.parametrize("qualifier", ["at_least", "more_than", "up_to", "fewer_than", "range"])
def test_a_hedge_without_a_number_is_passed_over(qualifier: str) -> None:
    points = [point(1, 100), point(2, 110, qualifier), point(3, 140)]
    assert counts(points) == [(2, 3, 40)]
    assert reasons(points) == [(ExclusionReason.NO_NUMBER, 110)]


def test_a_withdrawn_total_is_passed_over() -> None:
    points = [point(1, 100), point(2, 900, withdrawn_on=day(5)), point(3, 140)]
    assert counts(points) == [(2, 3, 40)]
    assert reasons(points) == [(ExclusionReason.WITHDRAWN, 900)]


def test_of_one_day_the_last_stated_counts() -> None:
    points = [point(1, 100), point(2, 1627), point(2, 1618, stated_on=day(3)), point(3, 1700)]
    assert counts(points) == [(2, 2, 1518), (3, 3, 82)]
    assert reasons(points) == [(ExclusionReason.SAME_DAY, 1627)]


def test_what_the_last_of_a_day_cannot_give_the_one_before_it_does() -> None:
    points = [point(1, 100), point(2, 150), point(2, 160, "more_than"), point(3, 170)]
    assert counts(points) == [(2, 2, 50), (3, 3, 20)]
    assert reasons(points) == [(ExclusionReason.NO_NUMBER, 160)]


def test_a_restated_total_is_where_counting_begins_anew() -> None:
    for restated in (90, 120):
        points = [point(1, 100), point(2, restated, revises=True), point(3, restated + 7)]
        assert counts(points) == [(3, 3, 7)]
        assert reasons(points) == [(ExclusionReason.RESTATED, restated)]


def test_a_total_that_a_correcting_report_leaves_as_it_was_is_no_correction() -> None:
    assert counts([point(1, 100), point(2, 100, revises=True), point(3, 107)]) == [(2, 2, 0), (3, 3, 7)]
    fallen = [point(1, 1000), point(2, 900), point(3, 900, revises=True), point(4, 1010), point(5, 1020)]
    assert counts(fallen) == [(5, 5, 10)], "the fall is not forgotten"


def test_a_fall_is_left_out_and_so_is_the_rise_that_may_only_undo_it() -> None:
    assert counts(daily(230, 35, 267, 270)) == [(3, 3, 3)]
    assert reasons(daily(230, 35, 267, 270)) == [(ExclusionReason.FELL, 35), (ExclusionReason.RECOVERED, 267)]


def test_nothing_is_read_below_a_total_that_fell_until_it_is_regained() -> None:
    """Be it in one step or in many, with a halt or a second fall on the way, to it or past it."""
    back = daily(1230, 1231, 1230, 1230, 1231, 1232)
    assert counts(back) == [(1, 1, 1), (5, 5, 1)]
    assert reasons(back) == [
        (ExclusionReason.FELL, 1230),
        (ExclusionReason.RECOVERED, 1230),
        (ExclusionReason.RECOVERED, 1231),
    ]
    past = daily(230, 180, 190, 185, 240, 250)
    assert counts(past) == [(5, 5, 10)]
    assert reasons(past) == [
        (ExclusionReason.FELL, 180),
        (ExclusionReason.RECOVERED, 190),
        (ExclusionReason.FELL, 185),
        (ExclusionReason.RECOVERED, 240),
    ]
    assert {
        each.fallen_from.number.best for each in daily_increments(past)[1] if each.why is ExclusionReason.RECOVERED
    } == {230}
    assert counts(daily(230, 180, 190)) == []


def test_counting_begins_anew_where_the_party_corrects_a_fall() -> None:
    assert counts([*daily(230, 180), point(2, 190, revises=True), *daily(200, 205, first=3)]) == [(3, 3, 10), (4, 4, 5)]
    since = date(2014, 1, 1)
    other = [*daily(230, 180), point(2, 90, origin=since), point(3, 95, origin=since)]
    assert counts(other) == [(3, 3, 5)]


def test_a_lower_number_within_the_older_ones_hedge_is_no_fall() -> None:
    points = [point(1, 20_000, "about"), point(2, 19_967), point(3, 20_137)]
    assert reasons(points) == [(ExclusionReason.LOWER, 19_967)]
    assert counts(points) == [(3, 3, 170)]


def test_totals_that_count_from_different_days_are_not_subtracted() -> None:
    points = [point(1, 100), point(2, 90_000, origin=date(2014, 1, 1)), point(3, 90_010, origin=date(2014, 1, 1))]
    assert reasons(points) == [(ExclusionReason.OTHER_START, 90_000)]
    assert counts(points) == [(3, 3, 10)]


def test_named_lists_and_percentages_are_refused() -> None:
    floors = [point(at, 100 + at, "at_least") for at in range(9)]
    assert growth_refusal(floors) is GrowthRefusal.FLOOR
    assert growth_refusal([*floors, point(9, 200), point(10, 220)]) is GrowthRefusal.FLOOR
    assert growth_refusal([point(1, 100, "more_than"), point(2, 200)]) is None, "half of them are no list"
    assert growth_refusal(daily(1, 2, 3)) is None
    assert growth_refusal([point(1, 30, unit="percent"), point(2, 40, unit="percent")]) is GrowthRefusal.PERCENT


def test_weekly_means_need_seven_known_days() -> None:
    assert weekly_means([new(at, at, 10) for at in range(1, 7)]) == []
    found = weekly_means([new(at, at, 10 * at) for at in range(1, 9)])
    assert found == [(day(7), 40.0), (day(8), 50.0)]


def test_weekly_means_begin_anew_after_an_unknown_day() -> None:
    known = [new(at, at, 7) for at in [*range(1, 9), *range(10, 17)]]
    assert [found for found, _mean in weekly_means(known)] == [day(7), day(8), day(16)]


def test_days_of_a_gap_count_with_their_share_in_weekly_means() -> None:
    found = dict(weekly_means([*(new(at, at, 10) for at in range(1, 6)), new(6, 8, 90)]))
    assert found == {day(7): (50 + 60) / 7, day(8): (40 + 90) / 7}


@pytest.mark.parametrize(
    ("number", "written"),
    [(Fraction(400, 4), "100"), (1086.96, "1087"), (1087.0, "1087"), (100 / 3, "33.3"), (0, "0"), (1 / 30, "0.03")],
)
def test_a_number_is_written_without_a_needless_decimal(number: float, written: str) -> None:
    assert str(rounded(number)) == written


@given(histories())
def test_nothing_gets_lost(points: list[Point]) -> None:
    """All months = all days = last total less first, less what was left out."""
    increments, excluded = daily_increments(points)
    total = sum(each.count for each in increments)
    assert sum((month.count for month in monthly_increments(increments, excluded)), Fraction(0)) == total
    usable = {each.as_of: each for each in points if each.number.is_plain and not each.withdrawn_on}
    totals = list(usable.values())
    left_out = sum(each.change for each in excluded)
    if totals:
        assert total + left_out == totals[-1].number.best - totals[0].number.best
    pairs = [(each.older, each.newer) for each in (*increments, *excluded) if each.older is not None]
    assert sorted(pairs, key=lambda pair: pair[1].as_of) == list(pairwise(totals))
    passed_over = [each.newer for each in excluded if each.older is None]
    assert len(passed_over) == len(points) - len(totals)


@given(histories())
def test_only_the_highest_total_so_far_is_subtracted(points: list[Point]) -> None:
    """The rule a second way: since counting began, no total was higher than the one that a difference starts from."""
    increments, excluded = daily_increments(points)
    steps = sorted(
        [*((each, None) for each in increments), *((each, each.why) for each in excluded if each.older)],
        key=lambda step: step[0].newer.as_of,
    )
    highest = 0
    for step, why in steps:
        highest = max(highest, step.older.number.best)
        if why is None:
            assert step.older.number.best == highest
        if why is ExclusionReason.RECOVERED:
            assert step.older.number.best < highest
        if why is ExclusionReason.RESTATED or (why is ExclusionReason.LOWER and step.older.number.best == highest):
            highest = step.newer.number.best


@given(histories())
def test_no_day_is_told_twice_and_nothing_new_is_negative(points: list[Point]) -> None:
    news = daily_increments(points)[0]
    assert all(each.count >= 0 for each in news)
    assert all(older.last < newer.first for older, newer in pairwise(news))
    months = monthly_increments(*daily_increments(points))
    assert sum(month.known for month in months) == sum(each.days for each in news)
    assert all(0 < month.known <= month.days and month.spread <= month.known for month in months)


@given(histories())
def test_weekly_means_are_those_of_their_seven_days(points: list[Point]) -> None:
    news = daily_increments(points)[0]
    each_day = {each.first + timedelta(days=at): each.a_day for each in news for at in range(each.days)}
    for last, mean in weekly_means(news):
        week = [each_day[last - timedelta(days=back)] for back in range(7)]
        assert mean == pytest.approx(sum(week) / 7)
    assert len(weekly_means(news)) == sum(
        all(last - timedelta(days=back) in each_day for back in range(7)) for last in each_day
    )
