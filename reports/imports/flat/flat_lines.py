"""The cells of a flat table as values: its header, then each line by itself."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from reports.imports.cells import NotAccepted
from reports.imports.problems import NotImportable, Place, Problem
from reports.imports.results import Progress
from reports.rules.number import Number

from .flat_columns import ALWAYS, BY_NAME, COLUMNS, NUMBER_COLUMNS, PASSED_OVER, Column
from .sheets import MOST_COLUMNS, MOST_ROWS, Cell, Line, Sheet, letter

_DAYS = ("stated_on", "as_of", "period_start")
_STEP = 1_000


@dataclass(slots=True)
class Parsed:
    """What one line says: values by column name, of the cells that are not empty and could be read."""

    line: int
    values: dict[str, object] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Header:
    columns: tuple[Column | None, ...]  # None: passed over
    names: tuple[str, ...]


def parse(sheet: Sheet, name: str, today: date, progress: Progress) -> list[Parsed]:
    """All lines below the header. Raises NotImportable where there are none, or the header is not one of ours."""
    lines = iter(sheet.lines)
    first = next(lines, None)
    if first is None:
        raise NotImportable(sheet.problems or [Problem(Place(name), None, "is empty", "a header and rows below it")])
    header = _header(name, first, sheet.remarks)
    parsed: list[Parsed] = []
    for line, cells in lines:
        if len(parsed) >= MOST_ROWS:
            fault, expected = f"has more than {MOST_ROWS:,} rows", "it in parts, each a file of its own"
            raise NotImportable([Problem(Place(name, line), None, fault, expected)])
        parsed.append(_line(name, header, line, cells, sheet.even, today))
        if len(parsed) % _STEP == 0:
            progress("reading", len(parsed), max(sheet.expected, len(parsed)))
    parsed += [Parsed(problem.place.line, problems=[problem]) for problem in sheet.problems]
    if not parsed:
        raise NotImportable([Problem(Place(name), None, "has a header and nothing below it", "rows below the header")])
    return parsed


def _header(name: str, first: Line, remarks: list[str]) -> _Header:
    line, cells = first
    names = tuple(_name_of(cell) for cell in cells)
    while names and not names[-1]:
        names = names[:-1]
    problems = list(_header_problems(name, line, names))
    if problems:
        raise NotImportable(problems)
    over = [each for each in names if each in PASSED_OVER]
    if over:
        remarks.append(f"Passed over, since other columns say the same or it is worked out: {', '.join(over)}.")
    return _Header(tuple(BY_NAME.get(each) for each in names), names)


def _name_of(cell: Cell) -> str:
    return re.sub(r"[\s-]+", "_", cell.strip().lower()) if isinstance(cell, str) else ""


def _header_problems(name: str, line: int, names: tuple[str, ...]) -> Iterable[Problem]:
    expected = f"columns among: {', '.join(BY_NAME)}"
    known = [each for each in names if each in BY_NAME]
    if len(names) > MOST_COLUMNS:
        yield Problem(Place(name, line), None, f"has more than {MOST_COLUMNS} columns", expected)
        return
    if not known:
        yield Problem(Place(name, line), None, "has no header with columns that are known here", expected)
        return
    for each in dict.fromkeys(names):
        if each and each not in BY_NAME and each not in PASSED_OVER:
            yield Problem(Place(name, line, each), None, "is a column that is not known here", expected)
        elif each and names.count(each) > 1:
            yield Problem(Place(name, line, each), None, "is a column that stands here twice", "each column once")
    for column in COLUMNS:
        if column.needed == ALWAYS and column.name not in known:
            yield Problem(Place(name, line, column.name), None, "is a column that is missing", "it into the header")
    if not {"number", "low", "best", "high"} & set(known):
        fault, wanted = "is a column that is missing", "number, or qualifier with low, best and high"
        yield Problem(Place(name, line, "number"), None, fault, wanted)


def _line(name: str, header: _Header, line: int, cells: list[Cell], even: bool, today: date) -> Parsed:
    parsed = Parsed(line)

    def wrong(column: str, value: str | None, fault: str, expected: str) -> None:
        parsed.problems.append(Problem(Place(name, line, column), value, fault, expected))

    width = len(header.names)
    if even and len(cells) < width:
        wrong("", None, f"has {len(cells)} of {width} cells", "as many cells as the header has")
    for place, cell in enumerate(cells):
        if not cell:
            continue
        title = header.names[place] if place < width else ""
        if not title:
            value = cell if isinstance(cell, str) else None
            wrong(letter(place), value, "stands in a column without a name", "it under a column of the header")
            continue
        column = header.columns[place]
        if column is None:
            continue
        try:
            if isinstance(cell, NotAccepted):
                raise cell
            parsed.values[title] = column.kind.parse(cell)
        except NotAccepted as refusal:
            value = cell if isinstance(cell, str) else None
            wrong(title, value, refusal.fault, refusal.expected)
    refused = {problem.place.column for problem in parsed.problems}
    for column in COLUMNS:
        if column.needed == ALWAYS and column.name not in parsed.values and column.name not in refused:
            wrong(column.name, "", "is empty", "a value: every row needs one")
    for day in _DAYS:
        if day in parsed.values and parsed.values[day] > today:
            wrong(day, f"{parsed.values[day]}", "is still to come", f"a day up to today, {today}")
    if not refused & {"number", *NUMBER_COLUMNS}:
        _number(parsed, wrong)
    return parsed


def _number(parsed: Parsed, wrong: object) -> None:
    """Puts the number into ``values`` as the four fields of a figure, and whether it is a share as ``is_share``."""
    values: dict[str, object] = parsed.values
    number: Number | None = values.pop("number", None)
    columns: Mapping[str, object] = {column: values.get(column) for column in NUMBER_COLUMNS}
    has_columns = any(value is not None for value in columns.values())
    if number is None and not has_columns:
        wrong("number", "", "is empty", "the number, such as 1,351 or about 20,600")
        return
    if number is not None:
        values["is_share"] = number.unit == "percent"
        if not has_columns:
            columns = number.columns
        elif columns != number.columns:
            fault = "says something else than qualifier, low, best and high in this row"
            wrong("number", f"{number}", fault, "the same in both, or leave one of them empty")
    if not columns["qualifier"] and columns["best"] is not None and columns["low"] is None and columns["high"] is None:
        columns = {**columns, "qualifier": "exact"}
    values.update(columns)
