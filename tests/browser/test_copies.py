"""Copies of sources in a browser: attached by a reviewer, downloaded by a reader, and never a page of ours."""

import hashlib
import http.client
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from .conftest import WIDTHS
from .desk import log_in, make_person

REVIEWER = "copies-reviewer"
SOURCE = "/sources/international-business-times-f4b6badc/"
SNAPSHOT = f"{SOURCE}snapshot"
SCRIPT = "document.title = 'it ran'; localStorage.setItem('ran', '1'); fetch('/healthz?it-ran=1')"
HTML = f"<!DOCTYPE html><title>A copy</title><h1 onclick='{SCRIPT}'>Losses</h1><script>{SCRIPT}</script>".encode()
DIGEST = hashlib.sha256(HTML).hexdigest()


@pytest.fixture(scope="module")
def reviewer(browser: Browser, base_url: str, database: Path) -> list:
    """What a browser keeps of a reviewer's log-in."""
    make_person(database, REVIEWER, "--reviewer")
    context = browser.new_context(base_url=base_url)
    log_in(context.new_page(), REVIEWER)
    cookies = context.cookies()
    context.close()
    return cookies


def find(page: Page) -> None:
    page.goto("/admin/reports/source/?q=international-business-times-f4b6badc")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/**")


@pytest.fixture(scope="module")
def kept(browser: Browser, base_url: str, reviewer: list) -> None:
    """A saved page with a script in it, kept as the copy of a source that a published report cites."""
    context = browser.new_context(base_url=base_url)
    context.add_cookies(reviewer)
    page = context.new_page()
    find(page)
    page.get_by_label("Retrieved on").fill("2022-03-26")
    page.get_by_label("Keep this copy").set_input_files({"name": "a.html", "mimeType": "text/html", "buffer": HTML})
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".field-kept")).to_contain_text(DIGEST)
    expect(page.get_by_label("Keep this copy")).to_have_count(0)
    context.close()


def asked_of(context: BrowserContext) -> list[str]:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    return asked


@pytest.mark.usefixtures("kept")
def test_a_reader_gets_a_file_and_nothing_runs(page: Page, base_url: str) -> None:
    asked = asked_of(page.context)
    page.goto(SOURCE)
    expect(page.locator(".facts")).to_contain_text(f"SHA-256 {DIGEST}")
    expect(page.locator(".facts")).to_contain_text("26 March 2022")
    title = page.title()
    with page.expect_download() as download:
        page.locator(f"a[href='{SNAPSHOT}']").click()
    assert download.value.suggested_filename == "international-business-times-f4b6badc.html"
    assert Path(download.value.path()).read_bytes() == HTML
    with pytest.raises(Exception, match="Download is starting"), page.expect_download():
        page.goto(SNAPSHOT)
    assert page.url == f"{base_url}{SOURCE}"
    assert page.title() == title
    assert page.evaluate("localStorage.getItem('ran')") is None
    assert [address for address in asked if "it-ran" in address] == []


@pytest.mark.usefixtures("kept")
def test_even_opened_as_a_page_it_is_shut_in(page: Page) -> None:
    """As by a browser that minds no Content-Disposition: our other headers hold."""

    def as_a_page(route: Route) -> None:
        answer = route.fetch()
        assert answer.headers.pop("content-disposition").startswith("attachment")
        headers = {name: value for name, value in answer.headers.items() if name != "content-disposition"}
        route.fulfill(response=answer, headers=headers)

    asked = asked_of(page.context)
    page.route(re.compile(f"{SNAPSHOT}$"), as_a_page)
    page.goto(SNAPSHOT)
    expect(page.get_by_role("heading")).to_have_text("Losses")
    page.get_by_role("heading").click()
    assert page.title() == "A copy"
    assert page.evaluate("self.origin") == "null"
    assert [address for address in asked if "it-ran" in address] == []


@pytest.mark.usefixtures("kept")
def test_not_within_another_page(page: Page) -> None:
    """Neither in a frame nor as a script, a style sheet or a picture of any page."""
    page.goto("/measures/")
    page.evaluate(
        """address => {
            for (const [name, given] of [["iframe", "src"], ["script", "src"], ["img", "src"], ["embed", "src"]]) {
                document.body.append(Object.assign(document.createElement(name), {[given]: address}));
            }
        }""",
        SNAPSHOT,
    )
    page.wait_for_load_state("networkidle")
    assert page.title() != "it ran"
    assert page.evaluate("localStorage.getItem('ran')") is None


def test_a_file_too_large_is_told_before_it_is_sent(page: Page, reviewer: list, tmp_path: Path) -> None:
    large = tmp_path / "large.html"
    with large.open("wb") as handle:
        handle.write(HTML)
        handle.truncate(20 * 2**20 + 1)
    page.context.add_cookies(reviewer)
    page.goto("/admin/reports/source/add/")
    field = page.get_by_label("Keep this copy")
    field.set_input_files(large)
    told = page.locator(".field-upload .errorlist")
    expect(told).to_have_text("This file is larger than 20 MB.")
    asked = asked_of(page.context)
    page.get_by_role("button", name="Save", exact=True).click()
    assert [address for address in asked if "/add/" in address] == []
    field.set_input_files({"name": "a.html", "mimeType": "text/html", "buffer": HTML})
    expect(told).to_have_count(0)


def test_the_server_refuses_by_the_announced_length(base_url: str) -> None:
    """Of ten gigabytes that are announced nothing comes, and the answer is there all the same."""
    connection = http.client.HTTPConnection(base_url.removeprefix("http://"), timeout=120)
    connection.putrequest("POST", "/admin/login/")
    connection.putheader("Content-Type", "multipart/form-data; boundary=x")
    connection.putheader("Content-Length", str(10 * 2**30))
    connection.putheader("Cookie", "csrftoken=" + "a" * 32)
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 413
    assert "Nothing was saved." in answer.read().decode()
    connection.close()


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(("size", "theme"), [("desk", "light"), ("phone", "dark")])
@pytest.mark.parametrize(
    "address", [SOURCE, "/reports/russia-mod-2022-03-25-sergei-rudskoi/", "of the desk", "a new one"]
)
def test_whole_accessible_and_silent(
    page: Page, complaints: list[str], reviewer: list, address: str, size: str, theme: str
) -> None:
    width, height = WIDTHS[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=theme)
    page.context.add_cookies(reviewer)
    if address == "of the desk":
        find(page)
    else:
        page.goto("/admin/reports/source/add/" if address == "a new one" else address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()
