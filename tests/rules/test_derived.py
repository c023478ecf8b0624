"""Sums of what one report gives in parts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules.claims import Claim
from reports.rules.derived import derived_sums, sum_of_numbers
from reports.rules.examples import (
    ALL_FOUR,
    CAPTURED,
    CASUALTIES,
    KILLED,
    KILLED_AND_WOUNDED,
    LOSSES,
    MISSING,
    RUSSIA,
    RUSSIA_WOUNDED,
    WOUNDED,
    claim,
)
from reports.rules.intervals import Interval, sum_of_intervals
from reports.rules.number import NEEDED, Number
from tests.comparison.small_worlds import small_intervals

WHOLES = [KILLED_AND_WOUNDED, ALL_FOUR, CASUALTIES, LOSSES, KILLED]
DAY = "2022-03-25"


def words(found: Sequence[Claim]) -> list[str]:
    return [made.words for made in found]


def test_russias_killed_and_wounded_of_march_2022() -> None:
    (made,) = derived_sums([RUSSIA, RUSSIA_WOUNDED], WHOLES)
    assert made.words == "5,176 killed and wounded"
    assert (made.interval, made.stated, made.number.qualifier) == (Interval(5176, 5176), Interval(5176, 5176), "exact")
    assert made.parts == (RUSSIA, RUSSIA_WOUNDED)
    assert (made.figure, made.is_derived, made.as_of, made.report) == ("", True, RUSSIA.as_of, RUSSIA.report)
    assert (made.measure, made.measure_name, made.family, made.counted) == KILLED_AND_WOUNDED


def test_four_parts_make_every_whole_that_they_cover() -> None:
    four = [claim("A", measure, DAY, "exact", 10) for measure in (KILLED, WOUNDED, MISSING, CAPTURED)]
    assert words(derived_sums(four, WHOLES)) == [
        "20 killed and wounded",
        "40 killed, wounded, missing and captured",
    ]


def test_a_sum_of_a_part_that_is_a_sum_already_counts_no_one_twice() -> None:
    """Killed and wounded together, beside the killed: only with missing and captured do they make a whole."""
    given_parts = [claim("A", measure, DAY, "exact", 10) for measure in (KILLED, KILLED_AND_WOUNDED, MISSING, CAPTURED)]
    (made,) = derived_sums(given_parts, WHOLES)
    assert made.words == "30 killed, wounded, missing and captured"
    assert [part.measure for part in made.parts] == ["killed-and-wounded", "missing", "captured"]


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [RUSSIA],
        [RUSSIA, claim("Russia MoD", MISSING, DAY, "exact", 48_000)],
        [RUSSIA, claim("Russia MoD", CASUALTIES, DAY, "exact", 5_000)],
        [RUSSIA, RUSSIA_WOUNDED, claim("Russia MoD", KILLED_AND_WOUNDED, DAY, "exact", 5_000)],
        [claim("A", measure, DAY, "exact", 5) for measure in (CASUALTIES, MISSING, CAPTURED)],
        [RUSSIA, replace(RUSSIA, number=Number.make("about", 1351)), RUSSIA_WOUNDED],
        [RUSSIA, replace(RUSSIA_WOUNDED, scope="place")],
        [RUSSIA, replace(RUSSIA_WOUNDED, basis="period")],
        [RUSSIA, replace(RUSSIA_WOUNDED, start=date(2022, 3, 1))],
        [RUSSIA, replace(RUSSIA_WOUNDED, as_of=date(2022, 3, 24))],
        [RUSSIA, replace(RUSSIA_WOUNDED, parts=(RUSSIA,))],
        [RUSSIA, replace(RUSSIA_WOUNDED, counted=replace(RUSSIA_WOUNDED.counted, unit="percent"))],
    ],
)
def test_what_makes_no_sum(parts: list[Claim]) -> None:
    assert derived_sums(parts, WHOLES) == []


def test_scope_notes_of_the_parts_go_with_the_sum() -> None:
    noted = [replace(RUSSIA, scope_note="army only"), replace(RUSSIA_WOUNDED, scope_note="heavily")]
    assert derived_sums(noted, WHOLES)[0].scope_note == "army only; heavily"
    alike = [replace(each, scope_note="army only") for each in noted]
    assert derived_sums(alike, WHOLES)[0].scope_note == "army only"


@pytest.mark.parametrize(
    ("parts", "number", "interval"),
    [
        ([("exact", 1351), ("about", 3800)], "about 5,151", Interval(5101, 5201)),
        ([("exact", 1351), ("more_than", 3800)], "more than 5,151", Interval(5152)),
        ([("more_than", 2870), ("more_than", 3700)], "more than 6,570", Interval(6572)),
        ([("about", 1000), ("at_least", 3800)], "at least about 4,800", Interval(4300)),
        ([("nearly", 1000), ("exact", 351)], "nearly 1,351", Interval(851, 1350)),
        ([("nearly", 1000), ("nearly", 200)], "nearly 1,200", Interval(650, 1198)),
        ([("nearly", 1000), ("about", 200)], "about 1,200", Interval(650, 1249)),
        ([("nearly", 1000), ("at_least", 200)], "at least about 1,200", Interval(700)),
        ([("range", 100, 200), ("exact", 50)], "150–250", Interval(150, 250)),
        ([("range", 100, 200), ("about", 50)], "about 150–250", Interval(145, 255)),
        ([("up_to", 100), ("fewer_than", 50)], "up to 149", Interval(0, 149)),
        ([("up_to", 100), ("at_least", 50)], "at least 50", Interval(50)),
    ],
)
def test_hedges_of_sums(parts: list[tuple], number: str, interval: Interval) -> None:
    figures = [claim("A", measure, DAY, *stated) for measure, stated in zip((KILLED, WOUNDED), parts, strict=True)]
    (made,) = derived_sums(figures, WHOLES)
    assert (made.number_text, made.interval) == (number, interval)


@given(st.lists(small_intervals(), min_size=1, max_size=4), st.data())
def test_a_sum_holds_every_sum(parts: list[Interval], data: st.DataObject) -> None:
    picked = [data.draw(st.integers(part.low, part.low + 5 if part.high is None else part.high)) for part in parts]
    assert sum(picked) in sum_of_intervals(parts)


@given(st.lists(small_intervals(), min_size=1, max_size=4))
def test_a_sum_holds_nothing_else(parts: list[Interval]) -> None:
    found = sum_of_intervals(parts)
    assert found.low == sum(part.low for part in parts)
    assert (found.high is None) == any(part.high is None for part in parts)
    assert found.high is None or found.high == sum(part.high for part in parts)


@st.composite
def small_numbers(draw: st.DrawFn) -> Number:
    qualifier = draw(st.sampled_from([*NEEDED]))
    values = sorted(draw(st.integers(1, 5)) for _ in range(2 if qualifier == "range" else 1))
    return Number.make(qualifier, *values)


@given(st.lists(small_numbers(), min_size=2, max_size=3))
def test_a_sum_says_what_the_stated_numbers_add_up_to(numbers: list[Number]) -> None:
    """A sum with a part that is "more than" lies above what the parties stated, by one for each such part."""
    qualifiers = [number.qualifier for number in numbers]
    above = qualifiers.count("more_than")
    total = sum_of_intervals(number.stated for number in numbers)
    found = sum_of_numbers(numbers)
    assert not list(found.problems())
    assert {value for value in found.values if value is not None} <= {total.low - above, total.high}
    assert (found.qualifier in ("at_least", "more_than")) == (total.high is None)
    assert (found.qualifier == "more_than") == (above > 0)


@given(st.lists(small_numbers(), min_size=2, max_size=2))
def test_about_stays_in_the_words_of_a_sum(numbers: list[Number]) -> None:
    """So does "nearly", which beside another hedge, or an "about", is no more than about."""
    parts = [replace(part, number=number) for part, number in zip((RUSSIA, RUSSIA_WOUNDED), numbers, strict=True)]
    (made,) = derived_sums(parts, WHOLES)
    hedges = {number.qualifier for number in numbers}
    assert made.number_text.count("about") + made.number_text.count("nearly") == bool(hedges & {"about", "nearly"})
    assert "nearly" not in made.number_text or "about" not in hedges
    assert "nearly" in made.number_text or not hedges <= {"nearly", "exact"} or "nearly" not in hedges
