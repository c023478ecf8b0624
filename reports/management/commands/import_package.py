"""manage.py import_package FOLDER [--check]"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from reports.imports.comparing import compare
from reports.imports.loader import load
from reports.imports.package.package_reader import read_package
from reports.imports.reporting import Plan, ProgressLines, run_import


class Command(BaseCommand):
    help = "Imports a package: a folder of the CSV files that reports/data/README.md describes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument("--check", action="store_true", help="read, check and compare, but write nothing")

    def handle(self, *, folder: Path, check: bool, **options: object) -> None:
        progress = ProgressLines(self.stdout)

        def work() -> list[Plan]:
            rows = read_package(folder, progress)
            return [load(lambda: compare(rows), progress, check)]

        run_import(self, work, is_written=not check)
