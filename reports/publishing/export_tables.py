"""Tables as files, CSV and JSON: days as ISO 8601, columns of fixed names and order, with their meanings."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header

# A spreadsheet takes a text that begins so for a formula, and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def getter(source: str | Callable[..., object]) -> Callable[..., object]:
    """How a cell is had: ``source`` itself, or where it is a path, the attribute there of what comes first in a row."""
    if callable(source):
        return source
    attribute = attrgetter(source)
    return lambda first, *_others: attribute(first)


@dataclass(frozen=True, slots=True)
class ExportTable:
    """``columns``: name, what the cell holds in words, and the source of the cell for ``getter``."""

    columns: Sequence[tuple[str, str | Promise, str | Callable[..., object]]]

    @property
    def header(self) -> list[str]:
        return [name for name, _words, _source in self.columns]

    @property
    def meanings(self) -> list[tuple[str, str | Promise]]:
        return [(name, words) for name, words, _source in self.columns]

    def lines(self, rows: Iterable[tuple]) -> Iterator[list[object]]:
        """Each row in the order of ``header``. A row holds what the sources of cells are given."""
        cells = [getter(source) for _name, _words, source in self.columns]
        return ([cell(*row) for cell in cells] for row in rows)


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """``rows`` under ``header``, as a download called ``name`` and ``.csv``: RFC 4180, UTF-8 without a byte order mark.

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
    value = as_value(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else str(value)


def json_response(
    about: Mapping[str, object], meanings: Iterable[tuple[str, str | Promise]], lines: Iterable[Sequence[object]]
) -> HttpResponse:
    """``lines`` as objects in JSON, with what they are ``about`` and the meaning of each name before them.

    Raises ValueError for a line that has not as many values as there are names.
    """
    columns = {name: str(words) for name, words in meanings}
    rows = ",\n".join(_written(dict(zip(columns, map(as_value, line), strict=True))) for line in lines)
    text = f'{{"about": {_written(about)},\n"columns": {_written(columns)},\n"rows": [\n{rows}\n]}}\n'
    return HttpResponse(text, content_type="application/json")


def as_value(value: object) -> object:
    """One value as it is written. Raises TypeError for what no cell of a table may hold.

    >>> as_value(date(2022, 3, 25)), as_value(""), as_value(None), as_value(True), as_value(790), as_value("=1+1")
    ('2022-03-25', None, None, True, 790, '=1+1')
    """
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (bool, int, float)):
        return value
    if not isinstance(value, (str, Promise)):
        raise TypeError(f"No cell of a table: {value!r}")
    return str(value)


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, cls=DjangoJSONEncoder)
