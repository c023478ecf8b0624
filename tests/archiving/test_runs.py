"""Runs of archive_sources: polite, resumable, alone, and never in an editor's way."""

import doctest
import os
import signal
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from reports.archiving import archive_urls as addresses
from reports.archiving import runs
from reports.archiving.runs import Run, only_one
from reports.archiving.service import ArchiveService
from reports.models import ArchiveAttempt, Source
from tests import processes, records
from tests.archiving import archive_server as does
from tests.archiving.archive_server import Archive
from tests.own_database import sqlite_file


def a_run(archive: Archive, delay: float = 10) -> tuple[Run, list[str], list[float]]:
    """A run that notes what it says and how long it would have paused."""
    said, paused = [], []
    service = ArchiveService(archive.service, "claimed-losses (+https://claims.example/)", 20)
    return Run(service, delay, said.append, paused.append), said, paused


def outcomes() -> list[str]:
    return list(ArchiveAttempt.objects.order_by("pk").values_list("outcome", flat=True))


def make_older(**ago: int) -> None:
    """Let that much time pass since every try."""
    for attempt in ArchiveAttempt.objects.all():
        again_at = attempt.again_at and attempt.again_at - timedelta(**ago)
        ArchiveAttempt.objects.filter(pk=attempt.pk).update(at=attempt.at - timedelta(**ago), again_at=again_at)


@pytest.mark.parametrize("module", [addresses, runs])
def test_examples_hold(module: object) -> None:
    assert doctest.testmod(module).attempted > 0
    assert doctest.testmod(module).failed == 0


@pytest.mark.django_db
class TestOneRun:
    def test_each_source_without_a_copy_once_and_one_at_a_time(self, archive: Archive) -> None:
        first, second = records.source(), records.source()
        records.source(archived_url="https://archive.example/1")
        run, said, paused = a_run(archive)
        run.go(most=100)
        assert archive.asked == [f"/save/{first.url}", f"/save/{second.url}"]
        assert archive.most_at_once == 1
        assert paused == [10]
        assert said == [f"{each.slug}: {archive.copy_of(each.url)}" for each in (first, second)]
        assert (run.requested, run.saved, run.failed, run.stopped) == (2, 2, 0, "")
        assert outcomes() == ["saved", "saved"]
        first.refresh_from_db()
        assert first.archived_url == archive.copy_of(first.url)

    def test_what_a_published_record_cites_gets_its_copy_too(self, archive: Archive) -> None:
        source = records.citation(report=records.report(status="published")).source
        a_run(archive)[0].go(most=1)
        (last, *_before) = source.history.all()
        assert last.archived_url == archive.copy_of(source.url)
        assert last.history_change_reason == "archived by archive_sources"

    def test_at_most_so_many_and_the_next_goes_on(self, archive: Archive) -> None:
        urls = [records.source().url for _ in range(5)]
        for asked in ([0, 1], [2, 3], [4], []):
            archive.asked.clear()
            run, _said, _paused = a_run(archive)
            run.go(most=2)
            assert archive.asked == [f"/save/{urls[number]}" for number in asked]
            assert run.saved == len(asked)

    def test_a_failure_is_noted_and_the_others_go_on(self, archive: Archive) -> None:
        broken, whole = records.source(), records.source()
        archive.script = [does.says(500), does.redirects]
        run, said, _paused = a_run(archive)
        run.go(most=100)
        assert said[0] == f"{broken.slug}: The archive answered 500 Internal Server Error."
        assert (run.saved, run.failed) == (1, 1)
        assert list(runs.failed()) == [broken]
        assert list(runs.without_copy()) == [broken]
        assert broken.archive_attempts.get().detail == "The archive answered 500 Internal Server Error."
        assert not whole.archive_attempts.filter(outcome="failed")

    def test_a_failed_one_rests_longer_each_time(self, archive: Archive) -> None:
        records.source()
        archive.script = [does.says(500)]
        asked = []
        for _day in range(9):
            archive.asked.clear()
            a_run(archive)[0].go(most=100)
            asked.append(len(archive.asked))
            make_older(days=1, minutes=1)
        # After the first failure a day, after the second two, after the third four.
        assert asked == [1, 1, 0, 1, 0, 0, 0, 1, 0]

    def test_never_tried_come_before_those_that_failed(self, archive: Archive) -> None:
        failed = records.source()
        archive.script = [does.says(500)]
        a_run(archive)[0].go(most=1)
        make_older(days=2)
        new = records.source()
        archive.asked.clear()
        a_run(archive)[0].go(most=100)
        assert archive.asked == [f"/save/{new.url}", f"/save/{failed.url}"]

    def test_private_addresses_are_not_sent_and_stand_among_the_failures(self, archive: Archive) -> None:
        private = records.source(url="http://192.168.1.7/minutes")
        run, said, paused = a_run(archive)
        run.go(most=100)
        assert (archive.asked, paused, run.requested, run.failed) == ([], [], 0, 1)
        assert said == [
            f"{private.slug}: Not sent. The address leads into a private network, which no archive can read."
        ]
        assert list(runs.failed()) == [private]

    def test_an_address_that_an_editor_entered_meanwhile_stays(self, archive: Archive) -> None:
        source = records.source()
        run, _said, _paused = a_run(archive)
        answer = run.service.save(source.url)
        Source.objects.filter(pk=source.pk).update(archived_url="https://archive.example/by-hand")
        run.note(source, answer)
        source.refresh_from_db()
        assert source.archived_url == "https://archive.example/by-hand"

    def test_a_source_deleted_meanwhile_is_passed_over(self, archive: Archive) -> None:
        source = records.source()
        run, said, _paused = a_run(archive)
        answer = run.service.save(source.url)
        Source.objects.filter(pk=source.pk).delete()
        run.note(source, answer)
        assert (said, outcomes()) == ([], [])

    def test_one_that_another_run_has_asked_for_since_is_not_asked_for(self) -> None:
        mine, theirs = records.source(), records.source()
        waiting = runs.due(timezone.now())
        assert next(waiting) == mine
        ArchiveAttempt.objects.create(source=theirs, outcome="failed")
        assert list(waiting) == []


