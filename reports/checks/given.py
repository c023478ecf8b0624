"""Figures as the checks see them, and what each is checked against (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.comparison.counted_measures import MeasureSet
from reports.rules.hedges import in_words
from reports.rules.sentences import day_in_words

__all__ = ["WINDOW", "Context", "Given", "Printed"]

# How many of a party's figures tell what is usual: a quarter of a year of a daily bulletin. Offensives come in waves of
# weeks, and of what is lost rarely a month has but a few. With 60 the bundled data would have a fifth more of unusual
# steps and long stands, with 180 a quarter fewer, but judged by the pace of another season of the war.
WINDOW = 90


@dataclass(frozen=True, slots=True)
class Given:
    """One figure, being entered or on record.

    ``name`` is its slug or, while it has none, what the asker calls it. Of ``low``, ``best`` and ``high`` any may be
    None. ``party``, ``subject`` and ``report`` are slugs, ``report`` empty for one that is not saved. ``scope_note`` is
    the place, unit or people of a partial scope, empty for the whole theatre. ``start`` is the first day counted.
    """

    name: str
    report: str
    party: str
    party_name: str
    subject: str
    subject_name: str
    measure: MeasureSet
    qualifier: str
    low: int | None
    best: int | None
    high: int | None
    basis: str
    scope: str
    scope_note: str
    start: date | None
    as_of: date
    stated_on: date

    @property
    def value(self) -> int:
        """The number that it is drawn and sorted by: the best, else the lower end, else the upper, else nothing."""
        if self.best is not None:
            return self.best
        return self.high or 0 if self.low is None else self.low

    @property
    def number_field(self) -> str:
        """The field that holds it."""
        return next((name for name in ("best", "low", "high") if getattr(self, name) is not None), "best")

    @property
    def number(self) -> str:
        """The number with its hedge, as people read it."""
        return str(in_words(self.qualifier, self.low, self.best, self.high, self.measure.unit))

    @property
    def with_day(self) -> str:
        return f"{self.number} ({day_in_words(self.as_of)})"

    @property
    def series(self) -> tuple:
        """What one running total has in common from day to day.

        A note on the whole theatre is worded anew in each statement; one on a part of it says which part.
        """
        return (self.party, self.subject, self.measure.slug, self.basis, self.scope, self.scope_note, self.start)

    @property
    def is_total(self) -> bool:
        return self.basis == "cumulative"

    @property
    def order(self) -> tuple:
        """Of one day's the last stated comes last; of those stated on one day the largest, as in latest_first."""
        return (self.as_of, self.stated_on, self.value)


@dataclass(frozen=True, slots=True)
class Printed:
    """What a source (slug) prints instead of a figure. ``explained``: an editor has written down why it differs."""

    source: str
    publisher: str
    value: int
    words: str
    explained: bool


@dataclass(frozen=True, slots=True)
class Context:
    """All that one figure is checked against.

    ``before`` are the newest of its own series up to its day (WINDOW at most), the oldest first; ``after`` is the next.
    ``same_day`` are others of the series about the same day. ``family`` are the figures of the same family and subject
    in the last report of the party that gave any; ``beside`` the measures that the figure's own report gives.
    ``related`` are the party's nearest totals of other measures. ``others`` are other parties' figures about the day.
    ``revised`` are the slugs of reports that its own report corrects for the party or replaces.
    """

    before: Sequence[Given] = ()
    after: Given | None = None
    same_day: Sequence[Given] = ()
    family: Sequence[Given] = ()
    beside: frozenset[str] = frozenset()
    related: Sequence[Given] = ()
    others: Sequence[Given] = ()
    printed: Sequence[Printed] = ()
    revised: frozenset[str] = frozenset()
