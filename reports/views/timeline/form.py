"""What an address may ask of a timeline."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.models import Conflict, Measure
from reports.views.filters import DaysForm
from reports.views.form_fields import IsoDateField, SlugChoiceField, SlugsField

MODES = [("cumulative", _("Total")), ("daily", _("New a day")), ("monthly", _("New a month"))]
SCALES = [("linear", _("Linear")), ("log", _("Logarithmic"))]
LAYOUTS = [("one", _("One chart")), ("each", _("A chart per measure"))]
HIDEABLE = [
    ("undefined", _("undefined losses")),
    ("partial", _("partial counts")),
    ("period", _("counts of a period")),
    ("events", _("events")),
]


class TimelineForm(DaysForm):
    """``subject``, ``measure``, ``party`` and ``hide`` (any number), ``mode``, ``scale``, ``layout``, ``from``, ``to``
    and ``known``."""

    subject = SlugChoiceField(required=False)
    measure = SlugsField(Measure.objects.all(), required=False)
    party = SlugsField(required=False)
    mode = forms.ChoiceField(choices=MODES, required=False)
    scale = forms.ChoiceField(choices=SCALES, required=False)
    layout = forms.ChoiceField(choices=LAYOUTS, required=False)
    hide = forms.MultipleChoiceField(choices=HIDEABLE, required=False)
    to = IsoDateField(required=False)
    known = IsoDateField(required=False)

    def __init__(self, *args: object, conflict: Conflict, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from"] = IsoDateField(required=False)
        self.fields["subject"].queryset = conflict.subjects.all()
        self.fields["party"].queryset = conflict.parties.all()
