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
from operator import itemgetter

from reports.rules.number import Number

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
from .normalized_text import NormalizedText
from .number_reader import read_number
from .results import ParseError, ParseFailure

LONGEST = 20_000
# The gain without its brackets, at the end of a line: "11 369 +3". A plus apart from both its numbers would be a sum.
_GAIN = re.compile(r"(?<=\d)\s{1,3}\+(\d(?:[\d ,.\u00a0\u202f]{0,20}\d)?)[.,;]?$")

LAST_DAY_OF_VEHICLES_ALONE = date(2022, 4, 30)

# The end of a sentence only before a capital: "20,6 тис. осіб", "5 тис. 200" and "(+0). од." stay whole.
_END = re.compile(r"[\n;]|[.!?] +(?=[^\W\d_a-zа-яіїєґ])")
_DIGIT = re.compile(r"[0-9]")
# A dash or a colon that parts a name from its number; not a hyphen within a word.
_SEPARATOR = re.compile(r"(?<!\w)-|-(?!\w)|[:=]")

# The days that a bulletin names: "from 24.02.22 to 18.04.22", "станом на 18 квітня 2022 року".
_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    )
    for number, name in enumerate(names.split(), start=1)
}
_MONTH = "|".join(_MONTHS)
_GAP = " {1,3}"
_DAY = (
    r"(?:[0-9]{1,2}\.[0-9]{1,2}(?:\.(?:[0-9]{4}|[0-9]{2}))?"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}"
    rf"|[0-9]{{1,2}}{_GAP}(?:{_MONTH})(?:,?{_GAP}[0-9]{{4}})?"
    rf"|(?:{_MONTH}){_GAP}[0-9]{{1,2}}(?:, {{0,3}}[0-9]{{4}})?)"
    rf"(?![0-9]|[.,'][0-9])(?:{_GAP}(?:року|р\.))?"
)
_FROM_TO = rf"(?:from|between|з|із|від){_GAP}({_DAY}) {{0,3}}(?:to|till|until|through|and|по|до|-) {{0,3}}({_DAY})"
_AS_OF = rf"(?:as of|станом на){_GAP}({_DAY})"
_DAYS = re.compile(rf"(?<!\w)(?:{_FROM_TO}|{_AS_OF})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BulletinLine:
    """``text`` as it stands in the bulletin, the slug of the measure it names, and its number.

    ``gain`` is the change since the day before, "(+300)"; None where none is given.
    """

    text: str
    measure: str
    number: Number
    gain: int | None = None


@dataclass(frozen=True, slots=True)
class ParsedBulletin:
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
    not_understood: tuple[ParseError, ...] = ()


def read_bulletin(text: str) -> ParsedBulletin:
    """Reads ``text``, of at most LONGEST characters. Never raises; takes time in step with the length.

    >>> read = read_bulletin("Втрати з 24.02.22 по 18.04.22: танків ‒ 790 (+6), катапульт ‒ 3")
    >>> read.last_day, read.lines[0].measure, str(read.lines[0].number), read.lines[0].gain
    (datetime.date(2022, 4, 18), 'tanks', '790', 6)
    >>> [line.text for line in read.not_understood]
    ['катапульт ‒ 3']
    """
    if len(text) > LONGEST:
        return ParsedBulletin(not_understood=(ParseError(ParseFailure.TOO_LONG, text=text),))
    return _BulletinReader(NormalizedText.of(unicodedata.normalize("NFC", text))).read()


class _BulletinReader:
    def __init__(self, text: NormalizedText) -> None:
        self.text = text
        self.days: list[tuple[int, str, tuple[date | None, date | None]]] = []
        self.lines: list[tuple[int, BulletinLine]] = []
        self.languages: set[str] = set()
        self.failures: list[tuple[int, ParseError]] = []

    def read(self) -> ParsedBulletin:
        for start, end in self._read_days():
            for piece in _pieces(self.text.simple, start, end):
                self._read_piece(*piece)
        first, last = self._settle_days()
        self._settle_vehicles(last)
        self._settle_repeated()
        return ParsedBulletin(
            language=self.languages.pop() if len(self.languages) == 1 else "",
            first_day=first,
            last_day=last,
            days=tuple(words for _, words, _ in self.days),
            lines=tuple(line for _, line in self.lines),
            not_understood=tuple(error for _, error in sorted(self.failures, key=itemgetter(0))),
        )

    def _read_days(self) -> Iterator[tuple[int, int]]:
        """Reads the days; yields the stretches of text between."""
        start = 0
        # Time grows with the length only: every repeat of the expression is bounded.
        for expression in _DAYS.finditer(self.text.simple):
            yield start, expression.start()
            words = self.text.verbatim(expression.start(), expression.end())
            try:
                self.days.append((expression.start(), words, _read_days(expression)))
            except ParseError as error:
                self.failures.append((expression.start(), error.about(words)))
            start = after_heading_words(self.text.simple, expression.end())
        yield start, len(self.text.simple)

    def _read_piece(self, start: int, end: int) -> None:
        words = self.text.verbatim(start, end)
        has_digit = any(character.isdigit() for character in words)
        begins = name_start(self.text.simple, start, end)
        name = name_at(self.text.simple, begins, end)
        if name is None:
            if has_digit:
                self._fail(start, words, ParseFailure.NO_MEASURE)
            return
        measure, language, name_end = name
        name_end = same_name_end(self.text.simple, measure, name_end, end)
        words = self.text.verbatim(begins, end)
        number, parted = _without_separator(self.text.verbatim(name_end, end))
        if not has_digit:
            if parted or not number:
                self._fail(start, words, ParseFailure.MEASURE_WITHOUT_NUMBER)
            return
        parsed = read_number(_GAIN.sub(r" (+\1)", number), beside=LOST)
        if isinstance(parsed, ParseError):
            self.failures.append((start, parsed.about(words)))
        elif parsed.number.unit == "percent":  # the bulletin counts; a share is none of its totals
            self.failures.append((start, ParseError(ParseFailure.UNKNOWN_WORDS, words="%", text=words)))
        else:
            self.lines.append((start, BulletinLine(words, measure, parsed.number, parsed.gain)))
            self.languages.add(language)

    def _fail(self, at: int, text: str, failure: ParseFailure, *readings: str) -> None:
        self.failures.append((at, ParseError(failure, *readings, text=text)))

    def _settle_days(self) -> tuple[date | None, date | None]:
        """The first and the last day; None, and reported, where the text names several."""
        firsts = {first for _, _, (first, _) in self.days} - {None}
        lasts = {last for _, _, (_, last) in self.days} - {None}
        if len(firsts) > 1 or len(lasts) > 1:
            for at, words, _ in self.days:
                self._fail(at, words, ParseFailure.DAYS_TWICE)
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
                self._fail(at, line.text, ParseFailure.MEASURE_BY_DAY, VEHICLES_ALONE, WITH_FUEL_TANKS)

    def _settle_repeated(self) -> None:
        """A measure with one number twice is read once, with its gain; with two numbers, both lines are reported."""
        of_measure = defaultdict(list)
        for at, line in self.lines:
            of_measure[line.measure].append((at, line))
        self.lines = []
        for lines in of_measure.values():
            totals, gains = {line.number for _, line in lines}, {line.gain for _, line in lines} - {None}
            if len(totals) == 1 and len(gains) <= 1:
                self.lines.append(next(((at, line) for at, line in lines if line.gain is not None), lines[0]))
            else:
                for at, line in lines:
                    self._fail(at, line.text, ParseFailure.MEASURE_TWICE)
        self.lines.sort(key=itemgetter(0))


def _without_separator(text: str) -> tuple[str, bool]:
    """``text`` without the dash or the colon that parts a name from its number, and whether there was one.

    A second dash stays: it is a minus.
    """
    if text and (text[0] in ":=−" or unicodedata.category(text[0]) == "Pd"):
        return text[1:].lstrip(), True
    return text, False


# --- the days that it names -------------------------------------------------------------------------------------------


def _read_days(expression: re.Match[str]) -> tuple[date | None, date | None]:
    """First and last day that an expression names, None where it names none.

    Raises ParseError: no year, no such day, the first after the last.
    """
    first, last, as_of = (day and _day(day) for day in expression.groups())
    if first and first > last:
        raise ParseError(ParseFailure.DAYS_REVERSED, words=expression.group())
    return first, last or as_of


def _day(text: str) -> date:
    words = re.findall(r"[0-9]+|[^\W\d_]+", text.lower())
    numbers = [int(word) for word in words if word.isdecimal()]
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    if len(numbers) + len(months) < 3:
        raise ParseError(ParseFailure.DAY_WITHOUT_YEAR, words=text.strip())
    if months:
        day, year = numbers
        month = months[0]
    elif len(words[0]) == 4:
        year, month, day = numbers
    else:
        day, month, year = numbers
    try:
        return date(year if year >= 100 else 2000 + year, month, day)
    except ValueError:
        raise ParseError(ParseFailure.NO_SUCH_DAY, words=text.strip()) from None


# --- its pieces that name one thing each: lines, sentences, items between commas -------------------------------------


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces of ``text[start:end]`` (plain characters), none of them lost, as places in ``text``."""
    for sentence_end in _END.finditer(text, start, end):
        yield from _items(text, start, sentence_end.start())
        start = sentence_end.end()
    yield from _items(text, start, end)


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
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
