"""What is wrong with a file, where, and what would be right."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

MOST_SHOWN = 200
LONGEST_VALUE = 80


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a file. ``line`` counts from 1 (0: the file as a whole); ``column`` names a column, a key or a byte."""

    file: str
    line: int = 0
    column: str = ""

    def __str__(self) -> str:
        line = f":{self.line}" if self.line else ""
        column = f": {printable(self.column)}" if self.column else ""
        return f"{self.file}{line}{column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a file from being imported.

    ``value`` is what stands there (None: nothing to show), ``fault`` says what is wrong with it, and ``expected`` what
    to write instead. Reads as one line:
    ``figures.csv:17: low: "1,351" is not a whole number; write a whole number without separators, such as 1351``
    """

    place: Place
    value: str | None
    fault: str
    expected: str

    @property
    def text(self) -> str:
        """Without file and line, for where these stand beside it."""
        column = f"{printable(self.place.column)}: " if self.place.column else ""
        shown = "" if self.value is None else f'"{printable(self.value)}" '
        return f"{column}{shown}{self.fault}; write {self.expected}"

    def __str__(self) -> str:
        return f"{Place(self.place.file, self.place.line)}: {self.text}"


def printable(text: str) -> str:
    """``text`` on one line: control characters escaped, long text cut."""
    cut = text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
    return cut if cut.isprintable() else json.dumps(cut)[1:-1]


def in_order(problems: Iterable[Problem], files: Sequence[str] = ()) -> tuple[Problem, ...]:
    """Sorted as a reader works through them: by file (in the order of ``files``, others after), line, column."""
    rank = {name: number for number, name in enumerate(files)}

    def order(problem: Problem) -> tuple[int, str, int]:
        place = problem.place
        return rank.get(place.file, len(rank)), place.file, place.line

    return tuple(sorted(problems, key=order))


def listed(lines: Sequence[object], most: int = MOST_SHOWN) -> list[str]:
    """One text a line, at most ``most`` of them, then how many more there are."""
    shown = [str(line) for line in lines[:most]]
    if len(lines) > most:
        shown.append(f"… and {len(lines) - most:,} more")
    return shown


class NotImportable(Exception):
    """The input cannot be imported. ``problems`` says why: frozen, in order, never empty."""

    def __init__(self, problems: Sequence[object]) -> None:
        more = f" (and {len(problems) - 1:,} more)" if len(problems) > 1 else ""
        super().__init__(f"{problems[0]}{more}")
        self.problems = tuple(problems)


def require_folders(*folders: Path) -> None:
    """Raises NotImportable, with one problem for each that is no folder instead of one for each file in it."""
    absent = [folder for folder in folders if not folder.is_dir()]
    if absent:
        raise NotImportable(
            [Problem(Place(str(folder)), None, "is no folder", "the path of the folder of files") for folder in absent]
        )
