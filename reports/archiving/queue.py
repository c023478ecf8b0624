"""Which sources still want an archived copy, and which of them are asked for next."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from reports.models import ArchiveAttempt, ArchiveOutcome, Source

__all__ = ["due", "failed", "not_before", "without_any_copy", "without_copy"]

LONGEST_REST = 30  # days


def without_copy() -> QuerySet[Source]:
    return Source.objects.filter(archived_url="")


def without_any_copy(sources: QuerySet[Source]) -> QuerySet[Source]:
    """Those of ``sources`` whose page is all there is: a copy that is kept here can be read if it vanishes.

    As ``Document.has_copy`` says it to readers, but for a file that is missing, which ``verify_snapshots`` tells.
    """
    return sources.filter(archived_url="", snapshot="")


def failed() -> QuerySet[Source]:
    """Those without a copy that an archive was asked for and did not give: an editor's to-do."""
    tries = ArchiveAttempt.objects.filter(source=OuterRef("pk"), outcome=ArchiveOutcome.FAILED)
    return without_copy().filter(Exists(tries))


def due(now: datetime) -> Iterator[Source]:
    """Those to be asked for, never tried first, then longest ago; each read anew, as it stands when its turn comes.

    So a page for which the archive asks to wait whenever it is named keeps no other from its turn. After a failure a
    source rests for a day, after the next for two, then four, at last for thirty.
    """
    tried = without_copy().annotate(
        last=Max("archive_attempts__at", filter=Q(archive_attempts__outcome=ArchiveOutcome.FAILED)),
        tried=Max("archive_attempts__at"),
        failures=Count("archive_attempts", filter=Q(archive_attempts__outcome=ArchiveOutcome.FAILED)),
    )
    for pk, last, failures in tried.order_by(F("tried").asc(nulls_first=True), "pk").values_list(
        "pk", "last", "failures"
    ):
        if last is not None and now < last + rest(failures):
            continue
        source = without_copy().filter(pk=pk).first()
        # Another run, on another machine, may have come first.
        if source is not None and not source.archive_attempts.filter(at__gt=now).exists():
            yield source


def rest(failures: int) -> timedelta:
    """How long a source is left in peace after so many failures, at least one.

    >>> [rest(failures).days for failures in (1, 2, 3, 5, 6, 1000)]
    [1, 2, 4, 16, 30, 30]
    """
    return timedelta(days=min(2 ** min(failures - 1, 10), LONGEST_REST))


def not_before(now: datetime) -> datetime | None:
    """Until when the archive asked not to be asked again, if that is still to come."""
    return ArchiveAttempt.objects.filter(again_at__gt=now).aggregate(latest=Max("again_at"))["latest"]
