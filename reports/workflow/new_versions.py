"""A new version begins as a copy of what is published, to be changed, checked and published in its place.

It is our correction of what we typed wrong, or adds what another source prints: it says from its first day which.
"""

from typing import TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model

from reports.history import acting
from reports.models import Act, Citation, Figure, Report, Status, Variant
from reports.models.slugs import free_slug

from .permissions import TransitionNotAllowed, why_not_replace

Record = TypeVar("Record", bound=Model)


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
