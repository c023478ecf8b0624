"""A retraction keeps the record, with its reason, and takes it out of all that is compared."""

import pytest
from django.contrib.auth.models import AbstractUser

from reports import workflow
from reports.models import Figure, Report
from tests import records

from .reports import complete, steps, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(editor: AbstractUser) -> Report:
    return complete(author=editor, status="published")


def test_with_a_reason(published: Report, reviewer: AbstractUser) -> None:
    before = Report.all_objects.filter(pk=published.pk).values().get()
    workflow.retract(report=published, by=reviewer, reason=" A hoax. ")
    assert steps(published) == [("published", "retracted", "A hoax.", reviewer)]
    assert Report.all_objects.filter(pk=published.pk).values().get() == before | {"status": "retracted"}
    assert not Report.published.filter(pk=published.pk).exists()
    assert not Figure.published.filter(report=published).exists()
    assert Figure.all_objects.filter(report=published).count() == 1
    assert published in Report.all_objects.public()


@pytest.mark.parametrize("reason", ["", " \n"])
def test_not_without(published: Report, reviewer: AbstractUser, reason: str) -> None:
    with pytest.raises(workflow.TransitionNotAllowed, match="Tell readers why it is retracted"):
        workflow.retract(report=published, by=reviewer, reason=reason)
    assert stored(published).status == "published"


def test_not_by_editors(published: Report) -> None:
    with pytest.raises(workflow.TransitionNotAllowed, match="Only reviewers retract"):
        workflow.retract(report=published, by=records.user("Editors"), reason="Why.")
    assert stored(published).status == "published"


@pytest.mark.parametrize("status", ["draft", "submitted", "sent_back", "corrected", "retracted"])
def test_only_what_is_published(status: str, editor: AbstractUser, reviewer: AbstractUser) -> None:
    report = complete(author=editor, status=status)
    with pytest.raises(workflow.TransitionNotAllowed, match="Only a published report can be retracted"):
        workflow.retract(report=report, by=reviewer, reason="Why.")
    assert stored(report).status == status


def test_a_retracted_report_is_not_corrected(published: Report, editor: AbstractUser, reviewer: AbstractUser) -> None:
    workflow.retract(report=published, by=reviewer, reason="A hoax.")
    with pytest.raises(workflow.TransitionNotAllowed, match="this one is retracted"):
        workflow.correct(report=published, by=editor)
