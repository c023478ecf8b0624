"""The records that rows of history refer to, by name: as they are called now, or were last if they are gone."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.contrib.auth import get_user_model
from django.db.models import Field, Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.models import Citation, Event, Figure, Measure, MeasureOutcome, Report, Source, Variant
from reports.rules.number import Number


def value_of(row: Model, field: Field) -> object:
    """What a row of history holds in ``field``: of a link its key, of a link to many a frozenset of keys."""
    return row.links[field.name] if field.many_to_many else getattr(row, field.attname)


class Names:
    """Answers for every key in the rows it is made of: one query a model that they refer to, two if some are gone.

    ``fields_of`` gives the fields of a model whose values may have to be named.
    """

    def __init__(self, rows: Iterable[Model], fields_of: Callable[[type[Model]], list[Field]]) -> None:
        self._last: dict[tuple[type[Model], int], Model] = {}
        keys: dict[type[Model], set[int]] = defaultdict(set)
        for row in rows:
            self._last[row.instance_type, row.id] = row
            keys[get_user_model()].add(row.history_user_id)
            for field in fields_of(row.instance_type):
                if field.is_relation:
                    value = value_of(row, field)
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

    def of_row(self, row: Model) -> str:
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

    def number(self, row: Model) -> str:
        """The hedged number of a figure's or variant's state in words; empty if it has none."""
        model = row.instance_type
        if model not in (Figure, Variant) or not row.qualifier:
            return ""
        figure = row if model is Figure else self._last.get((Figure, row.figure_id))
        measure = self._records.get(Measure, {}).get(figure and figure.measure_id)
        return str(Number.of(row, measure.unit if measure else "people"))

    def _of_field(self, row: Model, name: str) -> str:
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
