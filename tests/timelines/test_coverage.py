"""On which days a party spoke: counted, drawn as a calendar and as a strip, and told in words."""

import re
from datetime import date, timedelta

import pytest

from reports.timelines.coverage import (
    LEFT,
    PITCH,
    TOP,
    Coverage,
    Shade,
    calendar_of,
    coverage_in_words,
    strips_of,
)

FIRST, LAST = date(2022, 2, 24), date(2023, 7, 10)


def coverage(counts: dict[date, int] | None = None) -> Coverage:
    return Coverage(FIRST, LAST, counts or {})


def shades_by_day(each: Coverage) -> dict[date, Shade]:
    """Read back from the paths of the calendar, as a browser would cut their strokes into days."""
    found = {}
    for year in calendar_of(each)["years"]:
        for half, first in zip(year["halves"], (date(year["year"], 1, 1), date(year["year"], 7, 1)), strict=True):
            monday = first - timedelta(days=first.weekday())
            for shade, path in half["paths"]:
                for x, y, length in re.findall(r"M(\d+) (\d+)v(\d+)", path):
                    week, weekday = (int(x) - LEFT) // PITCH, (int(y) - TOP) // PITCH
                    for at in range((int(length) + 2) // PITCH):
                        day = monday + timedelta(days=7 * week + weekday + at)
                        assert day not in found
                        found[day] = shade
    return found


def test_every_day_of_every_year_has_its_shade_once() -> None:
    counts = {FIRST: 1, date(2022, 3, 1): 2, date(2022, 6, 30): 3, date(2022, 7, 1): 4, LAST: 10}
    found = shades_by_day(coverage(counts))
    assert len(found) == 365 + 365
    shades = {day: shade for day, shade in found.items() if day in counts}
    assert shades == dict(zip(sorted(counts), ["one", "some", "some", "many", "many"], strict=True))
    outside = [day for day, shade in found.items() if shade is Shade.OUTSIDE]
    assert all(day < FIRST or day > LAST for day in outside)
    assert len(outside) == 730 - coverage().days
    assert sum(shade is Shade.SILENT for shade in found.values()) == coverage().days - len(counts)


@pytest.mark.parametrize("year", range(2020, 2035))
def test_no_half_year_is_wider_than_its_field(year: int) -> None:
    calendar = calendar_of(Coverage(date(year, 1, 1), date(year, 12, 31), {}))
    for half in calendar["years"][0]["halves"]:
        for _shade, path in half["paths"]:
            assert max(int(x) for x in re.findall(r"M(\d+)", path)) <= calendar["width"] - PITCH // 2
        assert len(half["months"]) == 6


def test_months_count_only_the_days_one_may_speak_of() -> None:
    calendar = calendar_of(coverage({date(2022, 2, 25): 3, date(2023, 7, 10): 1}))
    first, last = calendar["years"]
    assert (first["spoken"], first["days"], last["spoken"], last["days"]) == (1, 311, 1, 191)
    assert [(month.spoken, month.days) for month in first["months"][:3]] == [(0, 0), (1, 5), (0, 31)]
    assert (first["months"][1].first, first["months"][1].last) == (FIRST, date(2022, 2, 28))
    assert [(month.spoken, month.days) for month in last["months"][5:8]] == [(0, 30), (1, 10), (0, 0)]
    assert [len(months) for _name, months in calendar["rows"]] == [2] * 12


def test_a_leap_day_is_a_day() -> None:
    calendar = calendar_of(Coverage(date(2024, 1, 1), date(2024, 12, 31), {date(2024, 2, 29): 1}))
    assert calendar["years"][0]["months"][1].days == 29
    assert calendar["years"][0]["months"][1].spoken == 1


def test_silences() -> None:
    spoke = coverage({date(2022, 3, 2): 1, date(2022, 3, 3): 1, date(2022, 3, 18): 1, date(2022, 4, 2): 2})
    assert spoke.longest_silence == (date(2022, 3, 4), date(2022, 3, 17))
    assert spoke.silent_since == (date(2022, 4, 3), LAST)
    assert coverage_in_words(spoke) == (
        "Spoke on 4 of 502 days, 24 February 2022 to 10 July 2023. "
        "Longest silence between two reports: 14 days, 4 to 17 March 2022. None since 2 April 2022: 464 days."
    )


def test_one_report_and_none_have_no_longest_silence() -> None:
    assert coverage({date(2022, 3, 2): 10}).longest_silence is None
    assert "Longest" not in coverage_in_words(coverage({date(2022, 3, 2): 10}))
    assert coverage_in_words(coverage()) == "Spoke on 0 of 502 days, 24 February 2022 to 10 July 2023."
    assert coverage_in_words(coverage({LAST: 1})) == "Spoke on 1 of 502 days, 24 February 2022 to 10 July 2023."


def test_a_stretch_is_cut_to_the_days_one_may_speak_of() -> None:
    within = coverage({date(2022, 3, 2): 1, date(2022, 5, 2): 1}).between(date(2021, 1, 1), date(2022, 3, 31))
    assert (within.first, within.last, within.spoken, within.days) == (FIRST, date(2022, 3, 31), 1, 36)


def test_strips_hold_each_run_of_days_at_its_place() -> None:
    spoke = coverage({date(2022, 3, 1): 1, date(2022, 3, 2): 5, date(2022, 3, 9): 1, date(2022, 6, 1): 1})
    found = strips_of([("a", "A")], {"a": spoke}, {"a": "#123456"}, date(2022, 2, 27), date(2022, 3, 29))
    (strip,) = found["parties"]
    assert found["width"] == 30
    assert strip["path"] == "M1.5 0h2v1h-2zM9.5 0h1v1h-1z"
    assert (strip["spoken"], strip["days"], strip["colour"]) == (3, 31, "#123456")


def test_a_timeline_of_days_to_come_has_no_strips() -> None:
    found = strips_of([("a", "A")], {"a": coverage()}, {"a": "#123456"}, LAST + timedelta(9), LAST + timedelta(30))
    assert found["parties"] == []
