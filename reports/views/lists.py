"""What all lists share: pages, headings that sort, the form that narrows, and the filters in force."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from reports.views.form_fields import IsoDateField, SlugChoiceField, SlugsField

from .querystring import page_number, update_query


def paginate(request: HttpRequest, records: QuerySet | Sequence, size: int, count: int | None = None) -> Page:
    """The page of ``records`` that the address asks for. ``count`` saves a query where it is known.

    Raises Http404 for a page beyond the last, InvalidQuery for what is no page number.
    """
    paginator = Paginator(records, size)
    if count is not None:
        paginator.count = count
    number = page_number(request)
    try:
        return paginator.page(number)
    except EmptyPage as error:
        raise Http404(
            _("This list has no page %(page)d; its last is %(last)d.") % {"page": number, "last": paginator.num_pages}
        ) from error


@dataclass(frozen=True, slots=True)
class SortLink:
    """``address`` sorts by the column, or turns its order round; ``direction`` is ascending, descending or none."""

    address: str
    direction: str


def sort_links(request: HttpRequest, names: Sequence[str], default: str) -> dict[str, SortLink]:
    """A link a column. A first click sorts days and sizes from the newest and largest, names from A."""
    current = request.GET.get("sort") or default
    links = {}
    for name in names:
        first = f"-{name}" if name in ("as_of", "stated_on", "size") else name
        second = name if first.startswith("-") else f"-{name}"
        target = second if current == first else first
        direction = {name: "ascending", f"-{name}": "descending"}.get(current, "none")
        links[name] = SortLink(update_query(request, sort=target, page=None), direction)
    return links


@dataclass(frozen=True, slots=True)
class FilterField:
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
        return sum(chosen for _value, _label, chosen in self.options)


def filter_fields(form: forms.Form, names: Sequence[str]) -> list[FilterField]:
    """The fields of a bound form in the order of ``names``, ready to be written out."""
    return [_filter_field(form[name]) for name in names]


def _filter_field(bound: forms.BoundField) -> FilterField:
    field, label, given = bound.field, str(bound.label), bound.data
    if isinstance(field, SlugsField):
        options = [(slug, _name(record), slug in given) for slug, record in field.records.items()]
        return FilterField(bound.name, label, "ticks", options=tuple(options))
    if isinstance(field, SlugChoiceField):
        options = [(slug, _name(record), slug == given) for slug, record in field.records.items()]
        return FilterField(bound.name, label, "select", options=tuple(options))
    if isinstance(field, forms.ChoiceField):
        options = [(str(value), str(text), value == given) for value, text in field.choices if value]
        return FilterField(bound.name, label, "select", options=tuple(options))
    return FilterField(bound.name, label, "day" if isinstance(field, IsoDateField) else "search", given or "")


def _name(record: Model) -> str:
    return getattr(record, "short_name", record.name)


def active_filters(request: HttpRequest, form: forms.Form) -> list[tuple[str, str, str]]:
    """Each filter that the address sets: its label, its value as a reader knows it, the address that drops it."""
    filters = []
    for name, cleaned in form.cleaned_data.items():
        if cleaned in (None, "", []) or name in ("sort", "page"):
            continue
        field = form.fields[name]
        for value in cleaned if isinstance(cleaned, list) else [cleaned]:
            as_given = getattr(value, "slug", None) or str(value)
            without = update_query(request, without=(name, as_given), page=None)
            filters.append((str(field.label), _as_read(field, value), without))
    return filters


def _as_read(field: forms.Field, value: object) -> str:
    """A cleaned value as a reader knows it: a record by its name, a choice by its label."""
    if isinstance(field, SlugsField):
        return _name(field.find(value))
    if isinstance(value, str):
        return str(dict(getattr(field, "choices", [])).get(value, value))
    return str(value)
