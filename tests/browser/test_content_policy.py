"""The content policy in a real browser: pages keep to it, and ask no other host for anything.

That every kind of page does is tried in test_pages, where all are opened.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import Watched
from .desk import log_in, make_person
from .test_embed import EMBED, framed, newsroom  # noqa: F401
from .test_pages import drawn

TIMELINE = "/russia-ukraine/timeline/"
WITH_CHARTS = [
    f"{TIMELINE}?mode=daily&party=ukraine-general-staff&measure=tanks",
    f"{TIMELINE}?mode=monthly&scale=log",
    f"{TIMELINE}?layout=each&party=oryx",
    EMBED,
    f"{EMBED}?layout=each&party=oryx",
    f"{EMBED}?mode=hourly",
]
DESK = ["/admin/", "/admin/reports/report/", "/admin/reports/report/add/", "/admin/password_change/"]
EDITOR = "policy-editor"


@pytest.mark.parametrize("address", WITH_CHARTS)
def test_other_charts_keep_to_it(page: Page, base_url: str, watched: Watched, address: str) -> None:
    page.goto(address)
    drawn(page)
    assert watched.asked
    assert watched.stopped == []
    assert watched.elsewhere(base_url) == []


def test_pages_of_the_desk_keep_to_it(page: Page, base_url: str, database: Path, watched: Watched) -> None:
    make_person(database, EDITOR)
    log_in(page, EDITOR)
    for address in DESK:
        assert page.goto(address).ok
    assert watched.stopped == []
    assert watched.elsewhere(base_url) == []


def test_using_the_chart_keeps_to_it(page: Page, base_url: str, watched: Watched) -> None:
    """Pointing, the keyboard, another selection, the pictures to download: what fetches or draws more."""
    page.goto(f"{TIMELINE}?party=russia-mod&measure=killed")
    drawn(page)
    canvas = page.locator(".plot .canvas")
    canvas.hover()
    canvas.focus()
    page.keyboard.press("Home")
    expect(page.locator(".spot-card")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#share > summary").click()
    for kind in ("PNG", "SVG"):
        with page.expect_download():
            page.get_by_role("button", name=f"Download {kind}").click()
    assert watched.stopped == []
    assert watched.elsewhere(base_url) == []


def test_a_frame_keeps_to_it(page: Page, base_url: str, newsroom: str, watched: Watched) -> None:  # noqa: F811
    frame = framed(page, newsroom, base_url + EMBED)
    expect(frame.locator(".plot[data-drawn]")).to_be_attached()
    assert watched.stopped == []
    assert [address for address in watched.elsewhere(base_url) if not address.startswith(newsroom)] == []


@pytest.mark.parametrize("address", ["/russia-ukraine/compare/?a=nato&b=russia-mod&measure=killed", TIMELINE, EMBED])
def test_no_button_of_the_library_sends_the_chart_away(page: Page, address: str) -> None:
    page.goto(address)
    drawn(page)
    page.locator("[data-chart]").first.hover()
    buttons = page.locator(".modebar-btn").evaluate_all(
        "all => all.map(each => each.dataset.title ?? each.dataset.attr)"
    )
    harmless = {"Download plot as a PNG", "Zoom", "Pan", "Zoom in", "Zoom out", "Reset axes"}
    assert {title.split(" (")[0] for title in buttons} <= harmless


ATTEMPTS = {
    "fetch('https://elsewhere.example/')": "connect-src",
    "document.body.append(Object.assign(new Image(), {src: 'https://elsewhere.example/a.png'}))": "img-src",
    "document.body.append(Object.assign(document.createElement('script'), {text: 'x = 1'}))": "script-src-elem",
    "document.body.setAttribute('style', 'color: red')": "style-src-attr",
    "document.body.append(Object.assign(document.createElement('style'), {textContent: '*{}'}))": "style-src-elem",
    "document.body.append(Object.assign(document.createElement('iframe'), {src: 'https://elsewhere.example/'}))": (
        "frame-src"
    ),
    "new Worker('/static/js/picks.js')": "worker-src",
    "setTimeout('x = 1')": "script-src",
    "navigator.sendBeacon('https://elsewhere.example/', 'x')": "connect-src",
}


@pytest.mark.parametrize("address", ["/russia-ukraine/", EMBED])
def test_the_browser_stops_what_the_policy_forbids(page: Page, address: str) -> None:
    """So that the silence of the tests above means something."""
    page.goto(address)
    violated = """attempt => new Promise(resolve => {
        const note = ({effectiveDirective}) => resolve(effectiveDirective);
        addEventListener("securitypolicyviolation", note, {once: true});
        setTimeout(() => resolve("nothing was stopped"), 30000);
        ATTEMPT;
    })"""
    harmless = "try {{ Promise.resolve({}).catch(() => {{}}) }} catch {{}}"
    stopped = {attempt: page.evaluate(violated.replace("ATTEMPT", harmless.format(attempt))) for attempt in ATTEMPTS}
    assert stopped == ATTEMPTS
