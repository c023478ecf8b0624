"""A hedged number: its words, its reading, its size, and what is wrong with it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules.intervals import Interval, last_digit_unit
from reports.rules.number import LARGEST_COUNT, NEEDED, VALUES, Number, grouped

counts = st.integers(min_value=0, max_value=3_000)


@pytest.mark.parametrize(
    ("qualifier", "values", "words", "size"),
    [
        ("exact", (None, 1351, None), "1,351", 1351),
        ("exact", (None, 0, None), "0", 0),
        ("about", (None, 20600, None), "about 20,600", 20600),
        ("nearly", (None, 1_500_000, None), "nearly 1,500,000", 1_500_000),
        ("at_least", (519, None, None), "at least 519", 519),
        ("more_than", (450, None, None), "more than 450", 450),
        ("up_to", (None, None, 40000), "up to 40,000", 40000),
        ("fewer_than", (None, None, 80000), "fewer than 80,000", 80000),
        ("range", (7000, None, 15000), "7,000–15,000", 7000),
        ("range", (0, None, 15000), "0–15,000", 0),
        ("range", (7000, 9000, 15000), "7,000–15,000, best 9,000", 9000),
    ],
)
def test_every_hedge_is_written_out_and_has_a_size(qualifier: str, values: tuple, words: str, size: int) -> None:
    number = Number(qualifier, *values)
    assert str(number) == words
    assert (number.size, getattr(number, number.size_field)) == (size, size)
    assert list(number.problems()) == []


def test_percentages_carry_their_sign() -> None:
    assert str(Number.make("range", 10, 20, unit="percent")) == "10–20%"


def test_a_number_without_a_value_has_no_size() -> None:
    assert Number("exact").size is None


@pytest.mark.parametrize(
    ("qualifier", "values", "low", "high"),
    [
        ("exact", (None, 1351, None), 1351, 1351),
        ("about", (None, 20600, None), 20550, 20650),
        ("about", (None, 16100, None), 16050, 16150),
        ("about", (None, 15, None), 15, 15),
        ("about", (None, 250_000, None), 245_000, 255_000),
        ("about", (None, 0, None), 0, 0),
        ("nearly", (None, 20600, None), 20550, 20599),
        ("nearly", (None, 180_000, None), 175_000, 179_999),
        ("nearly", (None, 500_000, None), 450_000, 499_999),
        ("nearly", (None, 15, None), 14, 14),
        ("nearly", (None, 1, None), 0, 0),
        ("at_least", (6000, None, None), 6000, None),
        ("more_than", (450, None, None), 451, None),
        ("up_to", (None, None, 40000), 0, 40000),
        ("fewer_than", (None, None, 80000), 0, 79999),
        ("range", (7000, None, 15000), 7000, 15000),
        ("range", (7000, 9000, 15000), 7000, 15000),
    ],
)
def test_every_hedge_has_its_reading(qualifier: str, values: tuple, low: int, high: int | None) -> None:
    assert Number(qualifier, *values).interval == Interval(low, high)


def test_an_unknown_hedge_is_refused() -> None:
    number = Number("roughly", best=5)
    assert [problem.code for problem in number.problems()] == ["unknown"]
    for question in ("interval", "hedge"):
        with pytest.raises(KeyError):
            getattr(number, question)


@given(st.integers(min_value=1, max_value=10**9))
def test_about_reaches_half_a_unit_to_either_side(count: int) -> None:
    """Recomputed from the number's digits: the unit is a one with as many zeros as the number ends in."""
    text = str(count)
    zeros = len(text) - len(text.rstrip("0"))
    unit = int("1" + "0" * zeros)
    assert last_digit_unit(count) == unit
    interval = Number.make("about", count).interval
    assert interval.high - interval.low == 2 * (unit // 2)
    assert count in interval


@given(st.integers(min_value=1, max_value=10**9))
def test_nearly_lies_below_by_half_a_unit_at_most(count: int) -> None:
    interval, about = Number.make("nearly", count).interval, Number.make("about", count).interval
    assert interval.high == count - 1
    assert interval.low == min(about.low, count - 1)
    assert 0 <= interval.low <= interval.high


@given(st.integers(min_value=1, max_value=99), counts, counts)
def test_an_interval_says_its_level_and_has_no_hard_ends(level: int, one: int, other: int) -> None:
    number = Number.make("range", *sorted((one, other)), level=level)
    assert not list(number.problems())
    assert str(number) == f"{replace(number, level=None)} ({level}% interval)"
    assert number.surely == Interval(0)
    assert replace(number, level=None).surely == number.interval


@given(st.sampled_from(["exact", "about", "at_least", "more_than", "up_to"]), counts)
def test_what_was_stated_lies_within_what_is_read(qualifier: str, count: int) -> None:
    """They differ by the margin of an "about" alone."""
    number = Number.make(qualifier, count)
    interval, stated = number.interval, number.stated
    assert interval == stated or qualifier == "about"
    assert interval.low <= stated.low
    assert stated.high is None or stated.high <= interval.high


@pytest.mark.parametrize("qualifier", NEEDED)
@pytest.mark.parametrize("present", [(), ("low",), ("best",), ("high",), ("low", "high"), VALUES])
def test_each_hedge_takes_its_own_values(qualifier: str, present: tuple[str, ...]) -> None:
    """Every value that a hedge lacks or has no place for is a problem of that value, and nothing else is."""
    number = Number(qualifier, **dict.fromkeys(present, 5))
    missing = {name for name in NEEDED[qualifier] if name not in present}
    allowed = NEEDED[qualifier] | ({"best"} if qualifier == "range" else set())
    unexpected = {name for name in present if name not in allowed}
    assert {(problem.field, problem.code) for problem in number.problems()} == {
        *((name, "missing") for name in missing),
        *((name, "unexpected") for name in unexpected),
    }


@pytest.mark.parametrize(
    ("number", "field", "code"),
    [
        (Number("range", low=15000, high=7000), "low", "order"),
        (Number("range", low=7000, best=6000, high=15000), "low", "order"),
        (Number("range", low=7000, best=16000, high=15000), "best", "order"),
        (Number.make("about", 101, unit="percent"), "best", "percentage"),
        (Number.make("fewer_than", 0), "high", "below zero"),
        (Number.make("nearly", 0), "best", "below zero"),
        (Number.make("range", 5, 9, level=0), "interval", "level"),
        (Number.make("range", 5, 9, level=100), "interval", "level"),
        (Number("exact", best=5, level=95), "interval", "level"),
    ],
)
def test_what_cannot_be_is_a_problem(number: Number, field: str, code: str) -> None:
    assert (field, code) in {(problem.field, problem.code) for problem in number.problems()}


@given(st.integers(min_value=0, max_value=LARGEST_COUNT))
def test_grouping_loses_no_digit(count: int) -> None:
    parts = grouped(count).split(",")
    assert int("".join(parts)) == count
    assert all(len(part) == 3 for part in parts[1:])
    assert 1 <= len(parts[0]) <= 3
