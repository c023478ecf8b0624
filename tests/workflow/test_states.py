"""Who may move a report from one state to the next, up to its publication."""

import pytest
from django.contrib.auth.models import AbstractUser

from reports import workflow
from reports.models import Figure, Report
from tests import records

from .reports import complete, steps, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(editor: AbstractUser) -> Report:
    return complete(author=editor)


@pytest.fixture
def submitted(editor: AbstractUser) -> Report:
    return complete(author=editor, status="submitted")


class TestSubmit:
    def test_by_its_author(self, draft: Report, editor: AbstractUser) -> None:
        assert workflow.submit(report=draft, by=editor) is draft
        assert stored(draft).status == "submitted"
        assert stored(draft).submitted_at is not None
        assert stored(draft).published_at is None

    def test_not_by_others(self, draft: Report, reviewer: AbstractUser) -> None:
        with pytest.raises(workflow.TransitionNotAllowed, match="Only its author"):
            workflow.submit(report=draft, by=reviewer)
        assert stored(draft).status == "draft"

    def test_nobodys_draft_becomes_that_of_who_submits_it(self, editor: AbstractUser) -> None:
        draft = complete(author=None)
        workflow.submit(report=draft, by=editor)
        assert stored(draft).author == editor

    def test_not_twice(self, submitted: Report, editor: AbstractUser) -> None:
        with pytest.raises(workflow.TransitionNotAllowed, match="this report is submitted"):
            workflow.submit(report=submitted, by=editor)

    def test_not_without_figure_or_words(self, editor: AbstractUser) -> None:
        empty = records.report(author=editor)
        records.citation(report=empty)
        with pytest.raises(workflow.TransitionNotAllowed, match="neither a figure nor the words"):
            workflow.submit(report=empty, by=editor)
        empty.wording = "Significant losses."
        empty.save()
        assert workflow.submit(report=empty, by=editor).status == "submitted"

    def test_a_withdrawal_needs_only_its_reason(self, editor: AbstractUser) -> None:
        withdrawal = records.report(author=editor, revises=records.report(status="published"))
        records.citation(report=withdrawal)
        with pytest.raises(workflow.TransitionNotAllowed, match="its note has to say why"):
            workflow.submit(report=withdrawal, by=editor)
        withdrawal.note = "The ministry took its figures back."
        withdrawal.save()
        assert workflow.submit(report=withdrawal, by=editor).status == "submitted"

    def test_a_note_alone_is_no_statement(self, editor: AbstractUser) -> None:
        noted = records.report(author=editor, note="It took its figures back.")
        records.citation(report=noted)
        with pytest.raises(workflow.TransitionNotAllowed, match="neither a figure nor the words"):
            workflow.submit(report=noted, by=editor)

    def test_not_without_citation(self, editor: AbstractUser) -> None:
        unknown = records.figure(report=records.report(author=editor)).report
        with pytest.raises(workflow.TransitionNotAllowed, match="no citation"):
            workflow.submit(report=unknown, by=editor)

    def test_looks_at_what_is_stored_not_at_an_old_copy(self, draft: Report, editor: AbstractUser) -> None:
        old_copy = stored(draft)
        workflow.submit(report=draft, by=editor)
        with pytest.raises(workflow.TransitionNotAllowed):
            workflow.submit(report=old_copy, by=editor)

    @pytest.mark.parametrize("field", ["note", "revision_reason"])
    def test_a_revision_says_why(self, editor: AbstractUser, field: str) -> None:
        revision = complete(author=editor, revises=records.report(status="published"))
        with pytest.raises(workflow.TransitionNotAllowed, match="The party corrects itself in it"):
            workflow.submit(report=revision, by=editor)
        setattr(revision, field, "It had counted twice.")
        revision.save()
        assert workflow.submit(report=revision, by=editor).status == "submitted"

    def test_again_what_was_sent_back(self, editor: AbstractUser) -> None:
        report = complete(author=editor, status="sent_back")
        workflow.submit(report=report, by=editor)
        assert steps(report) == [("sent_back", "submitted", "", editor)]


