"""How a hedged number is read, and what it says about another day (DESIGN.md, section 3).

Readings serve the rules alone. Pages show the party's own words, and no margin that nobody stated.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Interval:
    """The whole numbers from ``low`` to ``high``, both included; ``high`` is None where there is no upper end."""

    low: int
    high: int | None = None

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError(f"No count lies from {self.low} to {self.high}.")

    def __contains__(self, count: int) -> bool:
        return self.low <= count and (self.high is None or count <= self.high)

    def meets(self, other: "Interval") -> bool:
        """Whether some number lies in both.

        >>> Interval(1351, 1351).meets(Interval(7000))
        False
        """
        return (self.high is None or other.low <= self.high) and (other.high is None or self.low <= other.high)

    def can_be_at_most(self, other: "Interval") -> bool:
        """Whether some number of this one is no larger than some number of the other.

        >>> Interval(5176, 5176).can_be_at_most(Interval(30000, 40000))
        True
        """
        return other.high is None or self.low <= other.high


def last_digit_unit(count: int) -> int:
    """The unit of the last non-zero digit of a count; 1 for zero, which is not rounded to anything.

    >>> last_digit_unit(20600), last_digit_unit(4005), last_digit_unit(0)
    (100, 1, 1)
    """
    unit = 1
    while count and count % (unit * 10) == 0:
        unit *= 10
    return unit


def interval_of(qualifier: str, low: int | None, best: int | None, high: int | None) -> Interval:
    """Read a hedged number. Raises KeyError for an unknown qualifier.

    Rule: exact b is [b, b]; about b is b ± half a unit of its last non-zero digit; at least b is [b, ∞), more than b
    [b+1, ∞), up to b [0, b], fewer than b [0, b−1]; a range is [low, high].

    >>> interval_of("about", None, 20600, None)
    Interval(low=20550, high=20650)
    >>> interval_of("more_than", 450, None, None)
    Interval(low=451, high=None)
    >>> interval_of("fewer_than", None, None, 0)
    Traceback (most recent call last):
        ...
    ValueError: No count lies from 0 to -1.
    """
    match qualifier:
        case "exact":
            return Interval(best, best)
        case "about":
            half = last_digit_unit(best) // 2
            return Interval(best - half, best + half)
        case "at_least":
            return Interval(low)
        case "more_than":
            return Interval(low + 1)
        case "up_to":
            return Interval(0, high)
        case "fewer_than":
            return Interval(0, high - 1)
        case "range":
            return Interval(low, high)
    raise KeyError(qualifier)


def stated_interval(qualifier: str, low: int | None, best: int | None, high: int | None) -> Interval:
    """The same without the margin that the rules give to an "about", for which nobody stated one.

    >>> stated_interval("about", None, 20600, None)
    Interval(low=20600, high=20600)
    """
    return interval_of("exact" if qualifier == "about" else qualifier, low, best, high)


def carried(interval: Interval, as_of: date, day: date) -> Interval:
    """What a running total as of one day says about another.

    Rule: a cumulative count cannot fall, so about a later day a total [l, u] says only "at least l", about an earlier
    one only "at most u".

    >>> carried(Interval(7000, 15000), date(2022, 3, 23), date(2022, 3, 25))
    Interval(low=7000, high=None)
    >>> carried(Interval(7000, 15000), date(2022, 3, 23), date(2022, 3, 1))
    Interval(low=0, high=15000)
    """
    if day > as_of:
        return Interval(interval.low)
    if day < as_of:
        return Interval(0, interval.high)
    return interval


def sum_of_intervals(parts: Iterable[Interval]) -> Interval:
    """What a sum may be, each of its parts lying in its interval.

    >>> sum_of_intervals([Interval(1351, 1351), Interval(3825)])
    Interval(low=5176, high=None)
    """
    lows, highs = zip(*((part.low, part.high) for part in parts), strict=True)
    return Interval(sum(lows), None if None in highs else sum(highs))
