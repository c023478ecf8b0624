"""Copies of sources: kept ones lie in their own folder, by their digest; archived ones are asked for no sooner than due.

The copy kept of a source that a public record cites stays: a trigger refuses to replace or drop it, whoever writes. One
may be added where there is none. (A later migration that alters reports_source makes the table anew on SQLite, without
this trigger: put it back there.)
"""

from django.db import migrations, models

NAME = "source_keeps_snapshot"
CHANGED = "OLD.snapshot <> '' AND (OLD.snapshot <> NEW.snapshot OR OLD.snapshot_sha256 <> NEW.snapshot_sha256)"
CITED = (
    "EXISTS (SELECT 1 FROM reports_citation c JOIN reports_report r ON r.id = c.report_id"
    " WHERE r.status IN ('published', 'corrected', 'retracted')"
    " AND OLD.id IN (c.source_id, c.taken_from_id, c.transcribed_by_id))"
)


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON reports_source WHEN {CHANGED} AND {CITED}"
            f" BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: {NAME}'); END"
        )
        return
    schema_editor.execute(
        f"CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {CHANGED} THEN IF {CITED} THEN RAISE EXCEPTION 'row violates {NAME}'"
        f" USING ERRCODE = 'check_violation', CONSTRAINT = '{NAME}'; END IF; END IF; RETURN NEW; END $$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {NAME} BEFORE UPDATE ON reports_source FOR EACH ROW EXECUTE FUNCTION {NAME}()"
    )


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TRIGGER {NAME}")
        return
    schema_editor.execute(f"DROP TRIGGER {NAME} ON reports_source")
    schema_editor.execute(f"DROP FUNCTION {NAME}()")


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_history_kept")]

    operations = [
        migrations.AddField(
            model_name="archiveattempt",
            name="again_at",
            field=models.DateTimeField(blank=True, help_text="Before then it asked not to be asked again.", null=True),
        ),
        # Where files go is nothing that the table knows of: SQLite need not make it anew.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="source", name="snapshot", field=models.FileField(blank=True, upload_to="")
                )
            ]
        ),
        migrations.RunPython(create, drop),
    ]
