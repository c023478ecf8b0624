"""What a report and its figures may say, rule by rule: what is refused, and what passes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.models import Method
from reports.models.validation import (
    DATABASE_GRACE,
    as_floor,
    citation_problems,
    content_problems,
    day_problems,
    duplicate_key,
    figure_day_problems,
    number_problems,
    place_problems,
    revised_problems,
    revision_reason_problems,
)
from reports.rules.number import NEEDED, Number
from reports.rules.series import Series

FLOORS = ("named_count", "verified_incidents", "visual_confirmation")
BEGAN = date(2022, 2, 24)
DAY = date(2022, 4, 18)
NEXT = DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (Number("exact", best=1351), []),
        (Number("range", low=7000, high=7000), []),
        (Number("range", 7000, 9000, 15000), []),
        (Number("exact"), [("best", "missing")]),
        (Number("exact", low=5, best=7), [("low", "unexpected")]),
        (Number("range", 9, 5, 7), [("best", "order"), ("high", "order")]),
        (Number("range", 5, 9, 7), [("high", "order")]),
        (Number("roughly", best=5), [("qualifier", "unknown")]),
        (Number("fewer_than", high=1), []),
        (Number("fewer_than", high=0), [("high", "below zero")]),
        (Number("nearly", best=1), []),
        (Number("nearly", best=0), [("best", "below zero")]),
        (Number("range", 5, None, 9, level=95), []),
        (Number("range", 5, None, 9, level=100), [("interval", "level")]),
        (Number("exact", best=5, level=95), [("interval", "level")]),
        (Number("exact", best=100, unit="percent"), []),
        (Number("exact", best=101, unit="percent"), [("best", "percentage")]),
        (Number("exact", best=101), []),
        (Number("", low=101, unit="percent"), [("qualifier", "unknown"), ("low", "percentage")]),
    ],
)
def test_numbers(number: Number, expected: list) -> None:
    assert [(problem.field, problem.code) for problem in number_problems(number)] == expected


@pytest.mark.parametrize("method", Method.values)
@given(qualifier=st.sampled_from([*NEEDED]), values=st.lists(st.integers(1, 90), min_size=2, max_size=2).map(sorted))
def test_what_is_counted_case_by_case_is_a_floor(method: str, qualifier: str, values: list[int]) -> None:
    """A number alone, of the three methods that know of cases one by one; what says more than a count stays."""
    number = Number.make(qualifier, *(values if qualifier == "range" else values[:1]))
    floor = as_floor(number, method)
    if method in FLOORS and qualifier in ("exact", "about"):
        assert floor == Number.make("at_least", values[0])
    else:
        assert floor == number
    assert as_floor(floor, method) == floor
    assert as_floor(replace(number, unit="percent"), method).qualifier == qualifier


def test_what_is_no_number_yet_is_left_to_its_own_problems() -> None:
    for number in (Number("exact"), Number("exact", low=5, best=7), Number("roughly", best=5), Number("", best=5)):
        assert as_floor(number, "named_count") == number


@pytest.mark.parametrize(
    ("day", "expected"),
    [(BEGAN, []), (DAY, []), (None, []), (NEXT, ["future-day"]), (BEGAN - timedelta(days=1), ["before-war"])],
)
def test_days(day: date | None, expected: list) -> None:
    assert [problem.code for problem in day_problems("as_of", day, DAY, BEGAN)] == expected


@pytest.mark.parametrize(
    ("as_of", "start", "grace", "expected"),
    [
        (DAY, DAY, timedelta(), []),
        (DAY, None, timedelta(), []),
        (None, NEXT, timedelta(), []),
        (DAY, NEXT, timedelta(), [("period_start", "period-order")]),
        (NEXT, None, timedelta(), [("as_of", "as-of-after-stated")]),
        (NEXT, None, DATABASE_GRACE, []),
        (NEXT + timedelta(days=1), None, DATABASE_GRACE, [("as_of", "as-of-after-stated")]),
    ],
)
def test_days_of_a_figure(as_of: date | None, start: date | None, grace: timedelta, expected: list) -> None:
    problems = figure_day_problems(as_of=as_of, stated_on=DAY, period_start=start, grace=grace)
    assert [(problem.field, problem.code) for problem in problems] == expected


def test_a_part_of_the_theatre_is_named() -> None:
    assert [problem.field for problem in place_problems("place", "")] == ["scope_note"]
    assert not [*place_problems("place", "Mariupol"), *place_problems("theatre", "")]


def test_two_figures_with_one_value_are_one_too_many_whatever_the_hedge() -> None:
    series = Series("russia-mod", "russian-forces", "killed")
    exact, about, floor = (Number.make(hedge, 1351) for hedge in ("exact", "about", "at_least"))
    key = duplicate_key(series, DAY, exact, DAY)
    assert key == duplicate_key(series, DAY, about, DAY)
    assert key != duplicate_key(series, DAY, floor, DAY)
    assert key != duplicate_key(series, NEXT, exact, DAY)
    assert key != duplicate_key(series, DAY, exact, NEXT)
    assert key != duplicate_key(series._replace(place="mariupol"), DAY, exact, DAY)


@pytest.mark.parametrize(
    ("has_content", "is_revision", "is_explained", "expected"),
    [
        (True, False, False, []),
        (True, True, True, []),
        (True, True, False, ["revision-unexplained"]),
        (False, False, True, ["no-content"]),
        (False, True, True, []),
        (False, True, False, ["withdrawal-unexplained", "revision-unexplained"]),
    ],
)
def test_a_report_says_something(has_content: bool, is_revision: bool, is_explained: bool, expected: list) -> None:
    revision = {"is_revision": is_revision, "is_explained": is_explained}
    problems = [*content_problems(has_content=has_content, **revision), *revision_reason_problems(**revision)]
    assert [problem.code for problem in problems] == expected


def test_and_where_it_was_said() -> None:
    assert [problem.code for problem in citation_problems(0)] == ["no-citation"]
    assert not list(citation_problems(1))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"party": None, "conflict": None, "stated_on": None}, []),
        ({"is_published": False}, ["unpublished"]),
        ({"party": 2}, ["other-party"]),
        ({"conflict": 2}, ["other-conflict"]),
        ({"stated_on": DAY - timedelta(days=1)}, ["later-report"]),
    ],
)
def test_what_a_report_may_revise(changes: dict, expected: list) -> None:
    report = {"party": 1, "conflict": 1, "stated_on": DAY} | changes
    assert [problem.code for problem in revised_problems(revised=(1, 1, DAY), **report)] == expected
