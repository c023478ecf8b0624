"""Two parties on the days on which they can be set against each other (DESIGN.md, section 3, *aligned comparison*)."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from reports.rules.claims import Claim
from reports.rules.pairs import Pair, compare_claims, nearest
from reports.rules.ratios import ReadRatio, read_ratios
from reports.rules.staleness import STALE_DAYS

from ..histories import History


@dataclass(frozen=True, slots=True)
class AlignedDay:
    """What both parties had said by ``day``, and how many times ``b``'s figure ``a``'s is, in every reading.

    A figure that is stale on the day enters no ratio.
    """

    day: date
    a: Claim
    b: Claim
    a_is_stale: bool
    b_is_stale: bool
    ratios: tuple[ReadRatio, ...]

    @property
    def gap(self) -> int:
        """Days from the one figure to the other."""
        return abs((self.a.as_of - self.b.as_of).days)


@dataclass(frozen=True, slots=True)
class AlignedParty:
    """One of two parties, with the measures (slugs) in which it is set against the other."""

    history: History
    measures: tuple[str, ...]

    def days(self) -> list[date]:
        return self.history.days_of(self.measures)

    @property
    def left_out(self) -> list[str]:
        """Measures of the same family that it gave too, but that have nothing to do with what the other gave."""
        measures = self.history.context.measures
        families = {measures[slug].family for slug in self.measures}
        return [slug for slug in self.history.days if measures[slug].family in families and slug not in self.measures]

    def by(self, day: date, *, about_it: bool) -> list[Claim]:
        """Its latest figure of each measure by ``day``; only those about the very day, if ``about_it``."""
        claims = (self.history.latest(measure, day) for measure in self.measures)
        return [claim for claim in claims if claim and (claim.as_of == day or not about_it)]


@dataclass(frozen=True, slots=True)
class Alignment:
    """``a`` and ``b`` in the reader's order; ``rarer`` is the one of them whose days these are.

    ``days`` are in order; ``of_other`` counts those of them on which only the other spoke, and ``alone`` the rarer
    speaker's days that are left out: the other had given nothing, and gave nothing before the rarer one spoke again.
    """

    a: AlignedParty
    b: AlignedParty
    family: str
    rarer: AlignedParty
    days: tuple[date, ...]
    of_other: int
    alone: int

    @property
    def of_rarer(self) -> int:
        return len(self.days) - self.of_other

    def on(self, day: date) -> AlignedDay:
        """The nearest two figures of one of ``days``."""
        other = self.b if self.rarer is self.a else self.a
        of_rarer = self.rarer.by(day, about_it=True)
        of_other = other.by(day, about_it=not of_rarer)
        of_rarer = of_rarer or self.rarer.by(day, about_it=False)
        a, b = self._nearest(*((of_rarer, of_other) if self.rarer is self.a else (of_other, of_rarer)))
        stale = (self.a.history.stale(a, day), self.b.history.stale(b, day))
        return AlignedDay(day, a, b, *stale, () if any(stale) else self._ratios(a, b, day))

    @property
    def readings(self) -> list[tuple[str, str]]:
        """Each undefined measure with each reading in which the two may have a ratio; both empty for like for like.

        Whatever the day: on a given one the figure that a reading needs may be missing, stale or of another beginning.
        """
        of_a, of_b = ([replace(claim, start=None) for claim in one.history.newest()] for one in (self.a, self.b))
        pairs = product(
            (claim for claim in of_a if claim.measure in self.a.measures),
            (claim for claim in of_b if claim.measure in self.b.measures),
        )
        ratios = (ratio for a, b in pairs for ratio in read_ratios(a, b, of_a, of_b))
        return list(dict.fromkeys((ratio.undefined, ratio.reading) for ratio in ratios))

    def judged(self, aligned: AlignedDay) -> Pair:
        """The verdict on the two figures, which looks at both days they are about."""
        return compare_claims(aligned.a, aligned.b, self._earlier, self._stale)

    def _nearest(self, of_a: Sequence[Claim], of_b: Sequence[Claim]) -> tuple[Claim, Claim]:
        if len(of_a) == len(of_b) == 1:
            return of_a[0], of_b[0]
        return nearest(of_a, of_b, self.family) or (of_a[0], of_b[0])

    def _ratios(self, a: Claim, b: Claim, day: date) -> tuple[ReadRatio, ...]:
        if a.counted.is_defined and b.counted.is_defined:
            return tuple(read_ratios(a, b))
        return tuple(read_ratios(a, b, _fresh(self.a.history, day), _fresh(self.b.history, day)))

    def _history(self, claim: Claim) -> History:
        return next(one.history for one in (self.a, self.b) if one.history.party.slug == claim.party)

    def _earlier(self, claim: Claim, day: date) -> Claim | None:
        return self._history(claim).latest(claim.measure, day)

    def _stale(self, claim: Claim, day: date) -> bool:
        return self._history(claim).stale(claim, day)


def _fresh(history: History, day: date) -> list[Claim]:
    """All that the party had said by then and that is not stale, among which a reading finds its figure."""
    claims = (history.latest(measure, day) for measure in history.days)
    return [claim for claim in claims if claim and not history.stale(claim, day)]


def align(a: AlignedParty, b: AlignedParty, family: str) -> Alignment:
    """Set two parties against each other, of which both have given one of their measures.

    Rule: on the days of the rarer speaker, each beside the other's latest figure by then. Where the other had given
    none by then, or one that is stale, the rarer one's figure stands also beside the other's next, on that one's day,
    if that came before the rarer one spoke again.
    """
    rarer, other = sorted((a, b), key=_rareness)
    own, others = rarer.days(), other.days()
    days, alone = set(), 0
    for day, then in zip(own, [*own[1:], date.max], strict=True):
        place = bisect_right(others, day)
        if place:
            days.add(day)
        if place and ((day - others[place - 1]).days <= STALE_DAYS or _speaks(other, day)):
            continue
        if place < len(others) and others[place] < then:
            days.add(others[place])
        elif not place:
            alone += 1
    return Alignment(a, b, family, rarer, tuple(sorted(days)), len(days.difference(own)), alone)


def _rareness(one: AlignedParty) -> tuple[int, int, str]:
    """Smaller for the rarer speaker: fewer days; of two as rare, the one who spoke last."""
    days = one.days()
    return len(days), -days[-1].toordinal(), one.history.party.slug


def _speaks(one: AlignedParty, day: date) -> bool:
    """Whether any of its figures by ``day`` is not stale on it."""
    return any(not one.history.stale(claim, day) for claim in one.by(day, about_it=False))
