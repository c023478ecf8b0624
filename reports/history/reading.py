"""Reads the history of a record: who changed what and when, newest first, in words."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from django.db.models import Field, Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reports.rules.number import grouped

from .acts import Act, Change, Difference, Gone, Verb, Way
from .names import Names
from .passages import Passage, cut, passages
from .rows import Row, deletions, rows_of, shown_fields
from .writing import IMPORTED

AT_ONCE = timedelta(seconds=2)  # rows of one person that follow one another so soon are one act
State = Mapping[str, object]


def history_of(model: type[Model], key: int) -> list[Act]:
    """The acts on the record of ``model`` with this key, there or gone, and on its parts; newest first."""
    rows = rows_of(model, key)
    names = Names(rows)
    states: dict[tuple[type[Model], int], State] = {}
    acts = []
    for together in _acts(rows):
        changes = tuple(_changes(together, states, names, model))
        if changes:
            last = together[-1]
            reason = next((row.reason for row in together if row.reason), "")
            acts.append(Act(last.at, names.person(last.user), _way(last), reason.removeprefix(IMPORTED), changes))
    return acts[::-1]


def gone(model: type[Model]) -> list[Gone]:
    """The deleted records of ``model``, newest deletion first."""
    rows = deletions(model)
    names = Names(rows)
    return [Gone(row.key, names.of_row(model, row.values), row.at, names.person(row.user)) for row in rows]


def _acts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    together: list[Row] = []
    for row in rows:
        if together and not _same_act(together, row):
            yield together
            together = []
        together.append(row)
    if together:
        yield together


def _same_act(together: list[Row], row: Row) -> bool:
    reasons = {each.reason for each in (*together, row)} - {""}
    last = together[-1]
    return row.user == last.user and _way(row) is _way(last) and len(reasons) < 2 and row.at - last.at <= AT_ONCE


def _way(row: Row) -> Way:
    if row.reason.startswith(IMPORTED):
        return Way.IMPORT
    return Way.COMMAND if row.user is None else Way.FORM


def _changes(
    together: list[Row], states: dict[tuple[type[Model], int], State], names: Names, whole: type[Model]
) -> Iterator[Change]:
    """What an act did to each record, from its state before to its state after; ``states`` is brought up to date."""
    last: dict[tuple[type[Model], int], Row] = {(row.model, row.key): row for row in together}
    for place, row in sorted(last.items(), key=lambda item: item[0][0] is not whole):
        before = states.pop(place, None)
        after = None if row.kind == "-" else row.values
        if after is not None:
            states[place] = after
        kind = str(row.model._meta.verbose_name)
        name = "" if row.model is whole else names.of_row(row.model, after or before or row.values)
        if before is None or after is None:
            held = before or row.values if after is None else after
            verb = Verb.REMOVED if after is None else Verb.ADDED
            number = names.number(row.model, held)
            yield Change(verb, kind, f"{name}: {number}" if number else name, held=tuple(_held(row.model, held, names)))
        elif differences := tuple(_differences(row.model, before, after, names)):
            yield Change(Verb.CHANGED, kind, name, differences)


def _held(model: type[Model], values: State, names: Names) -> Iterator[tuple[str, str]]:
    for field in shown_fields(model):
        if said := _in_words(field, values[field.name], names):
            yield _label(field), cut(said.split(), said)


def _differences(model: type[Model], before: State, after: State, names: Names) -> Iterator[Difference]:
    for field in shown_fields(model):
        if before[field.name] != after[field.name]:
            old, new = (_in_words(field, values[field.name], names) for values in (before, after))
            alike = (Passage(cut(old.split(), old), cut(new.split(), new)),)  # but for spaces, or of one name
            yield Difference(_label(field), passages(old, new) or alike)


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
        return date_format(value, "j F Y")
    return str(value)
