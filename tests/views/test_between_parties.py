"""What the side-by-side page says of its cells: badges, lines, stale and derived figures, and the pairs of parties."""

import re

import pytest
from bs4 import BeautifulSoup

from reports.models import Figure
from tests import records
from tests.conftest import Fetch, words

from .grid import cells, lines

pytestmark = pytest.mark.usefixtures("bundled")

APRIL = "/russia-ukraine/?on=2022-04-18&party=russia-mod&party=nato&party=ukraine-general-staff"


def badges(page: BeautifulSoup) -> dict[tuple[str, str], tuple[str, str]]:
    """Label and explanation of each badge, by (row, party)."""
    return {
        (words(row.th.a), cell["data-party"]): (words(badge.summary), words(badge.span))
        for row in page.select(".grid tbody tr:not(.line)")
        for cell in row.find_all("td")
        for badge in cell.select(".badge")
    }


def pairs(page: BeautifulSoup) -> dict[frozenset[str], str]:
    """The text of each pair of parties, by their names."""
    return {
        frozenset(words(name) for name in pair.select(".who-with > b:not(.verdict)")): words(pair)
        for pair in page.select(".pair")
    }


def test_the_row_of_18_april_says_that_its_conflict_is_one_of_25_march(fetch: Fetch) -> None:
    found = fetch(APRIL)
    line = lines(found)["Killed"]
    assert "In conflict on 25 March 2022: Russia MoD’s 1,351 killed and NATO’s 7,000–15,000 killed" in line
    assert "at least 7,000 by then" in line
    assert "unclear whether National Guard included" in line
    assert "No ratio: all of these are too old for this day" in line
    assert " times" not in line


def test_a_stale_figure_is_dimmed_and_read_as_a_floor(fetch: Fetch) -> None:
    found = fetch(APRIL)
    text = cells(found)["Killed", "Russia MoD"]
    assert "24 days old" in text
    assert "too old for this day: read as “at least 1,351”" in text
    dimmed = {(words(cell.find_parent("tr").th.a), cell["data-party"]) for cell in found.select(".grid td.stale")}
    assert dimmed == {
        ("Killed", "Russia MoD"),
        ("Wounded", "Russia MoD"),
        ("Casualties", "Russia MoD"),
        ("Killed", "NATO"),
        ("Casualties", "NATO"),
    }


def test_a_sum_of_one_report_stands_in_italics_and_is_part_of_the_whole(fetch: Fetch) -> None:
    found = fetch(APRIL)
    text = cells(found)["Casualties", "Russia MoD"]
    assert text.startswith("5,176 25 March 2022")
    assert "derived: 1,351 killed + 3,825 wounded of the same report" in text
    links = [link["href"] for link in found.select("td:has(em.number) .tag a")]
    assert links == ["/figures/ru-mod-2022-03-25-killed/", "/figures/ru-mod-2022-03-25-wounded/"]
    assert badges(found)["Casualties", "Russia MoD"] == (
        "part of NATO’s",
        "Counts killed and wounded: counts a part of what the figure of NATO counts.",
    )
    assert badges(found)["Casualties", "NATO"][0] == "includes more"
    assert lines(found)["Casualties"].startswith("No two of these count the same thing.")
    assert "Consistent on 25 March 2022" in lines(found)["Casualties"]


def test_badges_tell_how_a_cell_stands_to_its_row(fetch: Fetch) -> None:
    shown = badges(fetch(APRIL))
    assert shown["Killed", "Russia MoD"] == ("same definition", "Counts killed: counts the same as NATO.")
    assert shown["Personnel losses (undefined)", "Ukraine General Staff"] == (
        "undefined",
        "“Personnel losses (undefined)” surely counts killed and may count wounded, missing and captured.",
    )
    tanks = badges(fetch("/russia-ukraine/?on=2022-10-12&category=equipment"))
    assert tanks["Tanks", "Oryx"][0] == "depends on a reading"


def test_the_line_of_a_row_says_how_far_apart_its_numbers_are(fetch: Fetch) -> None:
    """12,001 at least over 1,351 is 8.88, and a floor is never rounded up."""
    found = fetch("/russia-ukraine/?on=2022-03-25&party=russia-mod&party=nato&party=ukraine-president")
    assert lines(found)["Killed"].startswith(
        "Highest (Ukraine President) is at least 8.8 times lowest (Russia MoD), like for like, between 3 of 3 parties."
    )
    tanks = lines(fetch("/russia-ukraine/?on=2022-10-12&category=equipment"))["Tanks"]
    assert tanks.startswith("No two of these surely count the same thing.")


def test_losses_that_are_undefined_have_a_ratio_for_each_reading(fetch: Fetch) -> None:
    line = lines(fetch("/russia-ukraine/?on=2022-03-25&party=russia-mod&party=ukraine-general-staff"))
    text = line["Personnel losses (undefined)"]
    assert "Cannot be decided on 25 March 2022" in text
    losses = "if “Personnel losses (undefined)” means"
    assert f"Ukraine General Staff’s about 16,100 is about 11.9 times Russia MoD’s 1,351 {losses} killed" in text
    assert f"is about 3.1 times Russia MoD’s 5,176 (derived) {losses} killed and wounded" in text


