"""From where a party speaks about a subject: derived from their sides, never stored (DESIGN.md, section 1)."""

from enum import Enum


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
