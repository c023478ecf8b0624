"""Three kinds of acts, kept apart: our corrections and retractions, the parties' revisions, and inconsistent sources.

The last are the variants: see ``comparison.variants``. Where one was found when its report was published already, a
version that adds it took the place of that: an addition, which corrects nothing. Each kind is a query, to be filtered,
counted and paged, and a function that reads a page of it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.db.models import Q, QuerySet

from reports.models import Act, Conflict, Figure, Report, Status, Step

from .report_versions import VersionDiff, differences, figure_name, read_versions
from .sequence import change


@dataclass(frozen=True, slots=True)
class OurAct:
    """A correction, a retraction or an addition of a published ``report``.

    ``replacement`` is the version that took its place and ``changes`` its differences, of an addition what was added; a
    retraction has neither. ``by`` is the name of who did it, empty where the account has none.
    """

    report: Report
    replacement: Report | None
    at: datetime
    by: str
    reason: str
    changes: tuple[VersionDiff, ...]


@dataclass(frozen=True, slots=True)
class RevisedFigure:
    """A figure of the revised report beside the one of the same kind in the report that revises it, if it gives one."""

    before: Figure
    after: Figure | None

    @property
    def name(self) -> str:
        return figure_name(self.before)

    @property
    def change(self) -> str:
        return change(self.before, self.after) if self.after else ""

    @property
    def is_lower(self) -> bool:
        """Whether the party took some of its number back."""
        return self.after is not None and max(self.after.number.known_values) < max(self.before.number.known_values)


@dataclass(frozen=True, slots=True)
class Revision:
    """``lowered`` are the figures that it took back, all of them where it gives none; ``others`` those that stand
    beside them in both reports. ``reason`` is empty where none is on record; ``note`` is then the report's own.
    """

    report: Report
    revised: Report
    reason: str
    note: str
    is_withdrawal: bool
    lowered: tuple[RevisedFigure, ...]
    others: tuple[RevisedFigure, ...]


def our_acts(conflict: Conflict, parties: Sequence[str] = ()) -> QuerySet[Step]:
    """The steps by which published reports were corrected or retracted, newest first. ``parties`` are slugs, or all."""
    corrected = Q(after=Status.CORRECTED) & ~Q(report__replaced_by__act=Act.ADDITION)
    return _steps(conflict, parties, corrected | Q(after=Status.RETRACTED))


def additions(conflict: Conflict, parties: Sequence[str] = ()) -> QuerySet[Step]:
    """The steps by which versions that add what another source prints took the place of published reports."""
    return _steps(conflict, parties, Q(after=Status.CORRECTED, report__replaced_by__act=Act.ADDITION))


def read_our_acts(steps: QuerySet[Step]) -> list[OurAct]:
    """Read ``steps``, in their order, with the parties of their reports: one query, and those for the versions."""
    rows = list(steps.select_related("by", "report__party", "report__replaced_by__party"))
    newer, changes = _newer(rows)
    return [
        OurAct(
            report=step.report,
            replacement=newer.get(step.report_id),
            at=step.at,
            by=step.by.get_full_name() if step.by else "",
            reason=step.reason,
            changes=changes.get(step.report_id, ()),
        )
        for step in rows
    ]


def revisions(conflict: Conflict, parties: Sequence[str] = ()) -> QuerySet[Report]:
    """The reports by which parties corrected or withdrew what they had said, newest first."""
    reports = Report.published.filter(conflict=conflict, revises__isnull=False)
    if parties:
        reports = reports.filter(party__slug__in=parties)
    return reports.order_by("-stated_on", "-pk")


def read_revisions(reports: QuerySet[Report]) -> list[Revision]:
    """Read ``reports``, in their order, with two queries."""
    revising = list(reports.select_related("party", "revises__party"))
    by_key = {report.pk: report for revision in revising for report in (revision, revision.revises)}
    figures = defaultdict(list)
    rows = Figure.all_objects.filter(report__in=list(by_key)).select_related("subject", "measure")
    for figure in rows.order_by("measure__position", "subject__position", "pk"):
        figure.report = by_key[figure.report_id]
        figures[figure.report_id].append(figure)
    return [_revision(report, figures[report.revises_id], figures[report.pk]) for report in revising]


def _steps(conflict: Conflict, parties: Sequence[str], which: Q) -> QuerySet[Step]:
    steps = Step.objects.filter(which, report__conflict=conflict)
    if parties:
        steps = steps.filter(report__party__slug__in=parties)
    return steps.order_by("-at", "-pk")


def _newer(steps: Sequence[Step]) -> tuple[dict[int, Report], dict[int, tuple[VersionDiff, ...]]]:
    """The version that took a report's place, and in what it differs, each by the key of that report."""
    newer = {step.report_id: step.report.replaced_by for step in steps if step.after == Status.CORRECTED}
    versions = read_versions([*newer, *(report.pk for report in newer.values())]) if newer else {}
    return newer, {key: tuple(differences(versions[key], versions[report.pk])) for key, report in newer.items()}


def _revision(report: Report, before: Sequence[Figure], after: Sequence[Figure]) -> Revision:
    kind = attrgetter("subject_id", "measure_id", "basis", "scope", "scope_note")
    counterparts = {kind(figure): figure for figure in reversed(after)}
    pairs = [RevisedFigure(figure, counterparts.get(kind(figure))) for figure in before]
    reason = report.revision_reason or ("" if after else report.note)  # a withdrawal's note says why
    return Revision(
        report=report,
        revised=report.revises,
        reason=reason,
        note="" if reason else report.note,
        is_withdrawal=not after,
        lowered=tuple(pair for pair in pairs if pair.is_lower or not after),
        others=tuple(pair for pair in pairs if pair.after is not None and not pair.is_lower),
    )
