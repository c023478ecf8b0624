"""What becomes of rows about reports on record: some are corrected, which makes drafts that replace published reports.

One at a time, through the desk's own steps, so that each leaves what a correction by hand leaves.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import chain

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from reports.history import because, imported
from reports.models import AT_THE_DESK, Citation, Figure, Party, Report, Status, Variant, VariantKind
from reports.models.chunks import rows_in
from reports.models.slugs import free_slug
from reports.rules.number import Number
from reports.workflow import TransitionNotAllowed, correct, save_draft, submit

from .loader import RecordBuilder
from .package.schema import CITATIONS, FIGURES, REPORTS, VARIANTS, Rows, TableRow
from .problems import NotImportable, Place, Problem
from .reporting import Plan, Progress

# Of the report and of a variant, the columns that are no reference.
_REPORT_FIELDS = [name for name, lookup in REPORTS.lookups.items() if lookup == name]
_VARIANT_FIELDS = [name for name, lookup in VARIANTS.lookups.items() if lookup == name]


class ImportAction(TextChoices):
    """What becomes of a row that is not simply written or passed over."""

    CORRECT = (
        "correct",
        _("The published report stays as it is, unless you choose to correct it when you confirm this file."),
    )
    FURTHER = "further", _("Left out: on the report’s page, “Add what another source prints” cites it.")
    CORRECTING = "correcting", _("Left out: a new version of this report is at the desk already.")
    AT_DESK = "at_desk", _("Left out: this report is still at the desk. Change it on its own page.")
    WITHDRAWN = "withdrawn", _("Left out: this version is replaced or retracted, and stays as it is.")
    OWN_PAGE = "own_page", _("Left as it is on record: change it on its own page.")


def actions_for(reports: Iterable[str]) -> dict[str, ImportAction]:
    """What may become of rows that differ from each of these reports, or add to it; none where it is not on record."""
    actions: dict[str, ImportAction] = {}
    query = Report.all_objects.order_by().values_list("slug", "status", "replaced_by__status")
    for slug, status, correction in rows_in(query, "slug", reports):
        if status == Status.PUBLISHED:
            actions[slug] = ImportAction.CORRECTING if correction in AT_THE_DESK else ImportAction.CORRECT
        else:
            actions[slug] = ImportAction.AT_DESK if status in AT_THE_DESK else ImportAction.WITHDRAWN
    return actions


@transaction.atomic
def correct_reports(
    rows: Rows,
    plan: Plan,
    reports: Collection[str],
    *,
    by: AbstractBaseUser,
    reason: str,
    what: str,
    progress: Progress,
) -> tuple[list[int], list[int], list[str]]:
    """Correct each of ``reports`` (ids, published) by what ``rows`` say that ``plan`` found to differ.

    The keys of the corrections that were submitted, of those that stayed drafts, and why they did, each reason once.
    ``reason`` is what readers are told. To be called when what is new is written. Raises TransitionNotAllowed where a
    report is no longer to be corrected, NotImportable where its new day contradicts a figure that is not in the file.
    """
    parts = _differing_parts(rows, plan, reports)
    submitted, drafts, hindrances = [], [], []
    part_rows = {table: tuple(chain.from_iterable(by_report.values())) for table, by_report in parts.items()}
    builder = RecordBuilder(Rows(**part_rows), at=None, by=by)
    report_rows = {row.report_id: row for row in rows.reports}
    for number, slug in enumerate(sorted(reports), 1):
        correction = _Correction(Report.published.get(slug=slug), report_rows[slug], by, builder)
        correction.write({table: parts[table].get(slug, ()) for table in parts}, reason, imported(what))
        try:
            with transaction.atomic():
                submitted.append(submit(report=correction.draft, by=by).pk)
        except TransitionNotAllowed as hindrance:
            drafts.append(correction.draft.pk)
            if str(hindrance) not in hindrances:
                hindrances.append(str(hindrance))
        progress("corrections", number, len(reports))
    return submitted, drafts, hindrances


def _differing_parts(rows: Rows, plan: Plan, reports: Collection[str]) -> dict[str, dict[str, list[TableRow]]]:
    """By table and report, the parts of ``reports`` that differ from the record, or are not on it."""
    differing = {(diff.table, diff.record) for diff in plan.differences}
    report_of = {row.figure_id: row.report_id for row in rows.figures}
    parts: dict[str, dict[str, list[TableRow]]] = {}
    for table in (FIGURES, CITATIONS, VARIANTS):
        by_report = parts[table.name] = defaultdict(list)
        for row in getattr(rows, table.name):
            report = report_of.get(row.figure_id) if table is VARIANTS else row.report_id
            if report in reports and (table.name, table.record_of(row)) in differing:
                by_report[report].append(row)
    return parts


class _Correction:
    """One draft that replaces ``report``. Its figures have ids of their own: ``self.figures`` leads from old to new."""

    def __init__(self, report: Report, row: TableRow, by: AbstractBaseUser, builder: RecordBuilder) -> None:
        originals = list(Figure.all_objects.filter(report=report))
        self.draft = correct(report=report, by=by)
        copies = Figure.all_objects.filter(report=self.draft).order_by("pk")  # made in the order of the originals
        self.figures = {old.slug: new for old, new in zip(originals, copies, strict=True)}
        self.row = row
        self.by = by
        self.builder = builder

    def write(self, parts: Mapping[str, Iterable], reason: str, history_reason: str) -> None:
        self._refuse_other_days(parts["figures"])
        draft, row = self.draft, self.row
        for name in _REPORT_FIELDS:
            setattr(draft, name, getattr(row, name))
        draft.party = Party.objects.get(slug=row.party)
        if row.revises:
            draft.revises = Report.all_objects.get(slug=row.revises)
        draft.denies = Report.all_objects.get(slug=row.denies) if row.denies else None
        draft.correction_reason = reason
        with because(draft, history_reason, self.by):
            save_draft(report=draft, by=self.by)
        draft.draws_on.set(Party.objects.filter(slug__in=row.draws_on))
        for figure in parts["figures"]:
            self._figure(figure, history_reason)
        for citation in parts["citations"]:
            made = self.builder.record(CITATIONS, citation)
            made.report = draft
            self._save(made, Citation.objects.filter(report=draft, source_id=made.source_id), history_reason)
        for variant in parts["variants"]:
            made = Variant(
                figure=self.figures[variant.figure_id],
                citation=Citation.objects.get(report=draft, source__slug=variant.source_id),
                **{name: getattr(variant, name) for name in _VARIANT_FIELDS},
            )
            same = Variant.objects.filter(figure=made.figure, citation=made.citation, kind=made.kind)
            self._save(made, same, history_reason)

    def _figure(self, row: TableRow, history_reason: str) -> None:
        known = self.figures.get(row.figure_id)
        slug = known.slug if known else free_slug(Figure, row.figure_id)
        # Its row names the report that is corrected; it becomes part of the draft.
        made = self.builder.record(FIGURES, replace(row, figure_id=slug))
        made.report = self.draft
        self._save(made, Figure.all_objects.filter(slug=slug), history_reason)
        self.figures[row.figure_id] = made
        if known:
            self._exchange_variants(made, known.number, history_reason)

    def _exchange_variants(self, figure: Figure, before: Number, history_reason: str) -> None:
        """Where a source printed what is now on record, that is no variant any more.

        What was on record ``before`` is then what the other sources print, which had no variant: they get one.
        """
        variants = Variant.objects.filter(figure=figure).exclude(qualifier="").select_related("figure__measure")
        alike = [variant for variant in variants if variant.number == figure.number]
        if not alike:
            return
        others = Citation.objects.filter(report=self.draft).exclude(variants__figure=figure)
        kind = VariantKind.HEDGE if before.values == figure.number.values else VariantKind.NUMBER
        for citation in list(others):
            printed = Variant(figure=figure, citation=citation, kind=kind, **before.columns)
            with because(printed, history_reason, self.by):
                printed.save()
        for variant in alike:
            with because(variant, history_reason, self.by):
                variant.delete()

    def _save(self, made: Figure | Citation | Variant, same: QuerySet, history_reason: str) -> None:
        """In the place of the copy that is the same record, if there is one."""
        copy = same.first()
        if copy is not None:
            made.pk = copy.pk
            made._state.adding = False
        with because(made, history_reason, self.by):
            made.save()

    def _refuse_other_days(self, figures: Iterable[TableRow]) -> None:
        """A statement that moves to an earlier day would take figures with it that the file does not name."""
        last = self.row.stated_on + timedelta(days=1)
        named = {row.figure_id for row in figures}
        late = [slug for slug, copy in self.figures.items() if copy.as_of > last and slug not in named]
        if late:
            place = Place("reports", self.row.line, "stated_on")
            fault = f"would lie before {late[0]}, a figure of this statement that the file does not change"
            raise NotImportable([Problem(place, f"{self.row.stated_on}", fault, "a row for that figure too")])
