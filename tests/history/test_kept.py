"""History is on every record, and nothing in it is changed: not in the admin, not in the database."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group, Permission
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.urls import NoReverseMatch, reverse

from reports import models
from reports.models import Party, Report
from reports.models.triggers import installed
from tests import records
from tests.people import logged_in

from .reading_back import RECORDS, rows

pytestmark = pytest.mark.django_db

# What the desk and the imports keep for themselves: tables that only grow, or that hold nothing of a record.
OF_THE_DESK = {"ArchiveAttempt", "DataImport", "Step", "Unsaved", "Unsealed", "Upload", "UploadRow", "WarningReason"}
HISTORIES = [model for model in apps.get_app_config("reports").get_models() if "historical" in model._meta.model_name]


@pytest.fixture
def administrator() -> AbstractUser:
    return records.user("", is_superuser=True)


def test_every_record_has_history() -> None:
    named = {name for name in models.__all__ if hasattr(getattr(models, name), "_meta")}
    with_history = {model.__name__ for model in RECORDS}
    assert {"Report", "Figure", "Citation", "Variant", "Source", "Party"} <= with_history
    assert not with_history & OF_THE_DESK
    assert named - with_history == OF_THE_DESK, "a record without history, or name it among the desk's own"


@pytest.mark.parametrize("model", HISTORIES, ids=lambda model: model.__name__)
@pytest.mark.parametrize("moment", ["update", "delete"])
def test_every_table_of_history_has_its_triggers(model: type, moment: str) -> None:
    assert f"{model._meta.db_table}_kept_{moment}" in installed(connection)


@pytest.mark.parametrize(
    "change",
    [
        lambda: Party.history.model.objects.update(name="Other"),
        lambda: Party.history.model.objects.update(history_user=None),
        lambda: Party.history.model.objects.all().delete(),
        lambda: Party.history.model.conflicts.model.objects.all().delete(),
        lambda: Party.history.model.objects.first().delete(),
        lambda: Party.history.model.objects.first().save(),
    ],
)
def test_no_row_is_changed_or_deleted(change: object) -> None:
    records.party()
    with pytest.raises(DatabaseError, match="history_kept"), transaction.atomic():
        change()


def test_migration_gives_what_was_there_already_its_first_row() -> None:
    """As on a site that is older than its history: records without a row get one, with their links; others none."""
    migration = import_module("reports.migrations.0006_history_kept")
    old = Party.objects.bulk_create([Party(slug="test-old", name="Old", short_name="Old", kind="media")])[0]
    link = Party.conflicts.through.objects.bulk_create(
        [Party.conflicts.through(party=old, conflict=records.conflict())]
    )[0]
    new = records.party()
    before = rows(new)
    with connection.schema_editor(atomic=False) if connection.vendor != "sqlite" else _editor() as editor:
        migration.begin(apps, editor)
    assert rows(old) == [("+", None, migration.REASON)]
    assert rows(new) == before
    (row,) = Party.history.model.objects.filter(id=old.pk)
    assert [each.conflict_id for each in row.conflicts.all()] == [link.conflict_id]


class _editor:  # noqa: N801
    """All that the migration asks of a schema editor, within a test's transaction."""

    connection = connection

    def __enter__(self) -> "_editor":
        return self

    def __exit__(self, *error: object) -> None:
        pass


# --- in the admin -----------------------------------------------------------------------------------------------------


def test_no_page_of_the_admin_writes_history(administrator: AbstractUser) -> None:
    assert not [model for model in admin.site._registry if model in HISTORIES]
    party = records.party()
    client = logged_in(administrator)
    before = rows(party)
    for kept in admin.site._registry:
        info = (kept._meta.app_label, kept._meta.model_name)
        with pytest.raises(NoReverseMatch):
            reverse("admin:{}_{}_simple_history".format(*info), args=[1, 1])
    address = reverse("admin:reports_party_history", args=[party.pk])
    for answer in (client.post(address, {"name": "x"}), client.delete(address), client.put(address)):
        assert answer.status_code in (200, 405)
    assert rows(party) == before
    assert b"<form" not in client.get(address).content.split(b'id="content-main"')[1]


def test_nobody_was_given_a_permission_on_history() -> None:
    of_history = Permission.objects.filter(content_type__model__startswith="historical")
    assert of_history.exists()
    assert not Group.objects.filter(permissions__in=of_history).exists()


def test_people_are_not_deleted_in_the_admin_lest_history_forget_them(administrator: AbstractUser) -> None:
    client, leaving = logged_in(administrator), records.user()
    address = reverse("admin:auth_user_delete", args=[leaving.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": leaving.pk, "post": "yes"}
    client.post(reverse("admin:auth_user_changelist"), chosen)
    assert get_user_model().objects.filter(pk=leaving.pk).exists()


def test_whoever_has_no_history_can_be_deleted_on_the_server() -> None:
    records.user().delete()


def test_whoever_has_history_cannot(editor: AbstractUser, desk: Client) -> None:
    records.party()  # somebody else's
    desk.post("/admin/reports/source/add/", {"url": "https://gazette.example/test", "publisher": "Gazette"})
    with pytest.raises(DatabaseError, match="history_kept"), transaction.atomic():
        editor.delete()


def test_migrations_are_the_ones_tested() -> None:
    assert ("reports", "0006_history_kept") in MigrationRecorder(connection).applied_migrations()
    assert Report.history.model._meta.get_field("history_change_reason").max_length is None
