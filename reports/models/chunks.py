"""Many values, a statement at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

__all__ = ["chunks"]

IN_ONE_STATEMENT = 900  # SQLite took 999 values for a long time
Value = TypeVar("Value")


def chunks(values: Iterable[Value], size: int = IN_ONE_STATEMENT) -> Iterator[list[Value]]:
    """The values in lists of at most ``size``, as many as one statement takes."""
    iterator = iter(values)
    while chunk := list(islice(iterator, size)):
        yield chunk
