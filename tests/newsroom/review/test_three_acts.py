"""The three acts on the page of a report: apart in words, each with its reason."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AbstractUser
from django.test import Client

from reports import workflow
from reports.models import Report
from tests import records
from tests.conftest import words
from tests.newsroom.entry import as_shown, page
from tests.workflow.reports import complete, stored

pytestmark = pytest.mark.django_db


def opened(client: Client, report: Report) -> BeautifulSoup:
    return BeautifulSoup(client.get(page(report)).content, "html.parser")


def test_a_correction_keeps_its_reason(desk: Client, editor: AbstractUser) -> None:
    report = complete(author=records.user(), status="published")
    draft = workflow.correct(report=report, by=editor, reason="  We typed the day wrong. ")
    shown = opened(desk, draft)
    assert "The party changed nothing" in words(shown)
    assert shown.select_one("[name=replaces]") is None  # told, not chosen
    answer = desk.post(page(draft), as_shown(desk, draft) | {"correction_reason": " "})
    assert "This field is required." in answer.content.decode()
    assert stored(draft).correction_reason == "We typed the day wrong."
    assert "correction_reason" not in str(opened(desk, complete(author=editor)))


def test_a_revision_is_not_submitted_without_its_reason(desk: Client, editor: AbstractUser) -> None:
    old = complete(author=records.user(), status="published")
    draft = complete(author=editor, party=old.party)
    sent = as_shown(desk, draft) | {"revises": old.pk, "revision_reason": ""}
    answer = desk.post(page(draft), sent | {"_submit_report": "on"})
    assert "Say why the party corrects itself, or how that is known." in answer.content.decode()
    assert desk.post(page(draft), sent).status_code == 302  # as a draft it may wait
    sent = as_shown(desk, draft) | {"revision_reason": "It said so on its channel.", "_submit_report": "on"}
    assert desk.post(page(draft), sent).status_code == 302
    kept = stored(draft)
    assert (kept.status, kept.revises, kept.revision_reason) == ("submitted", old, "It said so on its channel.")


def test_a_reason_without_what_it_is_for(desk: Client, editor: AbstractUser) -> None:
    draft = complete(author=editor)
    answer = desk.post(page(draft), as_shown(desk, draft) | {"revision_reason": "Nothing is revised."})
    assert "Choose the report that the party revises" in answer.content.decode()


class TestWhatAnotherSourcePrints:
    def test_is_added_by_a_button_of_its_own_with_a_reason_of_its_own(self, desk: Client, review_desk: Client) -> None:
        report = complete(author=records.user(), status="published")
        address = f"/admin/reports/report/{report.pk}/add_printed/"
        (button,) = opened(desk, report).select(f"form[action='{address}'] button")
        assert words(button) == "Add what another source prints"
        answer = desk.post(address, {"reason": " "}, follow=True)
        assert "Tell readers what the source says differently." in answer.content.decode()
        answer = desk.post(address, {"reason": "The Herald."}, follow=True)
        draft = Report.all_objects.get(replaces=report)
        assert answer.redirect_chain == [(page(draft), 302)]
        assert "then add as a variant what it prints otherwise" in answer.content.decode()
        assert (draft.act, draft.addition_reason) == ("addition", "The Herald.")
        shown = opened(desk, draft)
        assert words(shown.select_one("label[for=id_addition_reason]")) == (
            "What the source says differently, for readers:"
        )
        assert shown.select_one("[name=correction_reason]") is None
        assert "typed wrong in the version" not in words(shown)

    def test_is_begun_from_the_review_screen(self, desk: Client, editor: AbstractUser) -> None:
        report = complete(author=records.user(), status="published")
        sent = {"act": "add_printed", "seen": report.version, "reason": "The Herald."}
        assert desk.post(f"/admin/reports/report/{report.pk}/review/", sent).status_code == 302
        draft = Report.all_objects.get(replaces=report)
        assert (draft.act, draft.author) == ("addition", editor)

    def test_is_reviewed_as_what_it_is(self, review_desk: Client, editor: AbstractUser) -> None:
        report = complete(author=records.user(), status="published")
        draft = workflow.add_printed(report=report, by=editor, reason="The Herald says the same.")
        records.citation(report=draft, source=records.source(publisher="Herald"))
        workflow.submit(report=draft, by=editor)
        queue = BeautifulSoup(review_desk.get("/admin/reports/report/queue/").content, "html.parser")
        (row,) = (each for each in queue.select("tbody tr") if f"/{draft.pk}/review/" in str(each))
        assert words(row.th).endswith("adds what another source prints")
        screen = review_desk.get(f"/admin/reports/report/{draft.pk}/review/").content
        part = BeautifulSoup(screen, "html.parser").select_one("section[aria-labelledby=changes]")
        assert words(part.h2) == "What is added"
        assert "Reason for readers: The Herald says the same." in words(part)
        assert "Source Herald nothing relayed by others" in words(part)

    def test_is_told_what_stands_in_its_way(self, desk: Client, editor: AbstractUser) -> None:
        report = complete(author=records.user(), status="published")
        draft = workflow.add_printed(report=report, by=editor, reason="The Herald.")
        sent = as_shown(desk, draft) | {"title": "Other", "_submit_report": "on"}
        answer = desk.post(page(draft), sent, follow=True)
        assert "differs from the published version in more: title." in answer.content.decode()
        assert (stored(draft).status, stored(draft).title) == ("draft", "Other")
