"""Where the axis of days has its ticks, by the rule by which plotly.js finds them: the picture agrees (no queries).

Rule: a chart has a tick a 80 pixels, from 5 to 10 in all; the step between them is rounded up to 1, 2, 3, 7 or 14 days
from a Sunday, 1, 2, 3 or 6 months, or 1, 2, 5 or 10 years.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

# How many ticks a chart may have: fewest where it is narrow, most from 720 pixels on.
FEWEST, MOST = 5, 10
# What one of many small charts is told to have at most.
SMALL = 4
_DAYS, _MONTHS, _YEARS = (1, 2, 3, 7, 14), (1, 2, 3, 6), (1, 2, 5, 10, 20, 50)
_SUNDAY = date(2000, 1, 2)
_MONTH, _YEAR = 30.4375, 365.25


@dataclass(frozen=True, slots=True)
class DayTick:
    """``text`` and, on a line below it, ``under``: the year, at the first tick of each where the text has none."""

    day: date
    text: str
    under: str = ""


def day_ticks(first: date, last: date, most: int) -> tuple[DayTick, ...]:
    """The ticks between two days of a chart that has room for ``most`` of them.

    >>> [str(tick.day) for tick in day_ticks(date(2022, 2, 24), date(2026, 11, 22), 5)]
    ['2023-01-01', '2024-01-01', '2025-01-01', '2026-01-01']
    >>> [str(tick.day) for tick in day_ticks(date(2022, 2, 24), date(2022, 3, 20), 5)]
    ['2022-02-27', '2022-03-06', '2022-03-13', '2022-03-20']
    """
    rough = (last - first).days / most
    if 2 * rough <= _MONTH:
        return _dated(_each_days(first, last, _up(rough, _DAYS)))
    if 2 * rough <= _YEAR:
        months = _each_months(first, last, _up(rough / _MONTH, _MONTHS))
        return tuple(DayTick(day, date_format(day, "M Y")) for day in months)
    years = _each_months(first, last, 12 * _up(rough / _YEAR, _YEARS))
    return tuple(DayTick(day, date_format(day, "Y")) for day in years)


def _up(least: float, steps: tuple[int, ...]) -> int:
    return next((step for step in steps if step >= least), steps[-1])


def _each_days(first: date, last: date, step: int) -> list[date]:
    day = first + timedelta(days=-(first - _SUNDAY).days % step)
    return [day + timedelta(days=at) for at in range(0, (last - day).days + 1, step)]


def _each_months(first: date, last: date, step: int) -> list[date]:
    """The first of every ``step`` months, counted from January 2000."""
    begins = 12 * first.year + first.month - 1 + (first.day > 1)
    places = range(begins + (12 * 2000 - begins) % step, 12 * last.year + last.month, step)
    return [date(place // 12, place % 12 + 1, 1) for place in places]


def _dated(days: list[date]) -> tuple[DayTick, ...]:
    years = [day.year for day in days]
    return tuple(
        DayTick(day, date_format(day, "j M"), str(day.year) if day.year != before else "")
        for day, before in zip(days, [None, *years], strict=False)
    )
