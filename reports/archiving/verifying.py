"""Whether every copy that a source names is there and unaltered, and whether there is any that none names."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from reports.models import Source

from .storage import INCOMING, digest_of

__all__ = ["Verified", "verify"]


@dataclass(frozen=True, slots=True)
class Verified:
    """``problems`` are sentences, one for each thing that is wrong."""

    sources: int
    files: int
    problems: tuple[str, ...]


def verify() -> Verified:
    """Read every kept file once. Raises OSError where the folder itself cannot be read."""
    folder = Path(settings.MEDIA_ROOT)
    # The files first: a copy that is stored meanwhile is not yet taken for one that nobody names.
    # Uploaded tables have a folder of their own among the copies.
    files = sorted(each for each in folder.iterdir() if each.name != "uploads") if folder.exists() else []
    sources = list(Source.objects.exclude(snapshot="").order_by("slug"))
    found = {each.name: _read(each) for each in files}
    problems = [problem for source in sources if (problem := _problem(source, found))]
    problems += _strays(files, {source.snapshot.name for source in sources})
    return Verified(len(sources), len(files), tuple(problems))


def _read(file: Path) -> tuple[str, str]:
    """The digest of a file, or else why it has none."""
    try:
        return digest_of(file), ""
    except OSError as error:
        return "", error.strerror or str(error)


def _problem(source: Source, found: dict[str, tuple[str, str]]) -> str:
    name, digest = source.snapshot.name, source.snapshot_sha256
    if name not in found:
        return f"{source.slug}: its file is missing: {name}"
    present, why = found[name]
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
