"""Cuts a text in plain characters into numerals, words and signs, and takes them one after the other."""

import re
from collections.abc import Collection, Mapping

from .number_words import LONGEST_PHRASE, Phrase

# A numeral's separators stand singly between digits. A word takes the point of its abbreviation with it ("тис.").
# No two alternatives begin alike and none can match in two ways, so that the time grows with the length only.
_TOKEN = re.compile(
    r"(?P<numeral>[0-9]+(?:[ ,.'][0-9]+)*)|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)\.?|(?P<sign>[^ \t])"  #
)


class Tokens:
    """The tokens of ``text``, taken from the front: ``kinds`` (numeral, word or sign) and ``texts``, a word without its
    point."""

    def __init__(self, text: str) -> None:
        self._text = text
        tokens = list(_TOKEN.finditer(text))
        self.kinds = [token.lastgroup for token in tokens]
        self.texts = [token[token.lastgroup] for token in tokens]
        self._starts = [*(token.start() for token in tokens), len(text)]
        self._next = 0

    @property
    def kind(self) -> str | None:
        """Of the next token; None at the end."""
        return None if self.done else self.kinds[self._next]

    @property
    def done(self) -> bool:
        return self._next == len(self.texts)

    @property
    def rest(self) -> str:
        """The text that is not taken yet."""
        return self._text[self._starts[self._next] :].strip()

    def take_one(self, text: str) -> bool:
        """Takes the next token if it is ``text``."""
        return self.take_phrase([(text,)]) is not None

    def take_kind(self, kind: str) -> str | None:
        """Takes the next token if it is of ``kind``; its text."""
        if self.kind != kind:
            return None
        self._next += 1
        return self.texts[self._next - 1]

    def take_phrase(self, phrases: Collection[Phrase] | Mapping[Phrase, object]) -> Phrase | None:
        """Takes the longest of ``phrases`` that comes next; None if none does."""
        ahead = tuple(self.texts[self._next : self._next + LONGEST_PHRASE])
        for length in range(len(ahead), 0, -1):
            if ahead[:length] in phrases:
                self._next += length
                return ahead[:length]
        return None
