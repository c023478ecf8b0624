"""Copies on disk: stored once, whole or not at all, and looked after by verify_snapshots."""

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from reports.archiving.file_kinds import SnapshotKind
from reports.archiving.storage import INCOMING, store
from reports.models import Source
from tests import records
from tests.archiving import files
from tests.own_database import sqlite_file

PDF = files.pdf()
DIGEST = hashlib.sha256(PDF).hexdigest()


def kept_for(**given: object) -> Source:
    name, digest = store([PDF], SnapshotKind.PDF)
    return records.source(snapshot=name, snapshot_sha256=digest, **given)


class TestKeeping:
    def test_under_its_digest_whatever_the_pieces(self, copies: Path) -> None:
        name, digest = store(iter([PDF[:7], b"", PDF[7:]]), SnapshotKind.PDF)
        assert (name, digest) == (f"{DIGEST}.pdf", DIGEST)
        assert [each.name for each in copies.iterdir()] == [name]
        assert (copies / name).read_bytes() == PDF

    def test_twice_is_once_and_puts_right_what_was_altered(self, copies: Path) -> None:
        (copies / store([PDF], SnapshotKind.PDF)[0]).write_bytes(b"altered")
        assert (copies / store([PDF], SnapshotKind.PDF)[0]).read_bytes() == PDF
        assert len(list(copies.iterdir())) == 1

    def test_broken_off_leaves_nothing(self, copies: Path) -> None:
        def broken() -> Iterator[bytes]:
            yield PDF[:10]
            raise OSError("gone")

        with pytest.raises(OSError, match="gone"):
            store(broken(), SnapshotKind.PDF)
        assert list(copies.iterdir()) == []

    def test_killed_leaves_no_copy_under_a_digest(self, copies: Path) -> None:
        """A process that dies while it writes: what is left is told as an upload that was broken off."""
        script = f"""
import os, signal, django
django.setup()
from django.conf import settings
settings.MEDIA_ROOT = {str(copies)!r}
from reports.archiving.storage import store
from reports.models import SnapshotKind
def chunks():
    yield b"%PDF-" + b"x" * 2**21
    os.kill(os.getpid(), signal.SIGKILL)
    yield b"%%EOF"
store(chunks(), SnapshotKind.PDF)
"""
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "claims_site.settings", "PYTHONPATH": "."}
        done = subprocess.run([sys.executable, "-c", script], env=environment, timeout=600)
        assert done.returncode == -signal.SIGKILL
        (left,) = copies.iterdir()
        assert left.name.startswith(INCOMING)


def verified() -> tuple[list[str], str]:
    """The problems that the command lists, and its last sentence."""
    said = StringIO()
    try:
        call_command("verify_snapshots", stdout=said)
    except CommandError as error:
        return said.getvalue().splitlines(), str(error)
    *problems, last = said.getvalue().splitlines()
    return problems, last


