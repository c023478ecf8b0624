"""Parts of a timeline's SVG: lines as paths, thinned to what can be seen, and ticks of the axis of days (no queries).

A path is drawn in a field of WIDTH by HEIGHT units that the browser stretches to the size of the chart.

An axis has its ticks where plotly.js finds them, so that picture and chart agree. Rule: a chart has a tick a 80 pixels,
from 5 to 10 in all; the step between them is rounded up to 1, 2, 3, 7 or 14 days from a Sunday, 1, 2, 3 or 6 months, or
1, 2, 5 or 10 years.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise

from django.utils.formats import date_format

WIDTH, HEIGHT = 1100, 400

# Across and down from the top left, in units of the field.
Place = tuple[int, int]
# The same from 0 at the left to 1 at the right, and from 0 at the bottom to 1; None where the scale has no such height.
Share = tuple[float, float | None]


def in_field(shares: Iterable[Share]) -> list[list[Place]]:
    """Their places in the field, in a list for each run without a gap."""
    runs = groupby(shares, key=lambda share: share[1] is not None)
    return [
        [(round(across * WIDTH), round((1 - up) * HEIGHT)) for across, up in run] for is_drawn, run in runs if is_drawn
    ]


def thinned_steps(places: Sequence[Place], step: int) -> list[Place]:
    """About one place every ``step`` units; with the first and the last, the highest and the lowest, and every fall."""
    highest, lowest = _extremes(places)
    last = len(places) - 1
    thinned, edge = [], places[0][0]
    for at, (across, down) in enumerate(places):
        falls = at > 0 and down > places[at - 1][1]
        if at in (0, last, highest, lowest) or falls or across >= edge:
            # What stood before a fall is kept with it: else the fall would look smaller.
            if falls and thinned[-1] != places[at - 1]:
                thinned.append(places[at - 1])
            thinned.append((across, down))
            edge = across + step
    return thinned


def thinned_peaks(places: Sequence[Place], step: int) -> list[Place]:
    """The same for numbers that rise and fall daily: of every two ``step`` units the highest and the lowest."""
    thinned = [places[0]]
    for _stretch, run in groupby(range(1, len(places)), key=lambda at: places[at][0] // (2 * step)):
        stretch = list(run)
        ends = {min(stretch, key=lambda at: places[at][1]), max(stretch, key=lambda at: places[at][1])}
        thinned += [places[at] for at in sorted(ends)]
    return thinned if thinned[-1] == places[-1] else [*thinned, places[-1]]


def _extremes(places: Sequence[Place]) -> tuple[int, int]:
    order = sorted(range(len(places)), key=lambda at: places[at][1])
    return order[0], order[-1]


def steps_path(places: Sequence[Place], *, is_back: bool = False) -> str:
    """Each height stands until the next place, or ``is_back`` since the place before.

    >>> steps_path([(0, 400), (2, 400), (4, 390), (6, 380)])
    'M0 400h4v-10h2v-10'
    >>> steps_path([(0, 400), (2, 390), (4, 390)], is_back=True)
    'M0 400v-10h4'
    """
    path, (across, down) = [_move(places[0])], places[0]
    for (before, _height), (there, height) in pairwise(places):
        if height != down:
            corner = before if is_back else there
            path += [_by("h", corner - across), _by("v", height - down)]
            across, down = corner, height
    return "".join([*path, _by("h", places[-1][0] - across)])


def straight_path(places: Sequence[Place]) -> str:
    """Places joined by straight lines.

    >>> straight_path([(0, 400), (2, 390), (4, 390)])
    'M0 400l2-10l2 0'
    """
    path, (across, down) = [_move(places[0])], places[0]
    for there, height in places[1:]:
        sign = "" if height < down else " "
        path.append(f"l{there - across}{sign}{height - down}")
        across, down = there, height
    return "".join(path)


def _move(place: Place) -> str:
    return f"M{place[0]} {place[1]}"


def _by(letter: str, length: int) -> str:
    return f"{letter}{length}" if length else ""


# How many ticks a chart may have: fewest where it is narrow, most from 720 pixels on.
FEWEST, MOST = 5, 10
# What one of many small charts is told to have at most.
SMALL = 4
_DAYS, _MONTHS, _YEARS = (1, 2, 3, 7, 14), (1, 2, 3, 6), (1, 2, 5, 10, 20, 50)
_SUNDAY = date(2000, 1, 2)
_MONTH, _YEAR = 30.4375, 365.25


# A day with its text and, on a line below it, the year: at the first tick of each year whose text has none, else empty.
DayTick = tuple[date, str, str]


def day_ticks(first: date, last: date, most: int) -> tuple[DayTick, ...]:
    """The ticks between two days of a chart that has room for ``most`` of them.

    >>> [str(day) for day, _text, _under in day_ticks(date(2022, 2, 24), date(2026, 11, 22), 5)]
    ['2023-01-01', '2024-01-01', '2025-01-01', '2026-01-01']
    >>> [str(day) for day, _text, _under in day_ticks(date(2022, 2, 24), date(2022, 3, 20), 5)]
    ['2022-02-27', '2022-03-06', '2022-03-13', '2022-03-20']
    """
    rough = (last - first).days / most
    if 2 * rough <= _MONTH:
        return _dated(_each_days(first, last, _up(rough, _DAYS)))
    if 2 * rough <= _YEAR:
        months = _each_months(first, last, _up(rough / _MONTH, _MONTHS))
        return tuple((day, date_format(day, "M Y"), "") for day in months)
    years = _each_months(first, last, 12 * _up(rough / _YEAR, _YEARS))
    return tuple((day, date_format(day, "Y"), "") for day in years)


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
        (day, date_format(day, "j M"), str(day.year) if day.year != before else "")
        for day, before in zip(days, [None, *years], strict=False)
    )
