"""The timeline page, its chart as data, and its rows as files: all that the same address shows, unpaged."""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.publishing.citations import DATA_LICENCE
from reports.publishing.export_tables import csv_response, json_response
from reports.publishing.timeline_table import table_for
from reports.timelines.charts import chart_data, chart_json
from reports.timelines.coverage import coverage_by_party, strips_of
from reports.timelines.drawing import Drawing, broken_lines_in
from reports.timelines.legend import legend_of, restated_in
from reports.timelines.marks import colours_of
from reports.timelines.selection import newest_day
from reports.timelines.series_query import sources_of, statements_of
from reports.timelines.timeline_rows import NEWEST_FIRST, SORTS
from reports.views.lists import paginate, sort_links
from reports.views.page_cache import cache_until_data_changes
from reports.views.querystring import InvalidQuery, update_query

from .sharing import share_of
from .timeline_charts import TimelineCharts, refusal_of, remarks_of
from .timeline_params import HIDEABLE, LAYOUTS, MODES, SCALES, TimelineParams, parse_query, presets, sort_order

# Of more parties the strips are folded: they would push the chart off the screen.
FEW = 6
# Fewer than on other pages: here the chart comes first, and it waits for the rows.
ROWS_A_PAGE = 25


@require_safe
@cache_until_data_changes
def page(request: HttpRequest, conflict: str) -> HttpResponse:
    params = parse_query(request, conflict, "page", "sort")
    charts = TimelineCharts(request, params)
    selection = params.selection
    drawings = [panel.drawing for panel in charts.panels]
    # The table is of all of them, also where they are not shown.
    listed = drawings or charts.drawings
    return render(
        request,
        "timeline.html",
        {
            "conflict": selection.conflict,
            "section": "timeline",
            "params": params,
            "selection": selection,
            "panels": charts.panels,
            "key": legend_of(drawings),
            "restated": restated_in(drawings),
            "broken": broken_lines_in(drawings),
            "share": share_of(request, params, listed),
            "remarks": remarks_of(listed),
            "coverage": coverage_of(params, listed),
            "refusal": charts.refusal,
            "why_empty": charts.why_empty,
            "today": timezone.localdate(),
            "modes": MODES,
            "scales": SCALES,
            "layouts": LAYOUTS,
            "hideable": HIDEABLE,
            "presets": presets(selection.conflict.start_date, newest_day(selection), (selection.start, selection.end)),
            "unread": charts.exclusions(listed),
            **rows_of_page(charts),
        },
    )


@require_safe
@cache_until_data_changes
def chart(request: HttpRequest, conflict: str) -> HttpResponse:
    """The plotly figure of the same address, as JSON."""
    params = parse_query(request, conflict)
    drawing = TimelineCharts(request, params, with_sources=True).whole
    if refusal := refusal_of(params, [drawing]):
        raise InvalidQuery([refusal])
    answer = HttpResponse(chart_json(chart_data(drawing)), content_type="application/json")
    # A frame that its host keeps in a sandbox is of no origin: it could not read its own chart.
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def coverage_of(params: TimelineParams, drawings: Sequence[Drawing]) -> dict[str, object] | None:
    """What timeline/coverage.html needs; None where nothing is drawn. One query.

    ``widest`` is the longest number on the axis of heights: the strips stand above the days, not above the numbers.
    """
    if not any(drawing.lines for drawing in drawings):
        return None
    shown = [(party.slug, party.name) for party in params.speakers if party.is_shown]
    spoken = coverage_by_party(params.selection.conflict, [slug for slug, _name in shown], params.until)
    first, last = min(drawing.first for drawing in drawings), max(drawing.last for drawing in drawings)
    strips = strips_of(shown, spoken, colours_of(params.speakers), first, last)
    widest = "" if params.is_each else max((text for _height, text in drawings[0].scale.ticks), key=len, default="")
    return {"strips": strips, "is_open": len(strips["parties"]) <= FEW, "widest": widest}


def rows_of_page(charts: TimelineCharts) -> dict[str, object]:
    """What the table of the page needs, for its template. One query for totals, none for growth.

    ``rows`` are those of this page; of totals with how many sources carry the statement, and how many of them print its
    number otherwise. Raises Http404 for a page beyond the last, InvalidQuery for a page or an order that there is not.
    """
    request, mode = charts.request, charts.params.mode
    page = paginate(request, charts.rows(charts.drawings), ROWS_A_PAGE)
    rows = page.object_list
    if mode == "cumulative":
        sources = sources_of([row.figure.figure for row in rows])
        rows = [(row, *sources.get(row.figure.figure, (0, 0))) for row in rows]
    war = charts.params.selection.conflict.slug
    return {
        "rows": rows,
        "paging": page,
        "sorts": sort_links(request, SORTS, default=NEWEST_FIRST),
        "csv": update_query(request, path=reverse("timeline-rows-csv", args=[war]), page=None),
        "json": update_query(request, path=reverse("timeline-rows-json", args=[war]), page=None),
        "columns": table_for(mode).meanings,
    }


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
    name, statements = selection.subject.name, statements_of(selection) if of_totals else {}
    record = request.build_absolute_uri(reverse("figure", args=["SLUG"]))
    return table_for(params.mode).lines(
        (row, name, statements.get(row.figure.figure), lambda figure: record.replace("SLUG", figure))
        for row in charts.rows([charts.whole])
    )


def _about(request: HttpRequest, params: TimelineParams) -> dict[str, object]:
    """What the rows are, where the file is found without the page."""
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
            "from": selection.start,
            "to": selection.end,
            "known": selection.known,
            "hide": list(params.hidden),
            "sort": sort_order(request),
        },
        "licence": DATA_LICENCE,
        "sources": _("As stated by %(parties)s. The record of each figure, at its address, names its sources.")
        % {"parties": ", ".join(names)},
        "address": request.build_absolute_uri(page),
        "retrieved": timezone.localdate(),
    }
