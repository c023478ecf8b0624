"""What editing leaves beside the records: changes of status, reasons, what is not saved yet, tries to archive."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .choices import ArchiveOutcome, Status
from .constraints import one_of
from .report import Report
from .source import Source

__all__ = ["ArchiveAttempt", "Step", "Unsaved", "Unsealed", "WarningReason"]


class Step(models.Model):
    """One change of a report's state. ``reason`` is what readers or its author are told, where a step asks for one."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="steps")
    before = models.CharField(max_length=12, choices=Status)
    after = models.CharField(max_length=12, choices=Status)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="steps")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [one_of("step_before_known", "before", Status), one_of("step_after_known", "after", Status)]

    def __str__(self) -> str:
        return f"{self.report}: {self.before} to {self.after}"


class Unsealed(models.Model):
    """While a row stands here, the parts of a public report may be written: see triggers.py.

    Only within a transaction of ``workflow.allow_published_writes``, which deletes it again: no other ever sees one.
    """

    report = models.OneToOneField(Report, models.CASCADE, primary_key=True, related_name="unsealed")

    def __str__(self) -> str:
        return str(self.report_id)


class WarningReason(models.Model):
    """Why an editor goes on in spite of a check's warning. ``key`` names the check, what it is about and its number."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="warning_reasons")
    key = models.CharField(max_length=300)
    message = models.TextField(help_text=_("The warning as the editor read it."))
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="warning_reasons")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(name="warning_reason_once", fields=["report", "key"])]

    def __str__(self) -> str:
        return self.message


class Unsaved(models.Model):
    """What somebody has typed on a page and not saved: ``data`` holds the fields of its form as they would be sent."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="unsaved")
    page = models.CharField(max_length=300, help_text=_("The address of the page within the site."))
    data = models.JSONField()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(name="unsaved_once", fields=["user", "page"])]

    def __str__(self) -> str:
        return f"{self.page}, {self.user}"


class ArchiveAttempt(models.Model):
    """One try to have a web archive keep a source."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="archive_attempts")
    at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=8, choices=ArchiveOutcome)
    detail = models.CharField(max_length=500, blank=True, help_text=_("What the archive answered."))
    again_at = models.DateTimeField(null=True, blank=True, help_text=_("Before then it asked not to be asked again."))

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [one_of("archive_attempt_outcome_known", "outcome", ArchiveOutcome)]

    def __str__(self) -> str:
        return f"{self.source}: {self.outcome}"
