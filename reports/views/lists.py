"""What all lists share: headings that sort, and the filters in force with the way out of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest

from reports.parameters import SlugsField

from .addresses import with_parameters


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
        record = field.find(value)
        return getattr(record, "short_name", record.name)
    if isinstance(value, str):
        return str(dict(getattr(field, "choices", [])).get(value, value))
    return str(value)
