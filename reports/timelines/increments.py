"""New a day: the differences of a party's own consecutive totals (pure).

Nothing is filled in: what cannot be told from two totals of the party itself is left out, and listed with its reason.
"""

from calendar import monthrange
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import floor

from .points import Point, has_fallen, is_same_number

FLOORS = ("at_least", "more_than")
WEEK = 7
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Increment:
    """What a party's total grew by from the day after ``older`` was about to the day that ``newer`` is about.

    ``count`` is that growth; spread over the ``days`` from ``first`` to ``last`` it is ``a_day`` each.
    """

    first: date
    last: date
    count: int
    older: Point
    newer: Point

    # Two totals that follow one another leave out no step between them, as a month may.
    left_out = ()

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def known(self) -> int:
        """Of how many of the days it is known what is new: all of them, unlike in a month."""
        return self.days

    @property
    def a_day(self) -> float:
        return self.count / self.days

    @property
    def is_spread(self) -> bool:
        """Whether ``a_day`` is a mean over several days, of none of which the party gave a total of its own."""
        return self.first != self.last

    @property
    def qualifier(self) -> str:
        """About, where either total is about or nearly; else exact."""
        return "about" if self.older.number.is_rounded or self.newer.number.is_rounded else "exact"

    @property
    def stated_on(self) -> date:
        """The day on which it became known."""
        return max(self.older.stated_on, self.newer.stated_on)


class ExclusionReason(StrEnum):
    """Why no growth is read from a total."""

    WITHDRAWN = "withdrawn"
    NO_NUMBER = "no number"  # a range, a floor or a limit: nothing to subtract
    SAME_DAY = "same day"  # the party stated another total about that day later
    OTHER_START = "other start"  # it counts from another day than the total before it
    RESTATED = "restated"  # its report corrects an earlier one
    FELL = "fell"
    RECOVERED = "recovered"  # it had fallen without a word, and may only be on its way back to where it fell from
    LOWER = "lower"  # a lower number, which the hedges allow


@dataclass(frozen=True, slots=True)
class ExcludedDay:
    """A total from which no growth is read. ``older`` is the one it would be subtracted from, None where it was not.

    ``fallen_from`` is the total that had not been regained before the step, where that is the reason.
    """

    why: ExclusionReason
    older: Point | None
    newer: Point
    fallen_from: Point | None = None

    @property
    def change(self) -> int:
        """What the step changed; 0 where nothing would be subtracted."""
        return 0 if self.older is None else self.newer.number.best - self.older.number.best


class GrowthRefusal(StrEnum):
    """Why no growth is read from any total of a series."""

    FLOOR = "floor"  # a list of names or pictures, or the like, that grows when cases are found
    PERCENT = "percent"  # shares, of which a difference is no count


def growth_refusal(points: Sequence[Point]) -> GrowthRefusal | None:
    """Why a party's totals may not be read as losses a day or a month; None where they may.

    Rule (DESIGN.md, section 3, *refused*): the growth of a named list may not be read as a death rate. A series is such
    a list where more than half of its totals read as "at least".

    >>> from reports.rules.number import Number
    >>> def total(qualifier):
    ...     return Point(**dict.fromkeys(Point._fields) | {"number": Number(qualifier)})
    >>> growth_refusal([total("at_least"), total("more_than"), total("exact")]).value
    'floor'
    >>> growth_refusal([total("more_than"), total("about")]) is None
    True
    """
    if 2 * sum(point.number.qualifier in FLOORS for point in points) > len(points):
        return GrowthRefusal.FLOOR
    return GrowthRefusal.PERCENT if any(point.number.unit == "percent" for point in points) else None