@pytest.mark.django_db
class TestVerifying:
    def test_without_any_copy(self) -> None:
        records.source()
        assert verified() == ([], "Sources with a copy kept here: 0. Files: 0. All are there and unaltered.")

    def test_two_sources_with_one_file(self) -> None:
        kept_for()
        kept_for()
        assert verified() == ([], "Sources with a copy kept here: 2. Files: 1. All are there and unaltered.")

    def test_each_problem_is_a_line(self, copies: Path) -> None:
        gone, altered = kept_for(slug="a-gone"), None
        (copies / gone.snapshot.name).unlink()
        page, digest = store([files.html()], SnapshotKind.HTML)
        altered = records.source(slug="b-altered", snapshot=page, snapshot_sha256=digest)
        (copies / page).write_bytes(files.html(b"2,351"))
        picture, of_picture = store([files.png()], SnapshotKind.PNG)
        (copies / picture).rename(copies / "renamed.png")
        records.source(slug="c-renamed", snapshot="renamed.png", snapshot_sha256=of_picture)
        (copies / "d-folder").mkdir()
        (copies / f"{INCOMING}x1").write_bytes(b"%PDF-")
        (copies / "notes.txt").write_text("mine")
        problems, last = verified()
        now = hashlib.sha256(files.html(b"2,351")).hexdigest()
        assert problems == [
            f"a-gone: its file is missing: {DIGEST}.pdf",
            f"b-altered: its file is altered: {page} has the SHA-256 {now}, not {altered.snapshot_sha256}",
            "c-renamed: its file is not named for its digest and kind: renamed.png",
            f"{INCOMING}x1: an upload that was broken off, or is under way",
            "d-folder: no source names this",
            "notes.txt: no source names this",
        ]
        assert last == "Sources with a copy kept here: 3. Files: 5. Problems: 6."

    def test_what_history_names_is_no_stray(self) -> None:
        source = kept_for()
        source.snapshot, source.snapshot_sha256 = "", ""
        source.save()
        page, digest = store([files.html()], SnapshotKind.HTML)
        records.source(snapshot=page, snapshot_sha256=digest)
        assert verified() == ([], "Sources with a copy kept here: 1. Files: 2. All are there and unaltered.")

    def test_exit_code(self, copies: Path, tmp_path: Path) -> None:
        """As a process, on a database and a folder of its own."""
        place = {"DATABASE_URL": f"sqlite:///{sqlite_file(tmp_path / 'a.sqlite3')}", "MEDIA_ROOT": str(copies)}

        def run(command: str) -> subprocess.CompletedProcess:
            asked = [sys.executable, "manage.py", command]
            return subprocess.run(asked, env=os.environ | place, capture_output=True, text=True, timeout=600)

        assert run("verify_snapshots").returncode == 0
        store([PDF], SnapshotKind.PDF)
        done = run("verify_snapshots")
        assert done.returncode == 1
        assert done.stdout == f"{DIGEST}.pdf: no source names this\n"


@pytest.mark.django_db
class TestSealed:
    """Triggers, whoever writes: the copy and the address of a source that a public record cites stay."""

    @pytest.mark.parametrize("status", ["published", "corrected", "retracted"])
    @pytest.mark.parametrize("role", ["source", "taken_from", "transcribed_by"])
    def test_neither_replaced_nor_dropped(self, status: str, role: str) -> None:
        source = kept_for()
        records.citation(report=records.report(status=status), **{role: source})
        for snapshot, digest in (("", ""), ("b" * 64 + ".pdf", "b" * 64)):
            with pytest.raises(IntegrityError, match="source_keeps_snapshot"), transaction.atomic():
                Source.objects.filter(pk=source.pk).update(snapshot=snapshot, snapshot_sha256=digest)
        with pytest.raises(IntegrityError, match="source_keeps_address"), transaction.atomic():
            Source.objects.filter(pk=source.pk).update(url="https://elsewhere.example/")
        source.publisher, source.archived_url = "Other", "https://archive.example/1"
        source.save()

    @pytest.mark.parametrize("status", ["draft", "submitted", "sent_back"])
    def test_of_a_draft_it_may_be(self, status: str) -> None:
        source = kept_for()
        records.citation(report=records.report(status=status), source=source)
        assert Source.objects.filter(pk=source.pk).update(snapshot="", snapshot_sha256="") == 1
        if status == "submitted":  # else its reviewer could publish what they changed
            with pytest.raises(IntegrityError, match="source_keeps_address"), transaction.atomic():
                Source.objects.filter(pk=source.pk).update(url="https://elsewhere.example/")
            return
        assert Source.objects.filter(pk=source.pk).update(url="https://elsewhere.example/") == 1

    def test_one_may_be_added_to_a_public_record(self) -> None:
        source = records.citation(report=records.report(status="published")).source
        assert Source.objects.filter(pk=source.pk).update(snapshot=f"{DIGEST}.pdf", snapshot_sha256=DIGEST) == 1
