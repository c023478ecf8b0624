"""Cuts a text in plain characters into numerals, words and signs, and takes them one after the other."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .number_words import LONGEST_PHRASE, Phrase

# A numeral's separators stand singly between digits. A word takes the point of its abbreviation with it ("тис.").
# No two alternatives begin alike and none can match in two ways, so that the time grows with the length only.
_TOKEN = re.compile(
    r"(?P<numeral>[0-9]+(?:[ ,.'][0-9]+)*)|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*\.?)|(?P<sign>[^ \t])"  #
)


@dataclass(frozen=True, slots=True)
class Token:
    """``kind`` is numeral, word or sign; ``text`` a word without its point; ``at`` where it begins."""

    kind: str
    text: str
    at: int


class Tokens:
    """The tokens of ``text``, taken from the front."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = [_token(match) for match in _TOKEN.finditer(text)]
        self._next = 0

    def __iter__(self):
        return iter(self._tokens)

    @property
    def done(self) -> bool:
        return self._next == len(self._tokens)

    @property
    def rest(self) -> str:
        """The text that is not taken yet."""
        return "" if self.done else self._text[self._tokens[self._next].at :].strip()

    def see(self, kind: str) -> Token | None:
        """The next token if it is of this kind."""
        token = None if self.done else self._tokens[self._next]
        return token if token and token.kind == kind else None

    def take_one(self, text: str) -> bool:
        """Takes the next token if it is ``text``."""
        return self.take_phrase([(text,)]) is not None

    def take_kind(self, kind: str) -> str | None:
        """Takes the next token if it is of ``kind``; its text."""
        token = self.see(kind)
        self._next += token is not None
        return token and token.text

    def take_phrase(self, phrases: Collection[Phrase] | Mapping[Phrase, object]) -> Phrase | None:
        """Takes the longest of ``phrases`` that comes next; None if none does."""
        ahead = tuple(token.text for token in self._tokens[self._next : self._next + LONGEST_PHRASE])
        for length in range(len(ahead), 0, -1):
            if ahead[:length] in phrases:
                self._next += length
                return ahead[:length]
        return None


def _token(match: re.Match[str]) -> Token:
    text = match.group().removesuffix(".") if match.lastgroup == "word" else match.group()
    return Token(match.lastgroup, text, match.start())
