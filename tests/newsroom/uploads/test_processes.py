"""An upload's process, killed with SIGKILL in the middle of reading and of writing: as before, or as after."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.imports import small_package
from tests.own_database import MANAGE, Database, own_database

pytestmark = pytest.mark.both_databases

TABLES = ("report", "figure", "source", "citation", "step", "historicalreport", "historicalfigure", "unsealed")
PREPARE = """
import django
django.setup()
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from reports.newsroom.uploads.upload_actions import receive
by = get_user_model().objects.create_user("sender", is_staff=True)
by.groups.add(Group.objects.get(name="Editors"))
head = "party,stated_on,kind,method,subject,measure,number,as_of,source_url,publisher"
rows = [f"south-army,2022-05-{day:02},briefing,official_count,north-forces,killed,{day}00,2022-05-{day:02},"
        f"https://daily.example/{day},Daily" for day in range(1, 31)]
print(receive(name="t.csv", pieces=["\\n".join([head, *rows]).encode()], by=by).pk)
"""
CONFIRM = """
import sys, django
django.setup()
from reports.newsroom.uploads.upload_actions import confirm
from reports.models import Upload
upload = Upload.objects.get(pk=sys.argv[1])
confirm(upload=upload, by=upload.by, shown=upload.shown, correcting=False, reason="")
"""
# Runs the real work. When it says that it is at a step, it waits there, for good.
STOPS = """
import sys, django
django.setup()
from reports.newsroom.uploads import upload_process, upload_work
from reports.models import Upload

class Stops(upload_work.ProgressFile):
    def __call__(self, step, done, total):
        super().__call__(step, done, total)
        if step == sys.argv[2] and done == total:
            print("stopped", flush=True)
            sys.stdin.read()

upload_work.ProgressFile = Stops
upload = Upload.objects.get(pk=sys.argv[1])
with upload_process.locked(upload, None):
    upload_work.work(upload)
"""
IS_WORKED_ON = """
import sys, django
django.setup()
from reports.newsroom.uploads.upload_process import is_worked_on
from reports.models import Upload
print(is_worked_on(Upload.objects.get(pk=sys.argv[1])))
"""


class Desk:
    """A site with a database of its own, and one upload of 30 reports."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.prefix = ["env", f"MEDIA_ROOT={folder / 'media'}", "DJANGO_SETTINGS_MODULE=claims_site.settings"]

    def python(self, program: str, *given: str) -> str:
        ran = self.database.run(*self.prefix, sys.executable, "-c", program, *given)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip()

    def run_upload(self, upload: str) -> subprocess.CompletedProcess:
        return self.database.run(*self.prefix, *MANAGE, "run_upload", upload)

    def kill_at(self, step: str, upload: str) -> None:
        with self.database.start(*self.prefix, sys.executable, "-c", STOPS, upload, step) as process:
            assert process.stdout.readline() == "stopped\n"
            assert self.python(IS_WORKED_ON, upload) == "True"
            second = self.run_upload(upload)
            assert "being worked on by another process" in second.stderr
            process.send_signal(signal.SIGKILL)
        assert process.returncode == -signal.SIGKILL
        assert self.python(IS_WORKED_ON, upload) == "False"

    def counts(self) -> dict[str, int]:
        return {table: self.database.ask(f"SELECT count(*) FROM reports_{table}")[0][0] for table in TABLES}  # noqa: S608

    def state(self) -> str:
        return self.database.ask("SELECT state FROM reports_upload")[0][0]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with own_database(tmp_path) as database:
        package = tmp_path / "package"
        package.mkdir()
        assert database.run(*MANAGE, "import_package", str(small_package.write(package))).returncode == 0
        yield Desk(database, tmp_path)


@pytest.mark.slow
def test_killed_while_it_reads_and_while_it_writes(desk: Desk) -> None:
    upload = desk.python(PREPARE)
    before = desk.counts()
    desk.kill_at("comparing", upload)
    assert (desk.state(), desk.counts()) == ("reading", before)
    assert desk.run_upload(upload).returncode == 0
    assert (desk.state(), desk.counts()) == ("read", before)

    desk.python(CONFIRM, upload)
    for step in ("figures", "citations"):
        desk.kill_at(step, upload)
        assert (desk.state(), desk.counts()) == ("writing", before)

    assert desk.run_upload(upload).returncode == 0
    assert desk.state() == "done"
    after = desk.counts()
    assert {table: after[table] - before[table] for table in TABLES} == {
        "report": 30, "figure": 30, "source": 29, "citation": 30, "step": 30,  # one page was on record
        "historicalreport": 30, "historicalfigure": 30, "unsealed": 0,
    }  # fmt: skip
    statuses = desk.database.ask("SELECT status, count(*) FROM reports_report GROUP BY status ORDER BY status")
    assert statuses == [("published", 3), ("submitted", 30)]
    assert desk.run_upload(upload).returncode == 0
    assert desk.counts() == after
