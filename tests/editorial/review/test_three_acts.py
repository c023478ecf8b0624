"""Our correction and the party's revision on the page of a report: apart in words, each with its reason."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AbstractUser
from django.test import Client

from reports.editorial import workflow
from reports.models import Report
from tests import records
from tests.conftest import words
from tests.editorial.entry import as_shown, page
from tests.editorial.workflow.reports import complete, stored

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
