"""A flat table made of what is on record, to be opened, looked at and filled with other rows."""

import csv
import io
from collections.abc import Iterator
from operator import attrgetter

from django.db.models import Model
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from reports.imports.package.schema import CITATIONS, FIGURES, REPORTS, SOURCES
from reports.models import Citation, Figure, Party, Report

from .flat_columns import COLUMNS, FlatColumn

# The content type of each format, by the ending of its files.
FORMATS = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
_REPORTS, _FIGURES = 3, 3


def example(ending: str) -> bytes:
    """The last statements of the first parties, a few figures of each; a header alone where nothing is on record.

    ``ending`` is one of FORMATS.
    """
    header = [column.name for column in COLUMNS]
    table = [header, *([row.get(name, "") for name in header] for row in _rows())]
    return _csv(table) if ending == "csv" else _xlsx(table)


def _csv(table: list[list[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(table)
    return text.getvalue().encode()


def _xlsx(table: list[list[object]]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "figures"
    sheet.freeze_panes = "A2"
    for row in table:
        sheet.append(row)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for cells in sheet.columns:
        sheet.column_dimensions[cells[0].column_letter].width = max(len(str(cell.value)) for cell in cells)
        for cell in cells[1:]:
            if "\n" in str(cell.value):
                cell.alignment = Alignment(wrap_text=True)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _rows() -> Iterator[dict[str, object]]:
    speaking = Party.objects.filter(reports__in=Report.published.exclude(citations=None).exclude(figures=None))
    for party in speaking.distinct()[:_REPORTS]:
        reports = Report.published.filter(party=party).exclude(citations=None).exclude(figures=None)
        report = reports.select_related("party").order_by("-stated_on", "-pk")[0]
        citation = Citation.objects.filter(report=report).select_related("source").order_by("role", "pk")[0]
        for figure in report.figures.select_related("subject", "measure")[:_FIGURES]:
            yield _row(report, figure, citation)


def _row(report: Report, figure: Figure, citation: Citation) -> dict[str, object]:
    records = {REPORTS: report, FIGURES: figure, SOURCES: citation.source, CITATIONS: citation}
    return {column.name: _cell(column, records[column.table]) for column in COLUMNS if column.field}


def _cell(column: FlatColumn, record: Model) -> str | int:
    lookup = column.table.column(column.field).lookup
    if lookup is None:
        return ";".join(record.draws_on.values_list("slug", flat=True))
    value = attrgetter(lookup.replace("__", "."))(record)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else value if isinstance(value, int) else str(value)
