"""The timeline in a frame: what is in it, and that no other public address may be framed."""

from html import unescape

import pytest
from django.test import Client
from django.urls import get_resolver

from reports.models import Party
from tests.conftest import Fetch, words

pytestmark = pytest.mark.usefixtures("bundled")

TIMELINE = "/russia-ukraine/timeline/"
EMBED = f"{TIMELINE}embed/"
KILLED = "measure=killed&party=russia-mod&party=nato"
# An address of each pattern; that of a page's preview stands under its own.
ADDRESSES = {
    "": "/",
    "healthz": "/healthz",
    "oembed": "/oembed?url=http://testserver/russia-ukraine/timeline/",
    "parties/": "/parties/",
    "parties/<slug:slug>/": "/parties/nato/",
    "measures/": "/measures/",
    "method/": "/method/",
    "reports/<slug:slug>/": "/reports/ukraine-general-staff-2022-10-13/",
    "figures/<slug:slug>/": "/figures/ru-mod-2022-03-25-wounded/",
    "sources/<slug:slug>/": "/sources/international-business-times-f4b6badc/",
    "<slug:conflict>/": "/russia-ukraine/",
    "<slug:conflict>/corrections/": "/russia-ukraine/corrections/",
    "sources/<slug:slug>/snapshot": "/sources/international-business-times-f4b6badc/snapshot",
    "<slug:conflict>/timeline/": TIMELINE,
    "<slug:conflict>/timeline/embed/": EMBED,
    "<slug:conflict>/timeline/chart.json": f"{TIMELINE}chart.json?{KILLED}",
    "<slug:conflict>/timeline/figures.csv": f"{TIMELINE}figures.csv?{KILLED}",
    "<slug:conflict>/timeline/figures.json": f"{TIMELINE}figures.json?{KILLED}",
    "<slug:conflict>/compare/": "/russia-ukraine/compare/",
    "<slug:conflict>/compare/chart.json": "/russia-ukraine/compare/chart.json",
    "<slug:conflict>/compare/compare.csv": "/russia-ukraine/compare/compare.csv",
    "<slug:conflict>/reports/": "/russia-ukraine/reports/",
    "<slug:conflict>/figures/": "/russia-ukraine/figures/",
    "<slug:conflict>/variants/": "/russia-ukraine/variants/",
    "<slug:conflict>/variants/variants.csv": "/russia-ukraine/variants/variants.csv",
}
PREVIEW = "preview.png"
OTHERS = ["/admin/", "/admin/login/", "/favicon.ico", "/no/such/page/", f"{TIMELINE}?mode=hourly", f"{EMBED}more/"]


def public_addresses() -> list[str]:
    """One of each pattern of the site. Raises KeyError for a pattern of which none is known here."""
    (site,) = (each for each in get_resolver().url_patterns if str(each.pattern) == "")
    patterns = sorted(str(each.pattern) for each in site.url_patterns)
    return [
        ADDRESSES[pattern.removesuffix(PREVIEW)] + (PREVIEW if pattern.endswith(PREVIEW) else "")
        for pattern in patterns
    ]


def policy(answer: object) -> dict[str, str]:
    return dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))


def may_be_framed(answer: object) -> bool:
    refusals = {answer.get("X-Frame-Options"), policy(answer).get("frame-ancestors")}
    assert refusals in ({"DENY", "'none'"}, {None})
    return refusals == {None}


@pytest.mark.parametrize("address", [*public_addresses(), *OTHERS, f"{EMBED}?mode=hourly"])
def test_only_the_embed_may_be_framed_and_the_policy_is_strict_everywhere(client: Client, address: str) -> None:
    answer = client.get(address)
    assert may_be_framed(answer) == (address.partition("?")[0] == EMBED)
    found = policy(answer)
    assert found["default-src"] == "'self'"
    assert found["object-src"] == found["base-uri"] == found["frame-src"] == found["worker-src"] == "'none'"
    assert found["form-action"] == found["connect-src"] == "'self'"
    for name, sources in found.items():
        allowed = {"'self'", "'none'"} | ({"data:", "blob:"} if name == "img-src" else set())
        assert set(sources.split()) <= allowed, name


