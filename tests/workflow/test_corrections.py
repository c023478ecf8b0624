"""An editor's correction: a copy, changed and checked, that takes the place of what was published."""

import pytest
from django.contrib.auth.models import AbstractUser
from django.db import IntegrityError, transaction

from reports import workflow
from reports.comparison.provenance.report_versions import VersionDiff, differences, read_versions
from reports.models import Figure, Report
from tests import records

from .reports import complete, steps, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(editor: AbstractUser) -> Report:
    report = complete(author=editor)
    records.figure(report=report, best=3825, note="A note.")
    records.variant(figure=report.figures.first(), citation=report.citations.get(), note="Swapped.")
    report.draws_on.add(records.party(), records.party())
    workflow.submit(report=report, by=editor)
    return workflow.publish(report=report, by=records.user("Reviewers"))


def corrected_by(editor: AbstractUser, report: Report, best: int = 1350) -> Report:
    """A correction of the first figure of ``report``, submitted."""
    draft = workflow.correct(report=report, by=editor)
    Figure.all_objects.filter(pk=draft.figures.first().pk).update(best=best)
    draft.correction_reason = "We had typed a digit wrong."
    workflow.save_draft(report=draft, by=editor)
    return workflow.submit(report=draft, by=editor)


def test_begins_as_a_copy_of_the_whole(published: Report, editor: AbstractUser) -> None:
    draft = workflow.correct(report=published, by=editor)
    assert (draft.status, draft.replaces, draft.author, draft.version) == ("draft", published, editor, 1)
    assert (draft.act, published.act) == ("correction", "")
    assert (draft.published_at, draft.submitted_at, draft.reviewer, draft.correction_reason) == (None, None, None, "")
    counts = [
        (each.figures.count(), each.citations.count(), each.draws_on.count(), each.figures.first().variants.count())
        for each in (published, draft)
    ]
    assert counts == [(2, 2, 2, 1)] * 2
    versions = read_versions([published.pk, draft.pk])
    assert differences(versions[published.pk], versions[draft.pk]) == []
    copied = draft.figures.first().variants.get()
    assert copied.citation.report == draft
    slugs = [set(each.figures.values_list("slug", flat=True)) | {each.slug} for each in (published, draft)]
    assert not slugs[0] & slugs[1]


def test_takes_the_place_of_what_it_corrects(published: Report, editor: AbstractUser, reviewer: AbstractUser) -> None:
    draft = corrected_by(editor, published)
    assert stored(published).status == "published"
    workflow.publish(report=draft, by=reviewer)
    assert (stored(published).status, stored(draft).status) == ("corrected", "published")
    assert steps(published)[-1] == ("published", "corrected", "We had typed a digit wrong.", reviewer)
    assert Figure.all_objects.filter(report=published).first().best == 1351
    assert list(Figure.published.filter(report__in=[published, draft]).values_list("best", flat=True)) == [1350, 3825]
    versions = read_versions([published.pk, draft.pk])
    assert differences(versions[published.pk], versions[draft.pk]) == [
        VersionDiff("Dead, Forces: number", "1,351", "1,350")
    ]


def test_says_what_was_wrong(published: Report, editor: AbstractUser) -> None:
    draft = workflow.correct(report=published, by=editor)
    with pytest.raises(workflow.TransitionNotAllowed, match="readers are told what was wrong"):
        workflow.submit(report=draft, by=editor)


def test_the_partys_revisions_follow(published: Report, editor: AbstractUser, reviewer: AbstractUser) -> None:
    revision = complete(author=editor, status="published", revises=published, note="It miscounted.")
    at_the_desk = complete(author=editor, revises=published, note="It miscounted.")
    draft = workflow.publish(report=corrected_by(editor, published), by=reviewer)
    assert (stored(revision).revises, stored(at_the_desk).revises) == (draft, draft)
    assert stored(at_the_desk).version == at_the_desk.version + 1
    again = workflow.publish(report=corrected_by(editor, draft, 1349), by=reviewer)
    assert stored(revision).revises == again


def test_a_revision_published_later_is_of_the_version_in_force(
    published: Report, editor: AbstractUser, reviewer: AbstractUser
) -> None:
    first = workflow.publish(report=corrected_by(editor, published), by=reviewer)
    second = workflow.publish(report=corrected_by(editor, first, 1349), by=reviewer)
    late = complete(author=editor, status="submitted", revises=published, note="It miscounted.")
    workflow.publish(report=late, by=reviewer)
    assert stored(late).revises == second


def test_of_a_revision_revises_the_same_report(editor: AbstractUser, reviewer: AbstractUser) -> None:
    revised = complete(author=editor, status="published")
    revision = complete(author=editor, status="published", revises=revised, note="It miscounted.")
    draft = corrected_by(editor, revision)
    newer = workflow.publish(report=corrected_by(editor, revised), by=reviewer)
    assert stored(draft).revises == newer
    workflow.publish(report=draft, by=reviewer)
    assert stored(revision).status == "corrected"


def test_of_what_was_retracted_meanwhile_is_refused(
    published: Report, editor: AbstractUser, reviewer: AbstractUser
) -> None:
    draft = corrected_by(editor, published)
    workflow.retract(report=published, by=reviewer, reason="A hoax.")
    with pytest.raises(workflow.TransitionNotAllowed, match="The version that it replaces is retracted meanwhile"):
        workflow.publish(report=draft, by=reviewer)
    assert (stored(published).status, stored(draft).status) == ("retracted", "submitted")


def test_a_second_one_at_the_desk_is_refused(published: Report, editor: AbstractUser) -> None:
    first = workflow.correct(report=published, by=editor)
    with pytest.raises(workflow.TransitionNotAllowed, match="at the desk already"):
        workflow.correct(report=published, by=records.user("Editors"))
    with pytest.raises(IntegrityError), transaction.atomic():  # nor past the workflow
        records.report(replaces=published)
    workflow.discard(report=first, by=editor)
    assert workflow.correct(report=published, by=editor).replaces == published


def test_of_an_old_version_is_refused(published: Report, editor: AbstractUser, reviewer: AbstractUser) -> None:
    workflow.publish(report=corrected_by(editor, published), by=reviewer)
    with pytest.raises(workflow.TransitionNotAllowed, match="this one is replaced"):
        workflow.correct(report=published, by=editor)


@pytest.mark.parametrize("status", ["draft", "submitted", "sent_back", "retracted"])
def test_only_of_what_is_published(status: str, editor: AbstractUser) -> None:
    with pytest.raises(workflow.TransitionNotAllowed, match="Only a published report is corrected"):
        workflow.correct(report=complete(author=editor, status=status), by=editor)


def test_only_by_those_who_enter_reports(published: Report) -> None:
    with pytest.raises(workflow.TransitionNotAllowed, match="Only editors"):
        workflow.correct(report=published, by=records.user(""))
