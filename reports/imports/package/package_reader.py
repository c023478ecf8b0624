"""Reads the files of a package into frozen rows. Collects every problem; never stops at the first."""

from collections.abc import Callable, Iterator, Mapping
from operator import itemgetter
from pathlib import Path

from reports.imports.cells import NotAccepted, Reference, References
from reports.imports.csv_tables import read_csv
from reports.imports.problems import NotImportable, Place, Problem, in_order, require_folders

from .row_checks import TableRead, row_problems, with_floors
from .schema import TABLES, Rows, TableSchema


def read_package(folder: Path, progress: Callable[[str, int, int], None] = lambda *_: None) -> Rows:
    """The rows of the package in ``folder``. Raises NotImportable with all problems of all files."""
    require_folders(folder)
    problems: list[Problem] = []
    reads: dict[str, TableRead] = {}
    for number, table in enumerate(TABLES, 1):
        reads[table.name] = _read_table(folder, table, problems)
        progress("reading the package", number, len(TABLES))
    problems += _reference_problems(reads)
    problems += row_problems(reads)
    if problems:
        raise NotImportable(in_order(problems, [table.file for table in TABLES]))
    rows = Rows(**{name: tuple(read.rows) for name, read in reads.items()})
    return with_floors(rows, {row.measure_id: row.unit for row in rows.measures})


def _read_table(folder: Path, table: TableSchema, problems: list[Problem]) -> TableRead:
    """One file; what is wrong in it is added to ``problems``. Without a file that may be missing there are no rows."""
    if table.may_be_missing and not (folder / table.file).exists():
        return TableRead(table)
    names = [column.name for column in table.file_columns]
    may_be_missing = [column.name for column in table.file_columns if column.may_be_missing]
    rows, faults = read_csv(folder / table.file, names, may_be_missing)
    problems += faults
    read = TableRead(table, readable=rows is not None)
    key_of = itemgetter(*[names.index(name) for name in table.key])
    for line, cells in rows or ():
        _register(read, key_of(cells), line, problems)
        values, wrong = _parse(table, line, cells)
        if wrong:
            problems += wrong
            read.partial.append((line, values))
        else:
            read.rows.append(table.row(**values, line=line))
    return read


def _register(read: TableRead, key: str | tuple[str, ...], line: int, problems: list[Problem]) -> None:
    """Notes the line of ``key``, which only one row may have."""
    first = read.lines.setdefault(key, line)
    if first == line or not key:
        return
    shown = key if isinstance(key, str) else ", ".join(key)
    problems.append(
        Problem(
            Place(read.table.file, line, "+".join(read.table.key)),
            shown,
            f"stands in line {first} already",
            "each row once, with an id of its own",
        )
    )


def _parse(table: TableSchema, line: int, cells: list[str]) -> tuple[dict[str, object], list[Problem]]:
    """The values of the cells that can be read, by column, and the problems of the others."""
    values: dict[str, object] = {}
    wrong: list[Problem] = []
    for column, cell in zip(table.file_columns, cells, strict=True):
        if not cell and column.optional:
            values[column.name] = column.kind.empty
            continue
        try:
            if not cell:
                raise NotAccepted("is empty", "a value: this column needs one")
            values[column.name] = column.kind.parse(cell)
        except NotAccepted as refusal:
            wrong.append(Problem(Place(table.file, line, column.name), cell, refusal.fault, refusal.expected))
    return values, wrong


def _reference_problems(reads: Mapping[str, TableRead]) -> Iterator[Problem]:
    """A problem for each reference to a row that no file has.

    References to a file that could not be read are left alone: its own problem is named already, and ten thousand
    more would bury it.
    """
    for read in reads.values():
        for column in read.table.file_columns:
            kind = column.kind
            if isinstance(kind, Reference | References) and reads[kind.table].readable:
                yield from _dangling(read, column.name, reads[kind.table])


def _dangling(read: TableRead, column: str, target: TableRead) -> Iterator[Problem]:
    known = target.lines
    for line, value in _values(read, column):
        for reference in value if isinstance(value, tuple) else (value,):
            if reference and reference not in known:
                yield Problem(
                    Place(read.table.file, line, column),
                    reference,
                    f"is no id in {target.table.file}",
                    f"the {target.table.key[0]} of one of its rows",
                )


def _values(read: TableRead, column: str) -> Iterator[tuple[int, object]]:
    for row in read.rows:
        yield row.line, getattr(row, column)
    for line, values in read.partial:
        if column in values:
            yield line, values[column]
