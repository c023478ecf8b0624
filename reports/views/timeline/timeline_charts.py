"""The charts of a timeline: what one address draws, for the page, its frame, its files and its preview alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from reports.models import Event, Measure
from reports.models.choices import Unit
from reports.rules.number import grouped
from reports.timelines.cumulative import Frame, draw_totals
from reports.timelines.drawing import Drawing, NumberedEvent
from reports.timelines.growth import draw_growth, exclusions_of
from reports.timelines.legend import parties_of
from reports.timelines.marks import colours_of, dashes_of
from reports.timelines.points import PartySeries
from reports.timelines.series_query import read_series
from reports.timelines.svg import picture_of
from reports.timelines.timeline_rows import TimelineRow, in_order, rows_of
from reports.timelines.timeline_titles import measures_in_words
from reports.views.querystring import update_query

from .sharing import OF_THE_TABLE
from .timeline_params import TimelineParams, sort_order

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
    def picture(self) -> dict[str, object]:
        return picture_of(self.drawing)

    @property
    def parties(self) -> list[dict]:
        """Its parties with the latest number of each."""
        return parties_of(self.drawing.lines)


class TimelineCharts:
    """What is drawn at one address, for the page, its frame, its files and its preview alike.

    ``frame`` is what its drawings have in common; ``mode`` and all else that a reader may choose is in ``params``.
    """

    def __init__(self, request: HttpRequest, params: TimelineParams, *, with_sources: bool = False) -> None:
        self.request, self.params = request, params
        self.series = read_series(params.selection, with_sources=with_sources)
        conflict = params.selection.conflict
        # Small charts all begin with the conflict.
        begins = conflict.start_date if params.is_each else None
        events = enumerate(Event.objects.filter(conflict=conflict), start=1)
        self.frame = Frame(
            start=conflict.start_date,
            first=params.selection.start or begins,
            last=self._right_edge(),
            over=conflict.end_date,
            scale=params.scale,
            colours=colours_of(params.speakers),
            dashes=self._dashes(params.selection.measures),
            hidden=params.hidden,
            events=[NumberedEvent(number, event.date, event.title) for number, event in events],
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
        """Why there is no panel: a sentence for the reader."""
        subject = {"subject": self.params.selection.subject.name}
        if not self.series:
            return (
                _(
                    "There is no chart to draw: none of the chosen parties has given a number about %(subject)s in "
                    "these measures and days."
                )
                % subject
            )
        numbers = [point.number.size for series in self.series for point in (*series.points, *series.beside)]
        if self.params.scale == "log" and not any(numbers):
            return _("There is no chart to draw: all numbers are 0, and a logarithmic scale has no zero.")
        if "undefined" in self.params.hidden and all(series.is_undefined for series in self.series):
            return _(
                "There is no chart to draw: nobody knows just what these measures count, and such losses are hidden."
            )
        if self.params.mode == "cumulative":
            return (
                _(
                    "There is no chart to draw: the chosen parties have given no running total for the whole of "
                    "%(subject)s in these measures and days, and what else they gave is hidden or is no total."
                )
                % subject
            )
        if self.params.scale == "log":
            return _("There is no chart to draw: no two totals here may be subtracted, or nothing above 0 is new.")
        return _("There is no chart to draw: in these measures and days no two totals of a party may be subtracted.")

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
        measures = [measure.slug for measure in selection.measures]
        return in_order(rows_of(drawings, selection.start), sort_order(self.request), selection.parties, measures)


def refusal_of(params: TimelineParams, drawings: Sequence[Drawing]) -> str:
    """A sentence for the reader where these drawings are not shown: too much stands on them, or what shares no axis.

    Else empty.
    """
    counts = [sum(len(line.markers) for line in drawing.lines) for drawing in drawings]
    if max(counts, default=0) > POINTS_DRAWN:
        return _(
            "%(count)s figures are more than one chart can show (%(most)s). Choose fewer parties, measures or days."
        ) % {"count": grouped(max(counts)), "most": grouped(POINTS_DRAWN)}
    if sum(counts) > POINTS_OF_ALL_CHARTS:
        return _(
            "%(count)s figures are more than the charts of one page can show (%(most)s). Choose fewer parties, "
            "measures or days."
        ) % {"count": grouped(sum(counts)), "most": grouped(POINTS_OF_ALL_CHARTS)}
    percentages = {measure.slug: measure.name for measure in params.selection.measures if measure.unit == Unit.PERCENT}
    for drawing in drawings:
        drawn = dict.fromkeys(line.series.measure for line in drawing.lines)
        names = [percentages[measure] for measure in drawn if measure in percentages]
        if 0 < len(names) < len(drawn):
            return _("Percentages and counts share no axis. Choose a chart per measure, or leave out: %(names)s.") % {
                "names": measures_in_words(names)
            }
    return ""


def remarks_of(drawings: Sequence[Drawing]) -> list[str]:
    """One after the other, each once: small charts may have left out different things."""
    return list(dict.fromkeys(remark for drawing in drawings for remark in drawing.remarks))
