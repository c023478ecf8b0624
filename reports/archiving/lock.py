"""At most one run at a time. The lock is a file's, which the system gives back when a process ends, however it ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["Busy", "only_one"]


class Busy(Exception):
    """Another process holds the lock."""


@contextmanager
def only_one(file: Path) -> Iterator[None]:
    """Hold the lock ``file``, made where it is missing. Raises Busy where another process does."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
        yield
