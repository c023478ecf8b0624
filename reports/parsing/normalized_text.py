"""Makes one of the many characters that look or act alike: digits, dashes, spaces, apostrophes.

Digits of other scripts become ASCII digits, since Unicode says what each is worth. What could hide or turn a number
around (controls, marks that overwrite or strike through, fractions, superscripts) is refused.
"""

import unicodedata
from dataclasses import dataclass
from typing import Self

from .results import ParseError, ParseFailure

# A character a text: in a column of numbers, nothing to see; between digits, no separator.
_UNSEEN = {
    *"\u200b\u200c\u200d\u2060\ufeff\u00ad",  # widths of nothing, soft hyphen
    *"\u200e\u200f\u061c\u2066\u2067\u2068\u2069",  # marks of direction, which leave digits in their order
}
# Of one column or line and the next: no number runs across them.
_ENDS_OF_LINES = set("\n\r\v\f\x85\u2028\u2029")
_BREAKS = {"\t", *_ENDS_OF_LINES}
_UNKNOWN = "\ufffd"
_LIKE = {
    "’": "'", "‘": "'", "ʼ": "'", "ʹ": "'", "′": "'", "`": "'",  # apostrophes
    "\u066c": "'",  # the Arabic separator of thousands: never a decimal sign
    "≈": "~", "∼": "~", "≃": "~", "≅": "~", "～": "~",
    "−": "-", "－": "-",
    "，": ",", "．": ".", "％": "%", "＋": "+", "（": "(", "）": ")",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
}  # fmt: skip


def plain(text: str, longest: int) -> str:
    """``text`` in lower case with one character for each kind: ASCII digits, "-" for dashes, " " for spaces.

    Tabs and ends of lines become tabs. Raises ParseError: too long, or a character that may not stand in a number.
    """
    if len(text) > longest:
        raise ParseError(ParseFailure.TOO_LONG)
    zeros = set()
    out = []
    for character in unicodedata.normalize("NFC", text):
        if character.isdecimal():
            value = unicodedata.decimal(character)
            zeros.add(ord(character) - value)
            out.append(str(value))
        elif character not in _UNSEEN:
            out.append(_one(character))
    if len(zeros) > 1:
        raise ParseError(ParseFailure.MIXED_DIGITS)
    return "".join(out).lower()


def _one(character: str) -> str:
    if character in _BREAKS:
        return "\t"
    if character in _LIKE:
        return _LIKE[character]
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    if category == "Pd":
        return "-"
    if category[0] in "CMN":
        raise ParseError(ParseFailure.CHARACTER, words=f"U+{ord(character):04X}")
    return character


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """A text in plain characters that still knows where each stood, so that what is reported is reported verbatim.

    ``simple`` has a character for each that is seen: digits and dashes as ``plain`` makes them, lines
    parted by line feeds, the case kept; a character that may not stand in a number is a replacement character.
    """

    text: str
    simple: str
    origins: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Self:
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
    except ParseError:
        return _UNKNOWN
