"""Sentences about what was known when, and about how a record came here."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from reports.templatetags.sentence_tags import known_phrase, known_sentence, record_origin

BEGAN, DAY, LATER, TODAY = date(2022, 2, 24), date(2022, 4, 18), date(2023, 2, 17), date(2026, 11, 30)


@pytest.mark.parametrize(
    ("day", "known", "sentence"),
    [
        (DAY, date(2022, 2, 1), "What was known on 1 February 2022, before the war began: nothing."),
        (LATER, DAY, "What was known on 18 April 2022 about 17 February 2023, a later day: older totals only."),
        (TODAY, TODAY, "What is known today."),
        (DAY, DAY, "What was known on 18 April 2022."),
        (DAY, TODAY, "What is known today about 18 April 2022."),
        (DAY, LATER, "What was known on 17 February 2023 about 18 April 2022."),
    ],
)
def test_what_was_known_of_a_day(day: date, known: date, sentence: str) -> None:
    assert known_sentence(day, known, TODAY, BEGAN) == sentence


def test_a_link_has_the_same_words_without_a_full_stop() -> None:
    assert known_phrase(DAY, TODAY, TODAY) == "What is known today about 18 April 2022"


def at(day: int) -> datetime:
    return datetime(2026, 11, day, 8, tzinfo=UTC)


def user(name: str) -> SimpleNamespace:
    return SimpleNamespace(get_full_name=lambda: name)


def report(**fields: object) -> SimpleNamespace:
    times = {"created_at": at(20), "submitted_at": None, "published_at": at(22)}
    return SimpleNamespace(**({"author": None, "reviewer": None} | times | fields))


def ending(**fields: object) -> SimpleNamespace:
    return SimpleNamespace(**({"is_retracted": False, "is_added_to": False, "at": at(24), "by": ""} | fields))


SETS = [
    SimpleNamespace(data_set=SimpleNamespace(slug="lod-db", title="Losses & more", publisher="orc-losses")),
    SimpleNamespace(data_set=SimpleNamespace(slug="petro", title="", publisher="Petro Ivaniuk")),
]


@pytest.mark.parametrize(
    ("record", "transcriptions", "end", "sentence"),
    [
        (
            report(author=user("Anna <A>"), submitted_at=at(21), reviewer=user("Martin")),
            [],
            None,
            "Entered by Anna &lt;A&gt; on 20 November 2026, submitted on 21 November 2026; checked by Martin and"
            " published on 22 November 2026.",
        ),
        (
            report(author=user("")),
            SETS,
            None,
            "Entered by an editor on 20 November 2026; published on 22 November 2026.",
        ),
        (
            report(),
            SETS,
            None,
            'Imported on 20 November 2026 from <a href="/sources/lod-db/">Losses &amp; more</a>,'
            ' <a href="/sources/petro/">Petro Ivaniuk</a>; not reviewed one by one.',
        ),
        (
            report(reviewer=user("")),
            [],
            ending(is_retracted=True, by="Vera"),
            "Imported on 20 November 2026 with a data package of claims and their sources; checked by a reviewer and"
            " published on 22 November 2026; retracted on 24 November 2026 by Vera.",
        ),
        (
            report(author=user("Anna")),
            [],
            ending(is_added_to=True, by="Vera"),
            "Entered by Anna on 20 November 2026; published on 22 November 2026; replaced on 24 November 2026 by a"
            " version that adds what another source prints, published by Vera.",
        ),
        (
            report(author=user("Anna")),
            [],
            ending(),
            "Entered by Anna on 20 November 2026; published on 22 November 2026; corrected on 24 November 2026.",
        ),
        (
            report(author=user("Anna")),
            [],
            ending(at=None, by="Vera"),
            "Entered by Anna on 20 November 2026; published on 22 November 2026.",
        ),
    ],
)
def test_how_a_record_came_here(record: object, transcriptions: list, end: object, sentence: str) -> None:
    assert record_origin(record, transcriptions, end) == sentence
