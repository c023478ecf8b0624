"""The lists of a conflict: its reports, its figures, and where sources print something other than what is on record."""

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports.comparison.figure_rows import read_page
from reports.comparison.variants import (
    FilterCount,
    count_variants,
    data_sets_of,
    published_variants,
    read_rows,
)
from reports.models import Citation, Conflict, Figure, Report
from reports.publishing.export_tables import csv_response
from reports.publishing.variant_table import VARIANTS
from reports.views.filters import ConflictFilterSet, FigureFilter, ReportFilter, VariantFilter

from .lists import active_filters, filter_fields, paginate, sort_links
from .page_lookups import find_conflict
from .querystring import check, update_query

ROWS_A_PAGE = 50
PUBLISHERS_AT_ONCE = 10
Filters = TypeVar("Filters", bound=ConflictFilterSet)


@require_safe
def reports(request: HttpRequest, conflict: str) -> HttpResponse:
    war = find_conflict(conflict)
    filters = _checked(request, ReportFilter(request.GET, Report.published.filter(conflict=war), conflict=war))
    page = paginate(request, filters.qs, ROWS_A_PAGE)
    context = {
        "reports": page.object_list.select_related("party").annotate(
            figure_count=_count_of(Figure.all_objects), source_count=_count_of(Citation.objects)
        ),
        "paging": page,
        "sorts": sort_links(request, ["stated_on", "party", "title"], default="-stated_on"),
    }
    fields = ["text", "party", "measure", "subject", "category", "kind", "method", "from", "to", "known"]
    return render(request, "reports.html", context | _shared(request, "reports", war, filters, fields))


def _count_of(parts: QuerySet) -> Coalesce:
    counted = parts.filter(report=OuterRef("pk")).order_by().values("report").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


@require_safe
def figures(request: HttpRequest, conflict: str) -> HttpResponse:
    war = find_conflict(conflict)
    filters = _checked(request, FigureFilter(request.GET, Figure.published.filter(report__conflict=war), conflict=war))
    page = paginate(request, filters.qs, ROWS_A_PAGE)
    context = {
        "rows": read_page(page.object_list),
        "paging": page,
        "sorts": sort_links(request, ["as_of", "stated_on", "party", "measure", "size"], default="-as_of"),
    }
    fields = ["text", "party", "measure", "subject", "category", "method", "total", "basis", "scope"]
    return render(
        request, "figures.html", context | _shared(request, "figures", war, filters, [*fields, "from", "to", "known"])
    )


@require_safe
def variants(request: HttpRequest, conflict: str) -> HttpResponse:
    war = find_conflict(conflict)
    filters = _checked(request, VariantFilter(request.GET, published_variants(war), conflict=war))
    counts = count_variants(filters.qs)
    page = paginate(request, filters.qs, ROWS_A_PAGE, count=counts.total)
    publishers = _narrowed_to(request, "publisher", counts.by_publisher)
    context = {
        "rows": read_rows(page.object_list),
        "paging": page,
        "sorts": sort_links(request, ["size", "stated_on", "party", "publisher"], default="-size"),
        "counts": counts,
        "kinds": _narrowed_to(request, "kind", counts.by_kind),
        "publishers": publishers[:PUBLISHERS_AT_ONCE],
        "other_publishers": publishers[PUBLISHERS_AT_ONCE:],
        "data_sets": data_sets_of(filters.qs) if counts.of_data_sets else None,
        "table": update_query(request, path=reverse("variant-table", args=[war.slug]), page=None),
        "columns": VARIANTS.meanings,
    }
    fields = ["text", "party", "subject", "measure", "kind", "publisher", "printed", "least", "from", "to", "known"]
    return render(request, "variants.html", context | _shared(request, "variants", war, filters, fields))


@require_safe
def variant_table(request: HttpRequest, conflict: str) -> HttpResponse:
    """The whole selection as CSV."""
    war = find_conflict(conflict)
    filters = _checked(request, VariantFilter(request.GET, published_variants(war), conflict=war), extra=())
    lines = VARIANTS.lines((row,) for row in read_rows(filters.qs))
    return csv_response(f"{war.slug}-variants", VARIANTS.header, lines)


def _narrowed_to(
    request: HttpRequest, parameter: str, tallies: tuple[FilterCount, ...]
) -> list[tuple[FilterCount, str]]:
    """Each with the address of the selection narrowed to it."""
    return [(tally, update_query(request, **{parameter: tally.value, "page": None})) for tally in tallies]


def _checked(request: HttpRequest, filters: Filters, extra: tuple[str, ...] = ("page",)) -> Filters:
    """Raises InvalidQuery unless the address can be answered."""
    check(filters.form, request.GET, extra=extra)
    return filters


def _shared(
    request: HttpRequest, section: str, war: Conflict, filters: ConflictFilterSet, fields: Sequence[str]
) -> dict[str, object]:
    """What the templates of all lists need: ``fields`` are the names of those that narrow the list."""
    return {
        "conflict": war,
        "section": section,
        "today": timezone.localdate(),
        "form": filters.form,
        "filter_fields": filter_fields(filters.form, fields),
        "active_filters": active_filters(request, filters.form),
    }
