"""What the side-by-side page says on the days that the project was asked to get right."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from tests.conftest import Fetch, words

from .grid import cells, heads, remarks

pytestmark = pytest.mark.usefixtures("bundled")

APRIL = "/russia-ukraine/?on=2022-04-18&subject=russian-forces"
STAFF = "Ukraine General Staff"


def test_three_parties_on_russian_personnel_on_18_april(fetch: Fetch) -> None:
    shown = cells(fetch(APRIL))
    assert shown["Personnel losses (undefined)", STAFF].startswith("about 20,600 18 April 2022, the same day")
    assert shown["Killed", "Russia MoD"].startswith("1,351 25 March 2022, 24 days old")
    assert shown["Wounded", "Russia MoD"].startswith("3,825 25 March 2022, 24 days old")
    assert shown["Killed", "NATO"].startswith("7,000–15,000 23 March 2022, 26 days old")
    assert shown["Casualties", "NATO"].startswith("30,000–40,000 23 March 2022, 26 days old")


def test_the_general_staff_on_equipment_on_18_april(fetch: Fetch) -> None:
    shown = cells(fetch(f"{APRIL}&category=equipment"))
    for row, number in {
        "Tanks": "790",
        "Armoured combat vehicles": "2,041",
        "Aircraft": "167",
        "Helicopters": "147",
    }.items():
        assert shown[row, "Ukraine General Staff"].startswith(f"{number} 18 April 2022, the same day")


def test_own_side_stands_first_then_opponent_then_third_parties(fetch: Fetch) -> None:
    shown = heads(fetch(APRIL))
    assert list(shown)[:2] == ["Russia MoD", "Ukraine General Staff"]
    assert shown["Russia MoD"] == "its own losses"
    assert shown["Ukraine General Staff"] == "its opponent’s losses"
    assert shown["NATO"] == "third party"
    order = ["its own losses", "its opponent’s losses", "third party"]
    assert list(shown.values()) == sorted(shown.values(), key=order.index)


def test_each_filled_cell_leads_to_its_record(fetch: Fetch, client: Client) -> None:
    links = [link["href"] for link in fetch(APRIL).select(".grid a.number")]
    assert len(links) >= 5
    assert "/figures/ru-mod-2022-03-25-wounded/" in links
    for link in links:
        assert client.get(link).status_code == 200


def test_partial_figures_and_words_stand_below_and_not_in_the_grid(fetch: Fetch) -> None:
    found = fetch(APRIL)
    below = remarks(found)
    assert any("up to 70%" in text and "some Russian units" in text and "SBU" in text for text in below)
    assert any("about 400" in text and "regiment near Mykolaiv" in text for text in below)
    kremlin = next(text for text in below if "Kremlin" in text)
    assert "No number given" in kremlin
    assert "significant losses of troops" in kremlin
    assert "Dmitry Peskov" in kremlin
    grid = words(found.select_one(".grid"))
    assert "70%" not in grid
    assert "400" not in grid.replace("2,400", "")


def test_on_26_february_russia_had_given_no_figure_yet(fetch: Fetch) -> None:
    found = fetch("/russia-ukraine/?on=2022-02-26&subject=russian-forces")
    assert heads(found)["Russia MoD"] == "its own losses · had given no figure yet"
    texts = {text for (_, party), text in cells(found).items() if party == "Russia MoD"}
    assert texts == {"No figure yet"}


def test_never_shows_a_figure_before_the_day_it_was_stated(fetch: Fetch) -> None:
    """The UK's "about 11,966" is about 1 April 2022 but was stated on 7 January 2025."""
    address = "/russia-ukraine/?on={}&party=uk-mod"
    assert "11,966" not in words(fetch(address.format("2025-01-06")).select_one(".grid"))
    found = fetch("/russia-ukraine/?on=2022-04-18&party=uk-mod")
    assert cells(found)["Killed", "UK MoD"].startswith("more than 450 25 February 2022")


