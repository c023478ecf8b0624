"""manage.py copy_site ADDRESS"""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.imports.reporting import ProgressLines
from reports.management.copying import NotCopied, copy_site


class Command(BaseCommand):
    help = (
        "Copies a whole site from the database at ADDRESS, such as sqlite:///var/claims.sqlite3, into the one that "
        "DATABASE_URL names: records, drafts, history, uploads, people. That one must be migrated and hold no report."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", metavar="ADDRESS", help="of the database to copy from")

    def handle(self, *, address: str, **options: object) -> None:
        try:
            counts = copy_site(address, ProgressLines(self.stdout))
        except NotCopied as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"Copied: {sum(counts.values()):,} rows of {len(counts)} tables.")
