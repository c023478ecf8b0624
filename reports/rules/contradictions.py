"""When two intervals leave no world in which both are true."""

from collections.abc import Iterable
from datetime import date

from .claims import Claim
from .intervals import Interval, carried
from .measure_sets import Relation, relation_of_subjects, relations_by_reading


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


def clashes(relations: Iterable[Relation], a: Interval, b: Interval) -> frozenset[bool]:
    """Whether two intervals clash, over all relations that their counts may stand in: ``{True, False}`` if it depends.

    >>> clashes([Relation.LIKE_FOR_LIKE], Interval(1351, 1351), Interval(7000))
    frozenset({True})
    >>> len(clashes([Relation.LIKE_FOR_LIKE, Relation.PART_OF], Interval(1351, 1351), Interval(16050, 16150)))
    2
    """
    return frozenset({clash(relation, a, b) for relation in relations})


def decisive(a: Claim, b: Claim, day: date) -> list[Claim]:
    """Those of two claims that say "about" or "nearly", if the verdict on ``day`` turns on how that is read; else none.

    Rule: it does if it would be another without a margin, or with twice as much. What holds both without one and with
    twice as much holds with everything between. Without a margin a "nearly" is the number that it names.

    >>> from reports.rules.examples import KILLED, RUSSIA, claim
    >>> near, far = (claim("A", KILLED, "2022-03-25", "about", count) for count in (1300, 1900))
    >>> decisive(RUSSIA, near, RUSSIA.as_of) == [near], decisive(RUSSIA, far, RUSSIA.as_of)
    (True, [])
    """
    rounded = [claim for claim in (a, b) if is_rounded(claim)]
    if not rounded:
        return []
    relations = relations_by_reading(a.counted, b.counted, relation_of_subjects(a.subjects, b.subjects))
    without = clashes(relations, carried(a.stated, a.as_of, day), carried(b.stated, b.as_of, day))
    twice = clashes(relations, *(carried(twice_the_margin(claim), claim.as_of, day) for claim in (a, b)))
    return [] if without == twice else rounded


def is_rounded(claim: Claim) -> bool:
    """Whether its party said "about" or "nearly", of itself or of a part of a sum.

    >>> from reports.rules.examples import GENERAL_STAFF, HEROES, RUSSIA
    >>> is_rounded(GENERAL_STAFF), is_rounded(HEROES), is_rounded(RUSSIA)
    (True, True, False)
    """
    return claim.number.is_rounded or claim.interval.low != claim.stated.low


def twice_the_margin(claim: Claim) -> Interval:
    """How it would read with twice the margin; at least one more to either side, since "about 15" has none.

    A "nearly" has a margin below it alone. A sum has those of its parts.

    >>> from reports.rules.examples import GENERAL_STAFF, HEROES, NATO
    >>> twice_the_margin(GENERAL_STAFF), twice_the_margin(NATO), twice_the_margin(HEROES)
    (Interval(low=16000, high=16200), Interval(low=7000, high=15000), Interval(low=8000, high=8999))
    """
    if not is_rounded(claim):
        return claim.interval
    more = max(claim.stated.low - claim.interval.low, 1)
    high = claim.interval.high
    if high is not None and high >= claim.stated.high:
        high += more
    return Interval(max(claim.interval.low - more, 0), high)
