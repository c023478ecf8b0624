"""What happens between the preview and its writing, to whom, and to processes that end too soon."""

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.test import Client

from reports.models import Report, Source, Upload, UploadState
from reports.newsroom.uploads import upload_work
from reports.newsroom.uploads.upload_process import ProgressFile, file_of, folder_of, is_worked_on, locked, progress_of
from reports.newsroom.uploads.upload_work import work
from tests import records
from tests.conftest import words
from tests.imports.flat.tables import ROW

from .conftest import Send, act, confirm, done, page

pytestmark = pytest.mark.both_databases


def text_of(client: Client, upload: Upload) -> str:
    return words(BeautifulSoup(client.get(page(upload)).content, "html.parser"))


def test_one_of_two_confirmations_wins(send: Send, desk: Client) -> None:
    upload = send()
    first, second = (confirm(desk, upload) for _ in range(2))
    assert "already" not in first
    assert "This file is waiting to be written already: it is confirmed only once." in second
    done(upload)
    assert "is imported already" in confirm(desk, upload)
    assert Report.all_objects.count() == 1
    work(upload)
    assert Report.all_objects.count() == 1


def test_a_preview_that_was_made_anew_is_looked_at_anew(send: Send, desk: Client) -> None:
    upload = send()
    assert "has been made anew since" in act(desk, upload, "confirm", shown="0" * 64)
    assert "incomplete" in act(desk, upload, "confirm")
    upload.refresh_from_db()
    assert upload.state == UploadState.READ


def test_what_was_shown_is_what_is_written_or_nothing(send: Send, desk: Client) -> None:
    upload = send()
    confirm(desk, upload)
    records.source(slug="somebody-elses", url=ROW["source_url"], publisher="Another name")
    assert done(upload).state == UploadState.OUTDATED
    assert not Report.all_objects.exists()
    assert "read the file anew" in text_of(desk, upload)
    act(desk, upload, "again")
    assert done(upload).state == UploadState.READ
    (row,) = upload.rows.all()
    assert row.cells == [["publisher", "Another name", "The Daily"]]
    confirm(desk, upload)
    assert done(upload).state == UploadState.DONE
    assert Report.all_objects.get().citations.get().source.slug == "somebody-elses"


def test_what_is_written_between_comparison_and_transaction_is_seen(
    send: Send, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another writes the same page just when the comparison is done: its history tells, and all is compared anew."""
    upload = send()
    confirm(desk, upload)
    original, calls = upload_work.newest_changes, []

    def newest_changes() -> tuple:
        if calls:
            records.source(slug="late", url=ROW["source_url"], publisher="Late")
        calls.append(1)
        return original()

    monkeypatch.setattr(upload_work, "newest_changes", newest_changes)
    assert done(upload).state == UploadState.OUTDATED
    assert not Report.all_objects.exists()


@pytest.mark.parametrize(
    ("state", "then"),
    [("received", "read"), ("reading", "read"), ("confirmed", "done"), ("writing", "done")],
)
def test_a_process_that_died_is_told_and_started_again(send: Send, desk: Client, state: str, then: str) -> None:
    upload = send()
    if then == "done":
        confirm(desk, upload)
    Upload.objects.update(state=state)
    with locked(upload, None) as held:
        assert held
        assert is_worked_on(upload)
        assert "You can leave this page and come back" in text_of(desk, upload)
        assert "It is being worked on" in act(desk, upload, "again")
        with pytest.raises(CommandError, match="by another process"):
            call_command("run_upload", str(upload.pk))
    assert not is_worked_on(upload)
    assert "has ended before it was done" in text_of(desk, upload)
    assert desk.get(f"/admin/reports/upload/{upload.pk}/progress.json").json()["working"] is False
    act(desk, upload, "again")
    assert done(upload).state == then
    assert Report.all_objects.count() == (then == "done")


def test_progress_is_told_in_words_and_numbers(send: Send, desk: Client) -> None:
    upload = send()
    Upload.objects.update(state="reading")
    ProgressFile(upload)("reading", 12_000, 50_000)
    with locked(upload, None):
        told = desk.get(f"/admin/reports/upload/{upload.pk}/progress.json")
        bar = BeautifulSoup(desk.get(page(upload)).content, "html.parser").select_one("progress")
    assert "no-store" in told["Cache-Control"]
    assert told.json() == {
        "state": "reading", "working": True, "words": "Reading rows", "done": 12_000, "total": 50_000,
        "counted": "12,000 of 50,000",
    }  # fmt: skip
    assert (bar["value"], bar["max"]) == ("12000", "50000")
    (folder_of(upload) / "progress.json").write_text("{")
    assert progress_of(upload)["total"] == 0


def test_a_discarded_file_is_gone_and_its_process_does_nothing(send: Send, desk: Client) -> None:
    upload = send()
    act(desk, upload, "discard")
    upload.refresh_from_db()
    assert (upload.state, upload.rows.count(), folder_of(upload).exists()) == (UploadState.DISCARDED, 0, False)
    work(upload)
    assert "It is done already, or discarded." in act(desk, upload, "again")
    assert "confirmed only once" in act(desk, upload, "confirm", shown="0" * 64)
    upload.refresh_from_db()
    assert upload.state == UploadState.DISCARDED
    assert not Source.objects.exists()


def test_a_file_that_is_gone_fails_with_a_reason(send: Send, desk: Client) -> None:
    upload = send()
    confirm(desk, upload)
    file_of(upload).unlink()
    assert done(upload).state == UploadState.FAILED
    assert "No such file" in text_of(desk, upload)
    act(desk, upload, "discard")
    upload.refresh_from_db()
    assert upload.state == UploadState.DISCARDED


def test_a_finished_import_is_not_discarded(send: Send, desk: Client) -> None:
    upload = send()
    confirm(desk, upload)
    done(upload)
    assert "cannot be discarded any more" in act(desk, upload, "discard")
    with pytest.raises(CommandError, match="There is no upload"):
        call_command("run_upload", "99999999")