def test_zero_not_reported_and_no_figure_yet_look_different(fetch: Fetch) -> None:
    early = cells(fetch("/russia-ukraine/?on=2022-02-26&category=equipment&party=ukraine-general-staff&party=oryx"))
    assert early["Air-defence systems", STAFF].startswith("0 26 February 2022")
    assert early["Tanks", "Oryx"] == "No figure yet"
    later = cells(fetch("/russia-ukraine/?on=2022-04-18&category=equipment&party=ukraine-general-staff&party=oryx"))
    assert later["Tanks", "Oryx"].startswith("at least 519")
    assert later["Fuel tanks", "Oryx"] == "Not reported"
    silent = fetch("/russia-ukraine/?on=2022-02-26")
    looks = {tuple(mark["class"]): words(mark) for mark in silent.select(".grid .none")}
    assert looks == {("none",): "Not reported", ("none", "yet"): "No figure yet"}


def test_a_party_that_spoke_of_one_place_only_is_not_called_silent(fetch: Fetch) -> None:
    found = fetch("/russia-ukraine/?on=2022-04-18&party=ukraine-sbu&party=nato")
    assert heads(found)["SBU"] == "its opponent’s losses · had given no total for the whole theatre"
    assert {text for (_, party), text in cells(found).items() if party == "SBU"} == {"No total yet"}


def test_of_two_totals_of_one_day_the_larger_stands_and_the_other_is_beside_it(fetch: Fetch) -> None:
    """On 26 March 2022 Russia's ministry spoke twice: 1,618 tanks and armoured vehicles, then 1,627."""
    found = fetch("/russia-ukraine/?on=2022-03-26&subject=ukrainian-forces&category=equipment&party=russia-mod")
    shown = cells(found)
    assert shown["Tanks and other armoured vehicles together", "Russia MoD"].startswith("1,627 26 March 2022")
    assert "1 other figure 1,618" in shown["Tanks and other armoured vehicles together", "Russia MoD"]
    assert shown["Uncrewed aerial vehicles", "Russia MoD"].startswith("271 26 March 2022")


def test_a_number_goes_before_a_mere_upper_limit_of_the_same_day(fetch: Fetch) -> None:
    found = fetch("/russia-ukraine/?on=2024-12-20&subject=ukrainian-forces&party=ukraine-president")
    cell = cells(found)["Killed", "Ukraine President"]
    assert cell.startswith("43,000 8 December 2024")
    assert "fewer than 80,000" in cell


def test_all_that_stands_beside_the_grid_can_be_reached(fetch: Fetch) -> None:
    found = fetch("/russia-ukraine/?on=2026-08-22")
    more = found.select_one("section[aria-labelledby=also] > p > a")
    listed = fetch(more["href"])
    assert f"All {words(listed.select_one('.pages span')).split()[-1]} such figures" == words(more)
    assert any("significant losses of troops" in text for text in remarks(found))


def test_parties_given_are_the_columns(fetch: Fetch) -> None:
    found = fetch(f"{APRIL}&party=nato&party=russia-mod")
    assert list(heads(found)) == ["Russia MoD", "NATO"]


def test_days_move_and_keep_the_rest_of_the_view(fetch: Fetch) -> None:
    found = fetch(f"{APRIL}&party=nato&category=personnel")
    earlier, later = found.select_one("[rel=prev]")["href"], found.select_one("[rel=next]")["href"]
    assert "on=2022-04-17" in earlier
    assert "on=2022-04-19" in later
    for address in (earlier, later):
        assert "party=nato" in address
        assert "subject=russian-forces" in address
    first = fetch("/russia-ukraine/?on=2022-02-24")
    assert first.select_one("[rel=prev]") is None
    assert any("on=2022-09-21" in link["href"] for link in found.select(".key-days a"))


