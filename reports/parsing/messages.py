"""What the readers of ``reports.parsing`` refused, in a sentence for the editor who pasted it."""

from .number_words import NEARLY
from .results import Unreadable, Why

__all__ = ["explain_unreadable"]

_SENTENCES = {
    Why.EMPTY: "Nothing stands here.",
    Why.TOO_LONG: "This is too long to be read. Paste less of it.",
    Why.CHARACTER: "The character %(words)s may not stand in a number. Type the number by hand.",
    Why.MIXED_DIGITS: "The number mixes the digits of several scripts. Type it by hand.",
    Why.NO_DIGITS: "This has no number in digits.",
    Why.VAGUE: "This names no number.",
    Why.TWO_READINGS: "This can be read in two ways: %(first)s or %(second)s. Type the one that is meant.",
    Why.DECIMAL_OR_GROUPS: (
        "“%(words)s” could be a decimal, %(first)s, or groups of digits, %(second)s. Type the number that is meant."
    ),
    Why.GROUPS: "The digits of “%(words)s” stand in no groups of three. Is one missing, or too many?",
    Why.LEADING_ZERO: "“%(words)s” begins with a zero. Type the number without it.",
    Why.NOT_WHOLE: "“%(words)s” makes no whole number.",
    Why.TOO_LARGE: "The number is too large.",
    Why.OVER_A_HUNDRED: "A share is at most 100%%.",
    Why.NEGATIVE: "A number has no minus here. If the dash only parts it from a word, leave it out.",
    Why.BELOW_ZERO: "No count is fewer than zero.",
    Why.GAIN_ONLY: "A number after a plus is what was added, no total. Type the total.",
    Why.TWO_NUMBERS: "A second number stands here, “%(words)s”, and nothing says how it belongs to the first.",
    Why.HALF_A_RANGE: "After “%(words)s” come the two ends of a range; one is missing.",
    Why.REVERSED: "The range %(words)s begins with the larger number.",
    Why.BEST_OUTSIDE: "The best value, %(first)s, lies outside the range %(second)s.",
    Why.HEDGES_DIFFER: "A number keeps one hedge, and this has several: %(first)s. Choose one.",
    Why.UNKNOWN_WORDS: (
        "“%(words)s” is not understood beside a number. If it says how large or how sure the number is, write that in "
        "other words; leave it out only if it does not."
    ),
    Why.NO_MEASURE: "This begins with no measure that is known here.",
    Why.MEASURE_WITHOUT_NUMBER: "This names a measure, but no number.",
    Why.MEASURE_TWICE: "The same measure stands here with different numbers.",
    Why.MEASURE_BY_DAY: (
        "Vehicles were counted without fuel tanks until 30 April 2022 and with them since. By its day, which is missing"
        " or later, this could be %(first)s or %(second)s."
    ),
    Why.DAY_WITHOUT_YEAR: "“%(words)s” names no year.",
    Why.NO_SUCH_DAY: "There is no day “%(words)s”.",
    Why.DAYS_REVERSED: "In “%(words)s” the first day comes after the last.",
    Why.DAYS_TWICE: "The text names different days.",
}

_HEDGES = {
    "about": "about",
    "at_least": "at least",
    "more_than": "more than",
    "up_to": "up to",
    "fewer_than": "fewer than",
    "range": "range",
    NEARLY: "nearly",
}


def explain_unreadable(unreadable: Unreadable) -> str:
    """One or two plain sentences, with the readings between which nobody but the editor can choose."""
    first, second = (*unreadable.readings, "", "")[:2]
    if unreadable.why == Why.HEDGES_DIFFER:
        first = ", ".join(_HEDGES[hedge] for hedge in unreadable.readings)
    return _SENTENCES[unreadable.why] % {"words": unreadable.words, "first": first, "second": second}
