"""The timeline page, and its chart as data."""

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from reports.comparison.figure_rows import read_page
from reports.comparison.rules.hedges import grouped
from reports.filters import DaysForm
from reports.models import Conflict, Measure, Subject
from reports.parameters import IsoDateField, SlugChoiceField, SlugsField
from reports.timelines.charts import chart_json, colours_of, dash_of, timeline_chart
from reports.timelines.series import (
    Selection,
    Speaker,
    events_between,
    extent,
    measures_with_totals,
    read_series,
    speakers,
    usual_measures,
)

from .addresses import BadAddress, check, with_parameters
from .lookups import find_conflict
from .paging import paginate

ROWS_A_PAGE = 50
# A chart of more takes seconds to make and to draw, and its marks cover one another.
POINTS_DRAWN = 20_000
# The key's lines, in SVG, as plotly draws the dashes of the same names.
STROKES = {
    "solid": "none",
    "dash": "9 6",
    "dot": "3 3",
    "dashdot": "9 3 3 3",
    "longdash": "14 4",
    "longdashdot": "14 3 3 3",
}


class TimelineForm(DaysForm):
    """``subject``, ``measure`` and ``party`` (any number), ``mode``, ``scale``, ``from``, ``to`` and ``known``."""

    subject = SlugChoiceField(required=False)
    measure = SlugsField(Measure.objects.all(), required=False)
    party = SlugsField(required=False)
    mode = forms.ChoiceField(choices=[("cumulative", gettext_lazy("Total"))], required=False)
    scale = forms.ChoiceField(
        choices=[("linear", gettext_lazy("Linear")), ("log", gettext_lazy("Logarithmic"))], required=False
    )
    to = IsoDateField(required=False)
    known = IsoDateField(required=False)

    def __init__(self, *args: object, conflict: Conflict, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from"] = IsoDateField(required=False)
        self.fields["subject"].queryset = conflict.subjects.all()
        self.fields["party"].queryset = conflict.parties.all()


@dataclass(frozen=True)
class Asked:
    """What an address asks for, with what it might ask for instead."""

    parameters: dict
    selection: Selection
    subjects: list[Subject]
    measures: list[Measure]
    speakers: list[Speaker]

    @property
    def colours(self) -> dict[str, str]:
        return colours_of(self.speakers)

    @property
    def scale(self) -> str:
        return self.parameters["scale"] or "linear"


def _read(request: HttpRequest, slug: str, *extra: str) -> Asked:
    """Read the address; ``extra`` names further parameters that it may have. Raises BadAddress or Http404."""
    conflict = find_conflict(slug)
    form = TimelineForm(request.GET, conflict=conflict)
    asked = check(form, request.GET, extra=extra)
    subjects = list(form.fields["subject"].records.values())
    subject = asked["subject"] or subjects[0]
    choices = measures_with_totals(subject)
    chosen = [form.fields["measure"].find(slug) for slug in asked["measure"]]
    measures = chosen or usual_measures(choices)
    found = speakers(conflict, subject, measures, asked["party"])
    shown = tuple(speaker.slug for speaker in found if speaker.is_shown)
    selection = Selection(conflict, subject, tuple(measures), shown, asked["from"], asked["to"], asked["known"])
    return Asked(asked, selection, subjects, choices + [measure for measure in chosen if measure not in choices], found)


def _too_many(count: int) -> str:
    return _(
        "%(count)s figures are more than one chart can show (%(most)s). Choose fewer parties, measures or days."
    ) % {
        "count": grouped(count),
        "most": grouped(POINTS_DRAWN),
    }


@require_safe
def page(request: HttpRequest, conflict: str) -> HttpResponse:
    asked = _read(request, conflict, "page")
    selection = asked.selection
    count, first, last = extent(selection)
    newest_first = selection.figures.order_by("-as_of", "-stated_on", "party__rank", "-pk")
    figures, paging = paginate(request, newest_first, ROWS_A_PAGE, count)
    return render(
        request,
        "timeline.html",
        {
            "conflict": selection.conflict,
            "section": "timeline",
            "asked": asked,
            "selection": selection,
            "party_key": [(one.name, asked.colours[one.slug]) for one in asked.speakers if one.is_shown],
            "measure_key": [(one.name, STROKES[dash_of(one.slug, selection)]) for one in selection.measures],
            "events": events_between(selection.conflict, first, last),
            "rows": read_page(figures),
            "paging": paging,
            "too_many": _too_many(count) if count > POINTS_DRAWN else "",
            "today": timezone.localdate(),
            "chart": with_parameters(request, path=reverse("timeline-chart", args=[conflict]), page=None),
        },
    )


@require_safe
def chart(request: HttpRequest, conflict: str) -> HttpResponse:
    """The plotly figure of the same address, as JSON."""
    asked = _read(request, conflict)
    series = read_series(asked.selection)
    days = [point.as_of for one in series for point in one.points]
    if len(days) > POINTS_DRAWN:
        raise BadAddress([_too_many(len(days))])
    events = events_between(asked.selection.conflict, min(days, default=None), max(days, default=None))
    figure = timeline_chart(series, asked.selection, asked.colours, events, asked.scale)
    return HttpResponse(chart_json(figure), content_type="application/json")