def test_it_holds_the_chart_its_sources_and_no_navigation(fetch: Fetch) -> None:
    found = fetch(f"{EMBED}?{KILLED}")
    heading = found.h1.a
    assert words(heading) == "Russian forces: killed, as claimed"
    assert heading["href"] == f"http://testserver{TIMELINE}?{KILLED}"
    assert found.nav is None
    assert found.select_one(".frame-key")
    (plot,) = found.select(".plot")
    assert plot["data-chart"] == f"{TIMELINE}chart.json?{KILLED}"
    foot = words(found.footer)
    for said in ("Russia MoD", "NATO", "Claimed Losses", "MIT and CC BY 4.0"):
        assert said in foot
    assert found.footer.time["datetime"] > "2026"


def test_the_picture_stands_in_it_before_any_script(fetch: Fetch) -> None:
    assert fetch(f"{EMBED}?{KILLED}").select(".plot .picture svg")


def test_every_link_opens_a_page_of_its_own(fetch: Fetch) -> None:
    """In a frame a page of ours would be refused."""
    found = fetch(f"{EMBED}?{KILLED}")
    assert found.base["target"] == "_blank"
    assert "href" not in found.base.attrs
    assert found.select("a")
    assert not found.select("a[target]")


def test_the_day_is_the_last_that_the_address_lets_speak(fetch: Fetch) -> None:
    assert fetch(f"{EMBED}?{KILLED}&known=2023-05-01").footer.time["datetime"] == "2023-05-01"


def test_a_chart_for_each_measure(fetch: Fetch) -> None:
    found = fetch(f"{EMBED}?layout=each&measure=tanks&measure=aircraft&party=ukraine-general-staff")
    assert [words(each) for each in found.select(".panels h2")] == ["Tanks", "Aircraft"]
    assert len(found.select(".plot")) == 2


def test_an_empty_selection_is_a_sentence(fetch: Fetch) -> None:
    found = fetch(f"{EMBED}?subject=foreign-fighters&party=oryx&measure=tanks")
    assert "There is no chart to draw" in words(found.main)
    assert found.select(".plot, script") == []
    assert "As stated by" not in words(found.footer)


def test_more_figures_than_a_chart_can_show_are_refused_with_a_reason(
    fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.views.timeline.timeline_charts.POINTS_DRAWN", 2)
    found = fetch(f"{EMBED}?{KILLED}")
    assert "more than one chart can show (2)" in words(found.main)
    assert found.select(".plot") == []


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        (f"{EMBED}?mode=hourly", 400, "“hourly” is none of"),
        (f"{EMBED}?party=natto", 400, "Did you mean nato?"),
        (f"{EMBED}?page=2", 400, "This page knows no “page”."),
        (f"{EMBED}?sort=party", 400, "This page knows no “sort”."),
        (f"{EMBED}?from=2023-01-01&to=2022-01-01", 400, "is after to"),
        ("/no-such-war/timeline/embed/", 404, "There is no conflict “no-such-war” here."),
    ],
)
def test_a_bad_address_is_answered_without_navigation_and_in_the_frame(
    client: Client, fetch: Fetch, address: str, status: int, said: str
) -> None:
    assert may_be_framed(client.get(address))
    found = fetch(address, status)
    assert said in words(found.main)
    assert found.nav is None
    assert found.base["target"] == "_blank"


def test_names_cannot_carry_markup_into_the_frame(client: Client, fetch: Fetch) -> None:
    name = "<script>alert(1)</script>" + "N" * 30
    Party.objects.filter(slug="nato").update(short_name=name)
    assert name in words(fetch(f"{EMBED}?{KILLED}").footer)
    assert b"<script>alert" not in client.get(f"{EMBED}?{KILLED}").content


def test_the_page_offers_the_frame_as_code(fetch: Fetch) -> None:
    """What a reader copies out of the field is what a page must hold, with its ampersands escaped."""
    found = fetch(f"{TIMELINE}?{KILLED}&page=1&sort=party")
    code = found.select_one("#share-frame").string
    assert code.startswith(f'<iframe src="http://testserver{EMBED}?{KILLED.replace("&", "&amp;")}"')
    assert "<script" not in code
    src = unescape(code.split('"')[1])
    assert src == found.select_one("#share a[target=_blank]")["href"]
    assert words(found.select_one("#share-address")) == ""
    assert found.select_one("#share-address")["value"] == f"http://testserver{TIMELINE}?{KILLED}"


