"""Stretches of days to choose with one click: which there are, where they lead, and which is in force."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from reports.views.timeline.timeline_params import presets
from tests.conftest import Fetch, words

START = date(2022, 2, 24)
ALL = (None, None)


def labels(newest: date | None) -> list[str]:
    return [label for label, *_days in presets(START, newest, ALL)]


def test_each_calendar_year_of_the_war_has_its_own() -> None:
    found = presets(START, date(2024, 1, 1), ALL)
    years = {label: (first, last) for label, first, last, _is_current in found if label.isdigit()}
    assert years == {
        "2022": (START, date(2022, 12, 31)),
        "2023": (date(2023, 1, 1), date(2023, 12, 31)),
        "2024": (date(2024, 1, 1), date(2024, 12, 31)),
    }


def test_the_first_and_last_days_are_as_many_as_they_say() -> None:
    newest = date(2026, 8, 22)
    beginning, *_years, recent, _all = presets(START, newest, ALL)
    label, first, last, _is_current = beginning
    assert (label, first) == ("First 100 days", START)
    assert len([START + timedelta(days=day) for day in range(400) if START + timedelta(days=day) <= last]) == 100
    label, first, last, _is_current = recent
    assert (label, last) == ("Last 90 days", newest)
    assert (last - first).days + 1 == 90


def test_a_young_war_and_one_without_figures() -> None:
    young = presets(START, START + timedelta(days=10), ALL)
    assert all(first >= START for _label, first, *_rest in young if first)
    assert labels(None) == ["All"]
    assert labels(START) == ["All"]


@pytest.mark.parametrize("number", range(8))
def test_just_the_one_in_force_is_current(number: int) -> None:
    newest = date(2026, 8, 22)
    wanted, first, last, _is_current = presets(START, newest, ALL)[number]
    found = presets(START, newest, (first, last))
    assert [label for label, *_days, is_current in found if is_current] == [wanted]
    assert not any(is_current for *_days, is_current in presets(START, newest, (START, START)))


@pytest.mark.usefixtures("bundled")
def test_links_keep_the_rest_of_the_address_but_not_its_page(fetch: Fetch) -> None:
    address = "/russia-ukraine/timeline/?party=russia-mod&from=2023-01-01&to=2023-12-31&scale=log&page=1"
    links = fetch(address).select(".presets a")
    assert [words(link) for link in links if link.get("aria-current")] == ["2023"]
    recent, everything = links[-2:]
    found = parse_qs(urlsplit(recent["href"]).query)
    assert set(found) == {"party", "scale", "from", "to"}
    assert (found["party"], found["scale"]) == (["russia-mod"], ["log"])
    assert parse_qs(urlsplit(everything["href"]).query) == {"party": ["russia-mod"], "scale": ["log"]}


@pytest.mark.usefixtures("bundled")
def test_the_last_days_end_with_the_newest_figure_whatever_days_are_chosen(fetch: Fetch) -> None:
    for days in ("", "&from=2023-01-01&to=2023-12-31"):
        page = fetch(f"/russia-ukraine/timeline/?party=ukraine-general-staff{days}")
        link = next(link for link in page.select(".presets a") if words(link) == "Last 90 days")
        assert parse_qs(urlsplit(link["href"]).query)["to"] == ["2026-08-22"]
