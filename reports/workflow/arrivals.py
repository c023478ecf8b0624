"""Reports that an editor imports, thousands at once, arrive as submitted: somebody else publishes them."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from reports.models import Report, Status, Step

from .rules import NotAllowed

CHUNK = 900  # keys in one statement; SQLite took 999 values for a long time


@transaction.atomic
def submit_imported(*, reports: Sequence[int], by: AbstractBaseUser, at: datetime) -> None:
    """draft -> submitted, for drafts (keys) that ``by`` has just imported. Raises NotAllowed if any is not theirs.

    Nothing is looked for that may be missing in them: whoever imports has checked the rows, a reviewer does it again.
    """
    moved = 0
    for start in range(0, len(reports), CHUNK):
        drafts = Report.all_objects.filter(pk__in=reports[start : start + CHUNK], status=Status.DRAFT, author=by)
        moved += drafts.update(status=Status.SUBMITTED, submitted_at=at)
    if moved != len(reports):
        raise NotAllowed(_("Only its author can submit a draft."))
    Step.objects.bulk_create(
        (Step(report_id=key, before=Status.DRAFT, after=Status.SUBMITTED, by=by) for key in reports), batch_size=1_000
    )
