"""Reads the history of a record and its parts: who changed what and when, newest first, in words.

A row of history is an instance of a model's history (django-simple-history): one state of one record. An entry is all
that one person did to a record in one go, which may be many rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.db.models import Field, Model, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.models import HistoricalChanges

from reports.models import Citation, Event, Figure, Measure, MeasureOutcome, Report, Source, Variant
from reports.rules.number import Number, grouped

from .diff import Passage, cut, passages
from .recorder import IMPORTED

__all__ = ["Change", "deleted_records", "history_of"]

# What is shown on the page of another record: model -> its parts, and the field of each that names the whole.
PARTS = {
    Report: {Figure: "report", Citation: "report", Variant: "figure"},
    Measure: {MeasureOutcome: "measure"},
}
# Not shown: who and when stands above every change anyway.
NOT_SHOWN = {"id", "version", "last_changed_by", "submitted_at", "published_at"}
AT_ONCE = timedelta(seconds=2)  # rows of one person that follow one another so soon are one entry
Row = HistoricalChanges


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a record or of one of its parts: ``kind`` says what that is ("figure"), ``name`` which one.

    ``verb`` is added, changed or removed. What was changed has ``differences``: the label of each field, and in what
    its value differs. What was added or removed has the ``values`` that it held, by label.
    """

    verb: str
    kind: str
    name: str
    differences: tuple[tuple[str, tuple[Passage, ...]], ...] = ()
    values: tuple[tuple[str, str], ...] = ()


def history_of(model: type[Model], key: int) -> list[dict[str, object]]:
    """The entries on the record of ``model`` with this key, there or gone, and on its parts; newest first.

    Of each when (``at``) and ``who``, empty where nobody was logged in; its ``way`` (form, import or command), the
    ``reason`` that the person or the program gave, or empty, and the ``changes``.
    """
    rows = _rows_of(model, key)
    names = Names(rows)
    states: dict[tuple[type[Model], int], Row] = {}
    entries = []
    for batch in _batches(rows):
        changes = tuple(_changes(batch, states, names, model))
        if changes:
            last = batch[-1]
            reason = next((row.history_change_reason for row in batch if row.history_change_reason), "")
            entries.append(
                {
                    "at": last.history_date,
                    "who": names.person(last.history_user_id),
                    "way": _way(last),
                    "reason": reason.removeprefix(IMPORTED),
                    "changes": changes,
                }
            )
    return entries[::-1]


def deleted_records(model: type[Model]) -> list[dict[str, object]]:
    """The deleted records of ``model``, newest deletion first.

    Of each the ``key`` under which its history still stands, its ``name``, when (``at``) it was deleted, and ``who``
    did it, empty where nobody was logged in.
    """
    rows = _read(model, model.history.model.objects.filter(history_type="-"))
    rows.sort(key=lambda row: (row.history_date, row.history_id), reverse=True)
    names = Names(rows)
    return [
        {
            "key": row.id,
            "name": names.of_row(row),
            "at": row.history_date,
            "who": names.person(row.history_user_id),
        }
        for row in rows
    ]


# --- rows -------------------------------------------------------------------------------------------------------------


def _rows_of(model: type[Model], key: int) -> list[Row]:
    """Of a record and its parts, gone ones too, oldest first; those of one moment in the order whole, parts.

    A few queries in all.
    """
    querysets = {model: model.history.model.objects.filter(id=key)}
    for part, whole in PARTS.get(model, {}).items():
        wanted = {f"{whole}_id": key}
        if part is Variant:  # found by its figure
            wanted = {"figure_id__in": Figure.history.model.objects.filter(report_id=key).values("id")}
        querysets[part] = part.history.model.objects.filter(**wanted)
    order = list(querysets)
    rows = [row for part, queryset in querysets.items() for row in _read(part, queryset)]
    return sorted(rows, key=lambda row: (row.history_date, order.index(row.instance_type), row.history_id))


