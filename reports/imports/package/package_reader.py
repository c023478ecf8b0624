"""Reads the twelve files of a package into frozen rows. Collects every problem; never stops at the first."""

from collections.abc import Callable
from dataclasses import fields
from operator import itemgetter
from pathlib import Path

from reports.imports.cells import NotAccepted
from reports.imports.csv_tables import CsvRow, read_csv
from reports.imports.problems import NotImportable, Place, Problem, folder_problems, in_order

from .references import reference_problems
from .row_checks import row_problems
from .schema import TABLES, Rows, Table
from .table_read import TableRead


def read_package(folder: Path, progress: Callable[[str, int, int], None] = lambda *_: None) -> Rows:
    """The rows of the package in ``folder``. Raises NotImportable with all problems of all files."""
    if absent := folder_problems(folder):
        raise NotImportable(absent)
    problems: list[Problem] = []
    reads: dict[str, TableRead] = {}
    for number, table in enumerate(TABLES, 1):
        reads[table.name] = read_table(folder, table, problems)
        progress("reading the package", number, len(TABLES))
    problems += reference_problems(reads)
    problems += row_problems(reads)
    if problems:
        raise NotImportable(in_order(problems, [table.file for table in TABLES]))
    return Rows(**{name: tuple(read.rows) for name, read in reads.items()})


def read_table(folder: Path, table: Table, problems: list[Problem]) -> TableRead:
    """One file; what is wrong in it is added to ``problems``."""
    columns = [each for each in fields(table.row) if each.metadata]
    names = [each.name for each in columns]
    parsers = [(each.name, each.metadata["kind"], each.metadata["optional"]) for each in columns]
    may_be_missing = [each.name for each in columns if each.metadata.get("may_be_missing")]
    rows, faults = read_csv(folder / table.file, names, may_be_missing)
    problems += faults
    read = TableRead(table, readable=rows is not None)
    key_of = itemgetter(*[names.index(name) for name in table.key])
    for row in rows or ():
        _register(read, key_of(row.cells), row.line, problems)
        values, wrong = _parse(table.file, row, parsers)
        if wrong:
            problems += wrong
            read.partial.append((row.line, values))
        else:
            read.rows.append(table.row(**values, line=row.line))
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


def _parse(file: str, row: CsvRow, parsers: list[tuple]) -> tuple[dict[str, object], list[Problem]]:
    """The values of the cells that can be read, by column, and the problems of the others."""
    values: dict[str, object] = {}
    wrong: list[Problem] = []
    for (name, kind, optional), cell in zip(parsers, row.cells, strict=True):
        if not cell and optional:
            values[name] = kind.empty
            continue
        try:
            if not cell:
                raise NotAccepted("is empty", "a value: this column needs one")
            values[name] = kind.parse(cell)
        except NotAccepted as refusal:
            wrong.append(Problem(Place(file, row.line, name), cell, refusal.fault, refusal.expected))
    return values, wrong
