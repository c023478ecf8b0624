"""Pictures are made once, few at a time, and not more are kept than the cache holds."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from django.core.cache import caches

from reports.publishing.previews import preview_cache as kept
from reports.publishing.previews.preview_cache import AT_ONCE, PreviewsBusy, cached_preview, published_version
from tests import records

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pictures(settings: object, tmp_path: Path) -> Iterator[Path]:
    """A cache of the test's own; it holds ten."""
    settings.CACHES = settings.CACHES | {
        "pictures": settings.CACHES["pictures"] | {"LOCATION": tmp_path / "pictures", "OPTIONS": {"MAX_ENTRIES": 10}}
    }
    yield tmp_path / "pictures"
    caches["pictures"].clear()


class Made:
    """Makes pictures that tell how many were made before."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> bytes:
        self.count += 1
        return b"%d" % self.count


def test_a_picture_is_made_once_for_an_address() -> None:
    made = Made()
    assert [cached_preview("/a/", made), cached_preview("/a/", made), cached_preview("/b/", made)] == [b"1", b"1", b"2"]


def test_it_is_made_anew_when_a_report_is_published() -> None:
    made = Made()
    cached_preview("/a/", made)
    records.report()
    assert cached_preview("/a/", made) == b"1"
    records.report(status="published")
    assert cached_preview("/a/", made) == b"2"


def test_the_version_of_the_data_takes_one_query(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):
        published_version()


def test_it_is_made_anew_on_another_day_and_for_other_code(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Made()
    cached_preview("/a/", made)
    monkeypatch.setattr(kept, "code_version", lambda: "other")
    assert cached_preview("/a/", made) == b"2"
    monkeypatch.setattr(kept.timezone, "localdate", lambda: records.DAY)
    assert cached_preview("/a/", made) == b"3"


def test_a_crawler_cannot_fill_the_disk(pictures: Path) -> None:
    made = Made()
    for number in range(40):
        cached_preview(f"/a/?on={number}", made)
    assert made.count == 40
    assert len(list(pictures.iterdir())) <= 11


def test_one_is_made_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads, each at a picture of its own; what they ask the database is answered beforehand."""
    monkeypatch.setattr(kept, "published_version", lambda: "1")
    started, go_on, found, at_once, most = Event(), Event(), [], [], []

    def slow() -> bytes:
        at_once.append(1)
        most.append(len(at_once))
        started.set()
        assert go_on.wait(30)
        at_once.pop()
        return b"slow"

    threads = [Thread(target=lambda at=at: found.append(cached_preview(f"/{at}/", slow))) for at in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    assert started.wait(30)
    go_on.set()
    for thread in threads:
        thread.join(30)
    assert found == [b"slow"] * AT_ONCE
    assert most == [1] * AT_ONCE


def test_who_comes_while_enough_wait_is_turned_away() -> None:
    for _place in range(AT_ONCE):
        assert kept._waiting.acquire(blocking=False)
    try:
        with pytest.raises(PreviewsBusy):
            cached_preview("/a/", lambda: b"made")
    finally:
        kept._waiting.release(AT_ONCE)
    assert cached_preview("/a/", lambda: b"made") == b"made"


def test_a_picture_that_fails_frees_its_place() -> None:
    def fails() -> bytes:
        raise ValueError

    for _time in range(AT_ONCE + 1):
        with pytest.raises(ValueError):  # noqa: PT011
            cached_preview("/a/", fails)
