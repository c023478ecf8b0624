"""Two parties on one family: which figures are taken, what becomes of old ones, and who drew on whom."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules.claims import Claim, PartyRef
from reports.rules.enums import Verdict
from reports.rules.examples import (
    CAPTURED,
    CASUALTIES,
    GENERAL_STAFF,
    KILLED,
    KILLED_AND_WOUNDED,
    MISSING,
    NATO,
    NATO_CASUALTIES,
    RUSSIA,
    RUSSIA_BEFORE,
    RUSSIA_WOUNDED,
    claim,
    never,
)
from reports.rules.pairs import compare_claims, dependence, nearest
from tests.comparison.small_worlds import claims

BOTH = claim("Russia MoD", KILLED_AND_WOUNDED, "2022-03-25", "exact", 5176, parts=(RUSSIA, RUSSIA_WOUNDED))
OF_RUSSIA = [RUSSIA, RUSSIA_WOUNDED, BOTH]


def only(stale: Claim) -> Callable[[Claim, date], bool]:
    return lambda claim, day: claim == stale


# --- which figures -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of_b", "family", "expected"),
    [
        ([NATO, NATO_CASUALTIES], "killed", (RUSSIA, NATO)),
        ([NATO, NATO_CASUALTIES], "casualties", (BOTH, NATO_CASUALTIES)),
        ([NATO, NATO_CASUALTIES], "wounded", (RUSSIA_WOUNDED, NATO_CASUALTIES)),
        ([GENERAL_STAFF], "killed", (RUSSIA, GENERAL_STAFF)),
        ([GENERAL_STAFF], "losses", (RUSSIA, GENERAL_STAFF)),
        ([GENERAL_STAFF], "casualties", (BOTH, GENERAL_STAFF)),
        ([NATO], "missing", None),
        ([], "killed", None),
        ([claim("UK MoD", CAPTURED, "2022-03-25", "exact", 5)], "wounded", None),
    ],
)
def test_the_nearest_two(of_b: list[Claim], family: str, expected: tuple | None) -> None:
    assert nearest(OF_RUSSIA, of_b, family) == nearest(OF_RUSSIA[::-1], of_b[::-1], family) == expected
    assert nearest(of_b, OF_RUSSIA, family) == (expected and expected[::-1])


def test_of_one_family_with_nothing_in_common_another_is_looked_for() -> None:
    """Killed and wounded have nothing to do with killed or missing; the party's dead are a part of the former."""
    missing = replace(claim("P", MISSING, "2022-03-25", "exact", 9), family="casualties")
    dead = claim("P", KILLED, "2022-03-25", "exact", 7000)
    assert nearest([BOTH], [missing, dead], "casualties") == (BOTH, dead)
    assert nearest([BOTH], [missing], "casualties") == (BOTH, missing)
    assert compare_claims(BOTH, missing, never, never).judgement.verdict is Verdict.NOT_COMPARABLE


def test_of_two_as_near_the_newest_and_what_was_given_before_a_sum() -> None:
    newer = claim("Russia MoD", KILLED, "2022-04-01", "exact", 1400)
    assert nearest([RUSSIA, newer], [NATO], "killed") == (newer, NATO)
    stated = replace(BOTH, parts=(), as_of=date(2022, 3, 1))
    assert nearest([BOTH, stated], [NATO_CASUALTIES], "casualties") == (stated, NATO_CASUALTIES)


def test_what_cannot_be_compared_comes_last() -> None:
    from_june = replace(NATO, start=date(2022, 6, 1))
    assert nearest([RUSSIA], [from_june, NATO], "killed") == (RUSSIA, NATO)
    assert nearest([RUSSIA], [from_june], "killed") == (RUSSIA, from_june)
    losses = nearest([RUSSIA], [GENERAL_STAFF, claim("P", CASUALTIES, "2022-03-25", "exact", 9)], "killed")
    assert losses[1].measure == "casualties"  # a part for certain, before what depends on a reading


# --- verdicts and ratios -------------------------------------------------------------------------------------------


def test_russia_and_nato() -> None:
    found = compare_claims(RUSSIA, NATO, lambda claim, day: RUSSIA_BEFORE, never, OF_RUSSIA, [NATO, NATO_CASUALTIES])
    assert (found.judgement.verdict, found.judgement.day) == (Verdict.IN_CONFLICT, date(2022, 3, 25))
    assert [each.words for each in found.ratios] == ["NATO’s 7,000–15,000 is 5.2 to 11.1 times Russia MoD’s 1,351"]
    assert (found.a, found.b, found.dependence, found.further_notes) == (RUSSIA, NATO, "", [])


def test_ukraines_losses_in_every_reading_that_russia_gave() -> None:
    found = compare_claims(RUSSIA, GENERAL_STAFF, never, never, OF_RUSSIA, [GENERAL_STAFF])
    assert found.judgement.verdict is Verdict.CANNOT_BE_DECIDED
    assert [(each.reading, str(each.ratio)) for each in found.ratios] == [
        ("killed", "about 11.9 times"),
        ("killed and wounded", "about 3.1 times"),
    ]


