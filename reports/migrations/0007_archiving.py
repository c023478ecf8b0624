"""Copies of sources: kept ones lie in their own folder, by their digest; archived ones are asked for no sooner than due.

The copy kept of a source that a public record cites stays, and so does its address: triggers refuse to replace or drop
them, whoever writes. A copy may be added where there is none. (A later migration that alters reports_source makes the
table anew on SQLite, without these triggers: put them back there.)
"""

from django.db import migrations, models

CHANGED = {
    "source_keeps_snapshot": "OLD.snapshot <> ''"
    " AND (OLD.snapshot <> NEW.snapshot OR OLD.snapshot_sha256 <> NEW.snapshot_sha256)",
    # While a report is reviewed, too: a reviewer who changed what it cites would publish their own work.
    "source_keeps_address": "OLD.url <> NEW.url",
}
PUBLIC = "'published', 'corrected', 'retracted'"
CITED_BY = {"source_keeps_snapshot": PUBLIC, "source_keeps_address": f"{PUBLIC}, 'submitted'"}
CITED = (
    "EXISTS (SELECT 1 FROM reports_citation c JOIN reports_report r ON r.id = c.report_id"
    " WHERE r.status IN ({states}) AND OLD.id IN (c.source_id, c.taken_from_id, c.transcribed_by_id))"
)


def create(apps, schema_editor):
    for name, changed in CHANGED.items():
        cited = CITED.format(states=CITED_BY[name])
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE UPDATE ON reports_source WHEN {changed} AND {cited}"
                f" BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: {name}'); END"
            )
            continue
        schema_editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {changed} THEN IF {cited} THEN RAISE EXCEPTION 'row violates {name}'"
            f" USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'; END IF; END IF; RETURN NEW; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE UPDATE ON reports_source FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def drop(apps, schema_editor):
    for name in CHANGED:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {name}")
            continue
        schema_editor.execute(f"DROP TRIGGER {name} ON reports_source")
        schema_editor.execute(f"DROP FUNCTION {name}()")


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
