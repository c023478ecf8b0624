"""How long drawing keeps a page busy, read off a trace of the browser.

The page marks when it hands its figure to the library (the measure "timeline drawn"), watch.js when the chart has been
painted. What counts is all that the page's main thread did between the two: script, styles, layout and paint. That is
more than the library's own time, and less than the time that passed, for the thread may wait for a frame. Tasks stand
in one another in a trace, so it is the time that any of them covers.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from playwright.sync_api import Browser

from .visits import DESK, Failed, opened

BEGUN = "timeline drawn"
PAINTED = "bench: drawn painted"
CATEGORIES = ["blink.user_timing", "toplevel", "devtools.timeline"]


@dataclass(frozen=True)
class Drawing:
    """``busy`` is how long the main thread was, in milliseconds; ``size`` the bytes of the data over the wire."""

    busy: float
    size: int


def drawing(browser: Browser, address: str) -> Drawing:
    """Visit the page at ``address`` and see its chart drawn."""
    with opened(browser, address, DESK, traced=CATEGORIES) as (page, wire):
        page.evaluate("() => seenByBench.drawn")
        trace = json.loads(browser.stop_tracing())
        data = [request.size for request in wire.requests.values() if "/chart.json" in request.address]
        return Drawing(main_thread_ms(trace["traceEvents"]), sum(data))


def main_thread_ms(events: Iterable[dict]) -> float:
    """Milliseconds that tasks cover between the two marks, on the thread that set them.

    Raises Failed where a mark is missing.
    """
    by_name: dict[str, list[dict]] = {}
    for event in events:
        by_name.setdefault(event["name"], []).append(event)
    try:
        begun, painted = by_name[BEGUN][0], by_name[PAINTED][0]
    except KeyError as missing:
        raise Failed(f"The page set no mark named {missing}.") from None
    thread = (painted["pid"], painted["tid"])
    spans = [
        (max(event["ts"], begun["ts"]), min(event["ts"] + event["dur"], painted["ts"]))
        for event in chain(*by_name.values())
        if event["ph"] == "X" and (event["pid"], event["tid"]) == thread
    ]
    return covered(spans) / 1000


def covered(spans: Iterable[tuple[float, float]]) -> float:
    """How much the spans (begin, end) cover together; one that ends before it begins covers nothing."""
    total, until = 0.0, float("-inf")
    for begin, end in sorted(spans):
        total += max(0, end - max(begin, until))
        until = max(until, end)
    return total
