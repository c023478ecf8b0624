"""What people do with an upload: send it, confirm what they were shown, have it read anew, discard it."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.models import Upload, UploadState
from reports.workflow import TransitionNotAllowed

from .upload_process import delete_files, file_of, folder_of, is_worked_on, write_file

__all__ = ["ENDED", "confirm", "discard", "may_decide", "read_again", "receive"]

ENDED = (UploadState.DONE, UploadState.DISCARDED)
_BEFORE_WRITING = (
    UploadState.RECEIVED, UploadState.READING, UploadState.READ, UploadState.FAILED, UploadState.OUTDATED,
)  # fmt: skip


def may_decide(upload: Upload, user: AbstractBaseUser) -> bool:
    """Only the sender: they are the author of what it brings."""
    return upload.by_id == user.pk and user.has_perm("reports.add_upload") and user.has_perm("reports.add_report")


def receive(*, name: str, pieces: Iterable[bytes], by: AbstractBaseUser) -> Upload:
    """Keep a file as a new upload, waiting to be read."""
    name = Path(name.replace("\\", "/")).name[-200:] or "file"
    with transaction.atomic():
        upload = Upload.objects.create(name=name, size=0, by=by)
        folder = folder_of(upload)
        folder.parent.mkdir(parents=True, exist_ok=True)
        delete_files(upload)  # of a database that was made anew, with the same numbers
        with tempfile.TemporaryDirectory(dir=folder.parent) as passing:
            upload.size, upload.sha256 = write_file(pieces, Path(passing) / "file")
            folder.mkdir()
            (Path(passing) / "file").replace(file_of(upload))
        upload.save(update_fields=["size", "sha256"])
    return upload


def confirm(*, upload: Upload, by: AbstractBaseUser, shown: str, correcting: bool, reason: str) -> None:
    """read -> confirmed, once, for just the preview that ``by`` was ``shown``. Raises TransitionNotAllowed."""
    _check_decider(upload, by)
    counts = upload.counts
    if counts.get("error"):
        raise TransitionNotAllowed(
            _("Rows with errors keep a file from being imported. Correct them and send it again.")
        )
    if correcting and not reason.strip():
        raise TransitionNotAllowed(_("Tell readers what was wrong in the published reports that are corrected."))
    if not counts.get("new") and not (correcting and counts.get("to_correct")):
        raise TransitionNotAllowed(_("There is nothing to write: nothing in this file is new."))
    moved = Upload.objects.filter(pk=upload.pk, state=UploadState.READ, shown=shown).update(
        state=UploadState.CONFIRMED,
        confirmed_at=timezone.now(),
        correcting=correcting,
        correction_reason=reason.strip() if correcting else "",
    )
    if not moved:
        upload.refresh_from_db()
        if upload.state == UploadState.READ:
            raise TransitionNotAllowed(
                _("The preview has been made anew since you opened this page. Look at it again.")
            )
        state = upload.get_state_display()
        raise TransitionNotAllowed(_("This file is %(state)s already: it is confirmed only once.") % {"state": state})


def read_again(*, upload: Upload, by: AbstractBaseUser) -> None:
    """Take up what failed, or whose process died: a confirmed one is written, any other read.

    Raises TransitionNotAllowed.
    """
    _check_decider(upload, by)
    if is_worked_on(upload):
        raise TransitionNotAllowed(_("It is being worked on. Wait for it."))
    again = {
        UploadState.CONFIRMED: UploadState.CONFIRMED,
        UploadState.WRITING: UploadState.CONFIRMED,
        UploadState.FAILED: UploadState.CONFIRMED if upload.confirmed_at else UploadState.RECEIVED,
    }.get(upload.state, UploadState.RECEIVED)
    changed = {"state": again, "problem": ""}
    if again == UploadState.RECEIVED:
        changed |= {"confirmed_at": None, "shown": ""}
    if not Upload.objects.filter(pk=upload.pk, state=upload.state).exclude(state__in=ENDED).update(**changed):
        raise TransitionNotAllowed(_("It is done already, or discarded."))


def discard(*, upload: Upload, by: AbstractBaseUser) -> None:
    """Give the file up. Raises TransitionNotAllowed once it is being written, or done."""
    _check_decider(upload, by)
    states = _BEFORE_WRITING if is_worked_on(upload) else (*_BEFORE_WRITING, UploadState.CONFIRMED, UploadState.WRITING)
    moved = Upload.objects.filter(pk=upload.pk, state__in=states).update(
        state=UploadState.DISCARDED, ended_at=timezone.now(), shown=""
    )
    if not moved:
        raise TransitionNotAllowed(_("It cannot be discarded any more: it is being written, or done."))
    upload.rows.all().delete()
    delete_files(upload)


def _check_decider(upload: Upload, by: AbstractBaseUser) -> None:
    if not may_decide(upload, by):
        raise TransitionNotAllowed(_("Only whoever sent a file decides on it."))
