"""What is public never changes in place: the triggers of migration 0005, asked one by one, past the models."""

from collections.abc import Callable
from datetime import time, timedelta

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from reports.models import PUBLIC, Citation, Figure, Report, Status, Unsealed, Variant
from reports.workflow import allow_published_writes
from tests import records

pytestmark = pytest.mark.django_db

# Named here for test_constraints, which asks for a test of every trigger.
SEAL = {
    "report_sealed",
    "report_follows_correction",
    "report_stays_public",
    "report_kept",
    "figure_sealed",
    "citation_sealed",
    "variant_sealed",
    "report_draws_on_sealed",
    "step_kept",
}


@pytest.fixture(params=PUBLIC)
def variant(request: pytest.FixtureRequest) -> Variant:
    """A report of each public state, with a part of each kind."""
    return records.variant(figure=records.figure(report=records.report(status=request.param)))


def refused(name: str, change: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        change()


def rows(report: Report) -> object:
    return Report.all_objects.filter(pk=report.pk)


def test_columns_that_readers_are_told_of(variant: Variant) -> None:
    report = variant.figure.report
    changes = {
        "slug": "other",
        "conflict": records.conflict("test-elsewhere"),
        "party": records.party(),
        "speaker": "Somebody",
        "title": "Other",
        "kind": "leak",
        "method": "named_count",
        "stated_on": records.DAY + timedelta(days=1),
        "stated_on_known": False,
        "stated_at": time(9, 47),
        "wording": "Words.",
        "language": "uk",
        "note": "A note.",
        "denies": records.report(),
        "replaces": records.report(),
        "act": "addition",
        "correction_reason": "Why.",
        "addition_reason": "Why.",
        "revision_reason": "Why.",
        "author": records.user(),
        "reviewer": records.user(),
        "published_at": timezone.now(),
    }
    for column, value in changes.items():
        refused("report_sealed|report_keeps_its_subjects", lambda given={column: value}: rows(report).update(**given))
    with allow_published_writes([report.pk]):
        assert rows(report).update(note="A note.") == 1
    told = {field.name for field in Report._meta.concrete_fields} - {
        *("id", "status", "revises", "created_at", "submitted_at", "last_changed_by", "version")
    }
    assert told == changes.keys()


def test_who_is_revised_changes_only_to_the_version_that_replaces_it(variant: Variant) -> None:
    report = variant.figure.report
    refused("report_follows_correction", lambda: rows(report).update(revises=records.report(status="published")))
    old = records.report(status="published")
    revision = records.report(status="published", revises=old)
    corrected, stranger = records.report(replaces=old), records.report(status="published")
    refused("report_follows_correction", lambda: rows(revision).update(revises=corrected))  # nobody can read it yet
    rows(corrected).update(status="published", published_at=timezone.now())
    refused("report_follows_correction", lambda: rows(revision).update(revises=None))
    refused("report_follows_correction", lambda: rows(revision).update(revises=stranger))
    assert rows(revision).update(revises=corrected) == 1
    refused("report_follows_correction", lambda: rows(revision).update(revises=old))


@pytest.mark.parametrize("before", PUBLIC)
def test_public_states_lead_only_onwards(before: str) -> None:
    report = records.report(status=before)
    allowed = {"corrected", "retracted"} if before == "published" else set()
    for after in {"draft", "submitted", "sent_back", *PUBLIC} - {before} - allowed:
        refused("report_stays_public", lambda to=after: rows(report).update(status=to))
        with allow_published_writes([report.pk]):  # not even then
            refused("report_stays_public", lambda to=after: rows(report).update(status=to))
    for after in allowed:
        assert rows(records.report(status=before)).update(status=after) == 1


def test_is_kept(variant: Variant) -> None:
    report, bare = variant.figure.report, records.report(status=variant.figure.report.status)
    refused("report_kept", bare.delete)
    for each in (bare, report):
        with allow_published_writes([each.pk]):  # which goes with the report, and so opens nothing
            refused("report_kept|sealed", lambda gone=each: rows(gone).delete())
        refused("report_kept|sealed", each.delete)
        assert rows(each).exists()


def test_parts_are_neither_changed_nor_removed(variant: Variant) -> None:
    figure, citation = variant.figure, variant.citation
    refused("figure_sealed", lambda: Figure.all_objects.filter(pk=figure.pk).update(best=5))
    refused("citation_sealed", lambda: Citation.objects.filter(pk=citation.pk).update(locator="p. 1"))
    refused("variant_sealed", lambda: Variant.objects.filter(pk=variant.pk).update(best=5))
    refused("variant_sealed", lambda: Variant.objects.filter(pk=variant.pk).delete())
    records.never_entered(Variant.objects.filter(pk=variant.pk))
    refused("figure_sealed", lambda: Figure.all_objects.filter(pk=figure.pk).delete())
    refused("citation_sealed", lambda: Citation.objects.filter(pk=citation.pk).delete())
    assert rows(figure.report).filter(figures=figure, citations=citation).exists()


def test_parts_are_not_added(variant: Variant) -> None:
    figure, citation = variant.figure, variant.citation
    like = {"report": figure.report, "subject": figure.subject, "measure": figure.measure, "as_of": figure.as_of}
    refused("figure_sealed", lambda: Figure.all_objects.create(slug="another", best=5, **like))
    refused("citation_sealed", lambda: Citation.objects.create(report=figure.report, source=records.source()))
    refused("variant_sealed", lambda: Variant.objects.create(figure=figure, citation=citation, kind="date"))
    refused("report_draws_on_sealed", lambda: figure.report.draws_on.add(records.party()))


def test_parts_do_not_move_in_or_out(variant: Variant) -> None:
    public = variant.figure.report
    draft = records.report(party=public.party)
    mine, theirs = records.citation(report=public), records.citation(report=draft)
    refused("citation_sealed", lambda: Citation.objects.filter(pk=mine.pk).update(report=draft))
    refused("citation_sealed", lambda: Citation.objects.filter(pk=theirs.pk).update(report=public))
    mine, theirs = records.figure(report=public), records.figure(report=draft)
    refused("figure_sealed", lambda: Figure.all_objects.filter(pk=mine.pk).update(report=draft))
    refused("figure_sealed", lambda: Figure.all_objects.filter(pk=theirs.pk).update(report=public))


def test_whose_data_it_drew_on_stays() -> None:
    report = records.report()
    report.draws_on.add(records.party())
    rows(report).update(status="published", published_at=timezone.now())
    refused("report_draws_on_sealed", lambda: report.draws_on.clear())
    refused("report_draws_on_sealed", lambda: Report.draws_on.through.objects.update(party=records.party()))


@pytest.mark.parametrize("status", ["draft", "submitted", "sent_back"])
def test_what_is_at_the_desk_is_open(status: str) -> None:
    variant = records.variant(figure=records.figure(report=records.report(status=status)))
    report = variant.figure.report
    assert rows(report).update(note="A note.", party=records.party(), revises=records.report()) == 1
    assert Figure.all_objects.filter(pk=variant.figure_id).update(best=5) == 1
    report.draws_on.add(records.party())
    report.delete()
    assert not Unsealed.objects.exists()


WRITES = {
    "figure": lambda variant: Figure.all_objects.filter(pk=variant.figure_id).update(best=5),
    "another figure": lambda variant: records.figure(report=variant.figure.report),
    "citation": lambda variant: Citation.objects.filter(pk=variant.citation_id).update(locator="p. 1"),
    "another citation": lambda variant: records.citation(report=variant.figure.report),
    "variant": lambda variant: Variant.objects.filter(pk=variant.pk).delete(),
    "party drawn on": lambda variant: variant.figure.report.draws_on.add(records.party()),
}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_nobody_publishes_while_a_part_is_being_written(write: Callable[[Variant], object]) -> None:
    """Else it would be public with a part that whoever published it never saw."""
    variant = records.variant(figure=records.figure(report=records.report(status="submitted")))
    parameters = connection.get_connection_params()
    given = {key: parameters[key] for key in ("dbname", "host", "port", "user", "password") if key in parameters}
    with psycopg.connect(**given, autocommit=True) as somebody_else, transaction.atomic():
        write(variant)
        somebody_else.execute("SET lock_timeout = '200ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            somebody_else.execute("SELECT 1 FROM reports_report WHERE id = %s FOR UPDATE", [variant.figure.report_id])


def test_steps_stay_with_what_is_public(variant: Variant) -> None:
    report = variant.figure.report
    draft = records.report(status=Status.DRAFT)
    step, of_a_draft = (
        each.steps.create(before=Status.DRAFT, after=Status.SUBMITTED, reason="So.") for each in (report, draft)
    )
    refused("step_kept_update", lambda: report.steps.update(reason="Otherwise."))
    refused("step_kept_delete", lambda: step.delete())
    of_a_draft.delete()
