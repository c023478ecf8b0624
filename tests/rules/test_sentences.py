"""The sentences of verdicts: what they say, and what every one of them holds."""

import re
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules.claims import Claim
from reports.rules.contradictions import clash, decisive
from reports.rules.enums import Rule, Verdict
from reports.rules.examples import (
    CASUALTIES,
    GENERAL_STAFF,
    HEROES,
    KILLED,
    KILLED_AND_WOUNDED,
    MEDIAZONA,
    MEDUZA,
    NATO,
    NATO_CASUALTIES,
    RUSSIA,
    RUSSIA_WOUNDED,
    WAGNER,
    claim,
    people,
)
from reports.rules.measure_sets import relation_of_sets
from reports.rules.number import Number
from reports.rules.sentences import claim_in_words, day_in_words, interval_in_words, outcomes_in_words, possessive
from reports.rules.verdicts import judge, judge_on
from tests.comparison.small_worlds import can_both_be_true, claims

tens = st.integers(min_value=0, max_value=30).map(lambda count: count * 10)
LATER, EARLIER = date(2022, 4, 18), date(2022, 3, 1)


@pytest.mark.parametrize(
    ("stated", "later", "earlier"),
    [
        (("exact", 1351), "so at least 1,351 by then", "so at most 1,351 then"),
        (("about", 16100), "so at least about 16,100 by then", "so at most about 16,100 then"),
        (("at_least", 6476), "so at least 6,476 by then", "silent on that day"),
        (("more_than", 450), "so more than 450 by then", "silent on that day"),
        (("up_to", 40000), "silent on that day", "so up to 40,000 then"),
        (("fewer_than", 99000), "silent on that day", "so fewer than 99,000 then"),
        (("range", 7000, 15000), "so at least 7,000 by then", "so at most 15,000 then"),
        (("nearly", 9000), "so at least nearly 9,000 by then", "so fewer than 9,000 then"),
    ],
)
def test_a_figure_on_another_day_is_read_as_it_was_stated(stated: tuple, later: str, earlier: str) -> None:
    """No margin, since nobody stated one."""
    told = claim("A", KILLED, "2022-03-25", *stated)
    assert claim_in_words(told, told.as_of) == f"A’s {told.number_text} killed"
    assert claim_in_words(told, LATER) == f"A’s {told.number_text} killed (as of 25 March 2022, {later})"
    assert claim_in_words(told, EARLIER) == f"A’s {told.number_text} killed (as of 25 March 2022, {earlier})"


def test_a_sum_says_of_what() -> None:
    both = claim("A", KILLED_AND_WOUNDED, "2022-03-25", "exact", 5176, parts=(RUSSIA, RUSSIA_WOUNDED))
    assert claim_in_words(both, both.as_of) == ("A’s 5,176 killed and wounded (derived: 1,351 killed + 3,825 wounded)")
    assert claim_in_words(both, LATER).endswith("3,825 wounded; as of 25 March 2022, so at least 5,176 by then)")


def test_different_people_are_named() -> None:
    said = judge(WAGNER, RUSSIA).sentence
    assert said.startswith(
        "25 March 2022: Wagner’s at least 2,000 killed (Wagner Group) and Russia MoD’s 1,351 killed "
    )
    assert said.endswith(
        "(Russian forces) cannot both be true: Wagner’s figure counts a part of what Russia MoD’s counts, "
        "and a part cannot be larger than its whole."
    )


def test_why_a_part_and_its_whole_can_both_be_true() -> None:
    assert judge(NATO_CASUALTIES, RUSSIA_WOUNDED).sentence.endswith(
        "can both be true: Russia MoD’s figure counts a part of what NATO’s counts, "
        "and the part need not be the larger."
    )


def test_a_margin_is_named_where_the_verdict_turns_on_it() -> None:
    near = judge(claim("A", KILLED, "2022-03-25", "about", 16100), claim("B", KILLED, "2022-03-25", "exact", 16120))
    assert near.sentence.endswith("and some number fits both, with “about 16,100” read as 16,050–16,150.")
    president = claim("P", KILLED, "2025-02-04", "about", 350_000)
    far = judge(president, claim("M", KILLED, "2025-08-29", "about", 220_000))
    assert far.sentence == (
        "Russian forces, 29 August 2025: P’s about 350,000 killed (as of 4 February 2025, so at least about 350,000 by "
        "then) and M’s about 220,000 killed cannot both be true: both count the same thing, and no number fits both."
    )


