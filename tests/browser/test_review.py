"""The review screen by keyboard: a report's whole way, in both themes, and each page of the reviewers in a browser."""

import re
from itertools import count

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .conftest import WIDTHS
from .desk import REVIEWER, enter, log_in, log_out

QUEUE = "/admin/reports/report/queue/"
PARTY = "Government of France"
# Each theme has days of its own, on which no other test enters anything.
DAYS = {"light": "2023-11-25", "dark": "2023-11-27"}
OTHER_DAYS = count(1)


def submit(page: Page, day: str, title: str, number: str) -> None:
    enter(page, party=PARTY, day=day, title=title, number=number)
    save_and_submit(page)


def save_and_submit(page: Page) -> None:
    """With a reason for each warning, where there are any."""
    with page.expect_navigation():
        page.get_by_role("button", name="Save and submit for review").click()
    reasons = page.get_by_label("Why is this right?")
    if reasons.count():
        for number in range(reasons.count()):
            reasons.nth(number).fill("So it was printed.")
        page.get_by_role("button", name="Save and submit for review").click()
    expect(page.locator(".messagelist")).to_contain_text("is submitted for review.")


def open_review(page: Page, title: str) -> None:
    """From the front page over the queue, as a reviewer without a mouse."""
    page.goto("/admin/")
    page.locator(".front").get_by_role("link", name=re.compile(r"\d report")).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(QUEUE))
    page.get_by_role("link", name=re.compile(title)).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def press(page: Page, key: str) -> None:
    """A key of the page, once its script is there to hear it."""
    page.wait_for_load_state("load")
    page.keyboard.press(key)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_whole_way_by_keyboard(two: list[Page], theme: str) -> None:
    desk, review = two
    title = f"Whole way, {theme}"
    for page in two:
        page.emulate_media(color_scheme=theme)
    submit(desk, DAYS[theme], title, "71234")

    open_review(review, title)
    press(review, "b")
    expect(review.get_by_label("What its author should change")).to_be_focused()
    review.keyboard.type("publish it as 71,243, please")  # letters that are keys elsewhere
    review.keyboard.press("Tab")
    review.keyboard.press("Enter")
    expect(review.locator(".messagelist")).to_contain_text(f"“{title}” is sent back to its author")

    desk.goto("/admin/")
    box = desk.locator(".front .box", has_text="Sent back to you")
    box.get_by_role("link", name=re.compile(title)).click()
    desk.locator("#figures-0").get_by_label("Best").fill("71243")
    save_and_submit(desk)

    open_review(review, title)
    expect(review.locator(".steps")).to_contain_text("publish it as 71,243, please")
    press(review, "p")
    sure = review.get_by_role("button", name="Yes, publish it")
    expect(sure).to_be_focused()
    review.keyboard.press("Escape")
    expect(sure).to_be_hidden()
    press(review, "p")
    review.keyboard.press("Enter")
    expect(review.locator(".messagelist")).to_contain_text(f"“{title}” is published.")
    public = review.locator(".messagelist").get_by_role("link", name="See it on the site.").get_attribute("href")

    desk.goto(public)
    expect(desk.locator("main")).to_contain_text("71,243")
    desk.goto("/admin/reports/report/?status__exact=published&q=" + title.replace(" ", "+"))
    desk.get_by_role("link", name=title, exact=True).click()
    desk.get_by_role("link", name="See it as a reviewer does").click()
    press(desk, "c")
    expect(desk.get_by_label("What we typed wrong, for readers")).to_be_focused()
    desk.keyboard.type("We typed 71,243 for 71,324.")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator(".messagelist")).to_contain_text(f"This draft will replace “{title}”")
    expect(desk.get_by_label("Correction reason")).to_have_value("We typed 71,243 for 71,324.")
    expect(desk.get_by_label("Where this report stands")).to_contain_text("Draft.")
    assert_sound(desk, WIDTHS["desk"][0])
    desk.locator("#figures-0").get_by_label("Best").fill("71324")
    save_and_submit(desk)

    open_review(review, title)
    expect(review.locator("section[aria-labelledby=changes]")).to_contain_text("about 71,324")
    press(review, "p")
    review.keyboard.press("Enter")
    expect(review.locator(".messagelist")).to_contain_text(f"“{title}” is published.")
    new = review.locator(".messagelist").get_by_role("link", name="See it on the site.").get_attribute("href")
    desk.goto(public)
    expect(desk.locator("main")).to_contain_text("We typed 71,243 for 71,324.")
    assert_sound(desk, WIDTHS["desk"][0])  # the banner of a corrected record

    review.goto("/admin/reports/report/?status__exact=published&q=" + title.replace(" ", "+"))
    review.get_by_role("link", name=title, exact=True).click()
    review.get_by_role("link", name="See it as a reviewer does").click()
    press(review, "r")
    review.keyboard.type("The statement was a hoax.")
    review.keyboard.press("Tab")
    review.keyboard.press("Enter")
    expect(review.locator(".messagelist")).to_contain_text(f"“{title}” is retracted.")
    desk.goto(new)
    expect(desk.locator("main")).to_contain_text("Our retraction.")
    expect(desk.locator("main")).to_contain_text("The statement was a hoax.")
    assert_sound(desk, WIDTHS["desk"][0])


