"""What an address may ask of a timeline."""

from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext
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


BEGINNING, RECENT = 100, 90


@dataclass(frozen=True, slots=True)
class Preset:
    """From ``first`` to ``last``, None for no limit; ``is_current`` is whether the address asks for just that."""

    label: str
    first: date | None
    last: date | None
    is_current: bool


def presets(start: date, newest: date | None, asked: tuple[date | None, date | None]) -> list[Preset]:
    """The war's first days, each of its calendar years, the days up to the newest figure, and all.

    ``start`` is the war's first day, ``newest`` the last day that a figure is about, None without any; ``asked`` are
    the first and last day of the address.

    >>> [each.label for each in presets(date(2022, 2, 24), date(2023, 5, 1), (None, None))]
    ['First 100 days', '2022', '2023', 'Last 90 days', 'All']
    """
    stretches: list[tuple[str, date | None, date | None]] = []
    if newest is not None and newest > start:
        stretches.append((gettext("First %(n)d days") % {"n": BEGINNING}, start, start + timedelta(days=BEGINNING - 1)))
        years = range(start.year, newest.year + 1)
        stretches += [(str(year), max(start, date(year, 1, 1)), date(year, 12, 31)) for year in years]
        recent = newest - timedelta(days=RECENT - 1)
        stretches.append((gettext("Last %(n)d days") % {"n": RECENT}, max(start, recent), newest))
    stretches.append((gettext("All"), None, None))
    return [Preset(label, first, last, (first, last) == asked) for label, first, last in stretches]
