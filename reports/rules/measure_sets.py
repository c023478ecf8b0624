"""What two figures count, and how the one stands to the other: measures as sets of outcomes (DESIGN.md, section 3).

A measure surely counts some outcomes and may count others: ``includes`` ⊆ what it truly counts ⊆ ``includes`` ∪
``may_include``. Each set in between is a *reading* of it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from itertools import combinations

Outcomes = frozenset[str]


class Relation(Enum):
    """How what one figure counts stands to what another counts."""

    LIKE_FOR_LIKE = "like for like"
    PART_OF = "part of"
    WHOLE_OF = "whole of"
    UNDEFINED = "undefined"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Counted:
    """What a measure counts: ``thing`` (people, tanks), ``unit`` (people, items, percent) and its two outcome sets."""

    thing: str
    unit: str
    includes: Outcomes
    may_include: Outcomes = frozenset()
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.thing, self.unit, self.includes, self.may_include)))

    def __hash__(self) -> int:
        """Known from the start: it is asked for several times a verdict."""
        return self._hash

    @property
    def is_defined(self) -> bool:
        """Whether it has one reading only.

        >>> Counted("people", "people", frozenset({"killed"}), frozenset({"wounded"})).is_defined
        False
        """
        return not self.may_include

    def readings(self) -> Iterator[Outcomes]:
        """Every set of outcomes that the measure may truly count, the smallest first.

        >>> losses = Counted("people", "people", frozenset({"killed"}), frozenset({"wounded"}))
        >>> [sorted(reading) for reading in losses.readings()]
        [['killed'], ['killed', 'wounded']]
        """
        doubtful = sorted(self.may_include)
        for size in range(len(doubtful) + 1):
            for added in combinations(doubtful, size):
                yield self.includes | frozenset(added)


def relation_of_sets(a: Outcomes, b: Outcomes) -> Relation:
    """How one set of outcomes stands to another, both known.

    >>> relation_of_sets(frozenset({"killed"}), frozenset({"killed", "wounded"}))
    <Relation.PART_OF: 'part of'>
    """
    if a == b:
        return Relation.LIKE_FOR_LIKE
    if a < b:
        return Relation.PART_OF
    return Relation.WHOLE_OF if a > b else Relation.DIFFERENT


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


def both(a: Relation, b: Relation) -> Relation:
    """A relation of subjects and one of outcomes as one: a part in both ways, or in one and alike in the other.

    >>> both(Relation.LIKE_FOR_LIKE, Relation.PART_OF), both(Relation.WHOLE_OF, Relation.PART_OF)
    (<Relation.PART_OF: 'part of'>, <Relation.DIFFERENT: 'different'>)
    """
    if a is b or b is Relation.LIKE_FOR_LIKE:
        return a
    return b if a is Relation.LIKE_FOR_LIKE else Relation.DIFFERENT


def relations_by_reading(a: Counted, b: Counted, subjects: Relation) -> frozenset[Relation]:
    """Every relation that two figures may stand in, over all readings of both; ``subjects`` relates their subjects.

    >>> killed = Counted("people", "people", frozenset({"killed"}))
    >>> losses = Counted("people", "people", frozenset({"killed"}), frozenset({"wounded"}))
    >>> sorted(relation.value for relation in relations_by_reading(killed, losses, Relation.LIKE_FOR_LIKE))
    ['like for like', 'part of']
    """
    relations = _relations_of_sets(a, b)
    if subjects is Relation.LIKE_FOR_LIKE:
        return relations
    return frozenset({both(subjects, relation) for relation in relations})


@lru_cache(maxsize=4096)
def _relations_of_sets(a: Counted, b: Counted) -> frozenset[Relation]:
    if (a.thing, a.unit) != (b.thing, b.unit):
        return frozenset({Relation.DIFFERENT})
    return frozenset(relation_of_sets(one, other) for one in a.readings() for other in b.readings())


def relation(a: Counted, b: Counted, subjects: Relation = Relation.LIKE_FOR_LIKE) -> Relation:
    """How what two figures count stands to one another.

    Rule: what holds in every reading; *undefined* where readings disagree.

    >>> killed = Counted("people", "people", frozenset({"killed"}))
    >>> wounded = Counted("people", "people", frozenset({"wounded"}))
    >>> relation(killed, wounded)
    <Relation.DIFFERENT: 'different'>
    """
    return agreed(relations_by_reading(a, b, subjects))


def agreed(relations: Collection[Relation]) -> Relation:
    """The one relation that holds in every reading, else *undefined*.

    >>> agreed({Relation.LIKE_FOR_LIKE, Relation.PART_OF})
    <Relation.UNDEFINED: 'undefined'>
    """
    return next(iter(relations)) if len(relations) == 1 else Relation.UNDEFINED
