"""Makes one of the many characters that look or act alike: digits, dashes, spaces, apostrophes.

Digits of other scripts become ASCII digits, since Unicode says what each is worth. What could hide or turn a number
around (controls, marks that overwrite or strike through, fractions, superscripts) is refused.
"""

import unicodedata

from .results import Refused, Why

# A character a text: in a column of numbers, nothing to see; between digits, no separator.
_UNSEEN = {
    *"\u200b\u200c\u200d\u2060\ufeff\u00ad",  # widths of nothing, soft hyphen
    *"\u200e\u200f\u061c\u2066\u2067\u2068\u2069",  # marks of direction, which leave digits in their order
}
# Of one column or line and the next: no number runs across them.
_BREAKS = set("\t\n\r\v\f\x85\u2028\u2029")
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

    Tabs and ends of lines become tabs. Raises Refused: too long, or a character that may not stand in a number.
    """
    if len(text) > longest:
        raise Refused(Why.TOO_LONG)
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
        raise Refused(Why.MIXED_DIGITS)
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
        raise Refused(Why.CHARACTER, words=f"U+{ord(character):04X}")
    return character
