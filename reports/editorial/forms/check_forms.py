"""What a page asks the checks while it is being filled in: half a report, and figures that are still being typed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.editorial.checks import Entered
from reports.models import Basis, Conflict, Party, Qualifier, Report, Scope

__all__ = ["AskedFigure", "AskedReport"]

LARGEST = 2_147_483_647
MOST_FIGURES = 200


def day_field() -> forms.DateField:
    return forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("This is no day of the calendar. Write it as 2022-04-18.")},
    )


def count_field(largest: int = LARGEST) -> forms.IntegerField:
    return forms.IntegerField(required=False, min_value=0, max_value=largest)


class AskedReport(forms.Form):
    """``report`` is the saved draft that is being changed, if there is one."""

    report = forms.ModelChoiceField(Report.everything.select_related("party", "conflict"), required=False)
    party = forms.ModelChoiceField(Party.objects.all(), required=False)
    conflict = forms.ModelChoiceField(Conflict.objects.all(), required=False)
    stated_on = day_field()
    revises = forms.ModelChoiceField(Report.objects.all(), required=False)
    citations = count_field(10_000)

    def as_entered(self) -> Report:
        """The report as it would be, not to be saved."""
        data = self.cleaned_data
        report: Report = data["report"] or Report(slug="")
        for name in ("party", "conflict", "revises"):
            if name in self.data:
                setattr(report, name, data[name])
        if "stated_on" in self.data:
            report.stated_on = data["stated_on"]
        return report


class AskedFigure(forms.Form):
    """``name`` comes back with each finding about it: whatever the page calls the figure, its slug if it is saved."""

    name = forms.CharField(max_length=150)
    subject = count_field()
    measure = count_field()
    qualifier = forms.ChoiceField(choices=Qualifier.choices, required=False)
    low = count_field()
    best = count_field()
    high = count_field()
    basis = forms.ChoiceField(choices=Basis.choices, required=False)
    scope = forms.ChoiceField(choices=Scope.choices, required=False)
    scope_note = forms.CharField(max_length=300, required=False)
    period_start = day_field()
    as_of = day_field()

    def as_entered(self) -> Entered | None:
        """None while no number is typed: there is nothing to check yet."""
        data = self.cleaned_data
        if data["low"] is None and data["best"] is None and data["high"] is None:
            return None
        return Entered(
            slug=data["name"],
            subject_id=data["subject"],
            measure_id=data["measure"],
            qualifier=data["qualifier"] or Qualifier.EXACT,
            low=data["low"],
            best=data["best"],
            high=data["high"],
            basis=data["basis"] or Basis.CUMULATIVE,
            scope=data["scope"] or Scope.THEATRE,
            scope_note=data["scope_note"],
            period_start=data["period_start"],
            as_of=data["as_of"],
        )
