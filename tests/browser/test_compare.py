"""The compare page in a browser: the chart is drawn and leads on, the form works by keyboard, nothing is cut off."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import WIDTHS
from .keyboard import choose_option, tab_to
from .test_pages import drawn

MARCH = "/russia-ukraine/compare/?a=nato&b=russia-mod&measure=killed"
STAFF = "/russia-ukraine/compare/?a=ukraine-general-staff&b=russia-mod&measure=losses"


def test_the_chart_shows_both_figures_and_leads_to_the_day(page: Page, base_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(STAFF)
    drawn(page)
    point = page.locator("[data-chart] .scatterlayer .trace").first.locator(".point").nth(1)
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    hover = page.locator(".hoverlayer")
    expect(hover).to_contain_text("25 March 2022: about 11.9 times if “Personnel losses (undefined)” means killed")
    expect(hover).to_contain_text("Russia MoD: 1,351 killed, as of 25 March 2022")
    page.mouse.click(*middle)
    expect(page).to_have_url(re.compile(r"/russia-ukraine/\?.*party=ukraine-general-staff.*on=2022-03-25"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("25 March 2022")
    assert all(url.startswith((base_url, "data:", "blob:")) for url in asked)


def test_an_interval_is_drawn_with_its_caps_and_a_line_at_one(page: Page) -> None:
    page.goto(MARCH)
    drawn(page)
    expect(page.locator("[data-chart] .scatterlayer .trace")).to_have_count(1)
    expect(page.locator("[data-chart] .scatterlayer .point")).to_have_count(2)  # the caps; nothing between them
    expect(page.locator("[data-chart] .shapelayer path")).to_have_count(1)


def test_the_form_and_the_swap_work_by_keyboard(page: Page) -> None:
    page.goto(MARCH)
    choose_option(page.get_by_label("Party", exact=True), "CSIS")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Beside")).to_be_focused()
    choose_option(page.get_by_label("Beside"), "Mediazona/BBC estimate")
    tab_to(page.get_by_role("button", name="Show"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("a=csis&b=mediazona-bbc-estimate&subject=russian-forces&measure=killed"))
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "CSIS beside Mediazona/BBC estimate: killed, Russian forces"
    )
    expect(page.locator(".compared tbody").first).to_be_visible()
    page.get_by_role("link", name="Swap").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mediazona/BBC estimate beside CSIS")


def test_without_javascript_all_but_the_chart_works(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto("/russia-ukraine/compare/")
    page.get_by_label("Party", exact=True).select_option("NATO")
    page.get_by_label("Beside").select_option("Russia MoD")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("NATO beside Russia MoD: killed")
    expect(page.locator(".compared")).to_contain_text("5.2 to 11.1 times")
    expect(page.locator(".waiting")).to_contain_text("drawn by JavaScript")
    page.get_by_text("What the columns hold").click()
    expect(page.locator(".wanted dl")).to_be_visible()
    context.close()


def test_a_refusal_leads_on_to_what_holds(page: Page) -> None:
    page.goto("/russia-ukraine/compare/?a=ukraine-sbu&b=nato&measure=share-of-personnel-lost")
    expect(page.locator(".refusal")).to_contain_text("Percentages are not set against counts")
    page.get_by_role("link", name="SBU beside NATO: killed, Russian forces").click()
    expect(page.locator(".compared tbody").first).to_be_visible()


@pytest.mark.parametrize("width", [WIDTHS["phone"][0], 320])
@pytest.mark.parametrize("address", [MARCH, STAFF, "/russia-ukraine/compare/?a=uk-mod&b=ukraine-general-staff"])
def test_on_a_phone_each_day_is_a_card_and_nothing_is_cut_off(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address)
    drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for cell in page.locator(".compared tbody").first.locator("td").all():
        box = cell.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert cell.evaluate("cell => cell.scrollWidth <= cell.clientWidth")
    said = page.locator(".compared .said td").first.bounding_box()
    assert said["width"] > width * 0.8
