"""A whole site moved to another database: every table as it is, drafts, history and uploads included."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dj_database_url
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.serializers.base import DeserializedObject
from django.db import DEFAULT_DB_ALIAS, Error, connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from reports.imports.reporting import Progress, silent
from reports.models import Report, triggers

SOURCE = "copied"
ENGINES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")
CHUNK = 2_000


class NotCopied(Exception):
    """Why nothing was copied: one sentence, and what to do."""


def copy_site(url: str, progress: Progress = silent) -> dict[str, int]:
    """Copy all tables of the database at ``url`` into the site's own, which must hold no report yet.

    The number of rows by table. All or nothing: raises NotCopied where either database is not as it must be. The copies
    of sources and the files of uploads lie in folders (MEDIA_ROOT, var/), not in the database.
    """
    with _opened(url):
        _require_same_version()
        if Report.all_objects.exists():
            raise NotCopied("This database holds reports already. Copy into a new one.")
        models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
        with transaction.atomic(), transaction.atomic(SOURCE):
            triggers.drop_all()
            call_command("flush", interactive=False, inhibit_post_migrate=True, verbosity=0)
            counts = {model._meta.db_table: _copy(model, progress) for model in models}
            connection = connections[DEFAULT_DB_ALIAS]
            with connection.cursor() as cursor:
                for statement in connection.ops.sequence_reset_sql(no_style(), models):
                    cursor.execute(statement)
            connection.check_constraints()
            triggers.install()
    return counts


@contextmanager
def _opened(url: str) -> Iterator[None]:
    """The database at ``url`` as the connection SOURCE, meanwhile."""
    try:
        setting = dict(dj_database_url.parse(url))
    except (ValueError, dj_database_url.ParseError, dj_database_url.UnknownSchemeError):
        setting = {}
    if setting.get("ENGINE") not in ENGINES:
        raise NotCopied("This address cannot be read. It looks like sqlite:///file or postgres://user@host:5432/name.")
    if setting["ENGINE"] == ENGINES[0] and not Path(setting["NAME"]).is_file():
        raise NotCopied(f"There is no file {setting['NAME']}.")
    # A database that is known from here on, with Django's defaults for all that the address does not say.
    connections.settings[SOURCE] = connections.configure_settings({DEFAULT_DB_ALIAS: setting})[DEFAULT_DB_ALIAS]
    try:
        yield
    finally:
        connections[SOURCE].close()
        del connections[SOURCE], connections.settings[SOURCE]


def _require_same_version() -> None:
    applied = {}
    for name, alias in (("copied from", SOURCE), ("copied into", DEFAULT_DB_ALIAS)):
        try:
            applied[name] = set(MigrationRecorder(connections[alias]).applied_migrations())
        except Error as error:
            raise NotCopied(f"The database {name} cannot be read: {error}") from error
    if not applied["copied from"]:
        raise NotCopied("The database copied from holds no site.")
    if applied["copied from"] != applied["copied into"]:
        raise NotCopied("The two databases are of different versions. First run manage.py migrate on each of them.")


def _copy(model: type[Model], progress: Progress) -> int:
    """Write each row as it is: no column is made anew, no history is written of it, as when a fixture is loaded."""
    rows = model._base_manager.using(SOURCE).order_by("pk")
    total = rows.count()
    for number, row in enumerate(rows.iterator(CHUNK), 1):
        DeserializedObject(row).save(save_m2m=False, using=DEFAULT_DB_ALIAS, force_insert=True)
        if number % CHUNK == 0 or number == total:
            progress(model._meta.db_table.removeprefix("reports_")[:23], number, total)
    return total
