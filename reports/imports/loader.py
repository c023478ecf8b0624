"""The only door through which imported rows become records: in bulk, in one transaction.

Reports are published by it, or submitted where an editor imports them, so that somebody else publishes them.
"""

from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction
from django.utils import timezone

from reports.history import CHANGED, imported, remember
from reports.models import MeasureOutcome, Party, Report, Side, Subject
from reports.models.choices import Certainty
from reports.models.chunks import chunks
from reports.workflow import allow_published_writes, submit_imported

from .package.schema import BY_NAME, TABLES, Rows, TableSchema
from .reference_map import Builder, ReferenceMap
from .reporting import Plan, Progress, silent

BATCH = 4_000  # rows written between two calls of progress


def load(
    make_plan: Callable[[], Plan],
    progress: Progress = silent,
    check: bool = False,
    what: str = "package",
    by: AbstractBaseUser | None = None,
) -> Plan:
    """Plan and write in one transaction: either everything that is new is there afterwards, or nothing.

    ``make_plan`` compares with the database, inside the transaction, so that nothing can come in between. With
    ``check`` nothing is written. Returns the plan. Raises DatabaseError if the database refuses a row
    that the checks let pass (somebody else wrote it at the same time); nothing is written then. ``what`` is what the
    history of all that is written names as imported. With ``by`` new reports are that editor's, and submitted.
    """
    if check:
        return make_plan()
    with transaction.atomic():
        plan = make_plan()
        _write(plan, progress, imported(what), by)
        _renew_statistics()
    return plan


def _renew_statistics() -> None:
    """Tell PostgreSQL's planner how many rows there are now: until then it plans the first pages' queries badly.

    SQLite's keeps to the indexes better without: with statistics it reads all of a party's figures for each choice.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _write(plan: Plan, progress: Progress, reason: str, by: AbstractBaseUser | None) -> None:
    rows = plan.new
    keys = ReferenceMap(rows)
    builder = Builder(keys, timezone.now(), by)
    links = {"subjects": _link_subjects, "measures": _link_measures, "reports": _link_reports}
    written: dict[str, list[int]] = {}
    with ExitStack() as stack:
        for table in TABLES:
            if table.name == "variants":
                keys.fetch_citations()
            written[table.name] = _create(table, getattr(rows, table.name), builder, progress)
            if table.name == "reports":  # these, and those that rows add to, are written on
                stack.enter_context(allow_published_writes(keys.written_reports()))
            if table.name in links:
                links[table.name](rows, keys)
    linked = _link_parties(plan, keys)
    if by is not None:
        submit_imported(reports=written["reports"], by=by, at=builder.at)
    for table, keys_written in written.items():
        remember(BY_NAME[table].manager.model, keys_written, reason=reason, at=builder.at, by=by)
    measures = MeasureOutcome.objects.filter(measure__in=written["measures"])
    remember(MeasureOutcome, measures.values_list("pk", flat=True), reason=reason, at=builder.at, by=by)
    remember(Party, linked - {*written["parties"]}, reason=reason, at=builder.at, by=by, kind=CHANGED)


def _create(table: TableSchema, rows: tuple, builder: Builder, progress: Progress) -> list[int]:
    """The keys of what was written."""
    written = []
    if rows:
        progress(table.name, 0, len(rows))
    for batch in chunks(rows, BATCH):
        for record in table.manager.bulk_create([builder.record(table, row) for row in batch]):
            builder.keys.remember(table.name, record)
            written.append(record.pk)
        progress(table.name, len(written), len(rows))
    return written


def _link_subjects(rows: Rows, keys: ReferenceMap) -> None:
    parts = [
        Subject(pk=keys.of("subjects", row.subject_id), part_of_id=keys.of("subjects", row.part_of))
        for row in rows.subjects
        if row.part_of
    ]
    Subject.objects.bulk_update(parts, ["part_of"])


def _link_measures(rows: Rows, keys: ReferenceMap) -> None:
    MeasureOutcome.objects.bulk_create(
        MeasureOutcome(
            measure_id=keys.of("measures", row.measure_id), outcome_id=keys.of("outcomes", outcome), certainty=certainty
        )
        for row in rows.measures
        for certainty, outcomes in ((Certainty.INCLUDES, row.includes), (Certainty.MAY_INCLUDE, row.may_include))
        for outcome in outcomes
    )


def _link_reports(rows: Rows, keys: ReferenceMap) -> None:
    revisions = []
    for row in rows.reports:
        if row.revises:
            revision = keys.reports[row.report_id]
            revision.revises = keys.reports[row.revises]
            revisions.append(revision)
    Report.all_objects.bulk_update(revisions, ["revises"])
    draws = Report.draws_on.through
    draws.objects.bulk_create(
        draws(report_id=keys.reports[row.report_id].pk, party_id=keys.of("parties", party))
        for row in rows.reports
        for party in row.draws_on
    )


def _link_parties(plan: Plan, keys: ReferenceMap) -> set[int]:
    """A party speaks on the conflict of its side and those of its reports; one with neither, on all of the files.

    The keys of the parties that speak on more than before.
    """
    speaks: dict[int, set[int]] = defaultdict(set)
    side_conflicts = dict(Side.objects.values_list("slug", "conflict_id"))
    for row in plan.new.parties:
        speaks[keys.of("parties", row.party_id)] |= {side_conflicts[row.side]} if row.side else set()
    for row in plan.new.reports:
        speaks[keys.of("parties", row.party)].add(keys.of("conflicts", row.conflict))
    everywhere = {keys.of("conflicts", slug) for slug in plan.conflicts}
    link = Party.conflicts.through
    linked = set(link.objects.values_list("party_id", "conflict_id"))
    new = [
        link(party_id=party, conflict_id=conflict)
        for party, conflicts in speaks.items()
        for conflict in conflicts or everywhere
        if (party, conflict) not in linked
    ]
    link.objects.bulk_create(new)
    return {party.party_id for party in new}
