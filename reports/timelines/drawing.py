"""A timeline before it is drawn: what stands where, decided once for the chart, its stand-in picture and its preview.

Days are civil dates, heights are counts; nothing here knows of pixels, of plotly or of SVG.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from math import ceil, floor, log10

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.rules.number import Number, grouped

from .increments import ExcludedDay, GrowthRefusal, Increment, MonthlyIncrement
from .points import PartySeries, Point


class Style(StrEnum):
    """How a marker is drawn. Of totals the mark is that of the hedge; all others have their own."""

    TOTAL = "total"
    RESTATED = "restated"  # a lower total by which the party corrects itself
    REVISED = "revised"  # any other new total in a report by which the party corrects an earlier one
    FELL = "fell"  # a lower total of which the party says nothing
    WITHDRAWN = "withdrawn"  # a figure that the party took back
    PARTIAL = "partial"  # of one place, unit or group only
    PERIOD = "period"  # of a stretch of days: from ``first`` to ``day``
    HELD = "held"  # a stock at that time
    RATE = "rate"  # a party's own average a day: from ``first`` to ``day``
    PARTIAL_RATE = "partial_rate"  # the same of one place, unit or group only
    NEW = "new"  # new on a day or in a month, by the difference of two totals
    SPREAD = "spread"  # new a day, as the mean over a gap between two totals: from ``first`` to ``day``


@dataclass(frozen=True, slots=True)
class Marker:
    """One thing that a reader can point at.

    ``first`` is ``day`` but for what covers a stretch of days. ``of`` is the figure, the increment or the month that it
    stands for; ``number`` is that of the figure, or what is new, which may be no whole number. ``is_partial`` is
    whether a month has days that are unknown, or known as a mean over a gap only.
    """

    style: Style
    first: date
    day: date
    number: Number
    of: Point | Increment | MonthlyIncrement
    is_partial: bool = False

    @property
    def size(self) -> float:
        """The height of a lone mark."""
        return self.number.size

    @property
    def heights(self) -> list[float]:
        """Of all values that were given, from the lowest."""
        return [height for height in self.number.values if height is not None]


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a party that spoke often fell silent: after the marker at ``at``, until a day, or None for still."""

    at: int
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """One party and measure on the drawing.

    ``markers`` stand in the order of their days. ``runs`` are slices of them, (first, one after the last), each a line
    of steps; ``marks`` are the places of those drawn as marks, on a line or alone. ``means`` are 7-day means: stretches
    of (day, height). ``dash`` names one of the dashes of plotly; ``gaps`` are where lines end. ``silent_since`` is
    the day of its last total, where that is stale at the end of the drawing, else None; ``latest`` is that total.
    ``is_cut`` is whether the party gave a total before the first of its markers: one withdrawn, or beyond the edge.
    """

    series: PartySeries
    colour: str
    dash: str
    markers: tuple[Marker, ...]
    runs: tuple[tuple[int, int], ...] = ()
    marks: tuple[int, ...] = ()
    means: tuple[tuple[tuple[date, float], ...], ...] = ()
    gaps: tuple[Gap, ...] = ()
    silent_since: date | None = None
    latest: Point | None = None
    is_cut: bool = False

    @property
    def marked(self) -> list[Marker]:
        """The markers that are drawn as marks."""
        return [self.markers[at] for at in self.marks]


@dataclass(frozen=True, slots=True)
class Scale:
    """The axis of heights. ``kind`` is linear or log; ``ticks`` are (height, as written), all from ``low`` to ``high``.

    Of a log scale ``low`` is at least 1: it has no zero.
    """

    kind: str
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]

    def on_axis(self, height: float) -> float:
        """The height as the axis counts it: of a log scale its logarithm to the base of ten."""
        return log10(height) if self.kind == "log" else height

    def place(self, height: float) -> float | None:
        """From 0 at the bottom to 1 at the top; None for what a log scale cannot show."""
        if self.kind != "log":
            return (height - self.low) / (self.high - self.low)
        if height < self.low:
            return None
        low, high = self.on_axis(self.low), self.on_axis(self.high)
        return (self.on_axis(height) - low) / (high - low)


