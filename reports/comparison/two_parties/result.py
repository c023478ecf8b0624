"""Two parties and a family of measures: chosen where the reader chose none, set against each other, or refused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reports.models import Party
from reports.rules.enums import Perspective
from reports.rules.pairs import nearest

from ..context import ComparisonContext
from ..histories import History, read_histories, read_withdrawals
from .aligned_days import AlignedParty, Alignment, align
from .candidates import (
    NotComparable,
    RefusalReason,
    StatedMeasures,
    Suggestion,
    are_related,
    read_candidates,
    read_having,
    read_stated_measures,
    read_subjects,
    related,
)

SUGGESTED_FAMILIES = 3


@dataclass(frozen=True, slots=True)
class ComparisonResult:
    """Either an ``alignment`` or a ``refusal`` with its ``suggestions``.

    ``a`` and ``b`` are None, and ``family`` is empty, where there was nothing to choose from: ``candidates`` are the
    parties there are. ``families`` are those of which ``a`` had given totals, or parts that add up to them; ``common``
    the ones of these in which ``b`` had given something to set against it.
    """

    candidates: tuple[Party, ...]
    a: Party | None
    b: Party | None
    family: str
    families: tuple[str, ...]
    common: tuple[str, ...]
    alignment: Alignment | None = None
    refusal: NotComparable | None = None
    suggestions: tuple[Suggestion, ...] = ()


def compare(context: ComparisonContext, a: str, b: str, family: str) -> ComparisonResult:
    """Set two parties against each other, with at most eight queries.

    ``a`` and ``b`` are slugs of the conflict's parties, ``family`` of a family; each may be empty, and is then chosen:
    a party of the subject's own side, and the one that ranks first of those that can be set against it. Raises KeyError
    for a party that there is not.
    """
    return _Comparing(context).compare(a, b, family)


class _Comparing:
    """What is known on the way to an answer."""

    def __init__(self, context: ComparisonContext) -> None:
        self.context = context
        self.measures = context.measures
        self.withdrawn = read_withdrawals(context)
        self.candidates = read_candidates(context, self.withdrawn)
        self.stated: dict[str, StatedMeasures] = {}

    def compare(self, slug_a: str, slug_b: str, family: str) -> ComparisonResult:
        a, b = self._choose(slug_a, slug_b, family)
        missing = [candidate for candidate in dict.fromkeys([a, b]) if candidate and candidate.slug not in self.stated]
        self.stated |= read_stated_measures(self.context, missing, self.withdrawn)
        of_a, of_b = (self.stated[party.slug].totals if party else () for party in (a, b))
        common = () if a is b else self._common(of_a, of_b)
        families = self._families(of_a)
        family = family or next(iter(common), next(iter(families), ""))
        result = ComparisonResult(self._offered(a, b), a, b, family, families, common)
        refusal = self._refusal(result)
        if refusal is None:
            result, refusal = self._aligned(result)
        if refusal is None:
            return result
        return replace(result, refusal=refusal, suggestions=tuple(self._suggestions(result, refusal)))

    def _choose(self, slug_a: str, slug_b: str, family: str) -> tuple[Party | None, Party | None]:
        a, b = (self.candidates[slug] if slug else None for slug in (slug_a, slug_b))
        if a is None and b is None:
            a = self._first(family)
        if a is None and b is not None:
            a = self._beside(b, family)
        elif b is None and a is not None:
            b = self._beside(a, family)
        return a, b

    def _first(self, family: str) -> Party | None:
        """Of the subject's own side, if it has spoken; else the party that ranks first."""
        able = [candidate for candidate in self.candidates.values() if candidate.has_total]
        if family:
            able = read_having(self.context, self.candidates, self._members(family), self.withdrawn) or able
        return min(able, key=lambda candidate: candidate.perspective is not Perspective.OWN, default=None)

    def _beside(self, party: Party, family: str) -> Party | None:
        """The first that can be set against the party; where none can, the first other one that has spoken."""
        self.stated |= read_stated_measures(self.context, [party], self.withdrawn)
        others = (candidate for candidate in self.candidates.values() if candidate.has_total and candidate is not party)
        return self._partner(party, family) or next(others, None)

    def _partner(self, party: Party, family: str) -> Party | None:
        """The first that can be set against the party, in this family if it has it.

        Those of its own side come last: its opponents and third parties are more telling.
        """
        totals = self.stated[party.slug].totals
        of_family = [slug for slug in totals if self.measures[slug].family == family]
        measures = related(self.measures, of_family or totals)
        partners = read_having(self.context, self.candidates, measures, self.withdrawn)
        side = party.side_id
        return min(
            (candidate for candidate in partners if candidate.slug != party.slug),
            key=lambda candidate: bool(side) and candidate.side_id == side,
            default=None,
        )

    def _offered(self, *chosen: Party | None) -> tuple[Party, ...]:
        """Those that had spoken about the subject and those that were chosen, own side first, then by rank."""
        order = list(Perspective)
        offered = (candidate for candidate in self.candidates.values() if candidate.has_total or candidate in chosen)
        return tuple(sorted(offered, key=lambda candidate: order.index(candidate.perspective)))

    def _members(self, family: str) -> list[str]:
        return [slug for slug, measure in self.measures.items() if measure.family == family]

    def _families(self, measures: Iterable[str]) -> tuple[str, ...]:
        """The families of these measures, in the order of all measures."""
        wanted = set(measures)
        return tuple(dict.fromkeys(measure.family for measure in self.measures.values() if measure.slug in wanted))

    def _common(self, of_a: Iterable[str], of_b: Iterable[str]) -> tuple[str, ...]:
        """The families of some measures in which any of others has something to do with them."""
        near = set(related(self.measures, of_b))
        return self._families(slug for slug in of_a if slug in near)

    def _refusal(self, result: ComparisonResult) -> NotComparable | None:
        """What can be said before any figure is read."""
        a, b = result.a, result.b
        if a is None or b is None:
            return NotComparable(RefusalReason.NO_ONE)
        if a is b:
            return NotComparable(RefusalReason.ITSELF, (a,))
        if result.family and self._is_percentage(result.family) and not self._both_gave(result):
            return NotComparable(RefusalReason.PERCENT)
        silent = tuple(candidate for candidate in (a, b) if not candidate.has_total)
        if not silent:
            return None
        partial = tuple(slug for candidate in silent for slug in self.stated[candidate.slug].partial)
        elsewhere = tuple(read_subjects(self.context, silent[0]))
        if len(silent) == 2:
            return NotComparable(RefusalReason.SILENT, silent, partial=partial, elsewhere=elsewhere)
        other = b if silent[0] is a else a
        own = other.perspective is Perspective.OWN and silent[0].perspective is Perspective.OPPONENT
        if own and any(subject.side_id and subject.side_id == silent[0].side_id for subject in elsewhere):
            return NotComparable(RefusalReason.OWN_AGAINST_OWN, silent, partial=partial, elsewhere=elsewhere)
        reason = RefusalReason.PARTIAL if partial else RefusalReason.SILENT
        if self.stated[silent[0].slug].withdrawn:
            reason = RefusalReason.WITHDRAWN
        return NotComparable(reason, silent, partial=partial, elsewhere=elsewhere)

    def _is_percentage(self, family: str) -> bool:
        return any(self.measures[slug].unit == "percent" for slug in self._members(family))

    def _both_gave(self, result: ComparisonResult) -> bool:
        members = set(self._members(result.family))
        return all(members & {*self.stated[candidate.slug].totals} for candidate in (result.a, result.b))

    def _aligned(self, result: ComparisonResult) -> tuple[ComparisonResult, NotComparable | None]:
        """Read both histories, and set them against each other if that can be."""
        members = self._members(result.family)
        things = {(self.measures[slug].counted.thing, self.measures[slug].unit) for slug in members}
        wanted = [slug for slug, measure in self.measures.items() if (measure.counted.thing, measure.unit) in things]
        histories = read_histories(self.context, [result.a, result.b], wanted, self.withdrawn)
        of_a, of_b = histories[result.a.slug], histories[result.b.slug]
        all_a, all_b = ({*self.stated[one.party.slug].totals, *one.days} for one in (of_a, of_b))
        result = replace(result, families=self._families(all_a), common=self._common(all_a, all_b))
        if not any(slug in of_a.days for slug in members):
            return result, self._without_family(result.a, members, RefusalReason.NO_SUCH_FAMILY)
        pair = nearest([claim for claim in of_a.newest() if claim.measure in members], of_b.newest(), result.family)
        if pair is None:
            return result, self._without_family(result.b, members, RefusalReason.NOTHING_IN_COMMON)
        speakers = self._speakers(of_a, of_b, result.family, pair[1].family)
        if not all(speaker.measures for speaker in speakers):
            return result, NotComparable(RefusalReason.NOTHING_IN_COMMON, (result.b,))
        return replace(result, alignment=align(*speakers, result.family)), None

    def _without_family(self, party: Party, members: Sequence[str], otherwise: RefusalReason) -> NotComparable:
        measures = self.stated[party.slug]
        if any(slug in members for slug in measures.withdrawn):
            return NotComparable(RefusalReason.WITHDRAWN, (party,))
        partial = tuple(slug for slug in measures.partial if slug in members)
        return NotComparable(RefusalReason.PARTIAL if partial else otherwise, (party,), partial=partial)

    def _speakers(
        self, of_a: History, of_b: History, family_a: str, family_b: str
    ) -> tuple[AlignedParty, AlignedParty]:
        """Both with those of their measures of a family that are related to one of the other's."""
        sets_a, sets_b = (
            [measure for slug, measure in self.measures.items() if slug in history.days and measure.family == family]
            for history, family in ((of_a, family_a), (of_b, family_b))
        )
        return (
            AlignedParty(of_a, tuple(one.slug for one in sets_a if any(are_related(one, other) for other in sets_b))),
            AlignedParty(of_b, tuple(one.slug for one in sets_b if any(are_related(one, other) for other in sets_a))),
        )

    def _suggestions(self, result: ComparisonResult, refusal: NotComparable) -> Iterable[Suggestion]:
        """The nearest comparisons that hold: the same parties, then the same measure, then the same party elsewhere."""
        a, b, subject = result.a, result.b, self.context.subject
        if a is None or b is None:
            return
        for family in [common for common in result.common if common != result.family][:SUGGESTED_FAMILIES]:
            yield Suggestion(a, b, subject, family)
        speaking, other = (a, b) if a.has_total else (b, a)
        partner = self._partner(speaking, result.family) if speaking.has_total else None
        if partner not in (None, other):
            family = result.family if result.family in result.families else ""
            yield Suggestion(*((speaking, partner) if speaking is a else (partner, speaking)), subject, family)
        yield from (Suggestion(refusal.parties[0], None, elsewhere) for elsewhere in refusal.elsewhere)
