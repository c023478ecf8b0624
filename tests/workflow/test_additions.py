"""What another source prints, added to a published report: a version that says so, and that may do nothing else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client

from reports import workflow
from reports.comparison.provenance.report_versions import VersionDiff, differences, read_versions
from reports.models import Citation, Figure, Report, Variant
from tests import records
from tests.newsroom.entry import as_shown, page

from .reports import complete, steps, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(editor: AbstractUser) -> Report:
    """A report with two figures, a citation and a variant."""
    report = complete(author=editor, status="published", note="One line.\n\nAnother. ")
    records.figure(report=report, best=3825)
    records.variant(figure=report.figures.first(), citation=report.citations.get(), note="Swapped.")
    records.never_entered(Citation.objects.filter(report=report, variants=None))  # which the variant brought with it
    return report


def add_variant(draft: Report, citation: Citation) -> None:
    Variant.objects.create(
        figure=draft.figures.order_by("pk").last(), citation=citation, kind="number", qualifier="exact", best=3285
    )


def add_source(draft: Report) -> None:
    citation = records.citation(report=draft, source=records.source(publisher="Herald"))
    add_variant(draft, citation)


@pytest.fixture
def draft(published: Report, editor: AbstractUser) -> Report:
    """An addition of a source that prints 3,285 for 3,825, to be submitted."""
    draft = workflow.add_printed(report=published, by=editor, reason=" The Herald swaps two digits. ")
    add_source(draft)
    return draft


def test_begins_as_a_copy_that_says_what_it_is(published: Report, editor: AbstractUser) -> None:
    draft = workflow.add_printed(report=published, by=editor, reason=" The Herald. ")
    assert (draft.status, draft.replaces, draft.author) == ("draft", published, editor)
    assert (draft.act, draft.addition_reason, draft.correction_reason) == ("addition", "The Herald.", "")
    versions = read_versions([published.pk, draft.pk])
    assert differences(versions[published.pk], versions[draft.pk]) == []


def test_takes_the_place_of_the_version_before(
    published: Report, draft: Report, editor: AbstractUser, reviewer: AbstractUser
) -> None:
    workflow.submit(report=draft, by=editor)
    workflow.publish(report=draft, by=reviewer)
    assert (stored(published).status, stored(draft).status) == ("corrected", "published")
    assert steps(published)[-1] == ("published", "corrected", "The Herald swaps two digits.", reviewer)
    versions = read_versions([published.pk, draft.pk])
    assert differences(versions[published.pk], versions[draft.pk]) == [
        VersionDiff("Source Herald", "", "relayed by others"),
        VersionDiff("Herald prints otherwise, Dead, Forces", "", "3,285, where 3,825 is on record"),
    ]


def of(model: type, **values: object) -> Callable[[Report], object]:
    """A change of the first part of that kind."""
    whole = "figure__report" if model is Variant else "report"

    def change(draft: Report) -> None:
        first = model._base_manager.filter(**{whole: draft}).order_by("pk")[:1]
        assert model._base_manager.filter(pk__in=list(first.values_list("pk", flat=True))).update(**values)

    return change


def without(model: type) -> Callable[[Report], object]:
    whole = "figure__report" if model is Variant else "report"
    return lambda draft: model._base_manager.filter(**{whole: draft}).order_by("pk").first().delete()


def twice(draft: Report) -> None:
    """Another figure that says what one says already."""
    figure = draft.figures.last()
    figure.pk, figure.slug = None, f"{figure.slug}-again"
    figure.save()


def report_of(**values: object) -> Callable[[Report], object]:
    return lambda draft: Report.all_objects.filter(pk=draft.pk).update(**values)


MORE = {
    "a word": (report_of(title="Other"), "title"),
    "a note": (report_of(note="Other"), "note"),
    "the day": (report_of(stated_on=records.DAY + timedelta(days=1)), "stated on"),
    "the party": (lambda draft: report_of(party=records.party())(draft), "party"),
    "what it revises": (lambda draft: report_of(revises=complete(status="published"))(draft), "revises"),
    "whose data it used": (lambda draft: draft.draws_on.add(records.party()), "draws on"),
    "a number": (of(Figure, best=1315), "Dead, Forces"),
    "a hedge": (of(Figure, qualifier="about"), "Dead, Forces"),
    "the last day of a number": (of(Figure, as_of=records.DAY - timedelta(days=1)), "Dead, Forces"),
    "the words of a number": (of(Figure, wording="dead"), "Dead, Forces"),
    "a figure more": (lambda draft: records.figure(report=draft, measure=records.measure(name="Lost")), "Lost, Forces"),
    "a figure twice": (twice, "Dead, Forces"),
    "a figure less": (lambda draft: draft.figures.last().delete(), "Dead, Forces"),
    "what a citation says": (of(Citation, locator="page 2"), "source Gazette: https://gazette.example/"),
    "a citation less": (without(Citation), "source Gazette: https://gazette.example/"),
    "what a variant says": (of(Variant, best=1531), "what Gazette: https://gazette.example/.+ prints for Dead, Forces"),
    "a variant less": (without(Variant), "what Gazette: https://gazette.example/.+ prints for Dead, Forces"),
}


@pytest.mark.parametrize(("change", "named"), MORE.values(), ids=MORE)
def test_more_than_an_addition_is_refused(
    draft: Report, editor: AbstractUser, reviewer: AbstractUser, change: Callable, named: str
) -> None:
    """At submission, and at publication, whatever happened between."""
    what = f"differs from the published version in more: {named}.*[.;].* begin a correction"
    change(draft)
    with pytest.raises(workflow.TransitionNotAllowed, match=what):
        workflow.submit(report=draft, by=editor)
    report_of(status="submitted")(draft)
    with pytest.raises(workflow.TransitionNotAllowed, match=what):
        workflow.publish(report=draft, by=reviewer)
    assert (stored(draft).status, stored(draft.replaces).status) == ("submitted", "published")


def test_nothing_is_no_addition(published: Report, editor: AbstractUser) -> None:
    draft = workflow.add_printed(report=published, by=editor, reason="Nothing.")
    with pytest.raises(workflow.TransitionNotAllowed, match="neither a source nor what one prints otherwise"):
        workflow.submit(report=draft, by=editor)


def test_a_source_alone_or_a_variant_alone_is_one(published: Report, editor: AbstractUser) -> None:
    draft = workflow.add_printed(report=published, by=editor, reason="It says the same.")
    citation = records.citation(report=draft)
    assert workflow.why_not_submit(draft, editor) == ""
    citation.delete()
    add_variant(draft, draft.citations.get())
    assert workflow.why_not_submit(draft, editor) == ""


def test_readers_are_told_what_the_source_says(published: Report, editor: AbstractUser) -> None:
    draft = workflow.add_printed(report=published, by=editor, reason=" ")
    add_source(draft)
    with pytest.raises(workflow.TransitionNotAllowed, match="readers are told what that says differently"):
        workflow.submit(report=draft, by=editor)


def test_what_the_published_version_lacks_does_not_stand_in_the_way(editor: AbstractUser) -> None:
    """It was imported without a reason of the party's and without the first day of a stretch."""
    revised = complete(status="published")
    report = complete(status="published", revises=revised)
    records.figure(report=report, basis="period_average")
    draft = workflow.add_printed(report=report, by=editor, reason="The Herald.")
    add_source(draft)
    assert workflow.submit(report=draft, by=editor).status == "submitted"


