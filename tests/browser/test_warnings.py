"""Reasons for warnings, typed by one who uses the keyboard alone."""

import re
from itertools import count

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import WIDTHS
from .desk import EDITOR, enter, log_in
from .keyboard import tab_to

WHY = "The office counted some of them twice, and says so."
FELL = "A running total cannot fall, but this one did: about "
# Each draft has another: what one test submits would be on record for the next.
NUMBERS = count(500_000, -7000)


@pytest.fixture
def draft(page: Page, people: None) -> Page:
    """The page of a saved draft with fewer wounded than the party's last, on a day that no other test looks at."""
    log_in(page, EDITOR)
    enter(page, party="Office of the President of Ukraine", day="2025-03-05", title="Fewer", number=str(next(NUMBERS)))
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator("#findings")).to_contain_text("1 finding stands in the way of submitting")
    return page


def test_from_a_refused_submission_to_a_typed_reason(draft: Page) -> None:
    draft.locator("#findings .what a").focus()
    draft.keyboard.press("Enter")
    expect(draft.locator("#figures-0")).to_be_in_viewport()
    tab_to(draft.get_by_role("button", name="Save and submit for review"))
    draft.keyboard.press("Enter")
    expect(draft.locator(".messagelist")).to_contain_text(f"A warning needs a reason. {FELL}")
    expect(draft.locator(".messagelist")).to_contain_text("Saved as a draft, not submitted.")

    draft.locator("#findings .what a").focus()
    draft.keyboard.press("Tab")
    expect(draft.get_by_role("link", name=re.compile(r"^600,000–700,000"))).to_be_focused()
    draft.keyboard.press("Tab")
    reason = draft.get_by_label("Why is this right?")
    expect(reason).to_be_focused()
    expect(reason).to_have_accessible_description(re.compile(FELL))
    draft.keyboard.type(WHY)
    tab_to(draft.get_by_role("button", name="Save and submit for review"))
    draft.keyboard.press("Enter")
    expect(draft.locator(".messagelist")).to_contain_text("is submitted for review.")
    draft.locator(".messagelist").get_by_role("link", name=re.compile("Fewer")).first.click()
    expect(draft.locator("#findings")).to_contain_text("Every warning has its reason.")
    expect(draft.get_by_label("Why is this right?")).to_have_value(WHY)


def test_a_reason_survives_a_form_that_is_refused(draft: Page) -> None:
    draft.get_by_label("Why is this right?").fill(WHY)
    draft.get_by_label("Stated on").fill("2025-02-30")
    draft.get_by_role("button", name="Save and submit for review").click()
    expect(draft.locator(".field-stated_on .errorlist")).to_be_visible()
    expect(draft.get_by_label("Why is this right?")).to_have_value(WHY)


@pytest.mark.parametrize(
    ("size", "theme"), [("desk", "light"), ("desk", "dark"), ("phone", "light"), ("phone", "dark")]
)
def test_whole_accessible_and_silent(draft: Page, complaints: list[str], size: str, theme: str) -> None:
    width, height = WIDTHS[size]
    draft.set_viewport_size({"width": width, "height": height})
    draft.emulate_media(color_scheme=theme)
    draft.reload()
    assert draft.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
    found = Axe().run(draft)
    assert found.violations_count == 0, found.generate_report()
