"""What the readers of ``reports.editorial.reading`` refused, in a sentence for the editor who pasted it."""

from django.utils.translation import gettext_lazy

from .reading.answers import Unreadable, Why
from .reading.number_words import NEARLY

__all__ = ["explain_unreadable"]

_SENTENCES = {
    Why.EMPTY: gettext_lazy("Nothing stands here."),
    Why.TOO_LONG: gettext_lazy("This is too long to be read. Paste less of it."),
    Why.CHARACTER: gettext_lazy("The character %(words)s may not stand in a number. Type the number by hand."),
    Why.MIXED_DIGITS: gettext_lazy("The number mixes the digits of several scripts. Type it by hand."),
    Why.NO_DIGITS: gettext_lazy("This has no number in digits."),
    Why.VAGUE: gettext_lazy("This names no number."),
    Why.TWO_READINGS: gettext_lazy(
        "This can be read in two ways: %(first)s or %(second)s. Type the one that is meant."
    ),
    Why.DECIMAL_OR_GROUPS: gettext_lazy(
        "“%(words)s” could be a decimal, %(first)s, or groups of digits, %(second)s. Type the number that is meant."
    ),
    Why.GROUPS: gettext_lazy("The digits of “%(words)s” stand in no groups of three. Is one missing, or too many?"),
    Why.LEADING_ZERO: gettext_lazy("“%(words)s” begins with a zero. Type the number without it."),
    Why.NOT_WHOLE: gettext_lazy("“%(words)s” makes no whole number."),
    Why.TOO_LARGE: gettext_lazy("The number is too large."),
    Why.OVER_A_HUNDRED: gettext_lazy("A share is at most 100%%."),
    Why.NEGATIVE: gettext_lazy("A number has no minus here. If the dash only parts it from a word, leave it out."),
    Why.BELOW_ZERO: gettext_lazy("No count is fewer than zero."),
    Why.GAIN_ONLY: gettext_lazy("A number after a plus is what was added, no total. Type the total."),
    Why.TWO_NUMBERS: gettext_lazy(
        "A second number stands here, “%(words)s”, and nothing says how it belongs to the first."
    ),
    Why.HALF_A_RANGE: gettext_lazy("After “%(words)s” come the two ends of a range; one is missing."),
    Why.REVERSED: gettext_lazy("The range %(words)s begins with the larger number."),
    Why.BEST_OUTSIDE: gettext_lazy("The best value, %(first)s, lies outside the range %(second)s."),
    Why.HEDGES_DIFFER: gettext_lazy("A number keeps one hedge, and this has several: %(first)s. Choose one."),
    Why.UNKNOWN_WORDS: gettext_lazy(
        "“%(words)s” is not understood beside a number. If it says how large or how sure the number is, write that in "
        "other words; leave it out only if it does not."
    ),
    Why.NO_MEASURE: gettext_lazy("This begins with no measure that is known here."),
    Why.MEASURE_WITHOUT_NUMBER: gettext_lazy("This names a measure, but no number."),
    Why.MEASURE_TWICE: gettext_lazy("The same measure stands here with different numbers."),
    Why.MEASURE_BY_DAY: gettext_lazy(
        "Vehicles were counted without fuel tanks until 30 April 2022 and with them since. By its day, which is missing"
        " or later, this could be %(first)s or %(second)s."
    ),
    Why.DAY_WITHOUT_YEAR: gettext_lazy("“%(words)s” names no year."),
    Why.NO_SUCH_DAY: gettext_lazy("There is no day “%(words)s”."),
    Why.DAYS_REVERSED: gettext_lazy("In “%(words)s” the first day comes after the last."),
    Why.DAYS_TWICE: gettext_lazy("The text names different days."),
}

_HEDGES = {
    "about": gettext_lazy("about"),
    "at_least": gettext_lazy("at least"),
    "more_than": gettext_lazy("more than"),
    "up_to": gettext_lazy("up to"),
    "fewer_than": gettext_lazy("fewer than"),
    "range": gettext_lazy("range"),
    NEARLY: gettext_lazy("nearly"),
}


def explain_unreadable(unreadable: Unreadable) -> str:
    """One or two plain sentences, with the readings between which nobody but the editor can choose."""
    first, second = (*unreadable.readings, "", "")[:2]
    if unreadable.why == Why.HEDGES_DIFFER:
        first = ", ".join(str(_HEDGES[hedge]) for hedge in unreadable.readings)
    return str(_SENTENCES[unreadable.why]) % {"words": unreadable.words, "first": first, "second": second}
