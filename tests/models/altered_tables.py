"""Run as a process of its own: alters every table as a migration does, then asks the triggers what they refuse.

Prints the definitions of the triggers before and after, and for each write that must be refused what the database said.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import timedelta

import django
from django.db import IntegrityError, connection, models, transaction


def main() -> None:
    from reports.models.triggers import installed

    before = installed(connection)
    _alter_tables()
    json.dump({"before": before, "after": installed(connection), "refused": _refused()}, sys.stdout)


def _alter_tables() -> None:
    """Between the signals of ``migrate``: a column more in every table, and another type for one that it has."""
    from django.apps import apps
    from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
    from django.db.migrations import Migration

    signal = {
        "verbosity": 0,
        "interactive": False,
        "db": "default",
        "plan": [(Migration("altering", "reports"), False)],
    }
    emit_pre_migrate_signal(**signal)
    for model in apps.get_app_config("reports").get_models(include_auto_created=True):
        texts = [
            field for field in model._meta.local_fields if isinstance(field, models.CharField) and not field.choices
        ]
        with connection.schema_editor() as editor:
            if texts:
                longer = texts[0].clone()
                longer.max_length += 1
                longer.set_attributes_from_name(texts[0].name)
                longer.model = model
                editor.alter_field(model, texts[0], longer, strict=True)
            added = models.CharField(max_length=10, null=True, default="x")  # with a default, SQLite makes it anew
            added.set_attributes_from_name("added")
            added.model = model
            editor.add_field(model, added)
    emit_post_migrate_signal(**signal)


def _refused() -> dict[str, str]:
    from reports.models import Figure, Party, Report, Source
    from tests import records

    figure = records.figure(report=records.report(status="published"))
    draft = records.figure()
    source = records.citation(report=figure.report).source
    writes: dict[str, Callable[[], object]] = {
        "report_sealed": lambda: Report.all_objects.filter(pk=figure.report_id).update(title="Other"),
        "report_kept": lambda: Report.all_objects.filter(pk=figure.report_id)._raw_delete("default"),
        "figure_sealed": lambda: Figure.all_objects.filter(pk=figure.pk).update(note="Other"),
        "figure_not_about_a_later_day": lambda: Figure.all_objects.filter(pk=draft.pk).update(
            as_of=draft.stated_on + timedelta(days=2)
        ),
        "history_kept": lambda: Party.history.model.objects.update(name="Other"),
        "source_keeps_address": lambda: Source.objects.filter(pk=source.pk).update(url="https://other.example/"),
    }
    answers = {}
    for rule, write in writes.items():
        try:
            with transaction.atomic():
                answers[rule] = f"not refused: {write()}"
        except IntegrityError as error:
            answers[rule] = str(error)
    return answers


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_site.settings")
    django.setup()
    main()
