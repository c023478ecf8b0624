"""The checks over the whole data set: a handful of queries, however many figures there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from reports.comparison.counted_measures import counted_measures
from reports.models import Citation, Conflict, Figure, Report, Status, Variant, WarningReason

from .all_checks import findings_of_figure
from .errors import of_the_report
from .findings import Finding
from .register import Register
from .rows import READ, as_given, printed_by

__all__ = ["Checked", "check_data_set"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks say of all that is published. ``findings`` pairs each with the slug of the report it is about.

    ``reasoned`` is how many warnings are left out because somebody has typed a reason.
    """

    reports: int
    figures: int
    findings: Sequence[tuple[str, Finding]]
    reasoned: int

    @property
    def errors(self) -> list[tuple[str, Finding]]:
        return [(report, finding) for report, finding in self.findings if finding.is_error]

    @property
    def warnings(self) -> list[tuple[str, Finding]]:
        return [(report, finding) for report, finding in self.findings if not finding.is_error]


def check_data_set(today: date, conflict: Conflict | None = None) -> Checked:
    """All published reports and figures, of one conflict or of all; in the order of their days. Six queries.

    Of two figures that contradict one another the finding is told once, of the later.
    """
    reports = _read_reports(conflict)
    figures = Figure.published.filter(report__conflict=conflict) if conflict else Figure.published.all()
    figures = figures.order_by("pk")
    every = sorted(as_given(figures.values_list(*READ), counted_measures()), key=lambda each: each.order)
    standing = set(figures.without_withdrawn().values_list("slug", flat=True))
    register = Register(each for each in every if each.name in standing)
    printed = printed_by(Variant.objects.filter(figure__report__status=Status.PUBLISHED))
    found: dict[tuple[str, str], tuple[str, Finding]] = {}
    for slug, read in reports.items():
        for finding in of_the_report(read.stated_on, read.citations, today):
            found[slug, finding.key] = (slug, finding)
    for given in every:
        context = register.context(
            given, printed=printed.get(given.name, ()), revised=reports[given.report].revised, with_after=False
        )
        for finding in findings_of_figure(given, context, today):
            found["", finding.key] = (given.report, finding)
    # A correction takes over the figures that it leaves as they were, and what was typed about them.
    standing = (Status.PUBLISHED, Status.CORRECTED)
    reasons = set(WarningReason.objects.filter(report__status__in=standing).values_list("key", flat=True))
    told = [each for each in found.values() if each[1].is_error or each[1].key not in reasons]
    return Checked(len(reports), len(every), told, len(found) - len(told))


class _Read(NamedTuple):
    stated_on: date
    citations: int
    revised: frozenset[str]


def _read_reports(conflict: Conflict | None) -> dict[str, _Read]:
    reports = Report.published.filter(conflict=conflict) if conflict else Report.published.all()
    cited = Citation.objects.filter(report=OuterRef("pk")).order_by().values("report").annotate(n=Count("pk"))
    rows = reports.order_by("stated_on", "pk").values_list(
        "slug", "stated_on", Coalesce(Subquery(cited.values("n")), 0), "revises__slug", "replaces__slug"
    )
    return {
        slug: _Read(stated_on, citations, frozenset(filter(None, before)))
        for slug, stated_on, citations, *before in rows
    }