def daily_increments(points: Sequence[Point]) -> tuple[list[Increment], list[ExcludedDay]]:
    """Subtract each of a party's totals (in the order of days they are about) from the next. Counts, and civil days.

    Returns the increments, and the totals from which none is read; both in the order of their days.

    Rule: only between two totals that are each exact, about or nearly; the last stated of a day counts. Totals that are
    withdrawn, that give no number, or that another replaced are passed over; a gap longer than a day is one stretch.
    Where a total is lower than the one before, or belongs to a report that corrects an earlier one, no difference is
    taken. After such a correction counting begins anew. After a fall without a word nobody can tell which of the two
    was wrong: no difference is taken until the total that it fell from is regained, nor for the step that regains it,
    since that growth may have been counted before. So what is new never sums to more than its total rose by, but for
    corrections by the party and for a rounded total that an exact one shows to have been rounded up.

    >>> from reports.rules.number import Number
    >>> def total(day, best, **more):
    ...     fields = dict.fromkeys(Point._fields) | {"number": Number("about", best=best), "as_of": date(2022, 3, day)}
    ...     return Point(**fields | more)
    >>> totals = [total(1, 5710), total(2, 5840), total(5, 10000), total(6, 9000), total(7, 9100)]
    >>> increments, excluded = daily_increments(totals)
    >>> [(step.first.day, step.last.day, step.count) for step in increments]
    [(2, 2, 130), (3, 5, 4160)]
    >>> [(day.why.value, day.newer.number.best) for day in excluded]
    [('fell', 9000), ('recovered', 9100)]
    """
    left_out = [
        ExcludedDay(ExclusionReason.WITHDRAWN if point.withdrawn_on else ExclusionReason.NO_NUMBER, None, point)
        for point in points
        if point.withdrawn_on or not point.number.is_plain
    ]
    usable = [point for point in points if not point.withdrawn_on and point.number.is_plain]
    last_of_day = {point.as_of: point for point in usable}
    left_out += [
        ExcludedDay(ExclusionReason.SAME_DAY, None, point) for point in usable if last_of_day[point.as_of] is not point
    ]
    increments = []
    fallen_from: Point | None = None
    for older, newer in pairwise(last_of_day.values()):
        why = _objection(older, newer, fallen_from)
        if why:
            left_out.append(ExcludedDay(why, older, newer, fallen_from if why is ExclusionReason.RECOVERED else None))
        else:
            increments.append(
                Increment(older.as_of + A_DAY, newer.as_of, newer.number.best - older.number.best, older, newer)
            )
        fallen_from = _not_regained(why, older, newer, fallen_from)
    return increments, sorted(left_out, key=lambda excluded: excluded.newer.as_of)


def _objection(older: Point, newer: Point, fallen_from: Point | None) -> ExclusionReason | None:
    """Why the two may not be subtracted. ``fallen_from`` is a total above ``older`` that has not been regained."""
    if older.series != newer.series:
        return ExclusionReason.OTHER_START
    if newer.revises and not is_same_number(older, newer):
        return ExclusionReason.RESTATED
    if newer.number.best < older.number.best:
        return ExclusionReason.FELL if has_fallen(older, newer) else ExclusionReason.LOWER
    return ExclusionReason.RECOVERED if fallen_from is not None else None


def _not_regained(why: ExclusionReason | None, older: Point, newer: Point, fallen_from: Point | None) -> Point | None:
    """The total from which the party's fell without a word and which ``newer`` does not reach; None without a fall."""
    if why in (ExclusionReason.OTHER_START, ExclusionReason.RESTATED):
        return None
    if why is ExclusionReason.FELL:
        return fallen_from or older
    return fallen_from if fallen_from is not None and newer.number.best < fallen_from.number.best else None


def weekly_means(increments: Sequence[Increment]) -> list[tuple[date, float]]:
    """The mean a day over the seven days that end on each day (items or people a day).

    None where any of the seven is unknown. Days within a gap count with their share of it.

    >>> def new(first, last, count):
    ...     return Increment(date(2022, 3, first), date(2022, 3, last), count, None, None)
    >>> [(day.day, mean) for day, mean in weekly_means([new(1, 3, 30), new(4, 7, 40), new(8, 8, 17), new(10, 10, 9)])]
    [(7, 10.0), (8, 11.0)]
    """
    means = []
    week: deque[float] = deque(maxlen=WEEK)
    expected: date | None = None
    for increment in increments:
        if increment.first != expected:
            week.clear()
        for number in range(increment.days):
            week.append(increment.a_day)
            if len(week) == WEEK:
                means.append((increment.first + timedelta(days=number), sum(week) / WEEK))
        expected = increment.last + A_DAY
    return means


