"""A timeline before it is drawn: what stands where, decided once for the chart, its stand-in picture and its preview.

Days are civil dates, heights are counts; nothing here knows of pixels, of plotly or of SVG.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import log10

from .months import Month
from .new_counts import New
from .points import Point


class Style(StrEnum):
    """How a spot is drawn. Of totals the mark is that of the hedge (``Spot.qualifier``); all others have their own."""

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
class Spot:
    """One thing that a reader can point at.

    ``first`` is ``day`` but for what covers a stretch of days. Of ``low``, ``best`` and ``high`` those are None that
    nobody gave. ``qualifier`` is the hedge. ``of`` is the figure, the difference of two, or the month that it stands
    for. ``is_partial`` is whether a month has days that are unknown, or known as a mean over a gap only.
    """

    style: Style
    qualifier: str
    first: date
    day: date
    low: float | None
    best: float | None
    high: float | None
    of: Point | New | Month
    is_partial: bool = False

    @property
    def size(self) -> float:
        """The height of a lone mark: the number given; of a range the best named, else its lower end."""
        return self.best if self.best is not None else self.low if self.low is not None else self.high


@dataclass(frozen=True, slots=True)
class Silence:
    """Where a party that used to speak often fell silent: after the spot at ``at``, until a day, or None for still."""

    at: int
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Track:
    """One party and measure on the drawing.

    ``spots`` stand in the order of their days. ``lines`` are slices of them, (first, one after the last), each a line
    of steps; ``marks`` are the places of those drawn as marks, on a line or alone. ``means`` are 7-day means: stretches
    of (day, height). ``dash`` names one of the dashes of plotly; ``silences`` are where lines end. ``silent_since`` is
    the day of its last total, where that is stale at the end of the drawing, else None; ``latest`` is that total.
    ``is_cut`` is whether the party gave a total before the first of its spots: one withdrawn, or beyond the edge.
    """

    party: str
    measure: str
    name: str
    party_name: str
    measure_name: str
    is_undefined: bool
    colour: str
    dash: str
    spots: tuple[Spot, ...]
    lines: tuple[tuple[int, int], ...] = ()
    marks: tuple[int, ...] = ()
    means: tuple[tuple[tuple[date, float], ...], ...] = ()
    silences: tuple[Silence, ...] = ()
    silent_since: date | None = None
    latest: Point | None = None
    is_cut: bool = False


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
class Marker:
    """An event, numbered as in the list beside the chart."""

    number: int
    day: date
    title: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A total from which no growth is read, with the ``reason`` in words.

    ``older`` is the total that it would have been subtracted from, None where that is not the reason.
    """

    party: str
    measure: str
    party_name: str
    measure_name: str
    reason: str
    older: Point | None
    newer: Point


@dataclass(frozen=True, slots=True)
class NotDrawn:
    """A series of which no growth is drawn, with the ``reason`` in words. ``is_refused`` is whether by a rule."""

    party: str
    measure: str
    party_name: str
    measure_name: str
    reason: str
    is_refused: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """``mode`` is cumulative, daily or monthly; ``first`` and ``last`` are the days at the edges.

    Every spot of a monthly drawing is a bar, whose place bars.py gives. ``remarks`` are sentences about what is not
    drawn, for the reader; ``left_out`` and ``not_drawn`` are totals and series of which no growth is read.
    ``is_small`` is whether it is one of many small charts.
    """

    mode: str
    start: date
    first: date
    last: date
    scale: Scale
    tracks: tuple[Track, ...]
    events: tuple[Marker, ...] = ()
    remarks: tuple[str, ...] = ()
    hidden: Sequence[str] = field(default=())
    is_small: bool = False
    left_out: tuple[LeftOut, ...] = ()
    not_drawn: tuple[NotDrawn, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it has nothing to show between its edges that its scale can show."""
        return not any(
            self.first <= spot.day <= self.last and self.scale.place(height) is not None
            for track in self.tracks
            for spot in track.spots
            for height in (spot.low, spot.best, spot.high)
            if height is not None
        )
