"""The triggers have one home: whatever a migration does to the tables, they are there after it as they are written."""

import json
import re
import sys
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations import Migration
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports.history import remember
from reports.models import Report, triggers
from reports.models.triggers import all_triggers, install, installed, message_for, put_away
from tests import records
from tests.own_database import own_database

pytestmark = pytest.mark.django_db

PLAN = [(Migration("altering", "reports"), False)]


def definitions() -> dict[str, str]:
    """Those on the tables of this app."""
    return {name: sql for name, sql in installed(connection).items() if " ON reports_" in sql}


def execute(sqlite: str, postgresql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sqlite if connection.vendor == "sqlite" else postgresql)


def test_those_of_the_list_and_no_others_are_in_the_database() -> None:
    names = [trigger.name for trigger in all_triggers()]
    assert sorted(definitions()) == sorted(names)


def test_nothing_is_written_where_nothing_is_missing() -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        install()
    assert len(queries) == 1


def test_one_that_is_missing_and_one_that_differs_are_made_anew() -> None:
    before = definitions()
    execute("DROP TRIGGER report_kept", "DROP TRIGGER report_kept ON reports_report")
    execute("DROP TRIGGER step_kept_update", "DROP TRIGGER step_kept_update ON reports_step")
    execute(
        "CREATE TRIGGER step_kept_update BEFORE UPDATE ON reports_step BEGIN SELECT 1; END",
        "CREATE OR REPLACE FUNCTION step_kept_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
    )
    assert definitions() != before
    install()
    assert definitions() == before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite cannot disable one")
def test_one_that_was_disabled_is_enabled() -> None:
    before = definitions()
    execute("", "ALTER TABLE reports_report DISABLE TRIGGER report_kept")
    assert definitions() != before
    install()
    assert definitions() == before


def test_a_refusal_is_told_in_the_sentence_of_its_own_rule() -> None:
    """The name of history's trigger holds that of another rule."""
    report = records.report()
    remember(Report, [report.pk], reason="entered", at=timezone.now())
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        execute(*["UPDATE reports_historicalreport SET title = 'Another'"] * 2)
    assert "The history of a record is never changed." in message_for(refused.value)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks no rows")
def test_the_reports_to_lock_are_found_without_a_join() -> None:
    """Where PostgreSQL last counted the rows of empty tables, it joins each report with each figure."""
    statements = [re.search("PERFORM (.* FOR SHARE)", trigger.body("postgresql")) for trigger in all_triggers()]
    locking = [re.sub(r"\b(OLD|NEW)\.\w+", "1", statement[1]) for statement in statements if statement]
    assert len(locking) > 10
    for statement in locking:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN SELECT {statement}")
            plan = " ".join(line for (line,) in cursor.fetchall())
        assert "Nested Loop" not in plan


def test_what_others_made_stays() -> None:
    execute(
        "CREATE TRIGGER of_others BEFORE UPDATE ON reports_party BEGIN SELECT 1; END",
        "CREATE TRIGGER of_others BEFORE UPDATE ON reports_party FOR EACH ROW"
        " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    )
    put_away(plan=PLAN)
    assert definitions().keys() == {"of_others"}
    install()
    assert definitions().keys() == {"of_others", *(trigger.name for trigger in all_triggers())}


def test_they_stay_while_other_apps_migrate() -> None:
    before = definitions()
    put_away(plan=[(Migration("altering", "auth"), False)])
    put_away(plan=[])
    assert definitions() == before


def test_what_tables_and_columns_are_not_there_yet_do_not_need(monkeypatch: pytest.MonkeyPatch) -> None:
    """As after ``migrate reports 0003``: no table of histories or steps, and reports without a column."""
    columns = triggers._columns

    def fewer(cursor: object, vendor: str) -> dict[str, set[str]]:
        there = {table: names for table, names in columns(cursor, vendor).items() if "historical" not in table}
        there.pop("reports_unsealed")
        there["reports_source"].remove("snapshot_sha256")
        return there

    monkeypatch.setattr(triggers, "_columns", fewer)
    put_away(plan=PLAN)
    install()
    assert {"figure_copies_its_report_insert", "report_kept", "source_keeps_address"} <= definitions().keys()
    assert not {"report_sealed", "figure_sealed_insert", "source_keeps_snapshot"} & definitions().keys()
    assert not [name for name in definitions() if "historical" in name]


def test_every_table_can_be_altered_and_the_triggers_still_bite(tmp_path: Path) -> None:
    with own_database(tmp_path) as database:
        process = database.run(sys.executable, "-m", "tests.models.altered_tables")
    assert process.returncode == 0, process.stderr
    found = json.loads(process.stdout)
    assert found["after"] == found["before"]
    assert len(found["after"]) >= len(all_triggers())
    assert not {rule: said for rule, said in found["refused"].items() if rule not in said}