@dataclass(frozen=True, slots=True)
class NumberedEvent:
    """An event, numbered as in the list beside the chart."""

    number: int
    day: date
    title: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """``mode`` is cumulative, daily or monthly; ``first`` and ``last`` are the days at the edges.

    Every marker of a monthly drawing is a bar, whose place marks.py gives. ``remarks`` are sentences about what is not
    drawn, for the reader; ``left_out`` are totals from which no growth is read, ``not_drawn`` series of which
    none is, with the rule by which it is refused, if by one. ``is_small`` is whether it is one of many small charts.
    """

    mode: str
    start: date
    first: date
    last: date
    scale: Scale
    lines: tuple[SeriesLine, ...]
    events: tuple[NumberedEvent, ...] = ()
    remarks: tuple[str, ...] = ()
    hidden: Sequence[str] = field(default=())
    is_small: bool = False
    left_out: tuple[tuple[PartySeries, ExcludedDay], ...] = ()
    not_drawn: tuple[tuple[PartySeries, GrowthRefusal | None], ...] = ()

    @property
    def days(self) -> int:
        """How many days wide it is, at least one."""
        return max((self.last - self.first).days, 1)

    def share(self, day: date) -> float:
        """Where a day is: from 0 at the left edge to 1 at the right."""
        return (day - self.first).days / self.days

    def has(self, day: date, height: float) -> bool:
        """Whether the place is between its edges, and its scale can show it."""
        return self.first <= day <= self.last and self.scale.place(height) is not None

    @property
    def is_empty(self) -> bool:
        """Whether it has nothing to show between its edges that its scale can show."""
        return not any(
            self.has(marker.day, height) for line in self.lines for marker in line.markers for height in marker.heights
        )


A_DAY = timedelta(days=1)


def day_in_words(day: date) -> str:
    """A day as charts, their texts and previews write it: 18 Apr 2022."""
    return date_format(day, "j M Y")


def gap_in_words(gap: Gap) -> str:
    """Since when, or from when to when, there is no new figure."""
    if gap.until is None:
        return _("no new figure since %(day)s") % {"day": day_in_words(gap.since)}
    return _("no new figure from %(days)s") % {"days": span_in_words(gap)}


def span_in_words(gap: Gap) -> str:
    """The first and the last day of a silence that is over: those between two figures."""
    first, last = gap.since + A_DAY, gap.until - A_DAY
    pattern = "j M" if first.year == last.year else "j M Y"
    days = {"since": date_format(first, pattern), "until": day_in_words(last)}
    return _("%(since)s to %(until)s") % days


def broken_lines_in(drawings: Sequence[Drawing]) -> list[tuple[str, list[str]]]:
    """The lines on some drawings that break off and go on: party and measure by name, and their gaps in words."""
    gaps: dict[str, list[str]] = {}
    for drawing in drawings:
        for line in drawing.lines:
            for gap in line.gaps:
                if gap.until is not None:
                    gaps.setdefault(line.series.name, []).append(gap_in_words(gap))
    return list(gaps.items())


TICKS, SMALL_TICKS = 5, 3
# Room above the highest value, as a share of the axis: for the arrow of an "at least", and for words at a line's end.
HEADROOM = 1.12


def scale_for(kind: str, heights: Iterable[float], *, is_small: bool = False) -> Scale:
    """The scale on which all ``heights`` (0 or more) stand. ``kind`` is linear or log; a small chart has fewer ticks.

    A linear one begins at zero. A logarithmic one has no zero: it begins at the power of ten below the smallest height
    above zero, and spans one power at least.

    >>> scale_for("linear", [0, 1351]).ticks
    ((0, '0'), (500, '500'), (1000, '1,000'), (1500, '1,500'))
    >>> [text for _height, text in scale_for("log", [0, 498, 20600]).ticks]
    ['100', '1,000', '10,000']
    """
    heights = list(heights)
    most = SMALL_TICKS if is_small else TICKS
    return _logarithmic(heights, most) if kind == "log" else _linear(heights, most)


def _linear(heights: list[float], most: int) -> Scale:
    high = max(heights, default=0) * HEADROOM or 1
    step = _round_step(high / most)
    ticks = [step * place for place in range(int(high / step) + 1)]
    return Scale("linear", 0, high, tuple((tick, _written(tick)) for tick in ticks))


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 5, 10, 20, … that is no less; below 1 only where everything is smaller than that."""
    power = 10 ** floor(log10(least))
    return next(round(step * power, 10) for step in (1, 2, 5, 10) if step * power >= least)


def _logarithmic(heights: list[float], most: int) -> Scale:
    above = [height for height in heights if height > 0]
    first = max(floor(log10(min(above, default=1))), 0)
    top = max(above, default=10)
    powers = range(first, max(ceil(log10(top)), first + 1) + 1)
    steps = (1, 2, 5) if len(powers) <= 3 and most >= TICKS else (1,)
    high = max(10.0**first * (top / 10.0**first) ** HEADROOM, 10.0 ** (first + 1))
    ticks = [step * 10**power for power in powers for step in steps if step * 10**power <= high]
    return Scale("log", 10**first, high, tuple((tick, _written(tick)) for tick in ticks))


def _written(tick: float) -> str:
    return grouped(int(tick)) if tick == int(tick) else f"{tick:g}"
