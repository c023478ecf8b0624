"""When a figure is too old to speak for a day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules.staleness import PACE_FIGURES, is_stale, usual_pace

days = st.dates(min_value=date(2022, 2, 24), max_value=date(2026, 2, 24))


@pytest.mark.parametrize(
    ("age", "pace", "stale"),
    [
        (14, 1, False),
        (15, 1, True),
        (15, 7, True),
        (15, 7.5, False),
        (24, None, True),
        (14, None, False),
        (60, 30, False),
        (61, 30, True),
        (-1, None, False),
    ],
)
def test_older_than_a_fortnight_and_than_twice_the_pace(age: int, pace: float | None, stale: bool) -> None:
    assert is_stale(age, pace) is stale


def test_two_figures_make_no_habit() -> None:
    assert usual_pace([]) is None
    assert usual_pace([date(2022, 3, 2), date(2022, 3, 25), date(2022, 3, 25)]) is None


def test_the_pace_is_of_the_newest_figures() -> None:
    """A party that spoke once a day for years and now speaks once a month is a monthly one."""
    daily = [date(2022, 3, 1) + timedelta(days=shift) for shift in range(500)]
    monthly = [date(2024, 1, 1) + timedelta(days=30 * shift) for shift in range(PACE_FIGURES)]
    assert usual_pace(daily) == 1
    assert usual_pace([*daily, *monthly]) == 30


@given(st.lists(days, min_size=3, max_size=8, unique=True), st.randoms())
def test_order_and_repetition_do_not_matter(given_days: list[date], random: object) -> None:
    shuffled = [*given_days, *given_days]
    random.shuffle(shuffled)
    assert usual_pace(shuffled) == usual_pace(given_days)


@given(st.lists(days, min_size=3, max_size=8, unique=True))
def test_the_pace_lies_between_the_gaps(given_days: list[date]) -> None:
    """Half of the gaps are no longer than the pace, half no shorter."""
    ordered = sorted(given_days)
    gaps = [(later - earlier).days for earlier, later in pairwise(ordered)]
    pace = usual_pace(given_days)
    assert sum(gap <= pace for gap in gaps) * 2 >= len(gaps)
    assert sum(gap >= pace for gap in gaps) * 2 >= len(gaps)
