"""Finished answers are kept until the data change, so that a page many people read at once is made once.

Nothing here has to be told of a change: the database says whether it has taken any write since. On PostgreSQL that is
its snapshot, the list of transactions whose effects can be seen, and on a replica how far it has followed; on SQLite
the data version, which differs for a connection once any other connection has committed. Each process of the site keeps
its own answers.
"""

from collections.abc import Callable
from functools import cache, wraps
from hashlib import sha256
from threading import Lock

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

CACHE = "answers"
LARGEST = 2**18  # bytes; larger ones name so many parties that hardly anybody else asks for the same
# A replica's snapshot does not list what is under way, and stays the same when some of that is committed. A server that
# was restored counts transactions anew.
POSTGRESQL = "SELECT concat_ws(' ', pg_postmaster_start_time(), pg_last_wal_replay_lsn(), pg_current_snapshot())"


def cache_until_data_changes(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a GET again as before while the data, the day and the language are the same.

    For views that show everybody the same. Somebody with a session gets their answer made anew, so that what they have
    just saved cannot be missing; so does whoever asks within a transaction, whose writes nobody else sees yet.
    Refusals, errors and very large answers are not kept. What other decorators do to an answer they do outside of this
    one.
    """

    @wraps(view)
    def cached(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        version = None
        if request.method == "GET" and settings.SESSION_COOKIE_NAME not in request.COOKIES:
            version = data_version()
        if version is None:
            return view(request, *args, **kwargs)
        state = f"{request.build_absolute_uri()} {get_language()} {timezone.localdate()} {version}"
        key = sha256(state.encode()).hexdigest()
        if entry := caches[CACHE].get(key):
            content, headers = entry
            return HttpResponse(content, headers=headers)
        answer = view(request, *args, **kwargs)
        if answer.status_code == 200 and len(answer.content) <= LARGEST:
            caches[CACHE].set(key, (answer.content, dict(answer.headers)))
        return answer

    return cached


def data_version() -> str | None:
    """Says the same as before only while no transaction has been committed; None where that cannot be known.

    Sources: PostgreSQL's manual, "pg_snapshot Components" and "Recovery Information Functions"; SQLite's, "PRAGMA
    data_version".
    """
    if connection.in_atomic_block:
        return None
    if connection.vendor == "postgresql":
        return _single_value(connection, POSTGRESQL)
    if connection.is_in_memory_db():  # its connections share one cache, and see no difference
        return None
    with _WATCHING:
        return _single_value(_watcher(), "PRAGMA data_version")


_WATCHING = Lock()


@cache
def _watcher() -> BaseDatabaseWrapper:
    """A connection of this process that never writes: versions can be compared within one connection only."""
    watcher = connection.copy()
    watcher.inc_thread_sharing()
    return watcher


def _single_value(database: BaseDatabaseWrapper, query: str) -> str:
    with database.cursor() as cursor:
        cursor.execute(query)
        return str(cursor.fetchone()[0])
