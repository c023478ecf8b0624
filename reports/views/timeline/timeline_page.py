"""The timeline page, and its chart as data."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.models import Measure
from reports.models.choices import Unit
from reports.publishing.timeline_table import table_for
from reports.timelines.charts import chart_data, chart_json
from reports.timelines.coverage import Strips, coverage_by_party, strips_of
from reports.timelines.cumulative import Frame, draw_totals
from reports.timelines.drawing import Drawing, Marker
from reports.timelines.growth import Unread, draw_growth, unread
from reports.timelines.points import Series
from reports.timelines.selection import all_events, newest_day
from reports.timelines.series_query import read_series, sources_of
from reports.timelines.styles import colours_of, dashes_of
from reports.timelines.svg import Picture, picture_of
from reports.timelines.timeline_rows import NEWEST_FIRST, SORTS, Row, figure_rows, growth_rows, in_order, new_rows
from reports.views.form_fields import quoted
from reports.views.lists import column_links
from reports.views.page_cache import kept
from reports.views.paging import paginate
from reports.views.querystring import BadAddress, with_parameters

from .refused import refusal_of, remarks_of, why_empty
from .sharing import OF_THE_TABLE, share_of
from .timeline_form import HIDEABLE, LAYOUTS, MODES, SCALES, presets
from .timeline_params import Asked, read_address


@dataclass(frozen=True)
class Panel:
    """One chart of the page: its ``chart`` is the address of its data.

    ``title`` and ``address``, that of a page with this chart alone, are empty where it is the only one.
    """

    title: str
    chart: str
    drawing: Drawing
    address: str = ""

    @property
    def picture(self) -> Picture:
        return picture_of(self.drawing)


def draw(asked: Asked, all_series: Sequence[Series], frame: Frame) -> Drawing:
    """The drawing of some series, as the address wants them."""
    return draw_totals(all_series, frame) if asked.mode == "cumulative" else draw_growth(all_series, frame, asked.mode)


def frame_of(asked: Asked, all_series: Sequence[Series]) -> Frame:
    """What the drawings of one page have in common. Small ones all begin with the conflict. One query."""
    begins = asked.selection.conflict.start_date if asked.is_each else None
    events = enumerate(all_events(asked.selection.conflict), start=1)
    return Frame(
        start=asked.selection.conflict.start_date,
        first=asked.selection.start or begins,
        last=_right_edge(asked, all_series),
        over=asked.selection.conflict.end_date,
        scale=asked.scale,
        colours=colours_of(asked.speakers),
        dashes=_dashes(asked.selection.measures, all_series),
        hidden=asked.hidden,
        events=[Marker(number, event.date, event.title) for number, event in events],
        is_small=asked.is_each,
    )


def _right_edge(asked: Asked, all_series: Sequence[Series]) -> date:
    """The last day that the address lets figures speak of; of a war that is over, its end or the newest figure's."""
    over = asked.selection.conflict.end_date
    if over is None:
        return asked.until
    newest = (points[-1].as_of for series in all_series for points in (series.points, series.beside) if points)
    return min(asked.until, max([over, *newest]))


def _dashes(measures: Sequence[Measure], all_series: Sequence[Series]) -> dict[str, str]:
    undefined = {series.measure for series in all_series if series.is_undefined}
    return dashes_of([measure.slug for measure in measures], undefined)


@require_safe
@kept
def page(request: HttpRequest, conflict: str) -> HttpResponse:
    asked = read_address(request, conflict, "page", "sort")
    selection = asked.selection
    all_series = read_series(selection)
    frame = frame_of(asked, all_series)
    charts = charts_of(request, asked, all_series, frame)
    # The table is of all of them, also where they are not shown.
    drawings = [chart.drawing for chart in charts]
    refusal = refusal_of(asked, drawings)
    panels = [] if refusal else with_something(charts)
    shown = [panel.drawing for panel in panels] or drawings
    return render(
        request,
        "timeline.html",
        {
            "conflict": selection.conflict,
            "section": "timeline",
            "asked": asked,
            "selection": selection,
            "panels": panels,
            "share": share_of(request, asked, shown),
            "remarks": remarks_of(shown),
            "coverage": coverage_of(asked, shown),
            "refusal": refusal,
            "why_empty": why_empty(asked, all_series),
            "today": timezone.localdate(),
            "modes": MODES,
            "scales": SCALES,
            "layouts": LAYOUTS,
            "hideable": HIDEABLE,
            "presets": presets(selection.conflict.start_date, newest_day(selection), (selection.start, selection.end)),
            "unread": unread_growth(asked, all_series, frame, shown),
            **rows_of_page(request, asked, all_series, frame, drawings),
        },
    )


