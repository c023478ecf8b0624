"""Imports as processes of their own: their exit status, and what is left when one is killed in the middle."""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.imports.package.schema import TABLES
from tests.own_database import MANAGE, Database, own_database

from . import small_package
from .small_package import replaced

pytestmark = pytest.mark.both_databases


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with own_database(tmp_path) as made:
        yield made


def counts_in(database: Database) -> dict[str, int]:
    tables = [table.manager.model._meta.db_table for table in TABLES]
    return {table: database.ask(f"SELECT count(*) FROM {table}")[0][0] for table in tables}  # noqa: S608


# Runs the real command. When it says that some figures are written, it waits, for good, in the middle of the write.
STOPS_HALFWAY = """
import sys
import django
from django.core.management import call_command

class Output:
    def write(self, text):
        print(text, end="", flush=True)
        if text.startswith("  figures"):
            sys.stdin.read()
    def flush(self): ...
    def isatty(self):
        return False

django.setup()
call_command("load_bundled_data", stdout=Output())
"""


@pytest.mark.slow
def test_killed_in_the_middle_of_a_load(database: Database, tmp_path: Path) -> None:
    folder = small_package.write(tmp_path)
    assert database.run(*MANAGE, "import_package", str(folder)).returncode == 0
    before = counts_in(database)
    assert before["reports_figure"] == 3

    environment = {"DJANGO_SETTINGS_MODULE": "claims_site.settings"}
    process = database.start(
        "env", *(f"{key}={value}" for key, value in environment.items()), sys.executable, "-c", STOPS_HALFWAY
    )
    with process:
        last = next(line for line in process.stdout if line.startswith("  figures"))
        assert last.split() == ["figures", "4,000", "of", "12,004"]
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert counts_in(database) == before
    assert database.ask("SELECT count(*) FROM reports_dataimport") == [(0,)]

    again = database.run(*MANAGE, "load_bundled_data")
    assert again.returncode == 0, again.stderr
    assert counts_in(database)["reports_figure"] == 3 + 34_575


def test_exit_status_and_streams(database: Database, tmp_path: Path) -> None:
    folder = small_package.write(tmp_path, figures=replaced("figures", "about,,1350", 'about,,"1,350"'))
    bad = database.run(*MANAGE, "import_package", str(folder))
    assert bad.returncode == 1
    assert bad.stderr.splitlines() == [
        'figures.csv:2: best: "1,350" is not a whole number; write a whole number without separators, such as 1351',
        "CommandError: 1 problem; nothing was written.",
    ]
    assert not any(counts_in(database).values())
    assert database.run(*MANAGE, "import_bulletins").returncode == 2
    assert database.run(*MANAGE, "import_package").returncode == 2
