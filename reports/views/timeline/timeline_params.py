"""What an address may ask of a timeline, read for the page, its chart, its files and its embedded form alike."""

from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports.models import Conflict, Measure, Subject
from reports.models.choices import Category
from reports.timelines.selection import Selection, TimelineParty, measures_with_totals, speakers, usual_measures
from reports.timelines.timeline_rows import NEWEST_FIRST, SORTS
from reports.timelines.timeline_titles import measures_in_words, title_of
from reports.views.filters import DaysForm
from reports.views.form_fields import IsoDateField, SlugChoiceField, SlugsField, quoted
from reports.views.page_lookups import find_conflict
from reports.views.querystring import InvalidQuery, check

MODES = [("cumulative", _("Total")), ("daily", _("New a day")), ("monthly", _("New a month"))]
SCALES = [("linear", _("Linear")), ("log", _("Logarithmic"))]
LAYOUTS = [("one", _("One chart")), ("each", _("A chart per measure"))]
HIDEABLE = [
    ("undefined", _("undefined losses")),
    ("partial", _("partial counts")),
    ("period", _("counts of a period")),
    ("events", _("events")),
]
# How many days the presets of the war's first and latest days have.
BEGINNING, RECENT = 100, 90


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


def presets(
    start: date, newest: date | None, chosen: tuple[date | None, date | None]
) -> list[tuple[str, date | None, date | None, bool]]:
    """The war's first days, each of its calendar years, the days up to the newest figure, and all.

    Each with its label, its first and last day (None for no limit), and whether the address asks for just that.
    ``start`` is the war's first day, ``newest`` the last day that a figure is about, None without any; ``chosen``
    are the first and last day of the address.

    >>> [label for label, _first, _last, _is_current in presets(date(2022, 2, 24), date(2023, 5, 1), (None, None))]
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
    return [(label, first, last, (first, last) == chosen) for label, first, last in stretches]


@dataclass(frozen=True)
class TimelineParams:
    """What an address asks for, with what it might ask for instead.

    ``parameters`` are the cleaned ones of TimelineForm. ``measures`` and ``speakers`` are those to choose from;
    ``usual`` are the measures shown where the address names none.
    """

    parameters: dict
    selection: Selection
    subjects: list[Subject]
    measures: list[Measure]
    usual: list[Measure]
    speakers: list[TimelineParty]

    @property
    def mode(self) -> str:
        return self.parameters["mode"] or "cumulative"

    @property
    def scale(self) -> str:
        return self.parameters["scale"] or "linear"

    @property
    def is_each(self) -> bool:
        """Whether each measure has a chart of its own."""
        return self.parameters["layout"] == "each"

    @property
    def measure_names(self) -> list[str]:
        return [measure.name for measure in self.selection.measures]

    @property
    def title(self) -> str:
        selection = self.selection
        return title_of(selection.subject.name, self.measure_names, self.mode, selection.start, selection.end)

    @property
    def usual_in_words(self) -> str:
        """What is drawn where the address names no measure; empty where there is nothing."""
        is_all_equipment = self.is_each and any(measure.category == Category.EQUIPMENT for measure in self.usual)
        return (
            gettext("all equipment")
            if is_all_equipment
            else measures_in_words([measure.name for measure in self.usual])
        )

    @property
    def hidden(self) -> list[str]:
        return self.parameters["hide"]

    @property
    def earliest(self) -> date:
        """The first day that the date fields take: the war's, or an earlier one that the address holds."""
        return min([self.selection.conflict.start_date, *self._days])

    @property
    def latest(self) -> date:
        """The last day that they take: the end of this year, or a later one that the address holds."""
        return max([timezone.localdate().replace(month=12, day=31), *self._days])

    @property
    def _days(self) -> list[date]:
        days = (self.selection.start, self.selection.end, self.selection.known)
        return [day for day in days if day is not None]

    @property
    def until(self) -> date:
        """The last day that the address lets figures speak of, else today."""
        edges = (self.selection.end, self.selection.known, timezone.localdate())
        return min(edge for edge in edges if edge is not None)


def parse_query(request: HttpRequest, slug: str, *extra: str) -> TimelineParams:
    """Read the address; ``extra`` names further parameters that it may have. Raises InvalidQuery or Http404."""
    conflict = find_conflict(slug)
    form = TimelineForm(request.GET, conflict=conflict)
    cleaned = check(form, request.GET, extra=extra)
    subjects = list(form.fields["subject"].records.values())
    subject = cleaned["subject"] or subjects[0]
    choices = measures_with_totals(subject)
    chosen = [form.fields["measure"].find(slug) for slug in cleaned["measure"]]
    usual = _shown_by_default(choices, cleaned["layout"])
    measures = chosen or usual
    parties = speakers(conflict, subject, measures, cleaned["party"])
    shown = tuple(speaker for speaker in parties if speaker.is_shown)
    selection = Selection(conflict, subject, tuple(measures), shown, cleaned["from"], cleaned["to"], cleaned["known"])
    to_choose_from = choices + [measure for measure in chosen if measure not in choices]
    return TimelineParams(cleaned, selection, subjects, to_choose_from, usual, parties)


def _shown_by_default(choices: list[Measure], layout: str) -> list[Measure]:
    """What is drawn where the address names no measure; where each has its own chart, all equipment, if any."""
    equipment = [measure for measure in choices if measure.category == Category.EQUIPMENT]
    return equipment if layout == "each" and equipment else usual_measures(choices)


def sort_order(request: HttpRequest) -> str:
    """The order that the address asks for, one of SORTS with or without a minus. Raises InvalidQuery for another."""
    sort = request.GET.get("sort") or NEWEST_FIRST
    choices = [sign + name for name in SORTS for sign in ("", "-")]
    if sort not in choices:
        problem = gettext("sort: %(value)s is none of %(choices)s.")
        raise InvalidQuery([problem % {"value": quoted(sort), "choices": ", ".join(choices)}])
    return sort