class TestPublish:
    def test_by_a_reviewer_who_did_not_write_it(self, submitted: Report, reviewer: AbstractUser) -> None:
        workflow.publish(report=submitted, by=reviewer)
        published = Report.published.get(pk=submitted.pk)
        assert (published.status, published.reviewer) == ("published", reviewer)
        assert published.published_at is not None
        assert steps(submitted) == [("submitted", "published", "", reviewer)]

    def test_not_by_an_editor(self, submitted: Report) -> None:
        with pytest.raises(workflow.TransitionNotAllowed, match="Only reviewers"):
            workflow.publish(report=submitted, by=records.user("Editors"))
        assert stored(submitted).status == "submitted"

    def test_not_a_draft(self, draft: Report, reviewer: AbstractUser) -> None:
        with pytest.raises(workflow.TransitionNotAllowed, match="still a draft"):
            workflow.publish(report=draft, by=reviewer)

    def test_not_twice(self, submitted: Report, reviewer: AbstractUser) -> None:
        workflow.publish(report=submitted, by=reviewer)
        first = stored(submitted).published_at
        with pytest.raises(workflow.TransitionNotAllowed, match="public already: published"):
            workflow.publish(report=submitted, by=records.user("Reviewers"))
        assert stored(submitted).published_at == first

    def test_not_what_lost_its_citation(self, submitted: Report, reviewer: AbstractUser) -> None:
        submitted.citations.all().delete()
        with pytest.raises(workflow.TransitionNotAllowed, match="no citation"):
            workflow.publish(report=submitted, by=reviewer)

    def test_a_withdrawal(self, editor: AbstractUser, reviewer: AbstractUser) -> None:
        revised = records.report(status="published")
        withdrawal = records.report(author=editor, status="submitted", revises=revised, note="It took them back.")
        records.citation(report=withdrawal)
        assert workflow.publish(report=withdrawal, by=reviewer).status == "published"

    def test_not_a_withdrawal_that_lost_its_reason(self, editor: AbstractUser, reviewer: AbstractUser) -> None:
        withdrawal = records.report(author=editor, status="submitted", revises=records.report(status="published"))
        records.citation(report=withdrawal)
        with pytest.raises(workflow.TransitionNotAllowed, match="its note has to say why"):
            workflow.publish(report=withdrawal, by=reviewer)

    def test_not_what_was_deleted_meanwhile(self, submitted: Report, reviewer: AbstractUser) -> None:
        stored(submitted).delete()
        with pytest.raises(workflow.TransitionNotAllowed, match="deleted meanwhile"):
            workflow.publish(report=submitted, by=reviewer)

    def test_not_by_a_reviewer_whose_account_is_closed(self, submitted: Report) -> None:
        with pytest.raises(workflow.TransitionNotAllowed):
            workflow.publish(report=submitted, by=records.user("Reviewers", is_active=False))

    def test_not_a_revision_of_what_nobody_can_read_yet(self, editor: AbstractUser, reviewer: AbstractUser) -> None:
        revision = complete(author=editor, status="submitted", revises=records.report(), note="It miscounted.")
        with pytest.raises(workflow.TransitionNotAllowed, match="not published yet"):
            workflow.publish(report=revision, by=reviewer)
        assert stored(revision).status == "submitted"


class TestSendBack:
    def test_with_a_reason(self, submitted: Report, reviewer: AbstractUser) -> None:
        workflow.send_back(report=submitted, by=reviewer, reason=" Wrong day. ")
        assert (stored(submitted).status, stored(submitted).submitted_at) == ("sent_back", None)
        assert steps(submitted) == [("submitted", "sent_back", "Wrong day.", reviewer)]

    @pytest.mark.parametrize("reason", ["", " \n"])
    def test_not_without(self, submitted: Report, reviewer: AbstractUser, reason: str) -> None:
        with pytest.raises(workflow.TransitionNotAllowed, match="Say what its author should change"):
            workflow.send_back(report=submitted, by=reviewer, reason=reason)
        assert (stored(submitted).status, steps(submitted)) == ("submitted", [])

    def test_not_by_editors(self, submitted: Report, editor: AbstractUser) -> None:
        for person in (editor, records.user("Editors")):
            with pytest.raises(workflow.TransitionNotAllowed, match="Only reviewers"):
                workflow.send_back(report=submitted, by=person, reason="Why.")

    @pytest.mark.parametrize("status", ["draft", "sent_back", "published", "corrected", "retracted"])
    def test_only_what_is_submitted(self, status: str, editor: AbstractUser, reviewer: AbstractUser) -> None:
        report = complete(author=editor, status=status)
        with pytest.raises(workflow.TransitionNotAllowed, match="Only a submitted report"):
            workflow.send_back(report=report, by=reviewer, reason="Why.")


