"""Many values, a statement at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.db.models import QuerySet

__all__ = ["chunks", "rows_in"]

IN_ONE_STATEMENT = 900  # SQLite took 999 values for a long time
Value = TypeVar("Value")


def chunks(values: Iterable[Value], size: int = IN_ONE_STATEMENT) -> Iterator[list[Value]]:
    """The values in lists of at most ``size``, as many as one statement takes."""
    iterator = iter(values)
    while chunk := list(islice(iterator, size)):
        yield chunk


def rows_in(query: QuerySet, field: str, values: Iterable[object]) -> Iterator:
    """The rows of ``query`` whose ``field`` is one of ``values``, in as many statements as these need."""
    for chunk in chunks(values):
        yield from query.filter(**{f"{field}__in": chunk})
