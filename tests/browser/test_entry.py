"""A new report in a minute, in a browser: by keyboard alone, with everything shown back, and nothing lost."""

import re
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .conftest import WIDTHS
from .desk import PASSWORD, log_in, make_person
from .keyboard import tab_to

EDITOR = "entry-editor"
LIKE = "/admin/reports/report/like/ukraine-general-staff/"
BULLETIN = """Загальні бойові втрати противника з 24.02.22 по {day:%d.%m.%y} орієнтовно склали:
танків ‒ {tanks} (+1),
катапульт ‒ 3,
гелікоптерів – 1,35"""
NUMBER = "input.pasted-number"


@pytest.fixture(scope="module")
def cookies(browser: Browser, base_url: str, database: Path) -> list:
    """An editor's log-in."""
    make_person(database, EDITOR)
    context = browser.new_context(base_url=base_url)
    log_in(context.new_page(), EDITOR)
    kept = context.cookies()
    context.close()
    return kept


@pytest.fixture
def desk(page: Page, cookies: list) -> Page:
    page.context.add_cookies(cookies)
    return page


def last_numbers(page: Page) -> list[str]:
    cells = page.locator("td.num").all_inner_texts()  # the number, and beneath it its day, if that is another one
    return [re.sub(r"[^0-9]", "", text.split("\n")[0]) for text in cells]


def day_after_last(page: Page) -> date:
    title = page.locator(".like a").first.inner_text()
    return datetime.strptime(" ".join(title.rsplit(" ", 3)[-3:]), "%d %B %Y").date() + timedelta(days=1)


