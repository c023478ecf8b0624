"""Each source of a report beside the numbers, with what it is known to print otherwise."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from reports.comparison.provenance.citation_tree import KeptCopy
from reports.comparison.provenance.sources import kept_copy
from reports.models import ArchiveAttempt, ArchiveOutcome, Citation, Report, Variant
from reports.rules.number import Number

from .previous_figures import Line

__all__ = ["Printed", "SourceBeside", "beside_sources"]


@dataclass(frozen=True, slots=True)
class Printed:
    """What a source prints for one figure: ``otherwise`` says in what it is known to differ, each as
    (kind, number or empty, words, note); empty where it is not known to."""

    line: Line
    otherwise: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class SourceBeside:
    """``has_failed``: an archive was asked for a copy and gave none."""

    citation: Citation
    kept: KeptCopy | None
    has_failed: bool
    printed: tuple[Printed, ...]

    @property
    def differing(self) -> int:
        return sum(bool(each.otherwise) for each in self.printed)


def beside_sources(report: Report, lines: Sequence[Line]) -> list[SourceBeside]:
    """The cited sources, the party's own first. Three queries."""
    otherwise: dict[tuple[int, int], list] = defaultdict(list)
    for variant in Variant.objects.filter(citation__report=report).select_related("figure__measure").order_by("pk"):
        otherwise[variant.citation_id, variant.figure_id].append(_in_words(variant))
    citations = report.citations.select_related("source", "taken_from", "transcribed_by").order_by("role", "pk")
    citations = list(citations)
    failed = set(
        ArchiveAttempt.objects.filter(
            source__in=[each.source_id for each in citations], outcome=ArchiveOutcome.FAILED
        ).values_list("source", flat=True)
    )
    return [
        SourceBeside(
            citation=citation,
            kept=kept_copy(citation.source),
            has_failed=not citation.source.archived_url and citation.source_id in failed,
            printed=tuple(Printed(line, tuple(otherwise[citation.pk, line.figure.pk])) for line in lines),
        )
        for citation in citations
    ]


def _in_words(variant: Variant) -> tuple[str, str, str, str]:
    number = Number(variant.qualifier, variant.low, variant.best, variant.high, variant.figure.measure.unit)
    return (
        str(variant.get_kind_display()),
        str(number) if variant.qualifier else "",
        variant.wording,
        variant.note,
    )
