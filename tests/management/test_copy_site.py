"""`manage.py copy_site`: a site moved to another database, compared table by table through Django's own dumpdata."""

import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests.own_database import LOADED, MANAGE, Database, own_database, sqlite_file

pytestmark = pytest.mark.both_databases

# A draft, a published report with a variant, its correction at the desk, an upload with a row, and who did it.
SITE = """
import django; django.setup()
from django.db import transaction
from reports import workflow
from reports.models import Upload, UploadRow
from tests import records
editor, reviewer = records.user(), records.user("Reviewers")
draft = records.figure(report=records.report(author=editor)).report
figure = records.figure(report=records.report(author=reviewer, status="published"))
records.variant(figure=figure)
correction = workflow.correct(report=figure.report, by=editor)
correction.title = "Corrected"
workflow.save_draft(report=correction, by=editor)
upload = Upload.objects.create(by=editor, name="a.csv", size=3, sha256="0" * 64)
UploadRow.objects.create(upload=upload, position=1, line=2, state="new", cells=[["title", None, "É"]])
upload.reports.add(draft)
"""
MORE = """
import itertools
import django; django.setup()
from tests import records
records.NUMBERS = itertools.count(1000)
print(records.report().pk)
"""


def process(url: str, *command: str) -> subprocess.CompletedProcess:
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "claims_site.settings"}
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False, timeout=900
    )


def dumped(url: str) -> list[dict]:
    done = process(url, *MANAGE, "dumpdata", "--all")
    assert done.returncode == 0, done.stderr
    return sorted(json.loads(done.stdout), key=lambda row: (row["model"], str(row["pk"])))


@pytest.fixture
def target(db: None, tmp_path: Path) -> Iterator[Database]:
    with own_database(tmp_path) as database:
        yield database


@pytest.fixture
def source(tmp_path: Path) -> str:
    """The address of a small site on SQLite."""
    url = f"sqlite:///{sqlite_file(tmp_path / 'source.sqlite3')}"
    made = process(url, sys.executable, "-c", SITE)
    assert made.returncode == 0, made.stderr
    return url


def test_every_table_is_as_it_was_and_the_site_goes_on(source: str, target: Database) -> None:
    done = target.run(*MANAGE, "copy_site", source)
    assert done.returncode == 0, done.stderr
    rows = dumped(source)
    assert dumped(target.url) == rows
    tables = Counter(row["model"] for row in rows)
    assert {row["fields"]["status"] for row in rows if row["model"] == "reports.report"} >= {"draft", "published"}
    assert tables["reports.historicalreport"] > tables["reports.report"]
    assert (tables["reports.uploadrow"], tables["auth.user"]) == (1, 2)
    more = process(target.url, sys.executable, "-c", MORE)
    assert more.returncode == 0, more.stderr
    assert int(more.stdout) > max(row["pk"] for row in rows if row["model"] == "reports.report")
    with pytest.raises((psycopg.Error, sqlite3.Error), match="sealed"):
        target.ask("UPDATE reports_report SET title = 'Changed' WHERE status = 'published'")


def test_into_a_database_with_reports_nothing_is_copied(source: str, target: Database) -> None:
    assert process(target.url, sys.executable, "-c", MORE).returncode == 0
    before = dumped(target.url)
    done = target.run(*MANAGE, "copy_site", source)
    assert (done.returncode, done.stderr.strip()) == (
        1,
        "CommandError: This database holds reports already. Copy into a new one.",
    )
    assert dumped(target.url) == before


def test_where_it_cannot_copy_it_says_why(target: Database, tmp_path: Path) -> None:
    empty = tmp_path / "empty.sqlite3"
    empty.touch()
    for address, reason in {
        "sqlite:////nowhere.sqlite3": "There is no file /nowhere.sqlite3.",
        "mysql://localhost/x": "This address cannot be read.",
        "nonsense": "This address cannot be read.",
        f"sqlite:///{empty}": "The database copied from holds no site.",
    }.items():
        done = target.run(*MANAGE, "copy_site", address)
        assert done.returncode == 1, address
        assert done.stderr.startswith(f"CommandError: {reason}"), done.stderr


@pytest.mark.slow
def test_the_whole_of_the_bundled_data(target: Database, tmp_path: Path) -> None:
    url = f"sqlite:///{sqlite_file(tmp_path / 'loaded.sqlite3', LOADED)}"
    done = target.run(*MANAGE, "copy_site", url)
    assert done.returncode == 0, done.stderr
    assert dumped(target.url) == dumped(url)