def test_two_margins_are_both_named() -> None:
    one, other = (claim(name, KILLED, "2025-02-04", "about", count) for name, count in [("P", 350_000), ("M", 357_000)])
    assert judge(one, other).sentence.endswith(
        "cannot both be true: both count the same thing, and no number fits both, with “about 350,000” read as "
        "345,000–355,000 and “about 357,000” read as 356,500–357,500."
    )


def test_a_nearly_is_read_below_its_number() -> None:
    """Whoever calls 9,000 a conflict with "nearly 9,000" says how that is read; what is far above conflicts anyhow."""
    one, other, far = (claim("B", KILLED, HEROES.as_of.isoformat(), "exact", count) for count in (9000, 8400, 9600))
    assert judge(HEROES, one).sentence.endswith("no number fits both, with “nearly 9,000” read as 8,500–8,999.")
    assert judge(HEROES, other).sentence.endswith("no number fits both, with “nearly 9,000” read as 8,500–8,999.")
    assert judge(HEROES, far).sentence.endswith("no number fits both.")


@pytest.mark.parametrize(("level", "words"), [(95, "a 95%"), (80, "an 80%"), (8, "an 8%"), (11, "an 11%"), (9, "a 9%")])
def test_an_interval_of_any_level_is_named(level: int, words: str) -> None:
    range_of = replace(MEDUZA, number=replace(MEDUZA.number, level=level))
    above = claim("B", KILLED, "2023-05-24", "exact", 60_000)
    assert judge(above, range_of).sentence == (
        f"Russian forces, 24 May 2023: whether B’s 60,000 killed and Meduza/Mediazona’s 40,000–55,000 ({level}% "
        f"interval) killed can both be true cannot be decided: Meduza/Mediazona’s figure is {words} interval, so the "
        "true number may lie outside it."
    )


def test_two_intervals_are_both_named() -> None:
    other = replace(MEDUZA, party_name="LSHTM", number=Number.make("range", 60_000, 70_000, level=90))
    assert judge(MEDUZA, other).sentence.endswith(
        "Meduza/Mediazona’s figure is a 95% interval and LSHTM’s figure is a 90% interval, so the true number may lie "
        "outside them."
    )


def test_on_another_day_an_interval_is_probable_only() -> None:
    assert claim_in_words(MEDUZA, date(2023, 6, 1)).endswith("so probably at least 40,000 by then)")
    assert claim_in_words(MEDUZA, date(2023, 5, 1)).endswith("so probably at most 55,000 then)")


def test_in_which_readings() -> None:
    """All of the fewer ones are named, where they are few."""
    said = judge(claim("A", KILLED_AND_WOUNDED, "2022-03-25", "exact", 5176), GENERAL_STAFF).sentence
    assert (
        "they conflict if “Personnel losses (undefined)” counts killed alone, or killed and wounded, "
        "and can both be true if it counts anything else that it may" in said
    )
    said = judge(NATO_CASUALTIES, replace(GENERAL_STAFF, as_of=NATO.as_of)).sentence
    assert "they conflict if “Personnel losses (undefined)” counts killed, wounded, missing and captured, and" in said


def test_in_how_many_readings_where_they_are_many() -> None:
    """Three of four outcomes: the smaller whole clashes with each reading that counts no more than it."""
    whole = replace(GENERAL_STAFF, counted=people("killed", "wounded", "missing"), number=Number.make("exact", 100))
    assert judge(GENERAL_STAFF, whole).sentence.endswith(
        "they conflict in 4 of the 8 readings of “Personnel losses (undefined)”."
    )


def test_undefined_on_both_sides() -> None:
    said = judge(GENERAL_STAFF, claim("UK MoD", CASUALTIES, "2022-03-25", "exact", 11_000)).sentence
    assert said.endswith(
        "cannot be decided: it depends on what “Personnel losses (undefined)” counts for General Staff and "
        "“Casualties (as reported)” for UK MoD."
    )


def test_whatever_it_means() -> None:
    said = judge(claim("A", KILLED, "2022-03-25", "at_least", 6000), GENERAL_STAFF).sentence
    assert said.endswith("can both be true: that holds whatever “Personnel losses (undefined)” counts.")