def _read(model: type[Model], queryset: QuerySet) -> list[Row]:
    """The rows, each with its ``links`` to many: the keys by the name of the field."""
    history = model.history.model
    links = {
        field.name: _links(getattr(history, field.name).model.objects.filter(history__in=queryset), field)
        for field in history._history_m2m_fields
    }
    rows = list(queryset.order_by())
    for row in rows:
        row.links = {name: frozenset(keys[row.history_id]) for name, keys in links.items()}
    return rows


def _links(queryset: QuerySet, field: Field) -> Mapping[int, set[int]]:
    keys = defaultdict(set)
    for row, key in queryset.values_list("history_id", f"{field.m2m_reverse_field_name()}_id"):
        keys[row].add(key)
    return keys


def shown_fields(model: type[Model]) -> list[Field]:
    """The fields that a page of history shows: not the key, copies, nor of which record a part is."""
    hidden = NOT_SHOWN | {whole for parts in PARTS.values() for part, whole in parts.items() if part is model}
    if model is Variant:
        hidden.discard("figure")
    history = model.history.model
    fields = [field for field in history.tracked_fields if field.editable and field.name not in hidden]
    return [*fields, *history._history_m2m_fields]


def _value(row: Row, field: Field) -> object:
    """What a row of history holds in ``field``: of a link its key, of a link to many a frozenset of keys."""
    return row.links[field.name] if field.many_to_many else getattr(row, field.attname)


# --- names ------------------------------------------------------------------------------------------------------------


class Names:
    """The records that rows of history refer to, by name: as they are called now, or were last if they are gone.

    For every key in the rows it is made of: one query a model that they refer to, two if some are gone.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._last: dict[tuple[type[Model], int], Model] = {}
        keys: dict[type[Model], set[int]] = defaultdict(set)
        for row in rows:
            self._last[row.instance_type, row.id] = row
            keys[get_user_model()].add(row.history_user_id)
            for field in shown_fields(row.instance_type):
                if field.is_relation:
                    value = _value(row, field)
                    keys[field.related_model] |= value if field.many_to_many else {value}
        self._records = {model: _records(model, wanted - {None}) for model, wanted in keys.items()}

    def person(self, key: int | None) -> str:
        user = self._records[get_user_model()].get(key)
        return (user.get_full_name() or user.get_username()) if user else ""

    def of(self, model: type[Model], key: int) -> str:
        """A record that others refer to."""
        if model in (Figure, Citation):  # parts of the same report, whose own rows name them
            return self.of_row(self._last[model, key]) if (model, key) in self._last else _gone(key)
        record = self._records[model].get(key)
        if record is None:
            return _gone(key)
        if model is Source:
            return f"{record.publisher}: {record.title or record.url}"
        if model is Report:
            return f"{record.title} ({_day(record.stated_on)})"
        return self.person(key) if model is get_user_model() else record.name

    def of_row(self, row: Row) -> str:
        """The record whose state ``row`` is, as it stands on its own page or among the parts of another."""
        model = row.instance_type
        if model is Figure:
            return ", ".join([self.of(Measure, row.measure_id), self._of_field(row, "subject")])
        if model is Citation:
            return self._of_field(row, "source")
        if model is Variant:
            return _("%(figure)s, in %(source)s") % {
                "figure": self._of_field(row, "figure"),
                "source": self._of_field(row, "citation"),
            }
        if model is MeasureOutcome:
            return self._of_field(row, "outcome")
        if model is Source:
            return f"{row.publisher}: {row.title or row.url}"
        if model is Event:
            return f"{_day(row.date)}: {row.title}"
        return str(row.title if model is Report else row.name)

    def number(self, row: Row) -> str:
        """The hedged number of a figure's or variant's state in words; empty if it has none."""
        model = row.instance_type
        if model not in (Figure, Variant) or not row.qualifier:
            return ""
        figure = row if model is Figure else self._last.get((Figure, row.figure_id))
        measure = self._records.get(Measure, {}).get(figure and figure.measure_id)
        return str(Number.of(row, measure.unit if measure else "people"))

    def _of_field(self, row: Row, name: str) -> str:
        field: Field = row.instance_type._meta.get_field(name)
        return self.of(field.related_model, getattr(row, field.attname))


def _records(model: type[Model], keys: set[int]) -> dict[int, object]:
    """What there is, and of what is gone the last row of its history, which has the same fields."""
    if model in (Figure, Citation):
        return {}
    records = model._base_manager.in_bulk(keys)
    gone = keys - records.keys()
    if gone and hasattr(model, "history"):
        history = model.history.model.objects.filter(id__in=gone).order_by("history_date", "history_id")
        records |= {row.id: row for row in history}
    return records


def _gone(key: int) -> str:
    return _("a record that is gone (number %(key)s)") % {"key": key}


def _day(day: object) -> str:
    return date_format(day, "j F Y")


# --- entries ----------------------------------------------------------------------------------------------------------


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows of each entry, of rows in order."""
    batch: list[Row] = []
    for row in rows:
        if batch and not _belongs(row, batch):
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def _belongs(row: Row, batch: list[Row]) -> bool:
    reasons = {other.history_change_reason or "" for other in (*batch, row)} - {""}
    last = batch[-1]
    return (
        row.history_user_id == last.history_user_id
        and _way(row) == _way(last)
        and len(reasons) < 2
        and row.history_date - last.history_date <= AT_ONCE
    )


