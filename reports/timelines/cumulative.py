"""Draws running totals: steps, marks, silences and restatements (no queries).

Totals are joined by steps only where a party speaks often; all others are marks joined by nothing. What is no running
total of the whole theatre stands beside them in a style of its own.
"""

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.models import Basis
from reports.rules.number import grouped

from .drawing import Drawing, Gap, Marker, NumberedEvent, SeriesLine, Style, scale_for
from .points import PartySeries, Point, has_fallen, is_same_number, is_silent, runs_of
from .timeline_titles import measures_in_words

# Marks along a line: all where there are few, else so many that each can be told from the next.
FEW_SPOTS, MARKS_ON_A_LINE = 50, 14
FEW_SPOTS_SMALL, MARKS_ON_A_SMALL_LINE = 6, 4
FEW_DAYS = 14
RATES = (Basis.DAILY_AVERAGE, Basis.PERIOD_AVERAGE)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a drawing has beside its series.

    ``start`` is the conflict's first day. ``first`` is the day at the left edge, None for that of the first figure;
    ``last`` the day at the right edge. ``scale`` is linear or log. ``colours`` are by party, ``dashes`` by measure;
    ``hidden`` are undefined, partial, period, events. ``is_small`` is whether it is one of many small charts, which
    have room for little. ``over`` is the last day of a war that has ended: nobody is silent for having said nothing
    since.
    """

    start: date
    first: date | None
    last: date
    scale: str
    colours: Mapping[str, str]
    dashes: Mapping[str, str]
    hidden: Sequence[str]
    events: Sequence[NumberedEvent]
    is_small: bool = False
    over: date | None = None

    def shows(self, series: PartySeries) -> bool:
        """Whether the reader has not hidden it, as one of which nobody knows just what it counts."""
        return not (series.is_undefined and "undefined" in self.hidden)

    def reaches(self, day: date) -> bool:
        """Whether the day is at the left edge or later."""
        return self.first is None or day >= self.first

    @property
    def judged(self) -> date:
        """The day on which silences are judged."""
        return min(self.last, self.over or self.last)


def draw_totals(all_series: Sequence[PartySeries], frame: Frame) -> Drawing:
    """The drawing of running totals. Each party keeps its colour, each measure its dash."""
    lines = [_total_line(series, frame) for series in all_series if frame.shows(series)]
    remarks = _averages_left_out(all_series, frame)
    return drawing_of("cumulative", [line for line in lines if line.markers], all_series, frame, remarks)


def drawing_of(
    mode: str,
    lines: Sequence[SeriesLine],
    all_series: Sequence[PartySeries],
    frame: Frame,
    remarks: Iterable[str],
    **more: object,
) -> Drawing:
    """The drawing of some lines, in any mode.

    ``remarks`` are sentences on what of ``all_series`` is not drawn; ``more`` are fields of Drawing that depend on the
    mode. The edges of days are those of the days that markers are about, of what is new the first of them.
    """
    markers = [marker for line in lines for marker in line.markers]
    heights = [height for marker in markers for height in marker.heights]
    means = [height for line in lines for mean in line.means for _day, height in mean]
    first, last = _edges(frame, [marker.day if mode == "cumulative" else marker.first for marker in markers])
    if mode == "monthly":
        first, last = first.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1])
    is_eventful = "events" not in frame.hidden
    return Drawing(
        mode=mode,
        start=frame.start,
        first=first,
        last=last,
        scale=scale_for(frame.scale, heights + means, is_small=frame.is_small),
        lines=tuple(lines),
        events=tuple(event for event in frame.events if is_eventful and first <= event.day <= last),
        remarks=_named([*_zeros_left_out(frame.scale, heights), *remarks], all_series, frame),
        hidden=frame.hidden,
        is_small=frame.is_small,
        **more,
    )


def _edges(frame: Frame, days: Sequence[date]) -> tuple[date, date]:
    """The first and last day of the drawing; a few days more on both sides where it would hold hardly any.

    It begins no earlier than the war, and ends no earlier than it begins, whatever days are asked for.
    """
    first = min(max(frame.first or min(days, default=frame.start), frame.start), max(frame.last, frame.start))
    if (frame.last - first).days >= FEW_DAYS:
        return first, frame.last
    return first - timedelta(days=FEW_DAYS), max(first, frame.last) + timedelta(days=FEW_DAYS)


def _zeros_left_out(scale: str, heights: Sequence[float]) -> tuple[str, ...]:
    zeros = sum(height == 0 for height in heights)
    if scale != "log" or not zeros:
        return ()
    text = ngettext(
        "A logarithmic scale has no zero: %(n)s number of 0 is not on the chart.",
        "A logarithmic scale has no zero: %(n)s numbers of 0 are not on the chart.",
        zeros,
    )
    return (text % {"n": grouped(zeros)},)


def _named(remarks: Sequence[str], all_series: Sequence[PartySeries], frame: Frame) -> tuple[str, ...]:
    """The same; of one of many small charts with the names of its measures, for they are told together."""
    if not frame.is_small:
        return tuple(remarks)
    names = measures_in_words(list(dict.fromkeys(series.measure_name for series in all_series)))
    words = {"measures": names[:1].upper() + names[1:]}
    return tuple(_("%(measures)s: %(sentence)s") % (words | {"sentence": remark}) for remark in remarks)


def _total_line(series: PartySeries, frame: Frame) -> SeriesLine:
    points = [point for point in series.points if point.withdrawn_on is None]
    days = [point.as_of for point in points]
    cut = _first_shown(days, frame.first)
    runs, single = runs_of(days)
    markers = [_total(point, older) for older, point in zip([None, *points], points, strict=False)][cut:]
    if cut:  # what it fell from is not on the drawing
        markers[0] = _marker(points[cut], Style.TOTAL)
    runs = [(max(first, cut) - cut, after - cut) for first, after in runs if after > cut]
    single = [at - cut for at in single if at >= cut and frame.reaches(days[at])]
    shown = [*markers, *_beside(series, frame)]
    line = series_line(
        series,
        frame,
        shown,
        runs=tuple(runs),
        marks=tuple(
            sorted([*_along(runs, markers, is_small=frame.is_small), *single, *range(len(markers), len(shown))])
        ),
        is_cut=cut > 0 or points[:1] != list(series.points[:1]),
    )
    return replace(line, gaps=tuple(_gaps(runs, markers, is_last_silent=line.silent_since is not None)))


def series_line(series: PartySeries, frame: Frame, markers: Sequence[Marker], **drawn: object) -> SeriesLine:
    """The line of a series in any mode; ``drawn`` are fields of SeriesLine that depend on the mode."""
    points = [point for point in series.points if point.withdrawn_on is None]
    is_stale = bool(points) and is_silent([point.as_of for point in points], frame.judged)
    return SeriesLine(
        series=series,
        colour=frame.colours[series.party],
        dash=frame.dashes[series.measure],
        markers=tuple(markers),
        silent_since=points[-1].as_of if is_stale else None,
        latest=points[-1] if points else None,
        **drawn,
    )


def _first_shown(days: Sequence[date], first: date | None) -> int:
    """The place of the first total on the drawing, or of the one before, from which a line enters at the edge."""
    return max(bisect_left(days, first) - 1, 0) if first else 0


def _total(point: Point, older: Point | None) -> Marker:
    if older is not None and has_fallen(older, point):
        return _marker(point, Style.RESTATED if point.revises else Style.FELL)
    # A report that corrects an earlier one repeats most of its totals: what stays as it was is no correction.
    is_revised = point.revises and not (older is not None and is_same_number(older, point))
    return _marker(point, Style.REVISED if is_revised else Style.TOTAL)


def _beside(series: PartySeries, frame: Frame) -> list[Marker]:
    """What is drawn beside the totals: withdrawn figures, parts of the whole, counts of a stretch of days, stocks."""
    markers = [
        _marker(point, Style.WITHDRAWN)
        for point in series.points
        if point.withdrawn_on is not None and frame.reaches(point.as_of)
    ]
    for point in shown_beside(series, frame):
        if point.series.basis in RATES:
            continue  # a number a day has no place on an axis of totals
        style = Style.HELD if point.series.basis == Basis.HELD else Style.PERIOD
        if not point.is_whole:
            style = Style.PARTIAL
        markers.append(_marker(point, style if point.withdrawn_on is None else Style.WITHDRAWN))
    return sorted(markers, key=lambda marker: marker.day)


def shown_beside(series: PartySeries, frame: Frame) -> list[Point]:
    """Its figures that are no totals of the whole theatre: of these days, and of a kind that is not hidden."""
    return [
        point
        for point in series.beside
        if ("period" if point.is_whole else "partial") not in frame.hidden and frame.reaches(point.as_of)
    ]


def _averages_left_out(all_series: Sequence[PartySeries], frame: Frame) -> tuple[str, ...]:
    """Sentences on the averages that the reader might look for here."""
    shown = [point for series in all_series if frame.shows(series) for point in shown_beside(series, frame)]
    daily = sum(point.series.basis == Basis.DAILY_AVERAGE for point in shown)
    sentences = period_averages_left_out(shown)
    if daily:
        text = ngettext(
            "%(n)s average a day is no total and is not on the chart: “New a day” shows it.",
            "%(n)s averages a day are no totals and are not on the chart: “New a day” shows them.",
            daily,
        )
        sentences = (text % {"n": grouped(daily)}, *sentences)
    return sentences


def period_averages_left_out(points: Sequence[Point]) -> tuple[str, ...]:
    """A sentence on those of the points that are averages over a period, which no chart shows; nothing without any."""
    averages = sum(point.series.basis == Basis.PERIOD_AVERAGE for point in points)
    if not averages:
        return ()
    text = ngettext(
        "%(n)s average over a period, such as a month, is drawn on no chart; it is among the figures.",
        "%(n)s averages over a period, such as a month, are drawn on no chart; they are among the figures.",
        averages,
    )
    return (text % {"n": grouped(averages)},)


def _marker(point: Point, style: Style) -> Marker:
    begins = point.begins if point.series.basis == Basis.PERIOD else None
    return Marker(style, begins or point.as_of, point.as_of, point.number, point)


def _along(runs: Sequence[tuple[int, int]], markers: Sequence[Marker], *, is_small: bool) -> set[int]:
    """Which markers of lines get a mark: some of all, the last of each line, and every total that is no plain one.

    Of those that mark the line only, none stands so near to one with something to say that it would cover it.
    """
    marked = set()
    shown = sum(after - first for first, after in runs)
    few, most = (FEW_SPOTS_SMALL, MARKS_ON_A_SMALL_LINE) if is_small else (FEW_SPOTS, MARKS_ON_A_LINE)
    every = 1 if shown <= few else max(shown // most, 1)
    for first, after in runs:
        telling = {at for at in range(first, after) if markers[at].style is not Style.TOTAL}
        covering = {at + away for at in telling for away in range(-(every // 5), every // 5 + 1)}
        marked |= (set(range(after - 1, first - 1, -every)) - covering) | {after - 1} | telling
    return marked


def _gaps(runs: Sequence[tuple[int, int]], markers: Sequence[Marker], *, is_last_silent: bool) -> list[Gap]:
    """Where lines end. After the last total of all a line has ended only if that is stale by the drawing's end."""
    gaps = []
    for _first, after in runs:
        until = markers[after].day if after < len(markers) else None
        if until is not None or is_last_silent:
            gaps.append(Gap(after - 1, markers[after - 1].day, until))
    return gaps
