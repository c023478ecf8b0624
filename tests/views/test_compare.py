"""The compare page: two parties aligned, on the days and in the views that the project was asked to get right."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.conftest import Fetch, words

from .comparing import PAGE, days, instead, query_of

pytestmark = pytest.mark.usefixtures("bundled")


def test_russias_dead_beside_natos_of_march_2022(fetch: Fetch) -> None:
    page = fetch(f"{PAGE}?a=russia-mod&b=nato&measure=killed")
    assert words(page.h1) == "Russia MoD beside NATO: killed, Russian forces"
    row = days(page)["25 Mar 2022"]
    assert row["a"] == "1,351 killed as of 25 Mar 2022"
    assert row["b"] == "7,000–15,000 killed as of 23 Mar 2022"
    assert (row["gap"], row["ratio"], row["verdict"]) == ("2 days", "0.09 to 0.19 times", "In conflict")
    assert "cannot both be true: both count the same thing, and no number fits both" in row["sentence"]
    assert "unclear whether National Guard included" in row["sentence"]
    turned = days(fetch(f"{PAGE}?a=nato&b=russia-mod&measure=killed"))["25 Mar 2022"]
    assert (turned["ratio"], turned["verdict"]) == ("5.2 to 11.1 times", "In conflict")


def test_a_figure_that_is_too_old_says_so_and_enters_no_ratio(fetch: Fetch) -> None:
    row = days(fetch(f"{PAGE}?a=nato&b=russia-mod&measure=killed"))["23 Mar 2022"]
    assert row["b"] == "498 killed as of 2 Mar 2022 too old for this day: read as “at least 498”"
    assert (row["gap"], row["ratio"], row["verdict"]) == ("21 days", "none: too old", "Consistent")


def test_russias_sum_is_part_of_natos_casualties(fetch: Fetch) -> None:
    page = fetch(f"{PAGE}?a=russia-mod&b=nato&measure=casualties")
    row = days(page)["25 Mar 2022"]
    assert row["a"] == "5,176 killed and wounded as of 25 Mar 2022 derived: 1,351 killed + 3,825 wounded"
    assert row["b"].startswith("30,000–40,000 killed, wounded, missing and captured")
    assert (row["verdict"], row["ratio"]) == ("Consistent", "none: not the same thing")
    assert page.select_one(".chart") is None
    assert "no ratio to draw" in words(page.select_one(".notice"))


def test_ukraines_losses_beside_russias_dead_depend_on_the_reading(fetch: Fetch) -> None:
    page = fetch(f"{PAGE}?a=ukraine-general-staff&b=russia-mod&measure=losses")
    assert "Russia MoD has no figure of losses that could be set against it; its nearest, killed, is taken" in words(
        page
    )
    row = days(page)["25 Mar 2022"]
    assert row["a"].startswith("about 16,100 personnel losses (undefined)")
    assert row["verdict"] == "Cannot be decided"
    assert row["ratio"] == (
        "about 11.9 times if “Personnel losses (undefined)” means killed "
        "about 3.1 times if “Personnel losses (undefined)” means killed and wounded: "
        "5,176 killed and wounded (derived: 1,351 killed + 3,825 wounded ) "
        "(“unclear whether National Guard included; Moscow-backed separatists apparently not included (AP)”)"
    )
    later = days(page)["21 Sep 2022"]
    assert later["ratio"] == "about 9.3 times if “Personnel losses (undefined)” means killed"


def test_russias_minister_beside_the_names_then_counted(fetch: Fetch) -> None:
    row = days(fetch(f"{PAGE}?a=russia-mod&b=mediazona-bbc&measure=killed"))["21 Sep 2022"]
    assert (row["a"], row["verdict"]) == ("5,937 killed as of 21 Sep 2022", "In conflict")
    assert row["b"].startswith("at least 6,600 killed")
    assert "Note on Mediazona/BBC’s figure: “named dead only”" in row["sentence"]


def test_ukraines_president_beside_a_later_estimate(fetch: Fetch) -> None:
    row = days(fetch(f"{PAGE}?a=ukraine-president&b=meduza-mediazona&measure=killed"))["29 Aug 2025"]
    assert row["a"] == "about 350,000 killed as of 4 Feb 2025"
    assert row["b"] == "about 220,000 killed as of 29 Aug 2025"
    assert (row["verdict"], row["ratio"]) == ("In conflict", "about 1.6 times")
    assert "both count the same thing" in row["sentence"]
    assert "men 18-55" in row["sentence"]


# --- days, links and views ----------------------------------------------------------------------------------------


def test_days_of_the_rarer_speaker_newest_first_and_paged(fetch: Fetch) -> None:
    address = f"{PAGE}?a=ukraine-general-staff&b=oryx&measure=tanks"
    page = fetch(address)
    listed = days(page)
    assert len(listed) == 50
    assert next(iter(listed)) == "19 Jul 2025"
    assert {row["gap"] for row in listed.values()} == {"same day"}
    assert "1 to 50 of 614" in words(page.select_one(".pages"))
    assert len(days(fetch(f"{address}&page=13"))) == 14
    assert "no page 14" in words(fetch(f"{address}&page=14", 404).main)


def test_figures_lead_to_their_records_and_days_to_side_by_side(fetch: Fetch, client: Client) -> None:
    page = fetch(f"{PAGE}?a=ukraine-general-staff&b=russia-mod&measure=losses")
    links = [link["href"] for link in page.select(".compared td a")]
    assert "/figures/ru-mod-2022-03-25-wounded/" in links
    day = next(link for link in page.select(".compared th a") if words(link) == "25 Mar 2022")
    assert query_of(day)["on"] == ["2022-03-25"]
    assert query_of(day)["party"] == ["ukraine-general-staff", "russia-mod"]
    terms = [link["href"] for link in page.select(".terms a")]
    for link in {*links, day["href"], *terms, page.select_one("a[download]")["href"]}:
        assert client.get(link.split("#")[0]).status_code == 200, link


def test_swapping_keeps_the_comparison(fetch: Fetch) -> None:
    page = fetch(f"{PAGE}?a=ukraine-general-staff&b=russia-mod&measure=losses&scale=log")
    swap = next(link for link in page.select(".controls a") if words(link) == "Swap")
    assert query_of(swap) == {
        "a": ["russia-mod"],
        "b": ["ukraine-general-staff"],
        "subject": ["russian-forces"],
        "measure": ["killed"],
        "scale": ["log"],
    }
    turned = days(fetch(swap["href"]))
    assert list(turned) == list(days(page))
    assert turned["25 Mar 2022"]["ratio"].startswith("about 0.084 times")


def test_dependence_is_said_above_and_in_each_row(fetch: Fetch) -> None:
    page = fetch(f"{PAGE}?a=uk-mod&b=ukraine-general-staff&measure=casualties")
    said = "UK MoD drew on data of Ukraine General Staff"
    assert said in words(page.select_one(".terms"))
    assert f"not independent: {said}" in days(page)["1 Apr 2022"]["sentence"]


def test_known_then_and_known_today(fetch: Fetch) -> None:
    address = f"{PAGE}?a=uk-mod&b=ukraine-general-staff&measure=casualties"
    today = fetch(address)
    assert "What is known today." in words(today.select_one(".lede"))
    assert days(today)["1 Apr 2022"]["a"] == "about 11,966 casualties (as reported) as of 1 Apr 2022, stated 7 Jan 2025"
    assert "What was known on 30 April 2026" in words(today.select_one(".lede"))
    then = fetch(f"{address}&known=2022-04-18")
    assert "What was known on 18 April 2022. What is known today" in words(then.select_one(".lede"))
    assert "As known on 18 April 2022: UK MoD had given no figure of casualties" in words(then.select_one(".refusal"))
    assert instead(then)["UK MoD beside Ukraine General Staff: killed, Russian forces"]["known"] == ["2022-04-18"]
    assert fetch(f"{address}&known=2199-01-01").select_one(".compared") == today.select_one(".compared")


def test_what_was_not_stated_by_then_is_not_shown(fetch: Fetch) -> None:
    page = fetch(f"{PAGE}?a=russia-mod&b=nato&measure=killed&known=2022-03-24")
    assert list(days(page)) == ["23 Mar 2022"]
    assert "There is no ratio to draw" in words(page.main)


def test_without_parties_it_opens_with_the_subjects_own_side(fetch: Fetch) -> None:
    assert words(fetch(PAGE).h1) == "Russia MoD beside Ukraine General Staff: killed, Russian forces"
    assert words(fetch(f"{PAGE}?subject=ukrainian-forces").h1).startswith("Ukraine President beside Russia MoD: killed")
    assert words(fetch(f"{PAGE}?subject=civilians-in-ukraine").h1).startswith("OHCHR beside US DoD: killed")
    # Of its own side the first would be Russia's ministry.
    assert words(fetch(f"{PAGE}?a=russia-fsb-leak").h1).startswith(
        "FSB (leak) beside Ukraine General Staff: casualties"
    )
    assert words(fetch(f"{PAGE}?a=oryx").h1) == "Oryx beside Ukraine General Staff: tanks, Russian forces"
    assert words(fetch(f"{PAGE}?b=oryx").h1) == "Ukraine General Staff beside Oryx: tanks, Russian forces"
    assert words(fetch(f"{PAGE}?measure=tanks").h1) == "Ukraine General Staff beside Oryx: tanks, Russian forces"


def test_a_last_figure_before_the_others_first_still_has_a_day(fetch: Fetch) -> None:
    page = fetch(f"{PAGE}?a=invaders-rf&b=ukraine-pow-hq&measure=captured")
    assert list(days(page)) == ["31 Dec 2025"]
    (row,) = days(page).values()
    assert "too old for this day" in row["a"]
    assert row["ratio"] == "none: too old"
    assert row["verdict"] in ("Consistent", "In conflict")


# --- queries ------------------------------------------------------------------------------------------------------

# The conflict with its subjects, what these are part of, the measures, the parties where some are named, what was taken
# back, the parties with whether they had spoken, of what the two had, all figures of both, on whose data they drew.
BOTH_NAMED = 9
# The same without the parties named, of what the first had, and who can be set against it.
NONE_NAMED = 10


@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ("a=russia-mod&b=nato&measure=killed", BOTH_NAMED),
        ("a=ukraine-general-staff&b=oryx&measure=tanks", BOTH_NAMED),
        ("a=ukraine-general-staff&b=mediazona-bbc", BOTH_NAMED),
        ("subject=civilians-in-ukraine", NONE_NAMED),
        ("", NONE_NAMED),
        ("a=oryx", NONE_NAMED + 1),
        ("measure=tanks", NONE_NAMED + 1),
        ("a=russia-mod&b=oryx", BOTH_NAMED + 1),  # who can be set against it instead
        ("a=ukraine-president&b=russia-fsb-leak&subject=ukrainian-forces", BOTH_NAMED),  # what else it spoke about
    ],
)
def test_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries, query: str, queries: int) -> None:
    with django_assert_num_queries(queries):
        client.get(f"{PAGE}?{query}")


@pytest.mark.parametrize("name", ["chart.json", "compare.csv"])
def test_queries_of_chart_and_table(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, name: str
) -> None:
    with django_assert_num_queries(BOTH_NAMED):
        client.get(f"{PAGE}{name}?a=ukraine-general-staff&b=oryx&measure=tanks")
