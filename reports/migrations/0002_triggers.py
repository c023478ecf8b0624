"""Rules that span two tables, which a CHECK cannot state: triggers, in the words of each database.

The rules are named, and a broken one reaches Python as an IntegrityError that carries its name.
"""

from django.db import migrations

# name: (table, columns that can break it, what must not be true of NEW; {next_day} is the day after NEW.stated_on)
RULES = {
    "figure_copies_its_report": (
        "reports_figure",
        "report_id, party_id, stated_on",
        "NOT EXISTS (SELECT 1 FROM reports_report r WHERE r.id = NEW.report_id"
        " AND r.party_id = NEW.party_id AND r.stated_on = NEW.stated_on)",
    ),
    "figure_not_about_a_later_day": ("reports_figure", "as_of, stated_on", "NEW.as_of > {next_day}"),
    "figure_subject_of_the_conflict": (
        "reports_figure",
        "report_id, subject_id",
        "NOT EXISTS (SELECT 1 FROM reports_report r JOIN reports_subject s ON s.conflict_id = r.conflict_id"
        " WHERE r.id = NEW.report_id AND s.id = NEW.subject_id)",
    ),
    "variant_of_one_report": (
        "reports_variant",
        "citation_id, figure_id",
        "NOT EXISTS (SELECT 1 FROM reports_citation c JOIN reports_figure f ON f.report_id = c.report_id"
        " WHERE c.id = NEW.citation_id AND f.id = NEW.figure_id)",
    ),
}
# The same rules from the side of the other table: a row that others rest on does not move away from under them.
MOVES = {
    "report_keeps_its_subjects": (
        "reports_report",
        "conflict_id",
        "EXISTS (SELECT 1 FROM reports_figure f JOIN reports_subject s ON s.id = f.subject_id"
        " WHERE f.report_id = NEW.id AND s.conflict_id <> NEW.conflict_id)",
    ),
    "subject_keeps_its_conflict": (
        "reports_subject",
        "conflict_id",
        "EXISTS (SELECT 1 FROM reports_figure f JOIN reports_report r ON r.id = f.report_id"
        " WHERE f.subject_id = NEW.id AND r.conflict_id <> NEW.conflict_id)",
    ),
    "figure_keeps_its_variants": (
        "reports_figure",
        "report_id",
        "EXISTS (SELECT 1 FROM reports_variant v JOIN reports_citation c ON c.id = v.citation_id"
        " WHERE v.figure_id = NEW.id AND c.report_id <> NEW.report_id)",
    ),
    "citation_keeps_its_variants": (
        "reports_citation",
        "report_id",
        "EXISTS (SELECT 1 FROM reports_variant v JOIN reports_figure f ON f.id = v.figure_id"
        " WHERE v.citation_id = NEW.id AND f.report_id <> NEW.report_id)",
    ),
}
CASCADE = (
    "UPDATE reports_figure SET party_id = NEW.party_id, stated_on = NEW.stated_on WHERE report_id = NEW.id"
)


def create_on_sqlite(execute):
    for name, (table, columns, broken) in RULES.items():
        condition = broken.format(next_day="date(NEW.stated_on, '+1 day')")
        for suffix, moment in (("insert", "INSERT"), ("update", f"UPDATE OF {columns}")):
            execute(
                f"CREATE TRIGGER {name}_{suffix} BEFORE {moment} ON {table} WHEN {condition}"
                f" BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: {name}'); END"
            )
    for name, (table, columns, broken) in MOVES.items():
        execute(
            f"CREATE TRIGGER {name}_update BEFORE UPDATE OF {columns} ON {table} WHEN {broken}"
            f" BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: {name}'); END"
        )
    execute(
        "CREATE TRIGGER report_passes_on_its_day AFTER UPDATE OF party_id, stated_on ON reports_report"
        f" BEGIN {CASCADE}; END"
    )


def create_on_postgresql(execute):
    # Two transactions do not see each other's work: the report is held still until the figure's is done.
    hold = {"figure_copies_its_report": " PERFORM 1 FROM reports_report WHERE id = NEW.report_id FOR SHARE;"}
    for name, (table, columns, broken) in (RULES | MOVES).items():
        condition = broken.format(next_day="NEW.stated_on + 1")
        execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN{hold.get(name, '')}"
            f" IF {condition} THEN RAISE EXCEPTION 'new row violates {name}'"
            f" USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'; END IF; RETURN NEW; END $$"
        )
        moment = "UPDATE" if name in MOVES else "INSERT OR UPDATE"
        execute(
            f"CREATE TRIGGER {name} BEFORE {moment} OF {columns} ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    execute(
        "CREATE FUNCTION report_passes_on_its_day() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN {CASCADE}; RETURN NULL; END $$"
    )
    execute(
        "CREATE TRIGGER report_passes_on_its_day AFTER UPDATE OF party_id, stated_on ON reports_report"
        " FOR EACH ROW EXECUTE FUNCTION report_passes_on_its_day()"
    )


def create(apps, schema_editor):
    by_vendor = {"sqlite": create_on_sqlite, "postgresql": create_on_postgresql}
    by_vendor[schema_editor.connection.vendor](schema_editor.execute)


def drop(apps, schema_editor):
    tables = {name: table for name, (table, _, _) in (RULES | MOVES).items()} | {"report_passes_on_its_day": "reports_report"}
    for name, table in tables.items():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION {name}()")
        else:
            for suffix in ("_insert", "_update", ""):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{suffix}")


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_records")]

    operations = [migrations.RunPython(create, drop)]
