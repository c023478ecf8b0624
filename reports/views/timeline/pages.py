"""The timeline page, and its chart as data."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports.models import Measure
from reports.models.choices import Unit
from reports.timelines.charts import chart_data, chart_json
from reports.timelines.cumulative import Frame, draw_totals
from reports.timelines.drawing import Drawing, Marker
from reports.timelines.growth import draw_growth
from reports.timelines.picture import Picture, picture_of
from reports.timelines.points import Series
from reports.timelines.reading import read_series
from reports.timelines.selection import all_events, newest_day
from reports.timelines.styles import colours_of, dashes_of
from reports.views.page_cache import kept
from reports.views.querystring import BadAddress, with_parameters

from .asked import Asked, read_address
from .coverage import coverage_of
from .form import HIDEABLE, LAYOUTS, MODES, SCALES
from .growth import unread_growth
from .presets import presets
from .refused import refusal_of, remarks_of, why_empty
from .rows import rows_of_page
from .sharing import OF_THE_TABLE, share_of


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
