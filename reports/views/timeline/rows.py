"""The rows beneath a timeline: sorted and paged as the address asks, and where they can be had as files."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from reports.publishing.timeline_table import table_for
from reports.timelines.cumulative import Frame
from reports.timelines.drawing import Drawing
from reports.timelines.growth_rows import growth_rows
from reports.timelines.points import Series
from reports.timelines.records import sources_of
from reports.timelines.rows import NEWEST_FIRST, SORTS, Row, figure_rows, in_order, new_rows
from reports.views.form_fields import quoted
from reports.views.lists import column_links
from reports.views.paging import paginate
from reports.views.querystring import BadAddress, with_parameters

from .asked import Asked

# Fewer than on other pages: here the chart comes first, and it waits for the rows.
ROWS_A_PAGE = 25


def sort_asked(request: HttpRequest) -> str:
    """The order that the address asks for, one of SORTS with or without a minus. Raises BadAddress for another."""
    sort = request.GET.get("sort") or NEWEST_FIRST
    choices = [sign + name for name in SORTS for sign in ("", "-")]
    if sort not in choices:
        problem = _("sort: %(value)s is none of %(choices)s.")
        raise BadAddress([problem % {"value": quoted(sort), "choices": ", ".join(choices)}])
    return sort


def all_rows(
    request: HttpRequest, asked: Asked, all_series: Sequence[Series], frame: Frame, drawings: Iterable[Drawing]
) -> list[Row]:
    """All rows of the view in the order asked for. ``drawings`` are all that show the series within the frame."""
    selection = asked.selection
    rows: list[Row] = [*figure_rows(drawings, selection.start)]
    if asked.mode != "cumulative":
        growth = growth_rows(all_series, frame, asked.mode)
        rows += new_rows(growth, all_series, is_daily=asked.mode == "daily")
    measures = [measure.slug for measure in selection.measures]
    return in_order(rows, sort_asked(request), selection.parties, measures)


def rows_of_page(
    request: HttpRequest, asked: Asked, all_series: Sequence[Series], frame: Frame, drawings: Iterable[Drawing]
) -> dict[str, object]:
    """What the table of the page needs, for its template. One query for totals, none for growth.

    ``rows`` are those of this page; of totals with how many sources carry the statement, and how many of them print its
    number otherwise. Raises Http404 for a page beyond the last, BadAddress for a page or an order that there is not.
    """
    rows, paging = paginate(request, all_rows(request, asked, all_series, frame, drawings), ROWS_A_PAGE)
    if asked.mode == "cumulative":
        sources = sources_of([row.figure.figure for row in rows])
        rows = [(row, *sources.get(row.figure.figure, (0, 0))) for row in rows]
    war = asked.selection.conflict.slug
    return {
        "rows": rows,
        "paging": paging,
        "sorts": column_links(request, SORTS, default=NEWEST_FIRST),
        "csv": with_parameters(request, path=reverse("timeline-rows-csv", args=[war]), page=None),
        "json": with_parameters(request, path=reverse("timeline-rows-json", args=[war]), page=None),
        "columns": table_for(asked.mode).meanings,
    }
