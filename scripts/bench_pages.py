"""Measures what the project promises about its timeline in a browser: paint, weight, drawing and redrawing.

Usage: .venv/bin/python scripts/bench_pages.py [--verbose]   (or: make bench-pages)

The production server serves the bundled data from a new SQLite file; headless Chromium visits it over the loopback
address with nothing in its cache, a new context each time. Each figure is the median of 5 visits. The limit page
(page_speed/limit.py), against which the timeline is held, is made and visited in the same run, turn by turn with it.

"Painted" and "drawn" mean the frame after which it can be seen, on both pages alike (page_speed/watch.js). Bytes are
all that travelled, heads of answers included. --verbose adds every run, every request and every layout shift.

Ends with 0 whether promises are met or missed, for this is a measurement and no test; with 1 where something fails.
"""

import argparse
import base64
import gzip
import http.client
import json
import sys
import tempfile
from collections.abc import Callable, Sequence

from browser_assets import VENDOR
from measuring import ask, machine, served
from needs_of_tests import HOW_TO_INSTALL, find_chromium
from page_speed.drawing import Drawing, drawing
from page_speed.limit import limit_files, limit_served
from page_speed.promises import Row, spreads, table
from page_speed.redraw import CHANGES, redraws
from page_speed.visits import DESK, FLAGS, PHONE, Failed, Visit, visit
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as BrowserError

RUNS = 5
FRAME_MS = 1000 / 60
TIMELINE = "/russia-ukraine/timeline/"
CHART = "/russia-ukraine/timeline/chart.json"
# All daily totals of one party, and the few of two others.
DAILY = "?party=ukraine-general-staff&party=russia-mod&party=nato&measure=personnel-losses&measure=killed"
DAYS = 1640


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--verbose", action="store_true", help="list every run, request and layout shift")
    verbose = parser.parse_args(arguments).verbose
    chromium = find_chromium()
    if chromium is None:
        print("This needs Chromium, which is not on this machine.", *HOW_TO_INSTALL["chromium"], sep="\n")
        return 1
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            served(f"sqlite:///{folder}/site.sqlite3") as port,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            print(f"{machine()}, Chromium {browser.version}; medians of {RUNS}, cold cache")
            measure(browser, port, verbose=verbose)
            browser.close()
    except (Failed, BrowserError) as failure:
        print(f"Could not be measured. {failure}", file=sys.stderr)
        return 1
    return 0


def measure(browser: Browser, port: int, *, verbose: bool) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for address in (TIMELINE, CHART, TIMELINE + DAILY, CHART + DAILY) * 5:  # both workers have their templates by then
        ask(connection, address)
    default, daily = (ask(connection, address)[1] for address in (CHART, CHART + DAILY))
    site = f"http://127.0.0.1:{port}"
    with limit_served(limit_files(json.loads(gzip.decompress(default)), VENDOR)) as limit:
        pages: list[Callable[[], Visit]] = [
            lambda: visit(browser, limit, DESK, with_picture=False),
            lambda: visit(browser, site + TIMELINE, DESK),
            lambda: visit(browser, limit, PHONE, with_picture=False),
            lambda: visit(browser, site + TIMELINE, PHONE),
        ]
        for page in pages[:2]:  # the browser itself is warm, its cache is not
            page()
        limits, desks, slow_limits, phones = zip(*([page() for page in pages] for _ in range(RUNS)), strict=True)
    drawings = [drawing(browser, site + TIMELINE + DAILY) for _ in range(RUNS)]
    changes = [redraws(browser, site + TIMELINE) for _ in range(RUNS)]
    sections = {
        "The limit: a static page, the same library, the same data": limit_rows(limits),
        f"Timeline, {DESK.width} × {DESK.height}": desk_rows(desks, limits),
        f"Timeline on a slowed phone, {PHONE.width} × {PHONE.height}, CPU ÷ 4, 9 Mbit/s, 165 ms": phone_rows(
            phones, slow_limits
        ),
        f"All {points_in(daily):,} daily totals of personnel, with two sparse parties": data_rows(drawings),
        "Redrawn after the answer arrived": [Row(name, [run[name] for run in changes], 150) for name in CHANGES],
    }
    print(table(sections))
    if verbose:
        print("\nEvery run", spreads(sections), sep="\n")
        for title, visits in (("The limit", limits), ("Timeline", desks), ("Slowed phone", phones)):
            print(details(title, visits))


def limit_rows(visits: Sequence[Visit]) -> list[Row]:
    return [
        Row("first text painted", [visit.first_text for visit in visits]),
        Row("chart drawn", [visit.drawn for visit in visits]),
        Row("bytes over the wire", [visit.size for visit in visits], unit="B"),
        Row("requests", [len(visit.requests) for visit in visits], unit=""),
    ]


def desk_rows(visits: Sequence[Visit], limits: Sequence[Visit]) -> list[Row]:
    _, limit_drawn, limit_size, _ = limit_rows(limits)
    return [
        *picture_rows(visits, 300),
        Row("picture painted after the first text", [visit.picture - visit.first_text for visit in visits], FRAME_MS),
        Row("chart drawn: 1.4 × the limit", [visit.drawn for visit in visits], 1.4 * limit_drawn.median),
        Row("bytes: 1.25 × the limit", [visit.size for visit in visits], 1.25 * limit_size.median, unit="B"),
        Row("requests", [len(visit.requests) for visit in visits], 8, unit=""),
        Row("layout shift", [visit.shift for visit in visits], 0.05, unit="", digits=3),
    ]


def phone_rows(visits: Sequence[Visit], limits: Sequence[Visit]) -> list[Row]:
    return [
        *picture_rows(visits, 1500),
        Row("chart drawn", [visit.drawn for visit in visits]),
        Row("chart drawn on the limit page", [visit.drawn for visit in limits]),
        Row("layout shift", [visit.shift for visit in visits], 0.05, unit="", digits=3),
    ]


def picture_rows(visits: Sequence[Visit], limit: float) -> list[Row]:
    return [
        Row("first text painted", [visit.first_text for visit in visits]),
        Row("picture painted", [visit.picture for visit in visits]),
        Row("share of it in the window, unscrolled", [100 * visit.in_view for visit in visits], unit="%"),
        Row("picture visible", [visit.visible for visit in visits], limit),
    ]


def data_rows(drawings: Sequence[Drawing]) -> list[Row]:
    return [
        Row("figure data, compressed", [drawing.size for drawing in drawings], 20_000, unit="B"),
        Row("main thread busy with drawing", [drawing.busy for drawing in drawings], 200),
    ]


def points_in(answer: bytes) -> int:
    """The points of the longest series. Raises Failed if they are not all the days there are."""
    series = json.loads(gzip.decompress(answer))["series"]
    points = max(len(base64.b64decode(one["days"]["bdata"])) // 2 for one in series)
    if points < DAYS:
        raise Failed(f"The chart holds {points} daily totals, not {DAYS}.")
    return points


def details(title: str, visits: Sequence[Visit]) -> str:
    """The requests and layout shifts of the last visit."""
    last = visits[-1]
    requests = [f"  {request.size:10,} B  {request.kind:12}{request.address}" for request in last.requests]
    return "\n".join([f"\n{title}: requests", *requests, *(f"  shift {shift}" for shift in last.shifts)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
