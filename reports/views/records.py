"""One report, one figure, one source: each with its whole provenance."""

from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.comparison.figure_rows import as_rows, read_rows, with_what_rows_need
from reports.comparison.perspectives import perspective
from reports.comparison.provenance import citation_tree, readings_of
from reports.models import Citation, Event, Figure, Report, Source, Status, Variant

from .addresses import takes_no_parameters
from .lookups import find, only_conflict


@require_safe
@takes_no_parameters
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
            "revised": Report.objects.filter(pk=found.revises_id).first(),
            "revised_by": Report.objects.filter(revises=found),
            "variants": Variant.objects.filter(figure__report=found).select_related(
                "figure__measure", "citation__source"
            ),
        },
    )


@require_safe
@takes_no_parameters
def figure(request: HttpRequest, slug: str) -> HttpResponse:
    found = find(
        with_what_rows_need(Figure.objects.all()).select_related("report__conflict", "party__side", "subject__part_of"),
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
            "revised": Report.objects.filter(pk=found.report.revises_id).first(),
            "outcomes": found.measure.measure_outcomes.select_related("outcome").order_by(
                "certainty", "outcome__position"
            ),
            "tree": tree,
            "readings": readings_of(row, tree),
            "others": [other for other in read_rows(Figure.objects.filter(report=found.report)) if other.slug != slug],
        },
    )


@require_safe
@takes_no_parameters
def source(request: HttpRequest, slug: str) -> HttpResponse:
    published = Citation.objects.filter(report__status=Status.PUBLISHED)
    shown_in = (
        Exists(published.filter(source=OuterRef("pk")))
        | Exists(published.filter(taken_from=OuterRef("pk")))
        | Exists(published.filter(transcribed_by=OuterRef("pk")))
        | Exists(Event.objects.filter(source=OuterRef("pk")))
    )
    found = find(Source.objects.filter(shown_in), slug, _("There is no source %s here."))
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
            "conflict": only_conflict(),
            "source": found,
            "citations": list(citations[:shown]),
            "citation_count": citations.count(),
            "relayed_in": published.filter(taken_from=found).select_related("source", "report")[:shown],
            "transcription_count": published.filter(transcribed_by=found).count(),
        },
    )
