"""What an address of the compare page may say."""

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.comparison.counted_measures import MeasureSet
from reports.models import Conflict, Subject
from reports.views.form_fields import IsoDateField, SlugChoiceField, quoted, unknown


class CompareForm(forms.Form):
    """``a`` and ``b`` (parties), ``subject``, ``measure`` (a family), ``known`` (today if not given), ``scale``."""

    a = SlugChoiceField(required=False)
    b = SlugChoiceField(required=False)
    subject = SlugChoiceField(required=False)
    measure = forms.CharField(required=False)
    known = IsoDateField(required=False)
    scale = forms.ChoiceField(
        choices=[("linear", gettext_lazy("Linear")), ("log", gettext_lazy("Log"))], required=False
    )

    def __init__(
        self, data: QueryDict, *, conflict: Conflict, subjects: dict[str, Subject], measures: dict[str, MeasureSet]
    ) -> None:
        super().__init__(data)
        self.measures = measures
        self.fields["subject"].records = subjects
        parties = conflict.parties.all() if data.get("a") or data.get("b") else []
        self.fields["a"].records = self.fields["b"].records = {party.slug: party for party in parties}

    def clean_subject(self) -> Subject:
        return self.cleaned_data["subject"] or next(iter(self.fields["subject"].records.values()))

    def clean_measure(self) -> str:
        given = self.cleaned_data["measure"]
        families = {measure.family for measure in self.measures.values()}
        if given in families or not given:
            return given
        if given in self.measures:
            raise forms.ValidationError(
                _("%(value)s is a single measure. Name its family: %(family)s."),
                params={"value": quoted(given), "family": self.measures[given].family},
            )
        raise unknown(given, families)

    def clean_known(self) -> date:
        """No one knows more than is known today."""
        today = timezone.localdate()
        return min(self.cleaned_data["known"] or today, today)
