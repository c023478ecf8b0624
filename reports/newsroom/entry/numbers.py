"""One line of the page as it was typed: what is read in it, and what that is beside the last number."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from reports.models import Method
from reports.parsing.messages import explain_unreadable
from reports.parsing.number_reader import read_number
from reports.parsing.results import ReadNumber, Unreadable
from reports.rules.hedges import grouped, in_words

__all__ = ["FLOORS", "Before", "Reading", "before_of", "read_line"]

# Counts of named, verified or pictured cases are floors (DESIGN.md, section 3).
FLOORS = {Method.NAMED_COUNT, Method.VERIFIED_INCIDENTS, Method.VISUAL_CONFIRMATION}


@dataclass(frozen=True, slots=True)
class Before:
    """The last number of a line. ``words`` is how pages print it, ``value`` its number; None for a range."""

    words: str
    value: int | None
    qualifier: str
    day_before: bool = False  # whether it is about the day before the one being entered


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in a line. ``number`` is None where nothing was typed (no ``problem``) or nothing could be read.

    ``words`` shows it back, ``change`` is the difference to the last number in words, ``remarks`` are sentences.
    """

    number: ReadNumber | None = None
    words: str = ""
    change: str = ""
    remarks: tuple[str, ...] = ()
    problem: str = ""


def read_line(text: str, *, percent: bool, floors: bool, before: Before | None) -> Reading:
    """Read what was typed. ``percent`` is the measure's unit; with ``floors`` a plain number is a floor."""
    if not text.strip():
        return Reading()
    read = read_number(text)
    if isinstance(read, Unreadable):
        return Reading(problem=explain_unreadable(read))
    if read.percent and not percent:
        return Reading(problem=_("This measure is a count, and a share stands here."))
    remarks = []
    if percent:
        read = replace(read, percent=True)
        if any((value or 0) > 100 for value in (read.low, read.best, read.high)):
            return Reading(problem=_("This measure is a percentage: at most 100."))
    elif floors and read.qualifier == "exact":
        read = replace(read, qualifier="at_least", low=read.best, best=None)
        remarks.append(_("A count of named, verified or pictured cases is a floor: at least this many."))
    value = _single(read)
    change = None if before is None or before.value is None or value is None else value - before.value
    if change is not None and read.gain is not None and before.day_before and read.gain != change:
        remarks.append(
            _("The text says %(gain)s since the day before; the difference is %(change)s.")
            % {"gain": signed(read.gain), "change": signed(change)}
        )
    if change is not None and read.qualifier != before.qualifier:
        remarks.append(_("The last one was hedged differently: %(words)s.") % {"words": before.words})
    return Reading(read, read.read_as, "" if change is None else signed(change), tuple(remarks))


def signed(change: int) -> str:
    """A difference: "+300", "−3", "±0".

    >>> signed(1300), signed(-3), signed(0)
    ('+1,300', '−3', '±0')
    """
    if not change:
        return "±0"
    return f"{'+' if change > 0 else '−'}{grouped(abs(change))}"


def before_of(figure: object, unit: str, day_before: bool) -> Before:
    """``figure`` has the fields of a hedged number."""
    numbers = (figure.low, figure.best, figure.high)
    single = None if figure.qualifier == "range" else next(value for value in numbers if value is not None)
    return Before(str(in_words(figure.qualifier, *numbers, unit)), single, figure.qualifier, day_before)


def _single(read: ReadNumber) -> int | None:
    """The one number of a reading; None for a range, which has no middle that anybody stated."""
    if read.qualifier == "range":
        return None
    return next(value for value in (read.low, read.best, read.high) if value is not None)
