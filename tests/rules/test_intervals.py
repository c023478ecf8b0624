"""The reading of hedges and the carrying of totals: tables from DESIGN.md, and laws that hold for all numbers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules.intervals import Interval, carried, interval_of, last_digit_unit, stated_interval

DAY = date(2022, 3, 25)
counts = st.integers(min_value=0, max_value=3_000)
shifts = st.integers(min_value=-400, max_value=400)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low = draw(counts)
    return Interval(low, draw(st.none() | st.integers(min_value=low, max_value=low + 2_000)))


@pytest.mark.parametrize(
    ("qualifier", "numbers", "low", "high"),
    [
        ("exact", (None, 1351, None), 1351, 1351),
        ("about", (None, 20600, None), 20550, 20650),
        ("about", (None, 16100, None), 16050, 16150),
        ("about", (None, 15, None), 15, 15),
        ("about", (None, 250_000, None), 245_000, 255_000),
        ("about", (None, 0, None), 0, 0),
        ("at_least", (6000, None, None), 6000, None),
        ("more_than", (450, None, None), 451, None),
        ("up_to", (None, None, 40000), 0, 40000),
        ("fewer_than", (None, None, 80000), 0, 79999),
        ("range", (7000, None, 15000), 7000, 15000),
        ("range", (7000, 9000, 15000), 7000, 15000),
    ],
)
def test_every_hedge(qualifier: str, numbers: tuple, low: int, high: int | None) -> None:
    assert interval_of(qualifier, *numbers) == Interval(low, high)


def test_an_unknown_hedge_is_refused() -> None:
    with pytest.raises(KeyError):
        interval_of("roughly", None, 5, None)


@given(st.integers(min_value=1, max_value=10**9))
def test_about_reaches_half_a_unit_to_either_side(count: int) -> None:
    """Recomputed from the number's digits: the unit is a one with as many zeros as the number ends in."""
    text = str(count)
    zeros = len(text) - len(text.rstrip("0"))
    unit = int("1" + "0" * zeros)
    assert last_digit_unit(count) == unit
    read = interval_of("about", None, count, None)
    assert read.high - read.low == 2 * (unit // 2)
    assert count in read


@given(st.sampled_from(["exact", "about", "at_least", "more_than", "up_to"]), counts)
def test_what_was_stated_lies_within_what_is_read(qualifier: str, count: int) -> None:
    """They differ by the margin of an "about" alone."""
    given_as = (count, None, None) if qualifier in ("at_least", "more_than") else (None, count, None)
    numbers = (None, None, count) if qualifier == "up_to" else given_as
    read, stated = interval_of(qualifier, *numbers), stated_interval(qualifier, *numbers)
    assert read == stated or qualifier == "about"
    assert read.low <= stated.low
    assert stated.high is None or stated.high <= read.high


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
