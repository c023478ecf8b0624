"""Whether two claims can both be true: verdicts, each with the rule it rests on (DESIGN.md, section 3).

A verdict says nothing about who is right, and *consistent* says no more than that both can be: a floor and any larger
number are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from .counting import Counted, Relation, relation, relations_by_reading
from .intervals import Interval, carried


class Verdict(Enum):
    CONSISTENT = "consistent"
    IN_CONFLICT = "in conflict"
    CANNOT_BE_DECIDED = "cannot be decided"
    NOT_COMPARABLE = "not comparable"


class Rule(Enum):
    """What a verdict rests on; the value is the rule in words."""

    SAME_THING = "two counts of the same thing need a number in common"
    PART = "a part cannot be larger than its whole"
    READING = "it depends on what the undefined measure counts"
    NOTHING_IN_COMMON = "neither counts a part of what the other counts"
    UNITS = "percentages are not counts"
    SCOPE = "a part of the theatre is not the whole"
    BASIS = "a running total is not a count in a period"
    START = "running totals that begin on different days are not comparable"


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure as the rules see it.

    ``subjects`` are the slugs of the subject and of the larger ones it is part of, the smallest first. ``start`` is the
    first day counted, None if not given. ``figure`` is the record's slug.
    """

    figure: str
    party: str
    subjects: tuple[str, ...]
    counted: Counted
    interval: Interval
    as_of: date
    start: date | None = None
    basis: str = "cumulative"
    scope: str = "theatre"
    scope_note: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say about two claims on one day.

    ``a`` and ``b`` are the intervals carried to ``day``; ``scope_notes`` are those of the claims that have one.
    """

    relation: Relation
    verdict: Verdict
    rule: Rule
    day: date
    a: Interval
    b: Interval
    scope_notes: tuple[str, ...]


def relation_of_subjects(a: tuple[str, ...], b: tuple[str, ...]) -> Relation:
    """How two subjects stand to one another, each given with the larger ones it is part of.

    >>> relation_of_subjects(("wagner-group", "russian-forces"), ("russian-forces",))
    <Relation.PART_OF: 'part of'>
    """
    if a[0] == b[0]:
        return Relation.LIKE_FOR_LIKE
    if b[0] in a:
        return Relation.PART_OF
    return Relation.WHOLE_OF if a[0] in b else Relation.DIFFERENT


def obstacle(a: Claim, b: Claim) -> Rule | None:
    """Why two claims cannot be set against one another at all, or None.

    Rule: only running totals of the whole theatre, from the same day, in the same unit, are comparable.
    """
    if a.counted.unit != b.counted.unit:
        return Rule.UNITS
    if a.scope != "theatre" or b.scope != "theatre":
        return Rule.SCOPE
    if a.basis != "cumulative" or b.basis != "cumulative":
        return Rule.BASIS
    if a.start != b.start:
        return Rule.START
    return None


def judge_on(a: Claim, b: Claim, day: date) -> Judgement:
    """Judge two claims on one day, to which both are carried.

    Rule: alike, two counts clash if no number lies in both; a part and its whole clash if the part must be larger. Over
    the readings of an undefined measure the verdict is what all of them say, else it cannot be decided.
    """
    subjects = relation_of_subjects(a.subjects, b.subjects)
    found = relations_by_reading(a.counted, b.counted, subjects)
    at_a, at_b = carried(a.interval, a.as_of, day), carried(b.interval, b.as_of, day)
    notes = tuple(claim.scope_note for claim in (a, b) if claim.scope_note)
    verdict, rule = _verdict(obstacle(a, b), found, at_a, at_b)
    return Judgement(relation(a.counted, b.counted, subjects), verdict, rule, day, at_a, at_b, notes)


def _verdict(hindered: Rule | None, found: Iterable[Relation], a: Interval, b: Interval) -> tuple[Verdict, Rule]:
    if hindered:
        return Verdict.NOT_COMPARABLE, hindered
    related = [each for each in found if each is not Relation.DIFFERENT]
    if not related:
        return Verdict.NOT_COMPARABLE, Rule.NOTHING_IN_COMMON
    clashes = {clash(each, a, b) for each in found}
    if len(clashes) > 1:
        return Verdict.CANNOT_BE_DECIDED, Rule.READING
    verdict = Verdict.IN_CONFLICT if clashes.pop() else Verdict.CONSISTENT
    return verdict, Rule.SAME_THING if related == [Relation.LIKE_FOR_LIKE] else Rule.PART


def clash(how: Relation, a: Interval, b: Interval) -> bool:
    """Whether no numbers could make both intervals true, of counts that stand in the relation ``how`` (a to b).

    >>> clash(Relation.LIKE_FOR_LIKE, Interval(1351, 1351), Interval(7000))
    True
    >>> clash(Relation.PART_OF, Interval(5176, 5176), Interval(30000, 40000))
    False
    """
    match how:
        case Relation.LIKE_FOR_LIKE:
            return not a.meets(b)
        case Relation.PART_OF:
            return not a.can_be_at_most(b)
        case Relation.WHOLE_OF:
            return not b.can_be_at_most(a)
    return False


_GRAVITY = [Verdict.NOT_COMPARABLE, Verdict.CONSISTENT, Verdict.CANNOT_BE_DECIDED, Verdict.IN_CONFLICT]


def judge(a: Claim, b: Claim, by_the_older_day: Claim | None = None) -> Judgement:
    """Judge two claims on both days they are about.

    Rule: on the day of the newer claim, and on the day of the older one against ``by_the_older_day``, the newer one's
    party's latest claim by then (None if it had made none). In conflict on either day is in conflict.
    """
    older, newer = (a, b) if a.as_of <= b.as_of else (b, a)
    judgements = [judge_on(a, b, newer.as_of)]
    if by_the_older_day is not None and older.as_of < newer.as_of:
        pair = (older, by_the_older_day) if older is a else (by_the_older_day, older)
        judgements.append(judge_on(*pair, older.as_of))
    return max(judgements, key=lambda each: _GRAVITY.index(each.verdict))
