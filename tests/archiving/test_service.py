"""One request to an archive, whatever the archive does with it."""

import socket
from datetime import timedelta

import pytest
from django.utils.http import http_date

from reports.archiving.service import Answer, ArchiveService
from tests.archiving import archive_server as does
from tests.archiving.archive_server import Archive, Behaviour

PAGE = "https://gazette.example/2022/losses?id=7&lang=uk"


def ask(archive: Archive, behaviour: Behaviour, url: str = PAGE, timeout: float = 20) -> Answer:
    archive.script = [behaviour]
    return ArchiveService(archive.service, "claimed-losses (+https://claims.example/)", timeout).save(url)


@pytest.mark.parametrize("behaviour", [does.redirects, does.names_it, does.redirects_first, does.never_ends])
def test_saved(archive: Archive, behaviour: Behaviour) -> None:
    answer = ask(archive, behaviour)
    assert (answer.outcome, answer.copy, answer.wait) == ("saved", archive.copy_of(PAGE), None)
    assert set(archive.asked) == {f"/save/{PAGE}"}
    assert set(archive.agents) == {"claimed-losses (+https://claims.example/)"}


def test_a_page_in_other_letters(archive: Archive) -> None:
    answer = ask(archive, does.redirects, "https://мвс.укр/втрати#доба")
    assert answer.outcome == "saved"
    assert archive.asked[0].isascii()


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ({}, None),
        ({"Retry_After": "90"}, timedelta(seconds=90)),
        ({"Retry_After": "0"}, timedelta(0)),
        ({"Retry_After": http_date(0)}, timedelta(0)),
        ({"Retry_After": http_date(32_503_680_000)}, timedelta(days=1)),
        ({"Retry_After": "9" * 400}, timedelta(days=1)),
        ({"Retry_After": "soon"}, None),
        ({"Retry_After": "-5"}, None),
    ],
)
def test_asked_to_wait(archive: Archive, status: int, said: dict, wait: timedelta | None) -> None:
    answer = ask(archive, does.says(status, **said))
    assert (answer.outcome, answer.wait) == ("wait", wait)
    assert str(status) in answer.detail


@pytest.mark.parametrize(
    ("behaviour", "detail"),
    [
        (does.says(500), "The archive answered 500 Internal Server Error."),
        (does.says(404), "The archive answered 404 Not Found."),
        (does.says(204), "The archive answered 204 No Content."),
        (does.says(304), "The archive answered 304 Not Modified."),
        (does.says(200), "The archive answered, but named no copy."),
        (does.says(200, Content_Location="/web/20261122120000/https://other.example/"), "named a copy of another page"),
        (does.says(302), "The archive answered 302 Found."),
        (does.says(302, Location="https://elsewhere.example/login"), "sent us elsewhere, to https://elsewhere.example"),
        (does.says(302, Location="http://169.254.169.254/"), "sent us elsewhere"),
        (does.says(302, Location="file:///etc/passwd"), "sent us elsewhere"),
        (does.says(302, Location="http://[broken"), "could not be asked"),
        (does.circles, "redirected us more than 5 times"),
        (does.hangs_up, "Remote end closed connection without response"),
        (does.hangs_up_midway, "The archive answered 302 Found."),
        (does.talks_nonsense, "could not be asked"),
    ],
)
def test_failed_in_words(archive: Archive, behaviour: Behaviour, detail: str) -> None:
    answer = ask(archive, behaviour)
    assert (answer.outcome, answer.copy) == ("failed", "")
    assert detail in answer.detail
    assert answer.detail.isprintable()


def test_too_slow(archive: Archive) -> None:
    assert ask(archive, does.is_silent, timeout=0.2).detail == "The archive did not answer within 0.2 seconds."


def test_nobody_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen
        answer = ArchiveService(f"http://127.0.0.1:{taken.getsockname()[1]}/save/", "us", 5).save(PAGE)
    assert (answer.outcome, answer.detail) == (
        "failed",
        "The archive could not be reached: Failed to establish a new connection: [Errno 111] Connection refused",
    )


def test_an_address_too_long_to_keep_is_not_cut(archive: Archive) -> None:
    answer = ask(archive, does.redirects, PAGE + "x" * 960)
    assert answer.detail == "The address of the archive's copy is too long to keep."


def test_what_a_page_cannot_show_is_left_out(archive: Archive) -> None:
    archive.script = [lambda asked: asked.wfile.write(b"HTTP/1.1 500 " + b"\x85\x07bad " * 200 + b"\r\n\r\n")]
    answer = ArchiveService(archive.service, "us", 5).save(PAGE)
    assert answer.outcome == "failed"
    assert len(answer.detail) == 500
    assert answer.detail.isprintable()
