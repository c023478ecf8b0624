"""Numbers made by hypothesis with their truth: each is read as what it means, or refused with both readings."""

from hypothesis import given
from hypothesis import strategies as st

from reports.parsing.number_reader import read_number
from reports.parsing.results import ParseError, ParseFailure

from .written_numbers import Written, bare, hedged, ranges, ranges_of_units, two_hedges


def check(written: Written) -> None:
    read = read_number(written.text)
    if written.expected is not None:
        assert read == written.expected
    else:
        assert isinstance(read, ParseError)
        assert (read.text, read.failure, read.readings) == (written.text, written.why, written.readings)


@given(hedged())
def test_a_number_with_any_hedge_grouping_unit_and_language(written: Written) -> None:
    check(written)


@given(ranges())
def test_a_range_is_read_unless_its_first_end_may_be_short_for_thousands(written: Written) -> None:
    check(written)


@given(ranges_of_units())
def test_the_unit_after_a_range_is_that_of_both_ends(written: Written) -> None:
    check(written)


@given(two_hedges())
def test_two_hedges_are_refused(written: Written) -> None:
    check(written)


@given(bare(2_147_483_648, 10**30).filter(lambda amount: amount.value > 2_147_483_647))
def test_what_the_database_cannot_hold_is_refused(amount) -> None:
    assert read_number(amount.text).failure == ParseFailure.TOO_LARGE


@given(st.one_of(hedged(), ranges(), ranges_of_units()), st.sampled_from(("", "٠", "۰", "０", "०")))
def test_what_is_shown_back_means_the_same(written: Written, zero: str) -> None:
    """The canonical text is read as the same number, in the digits of other scripts too."""
    if written.expected is None:
        return
    shown = str(written.expected.number)
    if zero:
        shown = shown.translate({ord("0") + digit: chr(ord(zero) + digit) for digit in range(10)})
    read = read_number(shown)
    assert read.number == written.expected.number
