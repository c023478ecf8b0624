"""The interactive chart: loaded when it is wanted, pointed at with mouse, finger and keyboard, refused and offline."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from .conftest import WIDTHS
from .keyboard import tab_to
from .timelines import MINISTRY, TIMELINE, is_the_same_page, leave_a_mark, middle_of, plot_of

# The drawing itself, of the parts that a picture is made of.
PICTURE = ".plot .picture svg.lines"
# How far the page has jumped until what is now drawn has been painted.
SHIFTED = """async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: 'layout-shift', buffered: true });
    return observer.takeRecords().reduce((sum, { hadRecentInput, value }) => sum + (hadRecentInput ? 0 : value), 0);
}"""


def test_it_takes_eight_requests_all_to_our_own_address(page: Page, base_url: str, complaints: list[str]) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(TIMELINE)
    plot_of(page)
    names = [re.sub(r"\.[0-9a-f]{12}", "", url.removeprefix(base_url).rpartition("/")[2]) for url in asked]
    assert sorted(name for name in names if name != "mark.svg") == [
        "",
        "chart.js",
        "chart.json",
        "page.js",
        "picks.js",
        "plotly-basic.min.js",
        "plotly.css",
        "site.css",
    ]
    assert all(url.startswith((base_url, "data:", "blob:")) for url in asked)
    assert page.evaluate("() => performance.getEntriesByName('timeline drawn').length") == 1
    assert complaints == []


def test_nothing_is_fetched_for_a_chart_that_is_out_of_view(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 300})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(TIMELINE, wait_until="networkidle")
    assert not [url for url in asked if "plotly" in url or "chart.json" in url]
    plot_of(page)


def test_the_picture_gives_way_and_nothing_jumps(page: Page) -> None:
    held: list[Route] = []
    page.route("**/chart.json*", lambda route: held.append(route))
    with page.expect_request("**/chart.json*"):
        page.goto(TIMELINE)
        page.locator(".plot").scroll_into_view_if_needed()
    picture = page.locator(PICTURE)
    expect(picture).to_be_visible()
    before = page.locator(".plot").bounding_box()
    held[0].continue_()
    plot = plot_of(page)
    expect(picture).to_be_hidden()
    after = plot.bounding_box()
    assert (after["width"], after["height"]) == (before["width"], before["height"])
    assert page.evaluate(SHIFTED) < 0.05


def point_of_21_september(plot: Locator) -> tuple[float, float]:
    """The ministry's last figure of 2022, the one nearest to the right edge."""
    points = [middle_of(point) for point in plot.locator(".scatterlayer .point").all()]
    return max(points)


def test_the_mouse_shows_a_card_and_opens_the_record(page: Page, complaints: list[str]) -> None:
    page.goto(MINISTRY)
    plot = plot_of(page)
    where = point_of_21_september(plot)
    page.mouse.move(*where)
    card = plot.locator(".spot-card")
    expect(card).to_contain_text("Russia MoD, killed")
    expect(card).to_contain_text("5,937")
    expect(card).to_contain_text("as of 21 Sep 2022, stated 21 Sep 2022")
    expect(card).to_contain_text("+4,586 since 25 Mar 2022")
    expect(card).to_contain_text(re.compile(r"and \d+ more sources"))
    assert middle_of(plot.locator(".spot-ring")) == pytest.approx(where, abs=1.5)
    page.mouse.move(where[0], where[1] - 200)
    expect(card).to_be_hidden()
    page.mouse.click(*where)
    expect(page).to_have_url(re.compile("/figures/ru-mod-2022-09-21"))
    assert complaints == []


