"""A table as a CSV file: RFC 4180, UTF-8 without a byte order mark, days as ISO 8601, nothing for None."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header

# A spreadsheet takes a text that begins so for a formula, and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """``rows`` under ``header``, as a download called ``name`` and ``.csv``.

    Cells may be texts, numbers, days, booleans (written true and false) or None (left empty). Raises TypeError for
    anything else, ValueError for a row that has not as many cells as the header.
    """
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.csv")
    writer = csv.writer(response)
    writer.writerow(header)
    for row in rows:
        writer.writerow([cell for _, cell in zip(header, map(as_cell, row), strict=True)])
    return response


def as_cell(value: object) -> str:
    """One value as it is written.

    A text that a spreadsheet would run as a formula gets an apostrophe before it, which a spreadsheet does not show;
    whoever reads the file by program takes off one apostrophe before any of = + - @ (also full-width), tab or line end.
    Numbers are never touched: a difference of -1934 stays one.

    >>> as_cell("=HYPERLINK(1)"), as_cell("about 20,600"), as_cell(-1934), as_cell(date(2022, 3, 25)), as_cell(None)
    ("'=HYPERLINK(1)", 'about 20,600', '-1934', '2022-03-25', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return str(value)
    if not isinstance(value, (str, Promise)):
        raise TypeError(f"No cell of a table: {value!r}")
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
