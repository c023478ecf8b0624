"""What has to hold before the site is served: each check ends in one clear line, as a CommandError."""

import errno
import fcntl
import hashlib
import socket
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import Error as DatabaseError
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor


def address(environment: Mapping[str, str]) -> tuple[str, int]:
    """The host and port to serve on, from HOST and PORT. Raises CommandError if PORT is no port."""
    host = environment.get("HOST") or "127.0.0.1"
    port = environment.get("PORT") or "8000"
    if not (port.isascii() and port.isdigit() and len(port) <= 5 and 1 <= int(port) <= 65535):
        raise CommandError(f"PORT is {port!r}, but a port is a number from 1 to 65535: make run PORT=8001")
    return host.strip("[]"), int(port)


def free_address(host: str, port: int) -> str:
    """The numeric address of ``host``, where the server can listen on ``port``.

    Raises CommandError with the reason and a way out if it cannot.
    """
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            # A port that only remembers connections closed a moment ago is free, as it is to the server.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
            probe.listen()
        return place[0]
    except (socket.gaierror, UnicodeError):
        raise CommandError(f"HOST is {host!r}, which is no name or address of this machine.") from None
    except OSError as error:
        another = port + 1 if 1024 <= port < 65535 else 8000
        reason = {errno.EADDRINUSE: "is taken", errno.EACCES: "may not be used by this user"}.get(error.errno)
        if reason is None:
            raise CommandError(f"Nothing can be served on {host}, port {port}: {error.strerror}.") from None
        message = f"Port {port} on {host} {reason}. Choose another: make run PORT={another}"
        raise CommandError(message) from None


def check_database(database: BaseDatabaseWrapper = connection) -> None:
    """Raise CommandError if the database cannot be reached or written, naming it without its password."""
    try:
        if database.vendor == "sqlite":
            with database.cursor() as cursor:
                cursor.execute("BEGIN IMMEDIATE")
                cursor.execute("ROLLBACK")
        else:
            # Past the pool, which would keep trying for many seconds and log every attempt.
            database.Database.connect(**database.get_connection_params()).close()
    except (DatabaseError, database.Database.Error, OSError) as error:
        raise CommandError(cannot_be_used(error, database)) from None


def cannot_be_used(error: Exception, database: BaseDatabaseWrapper = connection) -> str:
    """One line on a database that refuses: engine, host, port and name, never the password; the first line of why."""
    parts = database.settings_dict
    name = f"The SQLite database {parts['NAME']}"
    if database.vendor != "sqlite":
        host, port = parts["HOST"] or "localhost", parts["PORT"] or "5432"
        name = f"The {database.display_name} database {parts['NAME']!r} on {host}, port {port},"
    reason = str(error).strip().partition("\n")[0]
    return f"{name} cannot be used: {reason}"


def has_migrations_to_run() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def collect_static_files() -> None:
    """Copy and compress what the browser loads into STATIC_ROOT, unless it is there as it should be.

    Of several sites that start at once in one checkout the first does it, and the others wait: they would take one
    another's files away.
    """
    stamp = Path(f"{settings.STATIC_ROOT}-made-of")
    stamp.parent.mkdir(parents=True, exist_ok=True)
    with stamp.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        present = fingerprint_of_static_files()
        if Path(settings.STATIC_ROOT).is_dir() and stamp.is_file() and stamp.read_text() == present:
            return
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(present)


def fingerprint_of_static_files() -> str:
    """Changes whenever a static file does, by its path, size and time, or the way they are stored."""
    storage = settings.STORAGES["staticfiles"]["BACKEND"]
    files = [Path(place.path(name)) for finder in get_finders() for name, place in finder.list([])]
    stats = [(str(file), (stat := file.stat()).st_size, stat.st_mtime_ns) for file in files]
    return hashlib.sha256(repr((storage, sorted(stats))).encode()).hexdigest()
