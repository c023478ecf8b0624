"""What a test asks of the rows of history."""

from django.db.models import Model

from reports import models
from reports.models import Report

RECORDS = [
    getattr(models, name)
    for name in models.__all__
    if hasattr(getattr(getattr(models, name), "history", None), "model")
]


def rows(record: Model) -> list[tuple[str, str, str | None]]:
    """Of each row of ``record``, oldest first: its kind (+, ~, -), who, and the reason."""
    found = record.history.model.objects.filter(id=record.pk).order_by("history_id")
    return [
        (row.history_type, row.history_user and row.history_user.username, row.history_change_reason) for row in found
    ]


def without_history(model: type[Model]) -> int:
    """How many records of ``model`` have no row at all."""
    known = model.history.model.objects.values("id")
    return model._base_manager.exclude(pk__in=known).count()


def last_drawn_on(report: Report) -> set[int]:
    """The parties in the newest row of a report's history."""
    row = Report.history.model.objects.filter(id=report.pk).latest("history_id")
    return set(row.draws_on.values_list("party_id", flat=True))


def untold(model: type[Model]) -> list[str]:
    """Where the records of ``model`` are not what their newest rows say, links to many included."""
    history = model.history.model
    newest = {row.id: row for row in history.objects.order_by("history_date", "history_id")}
    fields = [field for field in history.tracked_fields if field.editable]
    found = []
    for record in model._base_manager.all():
        row = newest.pop(record.pk, None)
        if row is None or row.history_type == "-":
            found.append(f"{record}: no row")
            continue
        found += [
            f"{record}: {field.name}"
            for field in fields
            if getattr(row, field.attname) != getattr(record, field.attname)
        ]
        for field in history._history_m2m_fields:
            kept = set(getattr(row, field.name).values_list(f"{field.m2m_reverse_field_name()}_id", flat=True))
            if kept != set(getattr(record, field.name).values_list("pk", flat=True)):
                found.append(f"{record}: {field.name}")
    return found + [f"{key}: gone unseen" for key, row in newest.items() if row.history_type != "-"]


def all_untold() -> list[str]:
    return [each for model in RECORDS for each in untold(model)]
