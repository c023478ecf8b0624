"""The records that rows of history refer to, by name: as they are called now, or were last if they are gone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.contrib.auth import get_user_model
from django.db.models import Field, Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.models import Citation, Event, Figure, Measure, MeasureOutcome, Report, Source, Variant
from reports.rules.hedges import in_words

from .rows import Row, shown_fields


class Names:
    """Answers for every key in the rows it is made of: one query a model that they refer to, two if some are gone."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._last: dict[tuple[type[Model], int], Mapping[str, object]] = {}
        keys: dict[type[Model], set[int]] = defaultdict(set)
        for row in rows:
            self._last[row.model, row.key] = row.values
            keys[get_user_model()].add(row.user)
            for field in shown_fields(row.model):
                if field.is_relation:
                    value = row.values[field.name]
                    keys[field.related_model] |= value if field.many_to_many else {value}
        self._records = {model: _records(model, wanted - {None}) for model, wanted in keys.items()}

    def person(self, key: int | None) -> str:
        user = self._records[get_user_model()].get(key)
        return (user.get_full_name() or user.get_username()) if user else ""

    def of(self, model: type[Model], key: int) -> str:
        """A record that others refer to."""
        if model in (Figure, Citation):  # parts of the same report, whose own rows name them
            return self.of_row(model, self._last[model, key]) if (model, key) in self._last else _gone(key)
        record = self._records[model].get(key)
        if record is None:
            return _gone(key)
        if model is Source:
            return f"{record.publisher}: {record.title or record.url}"
        if model is Report:
            return f"{record.title} ({_day(record.stated_on)})"
        return self.person(key) if model is get_user_model() else record.name

    def of_row(self, model: type[Model], values: Mapping[str, object]) -> str:
        """The record whose state ``values`` are, as it stands on its own page or among the parts of another."""
        if model is Figure:
            return ", ".join([self.of(Measure, values["measure"]), self._of_field(model, "subject", values)])
        if model is Citation:
            return self._of_field(model, "source", values)
        if model is Variant:
            return _("%(figure)s, in %(source)s") % {
                "figure": self._of_field(model, "figure", values),
                "source": self._of_field(model, "citation", values),
            }
        if model is MeasureOutcome:
            return self._of_field(model, "outcome", values)
        if model is Source:
            return f"{values['publisher']}: {values['title'] or values['url']}"
        if model is Event:
            return f"{_day(values['date'])}: {values['title']}"
        return str(values["title"] if model is Report else values["name"])

    def number(self, model: type[Model], values: Mapping[str, object]) -> str:
        """The hedged number of a figure's or variant's state in words; empty if it has none."""
        if model not in (Figure, Variant) or not values["qualifier"]:
            return ""
        figure = values if model is Figure else self._last.get((Figure, values["figure"]), {})
        measure = self._records.get(Measure, {}).get(figure.get("measure"))
        numbers = (values["low"], values["best"], values["high"])
        return str(in_words(values["qualifier"], *numbers, measure.unit if measure else "people"))

    def _of_field(self, model: type[Model], name: str, values: Mapping[str, object]) -> str:
        field: Field = model._meta.get_field(name)
        return self.of(field.related_model, values[name])


def _records(model: type[Model], keys: set[int]) -> dict[int, object]:
    """What there is, and of what is gone the last row of its history, which has the same fields."""
    if model in (Figure, Citation):
        return {}
    found = model._base_manager.in_bulk(keys)
    gone = keys - found.keys()
    if gone and hasattr(model, "history"):
        history = model.history.model.objects.filter(id__in=gone).order_by("history_date", "history_id")
        found |= {each.id: each for each in history}
    return found


def _gone(key: int) -> str:
    return _("a record that is gone (number %(key)s)") % {"key": key}


def _day(day: object) -> str:
    return date_format(day, "j F Y")
