"""What saving would refuse of the page as it stands, beside the checks: what they could not look at first."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.forms import Form
from django.utils.translation import gettext as _

from .page import DAYS, EntryPage

__all__ = ["Fault", "faults_of"]


@dataclass(frozen=True, slots=True)
class Fault:
    """``label`` names the field and ``anchor`` leads to it. ``unread``: the checks say nothing of what stands there."""

    label: str
    anchor: str
    message: str
    unread: bool = False


def faults_of(page: EntryPage) -> list[Fault]:
    """Nothing while nothing is typed."""
    if not page.begun:
        return []
    found = list(_of_form(page.fields))
    for line in page.lines:
        if line.reading.problem:
            found.append(Fault(line.label, f"#{line.form['number'].auto_id}", line.reading.problem, unread=True))
        found += [each for each in _of_form(line.form, line.label) if not line.reading.problem]
    found += [Fault(_("The report"), "#content", problem) for problem in page.amiss]
    for number, form in enumerate(page.source_forms, start=1):
        found += _of_form(form, _("Source %s") % number)
    return sorted(found, key=lambda each: not each.unread)


def _of_form(form: Form, of: str = "") -> Iterator[Fault]:
    for name, errors in form.errors.items():
        field = form[name]
        label = f"{of}: {field.label}" if of else str(field.label)
        for message in errors:
            yield Fault(label, f"#{field.auto_id}", message, unread=not of and name in DAYS)
