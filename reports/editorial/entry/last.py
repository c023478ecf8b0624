"""The report that a new one is made like, and what of it is carried over."""

from collections import Counter
from dataclasses import dataclass

from reports.models import Citation, Figure, Party, Report, Scope

__all__ = ["Last", "kinds_of", "last_of"]


@dataclass(frozen=True, slots=True)
class Last:
    """A report with what is said again in the next one: ``figures`` without those of single events, and ``citations``.

    Of several figures about one thing within the report the first is taken.
    """

    report: Report
    figures: tuple[Figure, ...]
    citations: tuple[Citation, ...]

    @property
    def main_subject(self) -> int | None:
        """The key of the subject of most figures."""
        counted = Counter(figure.subject_id for figure in self.figures).most_common(1)
        return counted[0][0] if counted else None


def last_of(report: Report) -> Last:
    found: dict[tuple, Figure] = {}
    figures = Figure.objects.filter(report=report).exclude(scope=Scope.EVENT)
    for figure in figures.select_related("measure", "subject").order_by("subject", "measure__position", "pk"):
        line = (figure.subject_id, figure.measure_id, figure.basis, figure.scope, figure.scope_note)
        found.setdefault(line, figure)
    citations = report.citations.select_related("source").order_by("role", "pk")
    return Last(report, tuple(found.values()), tuple(citations))


def kinds_of(party: Party) -> list[Report]:
    """The last published report of each kind on each conflict, the newest first."""
    reports = Report.objects.filter(party=party).select_related("party", "conflict")
    kinds = reports.order_by().values_list("conflict", "kind").distinct()
    found = [
        reports.filter(conflict=conflict, kind=kind).order_by("-stated_on", "-pk").first() for conflict, kind in kinds
    ]
    return sorted(found, key=lambda each: (each.stated_on, each.pk), reverse=True)
