"""Storing copies of sources: each once, under its digest, and whole before anything refers to it."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from reports.models import SnapshotKind

__all__ = ["INCOMING", "Kept", "digest_of", "keep"]

# How the name of a file begins that is still being written.
INCOMING = ".incoming-"
CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored copy: its name below MEDIA_ROOT, and its SHA-256 in 64 digits."""

    name: str
    digest: str


def keep(chunks: Iterable[bytes], kind: SnapshotKind) -> Kept:
    """Write a copy to disk as it comes, then give it its digest as its name. Raises OSError where that fails.

    The same bytes are the same file, however many sources have them; one that was altered since is put right. Whatever
    stops this leaves at most a file that nothing refers to, which ``verify_snapshots`` tells.
    """
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    descriptor, draft = tempfile.mkstemp(prefix=INCOMING, dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as handle:
            for chunk in chunks:
                digest.update(chunk)
                handle.write(chunk)
            handle.flush()
            os.fsync(handle.fileno())
        Path(draft).chmod(settings.FILE_UPLOAD_PERMISSIONS)
        name = f"{digest.hexdigest()}.{kind.value}"
        Path(draft).replace(folder / name)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return Kept(name, digest.hexdigest())


def digest_of(file: Path) -> str:
    """The SHA-256 of a file on disk. Raises OSError where it cannot be read."""
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
