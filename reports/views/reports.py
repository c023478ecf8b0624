"""The list of reports."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports.models import Citation, Figure, Report
from reports.views.filters import ReportFilter

from .lists import column_links, controls, filters_in_words
from .lookups import find_conflict
from .paging import paginate
from .querystring import check

ROWS_A_PAGE = 50
CONTROLS = ["text", "party", "measure", "subject", "category", "kind", "method", "from", "to", "known"]


@require_safe
def page(request: HttpRequest, conflict: str) -> HttpResponse:
    war = find_conflict(conflict)
    filters = ReportFilter(request.GET, Report.published.filter(conflict=war), conflict=war)
    check(filters.form, request.GET, extra=("page",))
    reports, paging = paginate(request, filters.qs, ROWS_A_PAGE)
    reports = reports.select_related("party").annotate(
        figure_count=_count_of(Figure.all_objects), source_count=_count_of(Citation.objects)
    )
    return render(
        request,
        "reports.html",
        {
            "conflict": war,
            "form": filters.form,
            "reports": reports,
            "paging": paging,
            "sorts": column_links(request, ["stated_on", "party", "title"], default="-stated_on"),
            "controls": controls(filters.form, CONTROLS),
            "section": "reports",
            "today": timezone.localdate(),
            "narrowed": filters_in_words(request, filters.form),
        },
    )


def _count_of(parts: object) -> Coalesce:
    counted = parts.filter(report=OuterRef("pk")).order_by().values("report").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)
