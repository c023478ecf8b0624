"""Reads a flat table into the rows that the loader takes, beside what each of its lines became."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser

from reports.imports.comparing import on_record, parties_drawn_on
from reports.imports.package.row_checks import figure_days_problems, number_problems, with_floors
from reports.imports.package.schema import CITATIONS, FIGURES, REPORTS, SOURCES, Rows, TableRow, TableSchema
from reports.imports.reporting import Progress, silent
from reports.models import UploadKind
from reports.rules.number import VALUES
from reports.rules.sentences import day_in_words

from .flat_columns import COLUMNS, IF_NEW, NUMBER_COLUMNS
from .flat_lines import FlatLine, parse
from .grouping import PLAIN, Grouping, first_day
from .sheets import open_sheet

# What a new record is where its row does not say.
_DEFAULTS: Mapping[str, Mapping[str, object]] = {
    "reports": {"stated_on_known": True},
    "figures": PLAIN,
    "citations": {"role": "secondary"},
    "sources": {},
}
# The ids of a line that say which record it is about, and what lines of one record are about in words.
_KEYS = {"reports": ("report",), "figures": ("figure",), "sources": ("source",), "citations": ("report", "source")}
_SUBJECTS = {"reports": "statement", "figures": "figure", "sources": "page", "citations": "page"}


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
    lines = parse(sheet, name, today, progress)
    rows = _Assembly(name, Grouping(lines, by)).rows()
    for line in lines:  # what they say stands in the rows
        line.values.clear()
    return FlatTable(tuple(sorted(lines, key=lambda line: line.line)), rows, tuple(sheet.remarks))


class _Assembly:
    """Makes one row of each report, figure, source and citation out of all lines about it."""

    def __init__(self, name: str, grouping: Grouping) -> None:
        self.name = name
        self.grouping = grouping

    def rows(self) -> Rows:
        lines = self.grouping.placed
        citing = [line for line in lines if line.source]
        rows = {
            "reports": self._merged(REPORTS, lines, self.grouping.known_reports),
            "figures": self._merged(FIGURES, lines, self.grouping.known_figures),
            "sources": self._merged(SOURCES, citing, self.grouping.known_sources),
            "citations": self._merged(CITATIONS, citing, {line.report for line in citing}),
        }
        self._check(lines, rows["reports"], rows["figures"])
        good = [line for line in lines if not line.problems]
        keys = {table: dict.fromkeys(_key(table, line) for line in good) for table in rows}
        checked = Rows(**{table: tuple(of[key] for key in keys[table] if key in of) for table, of in rows.items()})
        return with_floors(checked, self.grouping.units)

    def _merged(
        self, table: TableSchema, lines: Iterable[FlatLine], known: Iterable[str]
    ) -> dict[tuple[str, ...], TableRow]:
        """A row for each key: what is on record, and over it what the lines say, each line the same.

        ``known`` are ids on record by which records are fetched.
        """
        columns = [column for column in COLUMNS if column.table is table and column.field]
        first: dict[tuple[str, ...], FlatLine] = {}
        cells: dict[tuple[str, ...], dict[str, tuple[object, int]]] = {}
        for line in lines:
            key = _key(table.name, line)
            first.setdefault(key, line)
            of_row = cells.setdefault(key, {})
            for column in columns:
                if column.name not in line.values and column.name not in (*NUMBER_COLUMNS, "interval"):
                    continue
                value = line.values.get(column.name)
                earlier, place = of_row.setdefault(column.field, (value, line.line))
                if earlier != value:
                    fault = f"is another than in line {place}, which is about the same {_SUBJECTS[table.name]}"
                    line.wrong(column.name, value, fault, "the same in each of its rows")
        records = self._on_record(table, {key[0] for key in cells}.intersection(known))
        rows = {}
        for key, of_row in cells.items():
            record, line = records.get(key), first[key]
            values = {column.name: column.kind.empty for column in table.columns}
            values |= _DEFAULTS[table.name] if record is None else record
            values |= {field: value for field, (value, _place) in of_row.items()}
            values |= dict(zip(table.key, key, strict=True))
            if table is REPORTS:
                values["conflict"] = line.conflict
            elif table is FIGURES:
                values["report_id"] = line.report
            if record is None:
                self._complete(table, line, values)
            rows[key] = table.row(**values, line=line.line)
        return rows

    @staticmethod
    def _on_record(table: TableSchema, ids: Iterable[str]) -> dict[tuple[str, ...], dict[str, object]]:
        """What is on record, by key; without columns that are empty there, but for those of a number."""
        ids = sorted(ids)
        links = parties_drawn_on(ids) if table is REPORTS else {}
        return {
            key: {name: value for name, value in values.items() if value is not None or name in VALUES}
            | links.get(key[0], {})
            for key, values in on_record(table, ids).items()
        }

    def _complete(self, table: TableSchema, line: FlatLine, values: dict[str, object]) -> None:
        """What a new record needs and its lines do not say."""
        for column in COLUMNS:
            if column.table is table and column.needed == IF_NEW and not values[column.field]:
                values[column.field] = ""
                fault = "is empty, and the statement is not on record yet"
                line.wrong(column.name, None, fault, "one of its words")
        if table is FIGURES:
            values["period_start"] = first_day(values, self.grouping.war_began[line.conflict])
        if table is REPORTS and not values["title"]:
            values["title"] = f"Statement of {day_in_words(values['stated_on'])}"

    def _check(self, lines: Iterable[FlatLine], reports: Mapping, figures: Mapping) -> None:
        """The rules that bind a figure to its report, and what a new report may not lack."""
        first: dict[tuple[str, str], int] = {}
        cited = {line.report for line in lines if "source_url" in line.values} | self.grouping.known_reports
        for line in lines:
            figure, report = figures[line.figure,], reports[line.report,]
            earlier = first.setdefault((line.figure, line.source), line.line)
            if earlier != line.line:
                fault = f"says the same as line {earlier}"
                line.wrong("", None, fault, "each figure once for each of its sources")
            if figure.line == line.line:
                unit = self.grouping.units.get(figure.measure, "")
                line.problems += number_problems(self.name, figure, unit)
                line.problems += figure_days_problems(self.name, figure, report.stated_on)
            if line.report not in cited:
                cited.add(line.report)
                fault = "is empty in all rows of this statement: nobody could see where it was said"
                line.wrong("source_url", None, fault, "the address of the page that shows it")
            if report.party in report.draws_on and report.line == line.line:
                line.wrong("draws_on", report.party, "is the party itself", "other parties, or nothing")


def _key(table: str, line: FlatLine) -> tuple[str, ...]:
    """The ids that say which row of ``table`` the line is about."""
    return tuple(getattr(line, name) for name in _KEYS[table])
