"""Measures what the project promises about speed: loading the bundled data, and answering its main pages.

Usage: .venv/bin/python scripts/bench.py   (or: make bench, which measures both databases)

Where DATABASE_URL names an empty PostgreSQL database, that is measured; else a new SQLite file is.

Each figure is the median of several runs, on this machine: the pages come from the production server with two workers,
over the loopback address, every one made anew; "again" is the answer to whoever asks next, while the data stay as they
are. "Compressed" is what travels for the page itself, without styles, scripts and chart. "Queries" are counted in a
process of its own.
"""

import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import MANAGE, ask, environment, machine, served

LOADS = 3
REQUESTS = 60
PAGES = {
    "side by side, 18 April 2022": "/russia-ukraine/?on=2022-04-18",
    "side by side, equipment, last day": "/russia-ukraine/?on=2026-08-22&category=equipment",
    "side by side, Ukrainian forces": "/russia-ukraine/?on=2026-08-22&subject=ukrainian-forces&category=equipment",
    "timeline, as it opens": "/russia-ukraine/timeline/",
    "timeline, tanks, counted and documented": "/russia-ukraine/timeline/?measure=tanks&measure=tanks-documented",
    "chart of the timeline, as data": "/russia-ukraine/timeline/chart.json",
    "compare, Russia MoD and NATO": "/russia-ukraine/compare/?a=russia-mod&b=nato&measure=killed",
    "compare, tanks, General Staff and Oryx": "/russia-ukraine/compare/?a=ukraine-general-staff&b=oryx&measure=tanks",
    "compare, General Staff and Mediazona": "/russia-ukraine/compare/?a=ukraine-general-staff&b=mediazona-bbc",
    "compare, civilians": "/russia-ukraine/compare/?subject=civilians-in-ukraine",
    "figures": "/russia-ukraine/figures/",
    "reports": "/russia-ukraine/reports/",
    "one figure": "/figures/ru-mod-2022-03-25-wounded/",
}
COUNT_QUERIES = """
import sys, django
django.setup()
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
client = Client(headers={"host": "localhost"})
client.get(sys.argv[1])  # Django's first look at what the database can do is no page's
for address in sys.argv[1:]:
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    print(len(asked))
"""


GIVEN = os.environ.get("DATABASE_URL", "")
ON_POSTGRESQL = GIVEN.startswith("postgres")


def url_of(database: Path) -> str:
    return GIVEN if ON_POSTGRESQL else f"sqlite:///{database}"


def seconds_to_load(folder: Path) -> float:
    """Seconds that the bundled data take into a new database, the start of Python included."""
    database = folder / f"load-{time.monotonic_ns()}.sqlite3"
    clean = environment(url_of(database))
    subprocess.run([*MANAGE, "migrate", "--verbosity=0"], env=clean, check=True)
    started = time.perf_counter()
    subprocess.run([*MANAGE, "load_bundled_data"], env=clean, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    print(machine())
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        name, runs = ("PostgreSQL", 1) if ON_POSTGRESQL else ("SQLite", LOADS)  # a given database is empty only once
        loads = [seconds_to_load(folder) for _ in range(runs)]
        print(f"bundled data into {name}: {statistics.median(loads):.1f} s (median of {runs})")
        database_url = url_of(folder / "site.sqlite3")
        with served(database_url) as port:
            counted = subprocess.run(
                [sys.executable, "-c", COUNT_QUERIES, *PAGES.values()],
                env=environment(database_url, DEBUG="true"),
                check=True,
                capture_output=True,
                text=True,
            ).stdout.split()
            print(f"{'page':42}{'median ms':>10}{'95th ms':>9}{'again ms':>10}{'compressed':>12}{'queries':>9}")
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            for (title, address), queries in zip(PAGES.items(), counted, strict=True):
                for anew in (True, False) * 5:  # both workers have compiled their templates by then
                    ask(connection, address, anew=anew)
                times, bodies = zip(*(ask(connection, address, anew=True) for _ in range(REQUESTS)), strict=True)
                again = statistics.median(ask(connection, address)[0] for _ in range(REQUESTS))
                made, late = statistics.median(times), statistics.quantiles(times, n=20)[-1]
                print(f"{title:42}{made:10.1f}{late:9.1f}{again:10.1f}{len(bodies[0]):10,} B{queries:>9}")


if __name__ == "__main__":
    main()
