"""New a month: what a party's differences of totals sum to, month by month (pure)."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .new_counts import A_DAY, Differences, New, Omission
from .points import Point


@dataclass(frozen=True, slots=True)
class Month:
    """What is known to be new from ``first`` to ``last``, the days of one month or some of them.

    ``count`` sums ``known`` days, of which ``spread`` have a mean over a gap. ``news`` are what it is summed from;
    ``left_out`` are the steps between the first total used and the last that it leaves out. The last total is the
    first, the whole of ``news`` and what was left out.
    """

    first: date
    last: date
    count: Fraction
    known: int
    spread: int
    news: tuple[New, ...]
    left_out: tuple[Omission, ...]

    @property
    def days(self) -> int:
        """How many days the month has."""
        return monthrange(self.first.year, self.first.month)[1]

    @property
    def is_partial(self) -> bool:
        return self.known < self.days

    @property
    def older(self) -> Point:
        """The first total used."""
        return self.news[0].older

    @property
    def newer(self) -> Point:
        """The last total used."""
        return self.news[-1].newer

    @property
    def is_shared(self) -> bool:
        """Whether a gap between totals reaches beyond it, of whose growth ``count`` holds a share only."""
        return self.count != sum(new.count for new in self.news)

    @property
    def change_left_out(self) -> int:
        return sum(omission.change for omission in self.left_out)

    @property
    def qualifier(self) -> str:
        return "about" if any(new.qualifier == "about" for new in self.news) else "exact"

    @property
    def stated_on(self) -> date:
        """The day on which all that it is summed from was known."""
        return max(new.stated_on for new in self.news)


def new_a_month(found: Differences, first: date | None = None) -> list[Month]:
    """The sums over the days of each month, of known days only, from the day ``first`` on if one is given.

    A month says how many of its days are known, on how many of them it is a mean over a gap, and which steps between
    the totals that it uses are left out.

    >>> from reports.timelines.new_counts import new_a_day
    >>> def total(month, day, best):
    ...     given = dict.fromkeys(Point._fields) | {"qualifier": "exact", "as_of": date(2022, month, day), "best": best}
    ...     return Point(**given)
    >>> found = new_a_month(new_a_day([total(3, 30, 1000), total(4, 3, 1400)]))
    >>> [(month.first.isoformat(), int(month.count), month.known, month.spread, month.is_partial) for month in found]
    [('2022-03-31', 100, 1, 1, True), ('2022-04-01', 300, 3, 3, True)]
    """
    parts: dict[tuple[int, int], list[tuple[date, date, New]]] = {}
    for new in found.news:
        for begin, end in _by_month(max(new.first, first) if first else new.first, new.last):
            parts.setdefault((begin.year, begin.month), []).append((begin, end, new))
    return [_month(pieces, found.left_out) for pieces in parts.values()]


def _by_month(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The stretch from first to last, cut where months end; nothing where it ends before it begins."""
    while first <= last:
        end = min(last, first.replace(day=monthrange(first.year, first.month)[1]))
        yield first, end
        first = end + A_DAY


def _month(pieces: Sequence[tuple[date, date, New]], left_out: Sequence[Omission]) -> Month:
    count, known, spread = Fraction(0), 0, 0
    from_total, to_total = pieces[0][2].older.as_of, pieces[-1][2].newer.as_of
    for begin, end, new in pieces:
        days = (end - begin).days + 1
        count += Fraction(new.count * days, new.days)
        known += days
        spread += days if new.is_spread else 0
    within = tuple(
        each
        for each in left_out
        if each.older is not None and from_total <= each.older.as_of and each.newer.as_of <= to_total
    )
    news = tuple(new for _begin, _end, new in pieces)
    return Month(pieces[0][0], pieces[-1][1], count, known, spread, news, within)
