"""Flat tables made for tests, and the records that they name."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import openpyxl

from tests import records

COLUMNS = (
    "party", "stated_on", "kind", "method", "subject", "measure", "number", "as_of", "source_url", "publisher",
)  # fmt: skip
ROW = {
    "party": "south-army",
    "stated_on": "2022-04-01",
    "kind": "briefing",
    "method": "official_count",
    "subject": "north-forces",
    "measure": "killed",
    "number": "about 1,350",
    "as_of": "2022-04-01",
    "source_url": "https://daily.example/1",
    "publisher": "The Daily",
}


def known() -> None:
    """The party, the subject and two measures."""
    records.party(slug="south-army", name="Southern army", short_name="South")
    records.subject(slug="north-forces", name="Northern forces")
    records.measure(slug="killed", name="Killed")
    records.measure(slug="share", name="Share lost", unit="percent")


def lines(*changes: Mapping[str, object], columns: Iterable[str] = ()) -> list[list[object]]:
    """A header and a row for each of ``changes``, like ROW but for what it gives (None: no such column)."""
    header = [*COLUMNS, *dict.fromkeys(name for each in changes for name in each if name not in COLUMNS), *columns]
    dropped = {name for each in changes for name, value in each.items() if value is None}
    header = [name for name in header if name not in dropped]
    return [header, *([{**ROW, **each}.get(name, "") for name in header] for each in changes)]


def as_csv(table: list[list[object]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(table)
    return text.getvalue().encode(encoding)


def as_xlsx(table: list[list[object]], merged: str = "") -> bytes:
    book = openpyxl.Workbook()
    for row in table:
        book.active.append(row)
    if merged:
        book.active.merge_cells(merged)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def written(folder: Path, content: bytes, name: str = "file") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


DAY = date(2022, 4, 1)
