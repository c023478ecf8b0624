"""manage.py import_bulletins --petro-ivaniuk FOLDER --orc-losses FOLDER [--check]"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.imports.bulletins.plan import TRANSCRIPTIONS, plan_bulletins, read_bulletins
from reports.imports.loader import load
from reports.imports.reporting import Plan, ProgressLines, run_import


class Command(BaseCommand):
    help = "Imports daily bulletins from the data sets that transcribe them: one of them, or several together."

    def add_arguments(self, parser: CommandParser) -> None:
        for kind in TRANSCRIPTIONS:
            parser.add_argument(f"--{kind.slug}", dest=kind.slug, type=Path, metavar="FOLDER", help=kind.__doc__)
        parser.add_argument("--check", action="store_true", help="read, check and compare, but write nothing")

    def handle(self, *, check: bool, **options: object) -> None:
        folders = {kind.slug: options[kind.slug] for kind in TRANSCRIPTIONS if options[kind.slug]}
        if not folders:
            named = " or ".join(f"--{kind.slug} FOLDER" for kind in TRANSCRIPTIONS)
            raise CommandError(f"Name a data set: {named}.", returncode=2)
        progress = ProgressLines(self.stdout)

        def work() -> list[Plan]:
            transcripts = read_bulletins(folders, progress)
            return [load(lambda: plan_bulletins(transcripts), progress, check, what="bulletins")]

        run_import(self, work, is_written=not check)
