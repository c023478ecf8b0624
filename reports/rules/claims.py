"""A figure as the rules see it: what it counts, of whom, and how its number reads (pure)."""

from dataclasses import dataclass, field
from datetime import date

from .intervals import Interval, sum_of_intervals
from .measure_sets import Counted
from .number import Number, grouped


@dataclass(frozen=True, slots=True)
class PartyRef:
    """A party by its slug and short name. ``side`` is its side's key as text, empty for none."""

    slug: str
    name: str
    side: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure, or the sum of some figures of one report.

    ``figure`` is the record's slug, empty for a sum, whose ``parts`` are the figures that it adds up.
    ``subjects`` are the slugs of the subject and of the larger ones it is part of, the smallest first. ``interval`` is
    how the rules read the number, ``stated`` the same without the margin of an "about" or a "nearly", which nobody
    stated: ratios are taken of it; ``surely`` what nothing can lie outside, since an interval with a level has no hard
    ends. Of a sum each is the sum of its parts' intervals. It ``is_about`` where the party said "about" or "nearly" of
    it, or of any part of a sum; ``number_text`` is the number as people read it, of such a sum with "about" beside its
    own hedge ("at least about 900"). ``start`` is the first day counted, None if not given. ``drew_on`` are the parties
    whose data its report used; ``side`` is that of its own party.
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
    number: Number
    as_of: date
    stated_on: date
    start: date | None = None
    basis: str = "cumulative"
    scope: str = "theatre"
    scope_note: str = ""
    side: str = ""
    drew_on: tuple[PartyRef, ...] = ()
    parts: tuple["Claim", ...] = ()
    interval: Interval = field(init=False, repr=False, compare=False)
    stated: Interval = field(init=False, repr=False, compare=False)
    surely: Interval = field(init=False, repr=False, compare=False)
    is_about: bool = field(init=False, repr=False, compare=False)
    number_text: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """What follows from the number is computed once: each verdict asks for it several times."""
        if self.parts:
            interval = sum_of_intervals(part.interval for part in self.parts)
            stated = sum_of_intervals(part.stated for part in self.parts)
            surely = sum_of_intervals(part.surely for part in self.parts)
        else:
            interval, stated, surely = self.number.interval, self.number.stated, self.number.surely
        object.__setattr__(self, "interval", interval)
        object.__setattr__(self, "stated", stated)
        object.__setattr__(self, "surely", surely)
        number = self.number
        is_about = number.is_rounded or any(part.is_about for part in self.parts)
        hedges_twice = is_about and not number.is_rounded
        text = " ".join(filter(None, (number.hedge, "about", number.digits))) if hedges_twice else str(number)
        object.__setattr__(self, "is_about", is_about)
        object.__setattr__(self, "number_text", text)

    @property
    def is_derived(self) -> bool:
        """Whether it is a sum: no party stated it.

        >>> from reports.rules.examples import RUSSIA
        >>> RUSSIA.is_derived
        False
        """
        return bool(self.parts)

    @property
    def has_hard_ends(self) -> bool:
        """Whether nothing can lie outside its interval; of an interval with a level, such as 95 per cent, it can.

        >>> from reports.rules.examples import MEDUZA, NATO
        >>> NATO.has_hard_ends, MEDUZA.has_hard_ends
        (True, False)
        """
        return self.surely == self.interval

    @property
    def later(self) -> str:
        """What it still says of a later day; empty where it has no lower end.

        >>> from reports.rules.examples import GENERAL_STAFF, MEDUZA, NATO
        >>> NATO.later, GENERAL_STAFF.later, MEDUZA.later
        ('at least 7,000', 'at least about 16,100', 'probably at least 40,000')
        """
        floor = self.number.floor
        if self.number.qualifier in ("at_least", "more_than"):
            floor = self.number_text
        elif self.is_about and self.number.qualifier == "range":
            floor = floor.replace("at least ", "at least about ")
        return f"probably {floor}" if floor and not self.has_hard_ends else floor

    @property
    def earlier(self) -> str:
        """What it says of an earlier day; empty where it has no upper end.

        >>> from reports.rules.examples import HEROES, MEDIAZONA, MEDUZA, NATO
        >>> NATO.earlier, MEDUZA.earlier, HEROES.earlier, MEDIAZONA.earlier
        ('at most 15,000', 'probably at most 55,000', 'fewer than 9,000', '')
        """
        if self.stated.high is None:
            return ""
        if self.number.is_limit:
            return self.number_text
        if self.number.qualifier == "nearly":
            return f"fewer than {self.number.digits}"
        ceiling = f"at most {'about ' if self.is_about else ''}{grouped(self.stated.high)}"
        return ceiling if self.has_hard_ends else f"probably {ceiling}"

    @property
    def words(self) -> str:
        """The number with what it counts.

        >>> from reports.rules.examples import RUSSIA
        >>> RUSSIA.words
        '1,351 killed'
        """
        return f"{self.number_text} {self.measure_name[:1].lower()}{self.measure_name[1:]}"
