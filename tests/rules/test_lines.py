"""Badges of cells, lines of rows, and the order of verdicts."""

from dataclasses import replace

import pytest

from reports.rules.claims import Claim
from reports.rules.examples import (
    CASUALTIES,
    GENERAL_STAFF,
    KILLED,
    KILLED_AND_WOUNDED,
    MISSING,
    NATO,
    NATO_CASUALTIES,
    RUSSIA,
    RUSSIA_WOUNDED,
    claim,
    never,
    people,
)
from reports.rules.lines import BadgeKind, badge_of, by_severity, headline_pairs, spread
from reports.rules.pairs import Pair, compare_claims

BOTH = claim("Russia MoD", KILLED_AND_WOUNDED, "2022-03-25", "exact", 5176)
UK = claim("UK MoD", CASUALTIES, "2022-03-25", "about", 11_966)


@pytest.mark.parametrize(
    ("claim", "others", "kind", "explanation"),
    [
        (RUSSIA, [NATO, UK], BadgeKind.SAME, "Counts killed: counts the same as NATO."),
        (
            BOTH,
            [NATO_CASUALTIES],
            BadgeKind.PART,
            "Counts killed and wounded: counts a part of what the figure of NATO",
        ),
        (NATO_CASUALTIES, [BOTH, RUSSIA], BadgeKind.WHOLE, "counts all that the figures of Russia MoD and Russia MoD "),
        (BOTH, [UK], BadgeKind.DEPENDS, "may or may not count the same as UK MoD, whose measure is undefined."),
        (BOTH, [UK, GENERAL_STAFF], BadgeKind.DEPENDS, "whose measures are undefined."),
        (RUSSIA, [RUSSIA_WOUNDED], BadgeKind.DIFFERENT, "counts other outcomes than Russia MoD."),
        (GENERAL_STAFF, [RUSSIA], BadgeKind.UNDEFINED, "surely counts killed and may count wounded, missing and capt"),
        (GENERAL_STAFF, [], BadgeKind.UNDEFINED, "“Personnel losses (undefined)” surely counts killed"),
    ],
)
def test_badges(claim: Claim, others: list[Claim], kind: BadgeKind, explanation: str) -> None:
    found = badge_of(claim, others)
    assert found.kind is kind
    assert explanation in found.explanation
    assert found.explanation.endswith(".")


def test_of_several_relations_the_nearest_is_told() -> None:
    assert badge_of(RUSSIA, [UK, NATO, NATO_CASUALTIES]).kind is BadgeKind.SAME
    three = [replace(NATO, party_name=name) for name in ("A", "B", "C")]
    assert badge_of(RUSSIA, three).explanation.endswith("counts the same as A, B and C.")


def test_a_part_is_named_with_its_whole() -> None:
    assert badge_of(RUSSIA, [NATO_CASUALTIES]).words == "part of NATO’s"
    assert badge_of(RUSSIA, [NATO_CASUALTIES, replace(NATO_CASUALTIES, party_name="A")]).words == "part of"


def test_alone_there_is_no_badge() -> None:
    assert badge_of(RUSSIA, []) is None
    assert badge_of(replace(RUSSIA, counted=people()), [NATO]) is None


# --- the line of a row ---------------------------------------------------------------------------------------------


def killed(party: str, qualifier: str, *numbers: int) -> Claim:
    return claim(party, KILLED, "2022-03-25", qualifier, *numbers)


@pytest.mark.parametrize(
    ("claims", "line"),
    [
        ([], ""),
        ([RUSSIA], "Russia MoD alone gives such a figure"),
        (
            [RUSSIA, NATO, GENERAL_STAFF],
            "Highest (NATO) is 5.2 to 11.1 times lowest (Russia MoD), like for like, between 2 of 3 parties",
        ),
        ([RUSSIA, NATO_CASUALTIES], "No two of these count the same thing"),
        ([BOTH, UK], "No two of these surely count the same thing"),
        ([UK, replace(UK, party_name="A")], "No two of these surely count the same thing"),
        ([RUSSIA, killed("B", "exact", 1351)], "The same number, like for like, between 2 of 2 parties"),
        (
            [RUSSIA, killed("B", "exact", 0)],
            "Lowest is zero, so there is no ratio; like for like, between 2 of 2 parties",
        ),
        (
            [killed("A", "at_least", 5), killed("B", "more_than", 9)],
            "Nothing but lower limits, so there is no ratio; like for like, between 2 of 2 parties",
        ),
        (
            [RUSSIA, killed("A", "up_to", 40_000)],
            "Highest (A) is at most 29.7 times lowest (Russia MoD), like for like, between 2 of 2 parties",
        ),
    ],
)
def test_the_line_of_a_row(claims: list[Claim], line: str) -> None:
    assert spread(claims) == line
    assert spread(claims[::-1]) == line


def test_the_largest_group_that_is_alike() -> None:
    three = [killed(name, "exact", count) for name, count in [("A", 10), ("B", 40), ("C", 20)]]
    line = spread([BOTH, replace(BOTH, party_name="D", number=three[0].number), *three])
    assert line == "Highest (B) is 4.0 times lowest (A), like for like, between 3 of 5 parties"


def test_stale_figures_enter_no_ratio() -> None:
    a, b, c = (killed(name, "exact", count) for name, count in [("A", 10), ("B", 40), ("C", 20)])
    assert spread([a, b, c], [b]) == "Highest (C) is 2.0 times lowest (A), like for like, between 2 of 3 parties"
    assert spread([a, b, c], [a, b]) == "No ratio: all but one of these are too old for this day"
    assert spread([a, b], [a, b]) == "No ratio: all of these are too old for this day"
    too_old = "No ratio: of those that count the same thing, all or all but one are too old for this day"
    assert spread([a, b, BOTH], [a]) == too_old
    assert spread([a, b, BOTH, GENERAL_STAFF], [a, b]) == too_old
    assert spread([a, BOTH], [a]) == "No two of these count the same thing"


# --- what a row tells of -------------------------------------------------------------------------------------------


def pair(a: Claim, b: Claim) -> Pair:
    return compare_claims(a, b, never, never)


CONFLICT, SECOND = pair(RUSSIA, NATO), pair(RUSSIA, killed("C", "at_least", 2000))
OPEN, FINE = pair(RUSSIA, GENERAL_STAFF), pair(BOTH, NATO_CASUALTIES)
APART = pair(RUSSIA, claim("P", MISSING, "2022-03-25", "exact", 3))
ACROSS = pair(RUSSIA, NATO_CASUALTIES)
WHOLE_FIRST = pair(BOTH, NATO)


def test_the_gravest_first_and_of_each_what_is_alike() -> None:
    ordered = [CONFLICT, SECOND, WHOLE_FIRST, OPEN, FINE, APART]
    assert by_severity([APART, FINE, OPEN, WHOLE_FIRST, CONFLICT, SECOND]) == ordered


@pytest.mark.parametrize(
    ("pairs", "family", "told"),
    [
        ([OPEN, SECOND, CONFLICT, ACROSS], "killed", [SECOND, CONFLICT]),
        ([ACROSS, OPEN], "killed", [OPEN]),
        ([ACROSS], "killed", []),
        ([FINE, WHOLE_FIRST], "casualties", [FINE]),
        ([APART], "killed", []),
        ([], "killed", []),
    ],
)
def test_what_a_row_tells_of(pairs: list[Pair], family: str, told: list[Pair]) -> None:
    """All conflicts within the row; else the most severe; of pairs with other rows none that can both be true."""
    assert headline_pairs(pairs, family) == told