def charts_of(request: HttpRequest, asked: Asked, all_series: Sequence[Series], frame: Frame) -> list[Panel]:
    """One chart of all series, or one a family of measures, also those that have nothing to draw."""
    path = reverse("timeline-chart", args=[asked.selection.conflict.slug])
    if not asked.is_each:
        address = with_parameters(request, path=path, **OF_THE_TABLE)
        return [Panel("", address, draw(asked, all_series, frame))]
    charts = []
    for measures in _charts(asked):
        drawing = draw(asked, _of(measures, all_series), replace(frame, dashes=_dashes(measures, all_series)))
        slugs = [measure.slug for measure in measures]
        # With its parties named, the chart gives each the colour that it has in all others.
        address = with_parameters(request, path=path, measure=slugs, party=asked.selection.parties, **OF_THE_TABLE)
        page_path = reverse("timeline", args=[asked.selection.conflict.slug])
        alone = with_parameters(request, path=page_path, measure=slugs, layout=None, **OF_THE_TABLE)
        charts.append(Panel(measures[0].name, address, drawing, alone))
    return charts


def with_something(charts: Sequence[Panel]) -> list[Panel]:
    return [chart for chart in charts if not chart.drawing.is_empty]


def _charts(asked: Asked) -> list[list[Measure]]:
    """The measures of each chart: a family each, in the order of their first measures; percentages by themselves."""
    families: dict[tuple[str, bool], list[Measure]] = {}
    for measure in asked.selection.measures:
        families.setdefault((measure.family, measure.unit == Unit.PERCENT), []).append(measure)
    return list(families.values())


def _of(measures: Sequence[Measure], all_series: Sequence[Series]) -> list[Series]:
    slugs = {measure.slug for measure in measures}
    return [series for series in all_series if series.measure in slugs]


@require_safe
@kept
def chart(request: HttpRequest, conflict: str) -> HttpResponse:
    """The plotly figure of the same address, as JSON."""
    asked = read_address(request, conflict)
    all_series = read_series(asked.selection, with_sources=True)
    drawing = draw(asked, all_series, frame_of(asked, all_series))
    if refusal := refusal_of(asked, [drawing]):
        raise BadAddress([refusal])
    answer = HttpResponse(chart_json(chart_data(drawing)), content_type="application/json")
    # A frame that its host keeps in a sandbox is of no origin: it could not read its own chart.
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def unread_growth(
    asked: Asked, all_series: Sequence[Series], frame: Frame, drawings: Sequence[Drawing]
) -> Unread | None:
    """What no growth is read from, on the page's ``drawings`` and of the series on none of them; None for totals."""
    if asked.mode == "cumulative":
        return None
    told = {(each.party, each.measure) for drawing in drawings for each in (*drawing.tracks, *drawing.not_drawn)}
    others = [series for series in all_series if (series.party, series.measure) not in told]
    return unread(drawings, draw_growth(others, frame, asked.mode))


# Of more parties the strips are folded: they would push the chart off the screen.
FEW = 6


def coverage_of(asked: Asked, drawings: Sequence[Drawing]) -> dict[str, object] | None:
    """What timeline/coverage.html needs; None where nothing is drawn. One query.

    ``widest`` is the longest number on the axis of heights: the strips stand above the days, not above the numbers.
    """
    if not any(drawing.tracks for drawing in drawings):
        return None
    strips = _strips(asked, drawings)
    widest = "" if asked.is_each else max((text for _height, text in drawings[0].scale.ticks), key=len, default="")
    return {"strips": strips, "is_open": len(strips.each) <= FEW, "widest": widest}


def _strips(asked: Asked, drawings: Sequence[Drawing]) -> Strips:
    shown = [(speaker.slug, speaker.name) for speaker in asked.speakers if speaker.is_shown]
    spoken = coverage_by_party(asked.selection.conflict, [slug for slug, _name in shown], asked.until)
    first, last = min(drawing.first for drawing in drawings), max(drawing.last for drawing in drawings)
    return strips_of(shown, spoken, colours_of(asked.speakers), first, last)


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
