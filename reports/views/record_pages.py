"""One report, one figure, one source: each with its whole provenance."""

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.comparison.context import with_counts
from reports.comparison.provenance.sequence import before_and_after, reports_around
from reports.comparison.provenance.sources import read_provenance
from reports.models import PUBLIC, Citation, Event, Figure, Measure, Report, Source, Status, Subject, Variant
from reports.models.choices import Certainty
from reports.rules.enums import perspective

from .page_lookups import find, only_conflict
from .querystring import takes_no_parameters
from .record_versions import versions_of

# What a page about a report, or about one of its figures, tells of it.
REPORT_NAMES = ("conflict", "party", "author", "reviewer", "revises", "replaces", "replaced_by")


@require_safe
@takes_no_parameters
def report(request: HttpRequest, slug: str) -> HttpResponse:
    record = find(
        Report.all_objects.public().select_related(*REPORT_NAMES).prefetch_related("draws_on"),
        slug,
        _("There is no report %s here."),
    )
    rows = list(with_counts(Figure.all_objects.filter(report=record)))
    subjects = Subject.objects.filter(figures__report=record).distinct()
    provenance = read_provenance(record, rows)
    before, after = reports_around(record) if record.status == Status.PUBLISHED else (None, None)
    response = render(
        request,
        "report.html",
        {
            "conflict": record.conflict,
            "report": record,
            "rows": rows,
            "subjects": [
                (subject.name, perspective(record.party.side_id, subject.side_id).value) for subject in subjects
            ],
            "provenance": provenance,
            "differing": [(row, provenance["sentences"][row.slug]) for row in rows if row.variant_count],
            "before": before,
            "after": after,
        }
        | versions_of(record),
    )
    return _only_what_stands_is_found(record, response)


@require_safe
@takes_no_parameters
def figure(request: HttpRequest, slug: str) -> HttpResponse:
    record = find(
        with_counts(Figure.all_objects.filter(report__status__in=PUBLIC))
        .select_related(
            *(f"report__{name}" for name in REPORT_NAMES),
            "party__side",
        )
        .prefetch_related("report__draws_on"),
        slug,
        _("There is no figure %s here."),
    )
    provenance = read_provenance(record.report, [record])
    response = render(
        request,
        "figure.html",
        {
            "conflict": record.report.conflict,
            "figure": record,
            "report": record.report,
            "perspective": perspective(record.party.side_id, record.subject.side_id).value,
            "outcomes": _outcomes_in_words(record.measure),
            "language": record.language or record.report.language,
            "provenance": provenance,
            "sentence": provenance["sentences"][slug],
            "sequence": before_and_after(record) if record.report.status == Status.PUBLISHED else None,
            "others": [
                other for other in with_counts(Figure.all_objects.filter(report=record.report)) if other.slug != slug
            ],
        }
        | versions_of(record.report, slug),
    )
    return _only_what_stands_is_found(record.report, response)


def _outcomes_in_words(measure: Measure) -> list[str]:
    """What a measure counts: the outcomes that it surely includes, then those that it may include."""
    counted = measure.measure_outcomes.select_related("outcome").order_by("certainty", "outcome__position")
    names = ((row.certainty == Certainty.INCLUDES, row.outcome.name.lower()) for row in counted)
    return [name if is_sure else _("perhaps %(outcome)s") % {"outcome": name} for is_sure, name in names]


def _only_what_stands_is_found(report: Report, response: HttpResponse) -> HttpResponse:
    """Corrected and retracted records stay at their addresses, but search engines lead nobody to them."""
    if report.status != Status.PUBLISHED:
        response["X-Robots-Tag"] = "noindex"
    return response


def public_sources() -> QuerySet[Source]:
    """Those that show, relay or transcribe a public report, or tell of an event.

    What a corrected or retracted report rested on can be opened as long as that stands at its address.
    """
    public = Citation.objects.filter(report__status__in=PUBLIC)
    return Source.objects.filter(
        Exists(public.filter(source=OuterRef("pk")))
        | Exists(public.filter(taken_from=OuterRef("pk")))
        | Exists(public.filter(transcribed_by=OuterRef("pk")))
        | Exists(Event.objects.filter(source=OuterRef("pk")))
    )


@require_safe
@takes_no_parameters
def source(request: HttpRequest, slug: str) -> HttpResponse:
    record = find(public_sources(), slug, _("There is no source %s here."))
    published = Citation.objects.filter(report__status=Status.PUBLISHED)
    citations = (
        published.filter(source=record)
        .select_related("report__party", "report__conflict", "taken_from", "transcribed_by")
        .prefetch_related(Prefetch("variants", Variant.objects.select_related("figure__measure")))
        .order_by("-report__stated_on", "-pk")
    )
    shown = 100
    count = citations.count()
    return render(
        request,
        "source.html",
        {
            "conflict": only_conflict(),
            "source": record,
            "citations": list(citations[:shown]),
            "citation_count": count,
            "ended_count": 0 if count else Citation.objects.filter(source=record, report__status__in=PUBLIC).count(),
            "relayed_in": published.filter(taken_from=record).select_related("source", "report")[:shown],
            "transcription_count": published.filter(transcribed_by=record).count(),
        },
    )
