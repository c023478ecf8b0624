"""Reads the objects of a transcription's JSON files: days, whole numbers, words. What is wrong becomes a Problem."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path

from django.utils import timezone

from reports.imports.cells import Day, Kind, NotAccepted
from reports.imports.json_rows import JsonRow, read_json_rows, shown
from reports.imports.problems import Problem
from reports.rules.number import LARGEST_COUNT

from .dataset import Reading

_DAY = Day()


def rows_by_day(file: Path, keys: Collection[str], problems: list[Problem]) -> Iterator[tuple[date, JsonRow]]:
    """Each object of ``file`` with the day under its key "date".

    Problems: a key that is not in ``keys``, an object without a day, a day that comes twice or is still to come.
    """
    rows, faults = read_json_rows(file)
    problems += faults
    first: dict[date, int] = {}
    for row in rows:
        for key in row.values:
            if key not in keys:
                expected = f"a key that is known here: {', '.join(sorted(keys))}"
                problems.append(
                    Problem(row.place(key), shown(row.values[key]), "stands under an unknown key", expected)
                )
        day = text(row, "date", _DAY, problems)
        if day is None:
            if row.values.get("date") is None:
                problems.append(Problem(row.place("date"), None, "is missing", "the day, such as 2022-04-18"))
        elif day > timezone.localdate():
            expected = f"a day no later than today, {timezone.localdate()}"
            problems.append(Problem(row.place("date"), day.isoformat(), "is a day still to come", expected))
        elif day in first:
            fault = f"stands in line {first[day]} already"
            problems.append(Problem(row.place("date"), day.isoformat(), fault, "each day once"))
        else:
            first[day] = row.line
            yield day, row


def text(row: JsonRow, key: str, kind: Kind, problems: list[Problem]) -> object | None:
    """The text under ``key`` as ``kind`` reads it; None where there is none, or a problem with it."""
    value = row.values.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        problems.append(
            Problem(row.place(key), shown(value), "is not a text", "a text between quotation marks, or null")
        )
        return None
    try:
        return kind.parse(value)
    except NotAccepted as refusal:
        problems.append(Problem(row.place(key), value, refusal.fault, refusal.expected))
        return None


def whole(row: JsonRow, key: str, problems: list[Problem], least: int = 0) -> int | None:
    """The number under ``key``; None where there is none (which is no figure, not zero), or a problem with it."""
    value = row.values.get(key)
    if value is None:
        return None
    if type(value) is int and least <= value <= LARGEST_COUNT:
        return value
    if type(value) is int and value < least == 0:
        fault, expected = "is negative", "a whole number from 0, such as 1351, or null"
    elif isinstance(value, str):
        fault, expected = "is a text", "a whole number without quotation marks or separators, such as 1351"
    elif type(value) is int:
        fault, expected = "is out of range", f"a whole number from {least} to {LARGEST_COUNT}, or null"
    else:
        fault, expected = "is not a whole number", "a whole number without separators, such as 1351, or null"
    problems.append(Problem(row.place(key), shown(value), fault, expected))
    return None


def numbers(day: date, row: JsonRow, measures: Mapping[str, str], problems: list[Problem]) -> Iterator[Reading]:
    """A Reading for each number under a key of ``measures``. A row that has none of the keys at all is a problem."""
    if not any(row.values.get(key) is not None for key in measures):
        problems.append(
            Problem(row.place(), day.isoformat(), "has no number", f"one at least under {', '.join(measures)}")
        )
    for key, measure in measures.items():
        number = whole(row, key, problems)
        if number is not None:
            yield Reading(day, measure, number, place=row.place(key))
