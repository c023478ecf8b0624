"""The editors' desk in a browser: a report's way from a form to the public pages, and each page of the desk."""

import re
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .conftest import WIDTHS
from .desk import ADD, EDITOR, REVIEWER, enter, log_in, log_out

# A party with a single report of its own, on a day that no other browser test looks at.
TITLE = "Statement entered in a browser"
REPORT, FIGURE = "/reports/france-2023-11-05/", "/figures/france-2023-11-05-wounded/"
LISTS = ["/russia-ukraine/reports/?party=france", "/russia-ukraine/figures/?party=france"]
GRID = "/russia-ukraine/?on=2023-11-05&party=france"


@dataclass(frozen=True)
class Desk:
    """What a browser keeps of the editor's log-in, and the address of a draft of theirs."""

    cookies: list
    draft: str


@pytest.fixture(scope="module")
def desk(browser: Browser, base_url: str, people: None) -> Desk:
    context = browser.new_context(base_url=base_url)
    page = context.new_page()
    log_in(page, EDITOR)
    enter(page, party="Government of France", day="2023-11-04", title="Draft that stays one", number="60000")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page).to_have_url(re.compile(r"/admin/reports/report/\d+/change/$"))
    kept = Desk(context.cookies(), page.url)
    context.close()
    return kept


def read(page: Page, address: str) -> tuple[int, str]:
    """Status and text of a page, as those see it who are not logged in."""
    answer = page.goto(address)
    return answer.status, page.locator("main").inner_text()


def test_from_an_editors_form_over_a_reviewer_to_the_reader(page: Page, people: None) -> None:
    log_in(page, EDITOR)
    enter(page, party="Government of France", day="2023-11-05", title=TITLE, number="61234")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    page.locator(".messagelist").get_by_role("link", name=re.compile(TITLE)).click()
    expect(page.get_by_label("Where this report stands")).to_contain_text("Draft.")
    page.get_by_role("button", name="Save and submit for review").click()
    expect(page.get_by_text("is submitted for review.")).to_be_visible()
    log_out(page)

    assert [read(page, address)[0] for address in (REPORT, FIGURE)] == [404, 404]
    for address in (*LISTS, GRID):
        status, text = read(page, address)
        assert status == 200
        assert TITLE not in text
        assert "61,234" not in text

    log_in(page, REVIEWER)
    page.goto("/admin/reports/report/?status__exact=submitted")
    page.get_by_role("link", name=TITLE, exact=True).click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("is published.")).to_be_visible()
    log_out(page)

    assert TITLE in read(page, LISTS[0])[1]
    assert "61,234" in read(page, LISTS[1])[1]
    page.goto(REPORT)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Government of France: {TITLE}")
    expect(page.locator(".tree")).to_contain_text("24.hu")
    page.goto(GRID)
    cell = page.locator(".grid td[data-party=France]", has=page.locator(f"a[href='{FIGURE}']"))
    expect(cell).to_contain_text("about 61,234")
    cell.get_by_role("link", name="61,234").click()
    expect(page).to_have_url(re.compile(FIGURE))
    expect(page.get_by_role("heading", level=1)).to_have_text("about 61,234: wounded, Russian forces")


def test_a_long_name_does_not_lie_under_the_buttons(page: Page, desk: Desk) -> None:
    page.context.add_cookies(desk.cookies)
    page.goto("/admin/reports/party/?q=General+Staff")
    page.locator(".field-name a").first.click()
    name, buttons = page.locator("#content > h2"), page.locator(".object-tools")
    for width in (1280, 1040, 800, 390):
        page.set_viewport_size({"width": width, "height": 800})
        above = name.bounding_box()
        assert buttons.bounding_box()["y"] >= above["y"] + above["height"]


def test_what_is_wrong_is_said_beside_its_field_and_kept(page: Page, desk: Desk) -> None:
    page.context.add_cookies(desk.cookies)
    enter(page, party="Government of France", day="2023-02-30", title="Wrong twice", number="60 thousand")
    page.get_by_role("button", name="Save draft").click()
    day, number = page.locator(".field-stated_on .errorlist"), page.locator("#figures-0 .field-best .errorlist")
    expect(day).to_have_text("This is no day of the calendar. Write it as 2022-04-18.")
    expect(number).to_have_text("Write a whole number in digits only, such as 1351.")
    expect(page.get_by_label("Stated on")).to_have_value("2023-02-30")
    expect(page.locator("#figures-0").get_by_label("Best")).to_have_value("60 thousand")
    expect(page.get_by_label("Title")).to_have_value("Wrong twice")
    for chosen in (r"Party:\W+Government of France", r"Measure:\W+Wounded", r"Source:\W+24\.hu"):
        expect(page.get_by_role("combobox", name=re.compile(chosen))).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


PAGES = [
    "/admin/",
    "/admin/reports/report/",
    ADD,
    "draft",
    "/admin/reports/report/1/change/",
    "/admin/reports/source/",
    "/admin/reports/measure/1/change/",
    "/admin/password_change/",
]


@pytest.mark.parametrize(("size", "theme"), [("desk", "light"), ("phone", "dark")])
@pytest.mark.parametrize("address", PAGES)
def test_whole_accessible_and_silent(
    page: Page, complaints: list[str], desk: Desk, address: str, size: str, theme: str
) -> None:
    """As for the public pages. The console is heard before axe sets its inline styles, which our policy refuses."""
    width, height = WIDTHS[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=theme)
    page.context.add_cookies(desk.cookies)
    answer = page.goto(desk.draft if address == "draft" else address)
    assert answer.ok
    if address == "/admin/reports/report/1/change/":
        expect(page.get_by_label("Where this report stands")).to_contain_text("Published.")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
