"""How long the timeline takes to show something else, once the answer it needed has arrived.

A reader's click on the real control starts it; what is measured begins when the last byte of the last answer is here
and ends when the chart's next state has been painted: reading the answer, changing the page, drawing, and the paint.
"""

from collections.abc import Callable

from playwright.sync_api import Browser, Page

from .visits import DESK, opened


def tick_a_party(page: Page) -> None:
    page.locator("details.pick:has(input[name=party]) > summary").click()
    page.locator("label:has(input[name=party]:not(:checked))").first.click()


def choose(name: str, value: str) -> Callable[[Page], None]:
    """What picks the one ``value`` of the choice ``name``."""
    return lambda page: page.locator(f"label:has(input[name={name}][value={value}])").click()


CHANGES = {
    "a party more": tick_a_party,
    "logarithmic scale": choose("scale", "log"),
    "new a day": choose("mode", "daily"),
}


def redraws(browser: Browser, address: str) -> dict[str, float]:
    """Milliseconds that each change took, one after the other on one page."""
    with opened(browser, address, DESK) as (page, _wire):
        page.evaluate("() => seenByBench.drawn")
        return {name: _redraw(page, change) for name, change in CHANGES.items()}


def _redraw(page: Page, change: Callable[[Page], None]) -> float:
    page.wait_for_load_state("networkidle")  # nothing that the change before asked for is still under way
    page.evaluate("() => { seenByBench.next = seenByBench.redrawn(); }")
    change(page)
    return page.evaluate("() => seenByBench.next")
