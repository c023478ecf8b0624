"""What an import would do, row by row: the preview that an editor confirms, and the digest that holds it to that."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext

from reports.checks.outliers import other_gain
from reports.models import Basis, Figure, Measure, Party, RowState, Scope, UploadRow
from reports.rules.number import VALUES, Number, grouped
from reports.rules.sentences import day_in_words

from .comparing import compare
from .editor_import_checks import (
    duplicate_problems,
    early_problems,
    future_problems,
    incomplete_problems,
    permission_problems,
)
from .flat.flat_columns import COLUMNS
from .flat.flat_table import FlatLine, FlatTable
from .import_corrections import ImportAction, actions_for
from .package.schema import BY_NAME, TABLES, Rows, TableRow
from .problems import NotImportable, Problem
from .reporting import FieldDiff, Plan, floors_in_words

# A cell that differs: its column, what is on record, what is in the file.
Cell = tuple[str, str, str]


@dataclass(frozen=True)
class Preview:
    """``rows``, unsaved, in the order in which they are shown: ``fate`` is an ImportAction, empty where a row is simply
    written or passed over. ``plan`` is None where nothing can be compared."""

    rows: tuple[UploadRow, ...]
    remarks: tuple[str, ...] = ()
    all_rows: Rows | None = None
    plan: Plan | None = None

    @property
    def digest(self) -> str:
        """Changes with anything that the preview says."""
        digest = hashlib.sha256()
        for row in self.rows:
            cells = (row.file, row.line, row.state, row.report, row.record, row.cells, row.fate, row.problems)
            digest.update(repr(cells).encode())
        return digest.hexdigest()

    @property
    def counts(self) -> dict[str, int]:
        """Rows by state; ``reports`` are new, ``to_correct`` published ones that differ, ``left`` rows left out."""
        states = Counter(row.state for row in self.rows)
        return {
            **{state: states[state] for state in RowState.values},
            "reports": len(self.plan.new.reports) if self.plan else 0,
            "figures": len(self.plan.new.figures) if self.plan else 0,
            "to_correct": len({row.report for row in self.rows if row.fate == ImportAction.CORRECT}),
            "left": sum(row.fate not in ("", ImportAction.CORRECT) for row in self.rows),
        }


def preview_flat(table: FlatTable, name: str, by: AbstractBaseUser, today: date) -> Preview:
    """Reads the database, writes nothing."""
    plan = compare(table.rows)
    files = dict.fromkeys(BY_NAME, name)
    problems: dict[int, list[Problem]] = defaultdict(list)
    for problem in _problems(table.rows, plan, files, by, today):
        problems[problem.place.line].append(problem)
    comparison = _Comparison(table.rows, plan)
    texts = _FlatTexts(table)
    rows = [_flat_row(line, name, comparison, texts, problems) for line in table.lines]
    citing = [(row.report, line.source) for row, line in zip(rows, table.lines, strict=True)]
    corrected = {citation for row, citation in zip(rows, citing, strict=True) if row.fate == ImportAction.CORRECT}
    left: set[tuple[str, str]] = set()
    for row, citation in zip(rows, citing, strict=True):
        if row.fate == ImportAction.FURTHER:
            # A further source that a correction in this file cites anyway is cited for the whole report.
            if citation in corrected:
                row.fate = ImportAction.CORRECT
            else:
                left.add(citation)
    citations = tuple(row for row in table.rows.citations if (row.report_id, row.source_id) not in left)
    first: dict[str, int] = {}
    for line in table.lines:
        first.setdefault(line.report, line.line)
    rows.sort(key=lambda row: (row.state != RowState.ERROR, 0 if row.problems else first[row.report], row.line))
    remarks = (*table.remarks, *_remarks(plan))
    return Preview(tuple(rows), remarks, replace(table.rows, citations=citations), plan)


def preview_package(rows: Rows, by: AbstractBaseUser, today: date) -> Preview:
    """Reads the database, writes nothing."""
    try:
        plan = compare(rows)
    except NotImportable as refusal:
        return preview_problems(refusal.problems)
    files = {table.name: table.file for table in TABLES}
    problems = [*_problems(rows, plan, files, by, today), *incomplete_problems(plan.new, files)]
    comparison = _Comparison(rows, plan)
    previews = [comparison.preview(table.name, row) for table in TABLES for row in getattr(rows, table.name)]
    wrong = {(problem.place.file, problem.place.line) for problem in problems}
    good = (row for row in previews if (row.file, row.line) not in wrong)
    return Preview((*preview_problems(problems).rows, *good), _remarks(plan), rows, plan)


def _remarks(plan: Plan) -> tuple[str, ...]:
    return (f"{floors_in_words(len(plan.floors))}.",) if plan.floors else ()


def _of_floor(number: int) -> str:
    """What is added to a row in words."""
    return gettext(". Recorded as at least %(number)s: its method counts cases one by one") % {
        "number": grouped(number)
    }


def preview_problems(problems: Iterable[Problem], remarks: Iterable[str] = ()) -> Preview:
    """A preview of nothing but what is wrong, a row for each line concerned."""
    by_line: dict[tuple[str, int], list[str]] = defaultdict(list)
    for problem in problems:
        by_line[problem.place.file, problem.place.line].append(problem.text)
    rows = (
        UploadRow(file=file, line=line, state=RowState.ERROR, problems=texts) for (file, line), texts in by_line.items()
    )
    return Preview(tuple(rows), tuple(remarks))


def _problems(rows: Rows, plan: Plan, files: Mapping[str, str], by: AbstractBaseUser, today: date) -> Iterable[Problem]:
    yield from future_problems(rows, files, today)
    yield from early_problems(rows, files, today)
    yield from permission_problems(plan.new, files, by)
    late = {diff.record for diff in plan.differences if diff.is_late and diff.table == "figures"}
    figures = [*plan.new.figures, *(row for row in rows.figures if row.figure_id in late)]
    # With the ids that sources have on record, where the file calls them otherwise.
    cited = replace(rows, citations=(*rows.citations, *plan.new.citations))
    yield from duplicate_problems(figures, cited, files)


class _Comparison:
    """What the comparison with the record found of each row."""

    def __init__(self, rows: Rows, plan: Plan) -> None:
        self._new = {table.name: {*map(table.key_of, getattr(plan.new, table.name))} for table in TABLES}
        self._differences: dict[tuple[str, str], list[FieldDiff]] = defaultdict(list)
        for diff in plan.differences:
            self._differences[diff.table, diff.record].append(diff)
        self._renamed = {
            diff.in_file: diff.on_record
            for diff in plan.differences
            if (diff.table, diff.field) == ("sources", "source_id")
        }
        self._floors = {row.figure_id for row in plan.floors}
        self._report_of_figure = {row.figure_id: row.report_id for row in rows.figures}
        self._actions = actions_for({row.report_id for row in rows.reports})

    def of(self, table: str, row: TableRow) -> tuple[str, tuple[Cell, ...], str]:
        """State, cells that differ, and ImportAction or empty."""
        key = self._key(table, row)
        if key in self._new[table]:
            return RowState.NEW, (), ""
        differences = self._differences.get((table, " ".join(map(str, key))), ())
        if not differences:
            return RowState.SAME, (), ""
        report = self._report(table, row)
        action = self._actions.get(report, ImportAction.OWN_PAGE) if report else ImportAction.OWN_PAGE
        if any(diff.is_late for diff in differences):
            return RowState.NEW, (), action
        return RowState.CHANGED, tuple((diff.field, diff.on_record, diff.in_file) for diff in differences), action

    def preview(self, table: str, row: TableRow) -> UploadRow:
        """The preview of a row of a package."""
        state, cells, action = self.of(table, row)
        record = " ".join(map(str, self._key(table, row)))
        if table == "figures" and row.figure_id in self._floors:
            record += _of_floor(row.low)
        report, file = self._report(table, row), BY_NAME[table].file
        return UploadRow(file=file, line=row.line, state=state, report=report, record=record, cells=cells, fate=action)

    def _report(self, table: str, row: TableRow) -> str:
        if table == "variants":
            return self._report_of_figure.get(row.figure_id, "")
        return row.report_id if table in ("reports", "figures", "citations") else ""

    def _key(self, table: str, row: TableRow) -> tuple:
        schema = BY_NAME[table]
        return tuple(
            self._renamed.get(value, value) if name == "source_id" else value
            for name, value in zip(schema.key, schema.key_of(row), strict=True)
        )


# --- flat tables ------------------------------------------------------------------------------------------------------

_FLAT_NAMES = {(column.table.name, column.field): column.name for column in COLUMNS}


class _FlatTexts:
    """The rows of a flat table by id, and in words."""

    def __init__(self, table: FlatTable) -> None:
        rows = table.rows
        self.rows = {
            "reports": {row.report_id: row for row in rows.reports},
            "figures": {row.figure_id: row for row in rows.figures},
            "sources": {row.source_id: row for row in rows.sources},
            "citations": {(row.report_id, row.source_id): row for row in rows.citations},
        }
        self._floors = {row.figure_id for row in rows.floors}
        self._parties = dict(Party.objects.values_list("slug", "short_name"))
        self._measures = {
            slug: (name, unit) for slug, name, unit in Measure.objects.values_list("slug", "name", "unit")
        }
        units = {slug: unit for slug, (_name, unit) in self._measures.items()}
        self._totals = _totals_before(table.lines, rows, units)

    def of(self, line: FlatLine, is_new: bool = False, is_further: bool = False) -> str:
        """What the line says, and what it leaves unsaid and becomes all the same."""
        report, figure = self.rows["reports"].get(line.report), self.rows["figures"].get(line.figure)
        if report is None or figure is None:
            return ""
        measure, unit = self._measures[figure.measure]
        party, number = self._parties[report.party], Number.of(figure, unit)
        text = f"{party}, {day_in_words(figure.as_of)}: {measure}, {number}"
        if is_new and figure.basis == Basis.CUMULATIVE and figure.period_start:
            text += gettext(", since %(day)s") % {"day": day_in_words(figure.period_start)}
        if line.figure in self._floors:
            text += _of_floor(figure.low)
        if is_further:
            text += gettext(". The same figure; names a further source")
        if line.page_known_as:
            text += gettext(". Its page is on record as %(address)s") % {"address": line.page_known_as}
        if line.left_out and not is_further:  # which is left out itself, or told of by the row that is not
            text += gettext(". Its page’s address is kept without %(names)s") % {"names": ", ".join(line.left_out)}
        if remark := other_gain(line.gain, number, self._before(report.party, figure)):
            text += f". {remark}"
        return text

    def _before(self, party: str, figure: TableRow) -> Number | None:
        """The party's total of the day before, in this file or on record."""
        return self._totals.get((party, figure.subject, figure.measure, figure.as_of - timedelta(days=1)))


