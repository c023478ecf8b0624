"""Checks that every id which a row names is the id of a row."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from reports.imports.cells import Reference, References
from reports.imports.problems import Place, Problem

from .table_read import TableRead


def reference_problems(reads: Mapping[str, TableRead]) -> Iterator[Problem]:
    """A problem for each reference to a row that no file has.

    References to a file that could not be read are left alone: its own problem is named already, and ten thousand
    more would bury it.
    """
    for read in reads.values():
        for column in fields(read.table.row):
            kind = column.metadata.get("kind")
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
