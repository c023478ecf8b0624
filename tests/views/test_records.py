"""Reports, figures and sources: provenance to the last link."""

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from reports import workflow
from reports.models import AT_THE_DESK, Figure, Report, Source, Status
from tests import records
from tests.conftest import Fetch, words

pytestmark = [pytest.mark.usefixtures("bundled"), pytest.mark.both_databases]


def leaf_of(found: BeautifulSoup, publisher: str) -> Tag:
    return next(leaf for leaf in found.select(".tree .leaf") if publisher in words(leaf.select_one("b")))


def test_wounded_figure_shows_who_misprinted_it_and_who_repeated_that(fetch: Fetch) -> None:
    found = fetch("/figures/ru-mod-2022-03-25-wounded/")
    times = leaf_of(found, "International Business Times")
    assert "prints 3,285" in words(times)
    assert "Two digits swapped" in words(times)
    (copy,) = times.parent.ul.select(".leaf")
    assert "fa.news" in words(copy)
    assert "prints 3,285" in words(copy)
    assert words(found.select_one("#printed + p")) == (
        "International Business Times prints 3,285, and fa.news copied it; none of the 12 other sources is known to "
        "print anything but 3,825."
    )


def test_killed_figure_has_two_misprints(fetch: Fetch) -> None:
    text = words(fetch("/figures/ru-mod-2022-03-25-killed/").select_one("#printed + p"))
    assert text.startswith("EconoTimes prints 1,535; The Daily Beast prints 1,320; none of the 12 other sources")
    report = fetch("/reports/russia-mod-2022-03-25-sergei-rudskoi/")
    assert text in words(report.select_one("#printed + ul"))
    assert "Wounded, Russian forces : prints 3,285" in words(leaf_of(report, "International Business Times"))


def test_figure_says_who_when_and_what_it_counts(fetch: Fetch) -> None:
    text = words(fetch("/figures/ru-mod-2022-03-25-killed/").main)
    assert "Russian Ministry of Defence ( its own losses ), stated 25 March 2022, as of 25 March 2022" in text.replace(
        "(its own losses)", "( its own losses )"
    )
    assert "24 February 2022 to 25 March 2022" in text
    assert "Official count (briefing)" in text


def test_bulletin_of_18_april_cites_the_ministrys_page_and_its_transcriptions(fetch: Fetch) -> None:
    found = fetch("/reports/ukraine-general-staff-2022-04-18/")
    statement, page, transcription, other = found.select(".tree .leaf")
    assert words(statement) == "General Staff of the Armed Forces of Ukraine bulletin, 18 April 2022"
    address = page.select_one("a[rel~=external]")["href"]
    assert address.startswith("https://www.mil.gov.ua/news/2022/04/18/")
    assert "in Ukrainian" in words(page)
    assert "The party’s own channel" in words(page)
    assert "orc-losses" in words(transcription)
    assert "MIT" in words(transcription)
    assert transcription.find_parent("ul") is page.parent.ul
    assert "Petro Ivaniuk" in words(other)


def test_sources_without_an_archived_copy_are_counted_and_marked(fetch: Fetch) -> None:
    report = Report.published.get(slug="russia-mod-2022-03-25-sergei-rudskoi")
    some = Source.objects.filter(citations__report=report).order_by("pk")[:3]
    for source in some:
        source.archived_url = f"https://archive.example/{source.slug}"
        source.save()
    for path in ("reports/russia-mod-2022-03-25-sergei-rudskoi", "figures/ru-mod-2022-03-25-killed"):
        found = fetch(f"/{path}/")
        assert "3 of 14 sources have an archived copy." in words(found.main)
        assert [words(each) for each in found.select(".tree .gap")].count("no archived copy") == 11
        for source in some:
            assert found.select_one(f".tree a[href='{source.archived_url}']")


def test_a_chain_that_begins_outside_the_report_is_drawn_from_there(fetch: Fetch) -> None:
    found = fetch("/reports/oryx-2022-03-29/")
    statement, origin, data_set = found.select(".tree .leaf")
    assert "its own channel is not cited" in words(statement)
    assert "Oryx" in words(origin)
    assert "took it from here" in words(origin)
    assert data_set.find_parent("ul") is origin.parent.ul
    assert words(found.select_one("#printed + p")).startswith("0 of 1 source has")


def test_a_fall_that_the_party_announced_is_called_its_revision(fetch: Fetch) -> None:
    found = fetch("/reports/ukraine-general-staff-2022-10-13/")
    revision = "The party’s own revision: in this report it corrected some of the totals"
    assert revision in words(found.select_one(".notice"))
    figure = Figure.published.filter(report__slug="ukraine-general-staff-2022-10-13").first()
    assert revision in words(fetch(f"/figures/{figure.slug}/").select_one(".notice"))
    earlier = found.select_one(".notice a")["href"]
    assert earlier == "/reports/ukraine-general-staff-2022-10-12/"
    assert "corrected some of the totals of this report on 13 October 2022" in words(
        fetch(earlier).select_one(".notice")
    )


def test_a_figure_says_its_own_method_and_language_where_it_has_them(fetch: Fetch) -> None:
    report = records.report(status="published", method="official_count", language="en")
    plain = records.figure(report=report, wording="401 dead")
    own = records.figure(report=report, wording="401 killed", method="named_count", language="uk", translated=True)
    of_plain, of_own = (words(fetch(f"/figures/{figure.slug}/").select_one(".facts")) for figure in (plain, own))
    assert "How the party knows Official count ( bulletin )" in of_plain.replace("(bulletin)", "( bulletin )")
    assert "401 dead (in English)" in of_plain
    assert "Named count" in of_own
    assert "Official count" not in of_own
    assert "401 killed (in Ukrainian) (our translation)" in of_own


