"""Where sources print something other than what is on record for the same statement."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports.comparison.variants.variant_rows import (
    FilterCount,
    count_variants,
    data_sets_of,
    published_variants,
    read_rows,
)
from reports.models import Conflict
from reports.publishing.tables import csv_response
from reports.publishing.variant_table import HEADER, MEANINGS, cells
from reports.views.filters import VariantFilter

from .lists import column_links, controls, filters_in_words
from .lookups import find_conflict
from .paging import paginate
from .querystring import check, with_parameters

ROWS_A_PAGE = 50
PUBLISHERS_AT_ONCE = 10
CONTROLS = ["text", "party", "subject", "measure", "kind", "publisher", "printed", "least", "from", "to", "known"]


@require_safe
def page(request: HttpRequest, conflict: str) -> HttpResponse:
    war, filters = _selection(request, conflict, extra=("page",))
    counts = count_variants(filters.qs)
    variants, paging = paginate(request, filters.qs, ROWS_A_PAGE, count=counts.total)
    publishers = _links(request, "publisher", counts.by_publisher)
    return render(
        request,
        "variants.html",
        {
            "conflict": war,
            "today": timezone.localdate(),
            "form": filters.form,
            "rows": read_rows(variants),
            "counts": counts,
            "kinds": _links(request, "kind", counts.by_kind),
            "publishers": publishers[:PUBLISHERS_AT_ONCE],
            "other_publishers": publishers[PUBLISHERS_AT_ONCE:],
            "data_sets": data_sets_of(filters.qs) if counts.of_data_sets else None,
            "paging": paging,
            "sorts": column_links(request, ["size", "stated_on", "party", "publisher"], default="-size"),
            "controls": controls(filters.form, CONTROLS),
            "narrowed": filters_in_words(request, filters.form),
            "table": with_parameters(request, path=reverse("variant-table", args=[war.slug]), page=None),
            "columns": MEANINGS,
            "section": "variants",
        },
    )


@require_safe
def table(request: HttpRequest, conflict: str) -> HttpResponse:
    """The whole selection as CSV."""
    war, filters = _selection(request, conflict)
    return csv_response(f"{war.slug}-variants", HEADER, map(cells, read_rows(filters.qs)))


def _selection(request: HttpRequest, conflict: str, extra: tuple[str, ...] = ()) -> tuple[Conflict, VariantFilter]:
    war = find_conflict(conflict)
    filters = VariantFilter(request.GET, published_variants(war), conflict=war)
    check(filters.form, request.GET, extra=extra)
    return war, filters


def _links(request: HttpRequest, parameter: str, tallies: tuple[FilterCount, ...]) -> list[tuple[FilterCount, str]]:
    """Each with the address of the selection narrowed to it."""
    return [(tally, with_parameters(request, **{parameter: tally.value, "page": None})) for tally in tallies]
