"""The days on which parties spoke, where a reader sees them: above the chart's own days, and whole on a phone."""

import pytest
from playwright.sync_api import Page

from .conftest import WIDTHS


@pytest.mark.parametrize("size", WIDTHS)
@pytest.mark.parametrize("query", ["", "party=nato&measure=killed", "mode=daily&party=ukraine-general-staff"])
def test_strips_stand_above_the_same_days_of_the_chart(page: Page, size: str, query: str) -> None:
    width, height = WIDTHS[size]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"/russia-ukraine/timeline/?{query}")
    page.locator('.plot[data-drawn="yes"]').wait_for()
    strip, days = page.locator(".strips svg").first.bounding_box(), page.locator(".nsewdrag").first.bounding_box()
    assert abs(strip["x"] - days["x"]) <= 2
    assert abs(strip["x"] + strip["width"] - days["x"] - days["width"]) <= 2


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_calendar_fits_a_phone_and_its_shades_differ(page: Page, theme: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme=theme)
    page.goto("/parties/ohchr/")
    page.get_by_text("The same by month, as a table").click()
    inside = page.locator(".coverage .across")
    assert inside.evaluate("node => node.scrollWidth - node.clientWidth") <= 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    year = page.locator(".years svg").first.bounding_box()
    assert year["width"] > 300
    greys = {name: _grey(page, name) for name in ("silent", "one", "some")}
    assert len({round(grey / 20) for grey in greys.values()}) == 3


def _grey(page: Page, shade: str) -> float:
    """How light a shade is without its colour, from 0 to 255."""
    stroke = page.locator(f".shades path.{shade}").evaluate("node => getComputedStyle(node).stroke")
    red, green, blue = (float(part) for part in stroke.removeprefix("rgb(").removesuffix(")").split(","))
    return 0.299 * red + 0.587 * green + 0.114 * blue
