"""What pages say of themselves where links to them are shared, and the pictures that they name."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils.http import urlencode
from PIL import Image

from reports.models import Party
from reports.publishing.previews import record_cards
from reports.publishing.previews.preview_cache import PreviewsBusy
from reports.publishing.previews.record_cards import Card
from tests import records
from tests.conftest import Fetch

pytestmark = pytest.mark.usefixtures("bundled")

PAGES = [
    "/russia-ukraine/?on=2022-04-18",
    "/russia-ukraine/?on=2022-02-25&subject=ukrainian-forces&category=equipment",
    "/russia-ukraine/timeline/",
    "/russia-ukraine/timeline/?mode=daily&scale=log&page=2&sort=size",
    "/russia-ukraine/timeline/?mode=monthly&party=ukraine-general-staff",
    "/russia-ukraine/timeline/?layout=each",
    "/russia-ukraine/timeline/?subject=foreign-fighters&party=oryx&measure=tanks",
    "/russia-ukraine/compare/?a=ukraine-general-staff&b=russia-mod&measure=losses",
    "/russia-ukraine/compare/?a=estonia&b=nato&measure=killed",
    "/russia-ukraine/reports/?party=nato&page=1",
    "/russia-ukraine/figures/?measure=killed",
    "/russia-ukraine/variants/",
    "/reports/ukraine-general-staff-2022-10-13/",
    "/reports/russia-kremlin-2022-04-07-peskov/",
    "/figures/ru-mod-2022-03-25-wounded/",
    "/sources/international-business-times-f4b6badc/",
    "/parties/",
    "/parties/nato/",
    "/parties/dnr-ombudsman/",
    "/measures/",
    "/method/",
]


@pytest.fixture(autouse=True)
def pictures(settings: object, tmp_path: Path) -> Iterator[None]:
    """A cache of the test's own."""
    settings.CACHES = settings.CACHES | {"pictures": settings.CACHES["pictures"] | {"LOCATION": tmp_path / "pictures"}}
    yield
    caches["pictures"].clear()


def told(page: object) -> dict[str, str]:
    """The names and properties of a page's meta elements."""
    return {meta.get("property") or meta.get("name"): meta.get("content") for meta in page.select("meta[content]")}


def png(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png"), answer.content[:500]
    return answer.content


@pytest.mark.parametrize("address", PAGES)
def test_every_page_names_a_picture_of_the_right_size(fetch: Fetch, client: Client, address: str) -> None:
    page = fetch(address)
    found = told(page)
    assert found["og:title"] == " ".join(page.title.string.rsplit(" · ", 1)[0].split())
    assert found["og:description"] == found["description"]
    assert len(found["og:description"]) > 40
    assert found["og:image:alt"].endswith(found["og:title"])
    assert found["twitter:card"] == "summary_large_image"
    assert found["og:image"].startswith(f"http://testserver{address.split('?')[0]}preview.png")
    picture = Image.open(BytesIO(png(client, found["og:image"].removeprefix("http://testserver"))))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(picture.getcolors(1200 * 630)) > 50


def test_pages_that_say_no_also_have_a_picture(fetch: Fetch, client: Client) -> None:
    for address, status in (("/reports/none/", 404), ("/russia-ukraine/?on=never", 400)):
        assert told(fetch(address, status))["og:image"] == "http://testserver/preview.png"
    assert png(client, "/preview.png")


@pytest.mark.parametrize(
    ("page", "queries"),
    [
        ("timeline/", ["", "scale=log", "party=nato", "mode=daily", "to=2022-12-31", "hide=events"]),
        ("", ["", "on=2022-04-18", "on=2022-04-18&category=equipment", "subject=ukrainian-forces"]),
        ("compare/", ["a=nato&b=russia-mod&measure=killed", "a=russia-mod&b=nato&measure=killed"]),
    ],
)
def test_pictures_differ_as_their_pages_do(client: Client, page: str, queries: list[str]) -> None:
    assert len({png(client, f"/russia-ukraine/{page}preview.png?{query}") for query in queries}) == len(queries)


def test_one_view_is_one_picture_however_its_address_is_written(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = png(client, "/russia-ukraine/timeline/preview.png?party=nato&measure=killed&scale=log")
    monkeypatch.setattr("reports.views.timeline.embeds._drawn", lambda *_given: pytest.fail("made twice"))
    same = "/russia-ukraine/timeline/preview.png?scale=log&from=&measure=killed&party=nato&party=nato&utm_source=x"
    assert png(client, same) == first


def test_a_browser_keeps_it_and_asks_whether_it_changed(client: Client) -> None:
    first = client.get("/parties/nato/preview.png")
    assert first["Cache-Control"] == "public, max-age=3600"
    again = client.get("/parties/nato/preview.png", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head("/parties/nato/preview.png").status_code == 200
    assert client.post("/parties/nato/preview.png").status_code == 405


def test_it_changes_when_a_report_is_published(client: Client) -> None:
    before = png(client, "/parties/nato/preview.png")
    records.report(party=Party.objects.get(slug="nato"), status="published")
    assert png(client, "/parties/nato/preview.png") != before


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/preview.png?title=Our%20words", 400),
        ("/parties/nato/preview.png?name=x", 400),
        ("/parties/natto/preview.png", 404),
        ("/reports/none/preview.png", 404),
        ("/figures/none/preview.png", 404),
        ("/sources/none/preview.png", 404),
        ("/no-war/preview.png", 404),
        ("/no-war/reports/preview.png", 404),
        ("/russia-ukraine/reports/preview.png?party=nato", 400),
        ("/russia-ukraine/preview.png?on=never", 400),
        ("/russia-ukraine/preview.png?party=natto", 400),
        ("/russia-ukraine/compare/preview.png?a=natto", 400),
        ("/russia-ukraine/timeline/preview.png?from=2023-01-01&to=2022-01-01", 400),
        ("/russia-ukraine/timeline/preview.png?title=x", 400),
        ("/russia-ukraine/timeline/preview.png?page=2", 400),
    ],
)
def test_what_the_page_refuses_the_picture_refuses(fetch: Fetch, address: str, status: int) -> None:
    fetch(address, status)


def test_a_draft_has_no_picture(fetch: Fetch) -> None:
    draft = records.figure()
    fetch(f"/figures/{draft.slug}/preview.png", 404)
    fetch(f"/reports/{draft.report.slug}/preview.png", 404)


def test_who_asks_for_too_many_is_told_to_come_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_given: object) -> bytes:
        raise PreviewsBusy

    monkeypatch.setattr("reports.views.preview_images.cached_preview", busy)
    answer = client.get("/preview.png")
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "5", "no-store")


