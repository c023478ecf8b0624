"""What the compare page does not set against each other, why, and what it suggests instead; bad addresses."""

import pytest
from django.test import Client

from reports.models import Conflict, Measure, Party, Report, Subject
from tests import records
from tests.conftest import Fetch, words

from .comparing import PAGE, days, instead, query_of

pytestmark = pytest.mark.usefixtures("bundled")


@pytest.mark.parametrize(
    ("query", "reason", "suggested"),
    [
        ("a=nato&b=nato", "NATO beside NATO is one claim, not two", "NATO beside Russia MoD: killed, Russian forces"),
        (
            "a=ukraine-president&b=russia-fsb-leak&subject=ukrainian-forces",
            "no “loss ratio”: each number is about other people",
            "Ukraine President beside Russia MoD: killed, Ukrainian forces",
        ),
        (
            "a=russia-mod&b=ukraine-armed-forces&measure=killed",
            "no “loss ratio”: each number is about other people",
            "What Ukraine Armed Forces said about Ukrainian forces, beside another party",
        ),
        (
            "a=ukraine-sbu&b=nato&measure=share-of-personnel-lost",
            "Percentages are not set against counts",
            "SBU beside NATO: killed, Russian forces",
        ),
        (
            "a=estonia&b=nato&measure=killed",
            "What Estonia gave of killed about Russian forces covers one place",
            "Estonia beside NATO: casualties, Russian forces",
        ),
        (
            "a=nato&b=eu&measure=killed",
            "What EU gave of killed about Russian forces covers one place",
            "NATO beside Russia MoD: killed, Russian forces",
        ),
        (
            "a=russia-mod&b=oryx",
            "Nothing that Oryx gave counts the same as what Russia MoD gave of killed",
            "Russia MoD beside Ukraine General Staff: killed, Russian forces",
        ),
        (
            "a=russia-mod&b=nato&measure=tanks",
            "Russia MoD had given no figure of tanks about Russian forces. Russia MoD has figures of: killed, wounded, "
            "missing, casualties",
            "Russia MoD beside NATO: killed, Russian forces",
        ),
        (
            "a=russia-mod&b=ualosses",
            "UALosses had given no running total for the whole of Russian forces",
            "What UALosses said about Ukrainian forces, beside another party",
        ),
        (
            "a=russia-sources&b=nato&measure=wounded",
            "Russian open sources took back what it had given of wounded about Russian forces",
            "Russian open sources beside NATO: killed, Russian forces",
        ),
        ("subject=dnr-lnr-forces", "No party had given a running total", None),
        ("subject=foreign-fighters", "No other party than Russia MoD had given a running total", None),
        (
            "a=oryx&b=nato&subject=wagner-group",
            "Oryx and NATO had given no running total for the whole of Wagner",
            None,
        ),
        ("known=2022-02-23", "As known on 23 February 2022: No party had given a running total", None),
        ("a=russia-mod&b=nato&known=2022-03-01", "Russia MoD and NATO had given no running total", None),
    ],
)
def test_what_cannot_be_compared_is_explained(fetch: Fetch, query: str, reason: str, suggested: str | None) -> None:
    page = fetch(f"{PAGE}?{query}")
    said = words(page.select_one(".refusal")).replace(" ,", ",")
    assert reason in said
    assert page.select_one(".compared, .chart, a[download]") is None
    if suggested:
        assert suggested in instead(page)
    for link in page.select(".instead a"):
        there = fetch(link["href"])
        assert there.select_one(".refusal") is None, words(link)
        assert there.select(".compared tbody")


def test_where_the_two_said_nothing_others_are_suggested(fetch: Fetch) -> None:
    page = fetch(f"{PAGE}?a=hrw&b=lostarmour")
    link = page.select_one("main p > a[href*=compare]")
    assert words(link) == "What others said about Russian forces, compared"
    assert fetch(link["href"]).select(".compared tbody")
    assert fetch(f"{PAGE}?a=hrw&b=lostarmour&subject=dnr-lnr-forces").select_one("main p > a[href*=compare]") is None


def test_partial_figures_are_listed_where_they_are_refused(fetch: Fetch) -> None:
    page = fetch(f"{PAGE}?a=estonia&b=nato&measure=killed")
    listed = fetch(page.select_one(".refusal a")["href"])
    assert [words(row) for row in listed.select(".rows tbody tr")]
    assert all("Estonia" in words(row) and "Killed" in words(row) for row in listed.select(".rows tbody tr"))


def test_before_the_war_nothing_was_known_and_the_page_leads_back(fetch: Fetch) -> None:
    page = fetch(f"{PAGE}?a=russia-mod&b=nato&known=2022-02-23")
    assert "The war had not begun: nothing had been stated." in words(page.select_one(".lede"))
    back = page.select_one(".lede a")
    assert words(back) == "What is known today"
    assert "known" not in query_of(back)


