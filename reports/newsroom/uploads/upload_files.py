"""Where an upload's file lies while it is needed: under MEDIA_ROOT/uploads, never under the name it came with."""

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from reports.models import Upload

__all__ = ["FOLDER", "file_of", "folder_of", "forget", "keep"]

FOLDER = "uploads"


def folder_of(upload: Upload) -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER / str(upload.pk)


def file_of(upload: Upload) -> Path:
    return folder_of(upload) / "file"


def keep(pieces: Iterable[bytes], at: Path) -> tuple[int, str]:
    """Write the pieces to ``at``, and give their size and SHA-256."""
    digest, size = hashlib.sha256(), 0
    at.parent.mkdir(parents=True, exist_ok=True)
    with at.open("wb") as file:
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            file.write(piece)
    return size, digest.hexdigest()


def forget(upload: Upload) -> None:
    """Delete what is kept of it; its record and counts stay."""
    shutil.rmtree(folder_of(upload), ignore_errors=True)