def card_of(client: Client, monkeypatch: pytest.MonkeyPatch, address: str) -> Card:
    """What the picture at an address shows."""
    shown: list[Card] = []
    monkeypatch.setattr(
        "reports.publishing.previews.card_picture.draw_card", lambda card, _foot: shown.append(card) or b"png"
    )
    png(client, address)
    return shown[0]


def test_a_figure_shows_its_number_as_its_party_gave_it(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    card = card_of(client, monkeypatch, "/figures/ukraine-general-staff-2022-04-18-personnel-losses/preview.png")
    assert (card.number, card.title) == ("about 20,600", "Personnel losses (undefined), Russian forces")
    assert card.lines[0] == "General Staff of the Armed Forces of Ukraine (its opponent’s losses)"


def test_side_by_side_shows_fresh_numbers_before_stale_ones(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    card = card_of(client, monkeypatch, "/russia-ukraine/preview.png?on=2022-04-18")
    assert card.title == "Russian forces on 18 Apr 2022"
    assert (card.tiles[0].name, card.tiles[0].number) == ("Ukraine General Staff", "about 20,600")
    assert not card.tiles[0].is_pale
    russia = next(tile for tile in card.tiles if tile.number == "1,351")
    assert russia.is_pale
    assert russia.note == "Killed, as of 25 Mar 2022: too old for this day"


def test_a_replaced_record_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    old = records.figure(report=records.report(status="corrected"))
    records.report(status="published", replaces=old.report, party=old.report.party)
    for address in (f"/figures/{old.slug}/", f"/reports/{old.report.slug}/"):
        caches["pictures"].clear()
        card = card_of(client, monkeypatch, f"{address}preview.png")
        assert "A newer version of this record is on the site." in card.lines


def test_more_figures_than_tiles_are_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    card = card_of(client, monkeypatch, "/reports/ukraine-general-staff-2022-10-13/preview.png")
    assert len(card.tiles) == record_cards.TILES
    assert card.lines[0] == "Stated 13 Oct 2022. 7 more figures"


def test_forty_parties_and_long_names_are_a_picture(client: Client) -> None:
    Party.objects.update(short_name="<script>" + "N" * 50)
    parties = list(Party.objects.values_list("slug", flat=True))
    png(
        client, f"/russia-ukraine/timeline/preview.png?{urlencode({'party': parties, 'measure': 'killed'}, doseq=True)}"
    )


def test_more_figures_than_a_chart_shows_are_a_sentence(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.views.timeline.timeline_charts.POINTS_DRAWN", 10)
    card = card_of(client, monkeypatch, "/russia-ukraine/timeline/preview.png?party=ukraine-general-staff")
    assert "more than one chart can show" in card.lines[0]
