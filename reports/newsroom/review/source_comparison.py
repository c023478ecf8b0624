"""Each source of a report beside the report's figures, with what it is known to print otherwise."""

from collections import defaultdict
from collections.abc import Sequence

from reports.archiving.runs import failed
from reports.comparison.provenance.sources import kept_copy
from reports.models import Citation, Report, Variant
from reports.newsroom.review.previous_figures import FigureChange

__all__ = ["compare_sources"]


def compare_sources(report: Report, changes: Sequence[FigureChange]) -> list[Citation]:
    """The citations of a report, the party's own source first. Three queries.

    Sets on each: ``kept``, the copy of its source kept here or None; ``has_failed``, whether an archive was asked for a
    copy and gave none; ``printed``, each of the ``changes`` with the variants by which the source differs from its
    figure; and ``differing``, the number of figures with any.
    """
    variants: dict[tuple[int, int], list[Variant]] = defaultdict(list)
    for variant in Variant.objects.filter(citation__report=report).select_related("figure__measure").order_by("pk"):
        variants[variant.citation_id, variant.figure_id].append(variant)
    citations = report.citations.select_related("source", "taken_from", "transcribed_by").order_by("role", "pk")
    failures = set(failed().filter(citations__report=report).values_list("pk", flat=True))
    for citation in citations:
        citation.kept = kept_copy(citation.source)
        citation.has_failed = citation.source_id in failures
        citation.printed = [(change, variants[citation.pk, change.figure.pk]) for change in changes]
        citation.differing = sum(bool(differences) for _change, differences in citation.printed)
    return list(citations)
