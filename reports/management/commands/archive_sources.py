"""manage.py archive_sources [--most N]"""

import sys
from argparse import ArgumentTypeError

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.archiving.runs import Run, RunInProgress, only_one, without_copy
from reports.archiving.service import ArchiveService


class Command(BaseCommand):
    help = (
        "Asks the web archive at ARCHIVE_SERVICE to save each source that has no archived copy, and records the copy."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--most", type=_whole, default=100, metavar="N", help="how many to ask for in this run (100)"
        )

    def handle(self, *, most: int, **options: object) -> None:
        if not settings.ARCHIVE_SERVICE:
            raise CommandError(
                "No web archive is asked: ARCHIVE_SERVICE is not set. It is the address before which that of a page is "
                "put, such as https://web.archive.org/save/"
            )
        service = ArchiveService(settings.ARCHIVE_SERVICE, _agent(), settings.ARCHIVE_TIMEOUT)
        run = Run(service, settings.ARCHIVE_DELAY, self.stdout.write)
        try:
            with only_one(settings.ARCHIVE_LOCK):
                run.go(most)
        except RunInProgress:
            raise CommandError("Another run is under way on this machine; this one has asked for nothing.") from None
        except KeyboardInterrupt:
            self.stdout.write(f"Stopped. {_counted(run)} The next run goes on from here.")
            sys.exit(130)
        self.stdout.write(f"{_counted(run)} Still without a copy: {without_copy().count()}.")
        if run.stopped:
            self.stdout.write(run.stopped)


def _counted(run: Run) -> str:
    return f"Asked for: {run.requested}. Saved: {run.saved}. Failed: {run.failed}."


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 10**9):
        raise ArgumentTypeError(f"{text!r} is no number of sources")
    return int(text)


def _agent() -> str:
    """Who asks, with an address at which whoever runs the archive finds us."""
    host = next((name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"), "localhost")
    return f"claimed-losses (+{'https' if settings.HTTPS_ONLY else 'http'}://{host}/)"
