"""Where a series is a line, and where it is marks."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reports.comparison.rules.hedges import in_words
from reports.timelines.series import Point, Series

START = date(2022, 3, 1)


def series(*days: int) -> Series:
    points = tuple(
        Point(f"f{day}", in_words("exact", None, day, None), "exact", None, day, None, at, at, "Paper", 1)
        for day in days
        for at in [START + timedelta(days=day)]
    )
    return Series("party", "killed", "Party", "Killed", points)


def lengths(found: Series) -> tuple[list[int], int]:
    lines, single = found.stretches()
    return [len(line) for line in lines], len(single)


def test_daily_totals_are_one_line() -> None:
    assert lengths(series(*range(100))) == ([100], 0)


def test_few_points_are_marks() -> None:
    assert lengths(series(*range(11))) == ([], 11)
    assert lengths(series(*range(12))) == ([12], 0)


def test_monthly_points_are_marks() -> None:
    assert lengths(series(*range(0, 900, 30))) == ([], 30)


def test_a_silence_ends_the_line_and_a_short_return_is_marks() -> None:
    assert lengths(series(*range(50), *range(65, 67))) == ([50], 2)
    assert lengths(series(*range(50), *range(63, 93))) == ([80], 0), "14 days are no silence yet"
    assert lengths(series(*range(50), *range(64, 94))) == ([50, 30], 0)


def test_the_usual_pace_counts() -> None:
    """Every ten days: a gap of twenty is within twice the pace."""
    days = [*range(0, 200, 10), *range(210, 400, 10)]
    found = series(*days)
    assert len(found._between_silences()) == 1
    assert len(series(*range(0, 200, 10), *range(211, 400, 10))._between_silences()) == 2


@given(st.lists(st.integers(min_value=0, max_value=2_000), unique=True).map(sorted))
def test_every_point_is_drawn_once(days: list[int]) -> None:
    found = series(*days)
    lines, single = found.stretches()
    drawn = [point.figure for line in lines for point in line] + [point.figure for point in single]
    assert sorted(drawn) == sorted(point.figure for point in found.points)
