"""What all lists share: pages, headings that sort, the form that narrows, and the filters in force."""

import re
from collections.abc import Sequence

from django import forms
from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from .form_fields import IsoDateField, SlugsField, quoted
from .querystring import InvalidQuery, update_query


def paginate(request: HttpRequest, records: QuerySet | Sequence, size: int, count: int | None = None) -> Page:
    """The page of ``records`` that the address asks for. ``count`` saves a query where it is known.

    Its ``numbers`` are those of the pages to link to, with the paginator's ellipsis for those left out.

    Raises Http404 for a page beyond the last, InvalidQuery for what is no page number.
    """
    text = request.GET.get("page") or "1"
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
        raise InvalidQuery([_("page: %(value)s is not a page number.") % {"value": quoted(text)}])
    paginator = Paginator(records, size)
    if count is not None:
        paginator.count = count
    try:
        page = paginator.page(text)
    except EmptyPage as error:
        pages = {"page": int(text), "last": paginator.num_pages}
        raise Http404(_("This list has no page %(page)d; its last is %(last)d.") % pages) from error
    page.numbers = paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return page


def sort_links(request: HttpRequest, names: Sequence[str], default: str) -> dict[str, dict[str, str]]:
    """By column: the ``address`` that sorts by it or turns its order round; ``direction`` is ascending, descending
    or none.

    A first click sorts days and sizes from the newest and largest, names from A.
    """
    current = request.GET.get("sort") or default
    links = {}
    for name in names:
        first = f"-{name}" if name in ("as_of", "stated_on", "size") else name
        second = name if first.startswith("-") else f"-{name}"
        target = second if current == first else first
        direction = {name: "ascending", f"-{name}": "descending"}.get(current, "none")
        links[name] = {"address": update_query(request, sort=target, page=None), "direction": direction}
    return links


def filter_fields(form: forms.Form, names: Sequence[str]) -> list[dict[str, object]]:
    """What parts/list_form.html needs of the fields of a bound form, in the order of ``names``.

    ``kind`` is ticks, select, day or search. Ticks and selects have ``options``: (value, label, whether chosen), of
    which ``chosen`` counts the last; the others have a ``value``, the text in the address.
    """
    fields = []
    for name in names:
        bound, field = form[name], form.fields[name]
        chosen = bound.data if isinstance(bound.data, list) else [bound.data]
        options = [(str(value), str(label), value in chosen) for value, label in getattr(field, "choices", ()) if value]
        if isinstance(field, SlugsField):
            kind = "ticks"
        elif hasattr(field, "choices"):
            kind = "select"
        else:
            kind = "day" if isinstance(field, IsoDateField) else "search"
        fields.append(
            {
                "name": name,
                "label": bound.label,
                "kind": kind,
                "value": bound.data or "",
                "options": options,
                "chosen": sum(is_chosen for _value, _label, is_chosen in options),
            }
        )
    return fields


def active_filters(request: HttpRequest, form: forms.Form) -> list[tuple[str, str, str]]:
    """Each filter that the address sets: its label, its value as a reader knows it, the address that drops it."""
    filters = []
    for name, cleaned in form.cleaned_data.items():
        if cleaned in (None, "", []) or name == "sort":
            continue
        field = form.fields[name]
        labels = dict(getattr(field, "choices", ()))
        for value in cleaned if isinstance(cleaned, list) else [cleaned]:
            without = update_query(request, without=(name, getattr(value, "slug", None) or str(value)), page=None)
            filters.append((str(field.label), str(labels.get(value, value)), without))
    return filters