def test_a_note_is_told_once() -> None:
    noted = [replace(each, scope_note=f"note on {each.measure}") for each in OF_RUSSIA]
    found = compare_claims(noted[0], GENERAL_STAFF, never, never, noted)
    assert "note on killed”." in found.judgement.sentence
    assert found.further_notes == ["Note on Russia MoD’s figure: “note on killed-and-wounded”."]


def test_each_ratio_is_of_the_larger_to_the_smaller() -> None:
    found = compare_claims(GENERAL_STAFF, NATO, never, never, [], [NATO, NATO_CASUALTIES])
    assert [each.a for each in found.ratios] == [GENERAL_STAFF, NATO_CASUALTIES]


def test_the_older_day_is_asked_for_by_its_day() -> None:
    asked = []

    def earlier(claim: Claim, day: date) -> Claim:
        asked.append((claim, day))
        return RUSSIA_BEFORE

    found = compare_claims(NATO, RUSSIA, earlier, never)
    assert asked == [(RUSSIA, NATO.as_of)]
    assert found.judgement.day == RUSSIA.as_of
    compare_claims(RUSSIA, replace(NATO, as_of=RUSSIA.as_of), earlier, never)
    assert len(asked) == 1


def test_a_verdict_of_the_older_day_has_its_ratio() -> None:
    floor = claim("A", KILLED, "2022-06-01", "at_least", 500)
    now, then = claim("B", KILLED, "2022-07-01", "exact", 900), claim("B", KILLED, "2022-06-01", "exact", 400)
    found = compare_claims(floor, now, lambda claim, day: then, never)
    assert found.judgement.day == then.as_of
    assert [each.words for each in found.ratios] == ["A’s at least 500 is at least 1.2 times B’s 400"]


@pytest.mark.parametrize("stale", [RUSSIA, GENERAL_STAFF])
def test_a_stale_figure_enters_no_ratio(stale: Claim) -> None:
    assert compare_claims(RUSSIA, GENERAL_STAFF, never, only(stale), OF_RUSSIA, [GENERAL_STAFF]).ratios == ()


def test_a_stale_sum_is_not_read_but_the_rest_is() -> None:
    found = compare_claims(RUSSIA, GENERAL_STAFF, never, only(BOTH), OF_RUSSIA, [GENERAL_STAFF])
    assert [each.reading for each in found.ratios] == ["killed"]


def test_what_was_said_later_than_the_day_is_not_read() -> None:
    later = replace(BOTH, as_of=date(2022, 4, 1))
    found = compare_claims(RUSSIA, GENERAL_STAFF, never, never, [RUSSIA, later], [GENERAL_STAFF])
    assert [each.reading for each in found.ratios] == ["killed"]


def test_staleness_is_asked_of_the_day_of_the_verdict() -> None:
    """NATO's figure was fresh on 25 March 2022, whatever the page's day."""
    days = set()
    compare_claims(RUSSIA, NATO, never, lambda claim, day: days.add(day) or False)
    assert days == {date(2022, 3, 25)}


@given(claims("A"), claims("B"), claims("A"), claims("B"), st.sets(st.sampled_from(["A", "B", "a2", "b2"])))
def test_no_ratio_has_a_stale_figure(a: Claim, b: Claim, a2: Claim, b2: Claim, old: set[str]) -> None:
    named = {"A": a, "B": b, "a2": replace(a2, figure="a2"), "b2": replace(b2, figure="b2")}
    stale = [named[name] for name in old]
    found = compare_claims(a, b, never, lambda claim, day: claim in stale, [a, named["a2"]], [b, named["b2"]])
    used = [claim for each in found.ratios for claim in (each.a, each.b)]
    assert not any(claim in stale for claim in used)
    assert all(claim.as_of <= found.judgement.day for claim in used)
    assert all(note in " ".join([found.judgement.sentence, *found.further_notes]) for note in _notes(used))


def _notes(used: list[Claim]) -> set[str]:
    return {claim.scope_note for claim in used}


# --- who drew on whom ----------------------------------------------------------------------------------------------

UKRAINE = PartyRef("general-staff", "General Staff", "ukraine")


def test_who_drew_on_the_other() -> None:
    drew = replace(NATO, drew_on=(UKRAINE,))
    assert dependence(drew, GENERAL_STAFF) == dependence(GENERAL_STAFF, drew) == "NATO drew on data of General Staff"
    assert dependence(drew, RUSSIA) == dependence(NATO, GENERAL_STAFF) == ""


def test_who_drew_on_the_others_side() -> None:
    drew = replace(NATO, drew_on=(UKRAINE,))
    president = replace(GENERAL_STAFF, party="ukraine-president", party_name="Ukraine President", side="ukraine")
    assert dependence(drew, president) == ("NATO drew on data of General Staff, of the same side as Ukraine President")
    assert dependence(replace(drew, drew_on=(replace(UKRAINE, side=""),)), replace(president, side="")) == ""


def test_both_drew_on_a_third() -> None:
    uk = replace(NATO, party="uk", party_name="UK")
    drew = [replace(each, drew_on=(UKRAINE,)) for each in (NATO, uk)]
    assert dependence(*drew) == "both drew on data of General Staff"
    assert dependence(drew[0], uk) == ""
