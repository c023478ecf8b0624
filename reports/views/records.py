"""One report, one figure, one source: each with its whole provenance."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.comparison.figure_rows import as_rows, read_rows, with_what_rows_need
from reports.comparison.perspectives import perspective
from reports.comparison.provenance import citation_tree, readings_of
from reports.models import Citation, Figure, Report, Source, Variant

from .lookups import find


@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    found = find(
        Report.objects.select_related("conflict", "party", "revises", "author", "reviewer").prefetch_related(
            "draws_on"
        ),
        slug,
        _("There is no report %s here."),
    )
    rows = read_rows(Figure.objects.filter(report=found))
    return render(
        request,
        "report.html",
        {
            "conflict": found.conflict,
            "report": found,
            "rows": rows,
            "tree": citation_tree(found),
            "revised_by": Report.objects.filter(revises=found),
            "variants": Variant.objects.filter(figure__report=found).select_related(
                "figure__measure", "citation__source"
            ),
        },
    )


@require_safe
def figure(request: HttpRequest, slug: str) -> HttpResponse:
    found = find(
        with_what_rows_need(Figure.objects.all()).select_related(
            "report__conflict", "report__revises", "party__side", "subject__part_of"
        ),
        slug,
        _("There is no figure %s here."),
    )
    (row,) = as_rows([found])
    tree = citation_tree(found.report, figure=found)
    return render(
        request,
        "figure.html",
        {
            "conflict": found.report.conflict,
            "figure": found,
            "report": found.report,
            "row": row,
            "perspective": perspective(found.party.side_id, found.subject.side_id).value,
            "outcomes": found.measure.measure_outcomes.select_related("outcome"),
            "tree": tree,
            "readings": readings_of(row, tree),
            "others": [other for other in read_rows(Figure.objects.filter(report=found.report)) if other.slug != slug],
        },
    )


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    found = find(Source.objects.all(), slug, _("There is no source %s here."))
    published = Citation.objects.filter(report__in=Report.objects.all())
    citations = (
        published.filter(source=found)
        .select_related("report__party", "report__conflict", "taken_from", "transcribed_by")
        .prefetch_related(Prefetch("variants", Variant.objects.select_related("figure__measure")))
        .order_by("-report__stated_on", "-pk")
    )
    shown = 100
    return render(
        request,
        "source.html",
        {
            "source": found,
            "citations": list(citations[:shown]),
            "citation_count": citations.count(),
            "relayed_in": published.filter(taken_from=found).select_related("source", "report")[:shown],
            "transcription_count": published.filter(transcribed_by=found).count(),
        },
    )
