"""From one figure to the next: differences that are known, and those that nobody can know."""

from datetime import date

import pytest

from reports.comparison.provenance.sequence import change, of_one_kind
from reports.models import Figure, Measure, Report
from reports.rules.number import Number

MARCH, APRIL = date(2022, 3, 2), date(2022, 3, 25)


def dated(number: Number, day: date, basis: str = "cumulative", start: date | None = None, **report: int) -> Figure:
    measure, columns = Measure(unit=number.unit), number.columns
    return Figure(measure=measure, report=Report(**report), as_of=day, basis=basis, period_start=start, **columns)


def total(qualifier: str, *numbers: int | None, day: date = MARCH, **report: int) -> Figure:
    return dated(Number(qualifier, *numbers), day, **report)


EXACT = total("exact", None, 5000)
ABOUT = total("about", None, 5000)

FLOOR_AND_LIMIT = "no difference can be taken: the one is only a floor, the other only an upper limit"
ROUNDING = "in 23 days, within the rounding of “about”"
FLOORS = "both are floors, so no difference can be taken"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (EXACT, total("exact", None, 6000, day=APRIL), "+1,000 in 23 days"),
        (EXACT, total("exact", None, 6000, day=date(2022, 3, 3)), "+1,000 in 1 day"),
        (EXACT, total("exact", None, 6000), "+1,000 about the same day"),
        (EXACT, total("exact", None, 5000, day=APRIL), "the same number after 23 days"),
        (EXACT, total("about", None, 6000, day=APRIL), "about +1,000 in 23 days"),
        (EXACT, total("at_least", 6000, day=APRIL), "no difference can be taken: the later one is only a floor"),
        (EXACT, total("range", 5000, 5500, 6000, day=APRIL), "no difference can be taken: the later one is a range"),
        (total("up_to", None, None, 9), EXACT, "no difference can be taken: the earlier one is only an upper limit"),
        (total("at_least", 3871), total("at_least", 3872), f"raised from at least 3,871 to at least 3,872; {FLOORS}"),
        (
            total("more_than", 10000),
            total("more_than", 9900),
            f"lowered from more than 10,000 to more than 9,900; {FLOORS}",
        ),
        (total("at_least", 3871), total("at_least", 3871), f"at least 3,871 again; {FLOORS}"),
        (total("at_least", 9), total("more_than", 8), f"at least 9, then more than 8; {FLOORS}"),
        (
            total("up_to", None, None, 9),
            total("up_to", None, None, 7),
            "lowered from up to 9 to up to 7; both are upper limits, so no difference can be taken",
        ),
        (
            total("range", 1, None, 9),
            total("range", 2, None, 9),
            "1–9, then 2–9; both are ranges, so no difference can be taken",
        ),
        (total("more_than", 9), total("fewer_than", None, None, 8), FLOOR_AND_LIMIT),
        (EXACT, total("exact", None, 4999, day=APRIL), "−1 in 23 days, unexplained"),
        (ABOUT, total("exact", None, 4500, day=APRIL), f"about −500 {ROUNDING}"),
        (ABOUT, total("exact", None, 4499, day=APRIL), "about −501 in 23 days, unexplained"),
    ],
)
def test_what_is_said_of_two_totals(before: Figure, after: Figure, words: str) -> None:
    assert change(before, after) == words


def test_floors_of_two_stretches_of_days_are_two_counts_and_none_is_raised() -> None:
    july, september = (
        dated(Number("at_least", n), date(2024, month, 30), "period", date(2024, month, 1))
        for n, month in ((219, 7), (208, 9))
    )
    assert change(july, september) == f"at least 219, then at least 208; {FLOORS}"


def test_percentages_differ_by_percentage_points() -> None:
    before, after = (dated(Number("exact", None, n, None, "percent"), MARCH, "held") for n in (10, 12))
    assert change(before, after) == "+2 percentage points about the same day"


def test_a_fall_is_a_revision_where_either_report_revises_the_other() -> None:
    def fall(revised_by_first: int | None, revised_by_second: int | None) -> str:
        first = total("exact", None, 5000, pk=1, revises_id=revised_by_first)
        return change(first, total("exact", None, 4000, day=APRIL, pk=2, revises_id=revised_by_second))

    assert fall(None, 1) == "−1,000 in 23 days: the party’s own revision"
    assert fall(2, None) == "−1,000 in 23 days: the party’s own revision"
    assert fall(3, None) == "−1,000 in 23 days, unexplained"


def period(start: date | None, end: date, count: int = 5) -> Figure:
    return dated(Number("exact", best=count), end, "period", start)


JULY = period(date(2024, 7, 1), date(2024, 7, 31))


@pytest.mark.parametrize(
    ("other", "together"),
    [
        (period(date(2024, 9, 1), date(2024, 9, 30)), True),  # both a calendar month
        (period(date(2024, 7, 1), date(2024, 9, 15)), True),  # from the same day on
        (period(date(2024, 8, 5), date(2024, 9, 4)), True),  # as long
        (period(date(2024, 9, 2), date(2024, 9, 30)), False),
        (period(date(2024, 6, 1), date(2024, 8, 31)), False),
        (period(date(2024, 1, 1), date(2024, 12, 31)), False),
        (period(None, date(2024, 7, 31)), False),
    ],
)
def test_which_periods_stand_in_one_row(other: Figure, together: bool) -> None:
    assert of_one_kind(JULY, other) is together
    assert of_one_kind(other, JULY) is together


def test_years_of_different_lengths_are_alike_and_unknown_beginnings_are_not() -> None:
    leap, common = (period(date(year, 1, 1), date(year, 12, 31)) for year in (2024, 2025))
    assert of_one_kind(leap, common)
    unknown = period(None, date(2024, 7, 31))
    assert not of_one_kind(unknown, unknown)


def test_a_later_period_that_counts_fewer_is_no_fall() -> None:
    assert change(JULY, period(date(2024, 9, 1), date(2024, 9, 30), 3)) == "−2 against the one before"
    assert change(JULY, period(date(2024, 7, 1), date(2024, 8, 31), 3)) == "−2 in 31 days, unexplained"


@pytest.mark.parametrize("basis", ["daily_average", "period_average"])
def test_rates_fall_and_rise_without_a_fault(basis: str) -> None:
    before, after = (dated(Number("about", best=n), day, basis) for n, day in ((1080, MARCH), (950, APRIL)))
    assert change(before, after) == "about −130 against the one before"
