"""What travels with a chart about each spot: few texts for many spots, and every one of them right."""

import doctest

import pytest

from reports.timelines import chart_texts as module
from reports.timelines.chart_texts import columns, typed
from reports.timelines.cumulative import draw_totals
from tests.views.charted import Told, untyped

from .hand_made import START, daily, day, frame, point, series


def told(*points: object, **more: object) -> Told:
    (track,) = draw_totals([series(points, **more)], frame(2000)).lines
    return Told(columns(track, START), START)


@pytest.mark.parametrize(("dtype", "values"), [("u1", [0, 255]), ("i2", [-5, 30000]), ("i4", [2_000_000_000])])
def test_typed_arrays_hold_what_was_put_in(dtype: str, values: list[int]) -> None:
    assert untyped(typed(values, dtype)) == values


def test_a_thousand_totals_need_a_handful_of_texts() -> None:
    found = told(*daily(*range(1000, 2000)))
    assert {name: len(column["patterns"]) for name, column in found.texts.items()} == {
        "number": 1,
        "when": 1,
        "change": 2,
        "sources": 1,
        "note": 2,
        "record": 1,
    }
    assert found.spot(999) == {
        "number": "1,999",
        "when": "as of 19 Nov 2024, stated 19 Nov 2024",
        "change": "+1 since 18 Nov 2024",
        "sources": "Paper",
        "note": "no new figure since 19 Nov 2024",
        "record": f"party-{day(999).isoformat()}-killed",
    }


def test_many_different_texts_are_found_too() -> None:
    found = told(*(point(at, at, figure=f"any-name-{at * 7}") for at in range(300)))
    assert [spot["record"] for spot in found.spots] == [f"any-name-{at * 7}" for at in range(300)]


@pytest.mark.parametrize(
    ("qualifier", "number"),
    [
        ("exact", "1,351"),
        ("about", "about 1,351"),
        ("nearly", "nearly 1,351"),
        ("at_least", "at least 1,351"),
        ("more_than", "more than 1,351"),
        ("up_to", "up to 1,351"),
        ("fewer_than", "fewer than 1,351"),
        ("range", "1,351–2,702"),
    ],
)
def test_numbers_keep_their_hedge(qualifier: str, number: str) -> None:
    assert told(point(3, 1351, qualifier)).spot(0)["number"] == number


def test_an_interval_keeps_its_level() -> None:
    assert told(point(3, 1351, "range", level=95)).spot(0)["number"] == "1,351–2,702 (95% interval)"


def test_examples_in_the_docstrings() -> None:
    results = doctest.testmod(module)
    assert results.attempted > 0
    assert results.failed == 0


def test_days_far_from_the_start_travel_as_they_are() -> None:
    """Two bytes hold 89 years of days; whoever dates a figure otherwise gets four."""
    for at in (32_767, 32_768):
        assert told(point(0, 100), point(at, 150)).days == [START, day(at)]
    assert typed([-32_768], "i2")["dtype"] == typed([32_768], "i2")["dtype"] == "i4"
    assert typed([32_767], "i2")["dtype"] == "i2"
    assert untyped(typed([3_000_000_000], "i4")) == [3_000_000_000]


def test_a_number_that_contains_another_is_not_mistaken_for_it() -> None:
    """One in the 11 of a percentage, or of a number that is written elsewhere in the text."""
    assert told(point(3, 11, "up_to", unit="percent")).spot(0)["number"] == "up to 11%"


def test_a_change_of_hedged_totals_is_the_total_before_in_words() -> None:
    assert told(point(0, 100), point(1, 150, "at_least")).spot(1)["change"] == "before: 100, 24 Feb 2022"
    assert told(point(0, 100, "about"), point(1, 150)).spot(1)["change"] == "about +50 since 24 Feb 2022"
    assert told(point(0, 100), point(1, 150, "nearly")).spot(1)["change"] == "about +50 since 24 Feb 2022"
    assert told(point(0, 100), point(1, 90)).spot(1)["change"] == "-10 since 24 Feb 2022"


def test_a_restated_total_names_the_one_before() -> None:
    assert told(point(0, 100), point(1, 90, revises=True)).spot(1)["note"] == (
        "restated: the party lowered its own total, from 100"
    )
    assert told(point(0, 100), point(1, 90)).spot(1)["note"] == (
        "lower than 100, which the party gave before, without a word why"
    )


def test_what_is_no_total_says_what_it_is() -> None:
    beside = [
        point(9, 60, basis="period", begins=day(3), limits="count in a period"),
        point(12, 5, scope="place", limits="one place", scope_note="Mariupol"),
    ]
    found = told(point(0, 100), beside=beside)
    assert found.spot(1)["when"] == "27 Feb 2022 to 5 Mar 2022, stated 5 Mar 2022"
    assert [spot["note"] for spot in found.spots] == ["", "count in a period", "one place: Mariupol"]
    assert [spot["change"] for spot in found.spots] == ["its first total on record", "", ""]


def test_only_the_partys_first_total_is_called_its_first() -> None:
    def first_of(**more: object) -> str:
        (track,) = draw_totals([series(daily(*range(100, 200)))], frame(200, **more)).lines
        return Told(columns(track, START), START).spot(0)["change"]

    assert first_of() == first_of(first=day(1)) == "its first total on record"
    assert first_of(first=day(50)) == "", "a line enters from the total before the edge"
    (track,) = draw_totals([series([point(0, 9, withdrawn_on=day(1)), point(2, 10)])], frame(200)).lines
    assert Told(columns(track, START), START).spot(0)["change"] == "", "the first was withdrawn"


def test_a_total_that_may_hold_a_correction_says_so() -> None:
    words = "in a report by which the party corrects an earlier one"
    noted = told(point(0, 100), point(1, 110, revises=True, scope_note="men only"), point(2, 110, revises=True))
    assert [spot["note"] for spot in noted.spots] == ["", f"{words}: the change may hold a correction; men only", ""]
    assert noted.spot(1)["change"] == "+10 since 24 Feb 2022"
    assert told(point(0, 100, revises=True)).spot(0)["note"] == words
    unchanged = told(point(0, 100, "at_least"), point(1, 100, "at_least", revises=True))
    assert unchanged.spot(1)["note"] == "", "a total that stayed as it was is no correction"
    beside = [point(9, 60, basis="period", begins=day(3), limits="count in a period", revises=True)]
    assert told(point(0, 100), beside=beside).spot(1)["note"] == f"{words}; count in a period"


def test_what_was_withdrawn_still_says_what_it_counted() -> None:
    beside = [point(9, 60, basis="period", begins=day(3), limits="count in a period", withdrawn_on=day(12))]
    assert told(beside=beside).spot(0)["note"] == "withdrawn by the party on 8 Mar 2022; count in a period"


def test_the_last_total_before_a_silence_tells_of_it() -> None:
    notes = [spot["note"] for spot in told(*daily(*range(20)), *daily(*range(20, 40), first=60)).spots]
    assert {at: note for at, note in enumerate(notes) if note} == {
        19: "no new figure from 16 Mar to 24 Apr 2022",
        39: "no new figure since 14 May 2022",
    }
