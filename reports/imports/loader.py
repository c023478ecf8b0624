"""The only door through which imported rows become records: in bulk, in one transaction.

Reports are published by it, or submitted where an editor imports them, so that somebody else publishes them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from itertools import chain

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from reports.history import CHANGED, imported, remember
from reports.models import Citation, Figure, MeasureOutcome, Party, Report, Side, Source, Status, Subject
from reports.models.choices import Certainty
from reports.models.chunks import chunks, rows_in
from reports.workflow import allow_published_writes, submit_imported

from .package.schema import (
    BY_NAME,
    FIGURES,
    MEASURES,
    OUTCOMES,
    REPORTS,
    SOURCES,
    SUBJECTS,
    TABLES,
    VARIANTS,
    Rows,
    TableRow,
    TableSchema,
)
from .reporting import Plan, Progress, silent

BATCH = 4_000  # rows written between two calls of progress
_REFERENCE_TABLES = TABLES[:6]  # few enough to be fetched whole
_IN_ORDER = (OUTCOMES, SUBJECTS, MEASURES)  # their records keep the order of the rows


class RecordBuilder:
    """Makes unsaved records of rows, whose ids become database keys: those on record, and those of what was handed to
    ``remember``. Any other id is a KeyError.

    Reports are published ``at`` that time: files hold what editors have agreed on. With ``by`` they are that editor's
    drafts. ``reports`` holds whole records, since a figure copies columns of its report.
    """

    def __init__(self, rows: Rows, at: datetime | None, by: AbstractBaseUser | None = None) -> None:
        """Fetches what ``rows`` refer to and do not bring themselves."""
        self.at = at
        if by is None:
            self.arriving = {"status": Status.PUBLISHED, "published_at": at}
        else:
            self.arriving = {"status": Status.DRAFT, "author_id": by.pk, "last_changed_by_id": by.pk}
        self._pk = {table.name: dict(table.manager.values_list("slug", "pk")) for table in _REFERENCE_TABLES}
        # Of what may be a hundred thousand figures only those with a variant are kept: (key, key of the report).
        self._varied = {row.figure_id for row in rows.variants}
        self._figures: dict[str, tuple[int, int]] = {}
        self._citations: dict[tuple[int, str], int] = {}
        figures = Figure.all_objects.values_list("slug", "pk", "report_id")
        self._figures.update((slug, (pk, report)) for slug, pk, report in rows_in(figures, "slug", self._varied))
        named = {row.report_id for row in (*rows.figures, *rows.citations)} | {row.revises for row in rows.reports}
        named |= {row.denies for row in rows.reports}
        named -= {row.report_id for row in rows.reports} | {""}
        self.reports = {report.slug: report for report in rows_in(Report.all_objects.all(), "slug", named)}
        named = {row.source_id for row in (*rows.citations, *rows.events, *rows.adjustments)}
        named |= {row.named_by for row in rows.sources}
        named |= {slug for row in rows.citations for slug in (row.taken_from, row.transcribed_by)}
        named -= {row.source_id for row in rows.sources} | {""}
        self._pk["sources"] = dict(rows_in(Source.objects.values_list("slug", "pk"), "slug", named))

    def of(self, table: str, slug: str) -> int | None:
        """The key of a record of ``table``; None for no id. Of figures only those with a variant are known."""
        if not slug:
            return None
        if table == "reports":
            return self.reports[slug].pk
        return self._figures[slug][0] if table == "figures" else self._pk[table][slug]

    def citation(self, figure: str, source: str) -> int:
        """The key of the citation of ``source`` for the report of ``figure``."""
        return self._citations[self._figures[figure][1], source]

    def remember(self, table: str, record: Model) -> None:
        if table in self._pk:
            self._pk[table][record.slug] = record.pk
        elif table == "reports":
            self.reports[record.slug] = record
        elif table == "figures" and record.slug in self._varied:
            self._figures[record.slug] = (record.pk, record.report_id)

    def written_reports(self) -> set[int]:
        """The keys of all reports whose parts the rows may add to."""
        return {report.pk for report in self.reports.values()} | {report for _, report in self._figures.values()}

    def fetch_citations(self) -> None:
        """To be called when all citations are written and before a variant is."""
        citations = Citation.objects.order_by().values_list("pk", "report_id", "source__slug")
        for pk, report, source in rows_in(citations, "report", {report for _, report in self._figures.values()}):
            self._citations[report, source] = pk

    def record(self, table: TableSchema, row: TableRow) -> Model:
        """The record of ``row``, but for its columns that are linked later."""
        values = {}
        for name, field, of in table.built:
            value = getattr(row, name)
            values[field] = self.of(of, value) if of else value
        if table is REPORTS:
            values |= self.arriving
        elif table is FIGURES:  # a figure copies columns of its report
            del values["report_id"]
            values["report"] = self.reports[row.report_id]
        elif table is VARIANTS:
            values["citation_id"] = self.citation(row.figure_id, row.source_id)
        elif table in _IN_ORDER:
            values["position"] = min(max(row.line - 1, 1), 32_767)  # the first row below the header is 1
        return table.manager.model(**values)


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
    builder = RecordBuilder(rows, timezone.now(), by)
    links = {"subjects": _link_subjects, "measures": _link_measures, "reports": _link_reports}
    written: dict[str, list[int]] = {}
    with ExitStack() as stack:
        for table in TABLES:
            if table.name == "variants":
                builder.fetch_citations()
            written[table.name] = _create(table, getattr(rows, table.name), builder, progress)
            if table.name == "reports":  # these, and those that rows add to, are written on
                stack.enter_context(allow_published_writes(builder.written_reports()))
            if table.name in links:
                links[table.name](rows, builder)
    linked = _link_parties(plan, builder)
    if by is not None:
        submit_imported(reports=written["reports"], by=by, at=builder.at)
    for table, keys_written in written.items():
        remember(BY_NAME[table].manager.model, keys_written, reason=reason, at=builder.at, by=by)
    measures = MeasureOutcome.objects.filter(measure__in=written["measures"])
    remember(MeasureOutcome, measures.values_list("pk", flat=True), reason=reason, at=builder.at, by=by)
    remember(Party, linked - {*written["parties"]}, reason=reason, at=builder.at, by=by, kind=CHANGED)


def _create(table: TableSchema, rows: tuple, builder: RecordBuilder, progress: Progress) -> list[int]:
    """The keys of what was written."""
    written = []
    if rows:
        progress(table.name, 0, len(rows))
    generations = _generations(rows) if table is SOURCES else (rows,)
    for batch in chain.from_iterable(chunks(generation, BATCH) for generation in generations):
        for record in table.manager.bulk_create([builder.record(table, row) for row in batch]):
            builder.remember(table.name, record)
            written.append(record.pk)
        progress(table.name, len(written), len(rows))
    return written


def _generations(sources: Iterable[TableRow]) -> Iterator[list[TableRow]]:
    """A source without an address is never on record without the one that names it: that is written before it."""
    waiting = {row.source_id: row for row in sources}
    while waiting:
        ready = [row for row in waiting.values() if row.named_by not in waiting]
        yield ready
        for row in ready:
            del waiting[row.source_id]


def _link_subjects(rows: Rows, builder: RecordBuilder) -> None:
    link = Subject.part_of.through
    link.objects.bulk_create(
        link(from_subject_id=builder.of("subjects", row.subject_id), to_subject_id=builder.of("subjects", whole))
        for row in rows.subjects
        for whole in row.part_of
    )


def _link_measures(rows: Rows, builder: RecordBuilder) -> None:
    MeasureOutcome.objects.bulk_create(
        MeasureOutcome(
            measure_id=builder.of("measures", row.measure_id),
            outcome_id=builder.of("outcomes", outcome),
            certainty=certainty,
        )
        for row in rows.measures
        for certainty, outcomes in ((Certainty.INCLUDES, row.includes), (Certainty.MAY_INCLUDE, row.may_include))
        for outcome in outcomes
    )


def _link_reports(rows: Rows, builder: RecordBuilder) -> None:
    linked = []
    for row in rows.reports:
        if row.revises or row.denies:
            report = builder.reports[row.report_id]
            report.revises, report.denies = (builder.reports.get(slug) for slug in (row.revises, row.denies))
            linked.append(report)
    Report.all_objects.bulk_update(linked, ["revises", "denies"])
    draws = Report.draws_on.through
    draws.objects.bulk_create(
        draws(report_id=builder.reports[row.report_id].pk, party_id=builder.of("parties", party))
        for row in rows.reports
        for party in row.draws_on
    )


def _link_parties(plan: Plan, builder: RecordBuilder) -> set[int]:
    """A party speaks on the conflict of its side and those of its reports; one with neither, on all of the files.

    The keys of the parties that speak on more than before.
    """
    speaks: dict[int, set[int]] = defaultdict(set)
    side_conflicts = dict(Side.objects.values_list("slug", "conflict_id"))
    for row in plan.new.parties:
        speaks[builder.of("parties", row.party_id)] |= {side_conflicts[row.side]} if row.side else set()
    for row in plan.new.reports:
        speaks[builder.of("parties", row.party)].add(builder.of("conflicts", row.conflict))
    everywhere = {builder.of("conflicts", slug) for slug in plan.conflicts}
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
