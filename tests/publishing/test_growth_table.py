"""New a day and a month as files: what a researcher who subtracts totals must know stands in them."""

import re
from datetime import date
from itertools import pairwise

import pytest
from django.test import Client

from reports.models import Figure
from tests import records
from tests.views.rowed import TABLE, packaged, read_table

pytestmark = pytest.mark.usefixtures("bundled")

STAFF = "party=ukraine-general-staff"
RATES = "party=uk-mod&measure=personnel-losses&mode=daily"


def test_a_monthly_table_byte_for_byte(client: Client) -> None:
    """One day of October 2022 is left out, on which the party corrected its totals: 49 items."""
    query = f"{STAFF}&measure=artillery&mode=monthly&from=2022-10-01&to=2022-10-31"
    staff = "ukraine-general-staff-2022"
    assert client.get(f"{TABLE}?{query}").content.decode() == (
        "first,last,days,days_known,party,party_name,subject,subject_name,measure,measure_name,unit,qualifier,new,"
        "new_a_day,spread,stated_on,first_total_as_of,first_total,first_figure,first_address,last_total_as_of,"
        "last_total,steps_left_out,change_left_out,figure,address\r\n"
        "2022-10-01,2022-10-31,31,30,ukraine-general-staff,Ukraine General Staff,russian-forces,Russian forces,"
        "artillery,Artillery systems,items,exact,288,9.6,false,2022-10-31,2022-09-30,1391,"
        f"{staff}-09-30-artillery,http://testserver/figures/{staff}-09-30-artillery/,2022-10-31,1728,1,49,"
        f"{staff}-10-31-artillery,http://testserver/figures/{staff}-10-31-artillery/\r\n"
    )


@pytest.mark.parametrize(
    ("query", "differing"), [(f"{STAFF}&layout=each", 60), ("subject=ukrainian-forces&layout=each", 0)]
)
def test_whoever_subtracts_the_totals_of_a_month_sees_why_it_is_not_what_is_new(
    client: Client, query: str, differing: int
) -> None:
    rows = [row for row in read_table(client, f"{query}&mode=monthly") if row["spread"] == "false"]
    for row in rows:
        assert int(row["last_total"]) - int(row["first_total"]) == int(row["new"]) + int(row["change_left_out"])
        assert int(row["steps_left_out"]) or row["change_left_out"] == "0"
    assert sum(row["change_left_out"] != "0" for row in rows) >= differing


@pytest.mark.slow
def test_the_highest_total_so_far_is_subtracted_and_no_other(client: Client) -> None:
    """The rule a second way, from the totals of the other file: nothing lost is counted twice."""
    found = {
        (row["measure"], row["older_as_of"], row["newer_as_of"]): int(row["new"])
        for row in read_table(client, f"{STAFF}&layout=each&mode=daily")
    }
    rows = [
        row
        for row in read_table(client, f"{STAFF}&layout=each&sort=as_of")
        if row["qualifier"] in ("exact", "about") and row["basis"] == "cumulative" and row["scope"] == "theatre"
    ]
    expected, below = {}, 0
    for measure in {row["measure"] for row in rows}:
        highest = 0
        for older, newer in pairwise({row["as_of"]: row for row in rows if row["measure"] == measure}.values()):
            change, highest = int(newer["best"]) - int(older["best"]), max(highest, int(older["best"]))
            is_same = (older["qualifier"], change) == (newer["qualifier"], 0)
            if newer["revises"] == "true" and not is_same:
                highest = int(newer["best"])
            elif change >= 0 and int(older["best"]) == highest:
                expected[measure, older["as_of"], newer["as_of"]] = change
            elif change >= 0:
                below += 1
    assert found == expected
    assert below > 20


@pytest.mark.parametrize("mode", ["daily", "monthly"])
def test_whole_numbers_have_no_decimals(client: Client, mode: str) -> None:
    answer = client.get(f"{TABLE}?subject=ukrainian-forces&party=russia-mod&layout=each&mode={mode}")
    text = answer.content.decode()
    assert re.search(r",\d+\.[1-9],", text)
    assert not re.search(r",\d+\.0,", text)


def test_an_average_whose_days_nobody_stated_claims_no_day(client: Client) -> None:
    theirs = packaged("russian-forces", {"personnel-losses"}, {"uk-mod"})
    stated = {row["figure_id"]: row["period_start"] for row in theirs if row["basis"] == "daily_average"}
    found = {row["figure"]: row["first"] for row in read_table(client, RATES) if row["kind"] == "own_average"}
    assert found == stated
    assert list(stated.values()).count("") == 1
    assert {row["days"] for row in read_table(client, RATES) if not row["first"]} == {""}


def test_an_average_that_was_taken_back_says_so(client: Client) -> None:
    average = Figure.published.get(slug="uk-wallace-edum-2024-daily")
    assert {row["withdrawn_on"] for row in read_table(client, RATES)} == {""}
    of = average.report
    records.report(conflict=of.conflict, party=of.party, revises=of, stated_on=date(2026, 1, 2), status="published")
    withdrawn = {row["figure"]: row["withdrawn_on"] for row in read_table(client, RATES) if row["withdrawn_on"]}
    assert withdrawn == {average.slug: "2026-01-02"}