def _way(row: Row) -> str:
    if (row.history_change_reason or "").startswith(IMPORTED):
        return "import"
    return "command" if row.history_user_id is None else "form"


def _changes(
    batch: list[Row], states: dict[tuple[type[Model], int], Row], names: Names, whole: type[Model]
) -> Iterator[Change]:
    """What a batch did to each record, from its state before to its state after; ``states`` is brought up to date."""
    last = {(row.instance_type, row.id): row for row in batch}
    for place, row in sorted(last.items(), key=lambda item: item[0][0] is not whole):
        before = states.pop(place, None)
        after = None if row.history_type == "-" else row
        if after is not None:
            states[place] = after
        model = row.instance_type
        kind = str(model._meta.verbose_name)
        name = "" if model is whole else names.of_row(after or before or row)
        if before is None or after is None:
            state = after or before or row
            number = names.number(state)
            yield Change(
                "removed" if after is None else "added",
                kind,
                f"{name}: {number}" if number else name,
                values=tuple(_values(state, names)),
            )
        elif differences := tuple(_differences(before, after, names)):
            yield Change("changed", kind, name, differences)


def _values(state: Row, names: Names) -> Iterator[tuple[str, str]]:
    for field in shown_fields(state.instance_type):
        if text := _in_words(field, _value(state, field), names):
            yield _label(field), cut(text.split(), text)


def _differences(before: Row, after: Row, names: Names) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    for field in shown_fields(after.instance_type):
        if _value(before, field) != _value(after, field):
            old, new = (_in_words(field, _value(state, field), names) for state in (before, after))
            alike = (("", cut(old.split(), old), cut(new.split(), new), ""),)  # but for spaces, or of one name
            yield _label(field), passages(old, new) or alike


def _label(field: Field) -> str:
    special = {
        "low": _("Lowest value"),
        "best": _("Best value"),
        "high": _("Highest value"),
        "slug": _("Address on the site"),
        "stated_on_known": _("This day is known"),
    }
    return special.get(field.name) or capfirst(str(field.verbose_name))


def _in_words(field: Field, value: object, names: Names) -> str:
    """A value as people read it; empty where there is none."""
    if value in (None, ""):
        return ""
    if field.many_to_many:
        return ", ".join(sorted(names.of(field.related_model, key) for key in value))
    if field.is_relation:
        return names.of(field.related_model, value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return grouped(value)
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return _day(value)
    return str(value)
