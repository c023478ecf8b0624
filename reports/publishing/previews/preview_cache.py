"""Keeps pictures once they are made, and sees to it that few are made at a time.

A picture is kept under its address, the state of the data and of the code: whatever of these changes, it is made anew.
The cache holds a bounded number of them, so that a crawler which tries out parameters cannot fill the disk. In each
process one picture is made at a time and a few wait for their turn; who comes then is asked to come again.
"""

from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import BoundedSemaphore, Lock

from django.core.cache import caches
from django.db.models import Count, Max
from django.utils import timezone

import reports
from reports.models import Report

CACHE = "pictures"
# One that is made and those that wait: fewer than the threads of a process, which has pages to answer too.
AT_ONCE = 3
_waiting = BoundedSemaphore(AT_ONCE)
_pen = Lock()


class PreviewsBusy(Exception):
    """As many pictures are asked for as one process makes."""


def cached_preview(address: str, make: Callable[[], bytes]) -> bytes:
    """The picture of an address, from the cache or made now. Raises PreviewsBusy."""
    key = _key(address)
    cache = caches[CACHE]
    if picture := cache.get(key):
        return picture
    if not _waiting.acquire(blocking=False):
        raise PreviewsBusy
    try:
        with _pen:
            picture = cache.get(key) or make()
            cache.set(key, picture)
            return picture
    finally:
        _waiting.release()


def _key(address: str) -> str:
    """Today is part of it: a page without days in its address ends today."""
    parts = (address, timezone.localdate().isoformat(), published_version(), code_version())
    return sha256("\n".join(parts).encode()).hexdigest()


def published_version() -> str:
    """Changes whenever a report is published or leaves the public. One query."""
    state = Report.published.aggregate(newest=Max("published_at"), count=Count("pk"))
    return f"{state['newest']} {state['count']}"


@lru_cache(maxsize=1)
def code_version() -> str:
    """Changes with any line of ours: what a picture shows is decided in many places."""
    digest = sha256()
    for file in sorted(Path(reports.__file__).parent.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()
