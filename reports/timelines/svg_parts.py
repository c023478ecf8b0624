"""What a picture of a timeline is made of, with every place worked out: picture.html only writes it down (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from django.utils.formats import date_format

# The field in which lines are drawn, in units: the browser stretches it to the size of the chart.
WIDTH, HEIGHT = 1100, 400


@dataclass(frozen=True, slots=True)
class Tick:
    """``at`` is a percentage, as are all places here: from the left, or from the top."""

    at: str
    text: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class DayAxis:
    """The ticks of charts that have room for ``rooms`` many (such as "n5 n6"); for any if empty.

    ``strokes`` is a path, as those of lines.
    """

    rooms: str
    ticks: list[Tick]
    strokes: str


@dataclass(frozen=True, slots=True)
class Line:
    """``path`` is in the units of the field."""

    path: str
    dash: str
    is_thin: bool


@dataclass(frozen=True, slots=True)
class Use:
    """A mark by its ``name`` in marks.py, at a place."""

    name: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line between two places: the stem of a range where ``is_bar``, else a stretch of days."""

    x1: str
    x2: str
    y1: str
    y2: str
    is_bar: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What is drawn of one track. ``bars`` and ``light_bars``, of months not wholly known, are paths as of lines;
    ``is_striped`` is whether they are of an undefined measure.

    ``density`` is that of its marks, from 0 to 1.
    """

    colour: str
    density: float
    lines: list[Line]
    bars: str
    light_bars: str
    is_striped: bool
    strokes: list[Stroke]
    uses: list[Use]
    ends: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Label:
    """Two lines of text beside a place; ``anchor`` is which end of them stands there.

    ``is_for_wide`` is whether only a wide chart has room for it, as of the numbers of events.
    """

    x: str
    y: str
    anchor: str
    colour: str
    above: str
    below: str
    is_for_wide: bool


@dataclass(frozen=True, slots=True)
class EventMark:
    """The number of an event; ``is_for_wide`` is whether only a wide chart has room for it."""

    at: str
    number: int
    is_for_wide: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with every place worked out. ``title`` and ``description`` are for readers who do not see it.

    ``widest`` is the longest number on the axis of heights, which makes room for itself; ``is_two_lined`` is whether
    the axis of days needs two lines of text. ``grid`` and ``event_lines`` are paths, as those of lines.
    """

    title: str
    description: str
    widest: str
    heights: list[Tick]
    days: list[DayAxis]
    is_two_lined: bool
    grid: str
    event_lines: str
    events: list[EventMark]
    tracks: list[Shown]
    labels: list[Label]
    width: int = WIDTH
    height: int = HEIGHT


# Across and down from the top left, in units of the field.
Place = tuple[int, int]
# The same from 0 at the left to 1 at the right, and from 0 at the bottom to 1; None where the scale has no such height.
Spot = tuple[float, float | None]


def in_field(spots: Iterable[Spot]) -> list[list[Place]]:
    """Their places in the field, in a list for each run without a gap."""
    runs = groupby(spots, key=lambda spot: spot[1] is not None)
    return [
        [(round(across * WIDTH), round((1 - up) * HEIGHT)) for across, up in run] for is_drawn, run in runs if is_drawn
    ]


def thinned_steps(places: Sequence[Place], step: int) -> list[Place]:
    """About one place every ``step`` units; with the first and the last, the highest and the lowest, and every fall."""
    highest, lowest = _extremes(places)
    last = len(places) - 1
    kept, edge = [], places[0][0]
    for at, (across, down) in enumerate(places):
        falls = at > 0 and down > places[at - 1][1]
        if at in (0, last, highest, lowest) or falls or across >= edge:
            # What stood before a fall is kept with it: else the fall would look smaller.
            if falls and kept[-1] != places[at - 1]:
                kept.append(places[at - 1])
            kept.append((across, down))
            edge = across + step
    return kept


def thinned_peaks(places: Sequence[Place], step: int) -> list[Place]:
    """The same for numbers that rise and fall daily: of every two ``step`` units the highest and the lowest."""
    kept = [places[0]]
    for _stretch, run in groupby(range(1, len(places)), key=lambda at: places[at][0] // (2 * step)):
        stretch = list(run)
        ends = {min(stretch, key=lambda at: places[at][1]), max(stretch, key=lambda at: places[at][1])}
        kept += [places[at] for at in sorted(ends)]
    return kept if kept[-1] == places[-1] else [*kept, places[-1]]


def _extremes(places: Sequence[Place]) -> tuple[int, int]:
    order = sorted(range(len(places)), key=lambda at: places[at][1])
    return order[0], order[-1]


def steps_path(places: Sequence[Place]) -> str:
    """Each height stands until the next place.

    >>> steps_path([(0, 400), (2, 400), (4, 390), (6, 380)])
    'M0 400h4v-10h2v-10'
    """
    path, (across, down) = [_move(places[0])], places[0]
    for there, height in places[1:]:
        if height != down:
            path += [_by("h", there - across), _by("v", height - down)]
            across, down = there, height
    return "".join([*path, _by("h", places[-1][0] - across)])


def steps_back_path(places: Sequence[Place]) -> str:
    """Each height stands since the place before.

    >>> steps_back_path([(0, 400), (2, 390), (4, 390)])
    'M0 400v-10h4'
    """
    path, (across, down) = [_move(places[0])], places[0]
    for (before, _height), (_there, height) in pairwise(places):
        if height != down:
            path += [_by("h", before - across), _by("v", height - down)]
            across, down = before, height
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
