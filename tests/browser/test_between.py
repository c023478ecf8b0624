"""What parties' figures have to do with each other, as a reader with a keyboard, a finger or no script finds it."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import WIDTHS
from .keyboard import tab_to

APRIL = "/russia-ukraine/?on=2022-04-18"


def test_a_badge_opens_by_keyboard_and_explains_itself(page: Page) -> None:
    page.goto(APRIL)
    badge = page.locator("td[data-party=NATO] .badge").first
    said = badge.locator("span")
    expect(said).to_be_hidden()
    tab_to(badge.locator("summary"))
    page.keyboard.press("Enter")
    expect(said).to_be_visible()
    expect(said).to_contain_text("counts the same as Russia MoD")
    expect(badge.locator("summary")).to_have_attribute("title", said.inner_text())


def test_why_leads_from_the_row_to_the_worked_rule_and_on_to_the_figure(page: Page) -> None:
    page.goto(APRIL)
    page.get_by_role("link", name="Why? Killed").click()
    expect(page).to_have_url(re.compile("family=killed#between"))
    expect(page.locator("#between")).to_be_in_viewport()
    pair = page.locator(".pair", has=page.locator("b", has_text="NATO"), has_text="In conflict").first
    pair.locator(".why > summary").focus()
    page.keyboard.press("Enter")
    expect(pair.get_by_text("Rule: two counts of the same thing need a number in common.")).to_be_visible()
    pair.get_by_role("link", name="7,000–15,000 killed").click()
    expect(page).to_have_url(re.compile("/figures/nato-"))


def test_pairs_without_conflict_are_folded_and_open(page: Page) -> None:
    page.goto(f"{APRIL}&family=killed")
    folded = page.locator(".settled .pair").first
    expect(folded).to_be_hidden()
    page.locator(".settled > summary").click()
    expect(folded).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_known_today_is_one_choice_in_the_form(browser: Browser, base_url: str, javascript: bool) -> None:
    with browser.new_context(java_script_enabled=javascript, base_url=base_url) as context:
        page = context.new_page()
        page.goto(f"{APRIL}&party=uk-mod")
        page.get_by_text("today", exact=True).click()
        page.get_by_role("button", name="Show").click()
        expect(page).to_have_url(re.compile(r"known=\d{4}-\d\d-\d\d"))
        expect(page.locator("h1 + .lede")).to_contain_text("What is known today about 18 April 2022.")
        expect(page.locator(".grid")).to_contain_text("11,966")
        page.locator("h1 + .lede").get_by_role("link", name="What was known on 18 April 2022").click()
        expect(page.locator(".grid")).not_to_contain_text("11,966")


def test_stale_figures_are_dimmer_than_fresh_ones_but_can_be_read(page: Page) -> None:
    """How well they can be read is for axe to say; here, that they are told apart by colour and by weight."""
    page.goto(APRIL)

    def look(party: str, row: str) -> list[str]:
        number = page.locator(f".grid tr:has(th:has-text('{row}')) td[data-party='{party}'] .number").first
        return number.evaluate("each => [getComputedStyle(each).color, getComputedStyle(each).fontWeight]")

    assert look("Russia MoD", "Killed") != look("Ukraine General Staff", "Personnel losses")


def test_on_a_phone_lines_and_pairs_keep_within_the_screen(page: Page) -> None:
    width, height = WIDTHS["phone"]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{APRIL}&family=casualties")
    for summary in page.locator(".why > summary, .badge > summary").all():
        if summary.is_visible():
            summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for box in [each.bounding_box() for each in page.locator("tr.line p, .pair p").all() if each.is_visible()]:
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_a_withdrawn_figure_is_struck_through(page: Page) -> None:
    page.goto(f"{APRIL}&party=russia-sources&party=russia-mod")
    withdrawn = page.locator("s.number", has_text="16,153")
    line = "each => getComputedStyle(each).textDecorationLine"
    assert "line-through" in withdrawn.evaluate(line)
    assert "line-through" in withdrawn.locator("a").evaluate(line)
    expect(page.locator("td", has=withdrawn).get_by_role("link", name="withdrawn 22 Mar 2022")).to_be_visible()
