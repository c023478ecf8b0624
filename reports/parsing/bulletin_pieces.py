"""Cuts a bulletin into pieces that name one thing each: by lines, semicolons, sentences, commas, and its heading."""

import re
from collections.abc import Iterator

from .bulletin_words import name_at, name_start

# The end of a sentence only before a capital: "20,6 тис. осіб", "5 тис. 200" and "(+0). од." stay whole.
_END = re.compile(r"[\n;]|[.!?] +(?=[^\W\d_a-zа-яіїєґ])")
_DIGIT = re.compile(r"[0-9]")
# A dash or a colon that parts a name from its number; not a hyphen within a word.
_SEPARATOR = re.compile(r"(?<!\w)-|-(?!\w)|[:=]")

Piece = tuple[int, int]


def pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """The pieces of ``text[start:end]`` (plain characters), none of them lost, as places in ``text``."""
    for sentence_end in _END.finditer(text, start, end):
        yield from _items(text, start, sentence_end.start())
        start = sentence_end.end()
    yield from _items(text, start, end)


def _items(text: str, start: int, end: int) -> Iterator[Piece]:
    """The items between the commas of a sentence. A comma within a number, or before more about it, parts nothing."""
    start = _after_heading(text, start, end)
    comma = text.find(",", start, end)
    while comma >= 0:
        following = text.find(",", comma + 1, end)
        if _begins_item(text, comma + 1, following if following >= 0 else end):
            yield start, comma
            start = comma + 1
        comma = following
    yield start, end


def _begins_item(text: str, start: int, end: int) -> bool:
    """Whether a name and then a number follow: a known name, or words before a dash or a colon."""
    digit = _DIGIT.search(text, start, end)
    if digit is None:
        return False
    first = name_start(text, start, end)
    if not text[first].isalpha():
        return False
    return name_at(text, first, end) is not None or _SEPARATOR.search(text, first, digit.start()) is not None


def _after_heading(text: str, start: int, end: int) -> int:
    """Where the first name after "The losses were approximately:" begins; ``start`` if no such heading stands there."""
    colon = text.find(":", start, end)
    if colon < 0 or _DIGIT.search(text, start, colon) or name_at(text, name_start(text, start, colon), colon):
        return start
    return colon + 1 if name_at(text, name_start(text, colon, end), end) else start
