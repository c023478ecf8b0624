"""No report goes on with an error, or with a warning that nobody has given a reason for."""

import pytest
from django.contrib.auth.models import AbstractUser
from django.utils import timezone

from reports import workflow
from reports.checks import blockers, check_data_set, findings_of, keep_reasons, reasons_of
from reports.models import Figure, Report, WarningReason
from tests import records

from .test_draft_checks import said, world

__all__ = ["world"]

pytestmark = pytest.mark.django_db

WHY = "The ministry lowered it without a word."


@pytest.fixture
def falling(world: dict, editor: AbstractUser) -> Report:
    """A draft whose total is below the one of the day before."""
    said(world, 20600, -1)
    return said(world, 20500, status="draft", author=editor).report


def give_reasons(report: Report, by: AbstractUser, reason: str = WHY) -> None:
    findings = findings_of(report)
    keep_reasons(report=report, by=by, typed={each.key: reason for each in findings}, findings=findings)


def test_a_warning_blocks_until_it_has_a_reason(falling: Report, editor: AbstractUser) -> None:
    with pytest.raises(workflow.TransitionNotAllowed, match=r"A warning needs a reason\. A running total cannot fall"):
        workflow.submit(report=falling, by=editor)
    give_reasons(falling, editor)
    workflow.submit(report=falling, by=editor)
    kept = WarningReason.objects.get()
    assert (kept.report, kept.reason, kept.by) == (falling, WHY, editor)
    assert "20,500 (18 April 2022) after 20,600 (17 April 2022)" in kept.message


def test_a_changed_number_brings_it_anew(falling: Report, editor: AbstractUser) -> None:
    give_reasons(falling, editor)
    figure = Figure.all_objects.get(report=falling)
    figure.best = 20499
    figure.save()
    assert "A warning needs a reason." in blockers(falling)
    figure.best = 20500
    figure.save()
    assert blockers(falling) == ""


def test_so_does_another_record_in_between(falling: Report, world: dict, editor: AbstractUser) -> None:
    give_reasons(falling, editor)
    said(world, 20700, -1)
    assert "20,500 (18 April 2022) after 20,700" in blockers(falling)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_nothing_is_no_reason(falling: Report, editor: AbstractUser, reason: str) -> None:
    give_reasons(falling, editor, reason)
    assert not WarningReason.objects.exists()


def test_an_emptied_reason_is_taken_away(falling: Report, editor: AbstractUser) -> None:
    give_reasons(falling, editor)
    give_reasons(falling, editor, " ")
    assert reasons_of(falling) == {}


def test_an_unchanged_reason_stays_its_authors(falling: Report, editor: AbstractUser, reviewer: AbstractUser) -> None:
    give_reasons(falling, editor)
    give_reasons(falling, reviewer)
    assert WarningReason.objects.get().by == editor
    give_reasons(falling, reviewer, "They said so on the next day.")
    assert WarningReason.objects.get().by == reviewer


def test_an_error_has_no_way_round(world: dict, editor: AbstractUser) -> None:
    said(world, 1351)
    twin = said(world, 1351, status="draft", author=editor).report
    give_reasons(twin, editor)
    assert not WarningReason.objects.exists()
    with pytest.raises(
        workflow.TransitionNotAllowed, match=r"The checks found an error\. This is on record already: 1,351"
    ):
        workflow.submit(report=twin, by=editor)


def test_publication_is_checked_anew(
    world: dict, falling: Report, editor: AbstractUser, reviewer: AbstractUser
) -> None:
    give_reasons(falling, editor)
    workflow.submit(report=falling, by=editor)
    said(world, 20500)
    with pytest.raises(workflow.TransitionNotAllowed, match="This is on record already"):
        workflow.publish(report=falling, by=reviewer)


def test_what_is_published_with_its_reason_does_not_warn_again(
    falling: Report, editor: AbstractUser, reviewer: AbstractUser
) -> None:
    give_reasons(falling, editor)
    workflow.submit(report=falling, by=editor)
    workflow.publish(report=falling, by=reviewer)
    assert Report.published.filter(pk=falling.pk).exists()
    assert blockers(falling) == ""


def test_many_are_told_in_part_and_counted(world: dict, editor: AbstractUser) -> None:
    measures = [records.measure() for _number in range(5)]
    draft = records.report(author=editor, party=world["party"])
    records.citation(report=draft)
    for measure in measures:
        said(world, 10, -1, measure=measure)
        records.figure(report=draft, subject=world["subject"], measure=measure, best=9)
    told = blockers(draft)
    assert told.startswith("5 warnings need a reason. A running total cannot fall")
    assert told.endswith("And 2 more.")


def test_a_reason_holds_for_what_a_correction_leaves_as_it_was(
    falling: Report, editor: AbstractUser, reviewer: AbstractUser
) -> None:
    """A correction asks for no reason again, and the checks of everything do not begin to warn when it is published."""
    other = records.figure(report=falling, subject=records.subject(), measure=records.measure(), best=5)
    give_reasons(falling, editor)
    workflow.submit(report=falling, by=editor)
    workflow.publish(report=falling, by=reviewer)
    today = timezone.localdate()
    assert (check_data_set(today).warnings, check_data_set(today).reasoned) == ([], 1)
    correction = workflow.correct(report=falling, by=editor, reason="A slip of ours.")
    Figure.all_objects.filter(report=correction, measure=other.measure).update(best=6)
    workflow.submit(report=correction, by=editor)
    workflow.publish(report=correction, by=reviewer)
    assert (check_data_set(today).warnings, check_data_set(today).reasoned) == ([], 1)
