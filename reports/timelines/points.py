"""What a timeline is drawn of: one party's figures of one measure, in the order of the days they are about."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from reports.rules.hedges import HedgedNumber, in_words


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
