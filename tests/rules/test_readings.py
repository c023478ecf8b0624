"""Ratios by reading of an undefined measure."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from reports.rules.claims import Claim
from reports.rules.examples import (
    ALL_FOUR,
    CASUALTIES,
    GENERAL_STAFF,
    KILLED,
    KILLED_AND_WOUNDED,
    LOSSES,
    NATO,
    NATO_CASUALTIES,
    RUSSIA,
    RUSSIA_WOUNDED,
    WAGNER,
    claim,
)
from reports.rules.measure_sets import Relation, relation
from reports.rules.ratios import ReadRatio, read_ratios
from tests.comparison.small_worlds import claims

BOTH = claim("Russia MoD", KILLED_AND_WOUNDED, "2022-03-25", "exact", 5176, parts=(RUSSIA, RUSSIA_WOUNDED))


def test_ukraines_losses_against_russia_once_for_each_reading() -> None:
    found = read_ratios(GENERAL_STAFF, RUSSIA, of_b=[RUSSIA_WOUNDED, BOTH])
    assert [each.words for each in found] == [
        "General Staff’s about 16,100 is about 11.9 times Russia MoD’s 1,351 "
        "if “Personnel losses (undefined)” means killed",
        "General Staff’s about 16,100 is about 3.1 times Russia MoD’s 5,176 (derived) "
        "if “Personnel losses (undefined)” means killed and wounded",
    ]
    turned = read_ratios(RUSSIA, GENERAL_STAFF, of_a=[RUSSIA_WOUNDED, BOTH])
    assert [(each.b, each.a) for each in turned] == [(each.a, each.b) for each in found]
    assert [each.larger_first.words for each in turned] == [each.words for each in found]


def test_like_for_like_needs_no_reading() -> None:
    (found,) = read_ratios(NATO, RUSSIA, [NATO_CASUALTIES], [BOTH])
    assert (found.undefined, found.reading) == ("", "")
    assert found.words == "NATO’s 7,000–15,000 is 5.2 to 11.1 times Russia MoD’s 1,351"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (NATO_CASUALTIES, RUSSIA),
        (NATO_CASUALTIES, BOTH),
        (WAGNER, RUSSIA),
        (GENERAL_STAFF, RUSSIA_WOUNDED),
        (GENERAL_STAFF, claim("UK MoD", CASUALTIES, "2022-03-25", "about", 11_000)),
        (NATO, replace(RUSSIA, scope="place")),
        (NATO, replace(RUSSIA, counted=replace(RUSSIA.counted, unit="percent"))),
        (NATO, replace(RUSSIA, counted=replace(RUSSIA.counted, thing="tanks"))),
        (GENERAL_STAFF, replace(RUSSIA, counted=replace(RUSSIA.counted, thing="tanks"))),
    ],
)
def test_what_has_no_ratio(a: Claim, b: Claim) -> None:
    """A part to its whole, other people, a measure that is no reading, two undefined ones that differ."""
    assert read_ratios(a, b, [NATO, GENERAL_STAFF], [RUSSIA, BOTH]) == []
    assert read_ratios(b, a, [RUSSIA, BOTH], [NATO, GENERAL_STAFF]) == []


def test_two_undefined_ones_if_both_mean_the_same() -> None:
    uk = claim("UK MoD", LOSSES, "2022-03-25", "exact", 8050)
    (found,) = read_ratios(GENERAL_STAFF, uk)
    assert found.words == (
        "General Staff’s about 16,100 is about 2.0 times UK MoD’s 8,050 "
        "if “Personnel losses (undefined)” means the same for both"
    )


def test_the_newest_figure_for_a_reading_and_a_given_one_before_a_sum() -> None:
    older = claim("Russia MoD", KILLED_AND_WOUNDED, "2022-03-02", "exact", 2095)
    given_itself = claim("Russia MoD", KILLED_AND_WOUNDED, "2022-03-25", "exact", 5000)
    newer = replace(given_itself, as_of=date(2022, 3, 26))
    of_wagner, in_a_place = replace(newer, subjects=WAGNER.subjects), replace(newer, scope="place")
    found = read_ratios(GENERAL_STAFF, RUSSIA, of_b=[older, BOTH, given_itself, of_wagner, in_a_place])
    assert [each.b for each in found] == [RUSSIA, given_itself]


def test_nothing_is_divided_by_zero() -> None:
    none = claim("Russia MoD", KILLED, "2022-03-25", "exact", 0)
    (found,) = read_ratios(NATO, none)
    assert found.ratio is None
    assert found.words == "NATO’s 7,000–15,000 has no ratio to Russia MoD’s 0"
    assert str(ReadRatio(none, NATO).ratio) == "0 times"


def test_two_floors_may_be_anything() -> None:
    one, other = (claim(name, KILLED, "2022-03-25", "at_least", count) for name, count in [("A", 600), ("B", 500)])
    assert ReadRatio(one, other).words == "A’s at least 600 may be any number of times B’s at least 500"


@given(claims("A"), claims("B"), claims("A"), claims("B"))
def test_what_is_divided_counts_the_same(a: Claim, b: Claim, beside_a: Claim, beside_b: Claim) -> None:
    """In its reading; and nothing is read that leaves out either party."""
    for each in read_ratios(a, b, [beside_a], [beside_b]):
        assert (each.a.party, each.b.party) == (a.party, b.party)
        assert each.a in (a, beside_a)
        assert each.b in (b, beside_b)
        assert each.a.number_text in each.words
        assert each.b.number_text in each.words
        if each.undefined:
            undefined = next(one for one in (each.a, each.b) if not one.counted.is_defined)
            other = each.b if undefined is each.a else each.a
            assert each.undefined == undefined.measure_name
            assert other.counted == undefined.counted or other.counted.includes in undefined.counted.readings()
        else:
            assert relation(each.a.counted, each.b.counted) is Relation.LIKE_FOR_LIKE


def test_of_the_same_measure_alone_a_whole_enters_no_reading() -> None:
    """NATO's casualties are one reading of Ukraine's losses, its dead another; nothing else is read."""
    found = read_ratios(GENERAL_STAFF, NATO, of_b=[NATO_CASUALTIES])
    assert [each.reading for each in found] == ["killed", "killed, wounded, missing and captured"]
    assert found[1].b.measure == ALL_FOUR[0]
