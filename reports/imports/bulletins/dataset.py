"""What every data set that transcribes bulletins yields, and what it says about itself.

To add one: a class in its own file that derives from DatasetReader, and a line in ``plan.py``. What is wrong in
its files becomes a Problem.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar, Self

from django.utils import timezone

from reports.imports.cells import Day, Kind, NotAccepted
from reports.imports.json_rows import JsonRow, read_json_rows
from reports.imports.problems import Place, Problem
from reports.models.validation import day_problems
from reports.rules.number import LARGEST_COUNT

from .data_set_source import DatasetSource, read_source

GENERAL_STAFF = "ukraine-general-staff"
INVADERS_REGISTER = "invaders-rf"


@dataclass(frozen=True, slots=True)
class DatasetLine:
    """One number that a transcription has for one day.

    ``address`` is the ministry's own page that the number is tied to, None if the data set names none. ``more_than`` is
    whether the party said "more than" rather than "about"; None where the data set does not say.
    """

    day: date
    measure: str
    number: int
    address: str | None = None
    more_than: bool | None = None
    place: Place = Place("")
    party: str = GENERAL_STAFF


@dataclass(frozen=True, slots=True)
class DatasetRemark:
    """Words about a whole bulletin, for its note."""

    day: date
    text: str
    party: str = GENERAL_STAFF


@dataclass(frozen=True, slots=True)
class Restatement:
    """That the party changed a running total on ``day`` by ``change`` besides that day's losses."""

    day: date
    measure: str
    change: int
    place: Place = Place("")
    party: str = GENERAL_STAFF


class DatasetReader(ABC):
    """One data set in a folder. Reading it fills ``problems``; a row with a problem yields nothing."""

    slug: ClassVar[str]
    """The name of its command option, and of its source on the site."""

    name: ClassVar[str]
    publisher: ClassVar[str]
    """What it is called and who makes it, where its folder has no SOURCE.txt that says so."""

    files: ClassVar[tuple[str, ...]]
    """The files that its numbers stand in, named in every citation."""

    def __init__(self, folder: Path, address: str = "", licence: str = "") -> None:
        """``address`` and ``licence`` are those of a folder that does not say them itself (see read_source)."""
        self.folder = folder
        self.problems: list[Problem] = []
        unsaid = DatasetSource(self.name, self.publisher, address, "", licence)
        self.data_set = read_source(folder, unsaid, self.problems)

    @abstractmethod
    def lines(self) -> Iterator[DatasetLine]:
        """Every number of every day."""

    def remarks(self) -> Iterator[DatasetRemark]:
        """Words about bulletins; none unless a data set has them."""
        return iter(())

    def restatements(self) -> Iterator[Restatement]:
        """The party's corrections of its own totals; none unless a data set lists them."""
        return iter(())

    # --- the objects of its JSON files ------------------------------------------------------------------------------

    def rows_by_day(self, file: str, keys: Collection[str]) -> Iterator[tuple[date, JsonRow]]:
        """Each object of ``file`` with the day under its key "date".

        Problems: a key that is not in ``keys``, an object without a day, a day that comes twice or is still to come.
        """
        rows, faults = read_json_rows(self.folder / file)
        self.problems += faults
        first: dict[date, int] = {}
        today = timezone.localdate()
        for row in rows:
            for key in row.values:
                if key not in keys:
                    expected = f"a key that is known here: {', '.join(sorted(keys))}"
                    self.problems.append(row.problem(key, "stands under an unknown key", expected))
            day = self.text(row, "date", Day())
            if day is None:
                if row.values.get("date") is None:
                    self.problems.append(Problem(row.place("date"), None, "is missing", "the day, such as 2022-04-18"))
            elif any(day_problems("date", day, today)):
                expected = f"a day no later than today, {today}"
                self.problems.append(row.problem("date", "is a day still to come", expected))
            elif day in first:
                self.problems.append(row.problem("date", f"stands in line {first[day]} already", "each day once"))
            else:
                first[day] = row.line
                yield day, row

    def text(self, row: JsonRow, key: str, kind: Kind) -> object | None:
        """The text under ``key`` as ``kind`` reads it; None where there is none, or a problem with it."""
        value = row.values.get(key)
        if value is None:
            return None
        try:
            if not isinstance(value, str):
                raise NotAccepted("is not a text", "a text between quotation marks, or null")
            return kind.parse(value)
        except NotAccepted as refusal:
            self.problems.append(row.problem(key, refusal.fault, refusal.expected))
            return None

    def whole(self, row: JsonRow, key: str, least: int = 0) -> int | None:
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
        self.problems.append(row.problem(key, fault, expected))
        return None

    def numbers(self, day: date, row: JsonRow, measures: Mapping[str, str]) -> Iterator[DatasetLine]:
        """A line for each number under a key of ``measures``. A row that has none of the keys at all is a problem."""
        if not any(row.values.get(key) is not None for key in measures):
            expected = f"one at least under {', '.join(measures)}"
            self.problems.append(Problem(row.place(), day.isoformat(), "has no number", expected))
        for key, measure in measures.items():
            number = self.whole(row, key)
            if number is not None:
                yield DatasetLine(day, measure, number, place=row.place(key))


@dataclass(frozen=True)
class Transcript:
    """All that one transcription holds, read and without problems."""

    slug: str
    data_set: DatasetSource
    files: tuple[str, ...]
    lines: tuple[DatasetLine, ...]
    remarks: tuple[DatasetRemark, ...] = ()
    restatements: tuple[Restatement, ...] = ()

    @classmethod
    def of(cls, copy: DatasetReader) -> Self | None:
        """None if the copy has problems, which it then names."""
        lines = tuple(copy.lines())
        remarks = tuple(copy.remarks())
        restatements = tuple(copy.restatements())
        if not copy.problems:  # a total whose row has a problem is not missing
            copy.problems += _without_figure(lines, restatements)
        if copy.problems or copy.data_set is None:
            return None
        return cls(copy.slug, copy.data_set, copy.files, lines, remarks, restatements)


def _without_figure(lines: tuple[DatasetLine, ...], restatements: tuple[Restatement, ...]) -> Iterator[Problem]:
    known = {(line.party, line.day, line.measure) for line in lines}
    for change in restatements:
        if (change.party, change.day, change.measure) not in known:
            yield Problem(
                change.place,
                str(change.change),
                f"corrects a total of {change.day} that the data set does not have",
                "corrections of totals that it has",
            )
