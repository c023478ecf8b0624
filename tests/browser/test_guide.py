"""The editors' guide in a browser: readable at each width and in both themes, led to from where its readers are."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import WIDTHS
from .desk import EDITOR, log_in


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_it_reads_well(page: Page, people: None, complaints: list[str], width: str, theme: str) -> None:
    page.set_viewport_size(dict(zip(("width", "height"), WIDTHS[width], strict=True)))
    page.emulate_media(color_scheme=theme)
    log_in(page, EDITOR)
    page.locator("#user-tools").get_by_role("link", name="Guide").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Editors' guide")
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width][0]
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert complaints == []


def test_its_pictures_come(page: Page, people: None, complaints: list[str]) -> None:
    log_in(page, EDITOR)
    page.goto("/admin/guide/")
    pictures = page.locator(".guide img")
    assert pictures.count() > 5
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("each => each.naturalWidth") > 1000
    assert complaints == []


def test_who_enters_a_number_is_led_to_the_passage_on_hedges(page: Page, people: None) -> None:
    log_in(page, EDITOR)
    page.goto("/admin/reports/report/like/nato/")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="More on hedges").click()
    expect(opened.value.get_by_role("heading", name="Hedges", exact=True)).to_be_in_viewport()


def test_on_paper_it_goes_without_what_is_for_clicking(page: Page, people: None) -> None:
    log_in(page, EDITOR)
    page.goto("/admin/guide/")
    page.emulate_media(media="print")
    expect(page.locator("#header")).to_be_hidden()
    expect(page.locator(".guide .up").first).to_be_hidden()
    expect(page.get_by_role("heading", name="Hedges", exact=True)).to_be_visible()
