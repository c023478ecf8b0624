"""Rules over two tables hold from the other side too: a row that others rest on cannot move away from under them."""

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from reports.models import Citation, Figure, Report, Subject
from tests import records

pytestmark = pytest.mark.django_db

# Named here for test_constraints, which asks for a test of every trigger.
MOVES = {
    "report_keeps_its_subjects",
    "subject_keeps_its_conflict",
    "figure_keeps_its_variants",
    "citation_keeps_its_variants",
}


def refused(name: str, change: object) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        change()


def test_a_report_does_not_leave_the_conflict_of_its_figures() -> None:
    elsewhere = records.conflict("test-elsewhere")
    figure, bare = records.figure(), records.report()
    refused(
        "report_keeps_its_subjects",
        lambda: Report.all_objects.filter(pk=figure.report_id).update(conflict=elsewhere),
    )
    assert Report.all_objects.filter(pk=bare.pk).update(conflict=elsewhere) == 1


def test_a_subject_does_not_leave_the_conflict_of_its_figures() -> None:
    elsewhere = records.conflict("test-elsewhere")
    figure, bare = records.figure(), records.subject()
    refused(
        "subject_keeps_its_conflict",
        lambda: Subject.objects.filter(pk=figure.subject_id).update(conflict=elsewhere),
    )
    assert Subject.objects.filter(pk=bare.pk).update(conflict=elsewhere) == 1


def test_a_figure_does_not_leave_the_report_of_its_variants() -> None:
    variant, bare = records.variant(), records.figure()
    other = records.report(party=bare.report.party)
    theirs = records.report(party=variant.figure.report.party)
    refused(
        "figure_keeps_its_variants",
        lambda: Figure.all_objects.filter(pk=variant.figure_id).update(report=theirs),
    )
    assert Figure.all_objects.filter(pk=bare.pk).update(report=other) == 1


def test_a_citation_does_not_leave_the_report_of_its_variants() -> None:
    variant, bare, other = records.variant(), records.citation(), records.report()
    refused(
        "citation_keeps_its_variants",
        lambda: Citation.objects.filter(pk=variant.citation_id).update(report=other),
    )
    assert Citation.objects.filter(pk=bare.pk).update(report=other) == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_a_report_holds_still_while_a_figure_is_added_to_it() -> None:
    """Else the figure would keep the day that the report had before: neither transaction sees the other's work."""
    figure = records.figure()
    parameters = connection.get_connection_params()
    given = {key: parameters[key] for key in ("dbname", "host", "port", "user", "password") if key in parameters}
    with psycopg.connect(**given, autocommit=True) as somebody_else, transaction.atomic():
        records.figure(report=figure.report, subject=figure.subject)
        somebody_else.execute("SET lock_timeout = '200ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            somebody_else.execute(
                "UPDATE reports_report SET stated_on = stated_on + 1 WHERE id = %s", [figure.report_id]
            )
