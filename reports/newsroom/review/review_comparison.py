"""A report's figures beside those that the party gave before, and beside what its sources print."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, QuerySet, Value, When
from django.db.models.functions import Lower

from reports.archiving.runs import failed
from reports.comparison.provenance.sequence import change, of_one_kind
from reports.models import Citation, Figure, Report, Scope, Variant
from reports.rules.number import Number
from reports.rules.series import Series

__all__ = ["FigureChange", "compare_sources", "figure_changes", "figures_left_out", "previous_report"]

# How far back one series is looked at for a number about an earlier day.
DEPTH = 5


@dataclass(frozen=True, slots=True)
class FigureChange:
    """``before`` is the party's last published figure of the same kind, None where it never gave one.

    ``change`` is in words, empty without a figure before.
    """

    figure: Figure
    before: Figure | None
    change: str

    @property
    def name(self) -> str:
        return _name(self.figure)


def figure_changes(report: Report) -> list[FigureChange]:
    """Each figure of a report beside the one before it. Three queries, however long the party has spoken."""
    figures = list(_with_names(Figure.all_objects.filter(report=report)).order_by("subject", "measure__position", "pk"))
    earlier = _earlier(report, figures) if figures else {}
    return [_change(figure, earlier.get(_series(figure), [])) for figure in figures]


def previous_report(report: Report) -> Report | None:
    """The party's published report before this one, of the same kind if it has made any."""
    earlier = Report.published.filter(party=report.party_id, conflict=report.conflict_id)
    earlier = earlier.filter(stated_on__lte=report.stated_on).exclude(pk__in=_versions(report))
    earlier = earlier.order_by("-stated_on", "-pk")
    return earlier.filter(kind=report.kind).first() or earlier.first()


def figures_left_out(changes: list[FigureChange], previous: Report | None) -> list[tuple[str, Number]]:
    """Names and numbers of what the previous report gave and this one, with its ``changes``, does not."""
    if previous is None:
        return []
    present = {_series(change.figure) for change in changes}
    figures = _with_names(Figure.published.filter(report=previous)).order_by("measure__position", "pk")
    return [(_name(figure), figure.number) for figure in figures if _series(figure) not in present]


def compare_sources(report: Report, changes: Sequence[FigureChange]) -> list[Citation]:
    """The citations of a report, the party's own source first. Three queries.

    Sets on each: ``has_failed``, whether an archive was asked for a copy of its source and gave none; ``printed``, each
    of the ``changes`` with the variants by which the source differs from its figure; and ``differing``, the number of
    figures with any.
    """
    variants: dict[tuple[int, int], list[Variant]] = defaultdict(list)
    for variant in Variant.objects.filter(citation__report=report).select_related("figure__measure").order_by("pk"):
        variants[variant.citation_id, variant.figure_id].append(variant)
    citations = report.citations.select_related("source", "taken_from", "transcribed_by").order_by("role", "pk")
    failures = set(failed().filter(citations__report=report).values_list("pk", flat=True))
    for citation in citations:
        citation.has_failed = citation.source_id in failures
        citation.printed = [(change, variants[citation.pk, change.figure.pk]) for change in changes]
        citation.differing = sum(bool(differences) for _change, differences in citation.printed)
    return list(citations)


def _name(figure: Figure) -> str:
    name = f"{figure.measure.name}, {figure.subject.name}"
    return name if figure.scope == Scope.THEATRE else f"{name} ({figure.scope_note or figure.get_scope_display()})"


def _with_names(figures: QuerySet[Figure]) -> QuerySet[Figure]:
    return figures.select_related("party", "subject", "measure", "report__conflict")


def _series(figure: Figure) -> Series:
    """Whatever day it counts from: of_one_kind compares periods."""
    return figure.series._replace(start=None)


def _versions(report: Report) -> list[int]:
    """Keys of the report itself and of the version that it replaces."""
    return [key for key in (report.pk, report.replaces_id) if key]


def _earlier(report: Report, figures: list[Figure]) -> dict[Series, list[Figure]]:
    """The newest figures of each series that the party had published by then, newest first."""
    alike = Figure.published.filter(
        party=report.party_id,
        report__conflict=report.conflict_id,
        stated_on__lte=report.stated_on,
        subject__in={figure.subject_id for figure in figures},
        measure__in={figure.measure_id for figure in figures},
    ).exclude(report__in=_versions(report))
    place = Case(When(scope=Scope.THEATRE, then=Value("")), default=Lower("scope_note"))
    newest = alike.latest_of("subject", "measure", "basis", "scope", place, most=DEPTH)
    keys = list(newest.values_list("pk", flat=True))
    by_series = defaultdict(list)
    for figure in _with_names(Figure.published.filter(pk__in=keys)).latest_first():
        by_series[_series(figure)].append(figure)
    return by_series


def _change(figure: Figure, earlier: list[Figure]) -> FigureChange:
    for before in earlier:
        if before.as_of <= figure.as_of and of_one_kind(before, figure):
            return FigureChange(figure, before, change(before, figure))
    return FigureChange(figure, None, "")
