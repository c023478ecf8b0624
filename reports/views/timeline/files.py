"""The rows of a timeline as files: all that the same address shows, unpaged."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.publishing.json_table import json_response
from reports.publishing.licences import DATA_LICENCE
from reports.publishing.tables import csv_response
from reports.publishing.timeline_table import SLUG, Setting, table_for
from reports.timelines.series_query import read_series, statements_of
from reports.timelines.timeline_titles import title_of
from reports.views.querystring import with_parameters

from .timeline_page import all_rows, draw, frame_of, sort_asked
from .timeline_params import Asked, read_address


@require_safe
def table(request: HttpRequest, conflict: str) -> HttpResponse:
    """The rows as CSV, in the order that the address asks for."""
    asked = read_address(request, conflict, "sort")
    name = f"{asked.selection.conflict.slug}-timeline-{asked.mode}"
    return csv_response(name, table_for(asked.mode).header, _lines(request, asked))


@require_safe
def document(request: HttpRequest, conflict: str) -> HttpResponse:
    """The same as JSON, with what they are about and what the columns mean."""
    asked = read_address(request, conflict, "sort")
    return json_response(_about(request, asked), table_for(asked.mode).meanings, _lines(request, asked))


def _lines(request: HttpRequest, asked: Asked) -> Iterator[list[object]]:
    selection, of_totals = asked.selection, asked.mode == "cumulative"
    all_series = read_series(selection, with_sources=of_totals)
    frame = frame_of(asked, all_series)
    rows = all_rows(request, asked, all_series, frame, [draw(asked, all_series, frame)])
    setting = Setting(
        subject=selection.subject.slug,
        subject_name=selection.subject.name,
        statements=statements_of(selection) if of_totals else {},
        record=request.build_absolute_uri(reverse("figure", args=[SLUG])),
    )
    return table_for(asked.mode).lines(rows, setting)


def _about(request: HttpRequest, asked: Asked) -> dict[str, object]:
    """What the rows are, for whoever finds the file without the page."""
    selection, given = asked.selection, asked.parameters
    war, subject = selection.conflict, selection.subject
    page = with_parameters(request, path=reverse("timeline", args=[war.slug]))
    measures = [measure.name for measure in selection.measures]
    names = [speaker.name for speaker in asked.speakers if speaker.is_shown]
    return {
        "title": title_of(subject.name, measures, asked.mode, selection.start, selection.end),
        "conflict": war.slug,
        "subject": subject.slug,
        "mode": asked.mode,
        "parameters": {
            "measure": [measure.slug for measure in selection.measures],
            "party": list(selection.parties),
            "from": _day(selection.start),
            "to": _day(selection.end),
            "known": _day(selection.known),
            "hide": list(given["hide"]),
            "sort": sort_asked(request),
        },
        "licence": str(DATA_LICENCE),
        "sources": _("As stated by %(parties)s. The record of each figure, at its address, names its sources.")
        % {"parties": ", ".join(names)},
        "address": request.build_absolute_uri(page),
        "retrieved": timezone.localdate().isoformat(),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
