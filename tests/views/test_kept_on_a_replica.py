"""What says on a PostgreSQL replica whether the data have changed: a snapshot alone does not."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from reports.views.page_cache import POSTGRESQL

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no replicas."),
    pytest.mark.both_databases,
]

Servers = tuple[psycopg.Connection, psycopg.Connection, str]


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Servers]:
    """A server of the test's own, a replica of it, and the address of the first: what it commits, the other has."""
    monkeypatch.syspath_prepend(settings.BASE_DIR / "scripts")
    import with_postgres as own

    programs = own.find_postgres()
    assert programs, "A replica is made by PostgreSQL's own programs: install them, as make test does."
    with own.temporary_folder() as folder, own.server(programs, folder) as url:
        given, data = urlsplit(url), folder / "replica"
        copy = [programs / "pg_basebackup", "--pgdata", data, "--write-recovery-conf", "--checkpoint=fast", "--no-sync"]
        where = ["--host=127.0.0.1", f"--port={given.port}", f"--username={given.username}"]
        own.as_server_user([*copy, *where], cwd=folder, env=os.environ | {"PGPASSWORD": given.password})
        port = own.start(programs, data, folder / "replica-log")
        try:
            replica = url.replace(f":{given.port}/", f":{port}/")
            with psycopg.connect(url, autocommit=True) as first, psycopg.connect(replica, autocommit=True) as second:
                first.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
                first.execute("ALTER SYSTEM SET synchronous_commit = 'remote_apply'")
                first.execute("SELECT pg_reload_conf()")
                yield first, second, url
        finally:
            own.as_server_user([programs / "pg_ctl", "stop", "--pgdata", data, "--mode=immediate", "--wait"])


def test_it_changes_with_every_commit_also_while_an_earlier_transaction_is_under_way(servers: Servers) -> None:
    first, second, url = servers
    first.execute("CREATE TABLE said (number int)")
    writers = [psycopg.connect(url, options="-c synchronous_commit=remote_apply") for _number in range(3)]
    for number, writer in enumerate(writers):
        writer.execute("INSERT INTO said VALUES (%s)", [number])
    versions, seen = [], []
    for writer in reversed(writers):
        writer.commit()
        versions.append(second.execute(POSTGRESQL).fetchone()[0])
        seen.append(second.execute("SELECT count(*) FROM said").fetchone()[0])
        writer.close()
    assert seen == [1, 2, 3]
    assert len(set(versions)) == 3


def test_no_two_servers_say_the_same(servers: Servers) -> None:
    """One that was made from the copy of another may have counted as many transactions."""
    first, second, _url = servers
    assert (
        first.execute("SELECT pg_current_snapshot()").fetchone()
        == second.execute("SELECT pg_current_snapshot()").fetchone()
    )
    assert first.execute(POSTGRESQL).fetchone() != second.execute(POSTGRESQL).fetchone()
