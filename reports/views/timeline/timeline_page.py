"""The timeline page, and its chart as data."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.models import Measure
from reports.models.choices import Unit
from reports.publishing.timeline_table import table_for
from reports.timelines.charts import chart_data, chart_json
from reports.timelines.coverage import coverage_by_party, strips_of
from reports.timelines.cumulative import Frame, draw_totals
from reports.timelines.drawing import Drawing, NumberedEvent
from reports.timelines.growth import draw_growth, exclusions_of
from reports.timelines.points import PartySeries
from reports.timelines.selection import all_events, newest_day
from reports.timelines.series_query import read_series, sources_of
from reports.timelines.styles import colours_of, dashes_of
from reports.timelines.svg import picture_of
from reports.timelines.timeline_rows import NEWEST_FIRST, SORTS, TimelineRow, growth_rows, in_order, point_rows
from reports.views.form_fields import quoted
from reports.views.lists import paginate, sort_links
from reports.views.page_cache import cache_until_data_changes
from reports.views.querystring import InvalidQuery, update_query

from .refused import refusal_of, remarks_of, why_empty
from .sharing import OF_THE_TABLE, share_of
from .timeline_params import HIDEABLE, LAYOUTS, MODES, SCALES, TimelineParams, parse_query, presets

# Of more parties the strips are folded: they would push the chart off the screen.
FEW = 6
# Fewer than on other pages: here the chart comes first, and it waits for the rows.
ROWS_A_PAGE = 25


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
    def picture(self) -> dict[str, object]:
        return picture_of(self.drawing)


class TimelineCharts:
    """What is drawn at one address, for the page, its frame, its files and its preview alike.

    ``frame`` is what its drawings have in common; ``mode`` and all else that a reader may choose is in ``params``.
    """

    def __init__(self, request: HttpRequest, params: TimelineParams, *, with_sources: bool = False) -> None:
        self.request, self.params = request, params
        self.series = read_series(params.selection, with_sources=with_sources)
        self.frame = self._frame()

    def _frame(self) -> Frame:
        """Small charts all begin with the conflict. One query."""
        params, conflict = self.params, self.params.selection.conflict
        begins = conflict.start_date if params.is_each else None
        return Frame(
            start=conflict.start_date,
            first=params.selection.start or begins,
            last=self._right_edge(),
            over=conflict.end_date,
            scale=params.scale,
            colours=colours_of(params.speakers),
            dashes=self._dashes(params.selection.measures),
            hidden=params.hidden,
            events=[
                NumberedEvent(number, event.date, event.title)
                for number, event in enumerate(all_events(conflict), start=1)
            ],
            is_small=params.is_each,
        )

    def _right_edge(self) -> date:
        """The last day that the address lets figures speak of; of a war that is over, its end or the newest figure."""
        over, until = self.params.selection.conflict.end_date, self.params.until
        if over is None:
            return until
        newest = (points[-1].as_of for series in self.series for points in (series.points, series.beside) if points)
        return min(until, max([over, *newest]))

    def _dashes(self, measures: Sequence[Measure]) -> dict[str, str]:
        undefined = {series.measure for series in self.series if series.is_undefined}
        return dashes_of([measure.slug for measure in measures], undefined)

    def draw(self, all_series: Sequence[PartySeries], frame: Frame) -> Drawing:
        """The drawing of some series, as the address wants them."""
        mode = self.params.mode
        return draw_totals(all_series, frame) if mode == "cumulative" else draw_growth(all_series, frame, mode)

    @cached_property
    def whole(self) -> Drawing:
        """All series on one drawing."""
        return self.draw(self.series, self.frame)

    @cached_property
    def all_panels(self) -> list[Panel]:
        """One chart of all series, or one a family of measures, also those that have nothing to draw."""
        request, selection = self.request, self.params.selection
        path = reverse("timeline-chart", args=[selection.conflict.slug])
        if not self.params.is_each:
            return [Panel("", update_query(request, path=path, **OF_THE_TABLE), self.whole)]
        page_path = reverse("timeline", args=[selection.conflict.slug])
        panels = []
        for measures in self._families():
            slugs = [measure.slug for measure in measures]
            all_series = [series for series in self.series if series.measure in slugs]
            drawing = self.draw(all_series, replace(self.frame, dashes=self._dashes(measures)))
            # With its parties named, the chart gives each the colour that it has in all others.
            address = update_query(request, path=path, measure=slugs, party=selection.parties, **OF_THE_TABLE)
            alone = update_query(request, path=page_path, measure=slugs, layout=None, **OF_THE_TABLE)
            panels.append(Panel(measures[0].name, address, drawing, alone))
        return panels

    def _families(self) -> list[list[Measure]]:
        """The measures of each chart: a family each, in the order of the first measures; percentages by themselves."""
        families: dict[tuple[str, bool], list[Measure]] = {}
        for measure in self.params.selection.measures:
            families.setdefault((measure.family, measure.unit == Unit.PERCENT), []).append(measure)
        return list(families.values())

    @property
    def drawings(self) -> list[Drawing]:
        """Those of all panels, also of those that are not shown."""
        return [panel.drawing for panel in self.all_panels]

    @cached_property
    def refusal(self) -> str:
        """Why no panel is shown; empty where they are."""
        return refusal_of(self.params, self.drawings)

    @cached_property
    def panels(self) -> list[Panel]:
        """Those that are shown: all that have something to show, unless they are refused."""
        return [] if self.refusal else [panel for panel in self.all_panels if not panel.drawing.is_empty]

    @property
    def why_empty(self) -> str:
        """Why there is no panel."""
        return why_empty(self.params, self.series)

    def exclusions(self, drawings: Sequence[Drawing]) -> dict[str, object] | None:
        """What no growth is read from, on these drawings and of the series on none of them; None for totals."""
        if self.params.mode == "cumulative":
            return None
        drawn = [line.series for drawing in drawings for line in drawing.lines]
        not_drawn = [series for drawing in drawings for series, _refusal in drawing.not_drawn]
        known = {(series.party, series.measure) for series in (*drawn, *not_drawn)}
        others = [series for series in self.series if (series.party, series.measure) not in known]
        return exclusions_of(drawings, self.draw(others, self.frame))

    def rows(self, drawings: Iterable[Drawing]) -> list[TimelineRow]:
        """All rows of the view in the order asked for. ``drawings`` are all that show its series."""
        selection = self.params.selection
        rows = point_rows(drawings, selection.start)
        if self.params.mode != "cumulative":
            rows += growth_rows(self.series, self.frame, self.params.mode)
        measures = [measure.slug for measure in selection.measures]
        return in_order(rows, sort_order(self.request), selection.parties, measures)


@require_safe
@cache_until_data_changes
def page(request: HttpRequest, conflict: str) -> HttpResponse:
    params = parse_query(request, conflict, "page", "sort")
    charts = TimelineCharts(request, params)
    selection, panels = params.selection, charts.panels
    # The table is of all of them, also where they are not shown.
    shown = [panel.drawing for panel in panels] or charts.drawings
    return render(
        request,
        "timeline.html",
        {
            "conflict": selection.conflict,
            "section": "timeline",
            "asked": params,
            "selection": selection,
            "panels": panels,
            "share": share_of(request, params, shown),
            "remarks": remarks_of(shown),
            "coverage": coverage_of(params, shown),
            "refusal": charts.refusal,
            "why_empty": charts.why_empty,
            "today": timezone.localdate(),
            "modes": MODES,
            "scales": SCALES,
            "layouts": LAYOUTS,
            "hideable": HIDEABLE,
            "presets": presets(selection.conflict.start_date, newest_day(selection), (selection.start, selection.end)),
            "unread": charts.exclusions(shown),
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
    return {"strips": strips, "is_open": len(strips["each"]) <= FEW, "widest": widest}


def sort_order(request: HttpRequest) -> str:
    """The order that the address asks for, one of SORTS with or without a minus. Raises InvalidQuery for another."""
    sort = request.GET.get("sort") or NEWEST_FIRST
    choices = [sign + name for name in SORTS for sign in ("", "-")]
    if sort not in choices:
        problem = _("sort: %(value)s is none of %(choices)s.")
        raise InvalidQuery([problem % {"value": quoted(sort), "choices": ", ".join(choices)}])
    return sort


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
