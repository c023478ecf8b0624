"""What is public never changes in place (DESIGN.md, section 3): triggers hold it against every way of writing.

A correction or an addition is a new version, a retraction a change of status alone. While a row in reports_unsealed names a report its
parts may be written: imports add what further sources print, within one transaction.
"""

from django.db import migrations

PUBLIC = "('published', 'corrected', 'retracted')"
# What a reader of the record is told. Who revises whom may follow a correction: see report_follows_correction.
CONTENT = [
    "slug", "conflict_id", "party_id", "speaker", "title", "kind", "method", "stated_on", "stated_on_known", "wording",
    "language", "note", "replaces_id", "act", "correction_reason", "addition_reason", "revision_reason", "author_id",
    "reviewer_id", "published_at",
]  # fmt: skip
SEALED = (
    "EXISTS (SELECT 1 FROM reports_report s WHERE s.id = {report} AND s.status IN " + PUBLIC + ")"
    " AND NOT EXISTS (SELECT 1 FROM reports_unsealed u WHERE u.report_id = {report})"
)
# table: the report that a row belongs to
PARTS = {
    "reports_figure": "{row}.report_id",
    "reports_citation": "{row}.report_id",
    "reports_variant": "(SELECT f.report_id FROM reports_figure f WHERE f.id = {row}.figure_id)",
    "reports_report_draws_on": "{row}.report_id",
}
ROWS = {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}


def rules(differs):
    """name: (table, when, what must not be true). ``differs`` is how the database compares what may be NULL."""
    open_ = "EXISTS (SELECT 1 FROM reports_unsealed u WHERE u.report_id = OLD.id)"
    changed = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in CONTENT)
    of_public = f"EXISTS (SELECT 1 FROM reports_report s WHERE s.id = OLD.report_id AND s.status IN {PUBLIC})"
    found = {
        "report_sealed": (
            "reports_report", "UPDATE", f"OLD.status IN {PUBLIC} AND NOT {open_} AND ({changed})",
        ),
        "report_follows_correction": (
            "reports_report", "UPDATE",
            f"OLD.status IN {PUBLIC} AND NOT {open_} AND OLD.revises_id {differs} NEW.revises_id"
            " AND NOT EXISTS (SELECT 1 FROM reports_report n WHERE n.id = NEW.revises_id"
            f" AND n.replaces_id = OLD.revises_id AND n.status IN {PUBLIC})",
        ),
        "report_stays_public": (
            "reports_report", "UPDATE",
            f"OLD.status IN {PUBLIC} AND OLD.status {differs} NEW.status"
            " AND NOT (OLD.status = 'published' AND NEW.status IN ('corrected', 'retracted'))",
        ),
        "report_kept": ("reports_report", "DELETE", f"OLD.status IN {PUBLIC}"),
        # Steps tell readers when and why a report was corrected or retracted.
        "step_kept_update": ("reports_step", "UPDATE", of_public),
        "step_kept_delete": ("reports_step", "DELETE", of_public),
    }  # fmt: skip
    for table, report in PARTS.items():
        for moment, rows in ROWS.items():
            broken = " OR ".join(SEALED.format(report=report.format(row=row)) for row in rows)
            found[f"{table.removeprefix('reports_')}_sealed_{moment.lower()}"] = (table, moment, broken)
    return found


def hold(table, moment):
    """Two transactions do not see each other's work: while one writes a part, no other publishes its report."""
    if table not in PARTS:
        return ""
    reports = ", ".join(PARTS[table].format(row=row) for row in ROWS[moment])
    return f" PERFORM 1 FROM reports_report WHERE id IN ({reports}) FOR SHARE;"


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name, (table, moment, broken) in rules("IS NOT").items():
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {moment} ON {table} WHEN {broken}"
                f" BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: {name}'); END"
            )
        return
    for name, (table, moment, broken) in rules("IS DISTINCT FROM").items():
        schema_editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN{hold(table, moment)}"
            f" IF {broken} THEN RAISE EXCEPTION 'row violates {name}'"
            f" USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'; END IF;"
            f" RETURN {'OLD' if moment == 'DELETE' else 'NEW'}; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {moment} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def drop(apps, schema_editor):
    for name, (table, _moment, _broken) in rules("IS NOT").items():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION {name}()")
        else:
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_desk")]

    operations = [migrations.RunPython(create, drop)]
