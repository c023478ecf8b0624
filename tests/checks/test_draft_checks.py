"""One report against what is on record: which records count, and how many queries that takes."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from reports.checks import Finding, findings_for, findings_of
from reports.models import Figure, Measure, Report, Subject
from tests import records

pytestmark = pytest.mark.django_db

DAY = records.DAY


@pytest.fixture
def world() -> dict:
    """One party, what it counts and its channel, for every record of a test."""
    made = {"party": records.party(), "subject": records.subject(), "measure": records.measure()}
    return made | {"source": records.source()}


def said(world: dict, best: int, day: int = 0, status: str = "published", **given: object) -> Figure:
    """A figure of the party about ``day`` days after DAY, in a report of that day that cites its channel."""
    report = {name: given.pop(name) for name in ("author", "revises", "replaces") if name in given}
    stated = records.report(
        party=given.pop("party", world["party"]), stated_on=DAY + timedelta(days=day), status=status, **report
    )
    records.citation(report=stated, source=given.pop("source", world["source"]))
    return records.figure(
        **{"subject": world["subject"], "measure": world["measure"], "best": best} | given, report=stated
    )


def codes(found: list[Finding]) -> list[str]:
    return [each.code for each in found]


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        ("published", True),
        ("submitted", True),
        ("draft", False),
        ("sent_back", False),
        ("corrected", False),
        ("retracted", False),
    ],
)
def test_what_is_published_or_waits_for_review_counts(world: dict, status: str, counts: bool) -> None:
    given = {"published_at": "2022-05-01T00:00Z"} if status in ("corrected", "retracted") else {}
    report = records.report(party=world["party"], stated_on=DAY - timedelta(days=1), status=status, **given)
    records.figure(report=report, subject=world["subject"], measure=world["measure"], best=20600)
    found = findings_of(said(world, 20500, status="draft").report)
    assert codes(found) == (["total-fell"] if counts else [])


def test_a_correction_that_waits_does_not_count_beside_what_it_corrects(world: dict) -> None:
    wrong = said(world, 20600, -1)
    said(world, 20700, -1, status="submitted", replaces=wrong.report)
    assert codes(findings_of(said(world, 20650, status="draft").report)) == []


def test_what_it_replaces_does_not_bind_a_correction(world: dict) -> None:
    wrong = said(world, 20600)
    assert codes(findings_of(said(world, 20700, -1, status="draft", replaces=wrong.report).report)) == []


def test_a_correction_is_asked_about_what_it_changes_only(world: dict) -> None:
    """The published figures fell, too; what is left as it was published asks nobody for a reason again."""
    killed, wounded = world["measure"], records.measure(slug="wounded")
    for measure in (killed, wounded):
        said(world, 20600, -1, measure=measure)
    wrong = said(world, 20500)
    records.figure(report=wrong.report, subject=world["subject"], measure=wounded, best=20400)
    right = said(world, 20550, status="draft", replaces=wrong.report)
    left = records.figure(report=right.report, subject=world["subject"], measure=wounded, best=20400)
    assert [(each.code, each.figure) for each in findings_of(right.report)] == [("total-fell", right.slug)]
    left.best = 20300
    left.save()
    assert [(each.code, each.figure) for each in findings_of(right.report)] == [
        ("total-fell", right.slug),
        ("total-fell", left.slug),
    ]


def test_an_error_in_what_a_correction_leaves_is_told_all_the_same(world: dict) -> None:
    wrong = said(world, 20600, as_of=DAY - timedelta(days=60))
    right = said(world, 20600, status="draft", replaces=wrong.report, as_of=DAY - timedelta(days=60))
    assert codes(findings_of(right.report)) == ["period-order"]


def test_what_the_party_took_back_binds_nobody(world: dict) -> None:
    taken_back = said(world, 20600, -2)
    records.report(
        party=world["party"], revises=taken_back.report, stated_on=DAY - timedelta(days=1), status="published"
    )
    assert codes(findings_of(said(world, 20500, status="draft").report)) == []


def test_a_revision_may_lower_what_it_revises(world: dict) -> None:
    before = said(world, 20600, -1)
    assert codes(findings_of(said(world, 20500, status="draft", revises=before.report).report)) == []


def test_a_published_report_is_checked_against_the_others(world: dict) -> None:
    said(world, 20600, -1)
    later = said(world, 20400, 1)
    found = findings_of(said(world, 20500).report)
    assert [(each.code, each.others[0].figure) for each in found][1:] == [("total-fell", later.slug)]


def test_duplicates_on_record_and_within_the_report(world: dict) -> None:
    first = said(world, 1351)
    (found,) = findings_of(said(world, 1351, status="draft").report)
    assert (found.code, found.is_error, found.others[0].figure) == ("duplicate", True, first.slug)
    twice = said(world, 1400, 5, status="draft").report
    records.figure(report=twice, subject=world["subject"], measure=world["measure"], best=1400)
    (found,) = findings_of(twice)
    assert found.message == "This report gives it twice: 1,400 (23 April 2022)."


def test_what_a_party_repeats_later_is_another_statement(world: dict) -> None:
    """About the same day, in the same words, from the same channel."""
    said(world, 1351)
    assert codes(findings_of(said(world, 1351, 1, status="draft", as_of=DAY).report)) == []
    assert codes(findings_of(said(world, 1351, 2, status="draft", as_of=DAY, qualifier="about").report)) == []


def test_what_it_says_twice_on_one_day_has_sources_of_its_own(world: dict) -> None:
    first = said(world, 1351)
    (found,) = findings_of(said(world, 1351, status="draft", source=records.source()).report)
    assert (found.code, found.is_error, found.others[0].figure) == ("said-again", False, first.slug)
    assert found.message == (
        "The party stated the same on that day, by another source: 1,351 (18 April 2022). If it is one statement, cite "
        "that there."
    )
    uncited = said(world, 1351, status="draft")
    uncited.report.citations.all().delete()
    assert codes(findings_of(uncited.report)) == ["no-citation", "duplicate"]
    records.citation(report=uncited.report)
    records.citation(report=uncited.report, source=world["source"])
    assert codes(findings_of(uncited.report)) == ["duplicate"]


@pytest.mark.parametrize(
    "other",
    [
        {"subject": "other"},
        {"measure": "other"},
        {"party": "other"},
        {"basis": "period"},
        {"scope": "place", "scope_note": "Kharkiv"},
        {"as_of": DAY - timedelta(days=1)},
        {"period_start": date(2022, 3, 1)},
    ],
)
def test_no_duplicate_of_what_counts_something_else(world: dict, other: dict) -> None:
    made = {"subject": records.subject, "measure": records.measure, "party": records.party}
    said(world, 1351, **{name: made[name]() if value == "other" else value for name, value in other.items()})
    assert codes(findings_of(said(world, 1351, status="draft").report)) == []


def test_parts_and_their_whole_are_added_up_in_one_statement(bundled: None) -> None:
    """Killed and wounded beside both together; and of whom a part is counted, beside all of them."""
    report = records.report()
    records.citation(report=report)
    for subject, measure, best in [
        ("russian-forces", "killed", 1351),
        ("russian-forces", "wounded", 3825),
        ("russian-forces", "killed-and-wounded", 5200),
        ("wagner-group", "killed", 2000),
    ]:
        subject, measure = Subject.objects.get(slug=subject), Measure.objects.get(slug=measure)
        records.figure(report=report, subject=subject, measure=measure, best=best)
    found = {each.code: each.message for each in findings_of(report)}
    assert found == {
        "subject-above-whole": "A part cannot be larger than its whole: 2,000 for Wagner Group, but 1,351 for "
        "Russian forces, in the same statement.",
        "parts-and-whole": "The parts do not add up to the whole: 1,351 “Killed” + 3,825 “Wounded” make 5,176, but the "
        "statement gives 5,200 “Killed and wounded”.",
    }


def test_two_places_are_two_series(world: dict) -> None:
    said(world, 1351, scope="place", scope_note="Kharkiv")
    entered = said(world, 1351, status="draft", scope="place", scope_note="Kherson")
    assert codes(findings_of(entered.report)) == []


def test_what_is_typed_is_checked_before_it_is_saved(world: dict) -> None:
    before = said(world, 20600, -1)
    report = Report(conflict=before.report.conflict, party=world["party"], stated_on=DAY)
    rows = [
        Figure(slug="row-1", subject_id=world["subject"].pk, measure_id=world["measure"].pk, best=20500),
        Figure(slug="row-2", subject_id=None, measure_id=world["measure"].pk, best=5),
        Figure(slug="row-3", subject_id=world["subject"].pk, measure_id=None, best=5),
        Figure(slug="row-4", subject_id=world["subject"].pk, measure_id=world["measure"].pk, low=5),
    ]
    reports = Report.all_objects.count()
    found = findings_for(report, rows, sources=())
    assert [(each.code, each.figure) for each in found] == [
        ("no-citation", ""),
        ("total-fell", "row-1"),
        ("number-rules", "row-4"),
        ("number-rules", "row-4"),
    ]
    assert Report.all_objects.count() == reports
    assert codes(findings_for(Report(), rows, sources=[None])) == []


def test_variants_of_a_saved_figure(world: dict) -> None:
    figure = said(world, 1351, status="draft")
    variant = records.variant(figure=figure)
    (found,) = findings_of(figure.report)
    assert (found.code, found.others[0].source) == ("digits-exchanged", variant.citation.source.slug)
    variant.note = "A slip of the printer."
    variant.save()
    assert codes(findings_of(figure.report)) == []


def test_queries(bundled: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """A bulletin of fifteen figures, its party and conflict at hand.

    Its figures; its citations counted; measures; subjects, twice (as they are named, and as they are looked for); the
    newest of each series by its day; the next of each; these and other parties' figures of the day; its variants.
    """
    bulletins = Report.published.filter(party__slug="ukraine-general-staff").select_related("party", "conflict")
    report = bulletins.get(stated_on=date(2023, 5, 28))
    assert report.figures.count() >= 10
    with django_assert_num_queries(9):
        findings_of(report)
