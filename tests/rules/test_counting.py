"""What measures count and how they stand to one another: laws that hold for all of them."""

from itertools import product

import pytest
from hypothesis import given

from reports.rules.examples import people
from reports.rules.measure_sets import (
    Counted,
    Relation,
    agreed,
    both,
    relation,
    relation_of_sets,
    relation_of_subjects,
    relations_by_reading,
)
from tests.comparison.small_worlds import all_sets, measures, sums_of_one_day
from tests.rules.relations import mirrored

SUBJECTS = {"army": ("army",), "guard": ("guard", "army"), "company": ("company", "guard", "army"), "navy": ("navy",)}


@given(measures(), measures())
def test_a_relation_is_what_all_readings_say(a: Counted, b: Counted) -> None:
    found = {relation_of_sets(one, other) for one, other in product(a.readings(), b.readings())}
    assert relations_by_reading(a, b, Relation.LIKE_FOR_LIKE) == found
    assert relation(a, b) is (next(iter(found)) if len(found) == 1 else Relation.UNDEFINED)


@given(measures(), measures())
def test_the_other_way_round_it_is_mirrored(a: Counted, b: Counted) -> None:
    assert relation(a, b) is mirrored(relation(b, a))


@given(measures())
def test_readings_lie_between_what_is_sure_and_what_may_be(counted: Counted) -> None:
    readings = list(counted.readings())
    assert len(set(readings)) == len(readings) == 2 ** len(counted.may_include)
    assert all(counted.includes <= reading <= counted.includes | counted.may_include for reading in readings)
    assert [len(reading) for reading in readings] == sorted(len(reading) for reading in readings)
    assert counted.is_defined == (len(readings) == 1)


@pytest.mark.parametrize("one", all_sets())
def test_relations_of_sets_are_those_of_their_sums(one: frozenset[str]) -> None:
    """A part is never more than its whole, in any world; what is neither can be either."""
    for other in all_sets():
        sums = sums_of_one_day(one, other)
        never_more, never_less = all(a <= b for a, b in sums), all(a >= b for a, b in sums)
        expected = {
            (True, True): Relation.LIKE_FOR_LIKE,
            (True, False): Relation.PART_OF,
            (False, True): Relation.WHOLE_OF,
            (False, False): Relation.DIFFERENT,
        }
        assert relation_of_sets(one, other) is expected[never_more, never_less]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("army", "army", Relation.LIKE_FOR_LIKE),
        ("guard", "army", Relation.PART_OF),
        ("company", "army", Relation.PART_OF),
        ("army", "company", Relation.WHOLE_OF),
        ("navy", "company", Relation.DIFFERENT),
    ],
)
def test_subjects(one: str, other: str, expected: Relation) -> None:
    assert relation_of_subjects(SUBJECTS[one], SUBJECTS[other]) is expected
    assert relation_of_subjects(SUBJECTS[other], SUBJECTS[one]) is mirrored(expected)


def test_a_part_in_one_way_and_a_whole_in_the_other_is_neither() -> None:
    for a, b in product(Relation, repeat=2):
        assert both(a, b) is both(b, a)
        assert both(mirrored(a), mirrored(b)) is mirrored(both(a, b))
    assert both(Relation.PART_OF, Relation.PART_OF) is Relation.PART_OF
    assert both(Relation.PART_OF, Relation.DIFFERENT) is Relation.DIFFERENT


def test_things_and_units_are_never_mixed() -> None:
    killed = people("killed")
    for other in (Counted("tanks", "people", killed.includes), Counted("people", "percent", killed.includes)):
        assert relation(killed, other) is Relation.DIFFERENT


def test_measures_of_the_same_sets_are_one() -> None:
    assert people("killed", may=("missing",)) == people("killed", may=("missing",))
    assert len({people("killed"), people("killed"), people("killed", may=("missing",))}) == 2


def test_readings_that_agree() -> None:
    assert agreed([Relation.PART_OF]) is Relation.PART_OF
    assert agreed([Relation.PART_OF, Relation.WHOLE_OF]) is Relation.UNDEFINED