def test_a_page_saved_untouched_changes_nothing(desk: Client, draft: Report) -> None:
    """Browsers send line ends of their own, and forms cut the edges of a text."""
    sent = as_shown(desk, draft)
    sent |= {"note": sent["note"].replace("\n", "\r\n")}
    answer = desk.post(page(draft), sent | {"_submit_report": "on"}, follow=True)
    assert answer.redirect_chain, answer.context["errors"]
    assert stored(draft).note == "One line.\r\n\r\nAnother."
    assert stored(draft).status == "submitted"


def test_the_page_asks_for_nothing_that_would_be_a_change(desk: Client, editor: AbstractUser) -> None:
    """No reason of the party's is on record for many of its revisions, and what it revised may be retracted since."""
    revised = complete(status="published")
    report = complete(status="published", party=revised.party, revises=revised)
    report_of(status="retracted")(revised)
    draft = workflow.add_printed(report=report, by=editor, reason="The Herald.")
    add_source(draft)
    desk.post(page(draft), as_shown(desk, draft) | {"_submit_report": "on"})
    assert stored(draft).status == "submitted"


def test_one_version_at_a_time(published: Report, draft: Report, editor: AbstractUser) -> None:
    for begin in (workflow.correct, workflow.add_printed):
        with pytest.raises(workflow.TransitionNotAllowed, match="A new version of this report is at the desk already"):
            begin(report=published, by=editor)


def test_only_to_what_is_published_and_by_those_who_enter(published: Report, editor: AbstractUser) -> None:
    with pytest.raises(workflow.TransitionNotAllowed, match="Only a published report is corrected or added to"):
        workflow.add_printed(report=complete(author=editor), by=editor)
    with pytest.raises(workflow.TransitionNotAllowed, match="Only editors"):
        workflow.add_printed(report=published, by=records.user(""))


def test_nobody_publishes_their_own(published: Report, reviewer: AbstractUser) -> None:
    draft = workflow.add_printed(report=published, by=reviewer, reason="The Herald.")
    add_source(draft)
    workflow.submit(report=draft, by=reviewer)
    with pytest.raises(workflow.TransitionNotAllowed, match="You wrote this report"):
        workflow.publish(report=draft, by=reviewer)
