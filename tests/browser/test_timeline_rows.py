"""The table beneath a timeline in a browser: its head stays in sight and covers nothing, and it sorts by keyboard."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from .conftest import WIDTHS

TANKS = "/russia-ukraine/timeline/?party=ukraine-general-staff&measure=tanks"
MODES = ["cumulative", "daily", "monthly"]


def top(place: Locator) -> float:
    return place.bounding_box()["y"]


def bottom(place: Locator) -> float:
    box = place.bounding_box()
    return box["y"] + box["height"]


def sorting_by(page: Page, name: str) -> Locator:
    return page.locator(".same-rows th a", has_text=name)


def sized(page: Page, size: str) -> Page:
    width, height = WIDTHS[size]
    page.set_viewport_size({"width": width, "height": height})
    return page


def test_the_head_stays_in_sight_over_the_whole_table(page: Page) -> None:
    sized(page, "desk").goto(TANKS)
    head = page.get_by_role("columnheader", name="Number")
    rows = page.locator(".same-rows tbody tr")
    for at in (5, 12, 20):
        rows.nth(at).evaluate("row => row.scrollIntoView({ block: 'start', behavior: 'instant' })")
        assert top(head) == pytest.approx(0, abs=1)
        # It covers what passes beneath: whoever points there meets the head.
        met = head.evaluate(
            "th => { const { x, y, width, height } = th.getBoundingClientRect();"
            " return document.elementFromPoint(x + width / 2, y + height / 2).closest('th') === th; }"
        )
        assert met
        ground = head.evaluate("th => getComputedStyle(th).backgroundColor")
        assert ground not in ("rgba(0, 0, 0, 0)", "transparent")


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_the_head_covers_no_focus(page: Page, size: str) -> None:
    """Whoever goes back through the links by keyboard sees each that has the focus, whole."""
    sized(page, size).goto(TANKS)
    numbers = page.locator(".same-rows tbody td.num a")
    numbers.last.focus()
    head = page.get_by_role("columnheader", name="Number")
    for _ in range(3 * 24):
        page.keyboard.press("Shift+Tab")
        focused = page.locator(".same-rows tbody a:focus")
        assert top(focused) >= max(bottom(head) if size == "desk" else 0, 0)


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_it_sorts_by_keyboard(page: Page, size: str) -> None:
    sized(page, size).goto(TANKS)
    numbers = page.locator(".same-rows tbody td.num a")
    expect(numbers.first).to_have_text("12,292")
    link = sorting_by(page, "Number")
    sorting_by(page, "Measure").focus()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("sort=-size"))
    head = page.get_by_role("columnheader", name="Number")
    expect(head).to_have_attribute("aria-sort", "descending")
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("sort=size"))
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(page.locator(".same-rows th[aria-sort]:not([aria-sort='none'])")).to_have_count(1)
    expect(numbers.first).to_have_text("80")


def test_sorting_and_paging_load_no_page_anew(page: Page) -> None:
    sized(page, "desk").goto(TANKS)
    page.evaluate("document.body.dataset.here = 'still'")
    sorting_by(page, "Number").click()
    expect(page.get_by_role("columnheader", name="Number")).to_have_attribute("aria-sort", "descending")
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile(r"sort=-size&page=2"))
    expect(page.locator(".pages [aria-current]")).to_have_text("2")
    expect(page.locator("body")).to_have_attribute("data-here", "still")
    page.go_back()
    expect(page.locator(".pages [aria-current]")).to_have_text("1")


def test_without_javascript_it_comes_back_to_the_table(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto(TANKS)
    sorting_by(page, "As of").click()
    expect(page).to_have_url(re.compile("sort=as_of#rows$"))
    expect(page.locator(".same-rows tbody td").first).to_have_text("25 Feb 2022")
    expect(page.get_by_role("heading", name="as a table")).to_be_in_viewport()
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile("sort=as_of&page=2#rows$"))
    context.close()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("size", "theme"), [("desk", "light"), ("desk", "dark"), ("phone", "light"), ("phone", "dark")]
)
def test_whole_and_accessible(page: Page, complaints: list[str], mode: str, size: str, theme: str) -> None:
    """Nothing is cut off, axe finds nothing, and at either width every head that sorts can be seen and hit."""
    page.emulate_media(color_scheme=theme)
    sized(page, size).goto(f"{TANKS}&party=uk-mod&measure=casualties&mode={mode}")
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[size][0]
    report = Axe().run(page, context=".same-rows")
    assert report.violations_count == 0, report.generate_report()
    links = page.locator(".same-rows th a")
    for link in links.all():
        box = link.bounding_box()
        assert box["width"] > 20
        assert box["height"] >= 24 or size == "desk"
    assert complaints == []


def test_320_pixels_are_enough(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    for mode in MODES:
        page.goto(f"{TANKS}&mode={mode}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
