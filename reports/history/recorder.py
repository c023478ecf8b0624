"""What bulk writes owe to history: their rows, made in the database from what the records are now."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from types import SimpleNamespace

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction
from django.db.models import Field, Max, Model
from django.utils import timezone
from simple_history.models import HistoricalRecords

from reports.models.chunks import chunks

CREATED, CHANGED = "+", "~"
# Begins the reason of all that an import writes; the pages tell by it how a change was made.
IMPORTED = "imported: "


def imported(what: str) -> str:
    """The reason of an import's rows. ``what`` names the import, such as "package" or a file's name."""
    return IMPORTED + what


@contextmanager
def because(record: Model, reason: str, by: AbstractBaseUser | None = None) -> Iterator[None]:
    """What is saved of ``record`` meanwhile is remembered with ``reason`` (none if empty), and as done ``by``.

    Without ``by`` it is who sent the request, if there is one.
    """
    attributes = {"_change_reason": reason, "_history_user": by}
    record.__dict__.update({name: value for name, value in attributes.items() if value})
    try:
        yield
    finally:
        for name in attributes:
            record.__dict__.pop(name, None)


@contextmanager
def acting(by: AbstractBaseUser) -> Iterator[None]:
    """Whatever is written meanwhile is remembered as done ``by``, also where no request tells who it is."""
    context = HistoricalRecords.context
    before = getattr(context, "request", None)
    context.request = SimpleNamespace(user=by)
    try:
        yield
    finally:
        del context.request
        if before is not None:
            context.request = before


def newest_changes() -> tuple[int | None, ...]:
    """The number of the newest row of each history: as long as they stay the same, so do the records."""
    models = apps.get_app_config("reports").get_models()
    models = [model for model in models if hasattr(model._meta, "simple_history_manager_attribute")]
    return tuple(model.history.aggregate(newest=Max("history_id"))["newest"] for model in models)


@transaction.atomic
def remember(
    model: type[Model],
    keys: Iterable[int],
    *,
    reason: str = "",
    kind: str = CREATED,
    at: datetime | None = None,
    by: AbstractBaseUser | None = None,
) -> None:
    """Write a row of history for each record of ``model`` among ``keys``, with its many-to-many links.

    To be called after what it remembers is written, links included. Without ``by`` it was who sent the request, if
    there is one.
    """
    history = model.history.model
    by = by or history.get_default_history_user(None)
    meta = [connection.ops.adapt_datetimefield_value(at or timezone.now()), reason, kind, by and by.pk]
    columns = _columns(history.tracked_fields)
    into = "history_date, history_change_reason, history_type, history_user_id"
    statement = (
        f"INSERT INTO {_table(history)} ({columns}, {into})"  # noqa: S608
        f" SELECT {columns}, %s, %s, %s, %s FROM {_table(model)} WHERE id IN "
    )
    with connection.cursor() as cursor:
        for chunk in chunks(keys):
            cursor.execute(statement + _places(chunk), [*meta, *chunk])
            for field in history._history_m2m_fields:
                _remember_links(cursor, field, history, chunk)


def _remember_links(cursor: object, field: Field, history: type[Model], keys: list[int]) -> None:
    """The links of the rows just written: each record's newest."""
    through = field.remote_field.through
    columns = _columns(through._meta.fields)
    owner = _quoted(field.m2m_column_name())
    cursor.execute(
        f"INSERT INTO {_table(getattr(history, field.name).model)} ({columns}, history_id)"  # noqa: S608
        f" SELECT {columns}, (SELECT MAX(h.history_id) FROM {_table(history)} h WHERE h.id = t.{owner})"
        f" FROM {_table(through)} t WHERE t.{owner} IN {_places(keys)}",
        keys,
    )


def _columns(fields: Iterable[Field]) -> str:
    return ", ".join(_quoted(field.column) for field in fields)


def _table(model: type[Model]) -> str:
    return _quoted(model._meta.db_table)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _places(values: list) -> str:
    return f"({', '.join(['%s'] * len(values))})"
