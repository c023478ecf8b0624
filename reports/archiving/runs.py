"""Having sources archived: which want a copy, which are asked for next, and a run that asks.

A run asks for one source at a time, with a pause between, stops whenever it must and goes on later. What happened
stands in ArchiveAttempt after each request, so that nothing is lost with a run that is broken off.
"""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.models import ArchiveAttempt, ArchiveOutcome, Source

from .archive_urls import why_not_send
from .service import Answer, ArchiveService

__all__ = ["Run", "RunInProgress", "due", "failed", "not_before", "only_one", "without_any_copy", "without_copy"]

REASON = "archived by archive_sources"
# A longer wait than this, or one more than so many, ends the run.
LONGEST_WAIT = timedelta(minutes=5)
WAITS = 3
LONGEST_REST = 30  # days


def without_copy() -> QuerySet[Source]:
    """Of what has an address: what is known by name alone nobody can save."""
    return Source.objects.filter(archived_url="").exclude(url="")


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


@dataclass(slots=True)
class Run:
    """``delay`` is in seconds; ``say`` takes a line for each source, ``pause`` seconds. The rest is counted."""

    service: ArchiveService
    delay: float
    say: Callable[[str], object]
    pause: Callable[[float], object] = time.sleep
    requested: int = 0
    saved: int = 0
    failed: int = 0
    stopped: str = ""

    def go(self, most: int) -> None:
        """Ask for at most so many sources. ``stopped`` says afterwards why it ended early, if it did."""
        now = timezone.now()
        if when := not_before(now):
            self.stopped = _("The archive asked not to be asked again before %(when)s UTC.") % {"when": f"{when:%F %R}"}
            return
        for source in due(now):
            if self.stopped or self.requested == most:
                break
            if reason := why_not_send(source.url):
                self.note(source, Answer(ArchiveOutcome.FAILED, detail=_("Not sent. ") + reason))
                continue
            if self.requested:
                self.pause(self.delay)
            self.requested += 1
            self.note(source, self.ask(source))

    def ask(self, source: Source) -> Answer:
        """What became of one source, waiting for the archive where it asks for that and not for too long."""
        for waits in range(WAITS + 1):
            answer = self.service.save(source.url)
            if answer.outcome != ArchiveOutcome.WAIT:
                return answer
            wait = max(
                timedelta(minutes=2**waits) if answer.wait is None else answer.wait, timedelta(seconds=self.delay)
            )
            if waits == WAITS or wait > LONGEST_WAIT:
                break
            self.note(source, answer, wait)
            self.pause(wait.total_seconds())
        self.stopped = _("The archive asked to wait: run this again later, it goes on from here.")
        return Answer(ArchiveOutcome.WAIT, detail=answer.detail, wait=wait)

    def note(self, source: Source, answer: Answer, wait: timedelta | None = None) -> None:
        """Keep what happened, and the copy's address unless somebody has entered one meanwhile."""
        wait = wait or answer.wait
        with transaction.atomic():
            source = Source.objects.select_for_update().filter(pk=source.pk).first()
            if source is None:  # deleted while the archive was busy with it
                return
            ArchiveAttempt.objects.create(
                source=source,
                outcome=answer.outcome,
                detail=answer.detail,
                again_at=timezone.now() + wait if wait else None,
            )
            if answer.copy and not source.archived_url:
                source.archived_url = answer.copy
                source._change_reason = REASON
                source.save(update_fields=["archived_url"])
        self.saved += answer.outcome == ArchiveOutcome.SAVED
        self.failed += answer.outcome == ArchiveOutcome.FAILED
        self.say(f"{source.slug}: {answer.copy or answer.detail}")


class RunInProgress(Exception):
    """Another process holds the lock."""


@contextmanager
def only_one(file: Path) -> Iterator[None]:
    """Hold the lock ``file``, made where it is missing. Raises RunInProgress where another process does.

    The system gives a file's lock back when a process ends, however it ends.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RunInProgress from None
        yield
