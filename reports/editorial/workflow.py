"""The states of a report and who may move it between them. Every change of state passes through here.

draft -> submitted -> published. A draft belongs to its author; what is published stays as it is.
"""

from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.models import Figure, Report, Status

__all__ = [
    "NotAllowed",
    "discard",
    "hindrance_to_publishing",
    "hindrance_to_returning",
    "hindrance_to_submitting",
    "may_discard",
    "may_edit",
    "publish",
    "return_to_draft",
    "save_draft",
    "submit",
]


class NotAllowed(PermissionDenied):
    """Carries one sentence for the person who asked."""


def may_edit(report: Report, user: AbstractBaseUser) -> bool:
    """Its author alone changes a draft; one without an author is taken up by the first who edits it."""
    return (
        report.status == Status.DRAFT and report.author_id in (None, user.pk) and user.has_perm("reports.change_report")
    )


def may_discard(report: Report, user: AbstractBaseUser) -> bool:
    if report.status == Status.PUBLISHED or not user.has_perm("reports.delete_report"):
        return False
    return user.is_superuser or may_edit(report, user)


def hindrance_to_submitting(report: Report, user: AbstractBaseUser) -> str:
    """Why ``user`` cannot submit ``report``, in a sentence; empty if nothing stands in the way."""
    if report.status != Status.DRAFT:
        return _("Only a draft can be submitted; this report is %(status)s.") % {"status": report.get_status_display()}
    if not may_edit(report, user):
        return _("Only its author can submit a draft.")
    return _what_is_missing(report)


def hindrance_to_publishing(report: Report, user: AbstractBaseUser) -> str:
    """Why ``user`` cannot publish ``report``, in a sentence; empty if nothing stands in the way."""
    if report.status == Status.PUBLISHED:
        return _("It is published already.")
    if not user.has_perm("reports.publish_report"):
        return _("Only reviewers publish reports.")
    if report.author_id == user.pk:
        return _("You wrote this report. Nobody publishes what they wrote: another reviewer has to check it.")
    if report.status != Status.SUBMITTED:
        return _("It is still a draft. Its author has to submit it first.")
    return _what_is_missing(report)


def hindrance_to_returning(report: Report, user: AbstractBaseUser) -> str:
    """Why ``user`` cannot return ``report`` to its author, in a sentence; empty if nothing stands in the way."""
    if report.status != Status.SUBMITTED:
        return _("Only a submitted report can go back to its author; this one is %(status)s.") % {
            "status": report.get_status_display()
        }
    if report.author_id != user.pk and not user.has_perm("reports.publish_report"):
        return _("Only its author or a reviewer can return a report to draft.")
    return ""


@transaction.atomic
def save_draft(*, report: Report, by: AbstractBaseUser) -> Report:
    """Write a new or changed draft, and make ``by`` its author if it has none. Raises NotAllowed."""
    if report.pk:
        kept = Report.everything.select_for_update().get(pk=report.pk)
        if not may_edit(kept, by):
            raise NotAllowed(_("Only the author of a draft changes it, and only while it is a draft."))
        _let_figures_precede(report)
    report.status = Status.DRAFT
    report.author_id = report.author_id or by.pk
    report.save()
    return report


@transaction.atomic
def submit(*, report: Report, by: AbstractBaseUser) -> Report:
    """draft -> submitted. Raises NotAllowed."""
    _lock(report)
    _refuse(hindrance_to_submitting(report, by))
    report.status = Status.SUBMITTED
    report.author_id = report.author_id or by.pk
    report.submitted_at = timezone.now()
    report.save(update_fields=["status", "author", "submitted_at"])
    return report


@transaction.atomic
def publish(*, report: Report, by: AbstractBaseUser) -> Report:
    """submitted -> published, checked by someone who did not write it. Raises NotAllowed."""
    _lock(report)
    _refuse(hindrance_to_publishing(report, by))
    report.status = Status.PUBLISHED
    report.reviewer_id = by.pk
    report.published_at = timezone.now()
    report.save(update_fields=["status", "reviewer", "published_at"])
    return report


@transaction.atomic
def return_to_draft(*, report: Report, by: AbstractBaseUser) -> Report:
    """submitted -> draft, by its author or a reviewer. Raises NotAllowed."""
    _lock(report)
    _refuse(hindrance_to_returning(report, by))
    report.status = Status.DRAFT
    report.submitted_at = None
    report.save(update_fields=["status", "submitted_at"])
    return report


@transaction.atomic
def discard(*, report: Report, by: AbstractBaseUser) -> None:
    """Delete a report that was never published, with its figures, citations and variants. Raises NotAllowed."""
    _lock(report)
    if not may_discard(report, by):
        raise NotAllowed(_("Only the author deletes a draft, and nobody a published report."))
    report.delete()


def _lock(report: Report) -> None:
    """Bring ``report`` up to date and keep others from changing it until the transaction ends."""
    try:
        report.refresh_from_db(from_queryset=Report.everything.select_for_update())
    except Report.DoesNotExist:
        raise NotAllowed(_("This report has been deleted meanwhile.")) from None


def _refuse(hindrance: str) -> None:
    if hindrance:
        raise NotAllowed(hindrance)


def _what_is_missing(report: Report) -> str:
    if not report.wording.strip() and not report.figures.exists():
        if report.revises_id is None:
            return _("It has neither a figure nor the words of a statement without one.")
        if not report.note.strip():
            return _("It withdraws an earlier report without a figure or words: its note has to say why.")
    if not report.citations.exists():
        return _("It has no citation: nobody could see where it was said.")
    return ""


def _let_figures_precede(report: Report) -> None:
    """Where a report moves to an earlier day, lower its figures' last days to it before the report is written.

    A form saves the report before its figures, and the database, which copies the day to the figures at once, would
    refuse days that the same form is about to correct. Days that it does not correct have not passed its checks.
    """
    last = report.stated_on + timedelta(days=1)
    Figure.everything.filter(report=report, as_of__gt=last).update(as_of=last, period_start=None)
