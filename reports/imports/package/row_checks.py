"""What one row, or a row and those it refers to, must fulfil beyond the form of its cells (DESIGN.md, section 2).

The rules about figures and days are those of models.validation, in the words that stand beside a row of a file.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from django.utils import timezone

from reports.imports.problems import Place, Problem
from reports.models.validation import (
    DATABASE_GRACE,
    archived_problems,
    as_floor,
    day_problems,
    denied_problems,
    figure_day_problems,
    revised_problems,
)
from reports.rules.number import NEEDED, VALUES, Number

from .schema import Rows, TableRow, TableSchema


@dataclass
class TableRead:
    """What reading one file found, for the checks that compare files with one another.

    ``rows`` are the good ones; ``partial`` holds for each bad row its line and the cells that could be read, so that
    their references are checked too. ``lines`` gives the line of every id, also of bad rows: a row with a wrong number
    still is what others refer to. ``readable`` is false where the file as a whole could not be read.
    """

    table: TableSchema
    readable: bool = True
    rows: list = field(default_factory=list)
    partial: list[tuple[int, dict[str, object]]] = field(default_factory=list)
    lines: dict[str | tuple[str, ...], int] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, TableRow]:
        return {getattr(row, self.table.key[0]): row for row in self.rows}


Reads = Mapping[str, TableRead]
# Party and conflict of the report that is revised or denied, by id, and its day.
Revised = tuple[str, str, date]

# What has happened: a report cannot have been made tomorrow, nor a figure cover it.
DAYS = {
    "sources": ("published_on",),
    "events": ("date",),
    "coverage": ("until", "looked_on"),
    "adjustments": ("day",),
    "reports": ("stated_on",),
    "figures": ("as_of",),
}


def row_problems(reads: Reads) -> Iterator[Problem]:
    """Every broken rule among the rows whose cells are good; a rule that needs a bad or missing row is left out."""
    yield from _days_to_come(reads)
    yield from _conflicts(reads)
    yield from _subjects(reads)
    yield from _measures(reads)
    yield from _sources(reads)
    yield from _coverage(reads)
    yield from _reports(reads)
    yield from _figures(reads)
    yield from _citations(reads)
    yield from _variants(reads)


def cell_problem(file: str, row: TableRow, column: str, fault: str, expected: str, value: object = None) -> Problem:
    """What is wrong with ``value``, unless given all that stands in ``column`` of ``row``."""
    if value is None:
        value = getattr(row, column)
    return Problem(Place(file, row.line, column), "" if value is None else f"{value}", fault, expected)


def _days_to_come(reads: Reads) -> Iterator[Problem]:
    today = timezone.localdate()
    for table, columns in DAYS.items():
        for row in reads[table].rows:
            for column in columns:
                for _problem in day_problems(column, getattr(row, column), today):
                    expected = f"a day no later than today, {today}"
                    yield cell_problem(f"{table}.csv", row, column, "is a day still to come", expected)


def _conflicts(reads: Reads) -> Iterator[Problem]:
    sides, conflicts = reads["sides"].by_id, reads["conflicts"].by_id
    for row in conflicts.values():
        if row.end_date and row.end_date < row.start_date:
            fault = f"is before start_date, {row.start_date}"
            yield cell_problem("conflicts.csv", row, "end_date", fault, "a day on or after it, or nothing")
        for side in row.sides:
            if side in sides and sides[side].conflict != row.conflict_id:
                fault = f"is a side of {sides[side].conflict} (sides.csv, line {sides[side].line})"
                yield cell_problem("conflicts.csv", row, "sides", fault, "sides of this conflict only", side)
    for side in sides.values():
        if side.conflict in conflicts and side.side_id not in conflicts[side.conflict].sides:
            line = conflicts[side.conflict].line
            fault = f"is not among the sides of {side.conflict} (conflicts.csv, line {line})"
            yield cell_problem("sides.csv", side, "side_id", fault, "it there too")


def _subjects(reads: Reads) -> Iterator[Problem]:
    subjects, sides = reads["subjects"].by_id, reads["sides"].by_id
    for row in subjects.values():
        side = sides.get(row.side)
        if side and side.conflict != row.conflict:
            fault = f"is a side of {side.conflict}, and this subject belongs to {row.conflict}"
            yield cell_problem("subjects.csv", row, "side", fault, "a side of the same conflict, or nothing")
        wholes = [whole for slug in row.part_of if (whole := subjects.get(slug))]
        for whole in wholes:
            if whole.conflict != row.conflict:
                fault = f"belongs to {whole.conflict}, and this subject to {row.conflict}"
                expected = "subjects of the same conflict, or nothing"
                yield cell_problem("subjects.csv", row, "part_of", fault, expected, whole.subject_id)
        for whole in wholes:
            if row.subject_id in _with_larger(whole, subjects):
                fault = "makes this subject a part of itself"
                yield cell_problem(
                    "subjects.csv", row, "part_of", fault, "larger subjects, or nothing", whole.subject_id
                )


def _with_larger(subject: TableRow, subjects: Mapping[str, TableRow]) -> set[str]:
    """The ids of ``subject`` and of all that it is part of."""
    waiting, found = [subject.subject_id], set()
    while waiting:
        slug = waiting.pop()
        if slug not in found and slug in subjects:
            found.add(slug)
            waiting += subjects[slug].part_of
    return found


def _measures(reads: Reads) -> Iterator[Problem]:
    for row in reads["measures"].rows:
        for outcome in row.may_include:
            if outcome in row.includes:
                expected = "each outcome in one of the two only"
                yield cell_problem("measures.csv", row, "may_include", "stands in includes too", expected, outcome)


def _sources(reads: Reads) -> Iterator[Problem]:
    first: dict[str, int] = {}
    circles = _in_circles(reads["sources"].by_id, "named_by")
    for row in reads["sources"].rows:
        if not row.url and not row.named_by:
            expected = "an address, or in named_by the source that names it"
            yield cell_problem("sources.csv", row, "url", "is empty", expected)
        if row.source_id in circles:
            fault = "is this source itself" if row.named_by == row.source_id else "leads back to this source"
            yield cell_problem("sources.csv", row, "named_by", fault, "another source, or nothing")
        line = first.setdefault(row.url, row.line) if row.url else row.line
        if line != row.line:
            fault = f"is the address of line {line} already"
            yield cell_problem("sources.csv", row, "url", fault, "one row for one address")


def _coverage(reads: Reads) -> Iterator[Problem]:
    for row in reads["coverage"].rows:
        if row.until < row.since:
            yield cell_problem("coverage.csv", row, "until", f"is before since, {row.since}", "a day on or after it")
        if row.until > row.looked_on:
            fault = f"is after looked_on, {row.looked_on}"
            yield cell_problem("coverage.csv", row, "until", fault, "no day later than that on which somebody looked")


def _reports(reads: Reads) -> Iterator[Problem]:
    for row in reads["reports"].rows:
        if row.party in row.draws_on:
            fault = "is the party of this report itself"
            yield cell_problem("reports.csv", row, "draws_on", fault, "other parties, or nothing", row.party)
    yield from _revision_problems(reads["reports"].by_id)
    yield from _denial_problems(reads["reports"].by_id)


def _figures(reads: Reads) -> Iterator[Problem]:
    reports, subjects, measures = (reads[table].by_id for table in ("reports", "subjects", "measures"))
    for row in reads["figures"].rows:
        report, subject, measure = reports.get(row.report_id), subjects.get(row.subject), measures.get(row.measure)
        yield from number_problems("figures.csv", row, measure.unit if measure else "")
        where = f" (reports.csv, line {report.line})" if report else ""
        yield from figure_days_problems("figures.csv", row, report and report.stated_on, where)
        if report and subject and report.conflict != subject.conflict:
            fault = f"belongs to {subject.conflict}, and its report to {report.conflict}"
            yield cell_problem("figures.csv", row, "subject", fault, "a subject of the report's conflict")


def _citations(reads: Reads) -> Iterator[Problem]:
    for row in reads["citations"].rows:
        if row.taken_from and row.taken_from == row.source_id:
            expected = "the source that it copied or quoted, or nothing"
            yield cell_problem("citations.csv", row, "taken_from", "is this source itself", expected)
        for column, code, _message, held in archived_problems(row.archived_url, row.archived_at):
            fault, expected = _ARCHIVED[code]
            yield cell_problem("citations.csv", row, column, fault.format(held=held), expected)
        if row.archived_by and not row.archived_url:
            yield cell_problem("citations.csv", row, "archived_by", *_ARCHIVED["no-address"])


_ARCHIVED = {
    "no-address": ("has no archived_url beside it", "the address of the copy there, or nothing here"),
    "list-of-copies": ("leads to a list of copies", "the address of one copy, with its 14 digits and without *"),
    "not-14-digits": ("has the time {held}, which is not whole", "the address of one copy, with its 14 digits"),
    "other-moment": ("is not the time in archived_url, {held}", "that time"),
    "no-moment": ("is empty", "the 14 digits of the copy's time"),
}


def _variants(reads: Reads) -> Iterator[Problem]:
    figures, measures = reads["figures"].by_id, reads["measures"].by_id
    cited = reads["citations"].lines
    for row in reads["variants"].rows:
        figure = figures.get(row.figure_id)
        measure = figure and measures.get(figure.measure)
        has_number = any(getattr(row, name) is not None for name in VALUES)
        if row.qualifier or row.kind in ("number", "hedge") or has_number:
            yield from number_problems("variants.csv", row, measure.unit if measure else "")
        if figure and reads["citations"].readable and (figure.report_id, row.source_id) not in cited:
            fault = f"is not cited for {figure.report_id}, the report of this figure"
            expected = "a source that citations.csv names for that report"
            yield cell_problem("variants.csv", row, "source_id", fault, expected)


def number_problems(file: str, row: TableRow, unit: str) -> Iterator[Problem]:
    """What is wrong with the number of a figure or a variant: the numbers that the qualifier needs and no others, in
    rising order. ``unit`` is its measure's, empty if that is not known."""
    wanted = " and ".join(name for name in VALUES if name in NEEDED.get(row.qualifier, ()))
    for column, code, upper in Number.of(row, unit).problems():
        if code == "order" and (not row.qualifier or (upper == "high" and column == "low" and row.best is not None)):
            continue  # the hedge is missing; or the best value between them is named already
        fault, expected = {
            "unknown": ("is empty", "the hedge that goes with the number"),
            "missing": ("is empty", f"a number: {row.qualifier} needs {wanted}"),
            "unexpected": (f"does not go with {row.qualifier}", f"{wanted} only, and leave {column} empty"),
            "order": (
                f"is more than {upper}, {getattr(row, upper, '')}",
                "numbers that rise from low through best to high",
            ),
            "below zero": ("leaves nothing that is fewer", "a number above 0"),
            "level": (f"does not go with {row.qualifier}", "nothing: only a range can be an interval"),
            "percentage": ("is more than 100 percent", "a percentage from 0 to 100"),
        }[code]
        yield cell_problem(file, row, column, fault, expected)


