"""A text in plain characters that still knows where each stood, so that what is reported is reported verbatim."""

from dataclasses import dataclass

from .characters import plain
from .results import Refused

_UNKNOWN = "\ufffd"
_ENDS_OF_LINES = set("\n\r\v\f\x85\u2028\u2029")


@dataclass(frozen=True, slots=True)
class Aligned:
    """``simple`` has a character for each that is seen: digits and dashes as ``characters.plain`` makes them, lines
    parted by line feeds, the case kept; a character that may not stand in a number is a replacement character."""

    text: str
    simple: str
    origins: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Aligned":
        out, origins = [], []
        for place, character in enumerate(text):
            simple = _simple(character)
            if simple:
                out.append(simple)
                origins.append(place)
        return cls(text, "".join(out), (*origins, len(text)))

    def verbatim(self, start: int, end: int) -> str:
        """What stands in the text between two places of ``simple``, without the spaces around it."""
        return self.text[self.origins[start] : self.origins[end]].strip()


def _simple(character: str) -> str:
    if character in _ENDS_OF_LINES:
        return "\n"
    if character.isalpha():
        return character
    try:
        return plain(character, longest=1).replace("\t", " ")
    except Refused:
        return _UNKNOWN
