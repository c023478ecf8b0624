"""The days on which each party spoke, as thin strips over the days of a timeline (no queries)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .calendars import coverage_in_words
from .coverage import Coverage


@dataclass(frozen=True, slots=True)
class Strip:
    """One party. ``path`` is in a field of a unit a day across, one unit high; ``spoken`` of ``days`` days it spoke."""

    name: str
    colour: str
    path: str
    spoken: int
    days: int
    words: str


@dataclass(frozen=True, slots=True)
class Strips:
    """Strips from the day ``first`` to ``last``, ``width`` days wide."""

    first: date
    last: date
    width: int
    each: tuple[Strip, ...]


def strips_of(
    parties: Sequence[tuple[str, str]],
    coverages: Mapping[str, Coverage],
    colours: Mapping[str, str],
    first: date,
    last: date,
) -> Strips:
    """``parties`` are slugs and names, in order; ``coverages`` and ``colours`` are by slug.

    A timeline goes from the middle of its first day to the middle of its last; so does the field.
    """
    found = []
    for party, name in parties:
        within = coverages[party].between(first, last)
        if within.days > 0:
            path = _path(within.counts, first)
            found.append(Strip(name, colours[party], path, within.spoken, within.days, coverage_in_words(within)))
    return Strips(first, last, max((last - first).days, 1), tuple(found))


def _path(days: Iterable[date], first: date) -> str:
    """A box for each run of days."""
    boxes = []
    for start, length in _runs(days):
        left = (start - first).days - 0.5
        boxes.append(f"M{left:g} 0h{length}v1h-{length}z")
    return "".join(boxes)


def _runs(days: Iterable[date]) -> list[tuple[date, int]]:
    """Days that follow each other: the first, and how many.

    >>> _runs([date(2022, 3, 2), date(2022, 3, 1), date(2022, 3, 5)])
    [(datetime.date(2022, 3, 1), 2), (datetime.date(2022, 3, 5), 1)]
    """
    found: list[tuple[date, int]] = []
    for day in sorted(days):
        if found and day - found[-1][0] == timedelta(days=found[-1][1]):
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((day, 1))
    return found
