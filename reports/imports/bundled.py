"""The data that come with the project: loaded once, and again only when its files change."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.db import transaction

from reports.models import DataImport

from .bulletins.plan import TRANSCRIPTIONS, plan_bulletins, read_bulletins
from .comparing import compare
from .loader import load
from .package.package_reader import read_package
from .reporting import Plan, Progress, silent

DATA = Path(settings.BASE_DIR) / "reports" / "data"
NAME = "bundled"


def digest_of(folder: Path) -> str:
    """SHA-256 over the names and contents of all files in ``folder``, in order of their names."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def load_bundled(progress: Progress = silent, folder: Path = DATA) -> list[Plan]:
    """Load package and bulletins in one transaction, by one plan each; none if just these files are loaded already.

    Raises NotImportable as the readers and the loader do; nothing is written then.
    """
    digest = digest_of(folder)
    if DataImport.objects.filter(name=NAME, digest=digest).exists():
        return []
    rows = read_package(folder / "package", progress)
    transcripts = read_bulletins({kind.slug: folder / "bulletins" / kind.slug for kind in TRANSCRIPTIONS}, progress)
    with transaction.atomic():
        # Two that start at once write the same mark: the second waits here for the first, then finds its work done.
        mark, _ = DataImport.objects.select_for_update().get_or_create(name=NAME, defaults={"digest": ""})
        if mark.digest == digest:
            return []
        plans = [
            load(lambda: compare(rows), progress, what="bundled package"),
            load(lambda: plan_bulletins(transcripts), progress, what="bundled bulletins"),
        ]
        mark.digest = digest
        mark.save()
    return plans
