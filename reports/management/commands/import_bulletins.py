"""manage.py import_bulletins --petro-ivaniuk FOLDER --orc-losses FOLDER [--source ADDRESS --licence NAME] [--check]"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.imports.bulletins.plan import TRANSCRIPTIONS, plan_bulletins, read_bulletins
from reports.imports.loader import load
from reports.imports.reporting import Plan, ProgressLines, run_import


class Command(BaseCommand):
    help = (
        "Imports daily bulletins from the data sets that transcribe them: one of them, or several together. Which "
        "version a folder holds is read from its SOURCE.txt, or from git if it is a clone with a LICENSE, or given."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        for kind in TRANSCRIPTIONS:
            parser.add_argument(f"--{kind.slug}", dest=kind.slug, type=Path, metavar="FOLDER", help=kind.__doc__)
        parser.add_argument("--source", default="", metavar="ADDRESS", help="where the data set is; for one at a time")
        parser.add_argument("--licence", default="", metavar="NAME", help="on what terms, such as MIT")
        parser.add_argument("--check", action="store_true", help="read, check and compare, but write nothing")

    def handle(self, *, check: bool, source: str, licence: str, **options: object) -> None:
        folders = {kind.slug: options[kind.slug] for kind in TRANSCRIPTIONS if options[kind.slug]}
        if not folders:
            named = " or ".join(f"--{kind.slug} FOLDER" for kind in TRANSCRIPTIONS)
            raise CommandError(f"Name a data set: {named}.", returncode=2)
        if source and len(folders) > 1:
            raise CommandError("--source is the address of one data set: import them one after another.", returncode=2)
        progress = ProgressLines(self.stdout)

        def work() -> list[Plan]:
            transcripts = read_bulletins(folders, progress, address=source, licence=licence)
            for data_set in (transcript.data_set for transcript in transcripts):
                if data_set.known_from:
                    self.stdout.write(
                        f"{data_set.name} has no SOURCE.txt. Taken as {data_set.address}, {data_set.version}, licence "
                        f"{data_set.licence}, by {data_set.known_from}."
                    )
            return [load(lambda: plan_bulletins(transcripts), progress, check, what="bulletins")]

        run_import(self, work, is_written=not check)
