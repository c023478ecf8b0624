"""manage.py run_upload NUMBER"""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.models import Upload
from reports.newsroom.uploads.upload_process import locked
from reports.newsroom.uploads.upload_work import work


class Command(BaseCommand):
    help = "Reads or writes an upload, by its state. The site starts this itself when an editor sends a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, metavar="NUMBER")
        parser.add_argument("--lock", type=int, help="a file descriptor that holds the upload's lock already")

    def handle(self, *, number: int, lock: int | None, **options: object) -> None:
        upload = Upload.objects.select_related("by").filter(pk=number).first()
        if upload is None:
            raise CommandError(f"There is no upload {number}.")
        with locked(upload, lock) as held:
            if not held:
                raise CommandError(f"Upload {number} is being worked on by another process.")
            work(upload)
