"""Entering that a party took its figures back: a report that revises another, with neither a figure nor words."""

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client

from reports.models import Report
from tests import records
from tests.newsroom.entry import ADD, as_shown, citation_fields, entry, figure_fields, page
from tests.newsroom.test_report_checks import refused

pytestmark = pytest.mark.django_db

NEEDED = "Without a figure, this withdraws the earlier report. Say here why"


@pytest.fixture
def revised() -> Report:
    return records.report(status="published")


@pytest.mark.parametrize("note", ["", " \n "])
def test_it_says_why(desk: Client, revised: Report, note: str) -> None:
    form, (figures, _) = refused(desk, entry(party=revised.party, revises=revised, wording="", note=note))
    assert NEEDED in " ".join(form.errors["note"])
    assert "wording" not in form.errors
    assert "say above why the earlier report is withdrawn" in " ".join(figures.non_form_errors())


def test_it_is_saved_and_submitted_with_its_reason(desk: Client, revised: Report) -> None:
    data = entry(
        party=revised.party, revises=revised, wording="", note="Taken back.", slug="test-withdrawal",
        citations=[citation_fields()],
    )  # fmt: skip
    assert desk.post(ADD, data | {"_submit_report": "on"}).status_code == 302
    report = Report.all_objects.get(slug="test-withdrawal")
    assert (report.status, report.revises, report.figures.count()) == ("submitted", revised, 0)


def test_with_words_it_needs_no_note(desk: Client, revised: Report) -> None:
    data = entry(party=revised.party, revises=revised, wording="The figures were wrong.", slug="test-withdrawal")
    assert desk.post(ADD, data).status_code == 302
    assert Report.all_objects.get(slug="test-withdrawal").note == ""


def test_a_revision_with_a_figure_needs_no_note(desk: Client, revised: Report) -> None:
    data = entry(party=revised.party, revises=revised, wording="", slug="test-revision", figures=[figure_fields()])
    assert desk.post(ADD, data).status_code == 302
    assert Report.all_objects.get(slug="test-revision").figures.count() == 1


def test_a_note_alone_is_no_statement(desk: Client) -> None:
    form, _ = refused(desk, entry(wording="", note="Taken back."))
    assert "Write the words of the statement here" in " ".join(form.errors["wording"])


def test_of_a_report_that_it_may_not_revise_is_told_that_alone(desk: Client) -> None:
    form, (figures, _) = refused(desk, entry(revises=records.report(), wording="", note="Taken back."))
    assert list(form.errors) == ["revises"]
    assert not figures.non_form_errors()


def test_of_a_note_that_is_too_long_is_told_that_alone(desk: Client, revised: Report) -> None:
    form, (figures, _) = refused(desk, entry(party=revised.party, revises=revised, wording="", note="x" * 20_001))
    assert len(form.errors["note"]) == 1
    assert not figures.non_form_errors()


def test_the_last_figure_removed_makes_a_revision_a_withdrawal(
    desk: Client, editor: AbstractUser, revised: Report
) -> None:
    draft = records.figure(report=records.report(author=editor, party=revised.party, revises=revised)).report
    data = as_shown(desk, draft) | {"figures-0-DELETE": "on"}
    form, _ = refused(desk, data, page(draft))
    assert NEEDED in " ".join(form.errors["note"])
    assert draft.figures.exists()
    assert desk.post(page(draft), data | {"note": "Taken back."}).status_code == 302
    assert not draft.figures.exists()


def test_the_desk_says_what_it_means(desk: Client) -> None:
    assert "all figures of the earlier one are withdrawn" in desk.get(ADD).content.decode()
