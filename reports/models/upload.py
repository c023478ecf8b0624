"""What was imported from files, and the files that editors upload: what became of each, and its rows."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .choices import RowState, UploadKind, UploadState
from .constraints import one_of
from .report import Report

__all__ = ["DataImport", "Upload", "UploadRow"]


class Upload(models.Model):
    """The file itself lies in a folder of its own (newsroom.uploads.upload_process) until this is done or discarded.

    ``shown`` is a digest of all that the preview says: only what it says is written. How far a run is, its process
    tells in a file beside, for nobody could read it from a table while the one transaction that writes all is open.
    """

    name = models.CharField(_("file"), max_length=200, help_text=_("As its sender called it."))
    kind = models.CharField(max_length=8, choices=UploadKind, blank=True)
    size = models.PositiveBigIntegerField(help_text=_("In bytes."))
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=UploadState, default=UploadState.RECEIVED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploads", verbose_name=_("sent by"))
    at = models.DateTimeField(_("sent"), auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, help_text=_("How many rows are in each state, and reports among them."))
    remarks = models.JSONField(default=list, help_text=_("How the file was understood."))
    shown = models.CharField(max_length=64, blank=True)
    correcting = models.BooleanField(default=False, help_text=_("Whether published reports that differ are corrected."))
    correction_reason = models.TextField(blank=True)
    problem = models.TextField(blank=True, help_text=_("Why it failed, or what is left to do."))
    reports = models.ManyToManyField(Report, blank=True, related_name="uploads", help_text=_("Those it wrote."))

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            one_of("upload_kind_known", "kind", UploadKind, blank=True),
            one_of("upload_state_known", "state", UploadState),
        ]

    def __str__(self) -> str:
        return self.name


class UploadRow(models.Model):
    """One row of the preview, in the order in which it is shown."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    file = models.CharField(max_length=200)
    line = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=RowState)
    report = models.CharField(max_length=100, blank=True)
    record = models.CharField(max_length=320, help_text=_("What the row is, in words."))
    cells = models.JSONField(default=list, help_text=_("The cells that differ: column, on record, in the file."))
    fate = models.CharField(max_length=12, blank=True, help_text=_("What becomes of it, if not what its state says."))
    problems = models.JSONField(default=list)

    class Meta:
        ordering = ["upload", "position"]
        indexes = [models.Index(name="upload_row_by_state", fields=["upload", "state", "position"])]
        constraints = [
            models.UniqueConstraint(name="upload_row_once", fields=["upload", "position"]),
            one_of("upload_row_state_known", "state", RowState),
        ]

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class DataImport(models.Model):
    """A load that is already done is not repeated."""

    name = models.CharField(max_length=60, unique=True)
    digest = models.CharField(max_length=64, help_text=_("SHA-256 over the files, in order of their names."))
    finished_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
