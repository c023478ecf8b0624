"""A database of a test's own, for tests that start processes and kill them."""

import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

from tests.processes import start

MANAGE = [sys.executable, "manage.py"]


@dataclass(frozen=True)
class Database:
    """A migrated database of its own: what it is to other processes, and how to ask it."""

    url: str
    ask: Callable[[str], list[tuple]]

    def run(self, *command: str) -> subprocess.CompletedProcess:
        return subprocess.run(command, **self._process(), capture_output=True, text=True, check=False)

    def start(self, *command: str) -> subprocess.Popen:
        return start(command, **self._process(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def _process(self) -> dict:
        return {"cwd": settings.BASE_DIR, "env": os.environ | {"DATABASE_URL": self.url, "PYTHONUTF8": "1"}}


@contextmanager
def own_database(folder: Path) -> Iterator[Database]:
    """Of the same kind as the tests' own; SQLite keeps it in ``folder``."""
    with _on_sqlite(folder) if connection.vendor == "sqlite" else _on_postgresql() as database:
        assert database.run(*MANAGE, "migrate", "--verbosity=0").returncode == 0
        yield database


@contextmanager
def _on_sqlite(folder: Path) -> Iterator[Database]:
    file = folder / "own.sqlite3"

    def ask(query: str) -> list[tuple]:
        with closing(sqlite3.connect(file)) as opened:
            return opened.execute(query).fetchall()

    yield Database(f"sqlite:///{file}", ask)


@contextmanager
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
