"""Known then, known now: what a page with a day shows, and says that it shows."""

from datetime import UTC, datetime

import pytest
import time_machine
from bs4 import BeautifulSoup

from tests.conftest import Fetch, words

from .grid import cells

pytestmark = [pytest.mark.usefixtures("bundled"), pytest.mark.django_db, pytest.mark.both_databases]

UK = "/russia-ukraine/?on=2022-04-18&party=uk-mod"


@pytest.fixture(autouse=True)
def today() -> object:
    with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC), tick=False):
        yield


def links(page: BeautifulSoup) -> dict[str, str]:
    return {words(link): link["href"] for link in page.select(".lede a")}


def test_the_united_kingdom_on_18_april_known_then_and_known_today(fetch: Fetch) -> None:
    then = fetch(UK)
    assert "What was known on 18 April 2022." in words(then.select_one(".lede"))
    assert cells(then)["Killed", "UK MoD"].startswith("more than 450 25 February 2022")
    assert "11,966" not in words(then.select_one(".grid"))
    now = fetch(links(then)["What is known today about 18 April 2022"])
    assert "What is known today about 18 April 2022." in words(now.select_one(".lede"))
    assert "about 11,966 1 April 2022, 17 days old, stated 7 Jan 2025" in words(now.select_one(".grid"))
    assert "drew on data of Ukraine General Staff" in words(now.select_one(".grid"))
    assert links(now)["What was known on 18 April 2022"] == UK


def test_known_today_shows_nothing_about_a_later_day(fetch: Fetch) -> None:
    found = fetch("/russia-ukraine/?on=2022-04-18&known=2026-11-22")
    assert {time["datetime"] for time in found.select(".grid time")} <= {
        f"2022-{month:02}-{day:02}" for month in (2, 3, 4) for day in range(1, 32) if (month, day) <= (4, 18)
    }


@pytest.mark.parametrize("known", ["2022-04-18", "2022-06-01", "2023-01-01", "2025-01-06"])
def test_a_figure_is_never_shown_before_it_was_stated(fetch: Fetch, known: str) -> None:
    found = fetch(f"{UK}&known={known}")
    assert "11,966" not in words(found.select_one(".grid"))


def test_the_day_of_knowing_moves_with_the_day_unless_it_is_given(fetch: Fetch) -> None:
    found = fetch(f"{UK}&known=2024-01-01")
    assert "known=2024-01-01" in found.select_one("[rel=next]")["href"]
    assert "What was known on 1 January 2024 about 18 April 2022." in words(found.select_one(".lede"))
    assert found.select_one("input[name=known][checked]")["value"] == "2024-01-01"
    assert "known" not in fetch(UK).select_one("[rel=next]")["href"]


def test_known_before_the_day_and_before_the_war_say_what_that_means(fetch: Fetch) -> None:
    before = fetch("/russia-ukraine/?on=2022-04-18&known=2022-03-24&party=russia-mod")
    assert "What was known on 24 March 2022 about 18 April 2022, a later day: older totals only." in words(
        before.select_one(".lede")
    )
    assert cells(before)["Killed", "Russia MoD"].startswith("498 2 March 2022, 47 days old")
    early = fetch("/russia-ukraine/?on=2022-04-18&known=2021-12-31")
    assert "What was known on 31 December 2021, before the war began: nothing." in words(early.select_one(".lede"))


def test_known_in_the_future_is_known_today(fetch: Fetch) -> None:
    found = fetch(f"{UK}&known=2030-01-01")
    assert "What is known today about 18 April 2022." in words(found.select_one(".lede"))


def test_known_that_is_no_day_is_refused(fetch: Fetch) -> None:
    assert "known" in words(fetch(f"{UK}&known=then", status=400).main)


@pytest.mark.parametrize("page", ["timeline", "figures", "reports", "variants"])
def test_lists_and_timelines_are_of_what_is_known_today_unless_asked(fetch: Fetch, page: str) -> None:
    address = f"/russia-ukraine/{page}/"
    now = fetch(f"{address}?to=2022-04-18")
    assert "What is known today." in words(now.select_one(".lede"))
    then = fetch(links(now)["What was known on 18 April 2022"])
    assert "What was known on 18 April 2022." in words(then.select_one(".lede"))
    assert links(then)["What is known today"].startswith(address)
    stated = [time["datetime"] for time in then.select("[data-label=Stated] time")]
    assert stated
    assert max(stated) <= "2022-04-18"
    early = fetch(f"{address}?known=2021-12-31")
    assert "nothing had been stated" in words(early.select_one(".lede"))


def test_a_timeline_as_known_then_leaves_out_what_was_stated_later(fetch: Fetch, client: object) -> None:
    """Both the table and the data of the chart."""
    address = "/russia-ukraine/timeline/{}?party=uk-mod&measure=killed-and-wounded&measure=casualties&to=2022-04-18"
    today = client.get(address.format("chart.json")).json()
    then = client.get(address.format("chart.json") + "&known=2022-04-18").json()
    assert sum(len(trace["x"]) for trace in today["data"]) > sum(len(trace["x"]) for trace in then["data"])


@pytest.mark.parametrize("known", ["2024-06-01", "2026-11-22"])
def test_the_link_to_all_that_stands_beside_keeps_the_view(fetch: Fetch, known: str) -> None:
    found = fetch(f"/russia-ukraine/?on=2024-06-01&known={known}")
    more = found.select_one("section[aria-labelledby=also] > p > a")
    listed = words(fetch(more["href"]).select_one(".pages span")).split()[-1]
    assert words(more) == f"All {listed} such figures"
    assert f"as stated by {int(known[-2:])} " in words(found.caption)


def test_links_to_other_pages_keep_what_is_known(fetch: Fetch) -> None:
    found = fetch("/russia-ukraine/?on=2022-04-18&party=russia-mod&party=nato")
    addresses = [link["href"] for link in found.select(".grid th small a, .why a")]
    onward = [address for address in addresses if "/compare/" in address or "/timeline/" in address]
    assert onward
    assert all("known=2022-04-18" in address for address in onward)
