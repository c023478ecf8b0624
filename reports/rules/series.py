"""What may be drawn as one line and compared from day to day (DESIGN.md, section 1, *Series*)."""

from datetime import date
from typing import NamedTuple, Protocol, Self

__all__ = ["Series"]


class SeriesRecord(Protocol):
    """A figure with what its series needs: slugs of party, subject and measure, and the columns of the record."""

    basis: str
    scope: str
    scope_note: str
    period_start: date | None


class Series(NamedTuple):
    """Party, subject and measure by slug; ``place`` is the part of a partial scope, empty for the whole theatre.

    ``start`` is the first day counted; None where the party does not name it.
    """

    party: str
    subject: str
    measure: str
    basis: str = "cumulative"
    scope: str = "theatre"
    place: str = ""
    start: date | None = None

    @classmethod
    def of(cls, party: str, subject: str, measure: str, record: SeriesRecord, war_began: date) -> Self:
        """The series of a figure, its party, subject and measure given by slug.

        A note on the whole theatre is worded anew in each statement and tells nothing apart; one on a part of it says
        which part, in small or capital letters. A running total counts from the war's first day, unless it says
        otherwise.

        >>> from types import SimpleNamespace
        >>> city = SimpleNamespace(basis="cumulative", scope="place", scope_note="Mariupol", period_start=None)
        >>> Series.of("russia-mod", "civilians", "killed", city, date(2022, 2, 24))[3:]
        ('cumulative', 'place', 'mariupol', datetime.date(2022, 2, 24))
        """
        start = record.period_start
        if start is None and record.basis == "cumulative":
            start = war_began
        place = "" if record.scope == "theatre" else record.scope_note.lower()
        return cls(party, subject, measure, record.basis, record.scope, place, start)

    @property
    def is_total(self) -> bool:
        """Whether it is a running total.

        >>> Series("nato", "russian-forces", "killed").is_total
        True
        """
        return self.basis == "cumulative"

    @property
    def is_headline(self) -> bool:
        """Whether it enters grids and cumulative timelines: a running total of the whole theatre (DESIGN.md, 2).

        >>> Series("nato", "russian-forces", "killed", scope="place", place="Mariupol").is_headline
        False
        """
        return self.is_total and self.scope == "theatre"
