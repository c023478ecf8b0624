"""Reads a flat table into the rows that the loader takes, beside what each of its lines became."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

from django.contrib.auth.models import AbstractBaseUser

from reports.imports.comparing import draws_on_record
from reports.imports.package.row_checks import number_problems, percent_problems
from reports.imports.package.schema import CitationRow, FigureRow, ReportRow, Rows, SourceRow
from reports.imports.problems import Place, Problem
from reports.imports.records import RECORDS
from reports.imports.results import Progress, silent
from reports.models import UploadKind
from reports.rules.sentences import day_in_words

from .flat_columns import FIGURE, IF_NEW, NUMBER_COLUMNS, REPORT, SOURCE, Column
from .flat_lines import Parsed, parse
from .grouping import PLAIN, Grouped, Placed, first_day, group
from .sheets import open_sheet

_CITATION_FIELDS = ("role", "locator")
# What a new record is where its row does not say.
_DEFAULTS: Mapping[type, Mapping[str, object]] = {
    ReportRow: {"stated_on_known": True},
    FigureRow: PLAIN,
    CitationRow: {"role": "secondary"},
    SourceRow: {},
}


@dataclass(frozen=True, slots=True)
class FlatLine:
    """One line. ``report``, ``figure`` and ``source`` are ids, empty where it got no further than its problems.

    ``page_known_as`` and ``left_out`` are those of Placed.
    """

    line: int
    report: str = ""
    figure: str = ""
    source: str = ""
    page_known_as: str = ""
    left_out: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class FlatTable:
    """``rows`` are those of the lines without problems."""

    lines: tuple[FlatLine, ...]
    rows: Rows
    remarks: tuple[str, ...]


def read_flat(
    file: Path,
    name: str,
    kind: UploadKind,
    by: AbstractBaseUser,
    today: date,
    progress: Progress = silent,
) -> FlatTable:
    """Raises NotImportable where the file as a whole cannot be read; what is wrong with a line, stands with the line.

    ``by`` sees what it may mean on record: not the drafts of others.
    """
    sheet = open_sheet(file, name, kind)
    parsed = parse(sheet, name, today, progress)
    grouped = group(parsed, name, by)
    rows = _Assembly(name, grouped).rows()
    placed = {each.parsed.line: each for each in grouped.placed}
    lines = tuple(_told(each, placed.get(each.line)) for each in sorted(parsed, key=lambda each: each.line))
    return FlatTable(lines, rows, tuple(sheet.remarks))


def _told(parsed: Parsed, placed: Placed | None) -> FlatLine:
    if placed is None:
        return FlatLine(parsed.line, problems=tuple(parsed.problems))
    return FlatLine(
        parsed.line,
        placed.report,
        placed.figure,
        placed.source,
        placed.page_known_as,
        placed.left_out,
        tuple(parsed.problems),
    )


class _Assembly:
    """Makes one row of each report, figure, source and citation out of all lines about it."""

    def __init__(self, name: str, grouped: Grouped) -> None:
        self.name = name
        self.grouped = grouped

    def rows(self) -> Rows:
        placed = self.grouped.placed
        reports = self._merged(
            placed,
            REPORT,
            lambda each: each.report,
            self._on_record("reports", self.grouped.known_reports & {each.report for each in placed}),
            ReportRow,
        )
        figures = self._merged(
            placed,
            FIGURE,
            lambda each: each.figure,
            self._on_record("figures", self.grouped.known_figures & {each.figure for each in placed}),
            FigureRow,
        )
        cited = [each for each in placed if each.source]
        sources = self._merged(
            cited, SOURCE, lambda each: each.source, self._on_record("sources", self.grouped.known_sources), SourceRow
        )
        pairs = {(each.report, each.source): None for each in cited}
        found = RECORDS["citations"].on_record([SimpleNamespace(report_id=report) for report, _ in pairs])
        citations = self._merged(
            cited,
            [column for column in SOURCE if column.name in _CITATION_FIELDS],
            lambda each: (each.report, each.source),
            {pair: found[pair] for pair in pairs if pair in found},
            CitationRow,
        )
        self._check(placed, reports, figures, {each.report for each in placed if "source_url" in each.values})
        good = [each for each in placed if not each.parsed.problems]
        return Rows(
            reports=_used(reports, (each.report for each in good)),
            figures=_used(figures, (each.figure for each in good)),
            sources=_used(sources, (each.source for each in good)),
            citations=_used(citations, ((each.report, each.source) for each in good)),
        )

    def _on_record(self, table: str, known: Iterable[str]) -> dict[object, dict[str, object]]:
        key = next(iter(RECORDS[table].key))
        asked = [SimpleNamespace(**{key: slug}) for slug in sorted(known)]
        found = {key[0]: dict(values) for key, values in RECORDS[table].on_record(asked).items()}
        if table == "reports":
            for slug, links in draws_on_record(asked).items():
                if slug in found:
                    found[slug] |= links
        return found

    def _merged(
        self,
        placed: Iterable[Placed],
        columns: Iterable[Column],
        identity: Callable[[Placed], object],
        on_record: Mapping[object, Mapping[str, object]],
        row: type,
    ) -> dict[object, object]:
        """A row for each identity: what is on record, and over it what the lines say, each line the same."""
        said: dict[object, dict[str, tuple[object, int]]] = {}
        first: dict[object, Placed] = {}
        for each in placed:
            key = identity(each)
            first.setdefault(key, each)
            mine = said.setdefault(key, {})
            for column in columns:
                if not column.field or (column.name not in each.values and column.name not in NUMBER_COLUMNS):
                    continue
                if row is SourceRow and column.name in _CITATION_FIELDS:
                    continue
                value = each.values.get(column.name)
                earlier, line = mine.setdefault(column.field, (value, each.parsed.line))
                if earlier != value:
                    fault = f"is another than in line {line}, which is about the same {_KINDS[row]}"
                    self._wrong(each, column.name, value, fault, "the same in each of its rows")
        names = {each.name for each in fields(row)}
        made = {}
        for key, mine in said.items():
            known = on_record.get(key)
            each = first[key]
            values = {column.name: column.metadata["kind"].empty for column in fields(row) if column.metadata}
            values |= (
                _DEFAULTS[row] if known is None else {k: v for k, v in known.items() if v is not None and k in names}
            )
            if known is not None and row is FigureRow:
                values |= {name: known[name] for name in ("low", "best", "high")}
            values |= {name: value for name, (value, _line) in mine.items()}
            values |= self._ids(row, each)
            if known is None:
                self._complete(row, each, values, columns)
            made[key] = row(**values, line=each.parsed.line)
        return made

    @staticmethod
    def _ids(row: type, each: Placed) -> dict[str, object]:
        if row is ReportRow:
            return {"report_id": each.report, "conflict": each.conflict}
        if row is FigureRow:
            return {"figure_id": each.figure, "report_id": each.report}
        if row is SourceRow:
            return {"source_id": each.source}
        return {"report_id": each.report, "source_id": each.source}

    def _complete(self, row: type, each: Placed, values: dict[str, object], columns: Iterable[Column]) -> None:
        for column in columns:
            if column.needed == IF_NEW and not values[column.field]:
                values[column.field] = ""
                self._wrong(
                    each, column.name, None, "is empty, and the statement is not on record yet", "one of its words"
                )
        if row is FigureRow:
            values["period_start"] = first_day(values, self.grouped.began[each.conflict])
        if row is ReportRow and not values["title"]:
            values["title"] = f"Statement of {day_in_words(values['stated_on'])}"

    def _check(self, placed: Iterable[Placed], reports: Mapping, figures: Mapping, cited: set[str]) -> None:
        """The rules that bind a figure to its report, and what a new report may not lack."""
        seen: dict[tuple, int] = {}
        uncited: set[str] = set()
        for each in placed:
            figure, report = figures[each.figure], reports[each.report]
            again = seen.setdefault((each.figure, each.source), each.parsed.line)
            if again != each.parsed.line:
                self._wrong(
                    each, "", None, f"says the same as line {again}", "each figure once for each of its sources"
                )
            if figure.line == each.parsed.line:
                each.parsed.problems += self._figure_problems(figure, report)
            if each.report not in self.grouped.known_reports and each.report not in cited | uncited:
                uncited.add(each.report)
                fault = "is empty in all rows of this statement: nobody could see where it was said"
                self._wrong(each, "source_url", None, fault, "the address of the page that shows it")
            if report.party in report.draws_on and report.line == each.parsed.line:
                self._wrong(each, "draws_on", report.party, "is the party itself", "other parties, or nothing")

    def _figure_problems(self, figure: FigureRow, report: ReportRow) -> Iterator[Problem]:
        yield from number_problems(self.name, figure)
        if self.grouped.units.get(figure.measure) == "percent":
            yield from percent_problems(self.name, figure)
        if figure.period_start and figure.period_start > figure.as_of:
            fault = f"is after as_of, {figure.as_of}"
            yield self._problem(figure.line, "period_start", f"{figure.period_start}", fault, "a day on or before it")
        if figure.as_of > report.stated_on + timedelta(days=1):
            fault = f"is later than its report, stated on {report.stated_on}"
            expected = "a day no later than the one after that"
            yield self._problem(figure.line, "as_of", f"{figure.as_of}", fault, expected)

    def _wrong(self, each: Placed, column: str, value: object, fault: str, expected: str) -> None:
        shown = None if value is None else f"{value}"
        each.parsed.problems.append(self._problem(each.parsed.line, column, shown, fault, expected))

    def _problem(self, line: int, column: str, value: str | None, fault: str, expected: str) -> Problem:
        return Problem(Place(self.name, line, column), value, fault, expected)


_KINDS = {ReportRow: "statement", FigureRow: "figure", SourceRow: "page", CitationRow: "page"}


def _used(made: Mapping[object, object], keys: Iterable[object]) -> tuple:
    return tuple(made[key] for key in dict.fromkeys(keys) if key in made)