def paste(page: Page, selector: str, text: str) -> None:
    """What a browser does with Ctrl+V, whose clipboard a test cannot fill."""
    page.locator(selector).first.evaluate(
        """(field, text) => {
            const data = new DataTransfer();
            data.setData("text", text);
            field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def read_line(page: Page, line: int) -> str:
    return page.locator(f"output[data-line=lines-{line}]")


def test_from_the_button_to_a_submitted_report_by_keyboard_alone(desk: Page, record_property: object) -> None:
    """With a number more than last time in each line. How long it took is printed, not asserted."""
    desk.goto("/parties/ukraine-general-staff/")
    desk.get_by_role("link", name="New report like the last").focus()
    began = time.monotonic()
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("Stated on")).to_be_focused()
    day, before = day_after_last(desk), last_numbers(desk)
    column = [str(int(number) + 1) for number in before]
    desk.keyboard.press("Control+A")
    desk.keyboard.type(day.isoformat())
    tab_to(desk.locator(NUMBER).first)
    paste(desk, NUMBER, "\n".join(column))
    expect(read_line(desk, 1)).to_contain_text("+1")
    expect(desk.get_by_label("Title", exact=True)).to_have_value(f"Bulletin of {day.day} {day:%B} {day.year}")
    desk.keyboard.press("Enter")  # down from the last number: to the first source
    expect(desk.get_by_label("Address").first).to_be_focused()
    desk.keyboard.type(f"https://mod.gov.ua/news/zvedennya-{day.isoformat()}?utm_source=x")
    expect(desk.get_by_label("Publisher").first).to_have_value("Ministry of Defence of Ukraine")
    while (reasons := desk.locator(".findings textarea")).count():
        empty = [each for each in reasons.all() if not each.input_value()]
        if not empty:
            break
        empty[0].focus()
        desk.keyboard.type("As printed.")
    desk.get_by_role("button", name="Save and submit for review").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("is submitted for review.")).to_be_visible()
    took = time.monotonic() - began
    record_property("seconds", took)
    print(f"From the button to a submitted report of {len(column)} figures: {took:.1f} s")
    desk.get_by_role("link", name=f"Bulletin of {day.day} {day:%B} {day.year}").first.click()
    expect(desk.get_by_label("Where this report stands")).to_contain_text("Submitted")
    saved = [desk.locator(f"#figures-{number} .field-best .readonly, #id_figures-{number}-best") for number in range(3)]
    assert len(saved) == 3


def test_numbers_are_shown_back_and_enter_goes_down(desk: Page) -> None:
    desk.goto(LIKE)
    first, second = desk.locator(NUMBER).nth(0), desk.locator(NUMBER).nth(1)
    first.fill("~1 500 000")
    desk.keyboard.press("Enter")
    expect(second).to_be_focused()
    second.fill("понад 13 тис.")
    expect(read_line(desk, 0)).to_contain_text("read as about 1,500,000")
    expect(read_line(desk, 1)).to_contain_text("read as more than 13,000")
    second.fill("1,35")
    expect(read_line(desk, 1)).to_contain_text("Not read")
    expect(second).to_have_attribute("aria-invalid", "")
    desk.keyboard.press("Shift+Enter")
    expect(first).to_be_focused()
    first.fill("0")
    expect(read_line(desk, 0)).to_contain_text("read as 0")
    assert desk.url.endswith(LIKE)
    for label in ("Stated on", "Title", "Address"):
        desk.get_by_label(label, exact=True).first.press("Enter")
    expect(first).to_have_value("0")
    assert desk.url.endswith(LIKE)


def test_a_refusal_leads_to_what_is_wrong(desk: Page) -> None:
    """First to the field that cannot be read, then to the first reason that is missing."""
    desk.goto(LIKE)
    desk.get_by_label("Stated on").fill(day_after_last(desk).isoformat())
    first, third = desk.locator(NUMBER).nth(0), desk.locator(NUMBER).nth(2)
    first.fill("5")
    third.fill("1,35")
    desk.get_by_label("Address").first.fill("https://mod.gov.ua/news/refused")
    submit = desk.get_by_role("button", name="Save and submit for review")
    submit.click()
    expect(desk.get_by_role("alert")).to_contain_text("something below is wrong")
    expect(third).to_be_focused()
    third.fill("")
    submit.click()
    expect(desk.get_by_role("alert")).to_contain_text("Warnings need a reason.")
    expect(desk.locator(".findings textarea").first).to_be_focused()


def test_a_column_longer_than_the_lines_is_not_cut(desk: Page) -> None:
    desk.goto(LIKE)
    lines = desk.locator(NUMBER).count()
    paste(desk, NUMBER, "\r\n".join(["1", "", *["2"] * lines]) + "\r\n")
    expect(desk.locator(NUMBER).nth(0)).to_have_value("1")
    expect(desk.locator(NUMBER).nth(1)).to_have_value("")
    expect(desk.locator(NUMBER).last).to_have_value("2 ; 2 ; 2")
    expect(read_line(desk, lines - 1)).to_contain_text("Not read")


def test_a_bulletin_fills_the_lines_and_tells_the_rest(desk: Page) -> None:
    desk.goto(LIKE)
    tanks = int(last_numbers(desk)[1]) + 1
    text = BULLETIN.format(day=day_after_last(desk), tanks=tanks)
    desk.locator(NUMBER).nth(2).fill("26000")
    desk.get_by_text("Paste a whole bulletin").click()
    desk.get_by_label("Text of the bulletin").fill(text)
    desk.get_by_role("button", name="Read it").click()
    told = desk.locator(".pasted")
    expect(told).to_be_focused()
    expect(told).to_contain_text("1 line was read.")
    expect(told.locator("q")).to_have_text(["катапульт ‒ 3,", "гелікоптерів – 1,35"])
    expect(desk.locator(NUMBER).nth(1)).to_have_value(f"{tanks:,} (+1)")
    expect(desk.locator(NUMBER).nth(2)).to_have_value("26000")
    expect(desk.get_by_label("Stated on")).to_have_value(day_after_last(desk).isoformat())


def test_it_works_without_scripts(browser: Browser, base_url: str, cookies: list) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(LIKE)
    page.locator(NUMBER).nth(1).fill("1,35")
    page.locator(NUMBER).nth(0).fill("~1500000")
    page.locator(NUMBER).nth(0).press("Enter")  # reads, and saves nothing
    expect(read_line(page, 0)).to_contain_text("read as about 1,500,000")
    expect(read_line(page, 1)).to_contain_text("Not read")
    page.get_by_role("button", name="Add a line").click()
    expect(page.locator(NUMBER).nth(1)).to_have_value("1,35")
    context.close()


def test_closing_the_tab_loses_nothing(desk: Page) -> None:
    desk.goto(LIKE)
    desk.locator(NUMBER).nth(0).fill("1 500 001")
    expect(desk.locator("[data-kept]")).to_contain_text(re.compile(r"Kept at \d\d:\d\d UTC"))
    other = desk.context.new_page()
    desk.close()
    other.goto(LIKE)
    other.get_by_role("link", name="Take it up again").first.click()
    expect(other.locator(NUMBER).nth(0)).to_have_value("1 500 001")
    expect(other.get_by_text("It is not saved yet.")).to_be_visible()
    other.goto(LIKE)
    other.get_by_role("button", name="Throw it away").first.click()
    expect(other.get_by_text("is thrown away")).to_be_visible()


def test_the_day_that_is_typed_takes_the_place_of_the_one_that_stood_there(desk: Page) -> None:
    desk.goto(LIKE)
    day = desk.get_by_label("Stated on")
    expect(day).to_be_focused()
    expect(day).to_have_js_property("selectionEnd", 10)
    desk.keyboard.type("2026-08-23")
    expect(day).to_have_value("2026-08-23")
    desk.get_by_label("Title", exact=True).focus()
    day.focus()
    desk.keyboard.type("2026-08-24")
    expect(day).to_have_value("2026-08-24")


def test_what_was_typed_just_before_leaving_is_kept_too(desk: Page) -> None:
    desk.goto(LIKE)
    desk.locator(NUMBER).nth(3).fill("77 777")
    desk.goto("/admin/")
    desk.goto(LIKE)
    desk.get_by_role("link", name="Take it up again").first.click()
    expect(desk.locator(NUMBER).nth(3)).to_have_value("77 777")


def test_an_expired_login_loses_nothing(browser: Browser, base_url: str, cookies: list) -> None:
    context = browser.new_context(base_url=base_url)
    page = context.new_page()
    log_in(page, EDITOR)
    page.goto(LIKE)
    day = day_after_last(page) + timedelta(days=1)
    page.get_by_label("Stated on").fill(day.isoformat())
    page.locator(NUMBER).nth(1).fill(str(int(last_numbers(page)[1]) + 5))
    page.locator("[data-kept]").get_by_text("Kept at").wait_for()
    context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("[data-kept]")).to_contain_text("You are logged out")
    link = page.get_by_role("link", name="Log in in another tab")
    with context.expect_page() as opened:
        link.click()
    again = opened.value
    again.get_by_label("Username").fill(EDITOR)
    again.get_by_label("Password").fill(PASSWORD)
    again.get_by_role("button", name="Log in").click()
    expect(again.get_by_role("heading", level=1)).to_have_text("Editors' desk")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("is saved as a draft.")).to_be_visible()
    context.close()


def test_a_connection_that_fails_loses_nothing(desk: Page) -> None:
    desk.goto(LIKE)
    desk.locator(NUMBER).nth(1).fill("13 000")
    desk.context.set_offline(True)
    desk.get_by_role("button", name="Save draft").click()
    expect(desk.locator("[data-kept]")).to_contain_text("could not be kept just now")
    expect(desk.locator(NUMBER).nth(1)).to_have_value("13 000")
    desk.context.set_offline(False)
    desk.get_by_role("button", name="Read the numbers").click()
    expect(desk.locator(NUMBER).nth(1)).to_have_value("13 000")


@pytest.mark.parametrize(
    ("size", "theme"), [("desk", "light"), ("desk", "dark"), ("phone", "light"), ("phone", "dark")]
)
@pytest.mark.parametrize("state", ["open", "typed", "wrong"])
def test_whole_accessible_and_silent(desk: Page, complaints: list[str], state: str, size: str, theme: str) -> None:
    width, height = WIDTHS[size]
    desk.set_viewport_size({"width": width, "height": height})
    desk.emulate_media(color_scheme=theme)
    desk.goto(LIKE)
    if state != "open":
        desk.locator(NUMBER).nth(1).fill("1,35")
        desk.locator(NUMBER).nth(2).fill("7")
        desk.get_by_label("Address").first.fill("http://m.mod.gov.ua/nowhere")
        expect(desk.locator(".findings li").first).to_be_visible()
    if state == "wrong":
        desk.get_by_label("Stated on").fill("2022-02-30")
        desk.get_by_role("button", name="Save draft").click()
        expect(desk.get_by_role("alert")).to_contain_text("Nothing is saved yet")
        complaints[:] = [each for each in complaints if "422" not in each]
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
    found = Axe().run(desk)
    assert found.violations_count == 0, found.generate_report()
