"""What becomes of rows of an import about reports that are on record."""

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reports.models import AT_THE_DESK, Report, Status
from reports.models.chunks import chunks


class Fate(TextChoices):
    """What becomes of a row that is not simply written or passed over."""

    CORRECT = (
        "correct",
        _("The published report stays as it is, unless you choose to correct it when you confirm this file."),
    )
    FURTHER = "further", _("Left out: on the report’s page, “Add what another source prints” cites it.")
    CORRECTING = "correcting", _("Left out: a new version of this report is at the desk already.")
    AT_DESK = "at_desk", _("Left out: this report is still at the desk. Change it on its own page.")
    WITHDRAWN = "withdrawn", _("Left out: this version is replaced or retracted, and stays as it is.")
    OWN_PAGE = "own_page", _("Left as it is on record: change it on its own page.")


def fates_of(reports: Iterable[str]) -> dict[str, Fate]:
    """What may become of rows that differ from each of these reports, or add to it; none where it is not on record."""
    fates: dict[str, Fate] = {}
    for some in chunks(reports):
        found = Report.all_objects.filter(slug__in=some).order_by()
        for slug, status, correction in found.values_list("slug", "status", "replaced_by__status"):
            if status == Status.PUBLISHED:
                fates[slug] = Fate.CORRECTING if correction in AT_THE_DESK else Fate.CORRECT
            else:
                fates[slug] = Fate.AT_DESK if status in AT_THE_DESK else Fate.WITHDRAWN
    return fates
