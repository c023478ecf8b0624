"""What the browser tests of timelines share."""

from playwright.sync_api import Locator, Page, expect

TIMELINE = "/russia-ukraine/timeline/"
MINISTRY = f"{TIMELINE}?party=russia-mod&measure=killed&hide=partial&hide=period&to=2022-12-31"


def plot_of(page: Page) -> Locator:
    """The page's first chart, once it is drawn."""
    plot = page.locator(".plot").first
    plot.scroll_into_view_if_needed()
    expect(plot).to_have_attribute("data-drawn", "yes")
    return plot


def leave_a_mark(page: Page) -> None:
    """So that ``is_the_same_page`` can tell whether it was loaded anew."""
    page.evaluate("() => { window.mark = 'left by a test' }")


def is_the_same_page(page: Page) -> bool:
    return page.evaluate("() => window.mark === 'left by a test'")


def middle_of(target: Locator) -> tuple[float, float]:
    box = target.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
