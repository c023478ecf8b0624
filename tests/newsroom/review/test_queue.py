"""The queue: what waits, for how long, for whom, and what it can be narrowed by."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AbstractUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports import workflow
from reports.models import Report
from tests import records
from tests.conftest import words
from tests.workflow.reports import complete

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

QUEUE = "/admin/reports/report/queue/"


def waiting(days: int, **given: object) -> Report:
    return complete(status="submitted", submitted_at=timezone.now() - timedelta(days=days, hours=1), **given)


def rows(client: Client, query: str = "") -> list[str]:
    answer = client.get(QUEUE + query)
    assert answer.status_code == 200
    return [words(row) for row in BeautifulSoup(answer.content, "html.parser").select("tbody tr")]


def titles(client: Client, query: str = "") -> list[str]:
    return [row.split(": ")[1].split(" ")[0] for row in rows(client, query)]


@pytest.fixture
def three(editor: AbstractUser, reviewer: AbstractUser) -> list[Report]:
    return [
        waiting(0, author=editor, title="New"),
        waiting(8, author=editor, title="Old"),
        waiting(3, author=reviewer, title="Own"),
    ]


def test_the_oldest_first_with_what_the_checks_find(
    review_desk: Client, three: list[Report], editor: AbstractUser
) -> None:
    complete(author=editor, title="Draft")
    complete(author=editor, status="published", title="Out")
    records.never_entered(three[0].citations.all())
    old, own, new = rows(review_desk)
    assert old.endswith(f"Old 8 days {editor} 1 0 0 a reviewer")
    assert "yours: another reviewer" in own
    assert f"less than a day {editor} 1 1 0 a reviewer" in new


def test_the_first_to_decide_is_not_ones_own(review_desk: Client, desk: Client, three: list[Report]) -> None:
    page = BeautifulSoup(review_desk.get(f"{QUEUE}?age=3").content, "html.parser")
    assert page.select_one("a[data-key=j]")["href"] == f"/admin/reports/report/{three[1].pk}/review/?age=3"
    assert BeautifulSoup(desk.get(QUEUE).content, "html.parser").select_one("a[data-key=j]") is None


def test_narrowed(review_desk: Client, three: list[Report], reviewer: AbstractUser) -> None:
    new, _old, _own = three
    assert titles(review_desk) == ["Old", "Own", "New"]
    assert titles(review_desk, f"?party={new.party.slug}") == ["New"]
    assert titles(review_desk, f"?author={reviewer.pk}") == ["Own"]
    assert titles(review_desk, "?age=3") == ["Old", "Own"]
    assert titles(review_desk, "?age=7&conflict=russia-ukraine") == ["Old"]
    for bad in ("?party=nobody", "?author=0", "?age=2", "?conflict=x", "?page=9", "?page=x", "?status=draft"):
        assert review_desk.get(QUEUE + bad).status_code == 400, bad


def test_what_was_sent_back_only_for_its_author(
    desk: Client, review_desk: Client, reviewer: AbstractUser, three: list[Report]
) -> None:
    workflow.send_back(report=three[0], by=reviewer, reason="Which day?")
    (row,) = [each for each in rows(desk) if "New" in each]
    assert "Sent back to you: Which day?" in row
    assert "New" not in titles(review_desk)


def test_queries_do_not_grow_with_the_queue(review_desk: Client, editor: AbstractUser) -> None:
    """Beside those of the checks, which are kept: a page's rows, its count, filters, figures and reasons."""
    for _ in range(12):
        waiting(1, author=editor)
    assert len(rows(review_desk)) == 10
    assert len(rows(review_desk, "?page=2")) == 2
    with CaptureQueriesContext(connection) as few:
        rows(review_desk, "?page=2")
    with CaptureQueriesContext(connection) as many:
        rows(review_desk)
    assert len(many) == len(few) < 20
