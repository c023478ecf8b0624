"""Two people at one draft, each in a browser of their own: one saves, the other is shown both versions."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .conftest import WIDTHS
from .desk import log_in, make_person

NAME, REVIEWER = "versions-editor", "versions-reviewer"
LIKE = "/admin/reports/report/like/mediazona-bbc/"


@pytest.fixture(scope="module")
def people(base_url: str, database: Path) -> None:
    make_person(database, NAME)
    make_person(database, REVIEWER, "--reviewer")


def desk(browser: Browser, base_url: str, name: str) -> Page:
    page = browser.new_context(base_url=base_url).new_page()
    log_in(page, name)
    return page


def draft(page: Page, number: str) -> str:
    """The address of a new draft of a count of names, whose plain number is a floor."""
    page.goto(LIKE)
    page.locator("input.pasted-number").first.fill(number)
    expect(page.locator("output[data-line=lines-0]")).to_contain_text("at least")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("is saved as a draft.")).to_be_visible()
    return page.url


@pytest.mark.parametrize(("size", "theme"), [("desk", "light"), ("phone", "dark")])
def test_two_browsers_one_draft(browser: Browser, base_url: str, people: None, size: str, theme: str) -> None:
    one = desk(browser, base_url, NAME)
    address = draft(one, "900 000" if size == "desk" else "900 001")
    two = desk(browser, base_url, NAME)
    width, height = WIDTHS[size]
    two.set_viewport_size({"width": width, "height": height})
    two.emulate_media(color_scheme=theme)
    for page in (one, two):
        page.goto(address)
    one.get_by_label("Title").fill("Title of one")
    one.locator("#id_note").fill("Note of one")
    one.get_by_role("button", name="Save and continue editing").click()
    expect(one.get_by_text(re.compile("was changed successfully"))).to_be_visible()

    two.get_by_label("Title").fill("Title of two")
    figure = two.locator("#figures-0")
    figure.get_by_label("Low").fill("900777")
    two.get_by_role("button", name="Save draft").click()
    expect(two.get_by_role("heading", level=1)).to_have_text("Two versions of one report")
    rows = two.locator(".two-versions tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("Title of one")
    expect(rows.nth(0)).to_contain_text("Title of two")
    assert two.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(two)
    assert found.violations_count == 0, found.generate_report()
    one.goto(address)
    expect(one.get_by_label("Title")).to_have_value("Title of one")

    two.get_by_role("radio", name="Title of one").focus()
    two.keyboard.press("Space")
    two.get_by_role("button", name="Save what is chosen above").focus()
    two.keyboard.press("Enter")
    expect(two.get_by_text(re.compile("was changed successfully"))).to_be_visible()
    one.goto(address)
    expect(one.get_by_label("Title")).to_have_value("Title of one")
    expect(one.locator("#id_note")).to_have_value("Note of one")
    expect(one.locator("#figures-0").get_by_label("Low")).to_have_value("900777")
    for page in (one, two):
        page.context.close()


def test_a_draft_half_typed_is_taken_up_on_its_ordinary_page(browser: Browser, base_url: str, people: None) -> None:
    page = desk(browser, base_url, NAME)
    address = draft(page, "900 002")
    page.goto(address)
    page.locator("#figures-0").get_by_label("Low").fill("900 00")
    page.get_by_label("Title").fill("Half")
    expect(page.locator("[data-kept]")).to_contain_text("Kept at")
    page.goto("/admin/")
    page.goto(address)
    expect(page.get_by_label("Title")).not_to_have_value("Half")
    page.get_by_role("link", name="Take it up again").click()
    expect(page.get_by_label("Title")).to_have_value("Half")
    expect(page.locator("#figures-0").get_by_label("Low")).to_have_value("900 00")
    expect(page.locator(".errornote")).to_have_count(0)
    page.context.close()