def with_floors(rows: Rows, units: Mapping[str, str]) -> Rows:
    """The same rows with each plain number of a method whose counts are floors as "at least"; ``units`` by measure."""
    methods = {row.report_id: row.method for row in rows.reports}
    figures, floors = [], []
    for row in rows.figures:
        number = Number.of(row, units.get(row.measure, ""))
        floor = as_floor(number, row.method or methods.get(row.report_id, ""))
        if floor != number:
            row = replace(row, **floor.columns)
            floors.append(row)
        figures.append(row)
    return replace(rows, figures=tuple(figures), floors=tuple(floors)) if floors else rows


def figure_days_problems(file: str, row: TableRow, stated_on: date | None, where: str = "") -> Iterator[Problem]:
    """What is wrong with the days of a figure; ``where`` its report stands, in words."""
    days = {"as_of": row.as_of, "period_start": row.period_start, "stated_on": stated_on}
    for column, code, _message, other in reversed([*figure_day_problems(**days, grace=DATABASE_GRACE)]):
        fault, expected = {
            "period-order": (f"is after as_of, {other}", "a day on or before it"),
            "as-of-after-stated": (
                f"is later than its report, stated on {other}{where}",
                "a day no later than the one after that",
            ),
        }[code]
        yield cell_problem(file, row, column, fault, expected)


