"""The rows of history of one record and its parts, as the database holds them: a few queries, however many rows."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Field, Model, QuerySet

from reports.models import Citation, Figure, Measure, MeasureOutcome, Report, Variant

# What is shown on the page of another record: model -> its parts, and the field of each that names the whole.
PARTS = {
    Report: {Figure: "report", Citation: "report", Variant: "figure"},
    Measure: {MeasureOutcome: "measure"},
}
# What the desk keeps for itself: who and when stands above every change anyway.
KEPT_ASIDE = {"id", "version", "last_changed_by", "submitted_at", "published_at"}


@dataclass(frozen=True, slots=True)
class Row:
    """One state of a record. ``values`` are by the name of the field; of a link to many, a frozenset of keys."""

    model: type[Model]
    key: int
    at: datetime
    number: int
    kind: str
    user: int | None
    reason: str
    values: Mapping[str, object]


def rows_of(model: type[Model], key: int) -> list[Row]:
    """Oldest first; what was written at one moment in the order whole, parts."""
    wanted = {model: model.history.model.objects.filter(id=key)}
    for part, whole in PARTS.get(model, {}).items():
        wanted[part] = _parts(part, whole, model, key)
    found = [row for each, queryset in wanted.items() for row in _read(each, queryset)]
    order = list(wanted)
    return sorted(found, key=lambda row: (row.at, order.index(row.model), row.number))


def deletions(model: type[Model]) -> list[Row]:
    """The last rows of the records of ``model`` that were deleted, newest first."""
    rows = _read(model, model.history.model.objects.filter(history_type="-"))
    return sorted(rows, key=lambda row: (row.at, row.number), reverse=True)


def shown_fields(model: type[Model]) -> list[Field]:
    """The fields that a page of history tells of: not the key, copies, nor of which record a part is."""
    aside = KEPT_ASIDE | {whole for parts in PARTS.values() for part, whole in parts.items() if part is model}
    if model is Variant:
        aside.discard("figure")
    history = model.history.model
    fields = [field for field in history.tracked_fields if field.editable and field.name not in aside]
    return [*fields, *history._history_m2m_fields]


def _parts(part: type[Model], whole: str, model: type[Model], key: int) -> QuerySet:
    """Also of parts that are gone. A variant is found by its figure."""
    history = part.history.model.objects
    if part is Variant:
        return history.filter(figure_id__in=Figure.history.model.objects.filter(report_id=key).values("id"))
    return history.filter(**{f"{whole}_id": key})


def _read(model: type[Model], queryset: QuerySet) -> list[Row]:
    history = model.history.model
    links = {
        field.name: _links(getattr(history, field.name).model.objects.filter(history__in=queryset), field)
        for field in history._history_m2m_fields
    }
    return [
        Row(
            model,
            each.id,
            each.history_date,
            each.history_id,
            each.history_type,
            each.history_user_id,
            each.history_change_reason or "",
            {field.name: getattr(each, field.attname) for field in history.tracked_fields}
            | {name: frozenset(keys[each.history_id]) for name, keys in links.items()},
        )
        for each in queryset.order_by()
    ]


def _links(queryset: QuerySet, field: Field) -> Mapping[int, set[int]]:
    found = defaultdict(set)
    for row, key in queryset.values_list("history_id", f"{field.m2m_reverse_field_name()}_id"):
        found[row].add(key)
    return found
