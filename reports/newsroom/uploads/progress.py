"""How far an upload's process is, told in a file: the transaction that writes all could tell nobody by a table."""

import json
import time
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from reports.models import Upload

from .upload_files import folder_of

__all__ = ["Progress", "ProgressFile", "progress_of"]

_PAUSE = 0.2  # seconds between two files


@dataclass(frozen=True, slots=True)
class Progress:
    """``total`` is 0 while nobody knows it."""

    step: str = ""
    done: int = 0
    total: int = 0

    @property
    def words(self) -> str:
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
        return str(steps.get(self.step, _("Working")))


class ProgressFile:
    """A Progress of the imports (imports.reporting) that writes the file, not too often."""

    def __init__(self, upload: Upload) -> None:
        self._file = folder_of(upload) / "progress.json"
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


def progress_of(upload: Upload) -> Progress:
    try:
        step, done, total = json.loads((folder_of(upload) / "progress.json").read_text())
    except (OSError, ValueError):
        return Progress()
    return Progress(step, done, total)


def forget_progress(folder: Path) -> None:
    (folder / "progress.json").unlink(missing_ok=True)
