"""A table as a JSON document: a row a line, days as ISO 8601, null for what is not given."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.http import HttpResponse
from django.utils.functional import Promise


def json_response(
    about: Mapping[str, object], meanings: Iterable[tuple[str, str | Promise]], lines: Iterable[Sequence[object]]
) -> HttpResponse:
    """``lines`` as objects, with what they are ``about`` and the meaning of each name before them.

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
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
