"""A copy attached to a source in the admin."""

import hashlib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AbstractUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from reports.archiving.file_kinds import SnapshotKind
from reports.archiving.storage import store
from reports.models import ArchiveAttempt, Source
from tests import records
from tests.archiving import files
from tests.conftest import words
from tests.newsroom.test_reference_pages import ADD_SOURCE, source_fields
from tests.people import logged_in

pytestmark = pytest.mark.django_db

LIST = "/admin/reports/source/"


def sent(content: bytes, name: str = "statement.pdf", **fields: object) -> dict:
    return source_fields(**{"retrieved_on": "2022-03-25"} | fields) | {"upload": SimpleUploadedFile(name, content)}


def page(source: Source) -> str:
    return reverse("admin:reports_source_change", args=[source.pk])


def problems(client: Client, data: dict, address: str = ADD_SOURCE) -> dict:
    return {name: " ".join(said) for name, said in client.post(address, data).context["adminform"].form.errors.items()}


def with_copy(content: bytes = files.pdf(), **given: object) -> Source:
    name, digest = store([content], SnapshotKind.PDF)
    return records.source(snapshot=name, snapshot_sha256=digest, **given)


class TestKeeping:
    @pytest.mark.parametrize("name", files.WHOLE)
    def test_each_kind(self, desk: Client, copies: Path, name: str) -> None:
        content = files.WHOLE[name]
        desk.post(ADD_SOURCE, sent(content, name))
        source = Source.objects.get()
        assert source.snapshot_sha256 == hashlib.sha256(content).hexdigest()
        assert source.snapshot.name.startswith(f"{source.snapshot_sha256}.")
        assert (copies / source.snapshot.name).read_bytes() == content
        assert source.snapshot_size == len(content)
        assert source.history.first().snapshot_sha256 == source.snapshot_sha256
        shown = words(BeautifulSoup(desk.get(page(source)).content, "html.parser").select_one(".field-kept"))
        assert source.snapshot_sha256 in shown
        assert str(source.snapshot_kind.label) in shown

    def test_nothing_of_the_name_it_came_with_is_used(self, desk: Client, copies: Path) -> None:
        desk.post(ADD_SOURCE, sent(files.pdf(), "../../etc/<script>\u202efdp.pdf"))
        (file,) = copies.iterdir()
        assert file.name == Source.objects.get().snapshot.name

    def test_the_same_for_two_sources_is_stored_once(self, desk: Client, copies: Path) -> None:
        for number in (1, 2):
            desk.post(ADD_SOURCE, sent(files.pdf(), url=f"https://gazette.example/{number}"))
        assert Source.objects.exclude(snapshot="").count() == 2
        assert len(list(copies.iterdir())) == 1

    def test_one_larger_than_memory_is_for(self, desk: Client, settings: object) -> None:
        settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
        content = files.html(b"x" * 200_000)
        desk.post(ADD_SOURCE, sent(content, "page.html"))
        assert Source.objects.get().snapshot_size == len(content)


class TestRefused:
    @pytest.mark.parametrize(
        ("content", "name", "said"),
        [
            (b"", "statement.pdf", "This file is empty."),
            (b"GIF89a" + b"x" * 50, "picture.png", "This is no file that can be kept here."),
            (files.html(), "statement.pdf", "is a web page (HTML), but its name does not end in .html or .htm."),
            (files.pdf()[:-8], "statement.pdf", "This PDF cannot be read: it is damaged, or its end is missing."),
        ],
    )
    def test_beside_the_field(self, desk: Client, copies: Path, content: bytes, name: str, said: str) -> None:
        assert said in problems(desk, sent(content, name))["upload"]
        assert not Source.objects.exists()
        assert not copies.exists()

    def test_too_large(self, desk: Client, copies: Path, settings: object) -> None:
        settings.LARGEST_SNAPSHOT = 1000
        said = problems(desk, sent(files.html(b"x" * 2000), "page.html"))["upload"]
        assert said == "This file has 2.0\xa0KB; at most 1000\xa0bytes can be kept."
        assert not copies.exists()

    def test_the_day_it_was_taken_is_asked_for(self, desk: Client, copies: Path) -> None:
        said = problems(desk, sent(files.pdf(), retrieved_on=""))
        assert said["retrieved_on"] == "Give the day on which the copy was taken."
        assert said["upload"] == "Choose the file again: it was not kept, because something else is wrong."
        assert not copies.exists()

    def test_a_disk_that_does_not_take_it(self, desk: Client, copies: Path) -> None:
        copies.write_text("a file where the folder should be")
        assert problems(desk, sent(files.pdf()))["upload"] == "The file could not be stored: File exists."
        assert not Source.objects.exists()

    def test_a_field_that_is_no_file(self, desk: Client) -> None:
        desk.post(ADD_SOURCE, source_fields(upload="statement.pdf"))
        assert Source.objects.get().snapshot == ""


