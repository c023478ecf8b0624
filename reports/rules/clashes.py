"""When two intervals leave no world in which both are true."""

from collections.abc import Iterable

from .counting import Relation
from .intervals import Interval


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
    return frozenset({clash(each, a, b) for each in relations})
