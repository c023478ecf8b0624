"""Files name reports by the ids that they had when they were new; meanwhile an editor may have corrected some."""

from collections.abc import Iterable

from reports.models import Report, Status
from reports.models.chunks import chunks


def versions_in_force(slugs: Iterable[str]) -> dict[str, str]:
    """Of those of ``slugs`` that are corrected, the slug of the version that stands now. A query for each version."""
    found: dict[str, str] = {}
    reached = {slug: slug for slug in slugs}
    while reached:
        newer: dict[str, str] = {}
        for some in chunks(set(reached.values())):
            corrected = Report.all_objects.filter(slug__in=some, status=Status.CORRECTED, replaced_by__isnull=False)
            newer.update(corrected.values_list("slug", "replaced_by__slug"))
        reached = {slug: newer[at] for slug, at in reached.items() if at in newer}
        found |= reached
    return found
