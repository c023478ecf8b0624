"""When a figure is too old to speak for a day (DESIGN.md, section 3, *stale*)."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise
from statistics import median

from .claims import Claim

STALE_DAYS, STALE_PACES = 14, 2
# A pace is usual when it is kept: the newest of a party's figures count, and two gaps are the fewest to speak of one.
PACE_FIGURES = 20


def usual_pace(days: Iterable[date]) -> float | None:
    """Days from one figure to the next, at the median, of a party's figures about ``days``.

    None for fewer than three different days: one gap is no habit.

    >>> usual_pace([date(2022, 3, 2), date(2022, 3, 25)]) is None
    True
    >>> usual_pace([date(2022, 3, 2), date(2022, 3, 25), date(2022, 9, 21)])
    101.5
    """
    newest = sorted(set(days))[-PACE_FIGURES:]
    if len(newest) < 3:
        return None
    return median((later - earlier).days for earlier, later in pairwise(newest))


def is_stale(age: int, pace: float | None) -> bool:
    """Whether a figure of that age in days is stale, of a party with that usual pace (None if it has none).

    Rule: older than 14 days and than twice its party's usual pace for that measure.

    >>> is_stale(24, None), is_stale(24, 101.5), is_stale(14, 1)
    (True, False, False)
    """
    return age > STALE_DAYS and (pace is None or age > STALE_PACES * pace)


def is_stale_claim(claim: Claim, day: date, days_of: Callable[[Claim], Iterable[date]]) -> bool:
    """Whether a claim, or any part of a sum, is too old to speak for ``day``.

    ``days_of`` gives the days of a claim's party's figures of its measure; those after ``day`` do not count.

    >>> from reports.rules.examples import NATO
    >>> [is_stale_claim(NATO, date(2022, 4, day), lambda claim: []) for day in (6, 7)]
    [False, True]
    """
    return any(
        (age := (day - part.as_of).days) > STALE_DAYS
        and is_stale(age, usual_pace(as_of for as_of in days_of(part) if as_of <= day))
        for part in claim.parts or (claim,)
    )
