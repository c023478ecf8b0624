"""The cells of a flat table as values: its header, then each line by itself."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from reports.imports.cells import NotAccepted
from reports.imports.problems import NotImportable, Place, Problem
from reports.imports.reporting import Progress
from reports.models.validation import day_problems
from reports.parsing.results import ParsedNumber

from .flat_columns import ALWAYS, BY_NAME, COLUMNS, NUMBER_COLUMNS, PASSED_OVER
from .sheets import MOST_COLUMNS, MOST_ROWS, Cell, Line, Sheet, letter

_DAYS = ("stated_on", "as_of", "period_start")
_STEP = 1_000


@dataclass(slots=True)
class FlatLine:
    """One line of a flat table: what it says, what it is about, and what is wrong with it.

    ``values`` by column name, of the cells that are not empty and could be read. ``report``, ``figure`` and ``source``
    are ids; empty where the line names none or got no further than its problems. ``page_known_as`` is the address on
    record of a page that the line names by another, ``left_out`` what its own loses as a new source's. ``gain`` is what
    the line says is new since the day before.
    """

    file: str
    line: int
    values: dict[str, object] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    conflict: str = ""
    report: str = ""
    figure: str = ""
    source: str = ""
    page_known_as: str = ""
    left_out: tuple[str, ...] = ()
    gain: int | None = None

    def wrong(self, column: str, value: object, fault: str, expected: str) -> None:
        """Note what is wrong with ``value``; None for nothing to show."""
        shown = None if value is None else f"{value}"
        self.problems.append(Problem(Place(self.file, self.line, column), shown, fault, expected))


def parse(sheet: Sheet, name: str, today: date, progress: Progress) -> list[FlatLine]:
    """All lines below the header. Raises NotImportable where there are none, or the header is not one of ours."""
    rows = iter(sheet.lines)
    first = next(rows, None)
    if first is None:
        raise NotImportable(sheet.problems or [Problem(Place(name), None, "is empty", "a header and rows below it")])
    header = _header(name, first, sheet.remarks)
    lines: list[FlatLine] = []
    for number, cells in rows:
        if len(lines) >= MOST_ROWS:
            fault, expected = f"has more than {MOST_ROWS:,} rows", "it in parts, each a file of its own"
            raise NotImportable([Problem(Place(name, number), None, fault, expected)])
        lines.append(_line(name, header, number, cells, sheet.even, today))
        if len(lines) % _STEP == 0:
            progress("reading", len(lines), max(sheet.expected, len(lines)))
    lines += [FlatLine(name, problem.place.line, problems=[problem]) for problem in sheet.problems]
    if not lines:
        raise NotImportable([Problem(Place(name), None, "has a header and nothing below it", "rows below the header")])
    return lines


def _header(name: str, first: Line, remarks: list[str]) -> list[str]:
    """The names of the columns; empty for one that has none."""
    line, cells = first
    names = [_name_of(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    problems = list(_header_problems(name, line, names))
    if problems:
        raise NotImportable(problems)
    over = [column for column in names if column in PASSED_OVER]
    if over:
        remarks.append(f"Passed over, since other columns say the same or it is worked out: {', '.join(over)}.")
    return names


def _name_of(cell: Cell) -> str:
    return re.sub(r"[\s-]+", "_", cell.strip().lower()) if isinstance(cell, str) else ""


def _header_problems(name: str, line: int, names: list[str]) -> Iterable[Problem]:
    expected = f"columns among: {', '.join(BY_NAME)}"
    known = [column for column in names if column in BY_NAME]
    if len(names) > MOST_COLUMNS:
        yield Problem(Place(name, line), None, f"has more than {MOST_COLUMNS} columns", expected)
        return
    if not known:
        yield Problem(Place(name, line), None, "has no header with columns that are known here", expected)
        return
    for column in dict.fromkeys(names):
        if column and column not in BY_NAME and column not in PASSED_OVER:
            yield Problem(Place(name, line, column), None, "is a column that is not known here", expected)
        elif column and names.count(column) > 1:
            yield Problem(Place(name, line, column), None, "is a column that stands here twice", "each column once")
    for column in COLUMNS:
        if column.needed == ALWAYS and column.name not in known:
            yield Problem(Place(name, line, column.name), None, "is a column that is missing", "it into the header")
    if not {"number", "low", "best", "high"} & set(known):
        fault, wanted = "is a column that is missing", "number, or qualifier with low, best and high"
        yield Problem(Place(name, line, "number"), None, fault, wanted)


def _line(name: str, header: list[str], number: int, cells: list[Cell], even: bool, today: date) -> FlatLine:
    line = FlatLine(name, number)
    width = len(header)
    if even and len(cells) < width:
        line.wrong("", None, f"has {len(cells)} of {width} cells", "as many cells as the header has")
    for place, cell in enumerate(cells):
        if not cell:
            continue
        value = cell if isinstance(cell, str) else None
        title = header[place] if place < width else ""
        if not title:
            line.wrong(letter(place), value, "stands in a column without a name", "it under a column of the header")
            continue
        if title in PASSED_OVER:
            continue
        try:
            if isinstance(cell, NotAccepted):
                raise cell
            line.values[title] = BY_NAME[title].kind.parse(cell)
        except NotAccepted as refusal:
            line.wrong(title, value, refusal.fault, refusal.expected)
    refused = {problem.place.column for problem in line.problems}
    for column in COLUMNS:
        if column.needed == ALWAYS and column.name not in line.values and column.name not in refused:
            line.wrong(column.name, "", "is empty", "a value: every row needs one")
    for column in _DAYS:
        for problem in day_problems(column, line.values.get(column), today):
            line.wrong(column, line.values[column], "is still to come", f"a day up to today, {problem.other}")
    if not refused & {"number", "interval", *NUMBER_COLUMNS}:
        _number(line)
    return line


def _number(line: FlatLine) -> None:
    """Puts the number into ``values`` as the fields of a figure, and whether it is a share as ``is_share``."""
    values = line.values
    parsed: ParsedNumber | None = values.pop("number", None)
    number = parsed.number if parsed else None
    line.gain = parsed.gain if parsed else None
    level = values.get("interval") or (number and number.level)
    if number is not None and number.level not in (None, level):
        line.wrong("interval", level, f"is another level than in the number, {number}", "the same in both, or neither")
    columns: Mapping[str, object] = {column: values.get(column) for column in NUMBER_COLUMNS}
    has_columns = any(value is not None for value in columns.values())
    if number is None and not has_columns:
        line.wrong("number", "", "is empty", "the number, such as 1,351 or about 20,600")
        return
    if number is not None:
        values["is_share"] = number.unit == "percent"
        if not has_columns:
            columns = number.columns
        elif columns != number.columns:
            fault = "says something else than qualifier, low, best and high in this row"
            line.wrong("number", number, fault, "the same in both, or leave one of them empty")
    if not columns["qualifier"] and columns["best"] is not None and columns["low"] is None and columns["high"] is None:
        columns = {**columns, "qualifier": "exact"}
    values.update(columns, interval=level)
