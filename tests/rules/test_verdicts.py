"""Verdicts: the cases that the site must get right, and laws checked against all that can be in small worlds."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reports.rules.claims import Claim
from reports.rules.enums import Rule, Verdict
from reports.rules.examples import (
    ALL_FOUR,
    GENERAL_STAFF,
    KILLED,
    KILLED_AND_WOUNDED,
    NATO,
    RUSSIA,
    WAGNER,
    WOUNDED,
    claim,
    people,
)
from reports.rules.intervals import Interval
from reports.rules.measure_sets import Counted, Relation
from reports.rules.number import Number
from reports.rules.verdicts import judge, judge_on
from tests.comparison.small_worlds import can_both_be_true, claims, number_of, small_counts
from tests.rules.relations import mirrored


def test_russia_and_nato_on_the_dead_of_march_2022() -> None:
    found = judge(RUSSIA, NATO)
    assert found.relation is Relation.LIKE_FOR_LIKE
    assert (found.verdict, found.rule, found.day) == (Verdict.IN_CONFLICT, Rule.SAME_THING, date(2022, 3, 25))
    assert (found.a, found.b) == (Interval(1351, 1351), Interval(7000))


def test_russias_sum_is_part_of_natos_casualties() -> None:
    russia = claim("Russia MoD", KILLED_AND_WOUNDED, "2022-03-25", "exact", 5176)
    before = claim("Russia MoD", KILLED_AND_WOUNDED, "2022-03-02", "exact", 2095)
    found = judge(russia, claim("NATO", ALL_FOUR, "2022-03-23", "range", 30000, 40000), before)
    assert (found.relation, found.verdict, found.rule) == (Relation.PART_OF, Verdict.CONSISTENT, Rule.PART)


def test_ukraines_losses_against_russias_dead_cannot_be_decided() -> None:
    found = judge(GENERAL_STAFF, RUSSIA)
    assert (found.relation, found.verdict) == (Relation.UNDEFINED, Verdict.CANNOT_BE_DECIDED)
    assert found.rule is Rule.READING


def test_a_count_of_names_above_a_ministrys_total() -> None:
    ministry = claim("Russia MoD", KILLED, "2022-09-21", "exact", 5937)
    names = claim("Mediazona", KILLED, "2022-09-21", "at_least", 6600, scope_note="named dead only")
    found = judge(ministry, names)
    assert (found.verdict, found.rule) == (Verdict.IN_CONFLICT, Rule.SAME_THING)
    assert [claim.scope_note for claim in found.claims if claim.scope_note] == ["named dead only"]


def test_a_president_above_a_later_estimate() -> None:
    president = claim("Ukraine President", KILLED, "2025-02-04", "about", 350_000)
    found = judge(president, claim("Meduza", KILLED, "2025-08-29", "about", 220_000))
    assert (found.verdict, found.day) == (Verdict.IN_CONFLICT, date(2025, 8, 29))
    assert (found.a, found.b) == (Interval(345_000), Interval(215_000, 225_000))


def test_conflict_on_the_older_day_is_conflict() -> None:
    """On the newer day both could be true; by the older day the newer one's party had said what cannot be."""
    floor = claim("A", KILLED, "2022-06-01", "at_least", 500)
    now, then = claim("B", KILLED, "2022-07-01", "exact", 900), claim("B", KILLED, "2022-06-01", "exact", 400)
    assert judge(floor, now).verdict is Verdict.CONSISTENT
    for pair in ((floor, now), (now, floor)):
        found = judge(*pair, then)
        assert (found.verdict, found.day) == (Verdict.IN_CONFLICT, date(2022, 6, 1))
    assert found.claims == (then, floor)
    assert (found.a, found.b) == (Interval(400, 400), Interval(500))


def test_of_two_days_alike_the_newer_one_is_told() -> None:
    older, newer = claim("A", KILLED, "2022-06-01", "exact", 900), claim("B", KILLED, "2022-07-01", "exact", 500)
    then = claim("B", KILLED, "2022-05-20", "exact", 1000)
    assert judge(older, then).verdict is judge(older, newer).verdict is Verdict.IN_CONFLICT
    assert judge(older, newer, then).day == newer.as_of


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"counted": Counted("people", "percent", frozenset({"killed"}))}, Rule.UNITS),
        ({"scope": "place"}, Rule.SCOPE),
        ({"basis": "period"}, Rule.BASIS),
        ({"start": date(2022, 6, 1)}, Rule.START),
        ({"counted": WOUNDED[3]}, Rule.NOTHING_IN_COMMON),
        ({"counted": Counted("tanks", "people", frozenset({"killed"}))}, Rule.NOTHING_IN_COMMON),
        ({"counted": people("wounded", may=("missing",))}, Rule.NOTHING_IN_COMMON),
        ({"subjects": ("ukrainian-forces",)}, Rule.NOTHING_IN_COMMON),
    ],
)
def test_what_is_not_comparable_says_why(change: dict, rule: Rule) -> None:
    for pair in ((RUSSIA, replace(NATO, **change)), (replace(NATO, **change), RUSSIA)):
        found = judge(*pair)
        assert (found.verdict, found.rule) == (Verdict.NOT_COMPARABLE, rule)


