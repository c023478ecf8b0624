"""Reports that an editor imports, thousands at once, arrive as submitted: somebody else publishes them."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from reports.models import Report, Status, Step
from reports.models.chunks import chunks

from .permissions import TransitionNotAllowed


@transaction.atomic
def submit_imported(*, reports: Sequence[int], by: AbstractBaseUser, at: datetime) -> None:
    """draft -> submitted, for the drafts (keys) that ``by`` has just imported.

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
