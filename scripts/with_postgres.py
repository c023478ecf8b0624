"""Runs a command against a PostgreSQL made for it, and thrown away afterwards.

Usage: .venv/bin/python scripts/with_postgres.py COMMAND…

Makes a cluster in a temporary folder, starts it on a free port of 127.0.0.1, and runs the command
with DATABASE_URL naming a new database in it. Ends with the command's exit status. The server is
stopped and the folder removed however the command ends. Without PostgreSQL on the machine it says
so and does not run the command; that is an error if the variable CI is set.
"""

import contextlib
import locale
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from needs_of_tests import find_postgres, leave_out

# Nothing here has to survive a power cut.
SETTINGS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
)
OWNER, DATABASE = "claims", "claims"


def main(command: list[str]) -> int:
    programs = find_postgres()
    if programs is None:
        return leave_out("postgresql", "The tests on PostgreSQL")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
    with temporary_folder() as folder, server(programs, folder) as url:
        return run(command, {**os.environ, "DATABASE_URL": url})


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that the server's user owns and can reach; removed at the end."""
    for parent in (tempfile.gettempdir(), "/tmp", "/var/tmp"):  # noqa: S108
        folder = Path(tempfile.mkdtemp(prefix="claimed-losses-postgres-", dir=parent))
        try:
            if os.geteuid() == 0:
                shutil.chown(folder, user_for_server())
            if as_server_user(["test", "-w", folder], check=False).returncode == 0:
                yield folder
                return
        finally:
            with uninterrupted():
                shutil.rmtree(folder, ignore_errors=True)
    sys.exit("No temporary folder that PostgreSQL's user can reach.")


@contextlib.contextmanager
def server(programs: Path, folder: Path) -> Iterator[str]:
    """A running server with its data in the folder; yields the address of a new database on it."""
    data, log, password_file = folder / "data", folder / "log", folder / "password"
    password = secrets.token_urlsafe(16)
    password_file.write_text(password)
    if os.geteuid() == 0:
        shutil.chown(password_file, user_for_server())
    owned = [f"--username={OWNER}", f"--pwfile={password_file}", "--auth=scram-sha-256"]
    spelled = ["--encoding=UTF8", f"--locale={utf8_locale()}"]
    as_server_user([programs / "initdb", "--pgdata", data, "--no-sync", *owned, *spelled], cwd=folder)
    try:
        port = start(programs, data, log)
        as_server_user(
            [programs / "createdb", "--host=127.0.0.1", f"--port={port}", f"--username={OWNER}", DATABASE],
            cwd=folder,
            env={**os.environ, "PGPASSWORD": password},
        )
        yield f"postgres://{OWNER}:{password}@127.0.0.1:{port}/{DATABASE}"
    finally:
        with uninterrupted():
            stop = [programs / "pg_ctl", "stop", "--pgdata", data, "--mode=immediate", "--wait", "--silent"]
            as_server_user(stop, cwd=folder, check=False)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """A second Ctrl-C must leave neither the folder nor the server behind."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def start(programs: Path, data: Path, log: Path) -> int:
    """Starts the server and returns its port. Tries again if the port is taken in the meantime."""
    for attempt in range(3):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        options = " ".join(f"-c {setting}" for setting in (*SETTINGS, f"port={port}"))
        start_it = [programs / "pg_ctl", "start", "--pgdata", data, "--log", log, "--options", options, "--wait"]
        if as_server_user([*start_it, "--silent"], cwd=data.parent, check=attempt == 2).returncode == 0:
            return port
    raise AssertionError("unreachable: the third failure ends this script")


def as_server_user(command: list[str | Path], check: bool = True, **options) -> subprocess.CompletedProcess:
    """Runs a program quietly; as root, as the user who runs the server, for PostgreSQL refuses root.

    In a session of its own, so that Ctrl-C stops the command under way and not the server beneath it.
    """
    if os.geteuid() == 0:
        options |= {"user": user_for_server(), "group": user_for_server(), "extra_groups": []}
    # Output goes to a file and not a pipe: the server inherits it, and would keep a pipe open.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            check=False,
            **options,
        )
        if check and done.returncode != 0:
            output.seek(0)
            sys.exit(f"PostgreSQL could not be started: {Path(command[0]).name} says:\n{output.read()}")
    return done


def user_for_server() -> int:
    """Which user's number to run the server under, where this script runs as root."""
    import pwd

    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_uid
    sys.exit("PostgreSQL does not run as root, and there is no user named postgres or nobody to run it.")


def utf8_locale() -> str:
    """A locale that knows letters beyond ASCII, so that searches ignore case in every language."""
    for name in ("C.UTF-8", "en_US.UTF-8"):
        with contextlib.suppress(locale.Error):
            locale.setlocale(locale.LC_ALL, name)
            return name
    return "C"


def run(command: list[str], environment: dict[str, str]) -> int:
    """Runs the command and returns its exit status; on Ctrl-C, which it gets too, waits for it to end."""
    with subprocess.Popen(command, env=environment) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            with contextlib.suppress(KeyboardInterrupt, subprocess.TimeoutExpired):
                process.wait(timeout=10)
            return 130
        finally:
            process.terminate()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