@time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC), tick=False)
def test_future_days_read_as_today_and_say_so(fetch: Fetch) -> None:
    future, today = fetch("/russia-ukraine/?on=2030-01-01"), fetch("/russia-ukraine/")
    assert "by 22 November 2026" in words(future.h1)
    assert words(future.select_one(".grid")) == words(today.select_one(".grid"))
    assert "still to come" in words(future.select_one(".notice"))
    assert today.select_one(".notice") is None
    assert future.select_one("[rel=next]") is None


@pytest.mark.slow
@pytest.mark.parametrize("subject", ["civilians-in-ukraine", "wagner-group", "dnr-lnr-forces", "foreign-fighters"])
@pytest.mark.parametrize("category", ["personnel", "equipment"])
def test_every_subject_has_a_page_on_any_day(fetch: Fetch, subject: str, category: str) -> None:
    for day in ("2022-02-24", "2022-04-18", "2026-08-22"):
        found = fetch(f"/russia-ukraine/?on={day}&subject={subject}&category={category}")
        assert found.select_one(".grid") or "No party had given a figure" in words(found.select_one(".notice"))


def test_front_door_leads_to_the_one_conflict(client: Client) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/russia-ukraine/")


PACKAGE = Path("reports/data/package")


def rows_of(name: str) -> list[dict[str, str]]:
    with (PACKAGE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize(
    ("day", "subject", "category", "parties"),
    [
        ("2022-04-18", "russian-forces", "personnel", ["russia-mod", "nato", "us-dod", "uk-mod"]),
        ("2023-06-01", "ukrainian-forces", "personnel", ["russia-mod", "us-government", "us-dod"]),
        ("2024-03-01", "ukrainian-forces", "equipment", ["oryx", "russia-mod"]),
        ("2025-06-01", "civilians-in-ukraine", "personnel", ["ohchr", "ukraine-prosecutor"]),
    ],
)
def test_every_cell_recomputed_from_the_files(
    fetch: Fetch, day: str, subject: str, category: str, parties: list[str]
) -> None:
    """Which figure stands in which cell, found a second way: from the files, with nothing of the site's."""
    reports = {row["report_id"]: row for row in rows_of("reports.csv")}
    families = {row["measure_id"]: row["family"] for row in rows_of("measures.csv") if row["category"] == category}
    latest: dict[tuple[str, str], tuple] = {}
    for row in rows_of("figures.csv"):
        report = reports[row["report_id"]]
        place = (report["party"], families.get(row["measure"], ""))
        fits = row["subject"] == subject and (row["scope"], row["basis"]) == ("theatre", "cumulative")
        if not (fits and place[1] and place[0] in parties and report["stated_on"] <= day):
            continue
        size = int(row["best"] or row["low"] or row["high"])
        order = (row["as_of"], report["stated_on"], row["qualifier"] not in ("up_to", "fewer_than"), size)
        if place not in latest or order > latest[place][0]:
            latest[place] = (order, row["figure_id"])
    address = f"/russia-ukraine/?on={day}&subject={subject}&category={category}"
    found = fetch(address + "".join(f"&party={party}" for party in parties))
    shown = [link["href"].split("/")[2] for link in found.select(".grid td > div > a.number")]
    assert len(shown) >= 3
    expected = {figure for _, figure in latest.values()}
    assert set(shown) <= expected
    # What else the files give is older than the sum that stands in its place, and listed beside that.
    beside = [
        link["href"].split("/")[2] for cell in found.select(".grid td:has(em.number)") for link in cell.select("li a")
    ]
    assert expected - set(shown) <= set(beside)


def test_words_without_a_number_are_about_a_side_as_a_whole(fetch: Fetch) -> None:
    for subject in ("wagner-group", "dnr-lnr-forces", "ukrainian-forces", "civilians-in-ukraine"):
        found = fetch(f"/russia-ukraine/?on=2022-04-18&subject={subject}")
        assert not any("Kremlin" in text for text in remarks(found))
