"""manage.py verify_snapshots"""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.archiving.storage import verify


class Command(BaseCommand):
    help = "Checks that every copy of a source kept here is there and unaltered, and that there are no other files."

    def handle(self, **options: object) -> None:
        try:
            sources, files, problems = verify()
        except OSError as error:
            raise CommandError(f"{settings.MEDIA_ROOT} cannot be read: {error.strerror}.") from None
        for problem in problems:
            self.stdout.write(problem)
        checked = f"Sources with a copy kept here: {sources}. Files: {files}."
        if problems:
            raise CommandError(f"{checked} Problems: {len(problems)}.")
        self.stdout.write(f"{checked} All are there and unaltered.")
