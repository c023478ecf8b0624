"""New a day and new a month as rows, for the table and the files (no queries)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .chart_texts import text_of
from .cumulative import Frame
from .drawing import Drawing, Spot, Track
from .increments import Month, New, new_a_day, new_a_month, refusal_of, rounded, weekly_means
from .points import Point, Series


@dataclass(frozen=True, slots=True)
class GrowthRow:
    """What was new from ``first`` to ``last``, the ``days`` of a stretch between two totals, or those of a month.

    ``count`` is new in all of the ``known`` days, ``a_day`` its mean over them; ``mean`` that of the seven days that
    end on ``last``, None where any of them is unknown and for months. Numbers that are not whole have one decimal.
    ``known`` is less than ``days`` in months only. ``is_spread`` is whether any day's number is a mean over a gap
    between totals. ``older`` and ``newer`` are the figures (slugs) subtracted, of a month the first and the last used;
    ``left_out`` is how many steps between those are left out, which changed the total by ``change_left_out``.
    ``stated_on`` is the day on which all of them had been stated. ``qualifier`` is exact or about.
    """

    party: str
    party_name: str
    measure: str
    measure_name: str
    first: date
    last: date
    days: int
    known: int
    qualifier: str
    count: float
    a_day: float
    mean: float | None
    is_spread: bool
    older: str
    newer: str
    stated_on: date
    left_out: int = 0
    change_left_out: int = 0


def growth_rows(all_series: Sequence[Series], frame: Frame, mode: str) -> list[GrowthRow]:
    """The rows that a drawing of the same series and frame shows, by series and day. ``mode`` is daily or monthly."""
    return [
        row
        for series in all_series
        if not (series.is_undefined and "undefined" in frame.hidden) and refusal_of(series.points) is None
        for row in (_days(series, frame) if mode == "daily" else _months(series, frame))
    ]


def _days(series: Series, frame: Frame) -> Iterator[GrowthRow]:
    news = new_a_day(series.points).news
    means = dict(weekly_means(news))
    for new in news:
        if frame.first is None or new.last >= frame.first:
            yield _row(series, new, known=new.days, mean=means.get(new.last), is_spread=new.is_spread)


def _months(series: Series, frame: Frame) -> Iterator[GrowthRow]:
    for month in new_a_month(new_a_day(series.points), frame.first):
        yield _row(
            series,
            month,
            known=month.known,
            mean=None,
            is_spread=month.spread > 0,
            left_out=len(month.left_out),
            change_left_out=month.change_left_out,
        )


def _row(
    series: Series, of: New | Month, *, known: int, mean: float | None, is_spread: bool, **left_out: int
) -> GrowthRow:
    return GrowthRow(
        party=series.party,
        party_name=series.party_name,
        measure=series.measure,
        measure_name=series.measure_name,
        first=of.first,
        last=of.last,
        days=of.days,
        known=known,
        qualifier=of.qualifier,
        count=rounded(of.count),
        a_day=rounded(of.count / known),
        mean=None if mean is None else rounded(mean),
        is_spread=is_spread,
        older=of.older.figure,
        newer=of.newer.figure,
        stated_on=of.stated_on,
        **left_out,
    )


# What rows can be sorted by; with a minus before it the other way round.
SORTS = ("as_of", "party", "measure", "size", "stated_on")
NEWEST_FIRST = "-as_of"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure on a drawing: a total, or what stands beside it. ``before`` is the spot before it, or None."""

    track: Track
    spot: Spot
    before: Spot | None

    # A difference of totals is a NewRow.
    growth = None

    @property
    def party(self) -> str:
        return self.track.party

    @property
    def party_name(self) -> str:
        return self.track.party_name

    @property
    def measure(self) -> str:
        return self.track.measure

    @property
    def measure_name(self) -> str:
        return self.track.measure_name

    @property
    def figure(self) -> Point:
        return self.spot.of

    @property
    def first(self) -> date:
        """Its first day, where it covers a stretch of days; else the same as ``last``."""
        return self.spot.first

    @property
    def last(self) -> date:
        return self.spot.day

    @property
    def stated_on(self) -> date:
        return self.figure.stated_on

    @property
    def size(self) -> float:
        return self.spot.size

    @property
    def remark(self) -> str:
        """What sets it apart, as the chart's card says it: restated, withdrawn, of one place only; else empty."""
        return text_of(self.figure, self.spot, self.before)[4]


@dataclass(frozen=True, slots=True)
class NewRow:
    """What was new from one total to the next, or in a month: ``figure`` less ``older``."""

    growth: GrowthRow
    older: Point
    figure: Point
    is_daily: bool

    @property
    def party(self) -> str:
        return self.growth.party

    @property
    def party_name(self) -> str:
        return self.growth.party_name

    @property
    def measure(self) -> str:
        return self.growth.measure

    @property
    def measure_name(self) -> str:
        return self.growth.measure_name

    @property
    def first(self) -> date:
        return self.growth.first

    @property
    def last(self) -> date:
        return self.growth.last

    @property
    def stated_on(self) -> date:
        """The day on which all the totals that it comes from had been stated."""
        return self.growth.stated_on

    @property
    def size(self) -> float:
        """What the chart shows: new a day, of which a long gap has no more for being long; or new in the month."""
        return self.growth.a_day if self.is_daily else self.growth.count


Row = FigureRow | NewRow


def figure_rows(drawings: Iterable[Drawing], first: date | None) -> list[FigureRow]:
    """Every figure on the drawings that ends on the day ``first`` or later; None for all.

    A line enters at the left edge from a total before it, which the reader has not asked for.
    """
    return [
        FigureRow(track, spot, before)
        for drawing in drawings
        for track in drawing.tracks
        for before, spot in zip([None, *track.spots], track.spots, strict=False)
        if isinstance(spot.of, Point) and (first is None or spot.day >= first)
    ]


def new_rows(rows: Iterable[GrowthRow], all_series: Iterable[Series], *, is_daily: bool) -> list[NewRow]:
    """The same with the totals that were subtracted, which are among those of ``all_series``."""
    points = {point.figure: point for series in all_series for point in series.points}
    return [NewRow(row, points[row.older], points[row.newer], is_daily) for row in rows]


def in_order(rows: Sequence[Row], sort: str, parties: Sequence[str], measures: Sequence[str]) -> list[Row]:
    """Sorted by one of ``SORTS``; what is alike stands newest first, then in the order of ``parties`` and ``measures``.

    These are slugs; sorting by party or measure is by their places there.
    """
    place_of_party = {slug: at for at, slug in enumerate(parties)}
    place_of_measure = {slug: at for at, slug in enumerate(measures)}
    keys: dict[str, Callable[[Row], object]] = {
        "as_of": lambda row: row.last,
        "party": lambda row: place_of_party[row.party],
        "measure": lambda row: place_of_measure[row.measure],
        "size": lambda row: row.size,
        "stated_on": lambda row: row.stated_on,
    }
    # Each pass keeps the order of the one before where its own key is alike.
    found = list(rows)[::-1]
    found.sort(key=lambda row: (place_of_party[row.party], place_of_measure[row.measure]))
    found.sort(key=lambda row: (row.last, row.stated_on), reverse=True)
    if sort != NEWEST_FIRST:
        found.sort(key=keys[sort.removeprefix("-")], reverse=sort.startswith("-"))
    return found
