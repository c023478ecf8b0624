"""Imports as processes of their own: their exit status, and what is left when one is killed in the middle."""

import os
import secrets
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from reports.imports.package.tables import TABLES
from reports.imports.records import RECORDS

from . import small_package
from .small_package import replaced

MANAGE = [sys.executable, "manage.py"]


@dataclass(frozen=True)
class Database:
    """A migrated database of its own: what it is to other processes, and how to ask it."""

    url: str
    ask: Callable[[str], list[tuple]]

    def run(self, *command: str) -> subprocess.CompletedProcess:
        return subprocess.run(command, **self._process(), capture_output=True, text=True, check=False)

    def start(self, *command: str) -> subprocess.Popen:
        return subprocess.Popen(command, **self._process(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def counts(self) -> dict[str, int]:
        tables = [RECORDS[table.name].manager.model._meta.db_table for table in TABLES]
        return {table: self.ask(f"SELECT count(*) FROM {table}")[0][0] for table in tables}  # noqa: S608

    def _process(self) -> dict:
        return {"cwd": settings.BASE_DIR, "env": os.environ | {"DATABASE_URL": self.url, "PYTHONUTF8": "1"}}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = _on_sqlite(tmp_path) if connection.vendor == "sqlite" else _on_postgresql()
    for database in made:
        assert database.run(*MANAGE, "migrate", "--verbosity=0").returncode == 0
        yield database


def _on_sqlite(folder: Path) -> Iterator[Database]:
    file = folder / "own.sqlite3"

    def ask(query: str) -> list[tuple]:
        with closing(sqlite3.connect(file)) as opened:
            return opened.execute(query).fetchall()

    yield Database(f"sqlite:///{file}", ask)


def _on_postgresql() -> Iterator[Database]:
    name = f"own_{secrets.token_hex(4)}"
    given = connection.settings_dict
    server = {key.lower(): given[key] for key in ("HOST", "PORT", "USER", "PASSWORD")}

    def execute(database: str, query: str) -> psycopg.Cursor:
        return psycopg.connect(dbname=database, autocommit=True, **server).execute(query)

    def ask(query: str) -> list[tuple]:
        with execute(name, query) as cursor, cursor.connection:
            return cursor.fetchall()

    with execute("postgres", f"CREATE DATABASE {name}") as cursor, cursor.connection:
        pass
    try:
        yield Database("postgres://{user}:{password}@{host}:{port}/".format(**server) + name, ask)
    finally:
        with execute("postgres", f"DROP DATABASE {name} WITH (FORCE)") as cursor, cursor.connection:
            pass


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


def test_killed_in_the_middle_of_a_load(database: Database, tmp_path: Path) -> None:
    folder = small_package.write(tmp_path)
    assert database.run(*MANAGE, "import_package", str(folder)).returncode == 0
    before = database.counts()
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
    assert database.counts() == before
    assert database.ask("SELECT count(*) FROM reports_dataimport") == [(0,)]

    again = database.run(*MANAGE, "load_bundled_data")
    assert again.returncode == 0, again.stderr
    assert database.counts()["reports_figure"] == 3 + 34_575


def test_exit_status_and_streams(database: Database, tmp_path: Path) -> None:
    folder = small_package.write(tmp_path, figures=replaced("figures", "about,,1350", 'about,,"1,350"'))
    bad = database.run(*MANAGE, "import_package", str(folder))
    assert bad.returncode == 1
    assert bad.stderr.splitlines() == [
        'figures.csv:2: best: "1,350" is not a whole number; write a whole number without separators, such as 1351',
        "CommandError: 1 problem; nothing was written.",
    ]
    assert not any(database.counts().values())
    assert database.run(*MANAGE, "import_bulletins").returncode == 2
    assert database.run(*MANAGE, "import_package").returncode == 2