@pytest.mark.parametrize(("change", "rule"), [({"scope": "place"}, Rule.SCOPE), ({"basis": "period"}, Rule.BASIS)])
def test_neither_are_two_of_a_place_or_of_a_period(change: dict, rule: Rule) -> None:
    """Nothing says that it is the same place."""
    assert judge(replace(RUSSIA, **change), replace(NATO, **change)).rule is rule


def test_part_of_a_subject_is_a_part() -> None:
    assert judge(WAGNER, RUSSIA).verdict is Verdict.IN_CONFLICT
    assert judge(WAGNER, RUSSIA).relation is Relation.PART_OF
    assert judge(RUSSIA, WAGNER).relation is Relation.WHOLE_OF
    assert judge(replace(RUSSIA, number=Number.make("at_least", 3000)), WAGNER).verdict is Verdict.CONSISTENT


def test_a_larger_outcome_set_of_fewer_people_cannot_be_compared() -> None:
    """Wagner's dead and wounded are no part of Russia's dead, nor the other way round."""
    wagner = replace(WAGNER, counted=people("killed", "wounded"))
    assert judge(wagner, RUSSIA).rule is Rule.NOTHING_IN_COMMON


# --- laws ---------------------------------------------------------------------------------------------------------


@given(claims("A"), claims("B"))
def test_the_verdict_is_what_trying_everything_finds(a: Claim, b: Claim) -> None:
    """In conflict where no world makes both true, whatever is meant, and if ends that are not hard are passed.

    Consistent where one does, whatever is meant, within all ends.
    """
    judgement = judge(a, b)
    within, surely = can_both_be_true(a, b), can_both_be_true(a, b, "surely")
    match judgement.verdict:
        case Verdict.NOT_COMPARABLE:
            assert within == {True}
        case Verdict.IN_CONFLICT:
            assert surely == {False}
        case Verdict.CONSISTENT:
            assert within == {True}
        case Verdict.CANNOT_BE_DECIDED:
            assert False in within
            assert any(surely)
            assert (judgement.rule is Rule.NO_HARD_ENDS) == (surely == {True})


@given(claims("A"), claims("B"), small_counts, small_counts)
def test_numbers_that_a_reader_picks_agree(a: Claim, b: Claim, one: int, other: int) -> None:
    """Where the numbers picked fit what both say of the day, and the relation, there is no conflict."""
    found = judge(a, b)
    assume(one in found.a and other in found.b)
    fits = {
        Relation.LIKE_FOR_LIKE: one == other,
        Relation.PART_OF: one <= other,
        Relation.WHOLE_OF: one >= other,
        Relation.UNDEFINED: one == other,
        Relation.DIFFERENT: True,
    }
    if fits[found.relation]:
        assert found.verdict is not Verdict.IN_CONFLICT


@given(claims("A"), claims("B"), claims("B"))
def test_order_does_not_matter(a: Claim, b: Claim, before: Claim) -> None:
    older, newer = sorted((a, b), key=lambda each: each.as_of)
    then = replace(before, counted=newer.counted) if before.as_of <= older.as_of else None
    one, other = judge(a, b, then), judge(b, a, then)
    assert (one.verdict, one.day, one.rule, one.relation) == (
        *(other.verdict, other.day, other.rule),
        mirrored(other.relation),
    )
    if a.as_of != b.as_of:
        assert (one.claims, one.a, one.b) == (other.claims[::-1], other.b, other.a)


@given(claims("A"), claims("B"), small_counts, small_counts)
def test_a_wider_interval_never_makes_a_conflict(a: Claim, b: Claim, down: int, up: int) -> None:
    high = None if a.interval.high is None else a.interval.high + up
    wider = judge(replace(a, number=number_of(Interval(max(a.interval.low - down, 0), high))), b).verdict
    narrower = judge(a, b).verdict
    if wider is Verdict.IN_CONFLICT:
        assert narrower is Verdict.IN_CONFLICT
    if narrower is Verdict.CONSISTENT:
        assert wider is Verdict.CONSISTENT


@given(claims("A"), claims("B"), claims("B"))
def test_another_day_never_takes_a_conflict_back(a: Claim, b: Claim, before: Claim) -> None:
    older = min(a, b, key=lambda each: each.as_of)
    assume(before.as_of <= older.as_of)
    if judge(a, b).verdict is Verdict.IN_CONFLICT:
        assert judge(a, b, before).verdict is Verdict.IN_CONFLICT


@given(claims("A"), claims("B"), st.integers(min_value=-3, max_value=9))
def test_any_other_day_says_no_more(a: Claim, b: Claim, shift: int) -> None:
    """Carried to a day that neither is about, two claims conflict only if they do on the newer one's day."""
    newer = max(a, b, key=lambda each: each.as_of)
    day = date.fromordinal(newer.as_of.toordinal() + shift)
    if judge_on(a, b, day).verdict is Verdict.IN_CONFLICT:
        assert judge_on(a, b, newer.as_of).verdict is Verdict.IN_CONFLICT
