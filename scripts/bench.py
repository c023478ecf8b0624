"""Measures what the project promises about speed: loading the bundled data, and answering its main pages.

Usage: .venv/bin/python scripts/bench.py   (or: make bench, which measures both databases)

Where DATABASE_URL names an empty PostgreSQL database, that is measured; else a new SQLite file is.

Each figure is the median of several runs, on this machine, without caches: the pages come from the production server
with two workers, over the loopback address. "Compressed" is what travels for the page itself, without styles, scripts
and chart. "Queries" are counted in a process of its own.
"""

import http.client
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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


def environment(database: Path, **more: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if name not in ("DEBUG", "ALLOWED_HOSTS", "HOST")}
    url = GIVEN if ON_POSTGRESQL else f"sqlite:///{database}"
    return clean | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "claims_site.settings"} | more


def seconds_to_load(folder: Path) -> float:
    """Seconds that the bundled data take into a new database, the start of Python included."""
    database = folder / f"load-{time.monotonic_ns()}.sqlite3"
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "--verbosity=0"], env=environment(database), check=True)
    started = time.perf_counter()
    subprocess.run([*manage, "load_bundled_data"], env=environment(database), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(server: subprocess.Popen, port: int) -> None:
    """Return once the server answers. Ends the script if it stops or takes longer than three minutes."""
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline and server.poll() is None:
        try:
            ask(http.client.HTTPConnection("127.0.0.1", port, timeout=5), "/healthz")
            return
        except OSError:
            time.sleep(0.2)
    sys.exit("The server did not start.")


def ask(connection: http.client.HTTPConnection, address: str) -> tuple[float, int]:
    """Milliseconds until the whole answer was here, and its bytes as they travelled."""
    started = time.perf_counter()
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        sys.exit(f"{address} answered {answer.status}.")
    return (time.perf_counter() - started) * 1000, len(body)


def main() -> None:
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.machine()}")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        name, runs = ("PostgreSQL", 1) if ON_POSTGRESQL else ("SQLite", LOADS)  # a given database is empty only once
        loads = [seconds_to_load(folder) for _ in range(runs)]
        print(f"bundled data into {name}: {statistics.median(loads):.1f} s (median of {runs})")
        database, port = folder / "site.sqlite3", free_port()
        served = environment(database, PORT=str(port))
        server = subprocess.Popen([sys.executable, "manage.py", "serve"], env=served, stdout=subprocess.DEVNULL)
        try:
            wait_for(server, port)
            counted = subprocess.run(
                [sys.executable, "-c", COUNT_QUERIES, *PAGES.values()],
                env=environment(database, DEBUG="true"),
                check=True,
                capture_output=True,
                text=True,
            ).stdout.split()
            print(f"{'page':42}{'median ms':>10}{'95th ms':>9}{'compressed':>12}{'queries':>9}")
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            for (title, address), queries in zip(PAGES.items(), counted, strict=True):
                for _ in range(5):  # both workers have compiled their templates by then
                    ask(connection, address)
                times, sizes = zip(*(ask(connection, address) for _ in range(REQUESTS)), strict=True)
                late = statistics.quantiles(times, n=20)[-1]
                print(f"{title:42}{statistics.median(times):10.1f}{late:9.1f}{sizes[0]:10,} B{queries:>9}")
        finally:
            server.terminate()
            server.wait(timeout=20)


if __name__ == "__main__":
    main()