class TestWhatStays:
    def fields_of(self, client: Client, source: Source) -> set[str]:
        return set(client.get(page(source)).context["adminform"].form.fields) & {"upload", "drop"}

    def test_of_a_draft_it_is_replaced_or_taken_away(self, desk: Client, copies: Path) -> None:
        source = records.citation(source=with_copy()).source
        assert self.fields_of(desk, source) == {"upload", "drop"}
        desk.post(page(source), sent(files.png(), "picture.png"))
        source.refresh_from_db()
        assert source.snapshot_kind == "png"
        desk.post(page(source), source_fields(drop="on"))
        source.refresh_from_db()
        assert (source.snapshot, source.snapshot_sha256) == ("", "")
        assert len(list(copies.iterdir())) == 2  # its history names both

    def test_not_both_at_once(self, desk: Client) -> None:
        source = with_copy()
        assert "Either" in problems(desk, sent(files.png(), "picture.png", drop="on"), page(source))["drop"]

    def test_of_a_published_record_a_reviewer_adds_one_and_nobody_changes_it(
        self,
        desk: Client,
        review_desk: Client,
    ) -> None:
        source = records.citation(report=records.report(status="published")).source
        assert self.fields_of(desk, source) == set()
        assert self.fields_of(review_desk, source) == {"upload"}
        said = words(BeautifulSoup(desk.post(page(source), sent(files.pdf()), follow=True).content, "html.parser"))
        assert "The file was not kept: a public record cites this source" in said
        review_desk.post(page(source), sent(files.pdf()))
        source.refresh_from_db()
        digest = source.snapshot_sha256
        assert digest == hashlib.sha256(files.pdf()).hexdigest()
        for client in (desk, review_desk, logged_in(records.user("", is_superuser=True))):
            assert self.fields_of(client, source) == set()
            client.post(page(source), sent(files.png(), "picture.png"))
            client.post(page(source), source_fields(drop="on"))
            source.refresh_from_db()
            assert source.snapshot_sha256 == digest

    @pytest.mark.parametrize("status", ["corrected", "retracted"])
    def test_what_any_public_record_rests_on_is_closed_to_editors(self, desk: Client, status: str) -> None:
        origin = records.source()
        records.citation(report=records.report(status=status), taken_from=origin)
        desk.post(page(origin), source_fields(publisher="Other"))
        origin.refresh_from_db()
        assert origin.publisher == "Gazette"

    def test_one_who_may_only_look_sees_it(self) -> None:
        looker = records.user("")
        looker.user_permissions.add(_permission("view_source"))
        source = with_copy()
        shown = logged_in(looker).get(page(source)).content.decode()
        assert source.snapshot_sha256 in shown
        assert "field-upload" not in shown


class TestAtTheDesk:
    def test_a_missing_file_is_said(self, desk: Client, copies: Path) -> None:
        source = with_copy()
        (copies / source.snapshot.name).unlink()
        assert "Its file is missing." in desk.get(page(source)).content.decode()

    def test_tries_are_on_the_page_newest_first(self, desk: Client) -> None:
        source = records.source()
        for number in range(7):
            ArchiveAttempt.objects.create(source=source, outcome="failed", detail=f"Try {number}")
        shown = BeautifulSoup(desk.get(page(source)).content, "html.parser").select(".field-archive_tries li")
        assert [words(each)[-5:] for each in shown] == ["Try 6", "Try 5", "Try 4", "Try 3", "Try 2"]

    def test_the_list_is_narrowed(self, desk: Client) -> None:
        none = records.source(publisher="None")
        failed = records.source(publisher="Failed")
        records.source(publisher="Archived", archived_url="https://archive.example/1")
        ArchiveAttempt.objects.create(source=failed, outcome="failed")
        ArchiveAttempt.objects.create(source=none, outcome="wait")
        with_copy(publisher="Kept")

        def found(query: str) -> set[str]:
            rows = desk.get(f"{LIST}?{query}").context["cl"].result_list
            return {row.publisher for row in rows}

        assert found("archived=no") == {"None", "Failed", "Kept"}
        assert found("archived=failed") == {"Failed"}
        assert found("archived=yes") == {"Archived"}
        assert found("kept=yes") == {"Kept"}
        assert found("kept=no") == {"None", "Failed", "Archived"}
        assert found("kept=maybe&archived=maybe") == {"None", "Failed", "Archived", "Kept"}


class TestLimitOfARequest:
    def test_refused_by_its_length_in_words(self, desk: Client, copies: Path, settings: object) -> None:
        settings.LARGEST_UPLOAD = 5000
        answer = desk.post(ADD_SOURCE, sent(files.html(b"x" * 6000), "page.html"))
        assert answer.status_code == 413
        assert "larger than 20.0\xa0MB" in answer.content.decode()
        assert not Source.objects.exists()
        assert not copies.exists()


def _permission(codename: str) -> object:
    return AbstractUser._meta.get_field("user_permissions").related_model.objects.get(codename=codename)
