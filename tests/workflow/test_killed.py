"""A publication whose process is killed leaves the database as it was, wherever in it that happens."""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.own_database import Database, own_database

pytestmark = pytest.mark.both_databases

# A report, a party's revision of it, and a correction of it, submitted.
WRITES = """
import django
django.setup()
from reports import workflow
from tests import records

editor, reviewer = records.user("Editors"), records.user("Reviewers", username="reviewer")
def complete(**given):
    report = records.report(author=editor, **given)
    records.figure(report=report)
    records.citation(report=report)
    return report
report = complete(status="published")
complete(status="published", revises=report)
draft = workflow.correct(report=report, by=editor)
draft.correction_reason = "A digit."
workflow.save_draft(report=draft, by=editor)
workflow.submit(report=draft, by=editor)
"""
# Publishes the correction. Before the writing statement of that number, or the commit, it says so and waits for good.
PUBLISHES = """
import sys
import django
django.setup()
from django.contrib.auth import get_user_model
from django.db import connection
from reports import workflow
from reports.models import Report

written, stop = 0, int(sys.argv[1])

def count(execute, sql, params, many, context):
    global written
    if sql.split()[0] in ("INSERT", "UPDATE", "DELETE"):
        written += 1
        wait()
    return execute(sql, params, many, context)

def wait():
    if written == stop:
        print("waits", flush=True)
        sys.stdin.read()

commit = connection._commit
def commit_later():
    global written
    written += 1
    wait()
    return commit()
connection._commit = commit_later

reviewer = get_user_model().objects.get(username="reviewer")
report = Report.all_objects.get(status="submitted")
with connection.execute_wrapper(count):
    workflow.publish(report=report, by=reviewer)
print("published after", written, flush=True)
"""
QUESTIONS = (
    "SELECT id, status, revises_id, replaces_id, reviewer_id, published_at, version FROM reports_report ORDER BY id",
    "SELECT report_id, before, after, reason FROM reports_step ORDER BY id",
    "SELECT count(*) FROM reports_historicalreport",
    "SELECT count(*) FROM reports_unsealed",
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with own_database(tmp_path) as made:
        yield made


def script(text: str, *arguments: str) -> list[str]:
    return ["env", "DJANGO_SETTINGS_MODULE=claims_site.settings", sys.executable, "-c", text, *arguments]


def state(database: Database) -> list[list[tuple]]:
    return [database.ask(question) for question in QUESTIONS]


@pytest.fixture
def prepared(database: Database) -> Database:
    done = database.run(*script(WRITES))
    assert done.returncode == 0, done.stderr
    return database


def publish(database: Database, stop: int) -> list[str]:
    """What publishing printed. Where it waits, before the writing statement of number ``stop``, it is killed."""
    with database.start(*script(PUBLISHES, str(stop))) as process:
        said = process.stdout.readline().split()
        if said == ["waits"]:
            process.send_signal(signal.SIGKILL)
    assert process.returncode == (-signal.SIGKILL if said == ["waits"] else 0)
    return said


def test_killed_in_the_middle_it_is_as_before(prepared: Database) -> None:
    before = state(prepared)
    assert publish(prepared, 5) == ["waits"]
    assert state(prepared) == before


@pytest.mark.slow
def test_as_before_or_as_after_wherever_it_is_killed(prepared: Database) -> None:
    before = state(prepared)
    killed = 0
    while (said := publish(prepared, killed + 1)) == ["waits"]:
        assert state(prepared) == before
        killed += 1
    # Three reports with their rows of history, two steps, and the commit.
    assert killed >= 9
    assert said == ["published", "after", str(killed)]
    rows = state(prepared)[0]
    (old,) = (key for key, status, *_ in rows if status == "corrected")
    (new,) = (key for key, status, _, replaces, *_ in rows if (status, replaces) == ("published", old))
    assert [status for _, status, revises, *_ in rows if revises == new] == ["published"]