def test_the_keyboard_goes_from_figure_to_figure(page: Page, complaints: list[str]) -> None:
    page.goto(f"{TIMELINE}?party=russia-mod&party=ukraine-general-staff&hide=partial&hide=period&to=2022-12-31")
    plot = plot_of(page)
    canvas, card = plot.locator(".canvas"), plot.locator(".spot-card")
    page.locator(".timeline-controls a").last.focus()
    tab_to(canvas)
    expect(plot.locator(".hint")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(card).to_contain_text("as of 21 Sep 2022")
    expect(plot.locator(".hint")).to_be_hidden()
    expect(plot.locator("[aria-live]")).to_contain_text("Russia MoD, killed. 5,937. as of 21 Sep 2022")
    ring = middle_of(plot.locator(".spot-ring"))
    page.keyboard.press("ArrowLeft")
    expect(card).to_contain_text("1,351")
    assert middle_of(plot.locator(".spot-ring"))[0] < ring[0]
    page.keyboard.press("ArrowDown")
    expect(card).to_contain_text("Ukraine General Staff, personnel losses")
    expect(card).to_contain_text("as of 25 Mar 2022")
    page.keyboard.press("ArrowRight")
    expect(card).to_contain_text("as of 26 Mar 2022")
    page.keyboard.press("End")
    expect(card).to_contain_text("as of 31 Dec 2022")
    page.keyboard.press("Home")
    expect(card).to_contain_text("its first total on record")
    page.keyboard.press("ArrowUp")
    expect(card).to_contain_text("498")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(canvas).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/figures/ru-mod-2022-09-21"))
    assert complaints == []


def test_the_card_tells_of_corrections_and_silences_and_calls_no_later_total_the_first(page: Page) -> None:
    page.goto(f"{TIMELINE}?party=ukraine-general-staff&measure=artillery&from=2025-10-01&to=2025-10-10")
    plot = plot_of(page)
    card = plot.locator(".spot-card")
    plot.locator(".canvas").focus()
    page.keyboard.press("Home")
    expect(card).to_contain_text("as of 30 Sep 2025")
    expect(card).not_to_contain_text("first figure")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(card).to_contain_text("33,413")
    expect(card).to_contain_text("+77 since 2 Oct 2025")
    expect(card).to_contain_text("in a report by which the party corrects an earlier one")
    page.goto(f"{TIMELINE}?party=ukraine-general-staff&measure=artillery&from=2026-08-01")
    plot = plot_of(page)
    plot.locator(".canvas").focus()
    page.keyboard.press("End")
    expect(plot.locator(".spot-card")).to_contain_text("no new figure since 22 Aug 2026")


@pytest.mark.parametrize("size", WIDTHS)
@pytest.mark.parametrize("address", [TIMELINE, f"{TIMELINE}?layout=each&party=oryx&party=ukraine-general-staff"])
def test_the_card_stays_within_the_chart_and_the_window(page: Page, address: str, size: str) -> None:
    width, height = WIDTHS[size]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    plot = plot_of(page)
    plot.locator(".canvas").focus()
    card = plot.locator(".spot-card")
    for key in ["ArrowLeft", "Home", "End", *["ArrowDown", "Home", "End"] * 4]:
        page.keyboard.press(key)
        expect(card).to_be_visible()
        box, around = card.bounding_box(), page.locator("figure.chart").bounding_box()
        assert box["x"] >= max(around["x"], 0)
        assert box["y"] >= max(around["y"], 0) - 1
        assert box["x"] + box["width"] <= min(around["x"] + around["width"], width)
        assert box["y"] + box["height"] <= min(around["y"] + around["height"], height) + 1


@pytest.fixture
def touched(browser: Browser, base_url: str) -> Iterator[Page]:
    """A page on a phone."""
    width, height = WIDTHS["phone"]
    viewport = {"width": width, "height": height}
    context = browser.new_context(base_url=base_url, viewport=viewport, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def test_a_tap_shows_a_card_with_a_link(touched: Page) -> None:
    touched.goto(MINISTRY)
    plot = plot_of(touched)
    touched.touchscreen.tap(*point_of_21_september(plot))
    link = plot.get_by_role("link", name="Open its record")
    expect(link).to_be_visible()
    expect(plot.locator(".spot-card")).to_contain_text("5,937")
    assert link.bounding_box()["height"] >= 39.9
    touched.touchscreen.tap(*middle_of(touched.get_by_role("heading", name="The same figures")))
    expect(link).to_be_hidden()
    touched.goto(MINISTRY)  # two taps in a row would ask for all days
    touched.touchscreen.tap(*point_of_21_september(plot_of(touched)))
    link.tap()
    expect(touched).to_have_url(re.compile("/figures/ru-mod-2022-09-21"))


TOUCH = """layer => {
    const { left, top, width, height } = layer.getBoundingClientRect();
    const at = share => [new Touch({
        identifier: 1, target: layer, clientX: left + share * width, clientY: top + height / 2,
    })];
    const send = (kind, share) => layer.dispatchEvent(new TouchEvent(kind, {
        bubbles: true, cancelable: true, touches: kind === 'touchend' ? [] : at(share), changedTouches: at(share),
    }));
    const scrolls = send('touchstart', 0.25);
    for (const share of [0.3, 0.4, 0.5]) send('touchmove', share);
    send('touchend', 0.5);
    return scrolls;
}"""


def test_a_finger_scrolls_the_page_unless_it_is_to_choose_days(touched: Page) -> None:
    touched.goto(f"{TIMELINE}?party=ukraine-general-staff")
    layer = plot_of(touched).locator(".nsewdrag")
    assert layer.evaluate(TOUCH)
    expect(touched).to_have_url(re.compile(r"party=ukraine-general-staff$"))
    button = touched.get_by_role("button", name="Choose days by dragging")
    button.tap()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert not layer.evaluate(TOUCH)
    expect(touched).to_have_url(re.compile(r"from=2023-\d\d-\d\d&to=2024-\d\d-\d\d$"))
    expect(button).to_have_attribute("aria-pressed", "false")


def test_dragging_chooses_days_and_a_double_click_all(page: Page, complaints: list[str]) -> None:
    page.goto(f"{TIMELINE}?party=ukraine-general-staff")
    plot = plot_of(page)
    leave_a_mark(page)
    box = plot.locator(".nsewdrag").bounding_box()
    y = box["y"] + 20
    page.mouse.move(box["x"] + box["width"] * 0.25, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.4, y, steps=4)
    page.mouse.move(box["x"] + box["width"] * 0.5, y, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"from=2023-0\d-\d\d&to=2024-0\d-\d\d$"))
    expect(plot).to_have_attribute("data-chart", re.compile("from=2023"))
    expect(page.locator("#from")).to_have_value(re.compile("^2023-"))
    expect(plot.locator(".xtick text", has_text="2023")).not_to_have_count(0)
    expect(plot.locator(".xtick text", has_text="2026")).to_have_count(0)
    # A slow machine would make two clicks of a double one: the chart library goes by the time at which it hears them.
    page.clock.set_fixed_time(datetime.now() + timedelta(minutes=1))
    page.mouse.dblclick(box["x"] + box["width"] * 0.3, y)
    expect(page).not_to_have_url(re.compile("from="))
    assert is_the_same_page(page)
    assert complaints == []


def test_the_colours_follow_the_theme(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(TIMELINE)
    plot = plot_of(page)
    label = plot.locator(".ytick text").first
    expect(label).to_have_css("fill", "rgb(89, 94, 101)")
    page.emulate_media(color_scheme="dark")
    expect(label).to_have_css("fill", "rgb(167, 172, 179)")


@pytest.mark.parametrize("status", [400, 500, None])
@pytest.mark.parametrize("what", ["**/chart.json*", "**/plotly-basic*"])
def test_what_cannot_be_fetched_leaves_the_picture_and_a_sentence(
    page: Page, complaints: list[str], what: str, status: int | None
) -> None:
    page.route(what, lambda route: route.fulfill(status=status) if status else route.abort())
    page.goto(TIMELINE)
    page.locator(".plot").scroll_into_view_if_needed()
    expect(page.locator(".plot .trouble")).to_contain_text("could not be drawn")
    expect(page.locator(PICTURE)).to_be_visible()
    expect(page.locator(".rows tbody tr")).not_to_have_count(0)
    assert all("Failed to load resource" in each or "net::ERR_" in each for each in complaints)
    page.unroute(what)
    page.get_by_text("Logarithmic", exact=True).click()
    plot_of(page)
    expect(page.locator(".plot .trouble")).to_have_count(0)


def test_data_that_never_come_are_not_waited_for_for_ever(page: Page) -> None:
    held: list[Route] = []
    page.clock.install()
    page.route("**/chart.json*", lambda route: held.append(route))
    with page.expect_request("**/chart.json*"):
        page.goto(TIMELINE)
        page.locator(".plot").scroll_into_view_if_needed()
    expect(page.locator(PICTURE)).to_be_visible()
    page.clock.fast_forward(21_000)
    expect(page.locator(".plot .trouble")).to_contain_text("could not be drawn")
    expect(page.locator(PICTURE)).to_be_visible()


def test_an_older_drawing_is_not_left_under_a_new_legend(page: Page) -> None:
    page.goto(TIMELINE)
    plot = plot_of(page)
    page.route("**/chart.json*", lambda route: route.fulfill(status=500))
    page.get_by_text("Logarithmic", exact=True).click()
    expect(plot.locator(".trouble")).to_contain_text("could not be drawn")
    expect(page.locator(PICTURE)).to_be_visible()
    expect(plot.locator(".picture")).to_contain_text("10,000")
    expect(plot.locator(".scatterlayer")).to_have_count(0)