@pytest.mark.django_db
class TestAskedToWait:
    def test_a_short_wait_is_kept_and_the_source_asked_for_again(self, archive: Archive) -> None:
        source = records.source()
        archive.script = [does.says(429, Retry_After="30"), does.says(503), does.redirects]
        run, _said, paused = a_run(archive)
        run.go(most=100)
        assert paused == [30, 120]  # without a time, two minutes at the second wait
        assert outcomes() == ["wait", "wait", "saved"]
        assert archive.asked == [f"/save/{source.url}"] * 3
        assert (run.requested, run.saved) == (1, 1)

    def test_never_shorter_than_the_usual_pause(self, archive: Archive) -> None:
        records.source()
        archive.script = [does.says(429, Retry_After="0"), does.redirects]
        run, _said, paused = a_run(archive, delay=7)
        run.go(most=100)
        assert paused == [7]

    def test_a_long_wait_ends_the_run_and_holds_for_the_next(self, archive: Archive) -> None:
        records.source()
        records.source()
        archive.script = [does.says(429, Retry_After="3600")]
        run, _said, paused = a_run(archive)
        run.go(most=100)
        assert (len(archive.asked), paused, outcomes()) == (1, [], ["wait"])
        assert "asked to wait" in run.stopped

        again, _said, _paused = a_run(archive)
        again.go(most=100)
        assert len(archive.asked) == 1
        until = ArchiveAttempt.objects.get().again_at
        assert again.stopped == f"The archive asked not to be asked again before {until:%Y-%m-%d %H:%M} UTC."

        make_older(hours=1, minutes=1)
        archive.script = [does.redirects]
        last, _said, _paused = a_run(archive)
        last.go(most=100)
        assert last.saved == 2

    def test_a_page_that_must_always_wait_keeps_no_other_from_its_turn(self, archive: Archive) -> None:
        waiting, other = records.source(), records.source()
        archive.script = [does.says(429, Retry_After="3600")]
        a_run(archive)[0].go(most=100)
        make_older(hours=1, minutes=1)
        archive.script = [does.redirects]
        a_run(archive)[0].go(most=1)
        assert archive.asked == [f"/save/{waiting.url}", f"/save/{other.url}"]

    def test_waiting_without_end_is_given_up(self, archive: Archive) -> None:
        records.source()
        records.source()
        archive.script = [does.says(503)]
        run, _said, paused = a_run(archive)
        run.go(most=100)
        assert paused == [60, 120, 240]
        assert len(archive.asked) == 4
        assert outcomes() == ["wait"] * 4
        assert run.stopped


