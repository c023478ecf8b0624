"""The site as a process of its own, as `make run` starts it, for tests that need the real server."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.processes import start

SERVE = [sys.executable, "manage.py", "serve"]


@dataclass(frozen=True)
class Site:
    """A running site: its address (without a slash at the end), its process, and what it has printed so far."""

    address: str
    process: subprocess.Popen
    log: Path

    def read(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path, timeout=120) as answer:  # noqa: S310
            return answer.read().decode()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(database: Path) -> Iterator[Site]:
    """Serve the bundled data from the SQLite file ``database``; stopped, by its process id, at the end."""
    port = free_port()
    place = {"DATABASE_URL": f"sqlite:///{database}", "HOST": "127.0.0.1", "PORT": str(port)}
    place["MEDIA_ROOT"] = str(database.with_suffix(".copies"))
    log = database.with_suffix(f".{port}.log")
    with log.open("w") as output:
        process = start(SERVE, env=os.environ | place, stdout=output, stderr=subprocess.STDOUT)
    site = Site(f"http://127.0.0.1:{port}", process, log)
    try:
        _wait_until_served(site)
        yield site
    finally:
        process.terminate()
        process.wait(timeout=120)


def _wait_until_served(site: Site) -> None:
    """Ask until the site answers. One that ends before it does fails the test with what it wrote."""
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline and site.process.poll() is None:
        try:
            site.read("/healthz")
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The site did not start:\n{site.log.read_text()}")
