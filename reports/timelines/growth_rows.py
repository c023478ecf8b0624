"""New a day and new a month as rows, for the table and the files (no queries)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .cumulative import Frame
from .months import Month, new_a_month
from .new_counts import New, new_a_day, refusal_of, rounded, weekly_means
from .points import Series


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
