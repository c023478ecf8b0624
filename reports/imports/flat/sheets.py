"""Files from elsewhere: what they are, that unpacking them is safe (a workbook is a zip file, too), and CSV or XLSX as
lines of cells, with the numbers of its lines as its reader sees them."""

import lzma
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL, ReadOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from reports.imports.cells import NotAccepted
from reports.imports.csv_tables import split, undecodable_at
from reports.imports.package.schema import TABLES
from reports.imports.problems import NotImportable, Place, Problem
from reports.models import UploadKind

LARGEST_UNPACKED = 300 * 2**20  # bytes; 50,000 rows of all columns take some 90 MB as the XML of a workbook
MOST_MEMBERS = 1_000
_PIECE = 2**20
_ZIPPED_ANEW = "the files zipped anew in the usual way (deflate)"
_EXPECTED = "a CSV or XLSX table, or a zip of a package's CSV files"
MOST_ROWS = 200_000
MOST_COLUMNS = 100
MOST_TOLD = 10
# A few kilobytes of a zip can be millions of cells. Its reader holds a row whole, and a part that is no table.
LARGEST_ROW = 4 * 2**20  # bytes
LARGEST_PART = 16 * 2**20
MOST_ELEMENTS = 2**21

# A cell is its text, trimmed, or why it has none that could be taken.
Cell = str | NotAccepted
Line = tuple[int, list[Cell]]

_FORMULA = NotAccepted("is a formula", "its value: copy the cells and paste them as values")
_ESCAPED = re.compile(r"'[=+\-@\t\r\n＝＋－＠]")
_XML_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ELEMENT = re.compile(rb"<(?:\w+:)?(?:row|si)\b")  # a row of a sheet, or one of the texts that its cells share
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z0-9:]{1,30})"')


# --- any file ---------------------------------------------------------------------------------------------------------


def kind_of(file: Path, name: str) -> UploadKind:
    """What ``file`` is, by its content: its ``name`` is only told. Raises NotImportable where it is nothing we read."""
    with file.open("rb") as opened:
        head = opened.read(4096)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(file, name)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise refused(name, "is an old Excel file or a protected one", "it saved as XLSX without a password, or as CSV")
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")) or (b"\0" in head and not utf16):
        raise refused(name, "is no table", _EXPECTED)
    return UploadKind.CSV


def _kind_of_zip(file: Path, name: str) -> UploadKind:
    with safely(file, name) as opened:
        names = opened.namelist()
    if "xl/workbook.xml" in names:
        return UploadKind.XLSX
    if {PurePosixPath(name).name for name in names} & {table.file for table in TABLES}:
        return UploadKind.PACKAGE
    if "mimetype" in names and "content.xml" in names:
        raise refused(name, "is an OpenDocument file", "it saved as XLSX or CSV")
    raise refused(name, "is a zip that holds neither a workbook nor a package", _EXPECTED)


def safely(file: Path, name: str) -> zipfile.ZipFile:
    """``file`` opened. Raises NotImportable if it is broken, encrypted, or would unpack to more than we take.

    Python's reader gives no more of a member than its announced size, so the sum of those can be trusted.
    """
    try:
        opened = zipfile.ZipFile(file)
    except NotImplementedError:  # the zip reader's word for a newer form of zip
        raise refused(name, "is a zip file of a form that cannot be read here", _ZIPPED_ANEW) from None
    except (zipfile.BadZipFile, ValueError):
        raise refused(name, "is a broken zip file", "the file whole; send it again") from None
    members = opened.infolist()
    fault = ""
    if any(member.flag_bits & 1 for member in members):
        fault, expected = "is protected by a password", "the file without a password"
    elif len(members) > MOST_MEMBERS:
        fault, expected = f"holds {len(members):,} files", f"at most {MOST_MEMBERS:,}"
    elif (size := sum(member.file_size for member in members)) > LARGEST_UNPACKED:
        fault, expected = f"unpacks to {size // 2**20:,} MB", f"at most {LARGEST_UNPACKED // 2**20:,} MB"
    if fault:
        opened.close()
        raise refused(name, fault, expected)
    return opened


