"""The flat list of figures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports.comparison.figure_rows import read_page
from reports.models import Figure
from reports.views.filters import FigureFilter

from .lists import column_links, controls, filters_in_words
from .lookups import find_conflict
from .paging import paginate
from .querystring import check

ROWS_A_PAGE = 50
CONTROLS = [
    "text",
    "party",
    "measure",
    "subject",
    "category",
    "method",
    "total",
    "basis",
    "scope",
    "from",
    "to",
    "known",
]


@require_safe
def page(request: HttpRequest, conflict: str) -> HttpResponse:
    war = find_conflict(conflict)
    filters = FigureFilter(request.GET, Figure.published.filter(report__conflict=war), conflict=war)
    check(filters.form, request.GET, extra=("page",))
    figures, paging = paginate(request, filters.qs, ROWS_A_PAGE)
    return render(
        request,
        "figures.html",
        {
            "conflict": war,
            "form": filters.form,
            "rows": read_page(figures),
            "paging": paging,
            "sorts": column_links(request, ["as_of", "stated_on", "party", "measure", "size"], default="-as_of"),
            "controls": controls(filters.form, CONTROLS),
            "section": "figures",
            "today": timezone.localdate(),
            "narrowed": filters_in_words(request, filters.form),
        },
    )
