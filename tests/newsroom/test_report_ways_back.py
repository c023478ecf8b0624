"""From submitted or published back through the admin's pages: returned, retracted, deleted, and with what reason."""

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client

from reports.models import Report
from tests import records
from tests.newsroom.entry import page
from tests.newsroom.steps import LIST, complete, said, status, step

pytestmark = pytest.mark.django_db


class TestReturning:
    def test_by_the_author_who_can_change_it_again(self, desk: Client, editor: AbstractUser) -> None:
        report = complete(author=editor, status="submitted")
        assert step(report, "take_back") in desk.get(page(report)).content.decode()
        desk.post(step(report, "take_back"))
        assert status(report) == "draft"
        assert 'name="title"' in desk.get(page(report)).content.decode()

    def test_by_a_reviewer_with_a_reason(self, review_desk: Client, editor: AbstractUser) -> None:
        report = complete(author=editor, status="submitted")
        assert step(report, "send_back") in review_desk.get(page(report)).content.decode()
        for reason in ({}, {"reason": " "}):
            response = review_desk.post(step(report, "send_back"), reason, follow=True)
            assert "Say what its author should change." in said(response)
            assert status(report) == "submitted"
        review_desk.post(step(report, "send_back"), {"reason": "Wrong day."})
        assert status(report) == "sent_back"
        assert report.steps.get().reason == "Wrong day."

    @pytest.mark.parametrize("name", ["take_back", "send_back"])
    def test_not_by_other_editors(self, desk: Client, name: str) -> None:
        report = complete(author=records.user(), status="submitted")
        assert step(report, name) not in desk.get(page(report)).content.decode()
        desk.post(step(report, name), {"reason": "No."})
        assert status(report) == "submitted"


class TestRetracting:
    def test_by_a_reviewer_with_a_reason(self, review_desk: Client, editor: AbstractUser) -> None:
        report = complete(author=editor, status="published")
        assert step(report, "retract") in review_desk.get(page(report)).content.decode()
        review_desk.post(step(report, "retract"))
        assert status(report) == "published"
        review_desk.post(step(report, "retract"), {"reason": "It was a hoax."})
        assert status(report) == "retracted"

    def test_not_by_editors(self, desk: Client, editor: AbstractUser) -> None:
        report = complete(author=editor, status="published")
        assert step(report, "retract") not in desk.get(page(report)).content.decode()
        desk.post(step(report, "retract"), {"reason": "It was a hoax."})
        assert status(report) == "published"


class TestDeleting:
    def test_own_draft(self, desk: Client, editor: AbstractUser) -> None:
        draft = complete(author=editor)
        desk.post(f"{LIST}{draft.pk}/delete/", {"post": "yes"})
        assert not Report.all_objects.filter(pk=draft.pk).exists()

    def test_from_the_list_all_or_nothing(self, desk: Client, editor: AbstractUser) -> None:
        own, published = complete(author=editor), complete(author=editor, status="published")
        chosen = {"action": "delete_selected", "post": "yes", "_selected_action": [own.pk, published.pk]}
        assert desk.post(LIST, chosen).status_code == 403
        assert Report.all_objects.filter(pk__in=[own.pk, published.pk]).count() == 2
        desk.post(LIST, chosen | {"_selected_action": [own.pk]})
        assert not Report.all_objects.filter(pk=own.pk).exists()


@pytest.mark.parametrize("act", ["send_back", "correct"])
def test_a_reason_without_end_is_refused(review_desk: Client, editor: AbstractUser, act: str) -> None:
    report = complete(author=editor, status="submitted" if act == "send_back" else "published")
    before = status(report)
    response = review_desk.post(step(report, act), {"reason": "x" * 20_001}, follow=True)
    assert "The reason has 20,001 characters; at most 20,000 are kept." in said(response)
    assert status(report) == before
    assert not Report.all_objects.filter(replaces=report).exists()