def unpack_package(file: Path, name: str, folder: Path) -> None:
    """The tables of the package in ``file``, each under its own name in ``folder``, wherever in the zip it lies."""
    wanted = {table.file for table in TABLES}
    with safely(file, name) as opened:
        for member in opened.infolist():
            table = PurePosixPath(member.filename).name
            if table not in wanted:
                continue
            if (folder / table).exists():
                raise refused(name, f"holds {table} twice", "each table once")
            with (folder / table).open("wb") as unpacked:
                for piece in _unpacked(opened, member, name, table):
                    unpacked.write(piece)


def _unpacked(opened: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, table: str) -> Iterator[bytes]:
    """What ``member`` holds, in pieces. Raises NotImportable for what is wrong with the file, and for nothing else:
    that the disk is full is no fault of the file."""
    try:
        with opened.open(member) as packed:
            while piece := packed.read(_PIECE):
                yield piece
    except NotImplementedError:  # the zip reader's word for another way of packing
        raise refused(name, f"packs {table} in a way that cannot be read here", _ZIPPED_ANEW) from None
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError):
        raise refused(name, f"is broken: {table} cannot be unpacked", "the file whole; send it again") from None


def refused(name: str, fault: str, expected: str, line: int = 0, column: str = "") -> NotImportable:
    return NotImportable([Problem(Place(name, line, column), None, fault, expected)])


# --- tables -----------------------------------------------------------------------------------------------------------


@dataclass
class Sheet:
    """``lines`` begin with the header and leave out lines without any cell; to be read once.

    ``remarks`` say how the file was understood where that is not plain. ``problems`` grow while ``lines`` are read.
    ``even`` is whether each line should have as many cells as the header; ``expected`` is about how many there
    are, 0 where nobody knows.
    """

    lines: Iterator[Line]
    even: bool = False
    expected: int = 0
    remarks: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def open_sheet(file: Path, name: str, kind: UploadKind) -> Sheet:
    """Raises NotImportable, also while ``lines`` are read, where the file as a whole cannot be."""
    return _open_xlsx(file, name) if kind == UploadKind.XLSX else _open_csv(file, name)


# --- CSV --------------------------------------------------------------------------------------------------------------


def _open_csv(file: Path, name: str) -> Sheet:
    text, remarks = _decoded(file.read_bytes(), name)
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    if delimiter != ",":
        remarks.append(f"Its columns are separated by {'semicolons' if delimiter == ';' else 'tabs'}.")
    problems: list[Problem] = []
    rows = ((line, [_taken(cell) for cell in cells]) for line, cells in split(text, name, problems, delimiter))
    lines = (row for row in rows if any(row[1]))
    return Sheet(lines, even=True, expected=text.count("\n"), remarks=remarks, problems=problems)


def _taken(text: str) -> Cell:
    """Without the apostrophe that keeps a spreadsheet from running a text, as the site's own files have it."""
    if _ESCAPED.match(text):
        return text[1:].strip()
    text = text.strip("\ufeff \t\r\n\xa0\u202f")
    return _FORMULA if text.startswith("=") else text


def _decoded(content: bytes, name: str) -> tuple[str, list[str]]:
    """UTF-8, or UTF-16 that says so: any other encoding could only be guessed."""
    encoding, remarks = "utf-8-sig", []
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding, remarks = "utf-16", ["It is encoded in UTF-16."]
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        fault = f"is not UTF-8: it holds 0x{content[error.start]:02x}, as files in Windows-1251 or -1252 do"
        if encoding == "utf-16":
            fault = "is not UTF-16, though its first bytes say so"
        raise refused(
            name, fault, "the file saved as “CSV UTF-8”, or as XLSX", *undecodable_at(content, error)
        ) from None
    if "\0" in text:
        raise refused(name, "holds a NUL character: it is no table", "the file saved as “CSV UTF-8”, or as XLSX")
    if not text.strip():
        raise refused(name, "is empty", "a header and rows below it")
    return text, remarks


# --- XLSX -------------------------------------------------------------------------------------------------------------


