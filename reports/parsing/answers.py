"""What the readers answer: a number as the record keeps it, or why there is none."""

from dataclasses import dataclass
from enum import StrEnum

from reports.rules.hedges import in_words


class Why(StrEnum):
    """Why a text was not read. ``reports.parsing.messages`` has a sentence for each."""

    # Numbers.
    EMPTY = "empty"
    TOO_LONG = "too_long"
    CHARACTER = "character"
    MIXED_DIGITS = "mixed_digits"
    NO_DIGITS = "no_digits"
    VAGUE = "vague"
    TWO_READINGS = "two_readings"
    DECIMAL_OR_GROUPS = "decimal_or_groups"
    GROUPS = "groups"
    LEADING_ZERO = "leading_zero"
    NOT_WHOLE = "not_whole"
    TOO_LARGE = "too_large"
    OVER_A_HUNDRED = "over_a_hundred"
    NEGATIVE = "negative"
    BELOW_ZERO = "below_zero"
    GAIN_ONLY = "gain_only"
    TWO_NUMBERS = "two_numbers"
    HALF_A_RANGE = "half_a_range"
    REVERSED = "reversed"
    BEST_OUTSIDE = "best_outside"
    HEDGES_DIFFER = "hedges_differ"
    UNKNOWN_WORDS = "unknown_words"
    # Lines of a bulletin.
    NO_MEASURE = "no_measure"
    MEASURE_WITHOUT_NUMBER = "measure_without_number"
    MEASURE_TWICE = "measure_twice"
    MEASURE_BY_DAY = "measure_by_day"
    DAY_WITHOUT_YEAR = "day_without_year"
    NO_SUCH_DAY = "no_such_day"
    DAYS_REVERSED = "days_reversed"
    DAYS_TWICE = "days_twice"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """``text`` as it was given, and why it was not read.

    ``readings`` are the ways in which it could be read, where there are several; ``words`` the part that hinders.
    """

    text: str
    why: Why
    readings: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A hedged number with the fields that its qualifier takes (DESIGN.md, section 2); the others are None.

    ``qualifier`` is a value of ``reports.models.Qualifier``. ``percent`` is whether a percent sign stood with it.
    ``gain`` is the change since the day before that stood in brackets, "(+300)": never part of the number; None where
    none stood there, which is not "(+0)".

    >>> ReadNumber("range", low=7000, high=15000).read_as
    '7,000–15,000'
    """

    qualifier: str
    low: int | None = None
    best: int | None = None
    high: int | None = None
    percent: bool = False
    gain: int | None = None

    @property
    def read_as(self) -> str:
        """The number as the site's pages print it, to be shown back: "more than 5,000". Without the gain."""
        unit = "percent" if self.percent else "people"
        return str(in_words(self.qualifier, self.low, self.best, self.high, unit))


def in_form(read: ReadNumber) -> dict[str, str | int | None]:
    """What fills the form of a figure: the fields of the model, None for one that stays empty.

    >>> in_form(ReadNumber("about", best=20600, gain=300))
    {'qualifier': 'about', 'low': None, 'best': 20600, 'high': None}
    """
    return {"qualifier": read.qualifier, "low": read.low, "best": read.best, "high": read.high}


class Refused(Exception):
    """Within the readers: the text cannot be read. Becomes an Unreadable at their doors."""

    def __init__(self, why: Why, *readings: str, words: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.readings = readings
        self.words = words

    def about(self, text: str) -> Unreadable:
        return Unreadable(text, self.why, self.readings, self.words)
