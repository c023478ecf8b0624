"""Measures as the rules take them, against the files that define them."""

import pytest
from pytest_django import DjangoAssertNumQueries

from reports.comparison.counted_measures import MeasureSet, counted_measures
from reports.models import MeasureOutcome, Outcome
from reports.rules.measure_sets import Counted
from tests.bundled_files import rows_of
from tests.records import measure

pytestmark = pytest.mark.django_db


def outcomes_in(cell: str) -> frozenset[str]:
    return frozenset(filter(None, cell.split(";")))


@pytest.mark.usefixtures("bundled")
def test_every_measure_is_what_its_file_says() -> None:
    found = counted_measures()
    rows = rows_of("measures.csv")
    assert list(found) == [row["measure_id"] for row in rows]
    for row in rows:
        one = found[row["measure_id"]]
        assert (one.slug, one.name, one.family) == (row["measure_id"], row["name"], row["family"])
        assert (one.category, one.unit) == (row["category"], row["unit"])
        assert one.counted == Counted(
            row["counts"], row["unit"], outcomes_in(row["includes"]), outcomes_in(row["may_include"])
        )


@pytest.mark.usefixtures("bundled")
def test_one_query_however_many(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        counted_measures()
    with django_assert_num_queries(1):
        counted_measures("equipment")


@pytest.mark.usefixtures("bundled")
@pytest.mark.parametrize("category", ["personnel", "equipment"])
def test_one_category_only(category: str) -> None:
    expected = [row["measure_id"] for row in rows_of("measures.csv") if row["category"] == category]
    assert list(counted_measures(category)) == expected


def test_a_measure_without_outcomes_has_empty_sets() -> None:
    made = measure(slug="left", name="Left", counts="people remaining", family="left", position=3)
    assert counted_measures() == {
        "left": MeasureSet(
            *(made.pk, "left", "Left", "left", "personnel", "people", 3),
            Counted("people remaining", "people", frozenset()),
        )
    }


def test_position_then_name_order_the_measures() -> None:
    for slug, name, position in [("c", "Third", 7), ("a", "Zeroth", 1), ("b", "Second", 7)]:
        measure(slug=slug, name=name, position=position)
    assert list(counted_measures()) == ["a", "b", "c"]


def test_outcomes_of_two_measures_are_not_mixed() -> None:
    dead, hurt = (Outcome.objects.create(slug=slug, name=slug, applies_to="people") for slug in ("dead", "hurt"))
    one, other = measure(slug="one"), measure(slug="other")
    MeasureOutcome.objects.create(measure=one, outcome=dead, certainty="includes")
    MeasureOutcome.objects.create(measure=one, outcome=hurt, certainty="may_include")
    MeasureOutcome.objects.create(measure=other, outcome=hurt, certainty="includes")
    found = counted_measures()
    assert found["one"].counted == Counted("people", "people", frozenset({"dead"}), frozenset({"hurt"}))
    assert found["other"].counted == Counted("people", "people", frozenset({"hurt"}))


def test_no_measures_at_all() -> None:
    assert counted_measures() == {}
