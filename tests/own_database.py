"""Databases of tests' own: each a copy of one that a run makes once, either migrated or with the bundled data too.

The tests' own database, those of processes that tests start, and the one that the browser's site serves.
"""

import fcntl
import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from tests.processes import start

MANAGE = [sys.executable, "manage.py"]
# What a template holds, and the commands that bring it there from what the one before holds.
MIGRATED, LOADED = "migrated", "loaded"
COMMANDS = {MIGRATED: ["migrate", "--verbosity=0"], LOADED: ["load_bundled_data"]}
# Names the folder where this run keeps its templates, for all processes of the run.
FOLDER = "TEMPLATES_OF_TESTS"


class Sqlite:
    """Databases that are files, named by their paths."""

    def url(self, name: str) -> str:
        return f"sqlite:///{name}"

    def create(self, name: str, template: str | None) -> None:
        if template:
            with closing(sqlite3.connect(name)) as target:
                self.fill(target, template)

    def fill(self, target: sqlite3.Connection, template: str) -> None:
        with closing(sqlite3.connect(template)) as source:
            source.backup(target)

    def drop(self, name: str) -> None:
        Path(name).unlink(missing_ok=True)

    def ask(self, name: str, query: str) -> list[tuple]:
        with closing(sqlite3.connect(name)) as opened:
            return opened.execute(query).fetchall()

    def template(self, state: str) -> str:
        return str(_folder() / f"{state}.sqlite3")


class Postgresql:
    """Databases on the server that the tests' own is on."""

    def __init__(self) -> None:
        self.server = {key.lower(): connection.settings_dict[key] for key in ("HOST", "PORT", "USER", "PASSWORD")}

    def url(self, name: str) -> str:
        return "postgres://{user}:{password}@{host}:{port}/".format(**self.server) + name

    def create(self, name: str, template: str | None) -> None:
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template or "template0"}"')

    def drop(self, name: str) -> None:
        self._execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def ask(self, name: str, query: str) -> list[tuple]:
        with psycopg.connect(dbname=name, autocommit=True, **self.server) as opened:
            return opened.execute(query).fetchall()

    def template(self, state: str) -> str:
        return f"{_folder().name}_{state}"

    def _execute(self, query: str) -> None:
        with psycopg.connect(dbname="postgres", autocommit=True, **self.server) as opened:
            opened.execute(query)


Kind = Sqlite | Postgresql


@dataclass(frozen=True)
class Database:
    """A database of its own: what it is to other processes, and how to ask it."""

    name: str
    kind: Kind

    @property
    def url(self) -> str:
        return self.kind.url(self.name)

    def ask(self, query: str) -> list[tuple]:
        return self.kind.ask(self.name, query)

    def run(self, *command: str) -> subprocess.CompletedProcess:
        return subprocess.run(command, **self._process(), capture_output=True, text=True, check=False)

    def start(self, *command: str) -> subprocess.Popen:
        return start(command, **self._process(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def _process(self) -> dict:
        return {"cwd": settings.BASE_DIR, "env": os.environ | {"DATABASE_URL": self.url, "PYTHONUTF8": "1"}}


def kind_of_the_tests() -> Kind:
    return Sqlite() if connection.vendor == "sqlite" else Postgresql()


@contextmanager
def own_database(folder: Path) -> Iterator[Database]:
    """A migrated one, of the same kind as the tests' own; SQLite keeps it in ``folder``, which no other shares."""
    kind = kind_of_the_tests()
    is_file = isinstance(kind, Sqlite)
    name = str(folder / "own.sqlite3") if is_file else f"own_{secrets.token_hex(4)}"
    kind.create(name, template(kind, MIGRATED))
    try:
        yield Database(name, kind)
    finally:
        if not is_file:
            kind.drop(name)


def sqlite_file(file: Path, state: str = MIGRATED) -> Path:
    """Make ``file`` an SQLite database, whatever the kind of the tests' own."""
    Sqlite().create(str(file), template(Sqlite(), state))
    return file


def template(kind: Kind, state: str) -> str:
    """The name of a database to copy: made where this run has none yet, while other processes wait for it."""
    name, made = kind.template(state), _folder() / f"{type(kind).__name__}-{state}"
    with (_folder() / f"{made.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            kind.drop(name)
            kind.create(name, template(kind, MIGRATED) if state == LOADED else None)
            done = Database(name, kind).run(*MANAGE, *COMMANDS[state])
            assert done.returncode == 0, done.stderr
            made.touch()
    return name


@contextmanager
def as_copy_of_the_migrated() -> Iterator[None]:
    """Within, Django makes the tests' own database as such a copy."""
    kind, wanted = kind_of_the_tests(), connection.settings_dict["TEST"]
    migrated = template(kind, MIGRATED)
    if isinstance(kind, Postgresql):
        wanted["TEMPLATE"] = migrated
        yield
    else:
        wanted["NAME"] = "file:tests?mode=memory&cache=shared"
        with closing(sqlite3.connect(wanted["NAME"], uri=True)) as kept:  # memory lasts as long as a connection to it
            kind.fill(kept, migrated)
            yield


def load_the_tests_own() -> None:
    """Replace what the database that Django's connection is on holds by the bundled data."""
    kind = kind_of_the_tests()
    loaded = template(kind, LOADED)
    if isinstance(kind, Sqlite):
        connection.ensure_connection()
        kind.fill(connection.connection, loaded)
    else:
        name = connection.settings_dict["NAME"]
        connection.close()
        connection.close_pool()
        kind.drop(name)
        kind.create(name, loaded)
    ContentType.objects.clear_cache()


def drop_templates() -> None:
    """Take away what lies on a server when a run ends. (Files go with their folder.)"""
    if connection.vendor == "postgresql":
        kind = Postgresql()
        for state in COMMANDS:
            if (_folder() / f"Postgresql-{state}.lock").exists():
                kind.drop(kind.template(state))


def _folder() -> Path:
    return Path(os.environ[FOLDER])
