"""One line of the page as it was typed: what is read in it, and what that is beside the last number."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from reports.models import Method
from reports.parsing.number_reader import read_number
from reports.parsing.results import ParseError
from reports.rules.number import Number, signed

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

    number: Number | None = None
    words: str = ""
    change: str = ""
    remarks: tuple[str, ...] = ()
    problem: str = ""


def read_line(text: str, *, percent: bool, floors: bool, before: Before | None) -> Reading:
    """Read what was typed. ``percent`` is the measure's unit; with ``floors`` a plain number is a floor."""
    if not text.strip():
        return Reading()
    parsed = read_number(text)
    if isinstance(parsed, ParseError):
        return Reading(problem=str(parsed))
    number, gain = parsed.number, parsed.gain
    if number.unit == "percent" and not percent:
        return Reading(problem=_("This measure is a count, and a share stands here."))
    remarks = []
    if percent:
        number = replace(number, unit="percent")
        if any(problem.code == "percentage" for problem in number.problems()):
            return Reading(problem=_("This measure is a percentage: at most 100."))
    elif floors and number.qualifier == "exact":
        number = Number.make("at_least", number.best)
        remarks.append(_("A count of named, verified or pictured cases is a floor: at least this many."))
    value = _single(number)
    change = None if before is None or before.value is None or value is None else value - before.value
    if change is not None and gain is not None and before.day_before and gain != change:
        remarks.append(
            _("The text says %(gain)s since the day before; the difference is %(change)s.")
            % {"gain": signed(gain, "±0"), "change": signed(change, "±0")}
        )
    if change is not None and number.qualifier != before.qualifier:
        remarks.append(_("The last one was hedged differently: %(words)s.") % {"words": before.words})
    return Reading(number, str(number), "" if change is None else signed(change, "±0"), tuple(remarks))


def before_of(figure: object, unit: str, day_before: bool) -> Before:
    """``figure`` has the fields of a hedged number."""
    number = Number.of(figure, unit)
    return Before(str(number), _single(number), number.qualifier, day_before)


def _single(number: Number) -> int | None:
    """Its one value; None for a range, which has no middle that anybody stated."""
    return None if number.qualifier == "range" else number.size
