"""Reads one number as people write or paste it, with its hedge. Nothing is guessed: see the room's docstring."""

import re
from collections.abc import Collection, Mapping

from reports.rules.number import Number, grouped

from .normalized_text import plain
from .number_words import (
    BEST,
    CLOSE_TO,
    COUNTED,
    HEDGES,
    HEDGES_AFTER,
    INTERVALS,
    JOINERS,
    LONGEST_PHRASE,
    OF_A_DAY,
    OPENERS,
    PERCENT,
    SIGNS,
    UNITS,
    VAGUE,
    Phrase,
)
from .numerals import Numeral, parse_numeral
from .results import ParsedNumber, ParseError, ParseFailure

LONGEST = 200

# A numeral's separators stand singly between digits. A word takes the point of its abbreviation with it ("тис.").
# No two alternatives begin alike and none can match in two ways, so that the time grows with the length only.
_TOKEN = re.compile(
    r"(?P<numeral>[0-9]+(?:[ ,.'][0-9]+)*)|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)\.?|(?P<sign>[^ \t])"  #
)

_HEDGES = SIGNS | HEDGES
# The same in another language, as in "близько / about".
_HEDGES_AGAIN = _HEDGES | {("/", *phrase): hedge for phrase, hedge in HEDGES.items()}
_OPENERS = {(word,) for word in OPENERS}
_GAINS = {("(", "+"), ("(", "-")}
_AT_THE_END = {(".",), (",",), (";",), (":",), ('"',)}


def read_number(text: str, beside: Collection[Phrase] = ()) -> ParsedNumber | ParseError:
    """The number that ``text`` names, or why it names none. Never raises; takes time in step with the length.

    ``beside``: phrases that may follow the number besides those that name what is counted, each a tuple of words.

    >>> str(read_number("понад 5 тис.").number), str(read_number("20 600+").number)
    ('more than 5,000', 'at least 20,600')
    >>> read_number("~20,600 (+300)").gain
    300
    >>> str(read_number("40,000 to 55,000 (95% CI)").number)
    '40,000–55,000 (95% interval)'
    >>> read_number("1,35").readings
    ('1.35', '135')
    """
    try:
        return _NumberReader(plain(text, LONGEST), beside).read()
    except ParseError as error:
        return error.about(text)


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


