"""Reads a whole bulletin of the General Staff of Ukraine, in English or Ukrainian, however its lines are laid out.

Every digit of the text ends up in a line that was read, in the days, or in what was not understood: nothing is lost
in silence, and no measure is guessed.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from .bulletin_days import Days, expressions, read_days
from .bulletin_pieces import pieces
from .bulletin_words import (
    LOST,
    VEHICLES,
    VEHICLES_ALONE,
    WITH_FUEL_TANKS,
    after_heading_words,
    name_at,
    name_start,
    same_name_end,
)
from .normalized_text import Aligned
from .number_reader import read_number
from .results import ReadNumber, Refused, Unreadable, Why

LONGEST = 20_000
# The gain without its brackets, at the end of a line: "11 369 +3". A plus apart from both its numbers would be a sum.
_GAIN = re.compile(r"(?<=\d)\s{1,3}\+(\d(?:[\d ,.\u00a0\u202f]{0,20}\d)?)[.,;]?$")

LAST_DAY_OF_VEHICLES_ALONE = date(2022, 4, 30)


@dataclass(frozen=True, slots=True)
class BulletinLine:
    """``text`` as it stands in the bulletin, the slug of the measure it names, and its number."""

    text: str
    measure: str
    number: ReadNumber

    @property
    def gain(self) -> int | None:
        """The change since the day before, "(+300)"; None where none is given."""
        return self.number.gain


@dataclass(frozen=True, slots=True)
class ReadBulletin:
    """What was read. ``language`` is "en" or "uk", empty if no line or lines of both were read.

    ``last_day`` is the day that the totals cover, and both days are None where the text does not say, or not clearly.
    ``days`` are the words that name them. ``not_understood`` are the lines with a digit, and the measures without a
    number, that could not be read: verbatim (but for letters made of two characters, which become one), each with its
    reason, in the order of the text.
    """

    language: str = ""
    first_day: date | None = None
    last_day: date | None = None
    days: tuple[str, ...] = ()
    lines: tuple[BulletinLine, ...] = ()
    not_understood: tuple[Unreadable, ...] = ()


def read_bulletin(text: str) -> ReadBulletin:
    """Reads ``text``, of at most LONGEST characters. Never raises; takes time in step with the length.

    >>> read = read_bulletin("Втрати з 24.02.22 по 18.04.22: танків ‒ 790 (+6), катапульт ‒ 3")
    >>> read.last_day, read.lines[0].measure, read.lines[0].number.best, read.lines[0].gain
    (datetime.date(2022, 4, 18), 'tanks', 790, 6)
    >>> [line.text for line in read.not_understood]
    ['катапульт ‒ 3']
    """
    if len(text) > LONGEST:
        return ReadBulletin(not_understood=(Unreadable(text, Why.TOO_LONG),))
    return _Reader(Aligned.of(unicodedata.normalize("NFC", text))).read()


class _Reader:
    def __init__(self, text: Aligned) -> None:
        self.text = text
        self.days: list[tuple[int, str, Days]] = []
        self.lines: list[tuple[int, BulletinLine]] = []
        self.languages: set[str] = set()
        self.failures: list[tuple[int, Unreadable]] = []

    def read(self) -> ReadBulletin:
        for start, end in self._read_days():
            for piece in pieces(self.text.simple, start, end):
                self._read_piece(*piece)
        first, last = self._settle_days()
        self._settle_vehicles(last)
        self._settle_repeated()
        return ReadBulletin(
            language=self.languages.pop() if len(self.languages) == 1 else "",
            first_day=first,
            last_day=last,
            days=tuple(text for _, text, _ in self.days),
            lines=tuple(line for _, line in self.lines),
            not_understood=tuple(failure for _, failure in sorted(self.failures, key=lambda each: each[0])),
        )

    def _read_days(self) -> Iterator[tuple[int, int]]:
        """Reads the days; yields the stretches of text between."""
        start = 0
        for expression in expressions(self.text.simple):
            yield start, expression.start()
            words = self.text.verbatim(expression.start(), expression.end())
            try:
                self.days.append((expression.start(), words, read_days(expression)))
            except Refused as refusal:
                self.failures.append((expression.start(), refusal.about(words)))
            start = after_heading_words(self.text.simple, expression.end())
        yield start, len(self.text.simple)

    def _read_piece(self, start: int, end: int) -> None:
        words = self.text.verbatim(start, end)
        has_digit = any(character.isdigit() for character in words)
        begins = name_start(self.text.simple, start, end)
        name = name_at(self.text.simple, begins, end)
        if name is None:
            if has_digit:
                self._fail(start, words, Why.NO_MEASURE)
            return
        measure, language, name_end = name
        name_end = same_name_end(self.text.simple, measure, name_end, end)
        words = self.text.verbatim(begins, end)
        number, parted = _without_separator(self.text.verbatim(name_end, end))
        if not has_digit:
            if parted or not number:
                self._fail(start, words, Why.MEASURE_WITHOUT_NUMBER)
            return
        read = read_number(_GAIN.sub(r" (+\1)", number), beside=LOST)
        if isinstance(read, Unreadable):
            self.failures.append((start, replace(read, text=words)))
        elif read.percent:  # the bulletin counts; a share is none of its totals
            self.failures.append((start, Unreadable(words, Why.UNKNOWN_WORDS, words="%")))
        else:
            self.lines.append((start, BulletinLine(words, measure, read)))
            self.languages.add(language)

    def _fail(self, at: int, text: str, why: Why, *readings: str) -> None:
        self.failures.append((at, Unreadable(text, why, readings)))

    def _settle_days(self) -> tuple[date | None, date | None]:
        """The first and the last day; None, and reported, where the text names several."""
        firsts = {days.first for _, _, days in self.days} - {None}
        lasts = {days.last for _, _, days in self.days} - {None}
        if len(firsts) > 1 or len(lasts) > 1:
            for at, words, _ in self.days:
                self._fail(at, words, Why.DAYS_TWICE)
            self.days = []
            return None, None
        return next(iter(firsts), None), next(iter(lasts), None)

    def _settle_vehicles(self, last: date | None) -> None:
        """ "Vehicles" alone are a measure up to a certain day; later, or on an unknown day, they could be two."""
        by_name, self.lines = self.lines, []
        for at, line in by_name:
            if line.measure != VEHICLES:
                self.lines.append((at, line))
            elif last and last <= LAST_DAY_OF_VEHICLES_ALONE:
                self.lines.append((at, replace(line, measure=VEHICLES_ALONE)))
            else:
                self._fail(at, line.text, Why.MEASURE_BY_DAY, VEHICLES_ALONE, WITH_FUEL_TANKS)

    def _settle_repeated(self) -> None:
        """A measure with one number twice is read once, with its gain; with two numbers, both lines are reported."""
        of_measure = defaultdict(list)
        for at, line in self.lines:
            of_measure[line.measure].append((at, line))
        self.lines = []
        for lines in of_measure.values():
            totals = {replace(line.number, gain=None) for _, line in lines}
            if len(totals) == 1 and len({line.gain for _, line in lines} - {None}) <= 1:
                self.lines.append(next((each for each in lines if each[1].gain is not None), lines[0]))
            else:
                for at, line in lines:
                    self._fail(at, line.text, Why.MEASURE_TWICE)
        self.lines.sort(key=lambda each: each[0])


def _without_separator(text: str) -> tuple[str, bool]:
    """``text`` without the dash or the colon that parts a name from its number, and whether there was one.

    A second dash stays: it is a minus.
    """
    if text and (text[0] in ":=−" or unicodedata.category(text[0]) == "Pd"):
        return text[1:].lstrip(), True
    return text, False
