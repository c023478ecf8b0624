"""What is usual for a running total: how far it rises in a day, and for how long it stands still (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from .given import Given

__all__ = ["Steps", "days_between", "is_unusual", "largest_fall", "longest_run", "run_length", "usual_steps"]

# One rise is no habit: two are the fewest to speak of a usual one, as two gaps are of a usual pace.
LEAST = 2
TIMES = 3


@dataclass(frozen=True, slots=True)
class Steps:
    """How far a total rises in a day: at the median, and at most."""

    usual: float
    largest: float


def days_between(earlier: Given, later: Given) -> int:
    """Days that a step took; two figures about one day are a day apart."""
    return max((later.as_of - earlier.as_of).days, 1)


def usual_steps(before: Sequence[Given]) -> Steps | None:
    """Of a party's newest figures of one series, oldest first; None for fewer than two rises.

    Rule: each rise is divided by the days it took, so that a missed bulletin makes no large step. Days without a rise
    do not count: of what is lost rarely (aircraft, ships) the usual rise would be none, and every loss unusual.
    """
    rises = [
        (later.value - earlier.value) / days_between(earlier, later)
        for earlier, later in pairwise(before)
        if later.value > earlier.value
    ]
    return Steps(median(rises), max(rises)) if len(rises) >= LEAST else None


def is_unusual(value: int, day_of: Given, before: Sequence[Given], steps: Steps | None) -> bool | None:
    """Whether a total of ``value`` as of the day of ``day_of`` would be an unusual step; None where nothing is usual.

    Rule: more than three times the usual step, and more than any of the steps that made the usual one: offensives come
    in waves, and what the same party gave a few weeks ago surprises nobody. A fall is unusual.
    """
    last = before[-1]
    if value < last.value:
        return True
    if steps is None:
        return None
    rate = (value - last.value) / days_between(last, day_of)
    return rate > TIMES * steps.usual and rate > steps.largest


def largest_fall(before: Sequence[Given]) -> int:
    """The farthest that the total fell in one step; 0 or less if it never did.

    >>> largest_fall([])
    0
    """
    return max((earlier.value - later.value for earlier, later in pairwise(before)), default=0)


def run_length(before: Sequence[Given], value: int) -> int:
    """How many figures running, the newest included, a party would have given ``value`` with one more of it."""
    length = 1
    for each in reversed(before):
        if each.value != value:
            break
        length += 1
    return length


def longest_run(before: Sequence[Given]) -> int | None:
    """The most figures running that had one number, before the number that stands; None for fewer than two changes.

    The oldest run may have begun before what is looked at; it counts with what is seen of it.
    """
    runs = [len(list(same)) for _, same in groupby(before, key=lambda each: each.value)]
    return max(runs[:-1]) if len(runs) > LEAST else None
