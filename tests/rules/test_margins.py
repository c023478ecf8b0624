"""The margin of an "about" or a "nearly": when a verdict turns on it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules.claims import Claim
from reports.rules.contradictions import decisive, is_rounded, twice_the_margin
from reports.rules.examples import HEROES, KILLED, RUSSIA, claim
from reports.rules.intervals import Interval
from reports.rules.number import Number
from reports.rules.verdicts import judge_on
from tests.comparison.small_worlds import claims

tens = st.integers(min_value=0, max_value=12).map(lambda count: count * 10)


@pytest.mark.parametrize(
    ("count", "turns"),
    [(16_100, False), (16_120, True), (16_150, True), (16_151, True), (16_200, True), (16_201, False), (15_999, False)],
)
def test_it_turns_within_twice_the_margin_but_for_the_number_itself(count: int, turns: bool) -> None:
    about = claim("A", KILLED, "2022-03-25", "about", 16_100)
    assert decisive(about, claim("B", KILLED, "2022-03-25", "exact", count), about.as_of) == ([about] if turns else [])


def test_what_has_no_margin_is_read_within_one() -> None:
    """ "About 15" is read as 15: who calls 16 a conflict must say so."""
    about = claim("A", KILLED, "2022-03-25", "about", 15)
    assert decisive(about, claim("B", KILLED, "2022-03-25", "exact", 16), about.as_of) == [about]
    assert decisive(about, claim("B", KILLED, "2022-03-25", "exact", 17), about.as_of) == []


def test_without_an_about_there_is_no_margin() -> None:
    assert not is_rounded(RUSSIA)
    assert decisive(RUSSIA, replace(RUSSIA, party="b"), RUSSIA.as_of) == []
    assert twice_the_margin(RUSSIA) == RUSSIA.interval


def test_a_sum_has_the_margins_of_its_parts() -> None:
    about, between = claim("A", KILLED, "2022-03-25", "about", 50), claim("A", KILLED, "2022-03-25", "range", 50, 450)
    added = replace(RUSSIA, number=Number.make("range", 100, 500), parts=(about, between))
    assert is_rounded(added)
    assert twice_the_margin(added) == Interval(90, 510)
    floor = claim("A", KILLED, "2022-03-25", "at_least", 50)
    assert twice_the_margin(replace(added, number=Number.make("at_least", 100), parts=(about, floor))) == Interval(90)


def test_a_margin_ends_at_zero() -> None:
    assert twice_the_margin(claim("A", KILLED, "2022-03-25", "about", 0)) == Interval(0, 1)


@pytest.mark.parametrize(
    ("count", "turns"),
    [(9001, False), (9000, True), (8999, True), (8500, True), (8499, True), (8000, True), (7999, False)],
)
def test_a_nearly_turns_on_the_number_itself_and_on_twice_the_margin_below(count: int, turns: bool) -> None:
    other = claim("B", KILLED, HEROES.as_of.isoformat(), "exact", count)
    assert decisive(HEROES, other, HEROES.as_of) == ([HEROES] if turns else [])


def _with_margin(number: Number, margin: int) -> Number:
    """A range instead of an "about" or a "nearly"."""
    if number.qualifier == "nearly":
        return Number.make("range", max(number.best - margin, 0), number.best - (margin > 0))
    return Number.make("range", max(number.best - margin, 0), number.best + margin)


@given(claims("A", tens), claims("B", tens))
def test_where_it_does_not_turn_every_margin_gives_the_same_verdict(a: Claim, b: Claim) -> None:
    day = max(a.as_of, b.as_of)
    turning = decisive(a, b, day)
    assert turning in ([], [each for each in (a, b) if each.number.is_rounded])
    if turning:
        return
    for margin in range(0, 11, 2):
        others = [
            replace(each, number=_with_margin(each.number, margin)) if each.interval != each.stated else each
            for each in (a, b)
        ]
        assert judge_on(*others, day).verdict is judge_on(a, b, day).verdict
