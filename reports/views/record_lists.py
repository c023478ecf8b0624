"""The lists of a conflict: its reports, its figures, and where sources print something other than what is on record."""

from collections.abc import Callable, Iterable, Sequence

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports.comparison.context import read_page
from reports.comparison.variants import (
    count_variants,
    data_sets_of,
    published_variants,
    read_rows,
)
from reports.models import Citation, Conflict, Figure, Report
from reports.publishing.export_tables import csv_response
from reports.publishing.variant_table import VARIANTS

from .filters import ConflictFilterSet, FigureFilter, ReportFilter, VariantFilter
from .lists import active_filters, filter_fields, paginate, sort_links
from .page_lookups import find_conflict
from .querystring import check, update_query

ROWS_A_PAGE = 50
PUBLISHERS_AT_ONCE = 10


@require_safe
def reports(request: HttpRequest, conflict: str) -> HttpResponse:
    filters = _filters(request, conflict, ReportFilter, lambda war: Report.published.filter(conflict=war), "page")
    fields = ["text", "party", "measure", "subject", "category", "kind", "method", "from", "to", "known"]
    context = _context(request, "reports", filters, fields)
    counts = {"figure_count": _count_of(Figure.all_objects), "source_count": _count_of(Citation.objects)}
    context["reports"] = context["paging"].object_list.select_related("party").annotate(**counts)
    return render(request, "reports.html", context)


def _count_of(parts: QuerySet) -> Coalesce:
    counted = parts.filter(report=OuterRef("pk")).order_by().values("report").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


@require_safe
def figures(request: HttpRequest, conflict: str) -> HttpResponse:
    filters = _filters(
        request, conflict, FigureFilter, lambda war: Figure.published.filter(report__conflict=war), "page"
    )
    fields = ["text", "party", "measure", "subject", "category", "method", "total", "basis", "scope"]
    context = _context(request, "figures", filters, [*fields, "from", "to", "known"])
    return render(request, "figures.html", context | {"rows": read_page(context["paging"].object_list)})


@require_safe
def variants(request: HttpRequest, conflict: str) -> HttpResponse:
    filters = _filters(request, conflict, VariantFilter, published_variants, "page")
    counts = count_variants(filters.qs)
    fields = ["text", "party", "subject", "measure", "kind", "publisher", "printed", "least", "from", "to", "known"]
    context = _context(request, "variants", filters, fields, counts["total"])
    publishers = _narrowed_to(request, "publisher", counts["by_publisher"])
    context |= {
        "rows": read_rows(context["paging"].object_list),
        "counts": counts,
        "kinds": _narrowed_to(request, "kind", counts["by_kind"]),
        "publishers": publishers[:PUBLISHERS_AT_ONCE],
        "other_publishers": publishers[PUBLISHERS_AT_ONCE:],
        "data_sets": data_sets_of(filters.qs) if counts["of_data_sets"] else None,
        "table": update_query(request, path=reverse("variant-table", args=[conflict]), page=None),
        "columns": VARIANTS.meanings,
    }
    return render(request, "variants.html", context)


@require_safe
def variant_table(request: HttpRequest, conflict: str) -> HttpResponse:
    """The whole selection as CSV."""
    filters = _filters(request, conflict, VariantFilter, published_variants)
    lines = VARIANTS.lines((row,) for row in read_rows(filters.qs))
    return csv_response(f"{conflict}-variants", VARIANTS.header, lines)


def _narrowed_to(
    request: HttpRequest, parameter: str, counts: Iterable[tuple[str, str, int]]
) -> list[tuple[str, int, str]]:
    """Of each value its name, how often it occurs and the address of the selection narrowed to it."""
    return [(name, count, update_query(request, **{parameter: value, "page": None})) for value, name, count in counts]


def _filters(
    request: HttpRequest,
    slug: str,
    filter_set: type[ConflictFilterSet],
    records_of: Callable[[Conflict], QuerySet],
    *extra: str,
) -> ConflictFilterSet:
    """The filters of the address, bound to the records of the conflict of that slug.

    ``extra`` names further parameters that the address may have. Raises InvalidQuery or Http404.
    """
    conflict = find_conflict(slug)
    filters = filter_set(request.GET, records_of(conflict), conflict=conflict)
    check(filters.form, request.GET, extra=extra)
    return filters


def _context(
    request: HttpRequest, section: str, filters: ConflictFilterSet, fields: Sequence[str], count: int | None = None
) -> dict[str, object]:
    """What the templates of all lists need; ``paging`` is the page that the address asks for.

    ``fields`` are the names of those that narrow the list; ``count`` saves a query where it is known.
    """
    sort = filters.filters["sort"]
    return {
        "paging": paginate(request, filters.qs, ROWS_A_PAGE, count=count),
        "conflict": filters.conflict,
        "section": section,
        "today": timezone.localdate(),
        "form": filters.form,
        "filter_fields": filter_fields(filters.form, fields),
        "active_filters": active_filters(request, filters.form),
        "sorts": sort_links(request, list(sort.columns), sort.default),
    }
