"""Where a series is a line, where it is marks, and where its party fell silent (pure).

Rule (DESIGN.md, section 3, *stale*): a silence longer than 14 days and than twice the party's usual pace ends a line.
A stretch between silences is a line if it has at least 12 points, half of them within 7 days of the last.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from statistics import median

from reports.rules.staleness import STALE_DAYS, is_stale, usual_pace

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
