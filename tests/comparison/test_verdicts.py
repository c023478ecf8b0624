"""Verdicts: the cases that the site must get right, and laws checked against brute force on small worlds."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.comparison.counting import Counted, Relation, mirrored, relation, relations_by_reading
from reports.comparison.intervals import Interval, interval_of
from reports.comparison.verdicts import Claim, Rule, Verdict, clash, judge, judge_on, relation_of_subjects

START = date(2022, 2, 24)
ALL_FOUR = frozenset({"killed", "wounded", "missing", "captured"})


def people(*includes: str, may: tuple[str, ...] = ()) -> Counted:
    return Counted("people", "people", frozenset(includes), frozenset(may))


KILLED, WOUNDED, KILLED_AND_WOUNDED = people("killed"), people("wounded"), people("killed", "wounded")
CASUALTIES = Counted("people", "people", ALL_FOUR)
LOSSES = people("killed", may=("wounded", "missing", "captured"))


def claim(party: str, counted: Counted, as_of: str, qualifier: str, *numbers: int | None, **more: object) -> Claim:
    values = {"subjects": ("russian-forces",), "start": START} | more
    interval = interval_of(qualifier, *numbers)
    return Claim(party, party, counted=counted, interval=interval, as_of=date.fromisoformat(as_of), **values)


RUSSIA = claim("Russia MoD", KILLED, "2022-03-25", "exact", None, 1351, None)
NATO = claim("NATO", KILLED, "2022-03-23", "range", 7000, None, 15000)


def test_russia_and_nato_on_the_dead_of_march_2022() -> None:
    found = judge(RUSSIA, NATO)
    assert found.relation is Relation.LIKE_FOR_LIKE
    assert (found.verdict, found.rule, found.day) == (Verdict.IN_CONFLICT, Rule.SAME_THING, date(2022, 3, 25))
    assert (found.a, found.b) == (Interval(1351, 1351), Interval(7000))


def test_russias_sum_is_part_of_natos_casualties() -> None:
    russia = claim("Russia MoD", KILLED_AND_WOUNDED, "2022-03-25", "exact", None, 5176, None)
    before = claim("Russia MoD", KILLED_AND_WOUNDED, "2022-03-02", "exact", None, 2095, None)
    nato = claim("NATO", CASUALTIES, "2022-03-23", "range", 30000, None, 40000)
    found = judge(russia, nato, before)
    assert (found.relation, found.verdict, found.rule) == (Relation.PART_OF, Verdict.CONSISTENT, Rule.PART)


def test_ukraines_losses_against_russias_dead_cannot_be_decided() -> None:
    ukraine = claim("General Staff", LOSSES, "2022-03-25", "about", None, 16100, None)
    found = judge(ukraine, RUSSIA)
    assert found.relation is Relation.UNDEFINED
    assert (found.verdict, found.rule) == (Verdict.CANNOT_BE_DECIDED, Rule.READING)


def test_a_count_of_names_above_a_ministrys_total() -> None:
    ministry = claim("Russia MoD", KILLED, "2022-09-21", "exact", None, 5937, None)
    names = claim("Mediazona", KILLED, "2022-09-21", "at_least", 6600, None, None, scope_note="named dead only")
    found = judge(ministry, names)
    assert found.verdict is Verdict.IN_CONFLICT
    assert found.scope_notes == ("named dead only",)


def test_a_president_above_a_later_estimate() -> None:
    president = claim("Ukraine President", KILLED, "2025-02-04", "about", None, 350_000, None)
    estimate = claim("Meduza", KILLED, "2025-08-29", "about", None, 220_000, None)
    found = judge(president, estimate)
    assert (found.verdict, found.day) == (Verdict.IN_CONFLICT, date(2025, 8, 29))


def test_conflict_on_the_older_day_is_conflict() -> None:
    """On the newer day both could be true; by the older day the newer one's party had said what cannot be."""
    floor = claim("A", KILLED, "2022-06-01", "at_least", 500, None, None)
    now = claim("B", KILLED, "2022-07-01", "exact", None, 900, None)
    then = claim("B", KILLED, "2022-06-01", "exact", None, 400, None)
    assert judge(floor, now).verdict is Verdict.CONSISTENT
    found = judge(floor, now, then)
    assert (found.verdict, found.day) == (Verdict.IN_CONFLICT, date(2022, 6, 1))
    assert (found.a, found.b) == (Interval(500), Interval(400, 400))
    assert judge(now, floor, then).verdict is Verdict.IN_CONFLICT


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"counted": Counted("people", "percent", frozenset({"killed"}))}, Rule.UNITS),
        ({"scope": "place"}, Rule.SCOPE),
        ({"basis": "period"}, Rule.BASIS),
        ({"start": date(2022, 6, 1)}, Rule.START),
        ({"counted": WOUNDED}, Rule.NOTHING_IN_COMMON),
        ({"subjects": ("ukrainian-forces",)}, Rule.NOTHING_IN_COMMON),
    ],
)
def test_what_is_not_comparable_says_why(change: dict, rule: Rule) -> None:
    found = judge(RUSSIA, replace(NATO, **change))
    assert (found.verdict, found.rule) == (Verdict.NOT_COMPARABLE, rule)


