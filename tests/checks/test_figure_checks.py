"""What blocks: each rule with what it refuses and what it lets pass."""

from datetime import date, timedelta

import pytest

from reports.checks.checked_figures import CheckedFigure
from reports.checks.figure_checks import (
    findings_of_figure,
    findings_of_report,
    impossible_days,
    impossible_number,
    repeated,
)
from reports.checks.figure_index import Context

from .made import DAY, SHARE, given

LATER = DAY + timedelta(days=400)

RANGE = {"qualifier": "range", "best": None}
NUMBERS = [
    ({}, None),
    ({**RANGE, "low": 7000, "high": 15000}, None),
    ({**RANGE, "low": 7000, "high": 7000}, None),
    ({**RANGE, "low": 7000, "high": 15000, "best": 9000}, None),
    ({**RANGE, "low": 15000, "high": 7000}, ("high", "The highest value is below the lowest.")),
    ({**RANGE, "low": 5, "high": 9, "best": 4}, ("best", "The best value is below the lowest.")),
    ({**RANGE, "low": 5, "high": 9, "best": 10}, ("high", "The highest value is below the best.")),
    ({**RANGE, "low": 7000}, ("high", "“range” needs this number.")),
    ({"best": None}, ("best", "“exact” needs this number.")),
    ({"low": 5}, ("low", "“exact” leaves this empty.")),
    ({"qualifier": "up_to", "best": None, "high": 40000}, None),
    ({"qualifier": "fewer_than", "best": None, "high": 1}, None),
    ({"qualifier": "fewer_than", "best": None, "high": 0}, ("high", "No count is fewer than zero.")),
    ({"qualifier": "roughly"}, ("qualifier", "Choose how the party hedged its number.")),
    ({"measure": SHARE, "best": 100}, None),
    ({"measure": SHARE, "best": 101}, ("best", "This measure is a percentage: at most 100.")),
]


@pytest.mark.parametrize(("changes", "said"), NUMBERS)
def test_numbers(changes: dict, said: tuple | None) -> None:
    found = [(each.code, each.field, each.message) for each in impossible_number(given(**changes))]
    assert found == ([("number-rules", *said)] if said else [])


DAYS = [
    ({}, LATER, None),
    ({"as_of": DAY - timedelta(days=1)}, LATER, None),
    ({"as_of": DAY + timedelta(days=1)}, LATER, ("as-of-after-stated", "as_of")),
    ({}, DAY, None),
    ({}, DAY - timedelta(days=1), ("future-day", "as_of")),
    ({"start": DAY}, LATER, None),
    ({"start": DAY + timedelta(days=1)}, LATER, ("period-order", "period_start")),
    ({"start": None}, LATER, None),
]


@pytest.mark.parametrize(("changes", "today", "said"), DAYS)
def test_days(changes: dict, today: date, said: tuple | None) -> None:
    found = [(each.code, each.field) for each in impossible_days(given(**changes), today)]
    assert found == ([said] if said else [])


def test_the_report_as_a_whole() -> None:
    assert findings_of_report(DAY, 1, DAY) == []
    assert [(each.code, each.field) for each in findings_of_report(DAY, 0, DAY)] == [("no-citation", "citations")]
    (future,) = findings_of_report(DAY, 1, DAY - timedelta(days=1))
    assert (future.code, future.message) == ("future-day", "It was stated on 18 April 2022, which is still to come.")
    assert [each.code for each in findings_of_report(None, 0, DAY)] == ["no-citation"]


class TestDuplicate:
    OTHER = given(name="on-record", report="another")

    @pytest.mark.parametrize(
        ("entered", "is_one"),
        [
            (given(), True),
            (given(hedge="about"), True),
            (given(1352), False),
            (given(hedge="at_least"), False),
        ],
    )
    def test_same_value_whatever_the_hedge(self, entered: CheckedFigure, is_one: bool) -> None:
        found = list(repeated(entered, Context(same_day=[self.OTHER])))
        assert [each.code for each in found] == (["duplicate"] if is_one else [])

    def test_names_the_other_and_its_number(self) -> None:
        (found,) = repeated(given(), Context(same_day=[self.OTHER]))
        assert "on record already: 1,351 (18 April 2022)" in found.message
        assert [(each.figure, each.report) for each in found.others] == [("on-record", "another")]
        (twice,) = repeated(given(report="another"), Context(same_day=[self.OTHER]))
        assert twice.message == "This report gives it twice: 1,351 (18 April 2022)."

    def test_not_of_what_the_report_revises_or_replaces(self) -> None:
        assert not list(repeated(given(), Context(same_day=[self.OTHER], revised=frozenset({"another"}))))

    LATER = DAY + timedelta(days=2)

    def test_not_of_what_was_stated_on_another_day(self) -> None:
        """And what was asked of the claim then is not asked again."""
        context = Context(before=[given(9000, -1)], same_day=[self.OTHER])
        assert not findings_of_figure(given(stated_on=self.LATER), context, LATER)
        about = findings_of_figure(given(hedge="about", stated_on=self.LATER), context, LATER)
        assert "total-fell" in [each.code for each in about]

    def test_not_of_another_statement_of_the_day(self) -> None:
        """Who entered a further source of one statement as another is told."""
        apart = Context(same_day=[self.OTHER], apart=frozenset({"another"}))
        assert not list(repeated(given(), apart))
        assert [(each.code, each.is_error) for each in findings_of_figure(given(), apart, LATER)] == [
            ("said-again", False)
        ]

    def test_nothing_more_is_asked_of_it(self) -> None:
        found = findings_of_figure(given(), Context(before=[given(9000, -1)], same_day=[self.OTHER]), LATER)
        assert [each.code for each in found] == ["duplicate"]


def test_nothing_more_is_asked_of_a_number_that_cannot_be() -> None:
    found = findings_of_figure(given(None), Context(before=[given(9000, -1)]), LATER)
    assert [each.code for each in found] == ["number-rules"]
