"""Another measure than the party's last, a part above its whole, and a floor that is none."""

import pytest

from reports.checks.checked_figures import CheckedFigure
from reports.checks.definitions import other_definition, part_above_whole, plain_floor
from reports.checks.figure_index import Context

from .made import CASUALTIES, KILLED, KILLED_AND_WOUNDED, LOSSES, WOUNDED, given


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