class TestTakeBack:
    def test_by_its_author(self, submitted: Report, editor: AbstractUser) -> None:
        workflow.take_back(report=submitted, by=editor)
        assert (stored(submitted).status, stored(submitted).submitted_at) == ("draft", None)

    def test_not_by_others(self, submitted: Report, reviewer: AbstractUser) -> None:
        for person in (reviewer, records.user("Editors")):
            with pytest.raises(workflow.TransitionNotAllowed, match="Only its author"):
                workflow.take_back(report=submitted, by=person)

    def test_not_by_who_may_not_enter_reports_any_more(self) -> None:
        gone = records.user("")
        for report in (complete(author=gone, status="submitted"), complete(status="submitted")):
            with pytest.raises(workflow.TransitionNotAllowed, match="Only its author"):
                workflow.take_back(report=report, by=gone)

    def test_not_once_published(self, submitted: Report, editor: AbstractUser, reviewer: AbstractUser) -> None:
        workflow.publish(report=submitted, by=reviewer)
        with pytest.raises(workflow.TransitionNotAllowed, match="Only a submitted report"):
            workflow.take_back(report=submitted, by=editor)


class TestSaveDraft:
    def test_a_new_one_belongs_to_who_entered_it(self, editor: AbstractUser) -> None:
        given = records.report()
        given.pk, given.slug, given.status = None, "test-new", "published"
        workflow.save_draft(report=given, by=editor)
        assert (stored(given).status, stored(given).author) == ("draft", editor)

    def test_not_a_new_one_of_who_may_not_enter_reports(self) -> None:
        given = records.report()
        given.pk, given.slug = None, "test-new"
        with pytest.raises(workflow.TransitionNotAllowed, match="Only editors"):
            workflow.save_draft(report=given, by=records.user(""))
        assert not Report.all_objects.filter(slug="test-new").exists()

    @pytest.mark.parametrize("status", ["published", "corrected", "retracted"])
    def test_not_what_has_gone_on(self, status: str, editor: AbstractUser) -> None:
        report = complete(author=editor, status=status)
        old_copy = stored(report)
        old_copy.status, old_copy.title = "draft", "Changed"
        with pytest.raises(workflow.TransitionNotAllowed):
            workflow.save_draft(report=old_copy, by=editor)
        assert (stored(report).status, stored(report).title) == (status, "Statement")

    def test_not_anothers(self, draft: Report) -> None:
        with pytest.raises(workflow.TransitionNotAllowed):
            workflow.save_draft(report=draft, by=records.user("Editors"))

    def test_counts_versions_and_remembers_who(self, draft: Report, editor: AbstractUser) -> None:
        assert (draft.version, draft.last_changed_by) == (1, None)
        workflow.save_draft(report=draft, by=editor, seen=1)
        assert (stored(draft).version, stored(draft).last_changed_by) == (2, editor)

    def test_over_a_newer_copy_is_refused_and_hands_that_over(self, draft: Report, editor: AbstractUser) -> None:
        first, second = stored(draft), stored(draft)
        first.title, second.title = "First", "Second"
        workflow.save_draft(report=first, by=editor, seen=1)
        with pytest.raises(workflow.EditConflict) as refusal:
            workflow.save_draft(report=second, by=editor, seen=1)
        assert (refusal.value.stored.title, refusal.value.stored.version) == ("First", 2)
        assert stored(draft).title == "First"

    def test_makes_what_is_submitted_a_draft_again(self, submitted: Report, editor: AbstractUser) -> None:
        submitted.title = "Changed"
        workflow.save_draft(report=submitted, by=editor)
        assert (stored(submitted).status, stored(submitted).submitted_at) == ("draft", None)
        assert steps(submitted) == [("submitted", "draft", "Changed after it was submitted.", editor)]

    def test_keeps_what_is_sent_back_where_it_is(self, editor: AbstractUser) -> None:
        report = complete(author=editor, status="sent_back")
        workflow.save_draft(report=report, by=editor)
        assert stored(report).status == "sent_back"


class TestDiscard:
    def test_own_draft_with_its_figures(self, draft: Report, editor: AbstractUser) -> None:
        key = draft.pk
        workflow.discard(report=draft, by=editor)
        assert not Report.all_objects.filter(pk=key).exists()
        assert not Figure.all_objects.filter(report_id=key).exists()

    def test_not_anothers(self, draft: Report, reviewer: AbstractUser) -> None:
        with pytest.raises(workflow.TransitionNotAllowed):
            workflow.discard(report=draft, by=reviewer)

    def test_administrators_clear_away_what_was_left_behind(self, draft: Report) -> None:
        workflow.discard(report=draft, by=records.user("", is_superuser=True))
        assert not Report.all_objects.filter(slug=draft.slug).exists()

    def test_nobody_a_published_report(self, editor: AbstractUser) -> None:
        published = complete(author=editor, status="published")
        for person in (editor, records.user("Reviewers"), records.user("", is_superuser=True)):
            with pytest.raises(workflow.TransitionNotAllowed):
                workflow.discard(report=published, by=person)
        assert stored(published)
