"""The transitions: each is atomic, looks at the stored report rather than at the copy in hand, and leaves a Step.

A new version begins as a copy of what is published, to be changed, checked and published in its place. It is our
correction of what we typed wrong, or adds what another source prints: it says from its first day which.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.history import CHANGED, acting, because, remember
from reports.models import Act, Citation, Figure, Report, Status, Step, Unsealed, Variant
from reports.models.chunks import chunks
from reports.models.slugs import free_slug

from .permissions import (
    TransitionNotAllowed,
    may_discard,
    may_edit,
    why_not_publish,
    why_not_replace,
    why_not_retract,
    why_not_send_back,
    why_not_submit,
    why_not_take_back,
)

Record = TypeVar("Record", bound=Model)


class EditConflict(TransitionNotAllowed):
    """Somebody saved the report since the copy in hand was read. ``stored`` is the report as it is stored."""

    def __init__(self, stored: Report) -> None:
        super().__init__(_("Somebody has saved this report since you opened it. Nothing of theirs was written over."))
        self.stored = stored


@transaction.atomic
def save_draft(*, report: Report, by: AbstractBaseUser, seen: int | None = None) -> Report:
    """Write a new or changed draft; what was submitted becomes a draft again. ``by`` is its author if it has none.

    ``seen`` is the version that ``by`` began from. Raises TransitionNotAllowed, and EditConflict if that is not the
    stored one.
    """
    before = Status.DRAFT
    if report.pk:
        stored = _locked(report.pk)
        if not may_edit(stored, by):
            raise TransitionNotAllowed(_("Only the author of a report changes it, and only until it is published."))
        if seen is not None and seen != stored.version:
            raise EditConflict(stored)
        before = stored.status
        report.version = stored.version + 1
        _let_figures_precede(report, by)
    elif not by.has_perm("reports.add_report"):
        raise TransitionNotAllowed(_("Only editors enter reports."))
    report.status = Status.SENT_BACK if before == Status.SENT_BACK else Status.DRAFT
    report.submitted_at = None
    report.author_id = report.author_id or by.pk
    report.last_changed_by_id = by.pk
    with because(report, "", by):
        report.save()
    if before == Status.SUBMITTED:
        _remember(report, before, by, _("Changed after it was submitted."))
    return report


@transaction.atomic
def submit(*, report: Report, by: AbstractBaseUser) -> Report:
    """draft or sent back -> submitted. Raises TransitionNotAllowed."""
    before = _lock(report)
    _refuse(why_not_submit(report, by))
    report.author_id = report.author_id or by.pk
    report.submitted_at = timezone.now()
    return _move(report, before, Status.SUBMITTED, by, "", "author", "submitted_at")


@transaction.atomic
def publish(*, report: Report, by: AbstractBaseUser) -> Report:
    """submitted -> published, checked by somebody else. A new version takes the place of the one that it replaces.

    Raises TransitionNotAllowed.
    """
    before = _lock(report)
    replaced = _locked(report.replaces_id) if report.replaces_id else None
    _refuse(why_not_publish(report, by))
    report.reviewer_id = by.pk
    report.published_at = timezone.now()
    report.revises = _in_force(report.revises)
    _move(report, before, Status.PUBLISHED, by, "", "reviewer", "published_at", "revises")
    if replaced is not None:
        _move(replaced, Status.PUBLISHED, Status.CORRECTED, by, report.version_reason)
        for revision in Report.all_objects.select_for_update().filter(revises=replaced).exclude(pk=report.pk):
            revision.revises = report
            revision.version += 1  # who has it open at the desk is told
            with because(revision, _("What it revises has a newer version."), by):
                revision.save(update_fields=["revises", "version"])
    return report


@transaction.atomic
def send_back(*, report: Report, by: AbstractBaseUser, reason: str) -> Report:
    """submitted -> sent back to its author, who is told the reason. Raises TransitionNotAllowed."""
    before = _lock(report)
    _refuse(why_not_send_back(report, by) or _without(reason, _("Say what its author should change.")))
    report.submitted_at = None
    return _move(report, before, Status.SENT_BACK, by, reason.strip(), "submitted_at")


@transaction.atomic
def take_back(*, report: Report, by: AbstractBaseUser) -> Report:
    """submitted -> draft, by its author. Raises TransitionNotAllowed."""
    before = _lock(report)
    _refuse(why_not_take_back(report, by))
    report.submitted_at = None
    return _move(report, before, Status.DRAFT, by, "", "submitted_at")


@transaction.atomic
def retract(*, report: Report, by: AbstractBaseUser, reason: str) -> Report:
    """published -> retracted: it stays at its address with the reason, and is no longer compared.

    Raises TransitionNotAllowed.
    """
    before = _lock(report)
    _refuse(why_not_retract(report, by) or _without(reason, _("Tell readers why it is retracted.")))
    return _move(report, before, Status.RETRACTED, by, reason.strip())


@transaction.atomic
def discard(*, report: Report, by: AbstractBaseUser) -> None:
    """Delete a report that was never published, with its figures, citations and variants.

    Raises TransitionNotAllowed.
    """
    _lock(report)
    if not may_discard(report, by):
        raise TransitionNotAllowed(_("Only the author deletes a draft, and nobody a published report."))
    with acting(by), because(report, _("The draft was deleted.")):
        report.delete()


@transaction.atomic
def correct(*, report: Report, by: AbstractBaseUser, reason: str = "") -> Report:
    """A draft that replaces ``report`` once it is published, with copies of its figures, citations and variants.

    Each has an address of its own. ``reason`` is what readers are told was wrong; it can still be written while it is a
    draft, and must be before it is submitted. Raises TransitionNotAllowed.
    """
    return _begin(report, by, act=Act.CORRECTION, correction_reason=reason.strip(), addition_reason="")


@transaction.atomic
def add_printed(*, report: Report, by: AbstractBaseUser, reason: str = "") -> Report:
    """A draft like that of ``correct``, to which citations and variants alone may be added.

    ``reason`` is what readers are told that the source says differently. Raises TransitionNotAllowed.
    """
    return _begin(report, by, act=Act.ADDITION, correction_reason="", addition_reason=reason.strip())


@transaction.atomic
def submit_imported(*, reports: Sequence[int], by: AbstractBaseUser, at: datetime) -> None:
    """draft -> submitted, for the drafts (keys) that ``by`` has just imported, thousands at once.

    What may be missing in them is not looked for: the import has checked the rows, a reviewer does it again. Raises
    TransitionNotAllowed if ``by`` is not the author of each.
    """
    moved = 0
    for keys in chunks(reports):
        drafts = Report.all_objects.filter(pk__in=keys, status=Status.DRAFT, author=by)
        moved += drafts.update(status=Status.SUBMITTED, submitted_at=at)
    if moved != len(reports):
        raise TransitionNotAllowed(_("Only its author can submit a draft."))
    Step.objects.bulk_create(
        (Step(report_id=key, before=Status.DRAFT, after=Status.SUBMITTED, by=by) for key in reports), batch_size=1_000
    )


@contextmanager
def allow_published_writes(reports: Iterable[int]) -> Iterator[None]:
    """Within it figures, citations and variants of these reports (keys) may be written, by this transaction alone.

    The one way to write the parts of a public report: imports add what further sources print. May stand within another;
    what that one has opened stays open until it ends.
    """
    with transaction.atomic():
        opened = set(Unsealed.objects.values_list("pk", flat=True))  # nobody sees those of other transactions
        Unsealed.objects.bulk_create(Unsealed(report_id=key) for key in sorted(set(reports) - opened))
        yield
        Unsealed.objects.exclude(pk__in=opened).delete()


def _begin(report: Report, by: AbstractBaseUser, **why: str) -> Report:
    report.refresh_from_db(from_queryset=Report.all_objects.select_for_update())
    if why_not := why_not_replace(report, by):
        raise TransitionNotAllowed(why_not)
    version = {"slug": free_slug(Report, report.slug), "status": Status.DRAFT, "replaces": report, "version": 1, **why}
    people = {"author": by, "last_changed_by": by, "reviewer": None}
    with acting(by):
        draft = _copy(report, **version, **people, submitted_at=None, published_at=None)
        draft.draws_on.set(report.draws_on.all())
        figures = {
            figure.pk: _copy(figure, report=draft, slug=free_slug(Figure, figure.slug))
            for figure in Figure.all_objects.filter(report=report)
        }
        citations = {citation.pk: _copy(citation, report=draft) for citation in Citation.objects.filter(report=report)}
        for variant in Variant.objects.filter(figure__report=report):
            _copy(variant, figure=figures[variant.figure_id], citation=citations[variant.citation_id])
    return draft


def _copy(record: Record, **changed: object) -> Record:
    """A new row like ``record`` but for what is ``changed``."""
    fields = [field.name for field in record._meta.concrete_fields if not field.primary_key]
    return type(record)._base_manager.create(**{name: getattr(record, name) for name in fields} | changed)


def _lock(report: Report) -> str:
    """Bring ``report`` up to date, keep others from changing it until the transaction ends, and give its status."""
    try:
        report.refresh_from_db(from_queryset=Report.all_objects.select_for_update())
    except Report.DoesNotExist:
        raise TransitionNotAllowed(_("This report has been deleted meanwhile.")) from None
    return report.status


def _locked(pk: int) -> Report:
    try:
        return Report.all_objects.select_for_update().get(pk=pk)
    except Report.DoesNotExist:
        raise TransitionNotAllowed(_("This report has been deleted meanwhile.")) from None


def _in_force(report: Report | None) -> Report | None:
    """The version that has taken the place of ``report``, or itself."""
    while report is not None and report.status == Status.CORRECTED:
        report = report.replaced_by
    return report


def _refuse(why_not: str) -> None:
    if why_not:
        raise TransitionNotAllowed(why_not)


def _without(reason: str, why_not: str) -> str:
    return "" if reason.strip() else why_not


def _move(report: Report, before: str, after: Status, by: AbstractBaseUser, reason: str, *changed: str) -> Report:
    report.status = after
    with because(report, reason, by):
        report.save(update_fields=["status", *changed])
    _remember(report, before, by, reason)
    return report


def _remember(report: Report, before: str, by: AbstractBaseUser, reason: str) -> None:
    Step.objects.create(report=report, before=before, after=report.status, by=by, reason=reason)


def _let_figures_precede(report: Report, by: AbstractBaseUser) -> None:
    """Where a report moves to an earlier day, lower its figures' last days to it before the report is written.

    A form saves the report before its figures, and the database, which copies the day to the figures at once, would
    refuse days that the same form is about to correct. Days that it does not correct have not passed its checks.
    """
    last = report.stated_on + timedelta(days=1)
    later = Figure.all_objects.filter(report=report, as_of__gt=last)
    keys = list(later.values_list("pk", flat=True))
    later.update(as_of=last, period_start=None)
    remember(Figure, keys, kind=CHANGED, by=by)
