"""The checks over the bundled data: what they find there is recomputed a second way."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports.checks import DataSetCheck, check_data_set, findings_of
from reports.checks.figure_index import WINDOW
from reports.models import Figure, Report, WarningReason
from tests import records

GENERAL_STAFF = "ukraine-general-staff"
SERIES = ("subject__slug", "measure__slug")


@pytest.fixture(scope="module")
def checked_once(bundled_once: None, django_db_blocker: object) -> DataSetCheck:
    """Of the bundled data, in eight queries.

    Reports; citations; measures; figures; which of them stand; variants; subjects; reasons.
    """
    with django_db_blocker.unblock(), CaptureQueriesContext(connection) as queries:
        checked = check_data_set(timezone.localdate())
    assert len(queries) == 8
    return checked


@pytest.fixture
def checked(bundled: None, checked_once: DataSetCheck) -> DataSetCheck:
    return checked_once


def totals() -> dict[tuple, list[tuple[date, int, str]]]:
    """The General Staff's plain totals as day, number and slug, read in another way than the checks read them."""
    found = defaultdict(list)
    figures = Figure.published.headline().filter(party__slug=GENERAL_STAFF, best__isnull=False)
    for *series, day, best, slug in figures.order_by("as_of", "stated_on", "best").values_list(
        *SERIES, "as_of", "best", "slug"
    ):
        found[tuple(series)].append((day, best, slug))
    return found


def slugs(checked: DataSetCheck, code: str) -> set[str]:
    return {finding.figure for _report, finding in checked.warnings if finding.code == code}


def test_no_errors_and_few_warnings(checked: DataSetCheck) -> None:
    """A check that cries at every third bulletin is of no use."""
    assert checked.errors == []
    assert checked.figures == Figure.published.count()
    assert checked.reports == Report.published.count()
    assert len(checked.warnings) < checked.figures * 0.02
    warned = Counter(
        Report.published.get(slug=slug).party.slug for slug in {slug for slug, _finding in checked.warnings}
    )
    assert warned[GENERAL_STAFF] < Report.published.filter(party__slug=GENERAL_STAFF).count() / 7


def test_unusual_steps_of_the_general_staff(checked: DataSetCheck) -> None:
    hedged = set(Figure.published.filter(party__slug=GENERAL_STAFF, best=None).values_list("measure__slug", flat=True))
    expected = set()
    for (_subject, measure), series in totals().items():
        if measure in hedged:
            continue
        for place, (day, number, slug) in enumerate(series):
            window = series[max(place - WINDOW, 0) : place]
            rates = [
                (later - earlier) / max((last - first).days, 1)
                for (first, earlier, _), (last, later, _) in pairwise(window)
                if later > earlier
            ]
            if len(rates) >= 2:
                rate = (number - window[-1][1]) / max((day - window[-1][0]).days, 1)
                rates.sort()
                has_outlier = len(rates) > 2 and rates[-1] > 3 * rates[-2]
                if rate > 3 * median(rates) and rate > rates[-2 if has_outlier else -1]:
                    expected.add(slug)
    assert len(expected) > 50
    of_others = {slug for slug in slugs(checked, "unusual-step") if not slug.startswith(GENERAL_STAFF)}
    skipped = set(
        Figure.published.filter(party__slug=GENERAL_STAFF, measure__slug__in=hedged).values_list("slug", flat=True)
    )
    assert slugs(checked, "unusual-step") - of_others - skipped == expected


def test_every_fall_of_the_general_staff_is_told_but_its_own_revisions(checked: DataSetCheck) -> None:
    revised = set(Report.published.filter(revises__isnull=False).values_list("revises__slug", "slug"))
    of = dict(Figure.published.filter(party__slug=GENERAL_STAFF).values_list("slug", "report__slug"))
    expected = {
        later
        for series in totals().values()
        for (_, before, earlier), (_, number, later) in pairwise(series)
        if number < before and (of[earlier], of[later]) not in revised
    }
    assert len(expected) > 5
    assert {slug for slug in slugs(checked, "total-fell") if slug in of} == expected


def test_one_report_is_told_the_same_alone(checked: DataSetCheck) -> None:
    """What is told of the later of two figures only is told of both where a report is looked at alone."""
    found = defaultdict(set)
    for report, finding in checked.findings:
        found[report].add(finding.key)
    for slug in sorted(found)[::40]:
        alone = findings_of(Report.published.get(slug=slug))
        assert found[slug] <= {finding.key for finding in alone}, slug


def test_errors_written_past_the_forms_are_found_and_a_typed_reason_is_enough(checked: DataSetCheck) -> None:
    report, finding = checked.warnings[0]
    WarningReason.objects.create(
        report=Report.published.get(slug=report), key=finding.key, message="", reason="So it was.", by=records.user()
    )
    figure = Figure.published.filter(party__slug=GENERAL_STAFF).order_by("as_of", "pk").last()
    uncited = records.report(status="published", party=figure.party, stated_on=figure.stated_on)
    twin = records.figure(
        report=uncited, subject=figure.subject, measure=figure.measure, best=figure.best, as_of=figure.as_of
    )
    ahead = records.report(status="published", stated_on=timezone.localdate() + timedelta(days=3))
    records.citation(report=ahead)
    found = check_data_set(timezone.localdate())
    assert {(report, each.code) for report, each in found.errors} == {
        (uncited.slug, "no-citation"),
        (uncited.slug, "duplicate"),
        (ahead.slug, "future-day"),
    }
    assert twin.slug in {each.figure for _report, each in found.errors}
    assert {finding.key for slug, finding in checked.warnings if slug == report} - {
        finding.key for slug, finding in found.warnings if slug == report
    } == {finding.key}
    assert found.reasoned == 1


def test_of_one_conflict(bundled: None) -> None:
    other = records.conflict("another-war")
    records.report(conflict=other, status="published")
    found = check_data_set(timezone.localdate(), other)
    assert (found.reports, found.figures, [each.code for _report, each in found.errors]) == (1, 0, ["no-citation"])
