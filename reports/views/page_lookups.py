"""Finding the records that an address names, or saying that there are none."""

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.comparison.context import with_wholes
from reports.models import Conflict, Subject
from reports.views.form_fields import quoted


def find(records: QuerySet, slug: str, missing: str) -> Model:
    """The record of that slug. Raises Http404 with the sentence ``missing``, in which %s stands for the slug."""
    record = records.filter(slug=slug).first()
    if record is None:
        raise Http404(missing % quoted(slug))
    return record


def find_conflict(slug: str) -> Conflict:
    """The conflict of that slug. Raises Http404 also for one that there is nothing to show of yet."""
    conflicts = Conflict.objects.annotate(has_subjects=Exists(Subject.objects.filter(conflict=OuterRef("pk"))))
    conflict = find(conflicts, slug, _("There is no conflict %s here."))
    if conflict.start_date > timezone.localdate() or not conflict.has_subjects:
        raise Http404(_("Nothing is on record here about %s yet.") % conflict.name)
    return conflict


def find_conflict_with_subjects(slug: str) -> tuple[Conflict, dict[str, Subject]]:
    """The same, with its subjects by slug and in their order, and what each is part of, all from two queries."""
    subjects = list(with_wholes(Subject.objects.filter(conflict__slug=slug).select_related("conflict")))
    if not subjects or subjects[0].conflict.start_date > timezone.localdate():
        find_conflict(slug)  # says what is wrong
    return subjects[0].conflict, {subject.slug: subject for subject in subjects}


def only_conflict() -> Conflict | None:
    """The conflict that pages about no one in particular lead to: the one there is, or None if there are several."""
    conflicts = Conflict.objects.all()[:2]
    return conflicts[0] if len(conflicts) == 1 else None
