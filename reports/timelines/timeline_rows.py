"""The rows beneath a timeline: what is drawn, marker by marker, in the order that the reader wants (no queries)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from .chart_texts import text_of
from .drawing import Drawing, Marker
from .increments import Increment, MonthlyIncrement, daily_increments, rounded, weekly_means
from .points import PartySeries, Point

# What rows can be sorted by; with a minus before it the other way round.
SORTS = ("as_of", "party", "measure", "size", "stated_on")
NEWEST_FIRST = "-as_of"


class TimelineRow(NamedTuple):
    """One row: a figure on a drawing (a total, or what stands beside it), or the growth from one total to another.

    ``figure`` is that figure, or the newer total. ``first`` is the same as ``last`` but for what covers a stretch of
    days. ``size`` is what the chart shows: new a day, of which a long gap has no more for being long; or new in the
    month. The marker ``before`` its own is that of a figure, if there is one; ``growth`` is None for a figure. ``mean``
    is that of the seven days that end on the last, None where any of them is unknown, for months and for figures.
    Numbers that are not whole have one decimal.
    """

    series: PartySeries
    figure: Point
    first: date
    last: date
    stated_on: date
    size: float
    marker: Marker
    before: Marker | None = None
    growth: Increment | MonthlyIncrement | None = None
    mean: float | None = None

    @property
    def remark(self) -> str:
        """What sets a figure apart, as the chart's card says it: restated, withdrawn, of one place only; else empty."""
        return text_of(self.figure, self.marker, self.before)[4]

    @property
    def is_daily(self) -> bool:
        return isinstance(self.growth, Increment)

    @property
    def older(self) -> Point:
        """The total that was subtracted, or the first used in the month."""
        return self.growth.older

    @property
    def count(self) -> float:
        """New in all of the known days."""
        return rounded(self.growth.count)

    @property
    def a_day(self) -> float:
        """The mean over the known days."""
        return rounded(self.growth.count / self.growth.known)


def rows_of(drawings: Iterable[Drawing], first: date | None) -> Iterator[TimelineRow]:
    """A row for each marker on the drawings that ends on the day ``first`` or later; None for all.

    A line enters at the left edge from a total before it, which the reader has not asked for.
    """
    for drawing in drawings:
        for line in drawing.lines:
            # Lines have no means where steps would only repeat a longer gap's; the rows have them all.
            means = dict(weekly_means(daily_increments(line.series.points)[0])) if drawing.mode == "daily" else {}
            for before, marker in zip([None, *line.markers], line.markers, strict=False):
                if first is not None and marker.day < first:
                    continue
                of, place = marker.of, (marker.first, marker.day, marker.of.stated_on, marker.size, marker)
                if isinstance(of, Point):
                    yield TimelineRow(line.series, of, *place, before=before)
                else:
                    mean = means.get(of.last)
                    mean = None if mean is None else rounded(mean)
                    yield TimelineRow(line.series, of.newer, *place, growth=of, mean=mean)


def in_order(
    rows: Iterable[TimelineRow], sort: str, parties: Sequence[str], measures: Sequence[str]
) -> list[TimelineRow]:
    """Sorted by one of ``SORTS``; what is alike stands newest first, then in the order of ``parties`` and ``measures``.

    These are slugs; sorting by party or measure is by their places there.
    """
    place_of_party = {slug: at for at, slug in enumerate(parties)}
    place_of_measure = {slug: at for at, slug in enumerate(measures)}
    keys: dict[str, Callable[[TimelineRow], object]] = {
        "as_of": lambda row: row.last,
        "party": lambda row: place_of_party[row.series.party],
        "measure": lambda row: place_of_measure[row.series.measure],
        "size": lambda row: row.size,
        "stated_on": lambda row: row.stated_on,
    }
    # Each pass keeps the order of the one before where its own key is alike. What is new stands before a party's own
    # average of the same days.
    ordered = list(rows)[::-1]
    ordered.sort(key=lambda row: row.growth is None)
    ordered.sort(key=lambda row: (place_of_party[row.series.party], place_of_measure[row.series.measure]))
    ordered.sort(key=lambda row: (row.last, row.stated_on), reverse=True)
    if sort != NEWEST_FIRST:
        ordered.sort(key=keys[sort.removeprefix("-")], reverse=sort.startswith("-"))
    return ordered