@pytest.mark.django_db
class TestCommand:
    @staticmethod
    def run(*options: str) -> str:
        said = StringIO()
        call_command("archive_sources", *options, stdout=said)
        return said.getvalue()

    def test_off_unless_an_archive_is_named(self) -> None:
        with pytest.raises(CommandError, match="ARCHIVE_SERVICE is not set"):
            self.run()

    @pytest.mark.parametrize("most", ["0", "-1", "many", "٣"])
    def test_a_number_of_sources(self, most: str) -> None:
        with pytest.raises(CommandError, match="no number of sources"):
            self.run("--most", most)

    def test_says_what_it_did_and_who_asks(self, archive: Archive, settings: object) -> None:
        settings.ARCHIVE_SERVICE, settings.ARCHIVE_DELAY = archive.service, 0
        settings.ALLOWED_HOSTS, settings.HTTPS_ONLY = ["*", ".claims.example"], True
        for _ in range(3):
            records.source()
        assert self.run("--most", "2").splitlines()[-1] == "Asked for: 2. Saved: 2. Failed: 0. Still without a copy: 1."
        assert set(archive.agents) == {"claimed-losses (+https://claims.example/)"}
        archive.script = [does.says(429, Retry_After="3600")]
        assert self.run().splitlines()[-1] == "The archive asked to wait: run this again later, it goes on from here."

    def test_not_beside_another_run(self, archive: Archive, settings: object) -> None:
        settings.ARCHIVE_SERVICE = archive.service
        records.source()
        with (
            only_one(settings.ARCHIVE_LOCK),
            pytest.raises(CommandError, match="Another run is under way"),
        ):
            self.run()
        assert archive.asked == []


def test_two_at_once_and_stopped_in_the_middle(archive: Archive, tmp_path: Path) -> None:
    """As processes: the second asks for nothing; Ctrl-C ends the first at once, and another goes on where it was."""
    place = {
        "DATABASE_URL": f"sqlite:///{sqlite_file(tmp_path / 'a.sqlite3')}",
        "ARCHIVE_SERVICE": archive.service,
        "ARCHIVE_DELAY": "0",
        "PYTHONPATH": ".",
        "DJANGO_SETTINGS_MODULE": "tests.archiving.settings_apart",
        "LOCK_OF_TESTS": str(tmp_path / "lock"),
    }
    make = (
        "from reports.models import Source;"
        "[Source.objects.create(slug=f's-{n}', publisher='Gazette', url=f'https://gazette.example/{n}') for n in 'abc']"
    )

    def manage(*command: str) -> subprocess.Popen:
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return processes.start([sys.executable, "manage.py", *command], env=os.environ | place, **pipes)

    with manage("shell", "-v0", "-c", make) as done:
        assert done.communicate(timeout=600) == ("", "")
    reached = does.threading.Event()

    def holds(asked: does.Asked) -> None:
        reached.set()
        does.is_silent(asked)

    archive.script = [does.redirects, holds]
    with manage("archive_sources") as first:
        assert reached.wait(600) or first.kill()
        with manage("archive_sources") as second:
            assert "Another run is under way" in second.communicate(timeout=600)[1]
        assert second.returncode == 1
        first.send_signal(signal.SIGINT)
        said, _errors = first.communicate(timeout=600)
    assert first.returncode == 130
    assert said.splitlines()[-1] == "Stopped. Asked for: 2. Saved: 1. Failed: 0. The next run goes on from here."
    archive.script = [does.redirects]
    with manage("archive_sources") as third:
        assert "Saved: 2. Failed: 0. Still without a copy: 0." in third.communicate(timeout=600)[0]
    assert archive.asked == [f"/save/https://gazette.example/{letter}" for letter in "abbc"]