def test_figures_that_rest_on_another_partys_data_say_so(fetch: Fetch) -> None:
    for path in ("reports/nato-2022-03-23-unnamed-senior-military", "figures/nato-2022-03-23-killed"):
        text = words(fetch(f"/{path}/").main)
        assert "Drew on data of Government of Ukraine : agreement is no corroboration" in text
    assert "drew on data of Ukraine Government" in words(fetch("/russia-ukraine/?on=2022-04-18").select_one(".grid"))


def test_source_lists_its_reports_and_what_it_prints_otherwise(fetch: Fetch) -> None:
    text = words(fetch("/sources/international-business-times-f4b6badc/").main)
    assert "printed otherwise 3,285" in text
    assert "fa.news" in text


# The record with its party, conflict, editors and other versions, the parties it drew on, its variants, its citations,
# the report's figures, its revisions; of a figure also those next to it, the party's latest report where there is no
# newer figure, the outcomes counted; of a report also its subjects, the reports before and after.
FIGURE, REPORT = 9, 9


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("figures/ru-mod-2022-03-25-wounded", FIGURE),
        ("figures/ru-mod-2022-03-25-killed", FIGURE - 1),
        ("figures/ukraine-general-staff-2024-11-03-tanks", FIGURE - 1),
        ("figures/ohchr-2024-09-month-killed", FIGURE - 1),
        ("reports/ukraine-general-staff-2024-11-03", REPORT),
        ("reports/nato-2022-03-23-unnamed-senior-military", REPORT),
    ],
)
def test_number_of_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, path: str, queries: int
) -> None:
    with django_assert_num_queries(queries):
        client.get(f"/{path}/")


@pytest.mark.parametrize("share", [0.1, pytest.param(1, marks=pytest.mark.slow)])
def test_every_kind_of_record_opens(fetch: Fetch, share: float) -> None:
    """A sample over the whole data: each 400th figure, each 60th report, each 50th source, or a share of them."""
    for model, path, step in ((Figure, "figures", 400), (Report, "reports", 60), (Source, "sources", 50)):
        slugs = list(model._default_manager.order_by("pk").values_list("slug", flat=True))[:: round(step / share)]
        assert len(slugs) > 10 * share
        for slug in slugs:
            assert fetch(f"/{path}/{slug}/").h1


@pytest.mark.parametrize("status", AT_THE_DESK)
def test_a_revised_report_that_is_not_public_is_not_named(fetch: Fetch, status: Status) -> None:
    revised = records.report(status=status, title="Nobody reads this yet")
    figure = records.figure(report=records.report(status="published", revises=revised))
    for path in (f"/reports/{figure.report.slug}/", f"/figures/{figure.slug}/"):
        found = fetch(path)
        assert found.select_one(".notice") is None
        assert revised.slug not in str(found)
        assert revised.title not in str(found)


@pytest.mark.parametrize(
    "status",
    [
        Status.SUBMITTED,
        *(pytest.param(status, marks=pytest.mark.slow) for status in AT_THE_DESK if status != Status.SUBMITTED),
    ],
)
def test_what_is_at_the_desk_is_nowhere_to_be_seen(fetch: Fetch, client: Client, status: Status) -> None:
    """A correction of a bundled report, with numbers and words that stand nowhere else."""
    published = Report.published.get(slug="russia-mod-2022-03-25-sergei-rudskoi")
    draft = workflow.correct(report=published, by=records.user())
    source = records.citation(report=draft, source=records.source(publisher="The Unread Times")).source
    draft.figures.update(low=None, best=98_765, high=None, qualifier="exact", wording="Unheard-of words")
    Report.all_objects.filter(pk=draft.pk).update(title="Unheard of", status=status)
    fetch(f"/reports/{draft.slug}/", 404)
    for figure in draft.figures.all():
        fetch(f"/figures/{figure.slug}/", 404)
        assert client.get(f"/figures/{figure.slug}/preview.png").status_code == 404
    assert client.get(f"/reports/{draft.slug}/preview.png").status_code == 404
    fetch(f"/sources/{source.slug}/", 404)
    for address in (
        "/russia-ukraine/?on=2022-04-18",
        "/russia-ukraine/figures/?party=russia-mod&to=2022-04-18",
        "/russia-ukraine/reports/?party=russia-mod&to=2022-04-18",
        "/russia-ukraine/variants/?party=russia-mod",
        "/russia-ukraine/variants/variants.csv",
        "/russia-ukraine/corrections/",
        "/russia-ukraine/timeline/?party=russia-mod&measure=killed",
        "/russia-ukraine/timeline/chart.json?party=russia-mod&measure=killed",
        "/russia-ukraine/timeline/figures.csv?party=russia-mod&measure=killed",
        "/russia-ukraine/compare/?a=russia-mod&b=nato&measure=casualties",
        "/parties/russia-mod/",
        "/sources/international-business-times-f4b6badc/",
        f"/reports/{published.slug}/",
        "/figures/ru-mod-2022-03-25-wounded/",
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        text = answer.content.decode()
        for unread in ("98,765", "98765", "Unheard", "Unread", draft.slug):
            assert unread not in text, address
