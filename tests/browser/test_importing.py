"""The import of a file in a browser, by keyboard alone: sent, read, looked at, confirmed, written by its processes."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.imports.flat.tables import as_csv

from .desk import log_in, make_person
from .keyboard import tab_to

EDITOR = "browser-importer"
ADD = "/admin/reports/upload/add/"
HEADER = [
    "party", "stated_on", "kind", "method", "subject", "measure", "number", "as_of", "source_url", "publisher",
]  # fmt: skip
SLOW = 60_000  # milliseconds: a process starts for each step


@pytest.fixture(scope="module")
def importer(base_url: str, database: Path) -> None:
    make_person(database, EDITOR)


@pytest.fixture(params=["light", "dark"])
def page(browser: Browser, base_url: str, importer: None, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(base_url=base_url, color_scheme=request.param)
    opened = context.new_page()
    log_in(opened, EDITOR)
    opened.theme = request.param
    yield opened
    context.close()


def row(day: str, **changed: str) -> list[str]:
    values = {
        "party": "Government of France", "stated_on": day, "kind": "briefing", "method": "official_count",
        "subject": "russian-forces", "measure": "wounded", "number": "about 61,234", "as_of": day,
        "source_url": f"https://press.example/{day}", "publisher": "Press",
    }  # fmt: skip
    return [(values | changed)[name] for name in HEADER]


def press_to(page: Page, name: str, role: str = "button") -> None:
    """Go on with the tab key to what is called ``name``, and press it."""
    tab_to(page.get_by_role(role, name=name))
    page.keyboard.press("Space" if role == "checkbox" else "Enter")


def send(page: Page, content: bytes, name: str = "figures.csv") -> None:
    page.goto(ADD)
    page.get_by_label("File").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    press_to(page, "Read it")
    expect(page.get_by_role("heading", name="Rows")).to_be_visible(timeout=SLOW)


def assert_accessible(page: Page) -> None:
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def fits(page: Page) -> bool:
    page.set_viewport_size({"width": 390, "height": 844})
    fitting = page.evaluate("document.documentElement.scrollWidth <= 390")
    page.set_viewport_size({"width": 1280, "height": 900})
    return fitting


def test_from_a_file_to_submitted_reports_by_keyboard(page: Page, complaints: list[str]) -> None:
    day = {"light": "2023-12-05", "dark": "2023-12-06"}[page.theme]
    page.goto(ADD)
    assert_accessible(page)
    assert fits(page)

    send(page, as_csv([HEADER, row(day), row(day, measure="killed", number="1,35")]))
    expect(page.get_by_text("1 row is wrong, so nothing of this file can be imported.")).to_be_visible()
    expect(page.locator("tr.error .problem")).to_contain_text("number:")
    expect(page.get_by_role("button", name="Confirm and import")).to_have_count(0)
    assert_accessible(page)

    send(page, as_csv([HEADER, row(day), row(day, measure="killed", number="20 600+")]))
    expect(page.locator("tr.new")).to_have_count(2)
    expect(page.locator("tr.new").last).to_contain_text("Killed, at least 20,600")
    assert_accessible(page)
    assert fits(page)
    press_to(page, "New 2", "link")
    expect(page).to_have_url(re.compile(r"\?state=new$"))
    press_to(page, "Confirm and import")
    expect(page.get_by_role("heading", name="What was written")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("1 new report, submitted")).to_be_visible()
    assert_accessible(page)
    assert fits(page)
    assert complaints == []
    assert page.goto(f"/reports/france-{day}/").status == 404


def test_a_correction_is_made_only_where_it_is_asked_for(page: Page) -> None:
    day = {"light": "2022-03-25", "dark": "2022-03-02"}[page.theme]
    known = page.request.get("/russia-ukraine/timeline/figures.csv?measure=killed&party=russia-mod").text()
    ((found),) = [each for each in csv.DictReader(known.splitlines()) if each["as_of"] == day]
    values = {name: found[name] for name in ("report", "figure", "party", "stated_on", "subject", "measure", "as_of")}
    send(page, as_csv([[*values, "number"], [*values.values(), "about 7,777"]]))
    changed = page.locator("tr.changed")
    expect(changed.locator("del").last).to_have_text(found["best"])
    expect(changed.locator("ins").last).to_have_text("7777")
    press_to(page, "Correct them as the file says", "checkbox")
    page.keyboard.press("Tab")
    page.keyboard.type("The number was typed wrong.")
    press_to(page, "Confirm and import")
    expect(page.get_by_role("heading", name="What was written")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text(re.compile("^1 correction"))).to_be_visible()
    assert found["number"] in page.request.get(f"/figures/{found['figure']}/").text()


def test_the_page_is_left_and_come_back_to_without_a_script(browser: Browser, base_url: str, page: Page) -> None:
    cookies = page.context.cookies()
    plain = browser.new_context(base_url=base_url, java_script_enabled=False)
    plain.add_cookies(cookies)
    other = plain.new_page()
    day = {"light": "2023-12-07", "dark": "2023-12-08"}[page.theme]
    other.goto(ADD)
    file = {"name": "plain.csv", "mimeType": "text/csv", "buffer": as_csv([HEADER, row(day)])}
    other.get_by_label("File").set_input_files(file)
    other.get_by_role("button", name="Read it").click()
    address = other.url
    other.goto("/admin/")
    other.goto(address)
    expect(other.get_by_role("heading", name="Rows")).to_be_visible(timeout=SLOW)  # its page loads itself anew
    plain.close()
