"""Drops what migrations 0002 and 0006 once made on PostgreSQL under names that reports/models/triggers.py does not have.

There each trigger is of one moment, with a function of its own; they are installed after this.
"""

from django.db import migrations

FORMER = [
    "figure_copies_its_report", "figure_not_about_a_later_day", "figure_subject_of_the_conflict",
    "variant_of_one_report", "report_keeps_its_subjects", "subject_keeps_its_conflict", "figure_keeps_its_variants",
    "citation_keeps_its_variants", "history_kept",
]  # fmt: skip


def drop_former(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in FORMER:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("reports", "0009_explicit_managers")]

    operations = [migrations.RunPython(drop_former, migrations.RunPython.noop, elidable=True)]
