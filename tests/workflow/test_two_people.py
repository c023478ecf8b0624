"""Two people stand behind whatever readers see, whatever groups they are in, unless the site is run by one alone."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractUser, Group

from reports import workflow
from reports.models import Report
from tests import records

from .reports import complete, stored

pytestmark = pytest.mark.django_db

DECISIONS = {
    "publish": ("submitted", lambda report, by: workflow.publish(report=report, by=by)),
    "send_back": ("submitted", lambda report, by: workflow.send_back(report=report, by=by, reason="Why.")),
    "retract": ("published", lambda report, by: workflow.retract(report=report, by=by, reason="Why.")),
}
PEOPLE = {
    "reviewer": lambda: records.user("Reviewers"),
    "editor and reviewer": lambda: in_both_groups(records.user("Reviewers")),
    "administrator": lambda: records.user("", is_superuser=True),
    "all of them": lambda: in_both_groups(records.user("Reviewers", is_superuser=True)),
}


def in_both_groups(user: AbstractUser) -> AbstractUser:
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture(params=PEOPLE)
def person(request: pytest.FixtureRequest) -> AbstractUser:
    return PEOPLE[request.param]()


@pytest.fixture(params=DECISIONS)
def decision(request: pytest.FixtureRequest) -> tuple[str, Callable]:
    """The state that a decision needs, and the act itself."""
    return DECISIONS[request.param]


def test_nobody_decides_on_what_they_wrote(person: AbstractUser, decision: tuple[str, Callable]) -> None:
    status, decide = decision
    own = complete(author=person, status=status)
    with pytest.raises(workflow.TransitionNotAllowed, match="You wrote this report"):
        decide(own, person)
    assert (stored(own).status, own.steps.count()) == (status, 0)


def test_nobody_decides_on_what_they_changed_last(
    person: AbstractUser, decision: tuple[str, Callable], editor: AbstractUser
) -> None:
    status, decide = decision
    report = complete(author=editor, last_changed_by=person, status=status)
    with pytest.raises(workflow.TransitionNotAllowed, match="You changed this report last"):
        decide(report, person)
    assert stored(report).status == status


def test_anybody_else_who_may_review_does(person: AbstractUser, decision: tuple[str, Callable]) -> None:
    status, decide = decision
    report = complete(author=records.user(), last_changed_by=records.user("Reviewers"), status=status)
    decide(report, person)
    assert stored(report).status != status


def test_a_reviewers_change_is_for_another_to_publish(editor: AbstractUser, reviewer: AbstractUser) -> None:
    report = complete(author=editor, status="submitted")
    report.title = "Improved"
    workflow.save_draft(report=report, by=reviewer)
    assert stored(report).status == "draft"
    workflow.submit(report=report, by=editor)
    with pytest.raises(workflow.TransitionNotAllowed, match="You changed this report last"):
        workflow.publish(report=report, by=reviewer)
    workflow.publish(report=report, by=records.user("Reviewers"))
    assert (stored(report).status, stored(report).title) == ("published", "Improved")


def test_nobodys_correction_of_their_own_report_is_published_by_them(editor: AbstractUser) -> None:
    reviewer = records.user("Reviewers")
    report = complete(author=editor, status="published")
    draft = workflow.correct(report=report, by=in_both_groups(reviewer))
    Report.all_objects.filter(pk=draft.pk).update(correction_reason="A digit.")
    workflow.submit(report=draft, by=reviewer)
    with pytest.raises(workflow.TransitionNotAllowed, match="You wrote this report"):
        workflow.publish(report=draft, by=reviewer)
    assert (stored(report).status, stored(draft).status) == ("published", "submitted")


class TestOnePersonsSite:
    @pytest.fixture(autouse=True)
    def alone(self, settings: object) -> None:
        settings.REQUIRE_REVIEW = False

    @pytest.mark.parametrize("field", ["author", "last_changed_by"])
    def test_one_person_decides(self, person: AbstractUser, decision: tuple[str, Callable], field: str) -> None:
        status, decide = decision
        report = complete(**{field: person}, status=status)
        decide(report, person)
        assert stored(report).status != status

    def test_the_whole_way(self) -> None:
        one = in_both_groups(records.user("Reviewers"))
        report = complete(author=one)
        workflow.submit(report=report, by=one)
        workflow.publish(report=report, by=one)
        draft = workflow.correct(report=report, by=one)
        draft.correction_reason = "A digit."
        workflow.save_draft(report=draft, by=one)
        workflow.submit(report=draft, by=one)
        workflow.publish(report=draft, by=one)
        workflow.retract(report=draft, by=one, reason="A hoax.")
        assert (stored(report).status, stored(draft).status) == ("corrected", "retracted")

    def test_the_steps_are_not_skipped_and_editors_still_do_not_publish(self, editor: AbstractUser) -> None:
        with pytest.raises(workflow.TransitionNotAllowed, match="Only reviewers"):
            workflow.publish(report=complete(author=editor, status="submitted"), by=editor)
        with pytest.raises(workflow.TransitionNotAllowed, match="still a draft"):
            workflow.publish(report=complete(), by=records.user("Reviewers"))
