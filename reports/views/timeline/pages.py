"""The timeline page, and its chart as data."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.comparison.rules.hedges import grouped
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
from reports.timelines.titles import measures_in_words
from reports.views.addresses import BadAddress, with_parameters

from .asked import Asked, read_address
from .coverage import coverage_of
from .form import HIDEABLE, LAYOUTS, MODES, SCALES
from .growth import unread_growth
from .presets import presets
from .rows import rows_of_page
from .sharing import OF_THE_TABLE, share_of

# A chart of more takes seconds to make and to draw, and its marks cover one another; so do many small ones together.
POINTS_DRAWN = 20_000
POINTS_OF_ALL_CHARTS = 3 * POINTS_DRAWN


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


def refusal_of(asked: Asked, drawings: Sequence[Drawing]) -> str:
    """A sentence for the reader where these drawings are not shown: too much stands on them, or what shares no axis.

    Else empty.
    """
    counts = [sum(len(track.spots) for track in drawing.tracks) for drawing in drawings]
    if max(counts, default=0) > POINTS_DRAWN:
        return _(
            "%(count)s figures are more than one chart can show (%(most)s). Choose fewer parties, measures or days."
        ) % {"count": grouped(max(counts)), "most": grouped(POINTS_DRAWN)}
    if sum(counts) > POINTS_OF_ALL_CHARTS:
        return _(
            "%(count)s figures are more than the charts of one page can show (%(most)s). Choose fewer parties, "
            "measures or days."
        ) % {"count": grouped(sum(counts)), "most": grouped(POINTS_OF_ALL_CHARTS)}
    percentages = {measure.slug: measure.name for measure in asked.selection.measures if _is_percentage(measure)}
    for drawing in drawings:
        drawn = dict.fromkeys(track.measure for track in drawing.tracks)
        names = [percentages[measure] for measure in drawn if measure in percentages]
        if 0 < len(names) < len(drawn):
            return _("Percentages and counts share no axis. Choose a chart per measure, or leave out: %(names)s.") % {
                "names": measures_in_words(names)
            }
    return ""


def _is_percentage(measure: Measure) -> bool:
    return measure.unit == Unit.PERCENT


@require_safe
def page(request: HttpRequest, conflict: str) -> HttpResponse:
    asked = read_address(request, conflict, "page", "sort")
    selection = asked.selection
    all_series = read_series(selection)
    frame = frame_of(asked, all_series)
    panels = panels_of(request, asked, all_series, frame)
    # The table is of these drawings, also where they are not shown.
    drawings = [panel.drawing for panel in panels] or [draw(asked, all_series, frame)]
    refusal = refusal_of(asked, drawings)
    return render(
        request,
        "timeline.html",
        {
            "conflict": selection.conflict,
            "section": "timeline",
            "asked": asked,
            "selection": selection,
            "panels": [] if refusal else panels,
            "share": share_of(request, asked, drawings),
            "remarks": remarks_of(drawings),
            "coverage": coverage_of(asked, drawings),
            "refusal": refusal,
            "why_empty": "" if panels else why_empty(asked, all_series),
            "today": timezone.localdate(),
            "modes": MODES,
            "scales": SCALES,
            "layouts": LAYOUTS,
            "hideable": HIDEABLE,
            "presets": presets(selection.conflict.start_date, newest_day(selection), (selection.start, selection.end)),
            "unread": unread_growth(asked, all_series, frame, drawings),
            **rows_of_page(request, asked, all_series, frame, drawings),
        },
    )


def remarks_of(drawings: Sequence[Drawing]) -> list[str]:
    """One after the other, each once: small charts may have left out different things."""
    return list(dict.fromkeys(remark for drawing in drawings for remark in drawing.remarks))


def panels_of(request: HttpRequest, asked: Asked, all_series: Sequence[Series], frame: Frame) -> list[Panel]:
    """One chart of all series, or one a family of measures; none for what has nothing to draw."""
    path = reverse("timeline-chart", args=[asked.selection.conflict.slug])
    if not asked.is_each:
        drawing = draw(asked, all_series, frame)
        return [] if drawing.is_empty else [Panel("", with_parameters(request, path=path, **OF_THE_TABLE), drawing)]
    panels = []
    for measures in _charts(asked):
        drawing = draw(asked, _of(measures, all_series), replace(frame, dashes=_dashes(measures, all_series)))
        if not drawing.is_empty:
            slugs = [measure.slug for measure in measures]
            # With its parties named, the chart gives each the colour that it has in all others.
            chart = with_parameters(request, path=path, measure=slugs, party=asked.selection.parties, **OF_THE_TABLE)
            page_path = reverse("timeline", args=[asked.selection.conflict.slug])
            alone = with_parameters(request, path=page_path, measure=slugs, layout=None, **OF_THE_TABLE)
            panels.append(Panel(measures[0].name, chart, drawing, alone))
    return panels


def _charts(asked: Asked) -> list[list[Measure]]:
    """The measures of each chart: a family each, in the order of their first measures; percentages by themselves."""
    families: dict[tuple[str, bool], list[Measure]] = {}
    for measure in asked.selection.measures:
        families.setdefault((measure.family, _is_percentage(measure)), []).append(measure)
    return list(families.values())


def _of(measures: Sequence[Measure], all_series: Sequence[Series]) -> list[Series]:
    slugs = {measure.slug for measure in measures}
    return [series for series in all_series if series.measure in slugs]


def why_empty(asked: Asked, all_series: Sequence[Series]) -> str:
    """Why there is no chart though there are figures, for the reader; empty where there are none."""
    numbers = [point.size for series in all_series for point in (*series.points, *series.beside)]
    if asked.scale == "log" and numbers and not any(numbers):
        return _("There is no chart to draw: all numbers are 0, and a logarithmic scale has no zero.")
    if "undefined" in asked.hidden and all_series and all(series.is_undefined for series in all_series):
        return _("There is no chart to draw: nobody knows just what these measures count, and such losses are hidden.")
    if asked.mode == "cumulative" or not all_series:
        return ""
    if asked.scale == "log":
        return _("There is no chart to draw: no two totals here may be subtracted, or nothing above 0 is new.")
    return _("There is no chart to draw: in these measures and days no two totals of a party may be subtracted.")


@require_safe
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