# --- what a report may revise: an earlier one of its party and conflict, in its file or on record ---------------------


def _revision_problems(reports: Mapping[str, TableRow]) -> Iterator[Problem]:
    """What is wrong with those of ``reports``, by id, that revise one another; the others wait for the record."""
    circles = _in_circles(reports, "revises")
    for row in reports.values():
        revised = reports.get(row.revises)
        if row.revises and row.revises == row.report_id:
            yield _revises_problem(row, "is this report itself")
        elif revised:
            where = f"reports.csv, line {revised.line}"
            yield from _revised_faults(row, (revised.party, revised.conflict, revised.stated_on), where)
            if row.report_id in circles:
                yield _revises_problem(row, "leads back to this report")


def recorded_revision_problems(
    rows: Iterable[TableRow], on_record: Mapping[str, Revised], unpublished: Mapping[str, Revised]
) -> Iterator[Problem]:
    """What is wrong with ``rows`` that revise reports on record, which are given by id."""
    for row in rows:
        if row.revises in on_record:
            yield from _revised_faults(row, on_record[row.revises], "on record")
        elif row.revises in unpublished:
            yield _revises_problem(row, "is on record, but not published")
        else:
            yield _revises_problem(row, "is no id in reports.csv, nor of a report on record")


def _revised_faults(row: TableRow, revised: Revised, where: str) -> Iterator[Problem]:
    """``where`` the revised report was found, in words."""
    faults = {
        "other-party": f"is a report of {{}} ({where}), and this one of {row.party}",
        "other-conflict": f"belongs to {{}} ({where}), and this report to {row.conflict}",
        "later-report": f"was stated later, on {{}} ({where}), than this report",
    }
    problems = revised_problems(revised=revised, party=row.party, conflict=row.conflict, stated_on=row.stated_on)
    for _field, code, _message, other in problems:
        yield _revises_problem(row, faults[code].format(other))


