"""The folder of an upload, under MEDIA_ROOT/uploads: its file, and of its process the lock and the progress.

The process holds the lock of the folder for as long as it lives, however it ends: so pages know one that died. The lock
is taken before the process is there and goes over to it: at no moment is it free. How far it is
stands in a file, because no other process sees what the transaction that writes all puts into a table.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from reports.models import Upload
from reports.rules.number import grouped

__all__ = [
    "FOLDER",
    "ProgressFile",
    "delete_files",
    "file_of",
    "folder_of",
    "is_worked_on",
    "locked",
    "progress_of",
    "start",
    "write_file",
]

FOLDER = "uploads"
_PAUSE = 0.2  # seconds between two progress files


def folder_of(upload: Upload) -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER / str(upload.pk)


def file_of(upload: Upload) -> Path:
    """Never under the name that it came with."""
    return folder_of(upload) / "file"


def write_file(pieces: Iterable[bytes], path: Path) -> tuple[int, str]:
    """Write the pieces to ``path``, and give their size and SHA-256."""
    digest, size = hashlib.sha256(), 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            file.write(piece)
    return size, digest.hexdigest()


def delete_files(upload: Upload) -> None:
    """Delete the upload's folder; its record and counts stay."""
    shutil.rmtree(folder_of(upload), ignore_errors=True)


# --- the process ------------------------------------------------------------------------------------------------------


def start(upload: Upload) -> bool:
    """Start the process that reads or writes the upload; False where one is at work already."""
    lock = _lock(upload)
    if lock is None:
        return False
    try:
        _progress_file(upload).unlink(missing_ok=True)
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


# --- its progress -----------------------------------------------------------------------------------------------------


class ProgressFile:
    """A Progress of the imports (imports.reporting) that writes the file, not too often."""

    def __init__(self, upload: Upload) -> None:
        self._file = _progress_file(upload)
        self._last = ("", 0.0)

    def __call__(self, step: str, done: int, total: int) -> None:
        now = time.monotonic()
        if step == self._last[0] and now - self._last[1] < _PAUSE:
            return
        self._last = (step, now)
        draft = self._file.with_suffix(".new")
        try:
            draft.write_text(json.dumps([step, done, total]))
            draft.replace(self._file)
        except FileNotFoundError:
            return  # the upload was discarded meanwhile: its process will see that soon


def progress_of(upload: Upload) -> dict[str, str | int]:
    """The step in ``words``, how much of it is ``done`` of a ``total`` (0 if not known), both ``counted`` in words."""
    try:
        step, done, total = json.loads(_progress_file(upload).read_text())
    except (OSError, ValueError):
        step, done, total = "", 0, 0
    steps = {
        "reading": _("Reading rows"),
        "reading the package": _("Reading tables"),
        "comparing": _("Comparing with the records"),
        "keeping": _("Keeping the preview"),
        "waiting": _("Waiting for another import to end"),
        "sources": _("Writing sources"),
        "reports": _("Writing reports"),
        "figures": _("Writing figures"),
        "citations": _("Writing citations"),
        "variants": _("Writing variants"),
        "corrections": _("Writing corrections"),
    }
    counted = grouped(done) if done else ""
    if total:
        counted = _("%(done)s of %(total)s") % {"done": grouped(done), "total": grouped(total)}
    return {"words": steps.get(step, _("Working")), "done": done, "total": total, "counted": counted}


def _progress_file(upload: Upload) -> Path:
    return folder_of(upload) / "progress.json"
