"""The checks over the whole data set: a handful of queries, however many figures there are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from reports.comparison.counted_measures import counted_measures
from reports.models import Citation, Conflict, Figure, Report, Status, Subject, Variant, WarningReason

from .checked_figures import checked_figures, source_figures
from .figure_checks import findings_of_figure, findings_of_report
from .figure_index import FigureIndex, wholes_of
from .findings import Finding


@dataclass(frozen=True, slots=True)
class DataSetCheck:
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


def check_data_set(today: date, conflict: Conflict | None = None) -> DataSetCheck:
    """All published reports and figures, of one conflict or of all; in the order of their days. Eight queries.

    Of two figures that contradict one another the finding is given once, of the later.
    """
    findings: dict[tuple[str, str], tuple[str, Finding]] = {}
    revised: dict[str, frozenset[str]] = {}
    sources: dict[str, set[int]] = defaultdict(set)
    for slug, source in Citation.objects.order_by().values_list("report__slug", "source"):
        sources[slug].add(source)
    for slug, stated_on, *earlier in _reports(conflict):
        revised[slug] = frozenset(filter(None, earlier))
        for finding in findings_of_report(stated_on, len(sources[slug]), today):
            findings[slug, finding.key] = (slug, finding)
    figures = Figure.published.filter(report__conflict=conflict) if conflict else Figure.published.all()
    figures = figures.order_by("pk")
    checked = sorted(checked_figures(figures, counted_measures()), key=lambda figure: figure.order)
    standing = set(figures.without_withdrawn().values_list("slug", flat=True))
    index = FigureIndex(figure for figure in checked if figure.figure in standing)
    printed = source_figures(Variant.objects.filter(figure__report__status=Status.PUBLISHED))
    wholes = wholes_of(Subject.objects.in_bulk())
    for figure in checked:
        context = index.context(
            figure,
            printed=printed.get(figure.figure, ()),
            revised=revised[figure.report],
            sources=sources,
            wholes=wholes,
            with_after=False,
        )
        for finding in findings_of_figure(figure, context, today):
            findings["", finding.key] = (figure.report, finding)
    # A correction takes over the figures that it leaves as they were, and the reasons given for them.
    reasons = WarningReason.objects.filter(report__status__in=(Status.PUBLISHED, Status.CORRECTED))
    keys = set(reasons.values_list("key", flat=True))
    still_open = [pair for pair in findings.values() if pair[1].is_error or pair[1].key not in keys]
    return DataSetCheck(len(revised), len(checked), still_open, len(findings) - len(still_open))


def _reports(conflict: Conflict | None) -> Iterable[tuple]:
    """Of each report its slug, its day, and the slugs of what it revises and replaces, or None."""
    reports = Report.published.filter(conflict=conflict) if conflict else Report.published.all()
    return reports.order_by("stated_on", "pk").values_list("slug", "stated_on", "revises__slug", "replaces__slug")
