"""The days that a bulletin names: "from 24.02.22 to 18.04.22", "станом на 18 квітня 2022 року"."""

import re
from datetime import date

from .results import ParseError, ParseFailure

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
_EXPRESSION = re.compile(rf"(?<!\w)(?:{_FROM_TO}|{_AS_OF})", re.IGNORECASE)


def expressions(text: str) -> list[re.Match[str]]:
    """Where ``text`` (plain characters) names days. Time grows with the length only: every repeat is bounded."""
    return list(_EXPRESSION.finditer(text))


def read_days(expression: re.Match[str]) -> tuple[date | None, date | None]:
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