def _open_xlsx(file: Path, name: str) -> Sheet:
    _check_parts(file, name)
    opened = file.open("rb")  # by a path without the ending .xlsx it would not even be looked at
    try:
        with warnings.catch_warnings(action="ignore"):  # of styles and the like, which no row needs
            book = load_workbook(opened, read_only=True)
        sheets = book.worksheets
        chosen = book.active if book.active in sheets else sheets[0]
    except Exception:  # a broken workbook makes its reader raise whatever its parts happen to raise
        opened.close()
        raise refused(name, "is a workbook that cannot be read", "it saved anew as XLSX, or as CSV") from None
    remarks = [f"Of its {len(sheets)} sheets, “{chosen.title}” was read."] if len(sheets) > 1 else []
    return Sheet(_xlsx_lines(chosen, opened, name), expected=min(chosen.max_row or 0, MOST_ROWS), remarks=remarks)


def _check_parts(file: Path, name: str) -> None:
    """No entities, which can unfold to any size, nothing else that needs too much memory, and no merged cells, of which
    only the first has a value."""
    with safely(file, name) as opened:
        for member in opened.infolist():
            if not member.filename.endswith((".xml", ".rels")):
                continue
            is_table, merged = member.filename.startswith(("xl/worksheets/", "xl/sharedStrings")), []
            if not is_table and member.file_size > LARGEST_PART:
                raise refused(name, f"holds {member.filename}, which is too large", "the cells alone in a new workbook")
            try:
                with opened.open(member) as part:
                    if _XML_ENTITIES.search(start := part.read(4096)):
                        raise refused(name, "holds XML entities, which no spreadsheet program writes", "it saved anew")
                    if is_table:
                        merged = _looked_through(start, part, name)
            except NotImportable:
                raise
            except Exception:  # what zlib, the zip reader and the system have against a broken part
                raise refused(name, "is a broken workbook", "the file whole; send it again") from None
            if merged:
                places = list(dict.fromkeys(cells.decode() for cells in merged))
                cells = ", ".join(places[:MOST_TOLD]) + (", …" if len(places) > MOST_TOLD else "")
                fault = f"has merged cells ({cells}), of which only the first holds a value"
                raise refused(name, fault, "each value into the cell of its own row")


def _looked_through(piece: bytes, part: IO[bytes], name: str) -> list[bytes]:
    """Where cells are merged, in a part of which ``piece`` is read already."""
    merged, elements, open_for = [], 0, 0
    while piece:
        merged += _MERGED.findall(piece)
        begun = [element.start() for element in _ELEMENT.finditer(piece)]
        elements += len(begun)
        open_for = len(piece) - begun[-1] if begun else open_for + len(piece)
        if open_for > LARGEST_ROW or elements > MOST_ELEMENTS:
            raise refused(name, "holds more cells than can be read", f"at most {MOST_COLUMNS} columns")
        following = part.read(2**20)
        piece = piece[-100:] + following if following else b""
    return merged


def _xlsx_lines(sheet: ReadOnlyWorksheet, opened: BinaryIO, name: str) -> Iterator[Line]:
    sheet.reset_dimensions()  # what a file says of its own extent may be anything
    try:
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1, max_row=MOST_ROWS + 2), 1):
            cells = ["" if cell is EMPTY_CELL else _of_cell(cell) for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield number, cells
    except NotImportable:
        raise
    except Exception:
        raise refused(name, "is a workbook whose rows cannot be read", "it saved anew as XLSX, or as CSV") from None
    finally:
        sheet.parent.close()
        opened.close()


def _of_cell(cell: ReadOnlyCell) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return _FORMULA
    if cell.data_type == "e":
        return NotAccepted(f"holds the error {value}", "a value")
    if isinstance(value, str):
        return value.strip("\ufeff \t\r\n\xa0\u202f")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == value.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        # Written out, 1.351 could be taken for 1,351, as in a text; of a number cell the program itself says it is not.
        return str(int(value)) if value.is_integer() else NotAccepted(f"holds the decimal {value}", "a whole number")
    return str(value)


def letter(place: int) -> str:
    """The letter of a column without a name, counted from 0."""
    return get_column_letter(place + 1)
