"""The table beneath a timeline of what is new: differences of totals, a day and a month."""

import pytest
from django.test import Client

from tests.conftest import Fetch, words

from .rowed import PAGE, STAFF, cells, packaged, read_table

pytestmark = pytest.mark.usefixtures("bundled")


def test_a_day_is_the_difference_of_two_totals(fetch: Fetch) -> None:
    found = fetch(f"{PAGE}?{STAFF}&mode=daily&from=2023-01-10&to=2023-01-31&sort=as_of")
    assert [words(head) for head in found.select(".same-rows th")] == [
        "Day",
        "Party",
        "Measure",
        "New a day",
        "7-day mean",
        "From the total",
        "To the total",
    ]
    labels = ("From the total", "To the total", "New a day")
    older, newer, new = ([number(text) for text in cells(found, label)] for label in labels)
    assert new == [after - before for before, after in zip(older, newer, strict=True)]
    assert older[1:] == newer[:-1]
    means = [float(text) for text in cells(found, "7-day mean")]
    assert means[7] == round(sum(new[1:8]) / 7, 1)
    one = found.select_one(".same-rows tbody tr")
    linked = [link["href"] for link in one.select("td.num a")]
    assert linked == [f"/figures/ukraine-general-staff-{day}-tanks/" for day in ("2023-01-09", "2023-01-10")]


def number(text: str) -> int:
    return int(text.split()[-1].replace(",", ""))


def test_a_gap_is_said_to_be_spread(fetch: Fetch) -> None:
    """Of 12,000 by 9 March 2022 and 13,500 by 15 March all is known but what each day between them added."""
    query = "party=ukraine-general-staff&measure=personnel-losses&mode=daily"
    found = fetch(f"{PAGE}?{query}&from=2022-03-10&to=2022-03-16&sort=as_of")
    row = found.select_one(".same-rows tbody tr")
    assert words(row.select_one('[data-label="Day"]')) == "10 Mar 2022 to 15 Mar 2022"
    assert words(row.select_one('[data-label="New a day"]')) == "about 250 mean: 1,500 in 6 days"
    assert words(row.select_one('[data-label="From the total"]')) == "about 12,000 9 Mar 2022"
    assert words(row.select_one('[data-label="To the total"]')) == "about 13,500 15 Mar 2022"
    first = fetch(f"{PAGE}?{query}&to=2022-03-01&sort=as_of").select_one(".same-rows tbody tr")
    assert words(first.select_one('[data-label="7-day mean"]')) == "not known"


def test_a_partys_own_average_stands_among_its_days(fetch: Fetch) -> None:
    query = "party=uk-mod&measure=casualties&mode=daily"
    own = [row for row in packaged("russian-forces", {"casualties"}, {"uk-mod"}) if row["basis"] == "daily_average"]
    assert own
    found = fetch(f"{PAGE}?{query}")
    shown = {words(row.select_one("td.num a")) for row in found.select(".same-rows tbody tr:has([colspan])")}
    assert len(found.select(".same-rows tbody [colspan]")) == len(own)
    assert "about 950" in shown
    assert not fetch(f"{PAGE}?{query}&hide=period&hide=partial").select(".same-rows tbody [colspan]")


def test_a_month_sums_its_days(fetch: Fetch, client: Client) -> None:
    found = fetch(f"{PAGE}?{STAFF}&mode=monthly&sort=as_of")
    assert words(found.select_one(".same-rows tbody td")) == "February 2022 3 of its 28 days"
    rows = read_table(client, f"{STAFF}&mode=daily&from=2022-03-01&to=2022-03-31")
    march = found.select(".same-rows tbody tr")[1]
    assert words(march.td) == "March 2022"
    assert number(words(march.select_one('[data-label="New"]'))) == sum(int(row["new"]) for row in rows)


def test_the_largest_day_is_not_the_longest_gap(client: Client) -> None:
    rows = read_table(client, "party=uk-mod&measure=casualties&mode=daily&sort=-size")
    sizes = [float(row["best"] or row["low"] or row["high"]) for row in rows]
    assert sizes == sorted(sizes, reverse=True)
    news = [float(row["new"]) for row in rows if row["new"]]
    assert news != sorted(news, reverse=True)
