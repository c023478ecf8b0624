"""A bulletin pasted whole: its lines go to the lines of the page, its days to the days, and the rest is listed."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.translation import gettext as _

from reports.models import Basis, Measure, Scope
from reports.parsing.bulletins import BulletinLine, read_bulletin
from reports.rules.number import signed

from .entry_forms import LineForm
from .entry_page import EntryPage

__all__ = ["Pasted", "paste"]


@dataclass(frozen=True, slots=True)
class Pasted:
    """``filled`` counts lines; ``unread`` are texts of the bulletin, each with why it is not in the form."""

    filled: int
    unread: tuple[tuple[str, str], ...]
    last_day: date | None


def paste(page: EntryPage, text: str, today: date) -> tuple[QueryDict, Pasted]:
    """The data of ``page`` with the bulletin's lines and days in it; what an editor typed by hand stays.

    A line that an earlier paste filled, unchanged since, takes the new number.
    """
    read, data = read_bulletin(text), page.data.copy()
    by_measure = {line.measure_chosen.slug: line for line in page.lines if _takes(page, line)}
    unread = [(part.text, str(part)) for part in read.not_understood]
    filled = 0
    for line in read.lines:
        form = by_measure.get(line.measure)
        if form is not None and not _is_free(form):
            if form.typed.strip() != _as_typed(line):
                unread.append((line.text, _("What you typed there is kept: %(typed)s.") % {"typed": form.typed}))
            continue
        prefix = form.prefix if form else _added(page, data, line)
        if prefix is None:
            unread.append((line.text, _("This site has no such measure.")))
            continue
        data[f"{prefix}-number"] = data[f"{prefix}-pasted"] = _as_typed(line)
        data[f"{prefix}-wording"] = line.text.rstrip(",;. ")[:300]
        filled += 1
    if read.last_day:
        _set_days(page, data, read.last_day, today)
    return data, Pasted(filled, tuple(unread), read.last_day)


def _takes(page: EntryPage, form: LineForm) -> bool:
    """Whether it counts what a bulletin does: running totals of the main subject."""
    if form.measure_chosen is None or form.subject_chosen is None or form.subject_chosen.pk != page.last.main_subject:
        return False
    return form.before is None or (form.before.basis, form.before.scope) == (Basis.CUMULATIVE, Scope.THEATRE)


def _is_free(form: LineForm) -> bool:
    """Whether nothing stands in a line but what was pasted there."""
    return not form.typed.strip() or form.is_as_pasted


def _as_typed(line: BulletinLine) -> str:
    return str(line.number) if line.gain is None else f"{line.number} ({signed(line.gain, '+0')})"


def _added(page: EntryPage, data: QueryDict, line: BulletinLine) -> str | None:
    """The prefix of a new line for a measure that the page has none for."""
    measure = Measure.objects.filter(slug=line.measure).first()
    if measure is None or page.last.main_subject is None:
        return None
    number = int(data["lines-TOTAL_FORMS"])
    data["lines-TOTAL_FORMS"] = str(number + 1)
    prefix = f"lines-{number}"
    data[f"{prefix}-measure"], data[f"{prefix}-subject"] = str(measure.pk), str(page.last.main_subject)
    return prefix


def _set_days(page: EntryPage, data: QueryDict, last_day: date, today: date) -> None:
    """The last day counted; and the day stated, as far from it as in the last report, unless an editor has set one."""
    if data.get("stated_on") == today.isoformat():
        apart = min((figure.stated_on - figure.as_of for figure in page.last.figures), default=timedelta())
        data["stated_on"] = (last_day + apart).isoformat()
    data["as_of"] = "" if data.get("stated_on") == last_day.isoformat() else last_day.isoformat()
