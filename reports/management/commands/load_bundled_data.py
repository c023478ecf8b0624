"""manage.py load_bundled_data"""

from django.core.management.base import BaseCommand

from reports.imports.bundled import load_bundled
from reports.imports.reporting import ProgressLines, run_import


class Command(BaseCommand):
    help = "Loads the data that come with the project. Does nothing if they are loaded already."

    def handle(self, **options: object) -> None:
        if not run_import(self, lambda: load_bundled(ProgressLines(self.stdout))):
            self.stdout.write("The bundled data are loaded already.")
