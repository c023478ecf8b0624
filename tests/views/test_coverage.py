"""The days on which parties spoke, on the page of a party and above the timeline."""

import json
import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reports.models import Party
from tests import records
from tests.bundled_files import rows_of
from tests.conftest import Fetch, words

pytestmark = pytest.mark.usefixtures("bundled")

BULLETINS = Path("reports/data/bulletins")
START = date(2022, 2, 24)


def said_in_files(party: str) -> set[date]:
    """The days on which a party spoke, from the files of the bundled data."""
    if party != "ukraine-general-staff":
        return {date.fromisoformat(row["stated_on"]) for row in rows_of("reports.csv") if row["party"] == party}
    files = ["orc-losses/russian-losses.json", *(f"petro-ivaniuk/russia_losses_{name}.json" for name in KINDS)]
    return {
        date.fromisoformat(row["date"])
        for file in files
        for row in json.loads((BULLETINS / file).read_text(encoding="utf-8"))
    }


KINDS = ("personnel", "equipment")


def cells(page: BeautifulSoup) -> dict[tuple[int, int], tuple[int, int]]:
    """By year and month: days spoken, and days there were; from the table."""
    table = page.select_one("table.months")
    years = [int(words(head)) for head in table.select("thead th")[1:]]
    return {
        (year, month): tuple(map(int, words(cell).split("/")))
        for month, row in enumerate(table.select("tbody tr")[:12], 1)
        for year, cell in zip(years, row.select("td"), strict=True)
        if "/" in words(cell)
    }


@pytest.mark.parametrize("party", ["ukraine-general-staff", "russia-mod", "oryx", "uk-mod", "nato", "france"])
def test_months_agree_with_the_files(fetch: Fetch, party: str) -> None:
    days = said_in_files(party)
    assert days
    page = fetch(f"/parties/{party}/")
    found = cells(page)
    by_month = Counter((day.year, day.month) for day in days)
    assert {month: spoken for month, (spoken, _days) in found.items() if spoken} == by_month
    all_days = (timezone.localdate() - START).days + 1
    assert sum(days for _spoken, days in found.values()) == all_days
    assert f"Spoke on {len(days):,} of {all_days:,} days" in words(page.select_one(".coverage .lede"))


def test_the_longest_silence_agrees_with_the_files(fetch: Fetch) -> None:
    days = sorted(said_in_files("russia-mod"))
    longest = max((later - earlier).days - 1 for earlier, later in pairwise(days))
    said = words(fetch("/parties/russia-mod/").select_one(".coverage .lede"))
    assert f"Longest silence between two reports: {longest} days, " in said
    assert f": {(timezone.localdate() - days[-1]).days} days." in said


def test_each_month_leads_to_as_many_days_of_reports(fetch: Fetch) -> None:
    link = fetch("/parties/russia-mod/").select_one('table.months a[href*="from=2022-03-01"]')
    listed = fetch(link["href"])
    days = {words(row.select_one("td, th")) for row in listed.select(".rows tbody tr")}
    assert f"{len(days)}/31" == words(link)


def test_several_reports_a_day_are_darker(fetch: Fetch) -> None:
    party = records.party()
    for count, day in ((1, 1), (2, 2), (10, 3)):
        for _report in range(count):
            records.report(party=party, status="published", stated_on=date(2022, 4, day))
    records.report(party=party, stated_on=date(2022, 4, 9))  # a draft
    page = fetch(f"/parties/{party.slug}/")
    assert "Spoke on 3 of" in words(page.select_one(".coverage .lede"))
    drawn = Counter(
        path["class"][0] for path in page.select(".years path") if path["class"][0] in ("one", "some", "many")
    )
    assert drawn == {"one": 1, "some": 1, "many": 1}
    assert "4 or more" in words(page.select_one(".shades"))


def test_a_party_that_never_spoke_has_no_calendar(fetch: Fetch) -> None:
    page = fetch("/parties/dnr-ombudsman/")
    assert page.select_one(".coverage") is None
    assert "Nothing it said is on record yet" in words(page.main)


def test_every_year_is_told_to_who_does_not_see_it(fetch: Fetch) -> None:
    pictures = fetch("/parties/oryx/").select('.years [role="img"]')
    spoken = Counter(day.year for day in said_in_files("oryx"))
    for picture, year in zip(pictures, range(2022, timezone.localdate().year + 1), strict=True):
        assert picture["aria-label"].startswith(f"{year}: spoke on {spoken[year]} of ")


