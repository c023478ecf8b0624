"""Finding the records that an address names, or saying that there are none."""

from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from reports.models import Conflict
from reports.parameters import quoted


def find(records: QuerySet, slug: str, missing: str) -> Model:
    """The record of that slug. Raises Http404 with the sentence ``missing``, in which %s stands for the slug."""
    record = records.filter(slug=slug).first()
    if record is None:
        raise Http404(missing % quoted(slug))
    return record


def find_conflict(slug: str) -> Conflict:
    return find(Conflict.objects.all(), slug, _("There is no conflict %s here."))
