"""The words of a verdict: what it can be, and what it rests on (DESIGN.md, section 3)."""

from enum import Enum


class Verdict(Enum):
    CONSISTENT = "consistent"
    IN_CONFLICT = "in conflict"
    CANNOT_BE_DECIDED = "cannot be decided"
    NOT_COMPARABLE = "not comparable"


class Rule(Enum):
    """What a verdict rests on; the value is the rule in words."""

    SAME_THING = "two counts of the same thing need a number in common"
    PART = "a part cannot be larger than its whole"
    EVERY_READING = "it is so in every reading of the undefined measure"
    READING = "it depends on what the undefined measure counts"
    NO_HARD_ENDS = "an interval with a level, such as 95 per cent, has no hard ends"
    NOTHING_IN_COMMON = "neither counts a part of what the other counts"
    UNITS = "percentages are not counts"
    SCOPE = "a part of the theatre is not the whole"
    BASIS = "a running total is not a count in a period"
    START = "running totals that begin on different days are not comparable"


class Perspective(Enum):
    """In the order of the grid's columns."""

    OWN = "own"
    OPPONENT = "opponent"
    BELLIGERENT = "belligerent"
    THIRD = "third"

    @property
    def words(self) -> str:
        """How pages say it, in brackets behind a party's name.

        >>> Perspective.THIRD.words
        'third party'
        """
        return _WORDS[self]


_WORDS = {
    Perspective.OWN: "its own losses",
    Perspective.OPPONENT: "its opponent’s losses",
    Perspective.BELLIGERENT: "a side in the war",
    Perspective.THIRD: "third party",
}


def perspective(party_side: int | None, subject_side: int | None) -> Perspective:
    """Compare the sides (their keys, None for none) of the party that speaks and of those whose losses are counted.

    A belligerent that speaks about people of neither side, such as civilians, is no third party and not their own
    side either.

    >>> perspective(1, 1), perspective(1, 2), perspective(None, 2)
    (<Perspective.OWN: 'own'>, <Perspective.OPPONENT: 'opponent'>, <Perspective.THIRD: 'third'>)
    """
    if party_side is None:
        return Perspective.THIRD
    if subject_side is None:
        return Perspective.BELLIGERENT
    return Perspective.OWN if party_side == subject_side else Perspective.OPPONENT
