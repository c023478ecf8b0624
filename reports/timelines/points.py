"""What a timeline is drawn of: one party's figures of one measure, in the order of the days they are about (pure).

Also where such a series fell, where it is a line and where it is single marks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from reports.rules.number import Number
from reports.rules.series import Series
from reports.rules.staleness import STALE_DAYS, is_stale, usual_pace

# Rule (DESIGN.md, section 3, *stale*): a silence longer than 14 days and than twice the party's usual pace ends a line.
# A run between silences is a line if it has at least 12 points, half of them within 7 days of the last.
LINE_POINTS, LINE_GAP = 12, 7

# Places in a series: the first of a run, and one after its last.
Run = tuple[int, int]


class Point(NamedTuple):
    """One figure (by its slug) on a timeline.

    ``begins`` is the first day counted as the party named it, or None; ``origin`` the same of a running total that
    counts from another day than the conflict's, else None. ``limits`` and ``scope_note`` say in words what keeps it
    from being a running total of the whole theatre. ``revises`` is whether its report corrects an earlier one of the
    party's; ``withdrawn_on`` the day on which the party took it back, or None. ``publisher`` is that of its first
    source, the party's own channel where one is cited; ``sources`` counts them all; empty and 0 where not read.

    A tuple, because a page may hold 26,000 of them and they are made three times as fast as frozen dataclasses.
    """

    figure: str
    series: Series
    number: Number
    begins: date | None
    as_of: date
    stated_on: date
    limits: str
    scope_note: str
    revises: bool
    withdrawn_on: date | None
    publisher: str = ""
    sources: int = 0
    origin: date | None = None

    @property
    def is_total(self) -> bool:
        """Whether it is a running total of the whole theatre."""
        return not self.limits

    @property
    def is_whole(self) -> bool:
        """Whether it is about the whole theatre."""
        return self.series.scope == "theatre"


@dataclass(frozen=True, slots=True)
class PartySeries:
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
    rules read them: about 48,000 may be 47,986, and an interval with a level has no hard ends. Totals that are counted
    from different days are not the same total.
    """
    if older.series != newer.series:
        return False
    if older.number.qualifier == newer.number.qualifier and newer.number.qualifier not in (
        "up_to",
        "fewer_than",
        "range",
    ):
        return newer.number.size < older.number.size
    upper = newer.number.surely.high
    return upper is not None and upper < older.number.surely.low


def is_same_number(older: Point, newer: Point) -> bool:
    """Whether the two say the same, hedge and first day included."""
    return older.series == newer.series and older.number == newer.number


def runs_of(days: Sequence[date]) -> tuple[list[Run], list[int]]:
    """The runs of ``days`` (sorted) that are drawn as a line, and the places of all other points.

    >>> from datetime import timedelta
    >>> daily = [date(2022, 3, 1) + timedelta(days=day) for day in range(20)]
    >>> runs_of([*daily, date(2022, 6, 1)])
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


def _between_silences(days: Sequence[date]) -> list[Run]:
    # Judged by the pace that was usual until then. Only a gap that may be stale is worth the reckoning.
    gaps = enumerate(((later - earlier).days for earlier, later in pairwise(days)), 1)
    ends = [at for at, gap in gaps if gap > STALE_DAYS and is_stale(gap, usual_pace(days[:at]))]
    edges = [0, *ends, len(days)]
    return [(first, after) for first, after in pairwise(edges) if first < after]
