"""Whatever is pasted: the readers answer, lose no digit, and take time in step with the length."""

import gc
import time
import timeit
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.parsing.bulletins import LONGEST, ParsedBulletin, read_bulletin
from reports.parsing.number_reader import Tokens, read_number
from reports.parsing.results import ParsedNumber, ParseError, ParseFailure

WORDS = st.sampled_from(
    (
        *(" ", ".", ",", ":", ";", "-", "–", "(", ")", "+", "~", "%", "'", "\n", "\t", " — ", ", "),
        *("1", "20600", "351", "(+300)", "about ", "понад ", "тис.", " to ", "from ", "до ", "best "),
        *("tanks ", "танків ", "and ", "vehicles ", "особового складу", "Дані уточнюються"),
        *("from 24.02.22 to 18.04.22", "станом на 18.04.2023", "з 24.02 "),
    )
)
LIKELY = st.lists(WORDS, max_size=25).map("".join)
UNITS = (".", ". ", ", ", " ", "-", "1", "1 ", "1,", "a", "\n", "tanks ", "tanks – 1, ", "from 24.02.22 ", ":", "!?")


@given(st.text() | LIKELY)
def test_a_number_is_read_or_refused(text: str) -> None:
    read = read_number(text)
    if isinstance(read, ParsedNumber):
        assert str(read_number(str(read.number)).number) == str(read.number)
        assert all(each is None or 0 <= each <= 2_147_483_647 for each in read.number.values)
    else:
        assert read.text == text


@given(st.text(alphabet=st.characters(exclude_categories=["Nd", "No", "Nl"])))
def test_without_a_digit_there_is_no_number(text: str) -> None:
    assert read_number(text).failure in {
        ParseFailure.EMPTY,
        ParseFailure.CHARACTER,
        ParseFailure.NO_DIGITS,
        ParseFailure.VAGUE,
        ParseFailure.TOO_LONG,
    }


def digits(*texts: str) -> Counter:
    return Counter(character for text in texts for character in text if character.isdigit())


@given(st.text() | st.lists(WORDS, max_size=25, unique=True).map("".join))
def test_no_digit_of_a_bulletin_is_lost(text: str) -> None:
    """Each stands in a line that was read, in the days, or in what was not understood; no word twice in the text."""
    read = read_bulletin(text)
    told = [line.text for line in (*read.lines, *read.not_understood) if line.text not in read.days]
    assert digits(*told, *read.days) == digits(text)


@given(LIKELY)
def test_what_is_told_stands_in_the_text(text: str) -> None:
    read = read_bulletin(text)
    for line in (*read.lines, *read.not_understood):
        assert line.text in text
    assert all(isinstance(line, ParseError) and line.failure for line in read.not_understood)


def test_a_text_too_long_is_handed_back_whole() -> None:
    text = "tanks – 790\n" * LONGEST
    read = read_bulletin(text)
    (error,) = read.not_understood
    assert read == ParsedBulletin(not_understood=(error,))
    assert (error.text, error.failure) == (text, ParseFailure.TOO_LONG)


def growth(read: Callable[[str], object], text: str) -> float:
    """How many times as much work the whole of ``text`` takes as an eighth of it, whatever else runs."""
    gc.disable()
    try:
        whole, eighth = (
            min(timeit.repeat(lambda part=part: read(part), timer=time.thread_time, repeat=4, number=1))
            for part in (text, text[: len(text) // 8])
        )
    finally:
        gc.enable()
    return whole / eighth


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
def test_eight_times_the_text_takes_some_eight_times_as_long(unit: str) -> None:
    """Quadratic work would take 64 times as long, however busy the machine: one of three trials is enough."""
    text = (unit * LONGEST)[:LONGEST]
    for read in (read_bulletin, Tokens):
        assert any(growth(read, text) < 30 for _ in range(3))
