"""Verdicts written out: blocks for people, rows for machines."""

from dataclasses import replace

from reports.comparison.list_verdicts import COLUMNS, counted, in_block, in_row
from reports.rules.claims import PartyRef
from reports.rules.examples import (
    GENERAL_STAFF,
    KILLED_AND_WOUNDED,
    MEDIAZONA,
    NATO,
    RUSSIA,
    RUSSIA_WOUNDED,
    claim,
    never,
)
from reports.rules.pairs import compare_claims

SUM = claim("Russia MoD", KILLED_AND_WOUNDED, "2022-03-25", "exact", 5176, figure="", parts=(RUSSIA, RUSSIA_WOUNDED))


def test_a_block_has_verdict_relation_rule_numbers_days_ratios_and_dependence() -> None:
    drew = replace(GENERAL_STAFF, drew_on=(PartyRef("russia-mod", "Russia MoD"),))
    pair = compare_claims(RUSSIA, drew, never, never, [replace(SUM, scope_note="army")])
    assert in_block(pair).split("\n  ") == [
        "Cannot be decided on 25 March 2022: Russia MoD, 1,351 killed, Russian forces, 25 March 2022",
        "and General Staff, about 16,100 personnel losses (undefined), Russian forces, 25 March 2022",
        pair.judgement.sentence,
        "Undefined: it depends on what the undefined measure counts.",
        f"{pair.ratios[0].words}.",
        f"{pair.ratios[1].words}.",
        "Note on Russia MoD’s figure: “army”.",
        "Not independent: General Staff drew on data of Russia MoD.",
    ]


def test_a_sum_is_marked_and_its_parts_named() -> None:
    pair = compare_claims(SUM, NATO, never, never)
    assert "5,176 killed and wounded (derived), Russian forces" in in_block(pair)
    assert in_row(pair)["own_figure"] == "russia-mod-2022-03-25-killed + russia-mod-2022-03-25-wounded"


def test_a_row_has_both_intervals_as_carried_to_the_day() -> None:
    row = in_row(compare_claims(RUSSIA, MEDIAZONA, never, never))
    assert tuple(row) == COLUMNS
    assert (row["own_low"], row["own_high"], row["low"], row["high"]) == (1351, "", 6476, "")
    assert (row["day"], row["own_as_of"], row["as_of"]) == (MEDIAZONA.as_of, RUSSIA.as_of, MEDIAZONA.as_of)
    assert (row["party"], row["figure"], row["number"]) == ("mediazona-bbc", MEDIAZONA.figure, "at least 6,476")
    assert "Note on Mediazona/BBC’s figure: “named dead only”." in row["sentence"]


def test_counts() -> None:
    conflict, open_one = compare_claims(RUSSIA, NATO, never, never), compare_claims(RUSSIA, GENERAL_STAFF, never, never)
    assert counted([conflict]) == "1 verdict: 1 in conflict"
    assert counted([open_one, conflict, conflict]) == "3 verdicts: 2 in conflict, 1 cannot be decided"
