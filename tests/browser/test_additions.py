"""What another source prints, added to a published report in a browser: begun, entered, published, and told readers."""

import re

from playwright.sync_api import Page, expect

from .desk import choose

SLUG = "us-dod-2022-08-08-colin-kahl"  # no other test of the browser touches it
LIST = f"/admin/reports/report/?q={SLUG}"
REASON = "24.hu prints 80,000 alone."


def submit(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Save and submit for review").click()


def test_an_addition_by_keyboard(two: list[Page]) -> None:
    desk, review = two
    desk.goto(LIST)
    desk.locator("#result_list tbody th a").click()
    desk.get_by_role("link", name="See it as a reviewer does").click()
    desk.wait_for_load_state("load")
    desk.keyboard.press("a")
    expect(desk.get_by_label("What the source says differently, for readers")).to_be_focused()
    desk.keyboard.type(REASON)
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator(".messagelist")).to_contain_text("add as a variant what it prints otherwise")
    expect(desk.get_by_label("What the source says differently, for readers")).to_have_value(REASON)

    submit(desk)
    expect(desk.locator(".messagelist")).to_contain_text("It adds neither a source nor what one prints otherwise")
    expect(desk.get_by_label("Where this report stands")).to_contain_text("Draft.")
    desk.get_by_role("button", name="Add another Citation").click()
    added = desk.locator("[id^=citations-].dynamic-citations").last
    choose(added, "Source", "24.hu", re.compile(r"^24\.hu: "))
    submit(desk)
    expect(desk.locator(".messagelist")).to_contain_text("is submitted for review.")

    review.goto("/admin/reports/report/queue/")
    row = review.get_by_role("row", name=re.compile("adds what another source prints"))
    row.get_by_role("link").click()
    part = review.get_by_role("region", name="What is added")
    expect(part).to_contain_text(REASON)
    expect(part.locator("tbody tr")).to_have_count(1)
    review.keyboard.press("p")
    review.keyboard.press("Enter")
    expect(review.locator(".messagelist")).to_contain_text("is published.")

    for theme in ("light", "dark"):
        desk.emulate_media(color_scheme=theme)
        desk.goto(f"/reports/{SLUG}/")
        expect(desk.locator(".notice.ended")).to_contain_text("A version that adds what another source prints took the")
        desk.get_by_role("link", name="The version that replaces it").click()
        expect(desk.locator(".notice").first).to_contain_text("nobody corrected anything")
        desk.goto("/russia-ukraine/corrections/?kind=ours")
        expect(desk.locator("main")).not_to_contain_text(REASON)
        desk.goto("/russia-ukraine/corrections/?kind=added")
        expect(desk.locator("main")).to_contain_text(REASON)
