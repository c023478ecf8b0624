"""What a reading of a number is, and what it says about another day (DESIGN.md, section 3).

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
