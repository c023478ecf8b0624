"""Copies of sources on disk: each stored once, under its digest, and whole before anything refers to it.

``verify`` reads them all: whether each copy that a source names is there and unaltered, and whether any is named by
none.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from reports.models import SnapshotKind, Source

__all__ = ["INCOMING", "digest_of", "store", "verify"]

# How the name of a file begins that is still being written.
INCOMING = ".incoming-"


def store(chunks: Iterable[bytes], kind: SnapshotKind) -> tuple[str, str]:
    """Write a copy to disk as it comes, then name it by its digest. Raises OSError where that fails.

    Returns its name below MEDIA_ROOT and its SHA-256 in 64 digits.

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
    return name, digest.hexdigest()


def digest_of(file: Path) -> str:
    """The SHA-256 of a file on disk. Raises OSError where it cannot be read."""
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def verify() -> tuple[int, int, list[str]]:
    """Read every stored file once: how many sources have one, how many files there are, and a sentence a problem.

    Raises OSError where the folder itself cannot be read.
    """
    folder = Path(settings.MEDIA_ROOT)
    # The files first: a copy that is stored meanwhile is not yet taken for one that nobody names.
    # Uploaded tables have a folder of their own among the copies.
    files = sorted(file for file in folder.iterdir() if file.name != "uploads") if folder.exists() else []
    sources = list(Source.objects.exclude(snapshot="").order_by("slug"))
    digests = {file.name: _read(file) for file in files}
    problems = [problem for source in sources if (problem := _problem(source, digests))]
    problems += _strays(files, {source.snapshot.name for source in sources})
    return len(sources), len(files), problems


def _read(file: Path) -> tuple[str, str]:
    """The digest of a file, or else why it has none."""
    try:
        return digest_of(file), ""
    except OSError as error:
        return "", error.strerror or str(error)


def _problem(source: Source, digests: dict[str, tuple[str, str]]) -> str:
    name, digest = source.snapshot.name, source.snapshot_sha256
    if name not in digests:
        return f"{source.slug}: its file is missing: {name}"
    present, why = digests[name]
    if why:
        return f"{source.slug}: its file cannot be read: {name} ({why})"
    if present != digest:
        return f"{source.slug}: its file is altered: {name} has the SHA-256 {present}, not {digest}"
    if source.snapshot_kind is None or not name.startswith(f"{digest}."):
        return f"{source.slug}: its file is not named for its digest and kind: {name}"
    return ""


def _strays(files: list[Path], named: set[str]) -> Iterator[str]:
    """What no source names, and none ever named: a copy that was replaced in a draft stays, as its history does."""
    named = named | set(Source.history.exclude(snapshot="").values_list("snapshot", flat=True).distinct())
    for file in files:
        if file.name in named:
            continue
        if file.name.startswith(INCOMING):
            yield f"{file.name}: an upload that was broken off, or is under way"
        else:
            yield f"{file.name}: no source names this"