def rounded(number: float | Fraction) -> float:
    """A number as it is shown: whole from a hundred up, below it to one decimal, without it where it is whole.

    Below a tenth to its first digit, for it is not zero.

    >>> rounded(Fraction(400, 4)), rounded(100 / 3), rounded(Fraction(2173, 2)), rounded(2 / 240)
    (100, 33.3, 1087, 0.008)
    """
    if number >= 100:
        return floor(number + Fraction(1, 2))
    tenths = round(float(number), 1)
    if number > 0 and tenths < 0.1:
        return float(f"{float(number):.1g}")
    return int(tenths) if tenths.is_integer() else tenths


@dataclass(frozen=True, slots=True)
class MonthlyIncrement:
    """What is known to be new from ``first`` to ``last``, the days of one month or some of them.

    ``count`` sums ``known`` days, of which ``spread`` have a mean over a gap. ``increments`` are what it is summed
    from; ``left_out`` are the steps between the first total used and the last that it leaves out. The last total is the
    first, the whole of ``increments`` and what was left out.
    """

    first: date
    last: date
    count: Fraction
    known: int
    spread: int
    increments: tuple[Increment, ...]
    left_out: tuple[ExcludedDay, ...]

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
        return self.increments[0].older

    @property
    def newer(self) -> Point:
        """The last total used."""
        return self.increments[-1].newer

    @property
    def is_spread(self) -> bool:
        """Whether any day's number is a mean over a gap between totals."""
        return self.spread > 0

    @property
    def is_shared(self) -> bool:
        """Whether a gap between totals reaches beyond it, of whose growth ``count`` holds a share only."""
        return self.count != sum(increment.count for increment in self.increments)

    @property
    def change_left_out(self) -> int:
        return sum(excluded.change for excluded in self.left_out)

    @property
    def qualifier(self) -> str:
        return "about" if any(increment.qualifier == "about" for increment in self.increments) else "exact"

    @property
    def stated_on(self) -> date:
        """The day on which all that it is summed from was known."""
        return max(increment.stated_on for increment in self.increments)


def monthly_increments(
    increments: Sequence[Increment], left_out: Sequence[ExcludedDay] = (), first: date | None = None
) -> list[MonthlyIncrement]:
    """The sums over the days of each month, of known days only, from the day ``first`` on if one is given.

    A month says how many of its days are known, on how many of them it is a mean over a gap, and which steps between
    the totals that it uses are left out.

    >>> from reports.rules.number import Number
    >>> def total(month, day, best):
    ...     number = Number("exact", best=best)
    ...     return Point(**dict.fromkeys(Point._fields) | {"number": number, "as_of": date(2022, month, day)})
    >>> months = monthly_increments(*daily_increments([total(3, 30, 1000), total(4, 3, 1400)]))
    >>> [(month.first.isoformat(), int(month.count), month.known, month.spread, month.is_partial) for month in months]
    [('2022-03-31', 100, 1, 1, True), ('2022-04-01', 300, 3, 3, True)]
    """
    parts: dict[tuple[int, int], list[tuple[date, date, Increment]]] = {}
    for increment in increments:
        for begin, end in _by_month(max(increment.first, first) if first else increment.first, increment.last):
            parts.setdefault((begin.year, begin.month), []).append((begin, end, increment))
    return [_month(pieces, left_out) for pieces in parts.values()]


def _by_month(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The stretch from first to last, cut where months end; nothing where it ends before it begins."""
    while first <= last:
        end = min(last, first.replace(day=monthrange(first.year, first.month)[1]))
        yield first, end
        first = end + A_DAY


def _month(pieces: Sequence[tuple[date, date, Increment]], left_out: Sequence[ExcludedDay]) -> MonthlyIncrement:
    count, known, spread = Fraction(0), 0, 0
    from_total, to_total = pieces[0][2].older.as_of, pieces[-1][2].newer.as_of
    for begin, end, increment in pieces:
        days = (end - begin).days + 1
        count += Fraction(increment.count * days, increment.days)
        known += days
        spread += days if increment.is_spread else 0
    within = tuple(
        excluded
        for excluded in left_out
        if excluded.older is not None and from_total <= excluded.older.as_of and excluded.newer.as_of <= to_total
    )
    increments = tuple(increment for _begin, _end, increment in pieces)
    return MonthlyIncrement(pieces[0][0], pieces[-1][1], count, known, spread, increments, within)
