"""What an import would do, row by row: the preview that an editor confirms, and the digest that holds it to that."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext

from reports.models import Basis, Measure, Party, RowState
from reports.rules.hedges import in_words
from reports.rules.sentences import day_in_words

from .comparing import compare
from .editor_import_checks import (
    duplicate_problems,
    early_problems,
    future_problems,
    lonely_problems,
    permission_problems,
)
from .fates import Fate, fates_of
from .flat.flat_columns import FIGURE, REPORT, SOURCE
from .flat.flat_table import FlatLine, FlatTable
from .package.schema import TABLES, Rows
from .problems import NotImportable, Problem
from .results import Difference, Plan


@dataclass(frozen=True, slots=True)
class Seen:
    """A row of the preview. ``cells``: column, on record, in the file, of the cells that differ."""

    file: str
    line: int
    state: str
    report: str = ""
    record: str = ""
    cells: tuple[tuple[str, str, str], ...] = ()
    fate: str = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preview:
    """``rows`` in the order in which they are shown; ``plan`` is None where nothing can be compared."""

    rows: tuple[Seen, ...]
    remarks: tuple[str, ...] = ()
    all_rows: Rows | None = None
    plan: Plan | None = None

    @property
    def shown(self) -> str:
        """Changes with anything that the preview says."""
        digest = hashlib.sha256()
        for row in self.rows:
            said = (row.file, row.line, row.state, row.report, row.record, row.cells, row.fate, row.problems)
            digest.update(repr(said).encode())
        return digest.hexdigest()

    @property
    def counts(self) -> dict[str, int]:
        """Rows by state; ``reports`` are new, ``to_correct`` published ones that differ, ``left`` rows left out."""
        states = Counter(row.state for row in self.rows)
        return {
            **{state: states[state] for state in RowState.values},
            "reports": len(self.plan.new.reports) if self.plan else 0,
            "figures": len(self.plan.new.figures) if self.plan else 0,
            "to_correct": len({row.report for row in self.rows if row.fate == Fate.CORRECT}),
            "left": sum(row.fate not in ("", Fate.CORRECT) for row in self.rows),
        }


def preview_flat(table: FlatTable, name: str, by: AbstractBaseUser, today: date) -> Preview:
    """Reads the database, writes nothing."""
    plan = compare(table.rows)
    files = dict.fromkeys((each.name for each in TABLES), name)
    faults = _by_line(_faults(table.rows, plan, files, by, today))
    findings = _Findings(table.rows, plan)
    words = _Words(table.rows)
    first: dict[str, int] = {}
    for line in table.lines:
        first.setdefault(line.report, line.line)
    rows = _correcting_with([_flat_row(line, name, findings, words, faults) for line in table.lines], table.lines)
    ordered = sorted(
        zip(rows, table.lines, strict=True),
        key=lambda each: (
            each[0].state != RowState.ERROR,
            0 if each[0].problems else first[each[1].report],
            each[0].line,
        ),
    )
    left = {(row.report, line.source) for row, line in ordered if row.fate == Fate.FURTHER}
    citations = tuple(row for row in table.rows.citations if (row.report_id, row.source_id) not in left)
    all_rows = replace(table.rows, citations=citations)
    return Preview(tuple(row for row, _line in ordered), table.remarks, all_rows, plan)


def preview_package(rows: Rows, by: AbstractBaseUser, today: date) -> Preview:
    """Reads the database, writes nothing."""
    try:
        plan = compare(rows)
    except NotImportable as refusal:
        return preview_problems(refusal.problems)
    files = {table.name: table.file for table in TABLES}
    problems = [*_faults(rows, plan, files, by, today), *lonely_problems(plan.new, files)]
    findings = _Findings(rows, plan)
    seen = [findings.seen(table.name, row, table.file) for table in TABLES for row in getattr(rows, table.name)]
    wrong = {(problem.place.file, problem.place.line) for problem in problems}
    errors = preview_problems(problems).rows
    return Preview((*errors, *(row for row in seen if (row.file, row.line) not in wrong)), all_rows=rows, plan=plan)


def preview_problems(problems: Iterable[Problem], remarks: Iterable[str] = ()) -> Preview:
    """A preview of nothing but what is wrong, a row for each line concerned."""
    by_line: dict[tuple[str, int], list[str]] = defaultdict(list)
    for problem in problems:
        by_line[problem.place.file, problem.place.line].append(_said(problem))
    rows = (Seen(file, line, RowState.ERROR, problems=tuple(said)) for (file, line), said in by_line.items())
    return Preview(tuple(rows), tuple(remarks))


def _said(problem: Problem) -> str:
    """Without file and line, which stand beside it."""
    return (
        str(problem)
        .removeprefix(f"{problem.place.file}:{problem.place.line}: ")
        .removeprefix(f"{problem.place.file}: ")
    )


def _faults(rows: Rows, plan: Plan, files: Mapping[str, str], by: AbstractBaseUser, today: date) -> Iterable[Problem]:
    yield from future_problems(rows, files, today)
    yield from early_problems(rows, files)
    yield from permission_problems(plan.new, files, by)
    late = {each.record for each in plan.differences if each.is_late and each.table == "figures"}
    figures = [*plan.new.figures, *(row for row in rows.figures if row.figure_id in late)]
    yield from duplicate_problems(figures, {row.report_id: row for row in rows.reports}, files)


def _by_line(problems: Iterable[Problem]) -> dict[int, list[Problem]]:
    found: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        found[problem.place.line].append(problem)
    return found


class _Findings:
    """What the comparison found of each row."""

    def __init__(self, rows: Rows, plan: Plan) -> None:
        self._new = {table.name: {_key(table.key, row) for row in getattr(plan.new, table.name)} for table in TABLES}
        self._differences: dict[tuple[str, str], list[Difference]] = defaultdict(list)
        for each in plan.differences:
            self._differences[each.table, each.record].append(each)
        self._renamed = {
            each.in_file: each.on_record
            for each in plan.differences
            if (each.table, each.field) == ("sources", "source_id")
        }
        self._report_of_figure = {row.figure_id: row.report_id for row in rows.figures}
        self._fates = fates_of({row.report_id for row in rows.reports})

    def of(self, table: str, row: object) -> tuple[str, tuple[tuple[str, str, str], ...], str]:
        """State, cells that differ, and fate."""
        key = self._key(table, row)
        if key in self._new[table]:
            return RowState.NEW, (), ""
        differences = self._differences.get((table, " ".join(map(str, key))), ())
        if not differences:
            return RowState.SAME, (), ""
        report = self.report(table, row)
        fate = self._fates.get(report, Fate.OWN_PAGE) if report else Fate.OWN_PAGE
        if any(each.is_late for each in differences):
            return RowState.NEW, (), fate
        return RowState.CHANGED, tuple((each.field, each.on_record, each.in_file) for each in differences), fate

    def report(self, table: str, row: object) -> str:
        if table == "variants":
            return self._report_of_figure.get(row.figure_id, "")
        return row.report_id if table in ("reports", "figures", "citations") else ""

    def seen(self, table: str, row: object, file: str) -> Seen:
        state, cells, fate = self.of(table, row)
        record = " ".join(map(str, self._key(table, row)))
        return Seen(file, row.line, state, self.report(table, row), record, cells, fate)

    def _key(self, table: str, row: object) -> tuple:
        names = next(each.key for each in TABLES if each.name == table)
        return tuple(
            self._renamed.get(value, value) if name == "source_id" else value
            for name, value in zip(names, _key(names, row), strict=True)
        )


def _key(names: Iterable[str], row: object) -> tuple:
    return tuple(getattr(row, name) for name in names)


# --- flat tables ------------------------------------------------------------------------------------------------------

_COLUMNS = {
    table: {column.field: column.name for column in columns if column.field}
    for table, columns in (("reports", REPORT), ("figures", FIGURE), ("sources", SOURCE), ("citations", SOURCE))
}


class _Words:
    """The rows of a flat table by id, and in words."""

    def __init__(self, rows: Rows) -> None:
        self.rows = {
            "reports": {row.report_id: row for row in rows.reports},
            "figures": {row.figure_id: row for row in rows.figures},
            "sources": {row.source_id: row for row in rows.sources},
            "citations": {(row.report_id, row.source_id): row for row in rows.citations},
        }
        self._parties = dict(Party.objects.values_list("slug", "short_name"))
        self._measures = {
            slug: (name, unit) for slug, name, unit in Measure.objects.values_list("slug", "name", "unit")
        }

    def of(self, line: FlatLine, is_new: bool = False, is_further: bool = False) -> str:
        """What the line says, and what it leaves unsaid and becomes all the same."""
        report, figure = self.rows["reports"].get(line.report), self.rows["figures"].get(line.figure)
        if report is None or figure is None:
            return ""
        measure, unit = self._measures[figure.measure]
        number = in_words(figure.qualifier, figure.low, figure.best, figure.high, unit)
        told = f"{self._parties[report.party]}, {day_in_words(figure.as_of)}: {measure}, {number}"
        if is_new and figure.basis == Basis.CUMULATIVE and figure.period_start:
            told += gettext(", since %(day)s") % {"day": day_in_words(figure.period_start)}
        if is_further:
            told += gettext(". The same figure; names a further source")
        if line.page_known_as:
            told += gettext(". Its page is on record as %(address)s") % {"address": line.page_known_as}
        if line.left_out and not is_further:  # which is left out itself, or told of by the row that is not
            told += gettext(". Its page’s address is kept without %(names)s") % {"names": ", ".join(line.left_out)}
        return told


def _flat_row(
    line: FlatLine, name: str, findings: _Findings, words: _Words, faults: Mapping[int, list[Problem]]
) -> Seen:
    """One line: what differs in its report, figure, source and citation together."""
    problems = [*line.problems, *faults.get(line.line, ())]
    if problems:
        record = "" if line.problems else words.of(line)
        said = tuple(_said(problem) for problem in problems)
        return Seen(name, line.line, RowState.ERROR, line.report, record, problems=said)
    keys = {"reports": line.report, "figures": line.figure}
    if line.source:
        keys |= {"citations": (line.report, line.source), "sources": line.source}
    found = {table: findings.of(table, words.rows[table][key]) for table, key in keys.items()}
    cells = tuple(
        (_COLUMNS[table].get(column, column), old, new)
        for table, (_, some, _) in found.items()
        for column, old, new in some
    )
    states = {table: state for table, (state, _cells, _fate) in found.items()}
    # A new report has what is new of it written whatever becomes of the rest; one on record is not made new by a page.
    is_further = (states["reports"], states["figures"]) == (RowState.SAME, RowState.SAME) and (
        states.get("citations") == RowState.NEW
    )
    record = words.of(line, is_new=states["figures"] == RowState.NEW, is_further=is_further)
    if states["reports"] == RowState.NEW:
        return Seen(name, line.line, RowState.NEW, line.report, record, cells)
    fate = next((fate for _state, _cells, fate in found.values() if fate), "")
    if is_further:
        state = RowState.CHANGED if states["sources"] == RowState.CHANGED else RowState.SAME
        return Seen(name, line.line, state, line.report, record, cells, Fate.FURTHER if fate == Fate.CORRECT else fate)
    state = next((each for each in (RowState.CHANGED, RowState.NEW) if each in states.values()), RowState.SAME)
    return Seen(name, line.line, state, line.report, record, cells, fate)


def _correcting_with(rows: list[Seen], lines: Iterable[FlatLine]) -> list[Seen]:
    """A further source that a correction in this file cites anyway is cited for the whole report."""
    citing = [(row.report, line.source) for row, line in zip(rows, lines, strict=True)]
    anyway = {pair for row, pair in zip(rows, citing, strict=True) if row.fate == Fate.CORRECT}
    return [
        replace(row, fate=Fate.CORRECT) if row.fate == Fate.FURTHER and pair in anyway else row
        for row, pair in zip(rows, citing, strict=True)
    ]
