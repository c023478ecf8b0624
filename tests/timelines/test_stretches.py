"""Where a series is a line, and where it is marks."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reports.timelines.points import is_silent, runs_of

START = date(2022, 3, 1)


def days(*numbers: int) -> list[date]:
    return [START + timedelta(days=number) for number in numbers]


def lengths(*numbers: int) -> tuple[list[int], int]:
    lines, single = runs_of(days(*numbers))
    return [after - first for first, after in lines], len(single)


def test_daily_totals_are_one_line() -> None:
    assert lengths(*range(100)) == ([100], 0)


def test_few_points_are_marks() -> None:
    assert lengths(*range(11)) == ([], 11)
    assert lengths(*range(12)) == ([12], 0)


def test_monthly_points_are_marks() -> None:
    assert lengths(*range(0, 900, 30)) == ([], 30)


def test_a_silence_ends_the_line_and_a_short_return_is_marks() -> None:
    assert lengths(*range(50), *range(65, 67)) == ([50], 2)
    assert lengths(*range(50), *range(63, 93)) == ([80], 0), "14 days are no silence yet"
    assert lengths(*range(50), *range(64, 94)) == ([50, 30], 0)


def test_the_usual_pace_counts() -> None:
    """Every ten days: a gap of twenty is within twice the pace."""
    assert lengths(*range(0, 60, 5), *range(65, 125, 5)) == ([24], 0)
    assert lengths(*range(0, 60, 5), *range(71, 131, 5)) == ([12, 12], 0)


def test_a_gap_is_judged_by_the_pace_of_its_time() -> None:
    """Daily, then silent for 43 days: that a party speaks once a month later makes it no less of a silence."""
    daily_then_monthly = [*range(30), *range(72, 102), *range(130, 800, 30)]
    assert lengths(*daily_then_monthly)[0][:1] == [30]


def test_silence_is_judged_on_a_day() -> None:
    daily = days(*range(30))
    assert not is_silent(daily, daily[-1] + timedelta(days=14))
    assert is_silent(daily, daily[-1] + timedelta(days=15))
    monthly = days(*range(0, 300, 30))
    assert not is_silent(monthly, monthly[-1] + timedelta(days=60))
    assert is_silent(monthly, monthly[-1] + timedelta(days=61))


@given(st.lists(st.integers(min_value=0, max_value=2_000), unique=True).map(sorted))
def test_every_point_is_drawn_once(numbers: list[int]) -> None:
    lines, single = runs_of(days(*numbers))
    drawn = [at for first, after in lines for at in range(first, after)] + single
    assert sorted(drawn) == list(range(len(numbers)))
