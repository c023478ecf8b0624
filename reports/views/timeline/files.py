"""The rows of a timeline as files: all that the same address shows, unpaged."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.publishing.export_tables import csv_response, json_response
from reports.publishing.licences import DATA_LICENCE
from reports.publishing.timeline_table import SLUG, TableContext, table_for
from reports.timelines.series_query import statements_of
from reports.views.querystring import update_query

from .timeline_page import TimelineCharts, sort_order
from .timeline_params import TimelineParams, parse_query


@require_safe
def table(request: HttpRequest, conflict: str) -> HttpResponse:
    """The rows as CSV, in the order that the address asks for."""
    params = parse_query(request, conflict, "sort")
    name = f"{params.selection.conflict.slug}-timeline-{params.mode}"
    return csv_response(name, table_for(params.mode).header, _lines(request, params))


@require_safe
def document(request: HttpRequest, conflict: str) -> HttpResponse:
    """The same as JSON, with what they are about and what the columns mean."""
    params = parse_query(request, conflict, "sort")
    return json_response(_about(request, params), table_for(params.mode).meanings, _lines(request, params))


def _lines(request: HttpRequest, params: TimelineParams) -> Iterator[list[object]]:
    selection, of_totals = params.selection, params.mode == "cumulative"
    charts = TimelineCharts(request, params, with_sources=of_totals)
    context = TableContext(
        subject=selection.subject.slug,
        subject_name=selection.subject.name,
        statements=statements_of(selection) if of_totals else {},
        record=request.build_absolute_uri(reverse("figure", args=[SLUG])),
    )
    return table_for(params.mode).lines((row, context) for row in charts.rows([charts.whole]))


def _about(request: HttpRequest, params: TimelineParams) -> dict[str, object]:
    """What the rows are, for whoever finds the file without the page."""
    selection = params.selection
    war, subject = selection.conflict, selection.subject
    page = update_query(request, path=reverse("timeline", args=[war.slug]))
    names = [party.name for party in params.speakers if party.is_shown]
    return {
        "title": params.title,
        "conflict": war.slug,
        "subject": subject.slug,
        "mode": params.mode,
        "parameters": {
            "measure": [measure.slug for measure in selection.measures],
            "party": list(selection.parties),
            "from": _day(selection.start),
            "to": _day(selection.end),
            "known": _day(selection.known),
            "hide": list(params.hidden),
            "sort": sort_order(request),
        },
        "licence": str(DATA_LICENCE),
        "sources": _("As stated by %(parties)s. The record of each figure, at its address, names its sources.")
        % {"parties": ", ".join(names)},
        "address": request.build_absolute_uri(page),
        "retrieved": timezone.localdate().isoformat(),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
