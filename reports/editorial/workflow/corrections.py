"""An editor's correction begins as a copy of what is published, to be changed, checked and published in its place."""

from collections.abc import Iterable
from typing import TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model

from reports.editorial.history import acting
from reports.editorial.slugs import free_slug
from reports.models import Citation, Figure, Report, Status, Variant

from .rules import NotAllowed, hindrance_to_correcting

Record = TypeVar("Record", bound=Model)


@transaction.atomic
def correct(*, report: Report, by: AbstractBaseUser, reason: str = "") -> Report:
    """A draft that replaces ``report`` once it is published, with copies of its figures, citations and variants.

    Each has an address of its own. ``reason`` is what readers are told was wrong; it can still be written while it is a
    draft, and must be before it is submitted. Raises NotAllowed.
    """
    report.refresh_from_db(from_queryset=Report.everything.select_for_update())
    if hindrance := hindrance_to_correcting(report, by):
        raise NotAllowed(hindrance)
    with acting(by):
        return _draft_like(report, by, reason.strip())


def _draft_like(report: Report, by: AbstractBaseUser, reason: str) -> Report:
    draft = _copy(
        report,
        slug=free_slug(Report, report.slug),
        status=Status.DRAFT,
        replaces=report,
        correction_reason=reason,
        author=by,
        last_changed_by=by,
        reviewer=None,
        version=1,
        submitted_at=None,
        published_at=None,
    )
    draft.draws_on.set(report.draws_on.all())
    figures = {
        figure.pk: _copy(figure, report=draft, slug=free_slug(Figure, figure.slug))
        for figure in Figure.everything.filter(report=report)
    }
    citations = {citation.pk: _copy(citation, report=draft) for citation in Citation.objects.filter(report=report)}
    for variant in Variant.objects.filter(figure__report=report):
        _copy(variant, figure=figures[variant.figure_id], citation=citations[variant.citation_id])
    return draft


def _copy(record: Record, **changed: object) -> Record:
    """A new row like ``record`` but for what is ``changed``."""
    values = {field.name: getattr(record, field.name) for field in _fields(record)}
    return type(record)._base_manager.create(**values | changed)


def _fields(record: Model) -> Iterable:
    return [field for field in record._meta.concrete_fields if not field.primary_key]
