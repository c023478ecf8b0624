"""Every kind of page, at the widths and in the themes that readers have: readable, whole, accessible, silent."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import WIDTHS, Watched

PAGES = [
    "/russia-ukraine/?on=2022-04-18",
    "/russia-ukraine/?on=2022-04-18&category=equipment",
    "/russia-ukraine/?on=2022-04-18&known=2025-06-01&party=uk-mod&party=russia-mod&party=nato&family=casualties",
    "/russia-ukraine/?on=2022-04-18&party=russia-sources&party=russia-mod&family=wounded",
    "/russia-ukraine/?on=2022-02-26",
    "/russia-ukraine/?on=2025-06-01&subject=ukrainian-forces",
    "/russia-ukraine/timeline/?scale=log",
    "/russia-ukraine/timeline/?measure=tanks&measure=tanks-documented",
    "/russia-ukraine/timeline/?party=oryx&measure=killed",
    "/russia-ukraine/compare/?a=ukraine-general-staff&b=russia-mod&measure=losses",
    "/russia-ukraine/compare/?a=russia-mod&b=nato&measure=casualties",
    "/russia-ukraine/compare/?a=estonia&b=nato&measure=killed",
    "/russia-ukraine/reports/",
    "/russia-ukraine/figures/?party=nato&measure=killed",
    "/russia-ukraine/figures/?measure=submarines&party=nato",
    "/russia-ukraine/variants/",
    "/russia-ukraine/variants/?kind=attribution&party=nato",
    "/russia-ukraine/corrections/",
    "/russia-ukraine/corrections/?kind=source&page=2",
    "/reports/ukraine-general-staff-2022-10-13/",
    "/reports/ukraine-general-staff-2024-11-03/",
    "/figures/ukraine-general-staff-2023-01-12-personnel-losses/",
    "/reports/russia-kremlin-2022-04-07-peskov/",
    "/figures/ru-mod-2022-03-25-wounded/",
    "/sources/international-business-times-f4b6badc/",
    "/parties/",
    "/parties/nato/",
    "/measures/",
    "/method/",
    "/russia-ukraine/?on=never&party=natto",
    "/reports/none/",
    "/admin/login/",
]


VIEWS = [(address, size, theme) for address in PAGES for size, theme in (("desk", "light"), ("phone", "dark"))]
VIEWS += [(address, size, theme) for address in PAGES[:6] for size, theme in (("desk", "dark"), ("phone", "light"))]


@pytest.mark.parametrize(("address", "size", "theme"), VIEWS)
def test_whole_accessible_and_silent(
    page: Page, base_url: str, complaints: list[str], watched: Watched, address: str, size: str, theme: str
) -> None:
    """Nothing is cut off sideways, axe finds no violation, and the console has nothing to complain of.

    Nor does the page break the content policy, or ask another host for anything.
    """
    width, height = WIDTHS[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=theme)
    answer = page.goto(address)
    drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [each for each in complaints if f"status of {answer.status}" not in each or answer.ok] == []
    assert watched.asked
    assert watched.stopped == []
    assert watched.elsewhere(base_url) == []
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()


def test_320_pixels_are_enough(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    for address in PAGES[:6]:
        page.goto(address)
        drawn(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def drawn(page: Page) -> None:
    """Wait for the chart of a page that has one."""
    charts = page.locator("[data-chart]")
    if charts.count():
        charts.first.scroll_into_view_if_needed()
        expect(charts.first).to_have_attribute("data-drawn", "yes")
