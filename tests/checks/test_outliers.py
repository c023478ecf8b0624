"""A running total beside the party's own: what falls, what leaps, what stands still."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given as generated
from hypothesis import strategies as st

from reports.checks.checked_figures import CheckedFigure
from reports.checks.figure_index import WINDOW, Context
from reports.checks.outliers import fell, long_unchanged, longest_run, run_length, unusual_step, usual_steps

from .made import days, given


def interval(low: int, high: int, day: int = 0) -> CheckedFigure:
    figure = given(None, day, "range", low=low, high=high)
    return replace(figure, number=replace(figure.number, level=95))


class TestFell:
    @pytest.mark.parametrize(
        ("before", "now", "is_told"),
        [
            (given(20600, -1), given(20500), True),
            (given(20600, -1), given(20600), False),
            (given(20600, -1), given(20700), False),
            (given(20650, -1, "about"), given(20600, hedge="about"), True),
            (given(94, -1, "at_least"), given(92, hedge="at_least"), True),
            (given(31000, -1), given(30000, hedge="more_than"), False),
            (given(31000, -1), given(30000, hedge="up_to"), True),
            (given(40000, -1, "up_to"), given(31000), False),
            (given(40000, -1, "up_to"), given(30000, hedge="up_to"), True),
            (given(None, -1, "range", low=7000, high=15000), given(12000), False),
            (given(None, -1, "range", low=7000, high=15000), given(6999), True),
            (given(12000, -1), given(None, 0, "range", low=7000, high=15000), False),
            (given(16000, -1), given(None, 0, "range", low=7000, best=9000, high=15000), True),
            (given(16000, -1), interval(7000, 15000), False),
            (interval(7000, 15000, -1), interval(6000, 6500), False),
            (interval(7000, 15000, -1), given(6000), False),
            (given(16000, -1, "nearly"), given(15990), False),
            (given(16000, -1, "nearly"), given(15400), True),
            (given(16000, -1, "nearly"), given(15900, hedge="nearly"), True),
            (given(16000, -1), given(16000, hedge="nearly"), True),
        ],
    )
    def test_below_in_every_reading(self, before: CheckedFigure, now: CheckedFigure, is_told: bool) -> None:
        assert [each.code for each in fell(now, Context(before=[before]))] == (["total-fell"] if is_told else [])

    def test_names_both_numbers(self) -> None:
        (found,) = fell(given(20500), Context(before=[given(20600, -1)]))
        assert found.message == (
            "A running total cannot fall, but this one did: 20,500 (18 April 2022) after 20,600 (17 April 2022)."
        )
        assert [(each.figure, each.report) for each in found.others] == [("figure--1", "report--1")]
        assert (found.field, found.is_error) == ("best", False)

    def test_below_what_comes_after_it(self) -> None:
        context = Context(before=[given(20600, -1)], after=given(20650, 1))
        (found,) = fell(given(20700), context)
        assert "the next one on record is lower: 20,700 (18 April 2022) before 20,650 (19 April 2022)" in found.message

    def test_a_pair_has_one_key_from_either_side(self) -> None:
        one, other = given(20700), given(20650, 1)
        (seen_from_first,) = fell(one, Context(after=other))
        (seen_from_second,) = fell(other, Context(before=[one]))
        assert seen_from_first.key == seen_from_second.key

    def test_not_where_the_party_revises_the_one_before(self) -> None:
        before = [given(20400, -2), given(20600, -1)]
        assert not list(fell(given(20500), Context(before=before, revised=frozenset({"report--1"}))))
        assert list(fell(given(20500), Context(before=before, revised=frozenset({"report--2"}))))

    def test_a_documented_count_is_corrected_now_and_then(self) -> None:
        before = days(90, 95, 92, 96, hedge="at_least")
        assert not list(fell(given(93, hedge="at_least"), Context(before=before)))
        assert list(fell(given(92, hedge="at_least"), Context(before=before)))

    def test_only_running_totals(self) -> None:
        assert not list(fell(given(5, basis="period"), Context(before=[given(9, -1, basis="period")])))


class TestUnusualStep:
    # Rises of 100, 200 and 300: usual is 200 a day, and none is above 300.
    BEFORE = days(1000, 1100, 1300, 1600)

    @pytest.mark.parametrize(("value", "is_told"), [(1600, False), (1800, False), (2200, False), (2201, True)])
    def test_more_than_three_times_the_median(self, value: int, is_told: bool) -> None:
        found = list(unusual_step(given(value), Context(before=self.BEFORE)))
        assert [each.code for each in found] == (["unusual-step"] if is_told else [])

    def test_says_what_is_usual(self) -> None:
        (found,) = unusual_step(given(2400), Context(before=self.BEFORE))
        assert found.message == (
            "It rose by 800, to 2,400 after 1,600 (17 April 2022). The usual rise is 200 a day, at the median of the "
            "party's last 4 figures, and none was above 300 a day."
        )

    def test_for_as_many_days_as_it_took(self) -> None:
        assert not list(unusual_step(given(2800, 1), Context(before=self.BEFORE)))
        (found,) = unusual_step(given(2801, 1), Context(before=self.BEFORE))
        assert "It rose by 1,201 in 2 days, to 2,801" in found.message

    def test_not_where_the_party_rose_as_far_lately(self) -> None:
        before = days(0, 100, 200, 1200, 2200, 2300)
        assert not list(unusual_step(given(3300), Context(before=before)))
        assert list(unusual_step(given(3301), Context(before=before)))

    def test_one_wild_day_does_not_hide_the_next(self) -> None:
        """421 aircraft for weeks, then 442, with a rise of 29 among the last 90 figures (lod-db/orc-losses#285)."""
        before = days(380, 381, 381, 410, 411, 413, *[421] * 17)
        (found,) = unusual_step(given(442), Context(before=before))
        assert found.message == (
            "It rose by 21, to 442 after 421 (17 April 2022). The usual rise is 2 a day, at the median of the party's "
            "last 23 figures, and only one, of 29, was above 8 a day."
        )
        assert not list(unusual_step(given(429), Context(before=before)))

    def test_days_without_a_rise_do_not_count(self) -> None:
        before = days(5, 5, 6, 6, 6, 6, 7, 7, 7)
        assert usual_steps(before).usual == 1
        assert not list(unusual_step(given(10), Context(before=before)))
        assert list(unusual_step(given(11), Context(before=before)))

    def test_one_rise_is_no_habit(self) -> None:
        assert not list(unusual_step(given(99999), Context(before=days(1000, 1100))))
        assert not list(unusual_step(given(99999), Context()))

    @generated(st.lists(st.integers(1, 2000), min_size=2, max_size=40), st.integers(0, 2000))
    def test_never_of_a_step_within_those_before(self, rises: list[int], rise: int) -> None:
        values = [sum(rises[:count]) for count in range(len(rises) + 1)]
        found = list(unusual_step(given(values[-1] + rise), Context(before=days(*values))))
        in_order = sorted(rises)
        median = in_order[len(rises) // 2] if len(rises) % 2 else sum(in_order[len(rises) // 2 - 1 :][:2]) / 2
        has_outlier = len(rises) > 2 and in_order[-1] > 3 * in_order[-2]
        assert bool(found) == (rise > 3 * median and rise > in_order[-2 if has_outlier else -1])


def monthly(*values: int) -> list[CheckedFigure]:
    """Plain totals, the last of them 30 days before DAY."""
    return [given(value, 30 * (place - len(values))) for place, value in enumerate(values)]


class TestLongUnchanged:
    @pytest.mark.parametrize(
        ("before", "value", "is_told"),
        [
            ((1, 2, 3, 4), 4, True),  # never twice the same so far
            ((1, 2, 3, 4), 5, False),
            ((1, 2, 3, 4, 4), 4, False),  # said once, of the figure before
            ((1, 2, 2, 3, 3, 3), 3, True),  # at most 2, and half as many again
            ((1, 2, 2, 3, 3), 3, False),
            ((1, 2, 2, 2, 2, 3, 3, 3, 3), 3, False),
            ((1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3), 3, True),
            ((3, 4), 4, False),  # one change is no habit
            ((4, 4, 4, 4), 4, False),
        ],
    )
    def test_more_figures_running_than_usual(self, before: tuple[int, ...], value: int, is_told: bool) -> None:
        found = list(long_unchanged(given(value), Context(before=monthly(*before))))
        assert [finding.code for finding in found] == (["long-unchanged"] if is_told else [])

    def test_not_of_a_history_shorter_than_a_month(self) -> None:
        before = days(*range(29), 29)
        assert not list(long_unchanged(given(29, -1), Context(before=before)))
        assert list(long_unchanged(given(29), Context(before=before)))

    def test_says_since_when(self) -> None:
        (found,) = long_unchanged(given(3), Context(before=[given(0, -40), *days(1, 2, 2, 3, 3, 3)]))
        assert found.message == (
            "The number has not changed since 15 April 2022: 4 figures running say 3. Among the party's last 7 figures "
            "no number stood in more than 2."
        )
        assert [each.figure for each in found.others] == ["figure--3"]

    @generated(st.lists(st.integers(0, 3), min_size=1, max_size=WINDOW))
    def test_runs_counted_a_second_way(self, values: list[int]) -> None:
        before = days(*values)
        text = "".join(map(str, values))
        standing = len(text) - len(text.rstrip(text[-1]))
        assert run_length(before, values[-1]) == standing + 1
        ended = text[: len(text) - standing]
        longest = max(
            (count for count in range(len(ended) + 1) for digit in "0123" if digit * count in ended), default=0
        )
        changes = sum(one != other for one, other in pairwise(text))
        assert longest_run(before) == (longest if changes >= 2 else None)
