"""`manage.py serve` as a process: what stops it is one clear line, and what starts it is the whole site."""

import os
import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.own_database import sqlite_file
from tests.serving import SERVE, free_port, served


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def serve(**environment: str) -> subprocess.CompletedProcess:
    """Start the server where it must not come up; a start that does fails by its time limit."""
    return subprocess.run(SERVE, env=os.environ | environment, capture_output=True, text=True, timeout=600)


def one_line(done: subprocess.CompletedProcess) -> str:
    assert done.returncode == 1
    (line,) = done.stderr.strip().splitlines()
    return line


def test_a_taken_port(taken_port: int, tmp_path: Path) -> None:
    done = serve(PORT=str(taken_port), DATABASE_URL=f"sqlite:///{tmp_path / 'new.sqlite3'}")
    assert one_line(done) == (
        f"Port {taken_port} on 127.0.0.1 is taken. Choose another: make run PORT={taken_port + 1}"
    )
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("port", ["0", "70000", "eighty", "-1", "80 81", "٨٠٨٠"])
def test_what_is_no_port(port: str) -> None:
    assert "a number from 1 to 65535" in one_line(serve(PORT=port))


def test_a_database_that_cannot_be_reached(tmp_path: Path) -> None:
    line = one_line(serve(PORT=str(free_port()), DATABASE_URL="postgres://nobody:hidden@127.0.0.1:9/none"))
    assert "PostgreSQL database 'none' on 127.0.0.1, port 9" in line
    assert "hidden" not in line


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "notes.sqlite3"
    file.write_text("These are notes, not a database. " * 100)
    line = one_line(serve(PORT=str(free_port()), DATABASE_URL=f"sqlite:///{file}"))
    assert str(file) in line
    assert file.read_text().startswith("These are notes")


def test_comes_up_whole_stops_at_once_and_comes_up_again_without_loading(tmp_path: Path) -> None:
    logs, database = [], sqlite_file(tmp_path / "site.sqlite3")
    for _ in range(2):
        with served(database) as site:
            assert "20,600" in site.read("/russia-ukraine/?on=2022-04-18")
            site.process.send_signal(signal.SIGINT)
            assert site.process.wait(timeout=120) == 0
        logs.append(site.log.read_text())
    assert re.search(r"figures +22,571 of 22,571", logs[0])
    assert "make editor" in logs[0]
    assert "The bundled data are loaded already." in logs[1]
    assert "22,571" not in logs[1]