def test_the_page_offers_its_citation_with_the_day_it_was_read(fetch: Fetch) -> None:
    found = fetch(f"{TIMELINE}?{KILLED}&known=2023-05-01")
    for field in ("#share-citation", "#share-bibtex"):
        cited = found.select_one(field).string
        assert f"{TIMELINE}?{KILLED}&known=2023-05-01" in cited
        assert "Russia MoD and NATO" in cited
    assert "&known=20" in fetch(f"{TIMELINE}?{KILLED}").select_one("#share-citation").string


def test_pale_bars_are_explained_in_a_frame_too(fetch: Fetch) -> None:
    address = f"{EMBED}?party=ukraine-general-staff&measure=tanks"
    for place in (".marks", ".reading .meanings"):
        monthly = words(fetch(f"{address}&mode=monthly").select_one(place))
        assert "lighter: some days of the month are unknown" in monthly
        assert "lighter" not in words(fetch(address).select_one(place))


@pytest.mark.parametrize("query", ["", KILLED, "mode=daily", "mode=monthly", "layout=each", "scale=log"])
def test_the_panel_of_a_frame_explains_what_the_page_explains(fetch: Fetch, query: str) -> None:
    """Each mark, each party, each event, and each remark on what is not drawn."""
    page, frame = fetch(f"{TIMELINE}?{query}"), fetch(f"{EMBED}?{query}")
    panel = frame.select_one(".reading > .panel")
    for place in (".meanings li", ".events li"):
        told = [words(each) for each in page.select(place)]
        assert [words(each) for each in panel.select(place)] == told
        assert told
    numbers = [each["value"] for each in page.select(".events li")]
    assert [each["value"] for each in panel.select(".events li")] == numbers
    assert {text.get_text() for text in frame.select(".numbers text")} <= set(numbers)
    assert words(page.select_one("figcaption")) in words(panel)
    for party in page.select(".chart > .names li, .legend .speakers > li > b"):
        assert words(party) in words(panel)


def test_every_mark_of_a_frame_is_defined_once(fetch: Fetch) -> None:
    found = fetch(f"{EMBED}?measure=killed&scale=log")
    defined = [mark["id"] for mark in found.select(".glyphs g")]
    assert len(defined) == len(set(defined))
    assert {use["href"].removeprefix("#") for use in found.select("use")} <= set(defined)


def test_a_frame_says_what_its_scale_leaves_out(fetch: Fetch) -> None:
    address = f"{EMBED}?party=ukraine-general-staff&measure=air-defence"
    reading = fetch(f"{address}&scale=log").select_one(".reading")
    assert "A logarithmic scale has no zero" in words(reading)
    assert words(reading.summary) == "How to read this, and what is left out"
    assert words(fetch(address).select_one(".reading summary")) == "How to read this"


@pytest.mark.parametrize("mode", ["daily", "monthly"])
def test_a_frame_says_of_whom_no_growth_is_read(fetch: Fetch, mode: str) -> None:
    query = f"party=ukraine-general-staff&party=mediazona-bbc&party=nato&mode={mode}"
    page, frame = fetch(f"{TIMELINE}?{query}"), fetch(f"{EMBED}?{query}")
    reading = words(frame.select_one(".reading"))
    said = [words(each) for each in page.select(".unread > ul li")]
    assert any("may not be read as a rate of losses" in each for each in said)
    assert [each for each in said if each in reading] == said
    link = frame.select_one(".reading a[href$='#unread']")
    assert words(link) == words(page.select_one(".unread summary"))
    assert link["href"] == f"http://testserver{TIMELINE}?{query}#unread"


def test_where_no_growth_is_read_at_all_a_frame_says_why(fetch: Fetch) -> None:
    found = fetch(f"{EMBED}?party=mediazona-bbc&measure=killed&mode=daily")
    assert found.select(".plot") == []
    assert "its growth is the pace of the counting" in words(found.select_one(".reading"))
