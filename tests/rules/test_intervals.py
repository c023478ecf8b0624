"""The carrying of totals to other days: laws that hold for all intervals."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules.intervals import Interval, carried

DAY = date(2022, 3, 25)
counts = st.integers(min_value=0, max_value=3_000)
shifts = st.integers(min_value=-400, max_value=400)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low = draw(counts)
    return Interval(low, draw(st.none() | st.integers(min_value=low, max_value=low + 2_000)))


@given(intervals(), intervals(), counts)
def test_meeting_is_having_a_number_in_common(a: Interval, b: Interval, count: int) -> None:
    assert a.meets(b) == b.meets(a)
    if count in a and count in b:
        assert a.meets(b)
    if a.meets(b):
        assert max(a.low, b.low) in a
        assert max(a.low, b.low) in b


@given(intervals(), counts, shifts, st.integers(min_value=0, max_value=500))
def test_carrying_never_rules_out_what_can_be_true(interval: Interval, count: int, shift: int, grown: int) -> None:
    """A total that was ``count`` on its day and has grown since lies in what is said about the other day."""
    if count not in interval:
        return
    other = DAY + timedelta(days=shift)
    truth = count + grown if shift > 0 else max(count - grown, 0) if shift < 0 else count
    assert truth in carried(interval, DAY, other)


@given(intervals(), shifts, shifts)
def test_carrying_there_and_back_invents_no_knowledge(interval: Interval, first: int, second: int) -> None:
    there = DAY + timedelta(days=first)
    moved = carried(carried(interval, DAY, there), there, there + timedelta(days=second))
    straight = carried(interval, DAY, there + timedelta(days=second))
    assert moved.low <= straight.low
    assert moved.high is None or (straight.high is not None and moved.high >= straight.high)


def test_no_interval_is_empty_or_negative() -> None:
    for low, high in ((-1, 5), (5, 4)):
        with pytest.raises(ValueError, match="No count lies"):
            Interval(low, high)
