"""Zip files from elsewhere (a workbook is one, too): what they hold, and that unpacking them is safe."""

import zipfile
from pathlib import Path, PurePosixPath

from reports.imports.package.schema import TABLES
from reports.imports.problems import NotImportable, Place, Problem
from reports.models import UploadKind

LARGEST_UNPACKED = 300 * 2**20  # bytes; 50,000 rows of all columns take some 90 MB as the XML of a workbook
MOST_MEMBERS = 1_000
_PIECE = 2**20
_EXPECTED = "a CSV or XLSX table, or a zip of a package's CSV files"


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
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
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
            try:
                with opened.open(member) as packed, (folder / table).open("wb") as unpacked:
                    while piece := packed.read(_PIECE):
                        unpacked.write(piece)
            except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
                raise refused(name, f"is broken: {table} cannot be unpacked", "the file whole; send it again") from None


def refused(name: str, fault: str, expected: str, line: int = 0, column: str = "") -> NotImportable:
    return NotImportable([Problem(Place(name, line, column), None, fault, expected)])
