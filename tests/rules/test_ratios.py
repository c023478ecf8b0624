"""Ratios of hedged numbers: they hold every quotient, divide by no zero, and read well."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules.claims import Claim
from reports.rules.examples import GENERAL_STAFF, KILLED, KILLED_AND_WOUNDED, RUSSIA, claim
from reports.rules.intervals import Interval
from reports.rules.ratios import Ratio, in_digits, ratio, ratio_of_intervals, size
from tests.comparison.small_worlds import claims

counts = st.integers(min_value=0, max_value=10**7)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low = draw(st.sampled_from([0, 1, 7]) | counts)
    return Interval(low, draw(st.none() | st.integers(min_value=low, max_value=low + 10**4)))


def test_ukraines_losses_to_russias_dead_and_to_its_dead_and_wounded() -> None:
    both = claim("Russia MoD", KILLED_AND_WOUNDED, "2022-03-25", "exact", 5176)
    assert str(ratio(GENERAL_STAFF, RUSSIA)) == "about 11.9 times"
    assert str(ratio(GENERAL_STAFF, both)) == "about 3.1 times"
    assert ratio(GENERAL_STAFF, RUSSIA).low == ratio(GENERAL_STAFF, RUSSIA).high == Fraction(16100, 1351)


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        (Interval(7000, 15000), Interval(1351, 1351), "5.2 to 11.1 times"),
        (Interval(7000, 15000), Interval(7000, 15000), "0.47 to 2.1 times"),
        (Interval(5937, 5937), Interval(6600), "at most 0.9 times"),
        (Interval(15000), Interval(5937, 5937), "at least 2.5 times"),
        (Interval(12001), Interval(1351, 1351), "at least 8.8 times"),
        (Interval(498, 498), Interval(451), "at most 1.2 times"),
        (Interval(12345), Interval(10, 10), "at least 1,234 times"),
        (Interval(6001), Interval(22055), "any number of times"),
        (Interval(0), Interval(5, 5), "any number of times"),
        (Interval(0, 40000), Interval(5000, 5000), "at most 8.0 times"),
        (Interval(5, 5), Interval(0, 40000), "at least 0.00012 times"),
        (Interval(0, 0), Interval(5, 5), "0 times"),
        (Interval(0, 0), Interval(5), "at most 0 times"),
        (Interval(5, 5), Interval(0), "any number of times"),
        (Interval(1001, 1001), Interval(1000, 1000), "1.0 times"),
        (Interval(999_000, 999_000), Interval(1, 1), "999,000 times"),
    ],
)
def test_in_words(a: Interval, b: Interval, words: str) -> None:
    assert str(Ratio(*ratio_of_intervals(a, b))) == words


def test_about_stays_whichever_party_said_it() -> None:
    about, floor = claim("A", KILLED, "2022-03-25", "about", 16100), claim("B", KILLED, "2022-03-25", "at_least", 1351)
    assert str(ratio(about, RUSSIA)) == "about 11.9 times"
    assert str(ratio(about, floor)) == "at most about 12.0 times"
    assert str(ratio(floor, about)) == "at least about 0.083 times"


def test_by_zero_there_is_no_ratio() -> None:
    none = claim("B", KILLED, "2022-03-25", "exact", 0)
    assert ratio(RUSSIA, none) is None
    assert ratio(RUSSIA, claim("B", KILLED, "2022-03-25", "fewer_than", 1)) is None
    assert str(ratio(none, RUSSIA)) == "0 times"


@given(intervals(), intervals(), st.data())
def test_it_holds_every_quotient(a: Interval, b: Interval, data: st.DataObject) -> None:
    found = ratio_of_intervals(a, b)
    if found is None:
        assert b == Interval(0, 0)
        return
    one = data.draw(st.integers(a.low, a.low + 10**9 if a.high is None else a.high))
    other = data.draw(st.integers(max(b.low, 1), b.low + 10**9 if b.high is None else b.high))
    low, high = found
    assert low is None or low <= Fraction(one, other)
    assert high is None or Fraction(one, other) <= high


@given(intervals(), intervals())
def test_its_ends_are_quotients_themselves(a: Interval, b: Interval) -> None:
    low, high = ratio_of_intervals(a, b) or (None, None)
    assert low is None or low * b.high == a.low
    assert high is None or high * b.low == a.high
    if a == b == Interval(a.low, a.low):
        assert low == high == (1 if a.low else None)


@given(claims("A"), claims("B"))
def test_the_margin_of_an_about_enters_no_ratio(a: Claim, b: Claim) -> None:
    found, plain = ratio(a, b), ratio_of_intervals(a.stated, b.stated)
    assert (found is None) == (plain is None)
    assert found is None or (found.low, found.high) == plain


@given(st.fractions(min_value=0, max_value=10**6, max_denominator=10**6))
def test_a_lone_end_in_words_still_holds(times: Fraction) -> None:
    most, least = (str(found).split() for found in (Ratio(None, times), Ratio(times or Fraction(1), None)))
    assert most[:2] == ["at", "most"]
    assert Fraction(most[2].replace(",", "")) >= times
    assert least[:2] == ["at", "least"]
    assert Fraction(least[2].replace(",", "")) <= (times or 1)


@given(st.fractions(min_value=0, max_value=10**9))
def test_digits_are_plain_and_near(times: Fraction) -> None:
    words = in_digits(times)
    assert re.fullmatch(r"\d{1,3}(,\d{3})*|\d+\.\d+", words)
    read = Fraction(words.replace(",", ""))
    assert abs(read - times) <= max(times * Fraction(6, 100), 0)
    assert (read == 0) == (times == 0)


@given(claims("A"))
def test_size_is_a_number_that_was_given(one: Claim) -> None:
    assert size(one) in (one.stated.low, one.stated.high)
    assert size(one) or not one.stated.high
