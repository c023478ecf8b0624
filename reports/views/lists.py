"""What all lists share: headings that sort, and the filters in force with the way out of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.db.models import Model
from django.http import HttpRequest

from reports.views.form_fields import IsoDateField, SlugChoiceField, SlugsField

from .querystring import with_parameters


@dataclass(frozen=True, slots=True)
class SortLink:
    """``address`` sorts by the column, or turns its order round; ``direction`` is ascending, descending or none."""

    address: str
    direction: str


def column_links(request: HttpRequest, names: Sequence[str], default: str) -> dict[str, SortLink]:
    """A link a column. A first click sorts days and sizes from the newest and largest, names from A."""
    current = request.GET.get("sort") or default
    links = {}
    for name in names:
        first = f"-{name}" if name in ("as_of", "stated_on", "size") else name
        second = name if first.startswith("-") else f"-{name}"
        target = second if current == first else first
        direction = {name: "ascending", f"-{name}": "descending"}.get(current, "none")
        links[name] = SortLink(with_parameters(request, sort=target, page=None), direction)
    return links


@dataclass(frozen=True, slots=True)
class Control:
    """One field of the form that narrows a list. ``kind`` is select, ticks, day or search; ``value`` is the text given.

    ``options`` are (value, label, whether chosen), for selects and ticks.
    """

    name: str
    label: str
    kind: str
    value: str = ""
    options: tuple[tuple[str, str, bool], ...] = ()

    @property
    def chosen(self) -> int:
        return sum(chosen for _, _, chosen in self.options)


def controls(form: forms.Form, names: Sequence[str]) -> list[Control]:
    """The fields of a bound form in the order of ``names``, ready to be written out."""
    return [_control(form[name]) for name in names]


def _control(bound: forms.BoundField) -> Control:
    field, label, given = bound.field, str(bound.label), bound.data
    if isinstance(field, SlugsField):
        options = [(slug, _name(record), slug in given) for slug, record in field.records.items()]
        return Control(bound.name, label, "ticks", options=tuple(options))
    if isinstance(field, SlugChoiceField):
        options = [(slug, _name(record), slug == given) for slug, record in field.records.items()]
        return Control(bound.name, label, "select", options=tuple(options))
    if isinstance(field, forms.ChoiceField):
        options = [(str(value), str(text), value == given) for value, text in field.choices if value]
        return Control(bound.name, label, "select", options=tuple(options))
    return Control(bound.name, label, "day" if isinstance(field, IsoDateField) else "search", given or "")


def _name(record: Model) -> str:
    return getattr(record, "short_name", record.name)


@dataclass(frozen=True, slots=True)
class Narrowing:
    label: str
    value: str
    without: str


def filters_in_words(request: HttpRequest, form: forms.Form) -> list[Narrowing]:
    """Each filter that the address sets, with the address that drops it."""
    found = []
    for name, value in form.cleaned_data.items():
        if value in (None, "", []) or name in ("sort", "page"):
            continue
        field = form.fields[name]
        for one in value if isinstance(value, list) else [value]:
            without = with_parameters(request, without=(name, _as_given(one)), page=None)
            found.append(Narrowing(str(field.label), _as_read(field, one), without))
    return found


def _as_given(value: object) -> str:
    """A cleaned value as it stands in the address."""
    return getattr(value, "slug", None) or str(value)


def _as_read(field: forms.Field, value: object) -> str:
    """A cleaned value as a reader knows it: a record by its name, a choice by its label."""
    if isinstance(field, SlugsField):
        return _name(field.find(value))
    if isinstance(value, str):
        return str(dict(getattr(field, "choices", [])).get(value, value))
    return str(value)