def test_pairs_below_the_grid_have_verdict_sentence_and_worked_rule(fetch: Fetch) -> None:
    found = fetch(f"{APRIL}&family=casualties")
    listed = pairs(found)
    assert len(listed) == 3
    text = listed[frozenset({"Russia MoD", "NATO"})]
    assert text.startswith("Consistent Russia MoD and NATO Russian forces, 25 March 2022: Russia MoD’s 5,176")
    assert "Russia MoD’s figure counts a part of what NATO’s counts" in text
    assert "Relation: part of." in text
    worked = [words(row) for row in found.select(".pair:has(.consistent) tbody tr")]
    assert any("1,351 killed + 3,825 wounded" in row and "5,176 5,176" in row for row in worked)
    assert any("30,000–40,000 at least 30,000" in row for row in worked)
    open_pair = listed[frozenset({"Ukraine General Staff", "NATO"})]
    assert "not independent: NATO drew on data of Ukraine Government, of the same side" in open_pair
    assert words(found.select_one(".chips [aria-current]")) == "Casualties"


def test_pairs_lead_to_their_figures_and_to_the_comparison(fetch: Fetch) -> None:
    found = fetch(f"{APRIL}&family=killed")
    for pair in found.select(".pair"):
        addresses = [link["href"] for link in pair.select("a")]
        assert sum(address.startswith("/figures/") for address in addresses) >= 2
        (compare,) = [address for address in addresses if "/compare/" in address]
        assert fetch(compare).select_one("h1")


def test_one_party_alone_has_no_pairs_and_no_empty_section(fetch: Fetch) -> None:
    found = fetch("/russia-ukraine/?on=2022-04-18&party=russia-mod")
    assert found.select_one("#between") is None
    assert lines(found)["Killed"] == "Russia MoD alone gives such a figure."


def test_a_family_without_pairs_says_so_and_an_unknown_one_is_refused(fetch: Fetch) -> None:
    found = fetch("/russia-ukraine/?on=2022-10-12&category=equipment&family=uavs")
    assert "no two of these parties had given figures of this measure" in words(found.select_one("#between"))
    refused = fetch("/russia-ukraine/?on=2022-10-12&family=kiled", status=400)
    assert "“kiled”" in words(refused.main)
    assert "killed" in words(refused.main)


def test_an_older_total_that_the_party_lowered_says_so(fetch: Fetch) -> None:
    """The bulletin of 13 October 2022 gave 5,167 armoured vehicles, after 5,181 the day before."""
    found = fetch("/russia-ukraine/?on=2022-10-12&category=equipment")
    shown = cells(found)
    assert "the party restated it on 13 Oct 2022: 5,167" in shown["Armoured combat vehicles", "Ukraine General Staff"]
    assert "restated" not in shown["Tanks", "Ukraine General Staff"]


def test_a_withdrawn_figure_is_struck_out_and_judged_no_more(fetch: Fetch) -> None:
    told = Figure.published.get(slug="ru-mod-2022-03-25-killed").report
    records.report(
        slug="withdrawal", party=told.party, revises=told, stated_on="2022-03-28", status="published", note="A mistake."
    )
    found = fetch(APRIL)
    text = cells(found)["Killed", "Russia MoD"]
    assert text.startswith("1,351 withdrawn 28 Mar 2022")
    assert found.select_one("td[data-party='Russia MoD'] s.number a")["href"] == "/figures/ru-mod-2022-03-25-killed/"
    assert cells(found)["Casualties", "Russia MoD"].startswith("5,176 withdrawn 28 Mar 2022")
    judged = " ".join([*lines(found).values(), *pairs(found).values()])
    assert not re.search(r"1,351|3,825|5,176", judged)
    assert "Russia MoD’s 498 killed (as of 2 March 2022" in judged  # its last total stands again
    before = fetch(APRIL.replace("2022-04-18", "2022-03-27"))
    text = cells(before)["Killed", "Russia MoD"]
    assert text.startswith("1,351 25 March 2022, 2 days old the party withdrew it on 28 Mar 2022")
    assert "Russia MoD’s 1,351" in lines(before)["Killed"]


def test_agreement_with_a_party_whose_data_were_used_is_marked(fetch: Fetch) -> None:
    """The United Kingdom's list of 2025 drew on the General Staff's totals."""
    found = fetch("/russia-ukraine/?on=2025-01-08&party=uk-mod&party=ukraine-general-staff&family=casualties")
    assert any(
        "not independent: UK MoD drew on data of Ukraine General Staff" in text for text in pairs(found).values()
    )


def test_an_older_pair_that_is_like_for_like_hides_no_newer_conflict(fetch: Fetch) -> None:
    """Ukraine's president: killed and wounded of 4 February 2025 are 945,000 at least; the casualties of which they are
    a part were 790,000 on 3 April."""
    found = fetch("/russia-ukraine/?on=2025-04-03&party=ukraine-president&party=us-dod&family=casualties")
    (text,) = pairs(found).values()
    assert text.startswith("In conflict Ukraine President and US DoD Russian forces, 3 April 2025")
    assert "derived: about 350,000 killed + 600,000–700,000 wounded" in text
    assert "In conflict on 3 April 2025" in lines(found)["Casualties"]


def test_a_sum_of_more_than_and_about_says_so(fetch: Fetch) -> None:
    """More than 2,870 killed and about 3,700 wounded."""
    found = fetch("/russia-ukraine/?on=2022-03-12&subject=ukrainian-forces&party=russia-mod")
    assert "6,571" not in words(found.main)
    assert "more than about 6,570" in words(found.main)


def test_of_the_sums_of_a_report_the_one_that_counts_most_stands_in_the_cell(fetch: Fetch) -> None:
    """About 350,000 killed, 600,000 to 700,000 wounded, 50,000 to 70,000 missing."""
    found = fetch("/russia-ukraine/?on=2025-02-04&party=ukraine-president")
    assert any(text.startswith("about 1,000,000–1,120,000 4 February 2025") for text in cells(found).values())
