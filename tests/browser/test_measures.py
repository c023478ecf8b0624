"""The drawings of measures as a browser lays them out."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .conftest import WIDEST_FONT, WIDTHS

# Names that reach beyond their cells, and drawings that reach beyond their columns.
SPILT = """() => [
  ...[...document.querySelectorAll('.shape .cell')].filter(cell => {
    const box = cell.querySelector('rect').getBBox();
    return [...cell.querySelectorAll('text')].some(text => {
      const said = text.getBBox();
      return said.x < box.x || said.x + said.width > box.x + box.width || said.y + said.height > box.y + box.height;
    });
  }).map(cell => cell.dataset.outcome),
  ...[...document.querySelectorAll('.shape svg')].filter(drawing =>
    drawing.getBoundingClientRect().right > drawing.parentElement.getBoundingClientRect().right + 1
  ).map(drawing => drawing.outerHTML),
]"""


@pytest.mark.parametrize("width", [320, *(width for width, _height in WIDTHS.values())])
def test_names_stay_in_their_cells_in_any_font(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/measures/")
    page.evaluate(WIDEST_FONT)
    assert page.locator(".shape .cell").count()
    assert page.evaluate(SPILT) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("size", "theme"), [("desk", "dark"), ("phone", "light")])
def test_accessible_in_the_other_theme_and_with_a_measure_named(page: Page, size: str, theme: str) -> None:
    width, height = WIDTHS[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=theme)
    page.goto("/measures/#personnel-losses")
    assert page.locator("#personnel-losses").evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()


def test_on_paper_every_drawing_keeps_its_band(page: Page) -> None:
    """Ink, not background: bands are shapes that print, and the theme is the light one."""
    page.emulate_media(media="print", color_scheme="dark")
    page.goto("/measures/")
    fill = "each => getComputedStyle(each).fill"
    assert page.locator(".shape .band.surely").first.evaluate(fill) == "rgb(29, 79, 145)"
    assert page.locator(".shape .band.perhaps").first.evaluate(fill) == "none"