def test_part_of_a_subject_is_a_part() -> None:
    wagner = replace(RUSSIA, subjects=("wagner-group", "russian-forces"), interval=Interval(20000))
    army = replace(RUSSIA, interval=Interval(0, 6000))
    assert relation_of_subjects(wagner.subjects, army.subjects) is Relation.PART_OF
    assert judge(wagner, army).verdict is Verdict.IN_CONFLICT
    assert judge(army, wagner).relation is Relation.WHOLE_OF


# --- laws ---------------------------------------------------------------------------------------------------------

OUTCOMES = ("killed", "wounded", "missing")


@st.composite
def counted(draw: st.DrawFn) -> Counted:
    kinds = [draw(st.sampled_from(["no", "may", "surely"])) for _ in OUTCOMES]
    pick = {kind: [o for o, k in zip(OUTCOMES, kinds, strict=True) if k == kind] for kind in ("may", "surely")}
    return people(*pick["surely"], may=tuple(pick["may"]))


@st.composite
def small_intervals(draw: st.DrawFn) -> Interval:
    low = draw(st.integers(min_value=0, max_value=6))
    return Interval(low, draw(st.none() | st.integers(min_value=low, max_value=6)))


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    as_of = date(2022, 6, 1) + timedelta(days=draw(st.integers(min_value=0, max_value=20)))
    return Claim("f", "P", ("s",), draw(counted()), draw(small_intervals()), as_of, START)


def can_both_be_true(a: Counted, b: Counted, at_a: Interval, at_b: Interval) -> set[bool]:
    """By brute force: for each reading of both, whether any world of at most 6 of each outcome fits both intervals."""
    found = set()
    for one, other in product(a.readings(), b.readings()):
        worlds = (dict(zip(OUTCOMES, world, strict=True)) for world in product(range(7), repeat=len(OUTCOMES)))
        found.add(any(sum(w[o] for o in one) in at_a and sum(w[o] for o in other) in at_b for w in worlds))
    return found


@given(claims(), claims())
def test_a_conflict_is_one_in_every_world(a: Claim, b: Claim) -> None:
    """What is called a conflict has no world; what has a world in every reading is never called one."""
    b = replace(b, as_of=a.as_of)
    possible = can_both_be_true(a.counted, b.counted, a.interval, b.interval)
    verdict = judge_on(a, b, a.as_of).verdict
    if verdict is Verdict.IN_CONFLICT:
        assert possible == {False}
    if possible == {True}:
        assert verdict in (Verdict.CONSISTENT, Verdict.NOT_COMPARABLE)
    if verdict is Verdict.CANNOT_BE_DECIDED:
        assert False in possible


@given(claims(), claims())
def test_order_does_not_matter(a: Claim, b: Claim) -> None:
    one, other = judge(a, b), judge(b, a)
    assert (one.verdict, one.day, one.rule) == (other.verdict, other.day, other.rule)
    assert one.relation is mirrored(other.relation)
    assert (one.a, one.b) == (other.b, other.a)


@given(claims(), claims(), st.integers(min_value=0, max_value=3), st.integers(min_value=0, max_value=3))
def test_a_wider_interval_never_makes_a_conflict(a: Claim, b: Claim, down: int, up: int) -> None:
    high = None if a.interval.high is None else a.interval.high + up
    wider = replace(a, interval=Interval(max(a.interval.low - down, 0), high))
    if judge(wider, b).verdict is Verdict.IN_CONFLICT:
        assert judge(a, b).verdict is Verdict.IN_CONFLICT


@given(counted(), counted())
def test_relation_is_what_all_readings_say(a: Counted, b: Counted) -> None:
    found = relations_by_reading(a, b, Relation.LIKE_FOR_LIKE)
    assert (relation(a, b) is Relation.UNDEFINED) == (len(found) > 1)
    if a.is_defined and b.is_defined:
        assert len(found) == 1


@given(small_intervals(), small_intervals(), st.integers(min_value=0, max_value=6))
def test_a_number_in_both_is_never_a_clash(a: Interval, b: Interval, count: int) -> None:
    if count in a and count in b:
        assert not any(clash(how, a, b) for how in Relation)