def _revises_problem(row: TableRow, fault: str) -> Problem:
    expected = "the report_id of an earlier report of the same party, or nothing"
    return cell_problem("reports.csv", row, "revises", fault, expected)


# --- what a report may deny: another party's of its conflict, in its file or on record --------------------------------


def _denial_problems(reports: Mapping[str, TableRow]) -> Iterator[Problem]:
    """What is wrong with those of ``reports``, by id, that deny one another; the others wait for the record."""
    for row in reports.values():
        denied = reports.get(row.denies)
        if row.denies and row.denies == row.report_id:
            yield _denies_problem(row, "is this report itself")
        elif denied:
            where = f"reports.csv, line {denied.line}"
            yield from _denied_faults(row, (denied.party, denied.conflict, denied.stated_on), where)


def recorded_denial_problems(rows: Iterable[TableRow], on_record: Mapping[str, Revised]) -> Iterator[Problem]:
    """What is wrong with ``rows`` that deny public reports on record, which are given by id."""
    for row in rows:
        if row.denies in on_record:
            yield from _denied_faults(row, on_record[row.denies], "on record")
        else:
            yield _denies_problem(row, "is no id in reports.csv, nor of a published report on record")


def _denied_faults(row: TableRow, denied: Revised, where: str) -> Iterator[Problem]:
    """``where`` the denied report was found, in words."""
    faults = {
        "own-report": f"is a report of {{}} itself ({where}), which revises its own",
        "other-conflict": f"belongs to {{}} ({where}), and this report to {row.conflict}",
        "later-report": f"was stated later, on {{}} ({where}), than this report",
    }
    problems = denied_problems(denied=denied, party=row.party, conflict=row.conflict, stated_on=row.stated_on)
    for _field, code, _message, other in problems:
        yield _denies_problem(row, faults[code].format(other))


def _denies_problem(row: TableRow, fault: str) -> Problem:
    expected = "the report_id of an earlier report of another party, or nothing"
    return cell_problem("reports.csv", row, "denies", fault, expected)


def _in_circles(rows: Mapping[str, TableRow], column: str) -> set[str]:
    """The ids from which one comes back to them by going from each of ``rows`` to the one that ``column`` names."""
    circles: set[str] = set()
    seen: set[str] = set()
    for start in rows:
        path = []
        slug = start
        while slug in rows and slug not in seen:
            seen.add(slug)
            path.append(slug)
            slug = getattr(rows[slug], column)
        if slug in path:
            circles.update(path[path.index(slug) :])
    return circles
