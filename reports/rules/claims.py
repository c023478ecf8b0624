"""A figure as the rules see it: what it counts, of whom, and how its number reads (pure)."""

from dataclasses import dataclass
from datetime import date

from .counting import Counted
from .hedges import as_floor, grouped
from .intervals import Interval


@dataclass(frozen=True, slots=True)
class Origin:
    """A party whose data a report used. ``side`` is its side's key as text, empty for none."""

    party: str
    name: str
    side: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure, or the sum of some figures of one report.

    ``figure`` is the record's slug, empty for a sum, whose ``parts`` are the figures that it adds up.
    ``subjects`` are the slugs of the subject and of the larger ones it is part of, the smallest first. ``number`` is
    what pages show; ``interval`` is how the rules read it, ``stated`` the same without the margin of an "about", which
    nobody stated: ratios are taken of it. ``start`` is the first day counted, None if not given. ``drew_on`` are the
    parties whose data its report used; ``side`` is the key of its own party's side as text, empty for none.
    """

    figure: str
    report: str
    party: str
    party_name: str
    subjects: tuple[str, ...]
    subject_name: str
    measure: str
    measure_name: str
    family: str
    counted: Counted
    qualifier: str
    number: str
    interval: Interval
    stated: Interval
    as_of: date
    stated_on: date
    start: date | None = None
    basis: str = "cumulative"
    scope: str = "theatre"
    scope_note: str = ""
    side: str = ""
    drew_on: tuple[Origin, ...] = ()
    parts: tuple["Claim", ...] = ()

    @property
    def is_derived(self) -> bool:
        """Whether it is a sum: no party stated it.

        >>> from reports.rules.examples import RUSSIA
        >>> RUSSIA.is_derived
        False
        """
        return bool(self.parts)

    @property
    def is_about(self) -> bool:
        """Whether the party said "about" of its number, or of any that it is the sum of.

        >>> from reports.rules.examples import GENERAL_STAFF, NATO
        >>> GENERAL_STAFF.is_about, NATO.is_about
        (True, False)
        """
        return self.qualifier == "about" or any(part.is_about for part in self.parts)

    @property
    def later(self) -> str:
        """What it still says of a later day; empty where it has no lower end.

        >>> from reports.rules.examples import GENERAL_STAFF, NATO
        >>> NATO.later, GENERAL_STAFF.later
        ('at least 7,000', 'at least about 16,100')
        """
        if self.qualifier in ("at_least", "more_than"):
            return self.number
        low, high = self.stated.low, self.stated.high
        floor = as_floor(self.qualifier, low, low, high, self.counted.unit)
        return floor.replace("at least ", "at least about ") if self.is_about and self.qualifier == "range" else floor

    @property
    def earlier(self) -> str:
        """What it says of an earlier day; empty where it has no upper end.

        >>> from reports.rules.examples import MEDIAZONA, NATO
        >>> NATO.earlier, MEDIAZONA.earlier
        ('at most 15,000', '')
        """
        if self.stated.high is None:
            return ""
        if self.qualifier in ("up_to", "fewer_than"):
            return self.number
        return f"at most {'about ' if self.is_about else ''}{grouped(self.stated.high)}"

    @property
    def words(self) -> str:
        """The number with what it counts.

        >>> from reports.rules.examples import RUSSIA
        >>> RUSSIA.words
        '1,351 killed'
        """
        return f"{self.number} {self.measure_name[:1].lower()}{self.measure_name[1:]}"
