"""What the cells of one row have to do with one another: a badge for each, and a line for all (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from .claims import Claim
from .enums import Verdict
from .measure_sets import Counted, Relation, relation
from .pairs import NEARNESS, Pair
from .ratios import ratio, size
from .sentences import outcomes_in_words, possessive
from .verdicts import SEVERITY


class BadgeKind(Enum):
    """How a cell stands to the others of its row; the value is what the badge says."""

    SAME = "same definition"
    PART = "part of"
    WHOLE = "includes more"
    UNDEFINED = "undefined"
    DEPENDS = "depends on a reading"
    DIFFERENT = "counts something else"


@dataclass(frozen=True, slots=True)
class Badge:
    """``words`` stand on it; ``explanation`` is a sentence, for a tooltip and for those who hear the page."""

    kind: BadgeKind
    words: str
    explanation: str


_BADGES = [
    (Relation.LIKE_FOR_LIKE, BadgeKind.SAME, "counts the same as {names}"),
    (Relation.PART_OF, BadgeKind.PART, "counts a part of what {figures} of {names} {count}"),
    (Relation.WHOLE_OF, BadgeKind.WHOLE, "counts all that {figures} of {names} {count}, and more"),
    (Relation.UNDEFINED, BadgeKind.DEPENDS, "may or may not count the same as {names}, whose {measure} undefined"),
    (Relation.DIFFERENT, BadgeKind.DIFFERENT, "counts other outcomes than {names}"),
]


def badge_of(claim: Claim, others: Sequence[Claim]) -> Badge | None:
    """The badge of a cell beside ``others`` of its row; None for a defined measure that stands alone.

    An undefined measure is called so whatever stands beside it; of several relations the nearest is named.

    >>> from reports.rules.examples import NATO, NATO_CASUALTIES, RUSSIA
    >>> badge_of(RUSSIA, [NATO, NATO_CASUALTIES]).explanation
    'Counts killed: counts the same as NATO.'
    """
    counted = claim.counted
    if not counted.is_defined:
        surely = outcomes_in_words(counted.includes) if counted.includes else "nothing"
        return Badge(
            BadgeKind.UNDEFINED,
            BadgeKind.UNDEFINED.value,
            f"“{claim.measure_name}” surely counts {surely} and may count {outcomes_in_words(counted.may_include)}.",
        )
    if not others or not counted.includes:
        return None
    related = [(other.party_name, relation(counted, other.counted)) for other in others]
    for how, kind, words in _BADGES:
        names = [name for name, relation_of_other in related if relation_of_other is how]
        if names:
            one = len(names) == 1
            comparison = words.format(
                names=" and ".join(filter(None, [", ".join(names[:-1]), names[-1]])),
                figures="the figure" if one else "the figures",
                count="counts" if one else "count",
                measure="measure is" if one else "measures are",
            )
            label = f"{kind.value} {possessive(names[0])}" if kind is BadgeKind.PART and one else kind.value
            return Badge(kind, label, f"Counts {outcomes_in_words(counted.includes)}: {comparison}.")
    return None


def spread(claims: Sequence[Claim], stale: Sequence[Claim] = ()) -> str:
    """How far apart the numbers of a row are, as far as they count the same; a sentence without its end, or nothing.

    Rule: the largest over the smallest of the largest group of defined measures that are alike, as stated, without
    ``stale`` ones, which enter no ratio. ``claims`` are all of the row.

    >>> from reports.rules.examples import GENERAL_STAFF, NATO, RUSSIA
    >>> spread([RUSSIA, NATO, GENERAL_STAFF])
    'Highest (NATO) is 5.2 to 11.1 times lowest (Russia MoD), like for like, between 2 of 3 parties'
    """
    fresh = [claim for claim in claims if claim not in stale]
    alike = _alike(fresh)
    if len(alike) < 2:
        return _why_no_spread(claims, fresh)
    highest = max(alike, key=size)
    lowest = min(alike, key=lambda claim: (size(claim), claim is highest))
    between = f"like for like, between {len(alike)} of {len(claims)} parties"
    times = ratio(highest, lowest)
    if times is None:
        return f"Lowest is zero, so there is no ratio; {between}"
    if times.low == times.high == 1:
        return f"The same number, {between}"
    if not times.is_bounded:
        return f"Nothing but lower limits, so there is no ratio; {between}"
    return f"Highest ({highest.party_name}) is {times} lowest ({lowest.party_name}), {between}"


def _alike(claims: Iterable[Claim]) -> list[Claim]:
    """The largest group of those that surely count the same."""
    groups: dict[Counted, list[Claim]] = {}
    for claim in claims:
        if claim.counted.is_defined and claim.counted.includes:
            groups.setdefault(claim.counted, []).append(claim)
    return max(groups.values(), key=len, default=[])


def _why_no_spread(claims: Sequence[Claim], fresh: Sequence[Claim]) -> str:
    if len(claims) < 2:
        return f"{claims[0].party_name} alone gives such a figure" if claims else ""
    if len(_alike(claims)) < 2:
        doubtful = any(not claim.counted.is_defined for claim in claims)
        return f"No two of these {'surely ' if doubtful else ''}count the same thing"
    if len(fresh) < 2:
        return f"No ratio: {'all but one' if fresh else 'all'} of these are too old for this day"
    return "No ratio: of those that count the same thing, all or all but one are too old for this day"


def by_severity(pairs: Sequence[Pair]) -> list[Pair]:
    """Conflicts first, then what cannot be decided; of each, what is like for like before the rest.

    >>> from reports.rules.examples import GENERAL_STAFF, NATO, RUSSIA, never
    >>> from reports.rules.pairs import compare_claims
    >>> pairs = [compare_claims(RUSSIA, other, never, never) for other in (GENERAL_STAFF, NATO)]
    >>> [pair.b.party_name for pair in by_severity(pairs)]
    ['NATO', 'General Staff']
    """
    return sorted(
        pairs, key=lambda pair: (-SEVERITY.index(pair.judgement.verdict), NEARNESS.index(pair.judgement.relation))
    )


def headline_pairs(pairs: Sequence[Pair], family: str) -> list[Pair]:
    """The pairs that a row's line names: the most severe of those within the row, else of those with other rows.

    Several only where they are in conflict, which each reader should see at once. Of pairs with other rows those that
    can both be right are passed over: most of what two parties count is a part of something.

    >>> from reports.rules.pairs import compare_claims
    >>> from reports.rules.examples import GENERAL_STAFF, NATO, RUSSIA, never
    >>> pairs = [compare_claims(RUSSIA, other, never, never) for other in (GENERAL_STAFF, NATO)]
    >>> [pair.b.party_name for pair in headline_pairs(pairs, "killed")]
    ['NATO']
    >>> [pair.b.party_name for pair in headline_pairs(pairs[:1], "losses")]
    ['General Staff']
    """
    ranked = by_severity([pair for pair in pairs if pair.judgement.verdict is not Verdict.NOT_COMPARABLE])
    inside = [pair for pair in ranked if pair.a.family == pair.b.family == family]
    relevant = inside or [pair for pair in ranked if pair.judgement.verdict is not Verdict.CONSISTENT]
    conflicts = [pair for pair in relevant if pair.judgement.verdict is Verdict.IN_CONFLICT]
    return conflicts or relevant[:1]
