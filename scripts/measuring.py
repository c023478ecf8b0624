"""The site as the benchmarks measure it: the production server on a database of its own, asked over loopback."""

import http.client
import os
import platform
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

MANAGE = [sys.executable, "manage.py"]


def machine() -> str:
    """What the figures were measured on, in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}, {platform.machine()}"


def environment(database_url: str, **more: str) -> dict[str, str]:
    """The environment of a process of the site: as delivered, but for its database and ``more``."""
    clean = {name: value for name, value in os.environ.items() if name not in ("DEBUG", "ALLOWED_HOSTS", "HOST")}
    return clean | {"DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "claims_site.settings"} | more


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(database_url: str) -> Iterator[int]:
    """Serve the site, with the bundled data loaded if they are not there yet; gives its port on 127.0.0.1."""
    port = free_port()
    served_as = environment(database_url, PORT=str(port))
    server = subprocess.Popen([*MANAGE, "serve"], env=served_as, stdout=subprocess.DEVNULL)
    try:
        wait_for(server, port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


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


def ask(connection: http.client.HTTPConnection, address: str, *, anew: bool = False) -> tuple[float, bytes]:
    """Milliseconds until the whole answer was here, and its body as it travelled: compressed by gzip.

    ``anew`` asks as somebody with a session, for whom the site makes every page anew.
    """
    started = time.perf_counter()
    cookie = {"Cookie": "sessionid=bench"} if anew else {}
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"} | cookie)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        sys.exit(f"{address} answered {answer.status}.")
    return (time.perf_counter() - started) * 1000, body