def test_figures_that_were_taken_back_are_left_out_and_named(fetch: Fetch) -> None:
    nato = Party.objects.get(slug="nato")
    told = Report.published.get(slug="nato-2022-03-23-unnamed-senior-military")
    records.report(party=nato, revises=told, status="published", slug="nato-takes-back", stated_on="2022-05-01")
    page = fetch(f"{PAGE}?a=russia-mod&b=nato&measure=killed")
    assert "25 Mar 2022" not in days(page)
    assert "withdrawn 1 May 2022" in words(page.select_one(".terms"))
    assert page.select_one(".terms .warn")["href"] == "/reports/nato-takes-back/"
    before = fetch(f"{PAGE}?a=russia-mod&b=nato&measure=killed&known=2022-04-18")
    assert days(before)["25 Mar 2022"]["verdict"] == "In conflict"


def test_a_party_that_took_all_back_is_not_said_to_have_been_silent(fetch: Fetch) -> None:
    party = records.party(slug="teller", short_name="Teller")
    told = records.report(party=party, status="published")
    russian, killed = Subject.objects.get(slug="russian-forces"), Measure.objects.get(slug="killed")
    records.figure(report=told, subject=russian, measure=killed, best=900)
    records.report(party=party, revises=told, status="published")
    page = fetch(f"{PAGE}?a=teller&b=nato&measure=killed")
    assert "Teller took back what it had given of killed about Russian forces" in words(page.select_one(".refusal"))
    assert "Teller" not in {words(option) for option in fetch(f"{PAGE}?a=nato").select("#b option")}


def test_zero_is_a_number_and_nothing_is_divided_by_it(fetch: Fetch, client: Client) -> None:
    russian, killed = Subject.objects.get(slug="russian-forces"), Measure.objects.get(slug="killed")
    for slug, number in (("none", 0), ("some", 20)):
        party = records.party(slug=f"says-{slug}", short_name=f"Says {slug}")
        records.figure(
            report=records.report(party=party, status="published"), subject=russian, measure=killed, best=number
        )
    (row,) = days(fetch(f"{PAGE}?a=says-some&b=says-none&measure=killed")).values()
    assert (row["ratio"], row["verdict"]) == ("no ratio: the second is zero", "In conflict")
    (row,) = days(fetch(f"{PAGE}?a=says-none&b=says-some&measure=killed")).values()
    assert row["ratio"] == "0 times"
    for query in ("a=says-some&b=says-none", "a=says-none&b=says-some&scale=log", "a=says-none&b=says-some"):
        assert client.get(f"{PAGE}chart.json?{query}&measure=killed").status_code == 200
        assert client.get(f"{PAGE}compare.csv?{query.split('&scale')[0]}&measure=killed").status_code == 200


# --- addresses ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("a=natto", "a: There is no “natto” here. Did you mean nato?"),
        ("a=nato&b=%00", "b: There is no"),
        ("subject=russian-force", "Did you mean russian-forces?"),
        ("measure=killd", "measure: There is no “killd” here. Did you mean killed?"),
        ("measure=personnel-losses", "measure: “personnel-losses” is a single measure. Name its family: losses."),
        ("known=18.04.2022", "“18.04.2022” is not a day"),
        ("scale=square", "scale: “square” is none of linear, log"),
        ("a=nato&a=oryx", "“a” is given more than once"),
        ("party=nato", "This page knows no “party”"),
        ("page=0", "“0” is not a page number"),
    ],
)
def test_bad_parameters_are_named(fetch: Fetch, query: str, message: str) -> None:
    found = fetch(f"{PAGE}?{query}", 400)
    assert message in words(found.select_one(".problems"))


@pytest.mark.parametrize("name", ["chart.json", "compare.csv"])
def test_what_is_refused_is_neither_drawn_nor_downloaded(fetch: Fetch, name: str) -> None:
    found = fetch(f"{PAGE}{name}?a=nato&b=nato", 400)
    assert "a party cannot be set against itself" in words(found.select_one(".problems"))
    assert "knows no “page”" in words(fetch(f"{PAGE}{name}?page=2", 400).main)


@pytest.mark.parametrize("name", ["", "chart.json", "compare.csv"])
def test_a_conflict_with_nothing_on_record_says_so(fetch: Fetch, name: str) -> None:
    Conflict.objects.create(slug="empty-war", name="Empty war", start_date="2022-01-01")
    assert "Nothing is on record here about" in words(fetch(f"/empty-war/compare/{name}", 404).main)
    assert "There is no conflict “elsewhere” here" in words(fetch(f"/elsewhere/compare/{name}", 404).main)


def test_every_problem_is_named_at_once(fetch: Fetch) -> None:
    assert (
        len(fetch(f"{PAGE}?a=natto&b=oryxx&measure=killd&subject=x&known=never&x=1", 400).select(".problems li")) == 6
    )
