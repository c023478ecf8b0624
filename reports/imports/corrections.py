"""Corrections from a file: a published report that differs becomes a draft that replaces it, with what the file says.

One at a time, through the desk's own steps, so that each leaves what a correction by hand leaves.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from reports.history import because, imported
from reports.models import Citation, Figure, Party, Report, Variant
from reports.models.slugs import free_slug
from reports.workflow import TransitionNotAllowed, correct, save_draft, submit

from .building import Builder
from .package.schema import FigureRow, ReportRow, Rows
from .problems import NotImportable, Place, Problem
from .reference_map import Keys
from .results import Plan, Progress

_REPORT_FIELDS = ("speaker", "title", "kind", "method", "stated_on", "stated_on_known", "wording", "language", "note")
_PART_TABLES = ("figures", "citations", "variants")


@dataclass
class Corrections:
    """``submitted`` and ``drafts`` are keys of reports; ``hindrances`` say why some stayed drafts, each once."""

    submitted: list[int] = field(default_factory=list)
    drafts: list[int] = field(default_factory=list)
    hindrances: list[str] = field(default_factory=list)


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
) -> Corrections:
    """Correct each of ``reports`` (ids, published) by what ``rows`` say that ``plan`` found to differ.

    ``reason`` is what readers are told. To be called when what is new is written. Raises TransitionNotAllowed where a
    report is no longer to be corrected, NotImportable where its new day contradicts a figure that is not in the file.
    """
    touched = _touched(rows, plan, set(reports))
    done = Corrections()
    builder = Builder(Keys(Rows(**{table: touched[table] for table in _PART_TABLES})), at=None, by=by)
    by_report = {table: _grouped(touched[table], rows) for table in _PART_TABLES}
    report_rows = {row.report_id: row for row in rows.reports}
    for number, slug in enumerate(sorted(reports), 1):
        draft = _Correction(Report.published.get(slug=slug), report_rows[slug], by, builder)
        draft.write({table: by_report[table].get(slug, ()) for table in _PART_TABLES}, reason, imported(what))
        try:
            with transaction.atomic():
                done.submitted.append(submit(report=draft.draft, by=by).pk)
        except TransitionNotAllowed as hindrance:
            done.drafts.append(draft.draft.pk)
            if str(hindrance) not in done.hindrances:
                done.hindrances.append(str(hindrance))
        progress("corrections", number, len(reports))
    return done


def _touched(rows: Rows, plan: Plan, reports: set[str]) -> dict[str, tuple]:
    """The parts of these reports that differ from the record, or are not on it."""
    differing = {(each.table, each.record) for each in plan.differences}
    report_of = {row.figure_id: row.report_id for row in rows.figures}
    keys = {
        "figures": lambda row: ((row.figure_id,), row.report_id),
        "citations": lambda row: ((row.report_id, row.source_id), row.report_id),
        "variants": lambda row: ((row.figure_id, row.source_id, row.kind), report_of.get(row.figure_id)),
    }
    found = {}
    for table, key_of in keys.items():
        chosen = []
        for row in getattr(rows, table):
            key, report = key_of(row)
            if report in reports and (table, " ".join(key)) in differing:
                chosen.append(row)
        found[table] = tuple(chosen)
    return found


def _grouped(parts: Iterable, rows: Rows) -> dict[str, list]:
    report_of = {row.figure_id: row.report_id for row in rows.figures}
    grouped: dict[str, list] = {}
    for row in parts:
        report = row.report_id if hasattr(row, "report_id") else report_of[row.figure_id]
        grouped.setdefault(report, []).append(row)
    return grouped


class _Correction:
    """One draft that replaces ``report``. Its figures have ids of their own: ``self.figures`` leads from old to new."""

    def __init__(self, report: Report, row: ReportRow, by: AbstractBaseUser, builder: Builder) -> None:
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
        draft.correction_reason = reason
        with because(draft, history_reason, self.by):
            save_draft(report=draft, by=self.by)
        draft.draws_on.set(Party.objects.filter(slug__in=row.draws_on))
        for figure in parts["figures"]:
            self._figure(figure, history_reason)
        for citation in parts["citations"]:
            made = self.builder.citations(citation)
            made.report = draft
            self._save(made, Citation.objects.filter(report=draft, source_id=made.source_id), history_reason)
        for variant in parts["variants"]:
            made = Variant(
                figure=self.figures[variant.figure_id],
                citation=Citation.objects.get(report=draft, source__slug=variant.source_id),
                **{
                    name: getattr(variant, name)
                    for name in ("kind", "qualifier", "low", "best", "high", "wording", "note")
                },
            )
            same = Variant.objects.filter(figure=made.figure, citation=made.citation, kind=made.kind)
            self._save(made, same, history_reason)

    def _figure(self, row: FigureRow, history_reason: str) -> None:
        known = self.figures.get(row.figure_id)
        slug = known.slug if known else free_slug(Figure, row.figure_id)
        # Its row names the report that is corrected; it becomes part of the draft.
        made = self.builder.figures(replace(row, figure_id=slug))
        made.report = self.draft
        self._save(made, Figure.all_objects.filter(slug=slug), history_reason)
        self.figures[row.figure_id] = made

    def _save(self, made: Figure | Citation | Variant, same: object, history_reason: str) -> None:
        """In the place of the copy that is the same record, if there is one."""
        found = same.first()
        if found is not None:
            made.pk = found.pk
            made._state.adding = False
            if isinstance(made, Citation):
                made.transcribed_by_id = found.transcribed_by_id
        with because(made, history_reason, self.by):
            made.save()

    def _refuse_other_days(self, figures: Iterable[FigureRow]) -> None:
        """A statement that moves to an earlier day would take figures with it that the file does not name."""
        last = self.row.stated_on + timedelta(days=1)
        named = {row.figure_id for row in figures}
        late = [slug for slug, copy in self.figures.items() if copy.as_of > last and slug not in named]
        if late:
            place = Place("reports", self.row.line, "stated_on")
            fault = f"would lie before {late[0]}, a figure of this statement that the file does not change"
            raise NotImportable([Problem(place, f"{self.row.stated_on}", fault, "a row for that figure too")])
