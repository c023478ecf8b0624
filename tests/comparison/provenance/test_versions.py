"""What two versions of a stored report differ in, in words."""

from datetime import time, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from reports import workflow
from reports.comparison.provenance.report_versions import differences, read_versions
from reports.models import Figure, Report, Variant
from tests import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def old() -> Report:
    report = records.report(status="published")
    subject = records.subject(name="Guards")
    for name, best in (("Killed", 1351), ("Wounded", 3825)):
        figure = records.figure(report=report, subject=subject, measure=records.measure(name=name), best=best)
    citation = records.citation(report=report, source=records.source(publisher="Courier", title="News"))
    records.variant(figure=figure, citation=citation, qualifier="exact", best=3285)
    return report


@pytest.fixture
def new(old: Report) -> Report:
    return workflow.correct(report=old, by=records.user())


@pytest.fixture
def editor_saved() -> tuple[Report, Report]:
    """A version whose texts came back from a form, beside the one that they were taken from."""
    old = records.report(status="published", note="One line.\n\nAnother. ", wording=" Heavy losses")
    new = workflow.correct(report=old, by=records.user())
    Report.all_objects.filter(pk=new.pk).update(note="One line.\r\n\r\nAnother.", wording="Heavy losses")
    return old, new


def found(old: Report, new: Report) -> list[tuple[str, str, str]]:
    versions = read_versions([old.pk, new.pk])
    return [(each.what, each.before, each.after) for each in differences(versions[old.pk], versions[new.pk])]


def test_a_copy_differs_in_nothing(old: Report, new: Report) -> None:
    assert found(old, new) == []


def test_line_ends_and_edges_that_a_browser_makes_are_no_difference(editor_saved: tuple[Report, Report]) -> None:
    assert found(*editor_saved) == []


def test_fields_of_the_report(old: Report, new: Report) -> None:
    party = records.party(name="Other ministry")
    new.draws_on.set([party])
    Report.all_objects.filter(pk=new.pk).update(
        party=party, stated_on=records.DAY + timedelta(days=1), stated_on_known=False, kind="leak", revises=None
    )
    assert found(old, new) == [
        ("party", "Ministry", "Other ministry"),
        ("stated on", "18 April 2022", "19 April 2022"),
        ("how the day is known", "", "only from the earliest source found"),
        ("kind", "bulletin", "leak"),
        ("drew on data of", "", "Other ministry"),
    ]


def test_a_time_a_denial_a_method_a_language_and_a_copy(old: Report, new: Report) -> None:
    denied = records.report(status="published", title="Claim")
    Report.all_objects.filter(pk=new.pk).update(stated_at=time(9, 30), denies=denied)
    killed = new.figures.filter(measure__name="Killed")
    killed.update(method="named_count", language="uk", translated=True)
    cited = new.citations.filter(source__publisher="Courier")
    cited.update(archived_url="https://archive.example/1", archived_at="20220418093000", archived_by="An editor")
    Variant.objects.filter(citation__report=new).update(language="ru")
    of_figure, of_source = "Killed, Guards: ", "Source Courier: News: "
    assert found(old, new) == [
        ("time of day", "", "09:30 UTC"),
        ("denies", "", f"{denied}"),
        (f"{of_figure}how the party knows", "", "named count"),
        (f"{of_figure}language of the words", "", "uk"),
        (f"{of_figure}whose words", "", "our translation"),
        (f"{of_source}copy of that day", "", "https://archive.example/1"),
        (f"{of_source}time of that copy", "", "20220418093000"),
        (f"{of_source}who saw that copy", "", "An editor"),
        ("Courier prints otherwise, Wounded, Guards: language of the words", "", "ru"),
    ]


def test_a_number_and_its_day(old: Report, new: Report) -> None:
    figure = new.figures.get(measure__name="Killed")
    Figure.all_objects.filter(pk=figure.pk).update(
        qualifier="range", low=7000, best=None, high=15000, as_of=records.DAY - timedelta(days=1)
    )
    assert found(old, new) == [
        ("Killed, Guards: number", "1,351", "7,000–15,000"),
        ("Killed, Guards: as of", "18 April 2022", "17 April 2022"),
    ]


def test_a_number_entered_under_the_wrong_measure(old: Report, new: Report) -> None:
    figure = new.figures.get(measure__name="Killed")
    Figure.all_objects.filter(pk=figure.pk).update(measure=records.measure(name="Missing"))
    assert found(old, new) == [("Killed, Guards: measure", "Killed", "Missing")]


def test_two_numbers_that_had_been_exchanged(old: Report, new: Report) -> None:
    killed, wounded = new.figures.order_by("pk")
    Figure.all_objects.filter(pk=killed.pk).update(best=3825)
    Figure.all_objects.filter(pk=wounded.pk).update(best=1351)
    assert found(old, new) == [
        ("Killed, Guards: number", "1,351", "3,825"),
        ("Wounded, Guards: number", "3,825", "1,351"),
    ]


def test_parts_left_out_and_added(old: Report, new: Report) -> None:
    new.figures.get(measure__name="Wounded").delete()
    records.citation(report=new, source=records.source(publisher="Herald"), locator="p. 3")
    assert sorted(found(old, new)) == [
        ("Courier prints otherwise, Wounded, Guards", "3,285, where 3,825 is on record", ""),
        ("Source Herald", "", "relayed by others, p. 3"),
        ("Wounded, Guards", "3,825, as of 18 April 2022", ""),
    ]


def test_what_a_source_prints(old: Report, new: Report) -> None:
    Variant.objects.filter(figure__report=new).update(best=3258, note="Swapped.")
    assert found(old, new) == [
        ("Courier prints otherwise, Wounded, Guards: number", "3,285", "3,258"),
        ("Courier prints otherwise, Wounded, Guards: note", "", "Swapped."),
    ]


def test_five_queries_for_any_number(
    old: Report, new: Report, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(5):
        read_versions([old.pk])
    with django_assert_num_queries(5):
        read_versions([old.pk, new.pk])
