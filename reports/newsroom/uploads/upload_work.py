"""The work of an upload's process: reads the file for a preview, or writes what was confirmed in one transaction."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.history import acting, newest_changes
from reports.imports.flat.flat_table import read_flat
from reports.imports.flat.sheets import kind_of, unpack_package
from reports.imports.import_corrections import ImportAction, correct_reports
from reports.imports.loader import load
from reports.imports.package.package_reader import read_package
from reports.imports.previewing import Preview, preview_flat, preview_package, preview_problems
from reports.imports.problems import NotImportable
from reports.imports.reporting import Plan, collector_paused
from reports.models import Report, Upload, UploadKind, UploadRow, UploadState
from reports.models.chunks import chunks
from reports.workflow import TransitionNotAllowed

from .upload_process import FOLDER, ProgressFile, delete_files, file_of, folder_of

__all__ = ["work"]

_BATCH = 2_000


class _Outdated(Exception):
    """What would be written is not what was shown."""


def work(upload: Upload) -> None:
    """Read or write, by the upload's state; it ends in another state, whatever happens but a kill.

    Raises what is not foreseen, after it is noted as failed.
    """
    try:
        with collector_paused(), acting(upload.by):
            if upload.state in (UploadState.RECEIVED, UploadState.READING):
                _read(upload)
            elif upload.state in (UploadState.CONFIRMED, UploadState.WRITING):
                _write(upload)
    except (DatabaseError, OSError) as error:
        reason = str(error).strip().partition("\n")[0]
        _fail(upload, _("It could not be done, and nothing was written: %(reason)s") % {"reason": reason})
    except Exception:
        _fail(upload, _("Something unforeseen went wrong, and nothing was written. The site's log says what."))
        raise


def _fail(upload: Upload, problem: str) -> None:
    at_work = (UploadState.READING, UploadState.WRITING)
    Upload.objects.filter(pk=upload.pk, state__in=at_work).update(state=UploadState.FAILED, problem=problem)


def _move(upload: Upload, before: tuple[UploadState, ...], after: UploadState) -> bool:
    return bool(Upload.objects.filter(pk=upload.pk, state__in=before).update(state=after))


# --- reading ----------------------------------------------------------------------------------------------------------


def _read(upload: Upload) -> None:
    if not _move(upload, (UploadState.RECEIVED, UploadState.READING), UploadState.READING):
        return
    progress = ProgressFile(upload)
    upload.kind = ""
    preview = _preview(upload, progress)
    progress("keeping", 0, len(preview.rows))
    with transaction.atomic():
        # Where it was discarded meanwhile, there is nothing left to store.
        current = Upload.objects.select_for_update().filter(pk=upload.pk, state=UploadState.READING).first()
        if current is None:
            return
        current.rows.all().delete()
        for position, row in enumerate(preview.rows):
            row.upload, row.position = current, position
            row.file, row.record = row.file[:200], row.record[:320]
        UploadRow.objects.bulk_create(preview.rows, batch_size=_BATCH)
        current.kind = upload.kind
        current.state = UploadState.READ
        current.counts = preview.counts
        current.remarks = list(preview.remarks)
        current.shown = preview.digest
        current.problem = ""
        current.save()


def _preview(upload: Upload, progress: ProgressFile) -> Preview:
    """Also of a file that cannot be read: then it says why. Sets the upload's kind."""
    file, today = file_of(upload), timezone.localdate()
    try:
        upload.kind = kind_of(file, upload.name)
        if upload.kind == UploadKind.PACKAGE:
            with TemporaryDirectory(dir=folder_of(upload)) as folder:
                unpack_package(file, upload.name, Path(folder))
                rows = read_package(Path(folder), progress)
            progress("comparing", 0, 0)
            return preview_package(rows, upload.by, today)
        table = read_flat(file, upload.name, upload.kind, upload.by, today, progress)
        progress("comparing", 0, 0)
        return preview_flat(table, upload.name, upload.by, today)
    except NotImportable as refusal:
        return preview_problems(refusal.problems)


# --- writing ----------------------------------------------------------------------------------------------------------


def _write(upload: Upload) -> None:
    if not _move(upload, (UploadState.CONFIRMED, UploadState.WRITING), UploadState.WRITING):
        return
    progress = ProgressFile(upload)
    progress("waiting", 0, 0)
    with _one_writer():
        try:
            # Compared before the transaction, which on SQLite keeps all others from writing, and anew within it only
            # where anything was written in between.
            compared, preview = newest_changes(), _as_shown(upload, progress)
            with transaction.atomic():
                if newest_changes() != compared:
                    preview = _as_shown(upload, progress)
                _write_all(upload, preview, progress)
        except (_Outdated, TransitionNotAllowed):
            Upload.objects.filter(pk=upload.pk).update(state=UploadState.OUTDATED, shown="", confirmed_at=None)
            return
        except NotImportable as refusal:
            _fail(upload, _("Nothing was written: %(reason)s") % {"reason": refusal.problems[0]})
            return
    delete_files(upload)


def _as_shown(upload: Upload, progress: ProgressFile) -> Preview:
    """Read and compared anew: what was shown, or _Outdated."""
    preview = _preview(upload, progress)
    if preview.digest != upload.shown or preview.plan is None:
        raise _Outdated
    return preview


def _write_all(upload: Upload, preview: Preview, progress: ProgressFile) -> None:
    plan = preview.plan if upload.kind == UploadKind.PACKAGE else _without_idle_sources(preview, upload)
    load(lambda: plan, progress, what=upload.name, by=upload.by)
    submitted, drafts, hindrances = [], [], []
    if upload.correcting:
        chosen = {row.report for row in preview.rows if row.fate == ImportAction.CORRECT}
        submitted, drafts, hindrances = correct_reports(
            preview.all_rows,
            preview.plan,
            chosen,
            by=upload.by,
            reason=upload.correction_reason,
            what=upload.name,
            progress=progress,
        )
    written = {row.report_id for row in preview.plan.new.reports}
    keys = [*submitted, *drafts]
    for slugs in chunks(sorted(written)):
        keys += Report.all_objects.filter(slug__in=slugs).values_list("pk", flat=True)
    link = Upload.reports.through
    link.objects.bulk_create((link(upload=upload, report_id=key) for key in keys), batch_size=_BATCH)
    upload.rows.all().delete()
    upload.state = UploadState.DONE
    upload.ended_at = timezone.now()
    upload.counts |= {"corrected": len(submitted), "drafts": len(drafts)}
    upload.problem = " ".join(hindrances)
    upload.save()


def _without_idle_sources(preview: Preview, upload: Upload) -> Plan:
    """Without new sources that only rows which are left out would have cited."""
    plan = preview.plan
    cited = {row.source_id for row in plan.new.citations}
    if upload.correcting:
        correcting = {row.report for row in preview.rows if row.fate == ImportAction.CORRECT}
        cited |= {row.source_id for row in preview.all_rows.citations if row.report_id in correcting}
    sources = tuple(row for row in plan.new.sources if row.source_id in cited)
    return replace(plan, new=replace(plan.new, sources=sources))


@contextmanager
def _one_writer() -> Iterator[None]:
    """One import writes at a time: on SQLite a second would else give up after its time."""
    with (Path(settings.MEDIA_ROOT) / FOLDER / "writing.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
