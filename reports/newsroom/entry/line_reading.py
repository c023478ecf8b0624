"""One line of the page as it was typed: what is read in it, and what that is beside the last number."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from reports.checks.outliers import other_gain
from reports.models.validation import FLOOR, as_floor, number_problems
from reports.parsing.number_reader import read_number
from reports.parsing.results import ParseError
from reports.rules.number import Number, signed

__all__ = ["LineReading", "read_line"]


@dataclass(frozen=True, slots=True)
class LineReading:
    """What stands in a line. ``number`` is None where nothing was typed (no ``problem``) or nothing could be read.

    ``change`` is the difference to the last number in words, ``remarks`` are sentences.
    """

    number: Number | None = None
    change: str = ""
    remarks: tuple[str, ...] = ()
    problem: str = ""


def read_line(text: str, *, unit: str, method: str, last: Number | None, is_next_day: bool = False) -> LineReading:
    """Read what was typed.

    ``unit`` is the measure's, ``method`` the report's: of some a plain number is a floor. ``last`` is the number before
    it, on the day before where ``is_next_day``.
    """
    if not text.strip():
        return LineReading()
    parsed = read_number(text)
    if isinstance(parsed, ParseError):
        return LineReading(problem=str(parsed))
    number, gain = parsed.number, parsed.gain
    if number.unit == "percent" and unit != "percent":
        return LineReading(problem=_("This measure is a count, and a share stands here."))
    remarks = []
    if unit == "percent":
        number = replace(number, unit=unit)
        for problem in number_problems(number):
            if problem.code == "percentage":
                return LineReading(problem=str(problem.message))
    if (floor := as_floor(number, method)) != number:
        number = floor
        remarks.append(str(FLOOR))
    if last is None or "range" in (last.qualifier, number.qualifier):  # a range has no middle that anybody stated
        return LineReading(number, "", tuple(remarks))
    change = number.size - last.size
    if is_next_day and (remark := other_gain(gain, number, last)):
        remarks.append(remark)
    if number.qualifier != last.qualifier:
        remarks.append(_("The last one was hedged differently: %(words)s.") % {"words": last})
    return LineReading(number, signed(change, "±0"), tuple(remarks))
