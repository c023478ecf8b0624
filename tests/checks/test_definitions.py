"""Another measure than the party's last, a part above its whole, a floor that is none, and what does not add up."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from reports.checks import Finding
from reports.checks.checked_figures import CheckedFigure
from reports.checks.definitions import (
    other_definition,
    part_above_whole,
    part_of_subject_above_whole,
    parts_and_whole,
    plain_floor,
)
from reports.checks.figure_index import Context, FigureIndex
from reports.comparison.counted_measures import MeasureSet
from reports.rules.number import Number

from .made import CASUALTIES, DAY, KILLED, KILLED_AND_WOUNDED, LOSSES, WOUNDED, given


class TestOtherDefinition:
    LAST = given(30000, -1, measure=CASUALTIES)

    def test_names_what_was_counted_last(self) -> None:
        (found,) = other_definition(given(31000, measure=KILLED_AND_WOUNDED), Context(family=[self.LAST]))
        assert found.message == (
            "The party last counted something else here: “Casualties”, with 30,000 (17 April 2022), not “Killed and "
            "wounded”."
        )
        assert (found.field, [each.figure for each in found.others]) == ("measure", ["figure--1"])

    @pytest.mark.parametrize(
        ("entered", "context"),
        [
            (given(measure=CASUALTIES), Context(family=[LAST])),
            (given(measure=KILLED_AND_WOUNDED), Context()),
            (given(measure=CASUALTIES), Context(family=[LAST, given(1, -1, measure=KILLED_AND_WOUNDED)])),
            (given(measure=KILLED_AND_WOUNDED), Context(family=[LAST], beside=frozenset({"casualties"}))),
            (given(measure=KILLED_AND_WOUNDED, scope="place"), Context(family=[LAST])),
            (given(measure=KILLED_AND_WOUNDED, basis="period"), Context(family=[LAST])),
        ],
    )
    def test_not_where_it_counts_as_before(self, entered: CheckedFigure, context: Context) -> None:
        assert not list(other_definition(entered, context))


def test_a_named_count_on_record_as_a_number_is_told() -> None:
    (found,) = plain_floor(given(231_500, method="named_count"), Context())
    assert (found.code, found.field, found.others, found.is_error) == ("plain-floor", "qualifier", (), False)
    assert found.message == (
        "A count of named, verified or pictured cases is a floor: at least this many. On record it is 231,500, so "
        "larger numbers seem to contradict it."
    )
    assert found.key != next(plain_floor(given(231_501, method="named_count"), Context())).key
    for fit in (given(method="official_count"), given(hedge="at_least", method="named_count"), given()):
        assert not list(plain_floor(fit, Context()))


class TestPartAboveWhole:
    @pytest.mark.parametrize(
        ("entered", "other", "is_told"),
        [
            (given(5001), given(5000, measure=CASUALTIES), True),
            (given(5000), given(5000, measure=CASUALTIES), False),
            (given(5000, measure=CASUALTIES), given(5001), True),
            (given(5001), given(5000, measure=LOSSES), True),  # a part of it, or the same, in every reading
            (given(5001), given(5000, measure=WOUNDED), False),
            (given(5001, measure=CASUALTIES), given(5000, measure=LOSSES), False),  # it depends on a reading
            (given(5001), given(5000, 1, measure=CASUALTIES), True),  # a later whole is no smaller
            (given(5001), given(5000, -14, measure=CASUALTIES), True),
            (given(5001), given(5000, -15, measure=CASUALTIES), False),  # it may have grown since
            (given(5000, measure=CASUALTIES), given(5001, -200), True),  # a part does not shrink
            (given(5000, measure=CASUALTIES), given(5001, 1), False),
            (given(5001), given(4000, hedge="at_least", measure=CASUALTIES), False),
            (given(5001), given(5000, hedge="about", measure=CASUALTIES), False),  # within the margin of the rules
            (given(5501), given(5000, hedge="about", measure=CASUALTIES), True),
            (given(5001, basis="period"), given(5000, measure=CASUALTIES), False),
        ],
    )
    def test_a_part_is_no_larger(self, entered: CheckedFigure, other: CheckedFigure, is_told: bool) -> None:
        found = list(part_above_whole(entered, Context(related=[other])))
        assert [each.code for each in found] == (["part-above-whole"] if is_told else [])

    def test_the_later_whole_goes_before_the_earlier(self) -> None:
        wholes = [given(5000, -3, measure=CASUALTIES), given(9000, 1, measure=CASUALTIES)]
        assert not list(part_above_whole(given(5001), Context(related=wholes)))

    def test_names_both(self) -> None:
        (found,) = part_above_whole(given(6000), Context(related=[given(5000, measure=CASUALTIES)]))
        assert found.message == (
            "A part cannot be larger than its whole: 6,000 “Killed” on 18 April 2022, but 5,000 “Casualties” on "
            "18 April 2022, from the same party."
        )

    def test_a_measure_is_no_part_of_itself(self) -> None:
        assert not list(part_above_whole(given(6000), Context(related=[given(5000, 1, measure=KILLED)])))


def stated(measure: MeasureSet, value: int | None, hedge: str = "exact", **other: object) -> CheckedFigure:
    """A figure of the one statement."""
    return given(value, hedge=hedge, **{"measure": measure, "name": measure.slug, "report": "one"} | other)


def in_one_statement(*figures: CheckedFigure) -> list[Finding]:
    index = FigureIndex(figures)
    return [finding for figure in figures for finding in parts_and_whole(figure, index.context(figure))]


def ranged(measure: MeasureSet, low: int, high: int, level: int | None = None) -> CheckedFigure:
    return replace(stated(measure, 1), number=Number.make("range", low, high, level=level))


class TestPartsAndWhole:
    PARTS = (stated(KILLED, 1351), stated(WOUNDED, 3825))

    def test_names_the_parts_and_the_whole(self) -> None:
        (found,) = in_one_statement(*self.PARTS, stated(KILLED_AND_WOUNDED, 5200))
        assert found.message == (
            "The parts do not add up to the whole: 1,351 “Killed” + 3,825 “Wounded” make 5,176, but the statement "
            "gives 5,200 “Killed and wounded”."
        )
        assert (found.code, found.figure, found.field) == ("parts-and-whole", "killed-and-wounded", "best")
        assert {other.figure for other in found.others} == {"killed", "wounded"}

    @pytest.mark.parametrize(
        ("whole", "is_told"),
        [
            (stated(KILLED_AND_WOUNDED, 5176), False),
            (stated(KILLED_AND_WOUNDED, 5177), True),
            (stated(KILLED_AND_WOUNDED, 5200, "about"), False),
            (stated(KILLED_AND_WOUNDED, 5300, "about"), True),
            (stated(KILLED_AND_WOUNDED, 5200, "nearly"), False),
            (stated(KILLED_AND_WOUNDED, 5000, "at_least"), False),
            (stated(KILLED_AND_WOUNDED, 5200, "at_least"), True),
            (ranged(KILLED_AND_WOUNDED, 5000, 5200), False),
            (ranged(KILLED_AND_WOUNDED, 5200, 5300), True),
            (ranged(KILLED_AND_WOUNDED, 5200, 5300, level=95), False),
            (stated(CASUALTIES, 6000), False),
            (stated(CASUALTIES, 5176), False),
            (stated(CASUALTIES, 5175), True),
            (stated(LOSSES, 100), False),
        ],
    )
    def test_a_number_fits_both_or_the_whole_counts_more(self, whole: CheckedFigure, is_told: bool) -> None:
        assert bool(in_one_statement(*self.PARTS, whole)) is is_told

    def test_what_has_more_parts_than_that_is_larger(self) -> None:
        (found,) = in_one_statement(*self.PARTS, stated(CASUALTIES, 5000))
        assert found.message.startswith(
            "The parts are more than the whole: 1,351 “Killed” + 3,825 “Wounded” make 5,176,"
        )

    @pytest.mark.parametrize(("killed", "is_told"), [(364, False), (363, True)])
    def test_floors_add_up_by_their_numbers(self, killed: int, is_told: bool) -> None:
        """364 + 759 = 1,123, as the UN said in March 2022: any larger number would fit a sum of floors."""
        floors = [(KILLED, killed), (WOUNDED, 759), (KILLED_AND_WOUNDED, 1123)]
        assert bool(in_one_statement(*(stated(measure, value, "at_least") for measure, value in floors))) is is_told

    @pytest.mark.parametrize(
        "other",
        [
            {"report": "another"},
            {"scope": "place", "place": "mariupol"},
            {"basis": "period"},
            {"start": date(2022, 3, 1)},
            {"as_of": DAY - timedelta(days=1)},
        ],
    )
    def test_not_of_another_statement_place_or_stretch_of_days(self, other: dict) -> None:
        killed = self.PARTS[0]
        assert not in_one_statement(killed, stated(WOUNDED, 3825, **other), stated(KILLED_AND_WOUNDED, 5200))
        assert not in_one_statement(killed, stated(KILLED_AND_WOUNDED, 5200)), "one part alone"

    @drawn(*[st.tuples(st.integers(0, 9), st.integers(0, 9)).map(sorted)] * 3)
    def test_it_is_told_where_no_numbers_add_up(self, killed: list, wounded: list, both: list) -> None:
        """Tried out."""
        figures = [ranged(KILLED, *killed), ranged(WOUNDED, *wounded), ranged(KILLED_AND_WOUNDED, *both)]
        fits = any(
            both[0] <= one + other <= both[1]
            for one in range(killed[0], killed[1] + 1)
            for other in range(wounded[0], wounded[1] + 1)
        )
        assert bool(in_one_statement(*figures)) is not fits


class TestPartOfSubject:
    PEOPLE = given(300, report="one", name="people", subject_name="People in Gaza")

    @pytest.mark.parametrize(
        ("number", "is_told"),
        [(Number.make("exact", 301), True), (Number.make("exact", 300), False), (Number.make("up_to", 900), False)],
    )
    def test_no_part_of_the_people_is_more_than_all(self, number: Number, is_told: bool) -> None:
        series = self.PEOPLE.series._replace(subject="children")
        children = replace(self.PEOPLE, figure="children", subject_name="Children", number=number, series=series)
        index = FigureIndex([self.PEOPLE, children])
        wholes = {"children": frozenset({"russian-forces"})}
        found = list(part_of_subject_above_whole(self.PEOPLE, index.context(self.PEOPLE, wholes=wholes)))
        assert [each.message for each in found] == is_told * [
            "A part cannot be larger than its whole: 301 for Children, but 300 for People in Gaza, in the same "
            "statement."
        ]
        assert not list(part_of_subject_above_whole(children, index.context(children, wholes=wholes)))
        assert not list(part_of_subject_above_whole(self.PEOPLE, index.context(self.PEOPLE)))
