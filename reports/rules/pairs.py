"""Two parties on one family of measures: which of their figures can be set against each other, and what follows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .claims import Claim
from .enums import Verdict
from .measure_sets import Relation, agreed, relation_of_subjects, relations_by_reading
from .ratios import ReadRatio, read_ratios
from .sentences import notes_in_words
from .verdicts import Judgement, judge, obstacle

# The nearest first: what is alike says most, what depends on a reading least.
NEARNESS = [Relation.LIKE_FOR_LIKE, Relation.PART_OF, Relation.WHOLE_OF, Relation.UNDEFINED, Relation.DIFFERENT]

EarlierClaim = Callable[[Claim, date], Claim | None]
StaleOn = Callable[[Claim, date], bool]


@dataclass(frozen=True, slots=True)
class Pair:
    """What two parties' figures of one family have to do with each other.

    ``dependence`` says how the one is not independent of the other, and is empty where nothing is known of it.
    """

    a: Claim
    b: Claim
    judgement: Judgement
    ratios: tuple[ReadRatio, ...]
    dependence: str

    @property
    def further_notes(self) -> list[str]:
        """The scope notes, in words, of figures that the ratios use and the verdict's sentence does not name.

        >>> from reports.rules.examples import GENERAL_STAFF, KILLED_AND_WOUNDED, RUSSIA, claim, never
        >>> both = claim("Russia MoD", KILLED_AND_WOUNDED, "2022-03-25", "exact", 5176, scope_note="army only")
        >>> compare_claims(RUSSIA, GENERAL_STAFF, never, never, [both]).further_notes
        ['Note on Russia MoD’s figure: “army only”.']
        """
        used = dict.fromkeys(
            claim for read in self.ratios for claim in (read.a, read.b) if claim not in self.judgement.claims
        )
        return notes_in_words(used)


def nearness(a: Claim, b: Claim) -> tuple[int, int, int]:
    """Smaller for two claims that can better be set against each other.

    Rule: by relation; of those that depend on a reading, first where it would be like for like if both counted no more
    than they surely do (losses and killed), then in some other reading; sums after what was given.

    >>> from reports.rules.examples import GENERAL_STAFF, NATO, NATO_CASUALTIES, RUSSIA
    >>> nearness(RUSSIA, NATO) < nearness(RUSSIA, NATO_CASUALTIES) < nearness(RUSSIA, GENERAL_STAFF)
    True
    """
    if obstacle(a, b):
        return len(NEARNESS), 0, 0
    subjects = relation_of_subjects(a.subjects, b.subjects)
    possible = relations_by_reading(a.counted, b.counted, subjects)
    doubt = 2 - (Relation.LIKE_FOR_LIKE in possible) - (a.counted.includes == b.counted.includes)
    return NEARNESS.index(agreed(possible)), doubt, a.is_derived + b.is_derived


def nearest(of_a: Sequence[Claim], of_b: Sequence[Claim], family: str) -> tuple[Claim, Claim] | None:
    """The two claims that can best be set against each other, at least one of them of the family.

    Rule: of two parties that both have figures of the family those are taken, unless none of them has anything to do
    with another; else the nearest of what the other gave. Of several as near, the newest. Where nothing that the one
    gave of the family has anything to do with what the other gave: two of the family all the same, None if a party has
    none.

    >>> from reports.rules.examples import GENERAL_STAFF, NATO, RUSSIA, RUSSIA_WOUNDED
    >>> [claim.words for claim in nearest([RUSSIA_WOUNDED, RUSSIA], [GENERAL_STAFF, NATO], "losses")]
    ['1,351 killed', 'about 16,100 personnel losses (undefined)']
    """
    in_a, in_b = ([claim for claim in claims if claim.family == family] for claims in (of_a, of_b))
    for claims in ((in_a, in_b), (in_a, of_b), (of_a, in_b)):
        best = _best(*claims)
        if best and nearness(*best)[0] < NEARNESS.index(Relation.DIFFERENT):
            return best
    return _best(in_a, in_b)


def candidate_pairs(of_a: Sequence[Claim], of_b: Sequence[Claim], family: str) -> list[tuple[Claim, Claim]]:
    """The pairs of claims that a verdict on two parties is sought among, the nearest first.

    Rule: all of the family that have anything to do with each other, lest one that is like for like hides another that
    is newer and in conflict; where there is none, the nearest alone.

    >>> from reports.rules.examples import NATO, NATO_CASUALTIES, RUSSIA
    >>> [b.words for _, b in candidate_pairs([RUSSIA], [NATO_CASUALTIES, NATO], "killed")]
    ['7,000–15,000 killed']
    """
    in_a, in_b = ([claim for claim in claims if claim.family == family] for claims in (of_a, of_b))
    related = [(a, b) for a in in_a for b in in_b if nearness(a, b)[0] < NEARNESS.index(Relation.DIFFERENT)]
    if len(related) > 1:
        return sorted(related, key=_rank)
    best = related[0] if related else nearest(of_a, of_b, family)
    return [best] if best else []


def most_severe(pairs: Sequence[Pair]) -> Pair:
    """Of several verdicts on two parties the one to show: the first that is a conflict, else the first.

    >>> from reports.rules.examples import NATO, NATO_CASUALTIES, RUSSIA, never
    >>> pair = most_severe([compare_claims(RUSSIA, other, never, never) for other in (NATO_CASUALTIES, NATO)])
    >>> pair.b.words
    '7,000–15,000 killed'
    """
    return next((pair for pair in pairs if pair.judgement.verdict is Verdict.IN_CONFLICT), pairs[0])


def _best(of_a: Iterable[Claim], of_b: Sequence[Claim]) -> tuple[Claim, Claim] | None:
    pairs = [(a, b) for a in of_a for b in of_b]
    if len(pairs) < 2:
        return pairs[0] if pairs else None  # as it mostly is: nothing to weigh
    return min(pairs, key=_rank)


def _rank(pair: tuple[Claim, Claim]) -> tuple:
    """Smaller for a nearer pair; of several as near, for a newer one."""
    return nearness(*pair), -pair[0].as_of.toordinal() - pair[1].as_of.toordinal()


def compare_claims(
    a: Claim, b: Claim, earlier: EarlierClaim, stale: StaleOn, of_a: Sequence[Claim] = (), of_b: Sequence[Claim] = ()
) -> Pair:
    """Judge two claims; ratios are of the day of the verdict, larger to smaller, of figures that were not stale on it.

    ``earlier`` gives a claim's party's latest on the same measure by an earlier day, or None; ``stale`` whether a claim
    is stale on a day. ``of_a`` and ``of_b`` are the other claims of both parties, among which undefined measures find
    the figure for each of their readings.

    >>> from reports.rules.examples import NATO, RUSSIA, never
    >>> [read.words for read in compare_claims(RUSSIA, NATO, never, never).ratios]
    ['NATO’s 7,000–15,000 is 5.2 to 11.1 times Russia MoD’s 1,351']
    """
    older, newer = (a, b) if a.as_of <= b.as_of else (b, a)
    before = earlier(newer, older.as_of) if older.as_of < newer.as_of else None
    judgement = judge(a, b, before)
    day = judgement.day

    def speaks(claim: Claim) -> bool:
        return claim.as_of <= day and not stale(claim, day)

    ratios: list[ReadRatio] = []
    if all(speaks(claim) for claim in judgement.claims):
        beside = (filter(speaks, claims) for claims in (of_a, of_b))
        ratios = [read.larger_first for read in read_ratios(*judgement.claims, *beside)]
    return Pair(a, b, judgement, tuple(ratios), dependence(a, b))


def dependence(a: Claim, b: Claim) -> str:
    """How one of two claims rests on the other party's data, or both on a third's; empty if that is not known.

    Rule: agreement with a party whose data a report used is no corroboration (DESIGN.md, section 2, ``draws_on``).

    >>> from dataclasses import replace
    >>> from reports.rules.claims import PartyRef
    >>> from reports.rules.examples import GENERAL_STAFF, NATO
    >>> dependence(replace(NATO, drew_on=(PartyRef("general-staff", "General Staff"),)), GENERAL_STAFF)
    'NATO drew on data of General Staff'
    """
    if not (a.drew_on or b.drew_on):
        return ""
    for one, other in ((a, b), (b, a)):
        for origin in one.drew_on:
            if origin.slug == other.party:
                return f"{one.party_name} drew on data of {other.party_name}"
            if origin.side and origin.side == other.side:
                return f"{one.party_name} drew on data of {origin.name}, of the same side as {other.party_name}"
    shared = [origin.name for origin in a.drew_on if origin in b.drew_on]
    return f"both drew on data of {shared[0]}" if shared else ""
