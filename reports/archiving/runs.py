"""A run that has sources archived: one at a time, with a pause between, stopping whenever it must and going on later.

What happened stands in ArchiveAttempt after each request, so that nothing is lost with a run that is broken off.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.models import ArchiveAttempt, ArchiveOutcome, Source

from .archive_urls import why_not_send
from .queue import due, not_before
from .service import Answer, ArchiveService

__all__ = ["Run"]

REASON = "archived by archive_sources"
# A longer wait than this, or one more than so many, ends the run.
LONGEST_WAIT = timedelta(minutes=5)
WAITS = 3


@dataclass(slots=True)
class Run:
    """``delay`` is in seconds; ``say`` takes a line for each source, ``pause`` seconds. The rest is counted."""

    service: ArchiveService
    delay: float
    say: Callable[[str], object]
    pause: Callable[[float], object] = time.sleep
    asked: int = 0
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
            if self.stopped or self.asked == most:
                break
            if hindrance := why_not_send(source.url):
                self.note(source, Answer(ArchiveOutcome.FAILED, detail=_("Not sent. ") + hindrance))
                continue
            if self.asked:
                self.pause(self.delay)
            self.asked += 1
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