def test_a_button_without_its_reason_says_so(two: list[Page]) -> None:
    desk, _review = two
    desk.goto("/admin/reports/report/?status__exact=published")
    desk.locator("#result_list tbody a").first.click()
    needed = desk.locator(".standing form").filter(has=desk.get_by_role("button", name="Correct")).locator(".needed")
    expect(needed).to_be_hidden()
    desk.get_by_role("button", name="Correct").click()
    expect(needed).to_have_text("Write this first: without it nothing happens.")
    expect(needed).to_be_visible()
    desk.get_by_role("link", name="See it as a reviewer does").click()
    desk.locator("details[data-key=c] summary").click()
    desk.get_by_role("button", name="Begin the correction").click()
    expect(desk.locator("details[open] .needed")).to_be_visible()


def test_next_previous_and_the_list_of_keys(two: list[Page]) -> None:
    desk, review = two
    titles = ["First of two", "Second of two"]
    for title in titles:
        submit(desk, f"2023-12-{10 + next(OTHER_DAYS)}", title, str(80000 + next(OTHER_DAYS)))
    open_review(review, titles[0])
    heading = review.get_by_role("heading", level=1)
    press(review, "j")
    expect(heading).to_contain_text(titles[1])
    press(review, "k")
    expect(heading).to_contain_text(titles[0])
    keys = review.locator(".keys dl")
    expect(keys).to_be_hidden()
    press(review, "?")
    expect(keys).to_be_visible()
    expect(keys).to_contain_text("next and previous in the queue")
    press(review, "?")
    expect(keys).to_be_hidden()
    press(review, "Control+p")
    expect(review.get_by_role("button", name="Yes, publish it")).to_be_hidden()
    press(review, "q")
    expect(review).to_have_url(re.compile(QUEUE))


def test_without_javascript(browser: Browser, base_url: str, two: list[Page]) -> None:
    desk, review = two
    title = "Without scripts"
    submit(desk, f"2023-12-{10 + next(OTHER_DAYS)}", title, str(80000 + next(OTHER_DAYS)))
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    context.add_cookies(review.context.cookies())
    page = context.new_page()
    page.goto(QUEUE)
    page.get_by_role("link", name=re.compile(title)).click()
    page.locator("summary", has_text="Publish").click()
    page.get_by_role("button", name="Yes, publish it").click()
    expect(page.locator(".messagelist")).to_contain_text(f"“{title}” is published.")
    context.close()


@pytest.mark.parametrize(
    ("size", "theme"), [("desk", "light"), ("desk", "dark"), ("phone", "light"), ("phone", "dark")]
)
def test_whole_accessible_and_silent(page: Page, complaints: list[str], two: list[Page], size: str, theme: str) -> None:
    """With every box of the review screen opened once."""
    desk, _review = two
    title = f"Looked at, {size} {theme}"
    submit(desk, f"2023-12-{10 + next(OTHER_DAYS)}", title, str(80000 + next(OTHER_DAYS)))
    log_in(page, REVIEWER)
    width, height = WIDTHS[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=theme)
    page.goto("/admin/")
    assert_sound(page, width)
    page.goto(QUEUE)
    assert_sound(page, width)
    page.get_by_role("link", name=re.compile(title)).click()
    for key in ("p", "?"):
        press(page, key)
        assert_sound(page, width)
    press(page, "b")
    assert_sound(page, width)
    assert complaints == []
    log_out(page)


def assert_sound(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
