"""Copies of sources handed out: as files, unaltered, of public sources only, never as pages of ours."""

import hashlib
from pathlib import Path

import pytest
from django.test import Client

from reports.archiving.file_kinds import SnapshotKind
from reports.archiving.storage import store
from reports.models import Source
from tests import records
from tests.archiving import files
from tests.conftest import Fetch, words
from tests.people import logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

CONTENTS = {
    SnapshotKind.PDF: (files.pdf(), "application/pdf", "pdf"),
    SnapshotKind.PNG: (files.png(), "image/png", "png"),
    SnapshotKind.JPEG: (files.jpeg(), "image/jpeg", "jpg"),
    SnapshotKind.HTML: (files.html(b"<script>alert(1)</script>" * 50), "text/html", "html"),
    SnapshotKind.WARC: (files.warc(), "application/warc", "warc"),
    SnapshotKind.WARC_GZ: (files.warc_gz(), "application/gzip", "warc.gz"),
}


def with_copy(kind: SnapshotKind = SnapshotKind.PDF, status: str = "published", **given: object) -> Source:
    name, digest = store([CONTENTS[kind][0]], kind)
    source = records.source(slug="gazette-1", snapshot=name, snapshot_sha256=digest, **given)
    records.citation(report=records.report(slug="statement-1", status=status), source=source)
    return source


ADDRESS = "/sources/gazette-1/snapshot"


@pytest.mark.parametrize("kind", CONTENTS)
def test_a_download_shut_in(client: Client, kind: SnapshotKind) -> None:
    with_copy(kind)
    content, content_type, ending = CONTENTS[kind]
    answer = client.get(ADDRESS, headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200
    assert b"".join(answer) == content
    assert answer["Content-Type"] == content_type
    assert answer["Content-Disposition"] == f'attachment; filename="gazette-1.{ending}"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Content-Length"] == str(len(content))
    assert "Content-Encoding" not in answer
    assert answer["Cache-Control"] == "no-cache"
    assert "Cookie" not in answer.get("Vary", "")
    assert answer["ETag"] == f'"{hashlib.sha256(content).hexdigest()}"'


def test_again_only_if_it_is_another(client: Client) -> None:
    digest = with_copy().snapshot_sha256
    again = client.get(ADDRESS, headers={"if-none-match": f'"{digest}"'})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == f'"{digest}"'
    answer = client.get(ADDRESS, headers={"if-none-match": '"other"'})
    assert (answer.status_code, b"".join(answer)) == (200, files.pdf())


def test_its_head_alone(client: Client) -> None:
    with_copy()
    answer = client.head(ADDRESS)
    assert (answer.status_code, answer.getvalue()) == (200, b"")
    assert answer["Content-Length"] == str(len(files.pdf()))
    assert client.post(ADDRESS).status_code == 405


def test_missing_or_altered_is_said_and_nothing_handed_out(fetch: Fetch, copies: Path) -> None:
    file = copies / with_copy().snapshot.name
    file.write_bytes(files.html())
    assert "is altered, so it is not handed out" in words(fetch(ADDRESS, 404).main)
    file.unlink()
    assert "that was kept here is missing" in words(fetch(ADDRESS, 404).main)
    file.mkdir()
    assert "that was kept here is missing" in words(fetch(ADDRESS, 404).main)


def test_where_none_is_kept_or_no_source_is(fetch: Fetch) -> None:
    records.citation(source=records.source(slug="gazette-1"), report=records.report(status="published"))
    assert "No copy of this source is kept here." in words(fetch(ADDRESS, 404).main)
    assert "There is no source" in words(fetch("/sources/nobody/snapshot", 404).main)
    assert "knows no “x”" in words(fetch(f"{ADDRESS}?x=1", 400).main)


@pytest.mark.parametrize("status", ["draft", "submitted", "sent_back"])
def test_of_a_draft_only_for_those_at_the_desk(client: Client, status: str) -> None:
    source = with_copy(status=status)
    assert client.get(ADDRESS).status_code == 404
    etag = {"if-none-match": f'"{source.snapshot_sha256}"'}
    assert client.get(ADDRESS, headers=etag).status_code == 404
    assert logged_in(records.user("Editors", is_staff=False)).get(ADDRESS).status_code == 404
    assert logged_in(records.user("", is_staff=True)).get(ADDRESS).status_code == 404
    answer = logged_in(records.user("Editors")).get(ADDRESS)
    assert (answer.status_code, b"".join(answer)) == (200, files.pdf())
    assert answer["Cache-Control"] == "private, no-cache"


class TestPages:
    def test_the_source_tells_of_its_copies(self, fetch: Fetch) -> None:
        source = with_copy(archived_url="https://archive.example/1", retrieved_on="2022-03-26")
        found = fetch("/sources/gazette-1/").select_one(".facts")
        text = words(found)
        assert f"PDF , {len(files.pdf())} bytes SHA-256 {source.snapshot_sha256}" in text.replace("\xa0", " ")
        assert "Retrieved 26 March 2022" in text
        assert found.select_one(f"a[href='{ADDRESS}']")
        assert found.select_one("a[href='https://archive.example/1']")

    def test_and_so_does_the_report(self, fetch: Fetch) -> None:
        source = with_copy(SnapshotKind.HTML, retrieved_on="2022-03-26")
        leaf = fetch("/reports/statement-1/").select(".tree .leaf")[1]
        assert leaf.select_one(f"a[href='{ADDRESS}']")
        text = words(leaf).replace("\xa0", " ")
        assert f"(web page (HTML), {len(CONTENTS[SnapshotKind.HTML][0]) / 1024:.1f} KB)" in text
        assert f"SHA-256 {source.snapshot_sha256} , retrieved 26 Mar 2022" in text
        assert "no archived copy" not in text
        assert "1 of 1 source has an archived copy." in words(fetch("/reports/statement-1/").main)

    def test_a_missing_file_is_said_on_both(self, fetch: Fetch, copies: Path) -> None:
        source = with_copy()
        (copies / source.snapshot.name).unlink()
        found = fetch("/sources/gazette-1/")
        assert "Its file is missing." in words(found.main)
        assert source.snapshot_sha256 in words(found.main)
        report = words(fetch("/reports/statement-1/").main)
        assert "the copy kept here is missing" in report
        assert "0 of 1 source has an archived copy." in report

    def test_without_a_copy_nothing_is_said_of_one(self, fetch: Fetch) -> None:
        records.citation(source=records.source(slug="gazette-1"), report=records.report(status="published"))
        text = words(fetch("/sources/gazette-1/").main)
        assert "Copy kept here" not in text
        assert "Retrieved" not in text
