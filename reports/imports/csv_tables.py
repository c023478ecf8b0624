"""Reads one CSV file strictly: UTF-8 without a byte-order mark, the expected header, as many cells in each row."""

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from .problems import Place, Problem

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")

# No limit but the file's own length, whose text is in memory anyway: the csv module's, 131,072 characters, would end a
# file at the first longer cell. Which length a cell may have, its column says.
csv.field_size_limit(2**31 - 1)


# A row: the line on which it starts, and its cells.
CsvRow = tuple[int, list[str]]


def read_text(file: Path) -> tuple[str | None, list[Problem]]:
    """The text of ``file``, or None and why it cannot be read. Shared by the readers of CSV and JSON.

    A byte-order mark is a problem, but the text after it is still read, so that its other problems come to light too.
    """
    name = file.name
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return None, [Problem(Place(name), None, "is missing", f"the file {file}")]
    except OSError as error:
        return None, [Problem(Place(name), None, f"cannot be read ({error.strerror})", f"a readable file {file}")]
    problems = []
    if content.startswith(_UTF16_MARKS):
        return None, [Problem(Place(name, 1, "byte 1"), None, "is not UTF-8 but UTF-16", "the file as UTF-8")]
    if content.startswith(_UTF8_MARK):
        problems.append(Problem(Place(name, 1, "byte 1"), "\ufeff", "is a byte-order mark", "UTF-8 without it"))
        content = content[len(_UTF8_MARK) :]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        place, value = Place(name, *undecodable_at(content, error)), f"0x{content[error.start]:02x}"
        return None, [*problems, Problem(place, value, "is not UTF-8", "the file as UTF-8")]
    if "\0" in text:
        start = text.index("\0")
        place = Place(name, text.count("\n", 0, start) + 1)
        return None, [*problems, Problem(place, "\0", "is a NUL character", "text without it")]
    if not text.strip():
        return None, [*problems, Problem(Place(name), None, "is empty", "what the file is to hold")]
    return text, problems


def undecodable_at(content: bytes, error: UnicodeDecodeError) -> tuple[int, str]:
    """Line and column, as a Place has them, of the byte that is no text."""
    before = content[: error.start]
    column = len(before) - before.rfind(b"\n")
    return before.count(b"\n") + 1, f"byte {column}"


def read_csv(
    file: Path, header: Sequence[str], may_be_missing: Collection[str] = ()
) -> tuple[list[CsvRow] | None, list[Problem]]:
    """The rows of ``file`` below its header, and every problem of form.

    A file may lack the columns of ``header`` that are in ``may_be_missing``; its rows then have an empty cell there.
    None instead of rows: the file as a whole is unusable (missing, no UTF-8, another header). Otherwise a row of the
    wrong length is left out and is a problem. Never raises for anything that a file may hold.
    """
    text, problems = read_text(file)
    if text is None:
        return None, problems
    rows: list[CsvRow] = []
    lines = split(text, file.name, problems)
    first = next(lines, None)
    if first is None:
        return None, problems
    wrong = list(_header_problems(file.name, first, header, may_be_missing))
    if wrong:
        return None, problems + wrong
    _line, columns = first
    missing = [place for place, column in enumerate(header) if column not in columns]
    for line, cells in lines:
        if len(cells) != len(columns):
            problems.append(_wrong_length(file.name, line, cells, columns))
            continue
        for place in missing:
            cells.insert(place, "")
        rows.append((line, cells))
    return rows, problems


def split(text: str, name: str, problems: list[Problem], delimiter: str = ",") -> Iterator[CsvRow]:
    """Rows as the csv module sees them; a broken quotation ends the file with a problem at the row where it began."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end" in str(error):
                fault = "opens a quotation mark that is never closed"
            else:
                fault = "has text after a closing quotation mark"
            problems.append(
                Problem(Place(name, line), None, f"this row {fault}", 'cells with a quotation mark as "…""…"')
            )
            return
        yield line, cells


def _header_problems(
    name: str, first: CsvRow, header: Sequence[str], may_be_missing: Collection[str]
) -> Iterator[Problem]:
    line, cells = first
    expected = f"the header {','.join(header)}"
    if may_be_missing:
        expected += f", of which {' and '.join(may_be_missing)} may be missing"
    for column in dict.fromkeys(cells):
        place = Place(name, line, column)
        if column not in header:
            yield Problem(place, None, "is a column that this file does not have", expected)
        elif cells.count(column) > 1:
            yield Problem(place, None, "is a column that stands here twice", expected)
    for column in header:
        if column not in cells and column not in may_be_missing:
            yield Problem(Place(name, line, column), None, "is a column that is missing", expected)
    in_order = [column for column in header if column in cells]
    if sorted(cells) == sorted(in_order) and cells != in_order:
        yield Problem(Place(name, line), ",".join(cells), "has another order", expected)


def _wrong_length(name: str, line: int, cells: list[str], header: Sequence[str]) -> Problem:
    if not cells:
        return Problem(Place(name, line), None, "is an empty line", "a row, or leave the line out")
    count = len(cells)
    column = header[count] if count < len(header) else ""
    return Problem(
        Place(name, line, column),
        ",".join(cells),
        f"has {count} {'cell' if count == 1 else 'cells'}",
        f"{len(header)} cells, one for each of {','.join(header)}",
    )
