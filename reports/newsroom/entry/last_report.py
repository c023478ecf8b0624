"""What a new report is made like: the party's last one, its lines of lately, and what of it still waits."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from reports.models import PUBLIC, Basis, Citation, Figure, Party, Report, Scope, Status
from reports.newsroom.forms.base_form import key_of
from reports.rules.series import Series

__all__ = ["LastReport", "figures_named", "kinds_of", "last_of", "last_totals"]

# How far back the lines of a party are looked for: a bulletin of one line hides no other, no old line stays.
DAYS, REPORTS = timedelta(days=30), 10
# What a number is compared with: what is published, and what waits for review, which all editors may read. Until a
# correction is published, what it corrects stands.
_STANDING = Q(report__status=Status.PUBLISHED) | Q(report__status=Status.SUBMITTED, report__replaces=None)


@dataclass(frozen=True, slots=True)
class LastReport:
    """A report with what the next one usually repeats: ``figures`` without those of single events, and ``citations``.

    ``figures`` are the last of each line of the party; of parts of the theatre only those that the report itself gives.
    ``waiting`` are the newest later reports of the kind that wait for review, ``more_wait`` whether there are others.
    """

    report: Report
    figures: tuple[Figure, ...]
    citations: tuple[Citation, ...]
    waiting: tuple[Report, ...] = ()
    more_wait: bool = False

    @property
    def main_subject(self) -> int | None:
        """The key of the subject of most figures."""
        counted = Counter(figure.subject_id for figure in self.figures).most_common(1)
        return counted[0][0] if counted else None


def last_of(report: Report) -> LastReport:
    """Four queries. Of several figures about one thing within one report the first is taken."""
    alike = Report.all_objects.filter(party=report.party_id, conflict=report.conflict_id, kind=report.kind)
    later = Q(stated_on__gt=report.stated_on) | Q(stated_on=report.stated_on, pk__gt=report.pk)
    waiting = list(
        alike.filter(later, status=Status.SUBMITTED, replaces=None).order_by("-stated_on", "-pk")[: REPORTS + 1]
    )
    lately = alike.filter(
        status=Status.PUBLISHED, stated_on__lte=report.stated_on, stated_on__gte=report.stated_on - DAYS
    )
    keys = {report.pk, *lately.order_by("-stated_on", "-pk").values_list("pk", flat=True)[:REPORTS]}
    figures = Figure.all_objects.filter(report__in=keys | {later_report.pk for later_report in waiting[:REPORTS]})
    figures = figures.filter(Q(scope=Scope.THEATRE) | Q(report=report)).exclude(scope=Scope.EVENT)
    by_series: dict[Series, Figure] = {}
    for figure in figures.select_related("party", "measure", "subject", "report__conflict").order_by(
        "-stated_on", "-report", "pk"
    ):
        by_series.setdefault(figure.series._replace(start=None), figure)
    in_order = sorted(by_series.values(), key=lambda figure: (figure.subject_id, figure.measure.position, figure.pk))
    citations = report.citations.select_related("source").order_by("role", "pk")
    return LastReport(report, tuple(in_order), tuple(citations), tuple(waiting[:REPORTS]), len(waiting) > REPORTS)


def figures_named(keys: Iterable[str], report: Report) -> list[Figure]:
    """Figures of the party that a page stands beside since it was opened, though newer ones may have come."""
    known = {key for text in keys if (key := key_of(text)) is not None}
    if not known:
        return []
    standing = Figure.all_objects.filter(pk__in=known, party=report.party_id, report__conflict=report.conflict_id)
    standing = standing.filter(report__status__in=[*PUBLIC, Status.SUBMITTED])
    return list(standing.select_related("measure", "subject", "report"))


def last_totals(report: Report, lines: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Figure]:
    """The party's last running total of each of ``lines``: keys of a subject and a measure. Two queries at most."""
    lines = set(lines)
    if not lines:
        return {}
    totals = Figure.all_objects.filter(
        _STANDING,
        party=report.party_id,
        report__conflict=report.conflict_id,
        basis=Basis.CUMULATIVE,
        scope=Scope.THEATRE,
        subject__in={subject for subject, _measure in lines},
        measure__in={measure for _subject, measure in lines},
    )
    keys = totals.latest_of("subject", "measure").values_list("pk", flat=True)
    figures = Figure.all_objects.filter(pk__in=list(keys)).select_related("measure", "subject", "report")
    return {(figure.subject_id, figure.measure_id): figure for figure in figures}


def kinds_of(party: Party) -> list[Report]:
    """The last published report of each kind on each conflict, the newest first."""
    reports = Report.published.filter(party=party).select_related("party", "conflict")
    kinds = reports.order_by().values_list("conflict", "kind").distinct()
    newest = [
        reports.filter(conflict=conflict, kind=kind).order_by("-stated_on", "-pk").first() for conflict, kind in kinds
    ]
    return sorted(newest, key=lambda report: (report.stated_on, report.pk), reverse=True)
