"""A reader's way through the site, with the mouse, with the keyboard alone, and without JavaScript."""

import re

from playwright.sync_api import Browser, Page, expect

from .keyboard import tab_to

APRIL = "/russia-ukraine/?on=2022-04-18"


def test_from_the_front_page_to_a_source_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    expect(page).to_have_url(re.compile(r"/russia-ukraine/$"))
    page.goto(APRIL)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    tab_to(page.get_by_role("link", name="3,825", exact=True))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/figures/ru-mod-2022-03-25-wounded/"))
    tab_to(page.locator(".tree").get_by_role("link", name="International Business Times", exact=True))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/sources/international-business-times"))
    expect(page.locator(".facts a[rel~=external]")).to_contain_text("https://")


def test_the_form_moves_the_day_and_changes_the_subject(page: Page) -> None:
    page.goto(APRIL)
    page.get_by_label("Day", exact=True).fill("2022-09-22")
    page.get_by_label("Whose losses").select_option("Ukrainian forces")
    page.get_by_text("Equipment", exact=True).click()
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("on=2022-09-22.*subject=ukrainian-forces.*category=equipment"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ukrainian forces")
    expect(page.get_by_role("heading", level=1)).to_contain_text("22 September 2022")
    page.get_by_role("link", name="A day later").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("23 September 2022")


def test_parties_are_chosen_by_keyboard(page: Page) -> None:
    page.goto(APRIL)
    page.locator("summary", has_text="The usual").focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name=re.compile("US DoD")).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("party=us-dod"))
    expect(page.locator(".grid thead th[class]")).to_have_count(1)
    expect(page.locator(".grid thead")).to_contain_text("US DoD")


def test_panels_close_on_escape_and_on_a_click_elsewhere(page: Page) -> None:
    page.goto(APRIL)
    parties = page.locator("summary", has_text="The usual")
    panel = page.get_by_role("checkbox", name=re.compile("US DoD"))
    parties.click()
    expect(panel).to_be_visible()
    panel.focus()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(parties).to_be_focused()
    parties.click()
    page.get_by_role("heading", level=1).click()
    expect(panel).to_be_hidden()


def test_blank_fields_do_not_stand_in_the_address(page: Page) -> None:
    page.goto("/russia-ukraine/figures/")
    page.get_by_label("Words").fill("about four hundred")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"/figures/\?text=about\+four\+hundred$"))
    page.go_back()
    expect(page.get_by_label("Whose losses")).to_be_enabled()


def test_on_a_phone_silent_parties_are_named_and_numbers_stay(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(APRIL)
    expect(page.get_by_role("link", name="1,351", exact=True)).to_be_visible()
    expect(page.locator(".who")).to_contain_text("Russia MoD its own losses")
    page.goto("/russia-ukraine/?on=2022-02-26")
    expect(page.locator(".who")).to_be_visible()
    expect(page.locator(".who")).to_contain_text("Russia MoD its own losses · had given no figure yet")


def test_everything_but_the_chart_works_without_javascript(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto(APRIL)
    page.locator("summary", has_text="Key days").click()
    page.get_by_role("link", name=re.compile("partial mobilisation")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("21 September 2022")
    page.goto("/russia-ukraine/timeline/")
    expect(page.locator(".plot .picture svg.lines")).to_be_visible()
    expect(page.locator(".rows tbody tr")).to_have_count(25)
    context.close()


def test_a_panel_near_the_right_edge_opens_to_the_left(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/russia-ukraine/variants/")
    for summary in page.locator(".pick > summary").all():
        summary.click()
        panel = summary.locator("xpath=..").locator(".panel")
        expect(panel).to_be_visible()
        box = panel.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 1280