def _totals_before(lines: Sequence[FlatLine], rows: Rows, units: Mapping[str, str]) -> dict[tuple, Number]:
    """By party, subject, measure and day (ids) the totals in the file, and on record on the days before lines that say
    a gain. One query, none where no line does."""
    gaining = {line.figure for line in lines if line.gain is not None}
    days = {row.as_of - timedelta(days=1) for row in rows.figures if row.figure_id in gaining}
    if not days:
        return {}
    totals: dict[tuple, Number] = {}
    named = ("party__slug", "subject__slug", "measure__slug", "as_of", *VALUES, "qualifier")
    figures = Figure.published.headline().without_withdrawn().filter(as_of__in=days).latest_first()
    for figure in reversed(figures.values_list(*named, named=True)):
        key = (figure.party__slug, figure.subject__slug, figure.measure__slug, figure.as_of)
        totals[key] = Number.of(figure, units[figure.measure__slug])
    parties = {report.report_id: report.party for report in rows.reports}
    for figure in rows.figures:
        if (figure.basis, figure.scope) == (Basis.CUMULATIVE, Scope.THEATRE):
            key = (parties[figure.report_id], figure.subject, figure.measure, figure.as_of)
            totals[key] = Number.of(figure, units[figure.measure])
    return totals


def _flat_row(
    line: FlatLine, name: str, comparison: _Comparison, texts: _FlatTexts, problems: Mapping[int, list[Problem]]
) -> UploadRow:
    """One line: what differs in its report, figure, source and citation together."""
    row = UploadRow(file=name, line=line.line, state=RowState.ERROR, report=line.report)
    if faults := [*line.problems, *problems.get(line.line, ())]:
        row.record = "" if line.problems else texts.of(line)
        row.problems = [problem.text for problem in faults]
        return row
    keys = {"reports": line.report, "figures": line.figure}
    if line.source:
        keys |= {"citations": (line.report, line.source), "sources": line.source}
    findings = {table: comparison.of(table, texts.rows[table][key]) for table, key in keys.items()}
    states = {table: state for table, (state, _cells, _action) in findings.items()}
    row.cells = [
        (_FLAT_NAMES.get((table, column), column), on_record, in_file)
        for table, (_state, differing, _action) in findings.items()
        for column, on_record, in_file in differing
    ]
    action = next((action for _state, _cells, action in findings.values() if action), "")
    # A new report has what is new of it written whatever becomes of the rest; one on record is not made new by a page.
    is_further = (states["reports"], states["figures"]) == (RowState.SAME, RowState.SAME) and (
        states.get("citations") == RowState.NEW
    )
    row.record = texts.of(line, is_new=states["figures"] == RowState.NEW, is_further=is_further)
    if states["reports"] == RowState.NEW:
        row.state, action = RowState.NEW, ""
    elif is_further:
        row.state = RowState.CHANGED if states["sources"] == RowState.CHANGED else RowState.SAME
        action = ImportAction.FURTHER if action == ImportAction.CORRECT else action
    else:
        changes = (state for state in (RowState.CHANGED, RowState.NEW) if state in states.values())
        row.state = next(changes, RowState.SAME)
    row.fate = action
    return row
