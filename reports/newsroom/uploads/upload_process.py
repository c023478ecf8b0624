"""Starts the process that reads or writes an upload, at most one for each, and tells whether it is alive.

The lock is taken before the process is there and goes over to it: there is no moment in which nobody holds it.
"""

import fcntl
import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from reports.models import Upload

from .progress import forget_progress
from .upload_files import folder_of

__all__ = ["is_worked_on", "locked", "start"]


def start(upload: Upload) -> bool:
    """Whether a process was started: not where one is at work already."""
    lock = _lock(upload)
    if lock is None:
        return False
    try:
        forget_progress(folder_of(upload))
        process = subprocess.Popen(  # noqa: S603 - our own command, with numbers
            [*settings.UPLOAD_COMMAND, str(upload.pk), f"--lock={lock}"],
            cwd=settings.BASE_DIR,
            pass_fds=[lock],
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # it goes on when the server is stopped
        )
    finally:
        os.close(lock)
    threading.Thread(target=process.wait, daemon=True).start()
    return True


def is_worked_on(upload: Upload) -> bool:
    if not folder_of(upload).exists():
        return False
    lock = _lock(upload)
    if lock is None:
        return True
    os.close(lock)
    return False


@contextmanager
def locked(upload: Upload, inherited: int | None) -> Iterator[bool]:
    """Hold the upload's lock, ``inherited`` (a file descriptor) or taken now; False where another process has it."""
    lock = _lock(upload) if inherited is None else inherited
    if lock is None:
        yield False
        return
    try:
        yield True
    finally:
        os.close(lock)


def _lock(upload: Upload) -> int | None:
    folder = folder_of(upload)
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock
