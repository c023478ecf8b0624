"""What a timeline is drawn of: one party's figures of one measure, in the order of the days they are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from reports.rules.hedges import HedgedNumber, in_words
from reports.rules.intervals import interval_of
from reports.rules.staleness import STALE_DAYS, is_stale, usual_pace


class Point(NamedTuple):
    """One figure on a timeline. Of ``low``, ``best`` and ``high`` (counts) those are None that the party did not give.

    ``begins`` is the first day counted, None where nobody said. ``limits`` and ``scope_note`` say what
    keeps it from being a running total of the whole theatre, and are empty for one that is. ``revises`` is whether its
    report corrects an earlier one of the party's; ``withdrawn_on`` the day on which the party took it back, or None.
    ``origin`` is the first day that a running total counts, where that is another than the conflict's; else None.
    ``unit`` is people, items or percent. ``publisher`` is that of its first source, the party's own channel where one
    is cited; ``sources`` counts them all; empty and 0 where they were not read.

    A tuple, because a page may hold 26,000 of them and they are made three times as fast as frozen dataclasses.
    """

    figure: str
    unit: str
    qualifier: str
    low: int | None
    best: int | None
    high: int | None
    begins: date | None
    as_of: date
    stated_on: date
    basis: str
    scope: str
    limits: str
    scope_note: str
    revises: bool
    withdrawn_on: date | None
    publisher: str
    sources: int
    origin: date | None = None

    @property
    def number(self) -> HedgedNumber:
        """In the party's words. Made when asked for: a picture of 20,000 points asks for few of them."""
        return in_words(self.qualifier, self.low, self.best, self.high, self.unit)

    @property
    def size(self) -> int:
        """The number by which it is drawn and sorted: the one given; of a range the best named, else its lower end."""
        # Asked for thousands of times a page: an expression with a loop in it takes five times as long.
        return self.best if self.best is not None else self.low if self.low is not None else self.high

    @property
    def is_total(self) -> bool:
        """Whether it is a running total of the whole theatre."""
        return not self.limits


@dataclass(frozen=True, slots=True)
class Series:
    """One party's figures of one measure.

    ``points`` are its running totals of the whole theatre, ``beside`` its other figures; both by the day they are
    about. ``is_undefined`` is whether nobody knows just what its measure counts.
    """

    party: str
    measure: str
    party_name: str
    measure_name: str
    is_undefined: bool
    points: tuple[Point, ...]
    beside: tuple[Point, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.party_name}, {self.measure_name.lower()}"


def has_fallen(older: Point, newer: Point) -> bool:
    """Whether a party's running total fell, which a running total cannot: it was restated, or contradicts itself.

    Between totals of one hedge a lower number is a fall; between others only where the two cannot both be true, as the
    rules read them: about 48,000 may be 47,986. Totals that are counted from different days are not the same total.
    """
    if older.origin != newer.origin:
        return False
    if older.qualifier == newer.qualifier and newer.qualifier not in ("up_to", "fewer_than", "range"):
        return newer.size < older.size
    lower = interval_of(older.qualifier, older.low, older.best, older.high).low
    upper = interval_of(newer.qualifier, newer.low, newer.best, newer.high).high
    return upper is not None and upper < lower


def is_same_number(older: Point, newer: Point) -> bool:
    """Whether the two say the same, hedge and first day included."""
    return (older.qualifier, older.low, older.best, older.high, older.origin) == (
        newer.qualifier,
        newer.low,
        newer.best,
        newer.high,
        newer.origin,
    )


LINE_POINTS, LINE_GAP = 12, 7

# Places in a series: the first of a stretch, and one after its last.
Stretch = tuple[int, int]


def stretches(days: Sequence[date]) -> tuple[list[Stretch], list[int]]:
    """The stretches of ``days`` (sorted) that are drawn as a line, and the places of all other points.

    >>> from datetime import timedelta
    >>> daily = [date(2022, 3, 1) + timedelta(days=day) for day in range(20)]
    >>> stretches([*daily, date(2022, 6, 1)])
    ([(0, 20)], [20])
    """
    lines, single = [], []
    for first, after in _between_silences(days):
        gaps = [(later - earlier).days for earlier, later in pairwise(days[first:after])]
        if after - first >= LINE_POINTS and median(gaps) <= LINE_GAP:
            lines.append((first, after))
        else:
            single += range(first, after)
    return lines, single


def is_silent(days: Sequence[date], at: date) -> bool:
    """Whether the newest of ``days`` (sorted, at least one) is stale on the day ``at``."""
    return is_stale((at - days[-1]).days, usual_pace(days))


def _between_silences(days: Sequence[date]) -> list[Stretch]:
    # Judged by the pace that was usual until then. Only a gap that may be stale is worth the reckoning.
    gaps = enumerate(((later - earlier).days for earlier, later in pairwise(days)), 1)
    ends = [at for at, gap in gaps if gap > STALE_DAYS and is_stale(gap, usual_pace(days[:at]))]
    edges = [0, *ends, len(days)]
    return [(first, after) for first, after in pairwise(edges) if first < after]
