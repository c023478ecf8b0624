"""Reports, figures and sources: provenance to the last link."""

import pytest
from django.db.models import Count

from reports.models import Figure, Report, Source, Status
from tests.conftest import Fetch, words

pytestmark = pytest.mark.usefixtures("bundled")


def test_wounded_figure_shows_who_misprinted_it_and_who_repeated_that(fetch: Fetch) -> None:
    found = fetch("/figures/ru-mod-2022-03-25-wounded/")
    times = next(
        leaf for leaf in found.select(".tree > li") if "International Business Times" in words(leaf.select_one(".leaf"))
    )
    assert "prints 3,285" in words(times.select_one(".leaf"))
    assert "Two digits swapped" in words(times.select_one(".leaf"))
    (copy,) = times.ul.select(".leaf")
    assert "fa.news" in words(copy)
    assert "prints 3,285" in words(copy)


def test_figure_says_who_when_and_what_it_counts(fetch: Fetch) -> None:
    text = words(fetch("/figures/ru-mod-2022-03-25-killed/").main)
    assert "Russian Ministry of Defence ( its own losses ), stated 25 March 2022, as of 25 March 2022" in text.replace(
        "(its own losses)", "( its own losses )"
    )
    assert "24 February 2022 to 25 March 2022" in text
    assert "Official count (briefing)" in text


def test_bulletin_of_18_april_cites_the_ministrys_page_and_its_transcriptions(fetch: Fetch) -> None:
    found = fetch("/reports/ukraine-general-staff-2022-04-18/")
    primary = found.select_one(".tree > li .leaf")
    address = primary.select_one("a[rel~=external]")["href"]
    assert address.startswith("https://www.mil.gov.ua/news/2022/04/18/")
    assert "The party’s own channel" in words(primary)
    assert "orc-losses" in words(primary)
    assert "MIT" in words(primary)
    assert "Petro Ivaniuk" in words(found.select_one(".tree"))


def test_transcriptions_that_differ_are_shown(fetch: Fetch) -> None:
    """On 12 January 2023 the data sets read 113,390 and 113,990; the one tied to the ministry's page is on record."""
    found = fetch("/figures/ukraine-general-staff-2023-01-12-personnel-losses/")
    assert "about 113,990" in words(found.h1)
    assert "113,390" in words(found.select_one(".tree .off"))


def test_a_fall_that_the_party_announced_is_called_its_revision(fetch: Fetch) -> None:
    found = fetch("/reports/ukraine-general-staff-2022-10-13/")
    assert "The party’s own revision" in words(found.select_one(".notice"))
    earlier = found.select_one(".notice a")["href"]
    assert earlier == "/reports/ukraine-general-staff-2022-10-12/"
    assert "corrected some of these totals on 13 October 2022" in words(fetch(earlier).select_one(".notice"))


def test_figures_that_rest_on_another_partys_data_say_so(fetch: Fetch) -> None:
    text = words(fetch("/reports/nato-2022-03-23-unnamed-senior-military/").main)
    assert "Drew on data of Government of Ukraine" in text
    assert "drew on data of Ukraine Government" in words(fetch("/russia-ukraine/?on=2022-04-18").select_one(".grid"))


def test_source_lists_its_reports_and_what_it_prints_otherwise(fetch: Fetch) -> None:
    text = words(fetch("/sources/international-business-times-f4b6badc/").main)
    assert "printed otherwise 3,285" in text
    assert "fa.news" in text


def test_every_kind_of_record_opens(fetch: Fetch) -> None:
    """A sample over the whole data: each 400th figure, each 60th report, each 50th source."""
    for model, path, step in ((Figure, "figures", 400), (Report, "reports", 60), (Source, "sources", 50)):
        slugs = list(model._default_manager.order_by("pk").values_list("slug", flat=True))[::step]
        assert len(slugs) > 10
        for slug in slugs:
            assert fetch(f"/{path}/{slug}/").h1


def test_a_revised_report_that_is_no_longer_public_is_not_named(fetch: Fetch) -> None:
    Report.everything.filter(slug="ukraine-general-staff-2022-10-12").update(status=Status.DRAFT)
    for path in ("reports/ukraine-general-staff-2022-10-13", "figures/ukraine-general-staff-2022-10-13-tanks"):
        found = fetch(f"/{path}/")
        assert found.select_one(".notice") is None
        assert "2022-10-12" not in str(found)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED])
def test_what_is_not_published_is_nowhere_to_be_seen(fetch: Fetch, status: Status) -> None:
    Report.everything.filter(slug="russia-mod-2022-03-25-sergei-rudskoi").update(status=status)
    fetch("/reports/russia-mod-2022-03-25-sergei-rudskoi/", 404)
    fetch("/figures/ru-mod-2022-03-25-wounded/", 404)
    cited_by_it_alone = Source.objects.annotate(n=Count("citations")).filter(
        n=1, citations__report__slug="russia-mod-2022-03-25-sergei-rudskoi", relayed_in=None
    )
    assert cited_by_it_alone
    for source in cited_by_it_alone:
        fetch(f"/sources/{source.slug}/", 404)
    for address in (
        "/russia-ukraine/?on=2022-04-18",
        "/russia-ukraine/figures/?party=russia-mod&to=2022-04-18",
        "/russia-ukraine/reports/?party=russia-mod&to=2022-04-18",
        "/russia-ukraine/timeline/?party=russia-mod&measure=killed",
        "/parties/russia-mod/",
        "/sources/international-business-times-f4b6badc/",
    ):
        text = words(fetch(address).main)
        assert "3,825" not in text
        assert "1,351" not in text
        assert "Rudskoi" not in text