def test_what_is_not_comparable_is_not_carried_either() -> None:
    """A count of a period says nothing of a later day."""
    in_may = claim("B", KILLED, "2022-05-31", "exact", 700, basis="period")
    assert judge(RUSSIA, in_may).sentence == (
        "Russian forces, 31 May 2022: Russia MoD’s 1,351 killed (as of 25 March 2022) and B’s 700 killed are not "
        "comparable: a running total is not a count in a period."
    )


@pytest.mark.parametrize(
    ("name", "expected"), [("CSIS", "CSIS’s"), ("Russian open sources", "Russian open sources’"), ("SBU", "SBU’s")]
)
def test_possessives(name: str, expected: str) -> None:
    assert possessive(name) == expected


def test_outcomes_in_their_usual_order() -> None:
    assert outcomes_in_words(frozenset({"captured", "missing", "wounded", "killed"})) == (
        "killed, wounded, missing and captured"
    )
    assert outcomes_in_words(frozenset({"missing", "captured"}), ("captured",)) == "captured and missing"


# --- what every sentence holds ------------------------------------------------------------------------------------


@given(claims("Ann", tens), claims("Bob’s", tens))
def test_every_sentence_names_parties_numbers_days_and_notes(a: Claim, b: Claim) -> None:
    found = judge(a, b)
    said = found.sentence
    for one in (a, b):
        assert f"{possessive(one.party_name)} {one.words}" in said
        assert one.as_of == found.day or f"as of {day_in_words(one.as_of)}" in said
        assert not one.scope_note or f"“{one.scope_note}”." in said
    assert said.startswith(f"Russian forces, {day_in_words(found.day)}: ")
    assert said.endswith(".")
    assert "None" not in said
    assert "  " not in said


@given(claims("Ann", tens), claims("Bob", tens))
def test_every_sentence_says_its_verdict(a: Claim, b: Claim) -> None:
    found = judge(a, b)
    words = {
        Verdict.IN_CONFLICT: "cannot both be true: ",
        Verdict.CONSISTENT: " can both be true: ",
        Verdict.CANNOT_BE_DECIDED: "can both be true cannot be decided: ",
        Verdict.NOT_COMPARABLE: "are not comparable: ",
    }
    said = [verdict for verdict, its in words.items() if its in found.sentence]
    assert said == [found.verdict]
    assert found.sentence.startswith(f"Russian forces, {day_in_words(found.day)}: {found.brief}")


@given(claims("Ann", tens), claims("Bob", tens))
def test_no_sentence_has_a_number_that_nobody_stated(a: Claim, b: Claim) -> None:
    """But for the margin where the verdict turns on it, and how many readings there are."""
    found = judge(a, b)
    said, _, margins = found.sentence.partition(", with “")
    rest = re.sub(r"\d+ (?=June 2022)|June 2022|\d+ (?=more)|\d+ of the \d+ readings", "", said)
    given_numbers = {number for one in (a, b) for number in re.findall(r"\d+", one.number_text)}
    assert set(re.findall(r"\d+", rest)) <= given_numbers
    turning = decisive(a, b, found.day) if found.verdict is not Verdict.NOT_COMPARABLE else []
    assert bool(margins) == bool(turning)
    for one in turning:
        assert f"“{one.number_text}” read as {interval_in_words(one.interval)}" in found.sentence


@given(claims("Ann"), claims("Bob"))
def test_readings_that_clash_are_never_more_than_half(a: Claim, b: Claim) -> None:
    """So it is them that a sentence names."""
    found = judge(a, b)
    if found.rule is Rule.READING and a.counted.is_defined != b.counted.is_defined:
        pairs = list(product(a.counted.readings(), b.counted.readings()))
        clashing = [clash(relation_of_sets(*pair), found.a, found.b) for pair in pairs]
        assert 0 < sum(clashing) <= len(pairs) / 2
        assert can_both_be_true(a, b, "surely") == {True, False}


@given(claims("Ann", tens), claims("Bob", tens))
def test_a_sentence_is_the_same_from_either_side(a: Claim, b: Claim) -> None:
    day = max(a.as_of, b.as_of)
    one, other = judge_on(a, b, day).sentence, judge_on(b, a, day).sentence
    assert sorted(one) == sorted(other)


def test_the_note_of_a_floor() -> None:
    assert judge(MEDIAZONA, RUSSIA).sentence.endswith("Note on Mediazona/BBC’s figure: “named dead only”.")
