"""New a month: sums of known days, and what the totals of a month hold beside them."""

import doctest
from datetime import date

from hypothesis import given

from reports.timelines import increments
from reports.timelines.increments import Increment, MonthlyIncrement, daily_increments, monthly_increments
from reports.timelines.points import Point

from .hand_made import START, day, point
from .histories import histories, new


def test_the_examples_are_true() -> None:
    results = doctest.testmod(increments)
    assert results.attempted > 0
    assert results.failed == 0


def months_of(*news: Increment, first: date | None = None) -> list[MonthlyIncrement]:
    return monthly_increments(news, first=first)


def test_a_month_says_how_many_of_its_days_are_known() -> None:
    march, april = months_of(Increment(date(2022, 3, 30), date(2022, 4, 2), 400, point(0, 0), point(0, 0)))
    assert (march.first, march.last, march.count, march.known, march.days) == (
        date(2022, 3, 30),
        date(2022, 3, 31),
        200,
        2,
        31,
    )
    assert (april.known, april.days, april.spread) == (2, 30, 2)
    assert march.is_partial
    assert april.is_partial


def test_a_month_known_day_by_day_is_whole() -> None:
    first = (date(2022, 4, 1) - START).days
    (april,) = months_of(*(new(at, at, 3) for at in range(first, first + 30)))
    assert (april.count, april.known, april.spread, april.is_partial) == (90, 30, 0, False)
    assert (april.older.as_of, april.newer.as_of) == (date(2022, 3, 31), date(2022, 4, 30))


def test_a_month_is_cut_at_the_first_day_asked_for() -> None:
    gap = Increment(date(2022, 3, 21), date(2022, 4, 9), 2000, point(0, 0), point(0, 0))
    (april,) = months_of(gap, first=date(2022, 4, 5))
    assert (april.first, april.count, april.known) == (date(2022, 4, 5), 500, 5)


def test_a_month_knows_what_it_leaves_out_and_when_all_of_it_was_known() -> None:
    """Of a step out of it, or of a total that is passed over, its first and last totals know nothing."""
    at = (date(2022, 4, 1) - START).days
    values = [point(at - 1, 100), point(at, 110), point(at + 1, 150, revises=True), point(at + 2, 155)]
    late = [
        point(at + 3, 160, stated_on=day(at + 20)),
        point(at + 4, 165, "range"),
        point(at + 5, 168),
        point(at + 6, 170),
    ]
    (april,) = monthly_increments(*daily_increments([*values, *late, point(at + 40, 180, revises=True)]))
    assert (april.older.number.best, april.newer.number.best, april.count, april.stated_on) == (
        100,
        170,
        30,
        day(at + 20),
    )
    assert [(each.older.number.best, each.newer.number.best) for each in april.left_out] == [(110, 150)]
    assert april.change_left_out == 40


@given(histories())
def test_what_is_new_and_what_is_left_out_make_up_the_totals_of_a_month(points: list[Point]) -> None:
    for month in monthly_increments(*daily_increments(points)):
        whole = sum(each.count for each in month.increments)
        assert month.newer.number.best == month.older.number.best + whole + month.change_left_out
        assert month.count <= whole
        assert month.stated_on == max(
            point.stated_on for each in month.increments for point in (each.older, each.newer)
        )
