"""The timeline in a frame of another site's page: drawn, in its theme, without scrollbars, as high as it says."""

import re
from collections.abc import Iterator
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page, expect

TIMELINE = "/russia-ukraine/timeline/"
EMBED = f"{TIMELINE}embed/"
HOST_PAGE = """<!doctype html><html lang="en"><title>News</title><meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,"><script>heard = []; addEventListener("message", ({data}) => heard.push(data));</script>
<main><h1>News</h1><iframe src="%s" title="Chart" width="%s" height="%s" frameborder="0"%s></iframe></main>"""


class Newsroom(BaseHTTPRequestHandler):
    """Another site: every page of it holds the frame that its address asks for."""

    def do_GET(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        sandbox = ' sandbox="allow-scripts allow-popups"' if "sandbox" in asked else ""
        page = HOST_PAGE % (*(escape(asked[name][0]) for name in ("src", "width", "height")), sandbox)
        self.wfile.write(page.encode())

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def newsroom() -> Iterator[str]:
    """The address of another site: an origin of its own, for it has another port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Newsroom) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def framed(page: Page, newsroom: str, address: str, width: int = 640, height: int = 480) -> Frame:
    page.goto(f"{newsroom}?{urlencode({'src': address, 'width': width, 'height': height})}")
    return page.frames[1]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(640, 480), (320, 420), (1000, 500), (300, 300), (320, 240)])
def test_it_is_drawn_and_fills_its_frame(
    page: Page, base_url: str, newsroom: str, complaints: list[str], theme: str, width: int, height: int
) -> None:
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width + 100, "height": height + 200})
    frame = framed(page, newsroom, base_url + EMBED, width, height)
    plot = frame.locator(".plot[data-drawn]")
    expect(plot.locator(".scatterlayer .trace").first).to_be_attached()
    whole = "document.documentElement"
    assert frame.evaluate(f"[{whole}.scrollWidth, {whole}.scrollHeight]") == [width, height]
    assert frame.evaluate(
        "[...document.querySelectorAll('*')].every(each => !each.checkVisibility()"
        " || each.scrollHeight <= each.clientHeight + 1"
        " || !['auto', 'scroll'].includes(getComputedStyle(each).overflowY))"
    )
    assert plot.bounding_box()["height"] > height * 0.4
    ground = frame.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == ("rgb(255, 255, 255)" if theme == "light" else "rgb(28, 31, 35)")
    ink = frame.evaluate("document.querySelector('.plot').querySelector('.ytick text').style.fill")
    assert ink == ("rgb(89, 94, 101)" if theme == "light" else "rgb(167, 172, 179)")
    assert complaints == []


def test_it_is_drawn_in_a_sandbox_too(page: Page, base_url: str, newsroom: str, complaints: list[str]) -> None:
    """As some hosts keep all frames: it is then of no origin, and everything that it loads is foreign to it."""
    address = {"src": base_url + EMBED, "width": 640, "height": 480, "sandbox": "yes"}
    page.goto(f"{newsroom}?{urlencode(address)}")
    expect(page.frames[1].locator(".plot[data-drawn] .scatterlayer .trace").first).to_be_attached()
    assert complaints == []


def test_it_is_accessible(page: Page, base_url: str) -> None:
    for query in ("", "?layout=each&party=ukraine-general-staff", "?mode=hourly"):
        page.goto(f"{base_url}{EMBED}{query}")
        for summary in page.locator(".reading > summary").all():
            summary.click()
        report = Axe().run(page)
        assert report.violations_count == 0, report.generate_report()


@pytest.mark.parametrize(("width", "height"), [(320, 240), (480, 320), (700, 420), (700, 520)])
@pytest.mark.parametrize("query", ["", "?mode=daily", "?layout=each"])
def test_every_mark_can_be_looked_up_within_the_frame(
    page: Page, base_url: str, newsroom: str, width: int, height: int, query: str
) -> None:
    """One press shows a panel, which stays within the frame and scrolls to its last word; Escape puts it away."""
    page.set_viewport_size({"width": width + 100, "height": height + 200})
    frame = framed(page, newsroom, base_url + EMBED + query, width, height)
    summary, panel = frame.locator(".reading > summary"), frame.locator(".reading > .panel")
    expect(panel).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    for place in (".meanings li", ".events li", "> p"):
        for each in (panel.locator(place).first, panel.locator(place).last):
            each.scroll_into_view_if_needed()
            box = each.evaluate("node => JSON.parse(JSON.stringify(node.getBoundingClientRect()))")
            assert box["left"] >= 0
            assert box["right"] <= width
            assert box["top"] >= 0
            assert box["bottom"] <= height
            expect(each).to_be_in_viewport()
    assert panel.evaluate("panel => panel.scrollWidth <= panel.clientWidth")
    assert frame.evaluate("document.documentElement.scrollHeight") == height
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(summary).to_be_focused()


def test_what_a_frame_shows_of_its_legend_is_never_half_a_row(page: Page, base_url: str, newsroom: str) -> None:
    for width, height in ((320, 240), (480, 320), (700, 520)):
        page.set_viewport_size({"width": width + 100, "height": height + 200})
        frame = framed(page, newsroom, f"{base_url}{EMBED}?measure=killed&scale=log", width, height)
        for shown in frame.locator(".frame-key ul:visible").all():
            foot = shown.evaluate("list => list.getBoundingClientRect().bottom")
            edges = shown.locator("li").evaluate_all("all => all.map((each) => each.getBoundingClientRect())")
            assert all(edge["bottom"] <= foot + 1 or edge["top"] >= foot - 1 for edge in edges)


def test_links_and_records_open_beside_the_host_page(page: Page, base_url: str, newsroom: str) -> None:
    frame = framed(page, newsroom, f"{base_url}{EMBED}?party=russia-mod&measure=killed")
    with page.expect_popup() as opened:
        frame.locator("h1 a").click()
    expect(opened.value).to_have_url(f"{base_url}{TIMELINE}?party=russia-mod&measure=killed")
    expect(opened.value.get_by_role("navigation", name="Main")).to_be_visible()
    expect(frame.locator(".plot[data-drawn]")).to_be_attached()
    with page.expect_popup() as opened:
        frame.locator(".plot .canvas").focus()
        page.keyboard.press("Home")
        page.keyboard.press("Enter")
    expect(opened.value).to_have_url(re.compile(f"^{base_url}/figures/"))


def test_it_tells_its_page_how_high_it_would_be(page: Page, base_url: str, newsroom: str) -> None:
    frame = framed(page, newsroom, base_url + EMBED, 640, 300)
    page.wait_for_selector("iframe")
    expect(frame.locator(".plot[data-drawn]")).to_be_attached()
    page.wait_for_function("heard.length > 0")
    (first,) = page.evaluate("heard.slice(-1)")
    assert list(first) == ["claimedLosses"]
    assert list(first["claimedLosses"]) == ["height"]
    # A page that gives it that height hears nothing else, or a height that then stays.
    for _round in range(3):
        page.evaluate("document.querySelector('iframe').height = heard.at(-1).claimedLosses.height")
        frame.evaluate("new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))")
    settled, wished = page.evaluate("[heard.length, heard.at(-1).claimedLosses.height]")
    frame.wait_for_function(f"innerHeight === {wished}")
    assert 400 < wished < 900
    page.evaluate("document.querySelector('iframe').width = 320")
    page.wait_for_function(f"() => heard.length > {settled}")


def test_the_script_we_offer_makes_the_frame_as_high_as_it_would_be(page: Page, base_url: str, newsroom: str) -> None:
    page.goto(base_url + TIMELINE)
    script = page.locator("#share-listener").input_value()
    page.add_init_script(f"if (top === window && location.href.startsWith('{newsroom}')) {{ {script} }}")
    frame = framed(page, newsroom, base_url + EMBED, 640, 300)
    page.evaluate("postMessage(null, '*')")  # other frames say other things
    page.wait_for_function("() => document.querySelector('iframe').height > 400")
    expect(frame.locator(".plot[data-drawn]")).to_be_attached()
    height = page.evaluate("Number(document.querySelector('iframe').height)")
    frame.wait_for_function(f"innerHeight === {height}")


def test_many_small_charts_scroll_inside_the_frame(page: Page, base_url: str, newsroom: str) -> None:
    frame = framed(page, newsroom, f"{base_url}{EMBED}?layout=each&party=ukraine-general-staff")
    expect(frame.locator(".plot[data-drawn]").first).to_be_attached()
    assert frame.evaluate("document.documentElement.scrollHeight") == 480
    panels = frame.locator(".panels")
    assert panels.evaluate("panels => panels.scrollHeight > panels.clientHeight")
    panels.focus()
    page.keyboard.press("End")
    expect(frame.locator(".plot").last).to_have_attribute("data-drawn", "yes")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?subject=foreign-fighters&party=oryx&measure=tanks", "There is no chart to draw"),
        ("?mode=hourly", "“hourly” is none of"),
    ],
)
def test_where_there_is_no_chart_a_sentence_stands(
    page: Page, base_url: str, newsroom: str, query: str, said: str
) -> None:
    frame = framed(page, newsroom, base_url + EMBED + query, 300, 300)
    expect(frame.locator("main")).to_contain_text(said)
    expect(frame.locator("nav")).to_have_count(0)
    assert frame.evaluate("document.documentElement.scrollHeight") == 300


def test_without_javascript_the_picture_stands(browser: object, base_url: str, newsroom: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    framed(page, newsroom, base_url + EMBED)
    picture = page.frame_locator("iframe").locator(".picture svg").first
    expect(picture).to_be_visible()
    context.close()


@pytest.mark.parametrize("address", [TIMELINE, "/russia-ukraine/", "/admin/login/"])
def test_no_other_page_loads_in_a_frame(page: Page, base_url: str, newsroom: str, address: str) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    frame = framed(page, newsroom, base_url + address)
    assert frame.url == "chrome-error://chromewebdata/"
    assert any("frame-ancestors" in each or "X-Frame-Options" in each for each in refused)
