"""One visit of a page by headless Chromium, with nothing in its cache, and what was seen of it."""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, CDPSession, ConsoleMessage, Page

WATCH = Path(__file__).with_name("watch.js")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Failed(Exception):
    """A page could not be measured; says why."""


@dataclass(frozen=True)
class Screen:
    """What a page is read on. A slowed one has a processor of a quarter and a mobile line."""

    width: int
    height: int
    is_slow_phone: bool = False


DESK = Screen(1280, 900)
PHONE = Screen(390, 844, is_slow_phone=True)
CPU_DIVISOR = 4
# 9 Mbit/s each way; each answer begins 165 ms after its request, as over a line of that round trip.
LINE = {"offline": False, "latency": 165, "downloadThroughput": 9e6 / 8, "uploadThroughput": 9e6 / 8}


@dataclass
class Request:
    address: str
    kind: str
    size: int = 0  # bytes over the wire, with the answer's head


@dataclass(frozen=True)
class Visit:
    """Times are milliseconds since the navigation began, each of the frame that was painted.

    ``picture`` is that of the server-made picture and ``in_view`` the share of it that stood in the window unscrolled
    (both None on a page without one), ``drawn`` that of the chart. ``shift`` is the sum of all layout shifts.
    """

    first_text: float
    picture: float | None
    in_view: float | None
    drawn: float
    shift: float
    shifts: tuple[str, ...]
    requests: tuple[Request, ...]

    @property
    def visible(self) -> float:
        """When the picture stood before the reader: never (infinite) if all of it was painted below the window."""
        return self.picture if self.in_view else math.inf

    @property
    def size(self) -> int:
        return sum(request.size for request in self.requests)


@dataclass
class Wire:
    """Listens to a page: what it fetches and complains of, from before it is opened."""

    page: Page
    session: CDPSession
    requests: dict[str, Request] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.session.send("Network.enable")
        self.session.on("Network.requestWillBeSent", self._sent)
        self.session.on("Network.loadingFinished", self._finished)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", lambda request: self.complaints.append(f"{request.url}: {request.failure}"))

    def _sent(self, event: dict) -> None:
        address = event["request"]["url"]
        if address.startswith("http"):  # not what stands in the page itself
            self.requests[event["requestId"]] = Request(address, event.get("type", ""))

    def _finished(self, event: dict) -> None:
        if event["requestId"] in self.requests:
            self.requests[event["requestId"]].size = int(event["encodedDataLength"])

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def check(self) -> None:
        """Raise Failed if anything went wrong on the page: the figures of a broken page say nothing."""
        if self.complaints:
            raise Failed(f"{self.page.url}: {'; '.join(self.complaints)}")


@contextmanager
def opened(
    browser: Browser, address: str, screen: Screen, *, traced: Sequence[str] = ()
) -> Iterator[tuple[Page, Wire]]:
    """The page, its navigation just begun, in a context of its own; ``traced`` are categories of events to record.

    Raises Failed if it answers anything but 200, or if it has complained by the end.
    """
    context = _context(browser, screen)
    try:
        page = context.new_page()
        page.add_init_script(path=WATCH)
        wire = Wire(page, context.new_cdp_session(page))
        if screen.is_slow_phone:
            wire.session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_DIVISOR})
            wire.session.send("Network.emulateNetworkConditions", LINE)
        if traced:
            browser.start_tracing(page=page, categories=traced)
        answer = page.goto(address, wait_until="commit")
        if answer is None or answer.status != 200:
            raise Failed(f"{address} answered {answer and answer.status}.")
        yield page, wire
        wire.check()
    finally:
        context.close()


def _context(browser: Browser, screen: Screen) -> BrowserContext:
    viewport = {"width": screen.width, "height": screen.height}
    touch = screen.is_slow_phone
    return browser.new_context(viewport=viewport, is_mobile=touch, has_touch=touch)


def visit(browser: Browser, address: str, screen: Screen, *, with_picture: bool = True) -> Visit:
    """Open the page and wait until its chart is drawn and nothing is fetched any more.

    Where the picture stands below the window it is scrolled into view once it is painted, for the chart starts there.
    """
    with opened(browser, address, screen) as (page, wire):
        first_text = page.evaluate("() => seenByBench.firstText")
        picture = in_view = None
        if with_picture:
            # The word that a frame has been painted may come before the browser's own time of its first.
            picture = max(page.evaluate("() => seenByBench.picture"), first_text)
            in_view = page.evaluate("() => seenByBench.pictureInView")
            if not in_view:
                page.evaluate("() => document.querySelector('.plot').scrollIntoView()")
        drawn = page.evaluate("() => seenByBench.drawn")
        page.wait_for_load_state("networkidle")
        shift, shifts = page.evaluate("() => [seenByBench.shift, seenByBench.shifts]")
        return Visit(first_text, picture, in_view, drawn, shift, tuple(shifts), tuple(wire.requests.values()))