def test_a_second_conflict_has_its_own_calendar(fetch: Fetch) -> None:
    party = Party.objects.get(slug="nato")
    other = records.conflict("other-war", name="Another war", start_date=date(2024, 1, 1))
    party.conflicts.add(other)
    records.report(party=party, conflict=other, status="published", stated_on=date(2024, 2, 2))
    found = [words(heading) for heading in fetch("/parties/nato/").select(".coverage h2")]
    assert len(found) == 2
    assert "The days on which it spoke: Another war" in found


def test_party_page_takes_one_query_for_its_days(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The party, how much it said, its days, its conflicts, its pace, its latest totals (two), its latest reports."""
    with django_assert_num_queries(8):
        client.get("/parties/russia-mod/")


def strips(page: BeautifulSoup) -> dict[str, set[date]]:
    """By party: the days on its strip."""
    first = page.select_one(".strips p span")
    start = date.fromisoformat(str(_day(words(first))))
    return {
        strip.select_one("svg")["aria-label"].split(":")[0]: {
            start + timedelta(days=int(float(left) + 0.5) + at)
            for left, length in re.findall(r"M(-?[\d.]+) 0h(\d+)", strip.path["d"])
            for at in range(int(length))
        }
        for strip in page.select(".strips li")
    }


def _day(text: str) -> date:
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    day, month, year = text.split()
    return date(int(year), months.index(month) + 1, int(day))


def test_strips_hold_the_days_of_the_files(fetch: Fetch) -> None:
    query = "party=russia-mod&party=nato&party=oryx&measure=killed&measure=tanks-documented"
    found = strips(fetch(f"/russia-ukraine/timeline/?{query}"))
    assert {"Russia MoD", "NATO", "Oryx"} == set(found)
    assert found["Oryx"] == said_in_files("oryx")
    assert found["Russia MoD"] == {day for day in said_in_files("russia-mod") if day >= min(found["Russia MoD"])}


def test_strips_end_where_the_timeline_does(fetch: Fetch) -> None:
    page = fetch("/russia-ukraine/timeline/?party=ukraine-general-staff&from=2023-01-10&to=2023-02-09")
    assert [words(day) for day in page.select(".strips p span")] == ["10 Jan 2023", "9 Feb 2023"]
    (label,) = (svg["aria-label"] for svg in page.select(".strips svg"))
    assert label == "Ukraine General Staff: Spoke on 31 of 31 days, 10 January to 9 February 2023."
    assert "31 of 31 days" in words(page.select_one(".strips li"))


def test_what_was_not_known_yet_is_not_on_the_strips(fetch: Fetch) -> None:
    """The timeline goes on for two weeks after the day of its knowledge, because it would else have hardly any days."""
    page = fetch("/russia-ukraine/timeline/?party=russia-mod&measure=killed&known=2022-03-10")
    assert _day(words(page.select(".strips p span")[1])) > date(2022, 3, 18)
    known = {day for day in said_in_files("russia-mod") if day <= date(2022, 3, 10)}
    assert date(2022, 3, 15) in said_in_files("russia-mod")
    assert strips(page)["Russia MoD"] == known


def test_many_strips_are_folded_and_few_are_not(fetch: Fetch) -> None:
    many = "&".join(f"party={slug}" for slug in Party.objects.values_list("slug", flat=True))
    page = fetch(f"/russia-ukraine/timeline/?measure=killed&{many}")
    assert len(page.select(".strips li")) == 48
    assert page.select_one("details.spoke").get("open") is None
    assert fetch("/russia-ukraine/timeline/").select_one("details.spoke").get("open") is not None


def test_no_strips_where_nothing_is_drawn(fetch: Fetch) -> None:
    page = fetch("/russia-ukraine/timeline/?subject=foreign-fighters&party=oryx&measure=tanks")
    assert page.select_one(".spoke") is None


def test_names_are_no_markup(fetch: Fetch) -> None:
    name = "<script>alert(1)</script>" + "N" * 30
    Party.objects.filter(slug="nato").update(short_name=name)
    page = fetch("/russia-ukraine/timeline/?party=nato&measure=killed")
    assert page.select_one(".strips script") is None
    assert name in words(page.select_one(".strips li"))
