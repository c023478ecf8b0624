"""What the readers answer: a number as the record keeps it, or why there is none."""

from dataclasses import dataclass
from enum import Enum, unique
from typing import Self

from reports.rules.number import Number


@unique
class ParseFailure(Enum):
    """Why a text was not read: the sentence for the editor who pasted it."""

    # Numbers.
    EMPTY = "Nothing stands here."
    TOO_LONG = "This is too long to be read. Paste less of it."
    CHARACTER = "The character %(words)s may not stand in a number. Type the number by hand."
    MIXED_DIGITS = "The number mixes the digits of several scripts. Type it by hand."
    NO_DIGITS = "This has no number in digits."
    VAGUE = "This names no number."
    TWO_READINGS = "This can be read in two ways: %(first)s or %(second)s. Type the one that is meant."
    DECIMAL_OR_GROUPS = (
        "“%(words)s” could be a decimal, %(first)s, or groups of digits, %(second)s. Type the number that is meant."
    )
    GROUPS = "The digits of “%(words)s” stand in no groups of three. Is one missing, or too many?"
    LEADING_ZERO = "“%(words)s” begins with a zero. Type the number without it."
    NOT_WHOLE = "“%(words)s” makes no whole number."
    TOO_LARGE = "The number is too large."
    OVER_A_HUNDRED = "A share is at most 100%%."
    NEGATIVE = "A number has no minus here. If the dash only parts it from a word, leave it out."
    BELOW_ZERO = "No count is below zero, and this would be."
    GAIN_ONLY = "A number after a plus is what was added, no total. Type the total."
    TWO_NUMBERS = "A second number stands here, “%(words)s”, and nothing says how it belongs to the first."
    HALF_A_RANGE = "After “%(words)s” come the two ends of a range; one is missing."
    REVERSED = "The range %(words)s begins with the larger number."
    BEST_OUTSIDE = "The best value, %(first)s, lies outside the range %(second)s."
    HEDGES_DIFFER = "A number keeps one hedge, and this has several: %(first)s. Choose one."
    UNKNOWN_WORDS = (
        "“%(words)s” is not understood beside a number. If it says how large or how sure the number is, write that in "
        "other words; leave it out only if it does not."
    )
    # Lines of a bulletin.
    NO_MEASURE = "This begins with no measure that is known here."
    MEASURE_WITHOUT_NUMBER = "This names a measure, but no number."
    MEASURE_TWICE = "The same measure stands here with different numbers."
    MEASURE_BY_DAY = (
        "Vehicles were counted without fuel tanks until 30 April 2022 and with them since. By its day, which is missing"
        " or later, this could be %(first)s or %(second)s."
    )
    DAY_WITHOUT_YEAR = "“%(words)s” names no year."
    NO_SUCH_DAY = "There is no day “%(words)s”."
    DAYS_REVERSED = "In “%(words)s” the first day comes after the last."
    DAYS_TWICE = "The text names different days."


class ParseError(Exception):
    """Why a text was not read, as text one or two plain sentences for the editor who pasted it.

    Raised within the readers; ``read_number`` and ``read_bulletin`` return it.

    ``text`` as it was handed in; ``readings`` the ways in which it could be read, where there are several; ``words``
    the part that hinders.
    """

    def __init__(self, failure: ParseFailure, *readings: str, words: str = "", text: str = "") -> None:
        super().__init__(failure)
        self.failure = failure
        self.readings = readings
        self.words = words
        self.text = text

    def __str__(self) -> str:
        first, second = (*self.readings, "", "")[:2]
        if self.failure == ParseFailure.HEDGES_DIFFER:
            first = ", ".join(hedge.replace("_", " ") for hedge in self.readings)
        return self.failure.value % {"words": self.words, "first": first, "second": second}

    def about(self, text: str) -> Self:
        """The error as a reader returns it."""
        self.text = text
        return self.with_traceback(None)


@dataclass(frozen=True, slots=True)
class ParsedNumber:
    """The number of a text; its unit is percent if a percent sign stood with it, else people.

    ``gain`` is the change since the day before that stood in brackets, "(+300)": never part of the number; None where
    none stood there, which is not "(+0)".
    """

    number: Number
    gain: int | None = None
