"""Three kinds of acts, kept apart: our corrections and retractions, the parties' revisions, and inconsistent sources.

The last are the variants: see ``comparison.variants``. Where one was found when its report was published already, a
version that adds it took the place of that: an addition, which corrects nothing. Each kind is a query, to be filtered,
counted and paged, and a function that reads a page of it.
"""

from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter

from django.db.models import Q, QuerySet

from reports.models import Act, Conflict, Figure, Report, Status, Step

from .report_versions import differences, figure_name, read_versions
from .sequence import change


def our_acts(conflict: Conflict, parties: Sequence[str] = ()) -> QuerySet[Step]:
    """The steps by which published reports were corrected or retracted, newest first. ``parties`` are slugs, or all."""
    corrected = Q(after=Status.CORRECTED) & ~Q(report__replaced_by__act=Act.ADDITION)
    return _steps(conflict, parties, corrected | Q(after=Status.RETRACTED))


def additions(conflict: Conflict, parties: Sequence[str] = ()) -> QuerySet[Step]:
    """The steps by which versions that add what another source prints took the place of published reports."""
    return _steps(conflict, parties, Q(after=Status.CORRECTED, report__replaced_by__act=Act.ADDITION))


def read_our_acts(steps: QuerySet[Step]) -> list[Step]:
    """Read ``steps``, in their order, with the parties of their reports: one query, and those for the versions.

    Each has the ``replacement`` that took its report's place and ``changes``, the differences between the two, of an
    addition what was added; of a retraction None and none.
    """
    rows = list(steps.select_related("by", "report__party", "report__replaced_by__party"))
    newer = {step.report_id: step.report.replaced_by for step in rows if step.after == Status.CORRECTED}
    versions = read_versions([*newer, *(report.pk for report in newer.values())]) if newer else {}
    for step in rows:
        step.replacement, step.changes = newer.get(step.report_id), []
        if step.replacement:
            step.changes = differences(versions[step.report_id], versions[step.replacement.pk])
    return rows


def revisions(conflict: Conflict, parties: Sequence[str] = ()) -> QuerySet[Report]:
    """The reports by which parties corrected or withdrew what they had said, newest first."""
    reports = Report.published.filter(conflict=conflict, revises__isnull=False)
    if parties:
        reports = reports.filter(party__slug__in=parties)
    return reports.order_by("-stated_on", "-pk")


def read_revisions(reports: QuerySet[Report]) -> list[Report]:
    """Read ``reports``, in their order, with two queries.

    Each has the figures of the report that it revises: as ``lowered`` those that the party took back, all of them where
    it ``is_withdrawal`` and gives none, as ``others`` those that stand beside them in both reports (see
    ``_beside_revised``). Its ``reason`` is empty where none is on record; its own note may then say more.
    """
    revising = list(reports.select_related("party", "revises__party"))
    by_key = {report.pk: report for revision in revising for report in (revision, revision.revises)}
    figures = defaultdict(list)
    rows = Figure.all_objects.filter(report__in=list(by_key)).select_related("subject", "measure")
    for figure in rows.order_by("measure__position", "subject__position", "pk"):
        figure.report = by_key[figure.report_id]
        figures[figure.report_id].append(figure)
    for report in revising:
        pairs = _beside_revised(figures[report.revises_id], figures[report.pk])
        report.is_withdrawal = not figures[report.pk]
        report.reason = report.revision_reason or (report.note if report.is_withdrawal else "")
        report.lowered = [pair for pair in pairs if pair["is_lower"] or report.is_withdrawal]
        report.others = [pair for pair in pairs if pair["after"] and not pair["is_lower"]]
    return revising


def _steps(conflict: Conflict, parties: Sequence[str], which: Q) -> QuerySet[Step]:
    steps = Step.objects.filter(which, report__conflict=conflict)
    if parties:
        steps = steps.filter(report__party__slug__in=parties)
    return steps.order_by("-at", "-pk")


def _beside_revised(figures: Sequence[Figure], revising: Sequence[Figure]) -> list[dict[str, object]]:
    """Each figure of a revised report with the one of the same kind in the report that revises it, None if it has none.

    A figure ``is_lower`` where the party took some of its number back.
    """
    kind = attrgetter("subject_id", "measure_id", "basis", "scope", "scope_note")
    counterparts = {kind(figure): figure for figure in reversed(revising)}
    pairs = []
    for before in figures:
        after = counterparts.get(kind(before))
        is_lower = bool(after) and max(after.number.known_values) < max(before.number.known_values)
        words = {"name": figure_name(before), "change": change(before, after) if after else ""}
        pairs.append({"before": before, "after": after, "is_lower": is_lower, **words})
    return pairs
