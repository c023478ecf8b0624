"""Hedged numbers: figures, and what a source printed instead."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.models import Basis, Measure, Report, Scope, Unit, VariantKind
from reports.models.validation import (
    day_problems,
    figure_day_problems,
    number_problems,
    place_problems,
)
from reports.rules.number import VALUES, Number

__all__ = ["FigureForm", "VariantForm"]

WITHOUT_NUMBER = {VariantKind.DATE, VariantKind.ATTRIBUTION}
SAME_IS_NO_VARIANT = {VariantKind.NUMBER, VariantKind.HEDGE}
_DAYS = {
    "before-war": gettext_lazy("The conflict began on %(day)s."),
    "as-of-after-stated": gettext_lazy("A figure is about no later day than its statement (%(day)s)."),
}
# Beside the upper of two numbers in the wrong order, by the lower.
_BELOW = {"low": gettext_lazy("This is below the lowest value."), "best": gettext_lazy("This is below the best value.")}
WHY_A_VARIANT = gettext_lazy("Say in what this source differs and, if that is known, why.")


class NumberForm(forms.ModelForm):
    """The form of a row with qualifier, low, best and high."""

    def check_number(self, data: dict, measure: Measure | None) -> Number:
        """The number in ``data``. A hedge that is missing the field itself asks for, or VariantForm.

        That nothing is fewer than zero only the checks say.
        """
        values = (data.get(field) for field in VALUES)
        number = Number(data.get("qualifier") or "", *values, unit=measure.unit if measure else Unit.PEOPLE)
        for problem in number_problems(number):
            if problem.code not in ("unknown", "below zero"):
                self.refuse(problem.field, _BELOW.get(problem.other, problem.message))
        return number

    def refuse(self, field: str, message: str) -> None:
        """Put ``message`` beside ``field``, unless it has one already."""
        if not self.has_error(field):
            self.add_error(field, message)


class FigureForm(NumberForm):
    def __init__(self, *args: object, report: Report | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.report = report
        for field in {"slug", "as_of"} & self.fields.keys():
            self.fields[field].required = False
        if "slug" in self.fields:
            self.fields["qualifier"].help_text = _("How the party hedged its number: exact, about, at least …")
            self.fields["slug"].help_text = _(
                "The last part of it, as in /figures/…/. Left empty, it is made from report and measure."
            )
            self.fields["as_of"].help_text = _("The last day that the figure covers; left empty, the report's day.")

    def clean_slug(self) -> str:
        return self.cleaned_data["slug"].lower()

    def clean(self) -> dict:
        data = super().clean() or self.cleaned_data
        self.fill_in(data)
        subject = data.get("subject")
        self.check_number(data, data.get("measure"))
        self.check_days(data)
        if subject and self.report.conflict_id and subject.conflict_id != self.report.conflict_id:
            self.refuse("subject", _("This subject belongs to another conflict than the report."))
        for problem in place_problems(data.get("scope", Scope.THEATRE), data.get("scope_note", "")):
            self.refuse(problem.field, problem.message)
        return data

    def fill_in(self, data: dict) -> None:
        """What the report says already: the day covered, and where a running total begins."""
        if not data.get("as_of") and not self.has_error("as_of") and self.report.stated_on:
            data["as_of"] = self.report.stated_on
        empty = not data.get("period_start") and not self.has_error("period_start")
        if empty and data.get("basis") == Basis.CUMULATIVE and self.report.conflict_id:
            data["period_start"] = self.report.conflict.start_date

    def check_days(self, data: dict) -> None:
        start, as_of, stated_on = data.get("period_start"), data.get("as_of"), self.report.stated_on
        began = self.report.conflict.start_date if self.report.conflict_id else None
        for problem in day_problems("as_of", as_of, timezone.localdate(), began):
            self.refuse("as_of", _DAYS.get(problem.code, problem.message) % {"day": problem.other})
        for problem in figure_day_problems(as_of=as_of, stated_on=stated_on, period_start=start):
            self.refuse(problem.field, _DAYS.get(problem.code, problem.message) % {"day": problem.other})
        if start and began and start < began and not data.get("scope_note") and not data.get("note"):
            self.refuse(
                "period_start",
                _("The conflict began on %(day)s. If the party counts from an earlier day, say so in the note.")
                % {"day": began.isoformat()},
            )


class VariantForm(NumberForm):
    """Says why it is a variant; only what went on record without a note stays so until it is changed."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if "note" in self.fields:
            note = self.fields["note"]
            note.required = not self.instance.pk or bool(self.instance.note)
            note.error_messages["required"] = WHY_A_VARIANT
            note.help_text = _("For readers: how it differs and, if that is known, how it came about.")
            self.fields["qualifier"].help_text = _("How this source hedges the number that it prints.")

    def clean(self) -> dict:
        data = super().clean() or self.cleaned_data
        figure, kind = data.get("figure"), data.get("kind")
        number = self.check_number(data, figure and figure.measure)
        if not data.get("qualifier") and not self.has_error("qualifier"):
            if number.size is not None:
                self.refuse("qualifier", _("Choose how this source hedged the number."))
            elif kind and kind not in WITHOUT_NUMBER:
                self.refuse("qualifier", _("Say what number this source printed, and how it hedged it."))
        if kind in SAME_IS_NO_VARIANT and figure and number == figure.number:
            self.refuse("kind", _("This is what the figure on record says: a variant is what differs from it."))
        if self.has_changed() and not data.get("note"):
            self.refuse("note", WHY_A_VARIANT)
        return data
