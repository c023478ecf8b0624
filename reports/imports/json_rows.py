"""Reads a JSON file that is a list of flat objects, and knows on which line each object and each of its keys stands.

Numbers keep to what can be counted: a fraction, an exponent, NaN or a number of twenty digits becomes an Unusable,
which no check of a whole number accepts.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .csv_tables import read_text
from .problems import Place, Problem

_SPACE = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"(?P<key>\s*:)?')
_LONGEST_NUMBER = 12


@dataclass(frozen=True, slots=True)
class Unusable:
    """A number as it is written in the file, of a kind that nothing here takes."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class JsonRow:
    """One object. ``line`` is the one on which it starts, ``lines`` those of its keys."""

    file: str
    line: int
    values: dict[str, object]
    lines: dict[str, int]

    def place(self, key: str = "") -> Place:
        """Where ``key`` stands; where the object starts, if it has no such key."""
        return Place(self.file, self.lines.get(key, self.line), key)

    def problem(self, key: str, fault: str, expected: str) -> Problem:
        """What is wrong with the value under ``key``, which the object has."""
        return Problem(self.place(key), shown(self.values[key]), fault, expected)


def shown(value: object) -> str:
    """A value as the file has it, for a Problem."""
    return str(value) if isinstance(value, Unusable | str) else json.dumps(value, ensure_ascii=False, default=str)


def read_json_rows(file: Path) -> tuple[list[JsonRow], list[Problem]]:
    """The objects of the list in ``file`` and what is wrong with its form.

    What stands before a break in the form is still returned, so that its problems come to light too. Never raises for
    anything that a file may hold.
    """
    text, problems = read_text(file)
    return [] if text is None else list(_walk(text, file.name, problems)), problems


class _Pairs(list):
    """The pairs of one object, as decoded: a plain dict would drop a doubled key."""


_decoder = json.JSONDecoder(
    object_pairs_hook=_Pairs,
    parse_float=Unusable,
    parse_constant=Unusable,
    parse_int=lambda text: int(text) if len(text) <= _LONGEST_NUMBER else Unusable(text),
)


def _walk(text: str, name: str, problems: list[Problem]) -> Iterator[JsonRow]:
    at = _after_space(text, 0)
    if text[at] != "[":
        problems.append(_broken(text, name, at, "is not a list", "a list of objects: [{…}, {…}]"))
        return
    at = _after_space(text, at + 1)
    line, counted = 1, 0
    while text[at : at + 1] != "]":
        try:
            value, end = _decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            at = len(text) if error.msg.startswith("Unterminated string") else error.pos
            problems.append(_broken(text, name, at, "is not JSON here", "a list of objects: [{…}, {…}]"))
            return
        except RecursionError:
            problems.append(_broken(text, name, at, "nests too deeply", "a list of objects: [{…}, {…}]"))
            return
        line, counted = line + text.count("\n", counted, at), at
        if isinstance(value, _Pairs):
            lines, doubled = _lines_of_keys(text[at:end], line)
            yield JsonRow(name, line, dict(value), lines)
            for key, again in doubled:
                fault = "is a key that this object has twice"
                problems.append(Problem(Place(name, again, key), None, fault, "each key once"))
        else:
            expected = 'an object, such as {"date": "2022-04-18"}'
            problems.append(Problem(Place(name, line), text[at:end], "is not an object", expected))
        at = _after_space(text, end)
        if text[at : at + 1] == ",":
            at = _after_space(text, at + 1)
            if text[at : at + 1] == "]":
                problems.append(_broken(text, name, at, "follows a comma", "no comma after the last object"))
                return
        elif text[at : at + 1] != "]":
            problems.append(_broken(text, name, at, "is not JSON here", "a comma between objects and ] after the last"))
            return
    rest = _after_space(text, at + 1)
    if rest < len(text):
        problems.append(_broken(text, name, rest, "follows the end of the list", "nothing after the closing ]"))


def _after_space(text: str, at: int) -> int:
    return _SPACE.match(text, at).end()


def _broken(text: str, name: str, at: int, fault: str, expected: str) -> Problem:
    """A break in the form at character ``at``, by line and character of that line (both from 1)."""
    place = Place(name, text.count("\n", 0, at) + 1, f"character {at - text.rfind(chr(10), 0, at)}")
    if not text[at:].strip():
        return Problem(place, None, "the file ends before its list does", "the whole file: it seems to be cut off")
    return Problem(place, text[at : at + 20].split("\n")[0], fault, expected)


def _lines_of_keys(text: str, line: int) -> tuple[dict[str, int], list[tuple[str, int]]]:
    """The line of each key of the object ``text``, which starts on ``line``; and each key that comes again."""
    lines: dict[str, int] = {}
    doubled = []
    counted = 0
    for match in _STRING.finditer(text):
        if not match["key"]:
            continue
        line, counted = line + text.count("\n", counted, match.start()), match.start()
        key = json.loads(match[0][: -len(match["key"])])
        if key in lines:
            doubled.append((key, line))
        lines.setdefault(key, line)
    return lines, doubled