class _NumberReader:
    """Reads one text from the front to the end; what it cannot place it refuses."""

    def __init__(self, text: str, beside: Collection[Phrase]) -> None:
        after = {*COUNTED, *beside}
        self.after = after | {("/", *phrase) for phrase in after}  # "осіб / persons"
        self.tokens = Tokens(text)
        self.hedges: set[str] = set()
        self.gain: int | None = None

    def read(self) -> ParsedNumber:
        self._refuse_without_numeral()
        self.tokens.take_one('"')
        self._take_hedges()
        opener = self.tokens.take_phrase(_OPENERS)
        self._take_hedges()
        first = self._number()
        second = self._other_end(opener)
        best = self._best() if second else None
        level = self.tokens.take_phrase(INTERVALS) if second else None
        self._take_what_follows()
        percent = self._is_percent([numeral for numeral in (first, second, best) if numeral])
        qualifier, unit = self._qualifier(), "percent" if percent else "people"
        if second is None:
            return ParsedNumber(_single(qualifier, _value(first, percent), unit), self.gain)
        low, high = _ends(first, second, percent)
        middle = _value(best, percent) if best else None
        if middle is not None and not low <= middle <= high:
            raise ParseError(ParseFailure.BEST_OUTSIDE, grouped(middle), f"{grouped(low)}–{grouped(high)}")
        return ParsedNumber(Number("range", low, middle, high, unit, INTERVALS.get(level)), self.gain)

    def _refuse_without_numeral(self) -> None:
        if "numeral" not in self.tokens.kinds:
            words = {(text,) for text in self.tokens.texts}
            raise ParseError(
                ParseFailure.EMPTY if not words else ParseFailure.VAGUE if words & VAGUE else ParseFailure.NO_DIGITS
            )

    def _take_hedges(self) -> None:
        known = _HEDGES
        while phrase := self.tokens.take_phrase(known):
            self.hedges.add(known[phrase])
            known = _HEDGES_AGAIN

    def _number(self) -> Numeral:
        if self.tokens.take_one("-"):
            raise ParseError(ParseFailure.NEGATIVE)
        if self.tokens.take_one("+"):
            raise ParseError(ParseFailure.GAIN_ONLY)
        text = self.tokens.take_kind("numeral")
        if text is None:
            raise self._unplaced()
        plus = self.tokens.take_one("+")
        unit = self.tokens.take_phrase(UNITS)
        plus = self.tokens.take_one("+") or plus
        percent = self.tokens.take_phrase(PERCENT) is not None
        if plus:
            self.hedges.add("at_least")  # the sign says "this many, or more": the number itself is included
        return parse_numeral(text, UNITS.get(unit), percent)

    def _other_end(self, opener: Phrase | None) -> Numeral | None:
        joiners = OPENERS[opener[0]] if opener else JOINERS
        if self.tokens.take_phrase({(word,) for word in joiners}):
            self.hedges.add("range")
            self._take_hedges()
            return self._number()
        if opener:
            raise ParseError(ParseFailure.HALF_A_RANGE, words=opener[0])
        return None

    def _best(self) -> Numeral | None:
        phrase = self.tokens.take_phrase(BEST)
        if phrase is None:
            return None
        best = self._number()
        if phrase[0] == "(" and not self.tokens.take_one(")"):
            raise self._unplaced()
        return best

    def _take_what_follows(self) -> None:
        """What is counted, a hedge after the number, the gain, and signs at the end."""
        while True:
            if phrase := self.tokens.take_phrase(HEDGES_AFTER):
                self.hedges.add(HEDGES_AFTER[phrase])
            elif self.gain is None and (sign := self.tokens.take_phrase(_GAINS)):
                self._take_gain(-1 if "-" in sign else 1)
            elif not self.tokens.take_phrase(self.after):
                break
        while self.tokens.take_phrase(_AT_THE_END):
            pass
        if not self.tokens.done:
            raise self._unplaced()

    def _take_gain(self, sign: int) -> None:
        text = self.tokens.take_kind("numeral")
        if text is None:
            raise self._unplaced()
        unit = self.tokens.take_phrase(UNITS)
        self.tokens.take_phrase(OF_A_DAY)
        if not self.tokens.take_one(")"):
            raise self._unplaced()
        self.gain = sign * parse_numeral(text).value(UNITS.get(unit, 1))
        self.tokens.take_phrase({(".",), (",",)})

    def _unplaced(self) -> ParseError:
        """The error that names what comes next."""
        if self.tokens.kind == "numeral":
            return ParseError(ParseFailure.TWO_NUMBERS, words=self.tokens.rest)
        return ParseError(ParseFailure.UNKNOWN_WORDS, words=self.tokens.rest)

    def _is_percent(self, numerals: list[Numeral]) -> bool:
        """A percent sign stands with every number, or with the second end of a range for both."""
        signs = [numeral.percent for numeral in numerals]
        if any(signs) and (not all(signs[1:]) or any(numeral.unit for numeral in numerals)):
            raise ParseError(ParseFailure.UNKNOWN_WORDS, words="%")
        return any(signs)

    def _qualifier(self) -> str:
        if len(self.hedges) > 1:
            raise ParseError(ParseFailure.HEDGES_DIFFER, *sorted(self.hedges))
        return next(iter(self.hedges), "exact")


def _single(qualifier: str, value: int, unit: str) -> Number:
    if qualifier == CLOSE_TO:
        readings = (str(_single(hedge, value, unit)) for hedge in ("nearly", "about"))
        raise ParseError(ParseFailure.TWO_READINGS, *readings)
    if qualifier in ("fewer_than", "nearly") and not value:
        raise ParseError(ParseFailure.BELOW_ZERO)
    return Number.make(qualifier, value, unit=unit)


def _value(numeral: Numeral, percent: bool = False) -> int:
    value = numeral.value(numeral.unit or 1, percent)
    if percent and value > 100:
        raise ParseError(ParseFailure.OVER_A_HUNDRED)
    return value


def _ends(first: Numeral, second: Numeral, percent: bool) -> tuple[int, int]:
    """Low and high of a range. A unit after the second end is the first end's too, if that has none: "7–15 thousand".

    ParseError where both "10–15,000" (ten, or ten thousand?) and a first end in full leave two readings.
    """
    high = _value(second, percent)
    whole = first.whole
    if first.unit is None and second.unit and whole is not None and whole >= second.unit:
        # Written in full, "7,000 to 15 thousand", unless its unit is that of the second end all the same.
        lows = sorted(low for low in {whole} | first.possible(second.unit) if low <= high)
    elif first.unit is None and second.unit:
        lows = [first.value(second.unit)]
    else:
        lows = [_value(first, percent)]
        short = lows[0] * 1000
        if first.unit is None and not percent and 0 < lows[0] < 1000 and short <= high:
            lows.append(short)
    if not lows or lows[0] > high:
        raise ParseError(ParseFailure.REVERSED, words=f"{grouped(lows[0] if lows else whole)}–{grouped(high)}")
    if len(lows) > 1:
        raise ParseError(ParseFailure.TWO_READINGS, *(f"{grouped(low)}–{grouped(high)}" for low in lows))
    return lows[0], high
