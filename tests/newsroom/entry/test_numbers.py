"""A line of the page: what is read, what that is beside the last number, and what is said of it."""

from datetime import date

import pytest

from reports.newsroom.entry.entry_forms import with_day
from reports.newsroom.entry.line_reading import read_line
from reports.rules.number import Number, signed

YESTERDAY = {"last": Number.make("exact", 784), "is_next_day": True}


def test_the_difference_to_the_last_number() -> None:
    assert read_line("790", unit="people", method="official_count", **YESTERDAY).change == "+6"
    assert read_line("780", unit="people", method="official_count", **YESTERDAY).change == "−4"
    assert read_line("784", unit="people", method="official_count", **YESTERDAY).change == "±0"
    assert read_line("1 784", unit="people", method="official_count", **YESTERDAY).change == "+1,000"


def test_zero_is_a_number_and_nothing_is_none() -> None:
    zero = read_line("0", unit="people", method="official_count", **YESTERDAY)
    assert (zero.number.best, str(zero.number), zero.change) == (0, "0", "−784")
    assert read_line("  ", unit="people", method="official_count", **YESTERDAY).number is None


def test_a_plain_number_of_a_floor_method_is_at_least_that_many() -> None:
    read = read_line("22 000", unit="people", method="named_count", last=None)
    assert (read.number.qualifier, read.number.low, read.number.best) == ("at_least", 22000, None)
    assert str(read.number) == "at least 22,000"
    assert any("floor" in remark for remark in read.remarks)
    assert (
        str(read_line("about 22 000", unit="people", method="verified_incidents", last=None).number)
        == "at least 22,000"
    )


@pytest.mark.parametrize(
    ("text", "qualifier"), [("up to 5000", "up_to"), ("almost 5000", "nearly"), ("5–7 тис.", "range")]
)
def test_a_hedge_of_the_partys_own_stands_also_there(text: str, qualifier: str) -> None:
    assert read_line(text, unit="people", method="named_count", last=None).number.qualifier == qualifier


def test_a_range_has_no_difference() -> None:
    assert read_line("7,000–15,000", unit="people", method="official_count", **YESTERDAY).change == ""
    last = Number.make("range", 7000, 15000)
    assert read_line("9000", unit="people", method="official_count", last=last).change == ""


def test_another_hedge_than_the_last_is_told() -> None:
    read = read_line("~790", unit="people", method="official_count", **YESTERDAY)
    assert read.change == "+6"
    assert read.remarks == ("The last one was hedged differently: 784.",)


def test_a_stated_gain_that_does_not_fit_is_told() -> None:
    assert read_line("790 (+6)", unit="people", method="official_count", **YESTERDAY).remarks == ()
    (remark,) = read_line("790 (+7)", unit="people", method="official_count", **YESTERDAY).remarks
    assert remark == "The text says +7 since the day before; the difference is +6."
    older = Number.make("exact", 784)
    assert read_line("790 (+7)", unit="people", method="official_count", last=older).remarks == ()


def test_shares_and_counts_are_told_apart() -> None:
    assert "share" in read_line("75%", unit="people", method="official_count", last=None).problem
    assert str(read_line("75", unit="percent", method="official_count", last=None).number) == "75%"
    assert "at most 100" in read_line("101", unit="percent", method="named_count", last=None).problem


def test_what_cannot_be_read_says_why() -> None:
    read = read_line("1,35", unit="people", method="official_count", **YESTERDAY)
    assert read.number is None
    assert "1.35" in read.problem
    assert "135" in read.problem


def test_signs() -> None:
    assert [signed(change, "±0") for change in (1300, -3, 0)] == ["+1,300", "−3", "±0"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Bulletin of 22 August 2026", "Bulletin of 1 September 2026"),
        ("Count of 2026-08-22", "Count of 2026-09-01"),
        ("Losses on 22.08.2026", "Losses on 01.09.2026"),
        ("August 22, 2026: losses", "September 1, 2026: losses"),
        ("Bulletin of 21 August 2026", "Bulletin of 21 August 2026"),
        ("Estimate", "Estimate"),
    ],
)
def test_the_title_takes_the_new_day(before: str, after: str) -> None:
    assert with_day(before, date(2026, 8, 22), date(2026, 9, 1)) == after
