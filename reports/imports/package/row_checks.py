"""What one row, or a row and those it refers to, must fulfil beyond the form of its cells (DESIGN.md, section 2)."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import pairwise

from django.utils import timezone

from reports.imports.problems import Place, Problem
from reports.rules.number import NEEDED, OPTIONAL, VALUES

from .revisions import revision_problems
from .schema import CitationRow, ConflictRow, FigureRow, MeasureRow, ReportRow, SideRow, SubjectRow, VariantRow
from .table_read import TableRead

Reads = Mapping[str, TableRead]

# What has happened: a report cannot have been made tomorrow, nor a figure cover it.
DAYS = {"reports": "stated_on", "figures": "as_of", "sources": "published_on", "events": "date"}


def row_problems(reads: Reads) -> Iterator[Problem]:
    """Every broken rule among the rows whose cells are good; a rule that needs a bad or missing row is left out."""
    yield from _days_to_come(reads)
    yield from _conflicts(reads)
    yield from _subjects(reads)
    yield from _measures(reads)
    yield from _sources(reads)
    yield from _reports(reads)
    yield from _figures(reads)
    yield from _citations(reads)
    yield from _variants(reads)


def _by_id(reads: Reads, table: str) -> dict:
    key = reads[table].table.key[0]
    return {getattr(row, key): row for row in reads[table].rows}


def _days_to_come(reads: Reads) -> Iterator[Problem]:
    today = timezone.localdate()
    for table, column in DAYS.items():
        for row in reads[table].rows:
            day = getattr(row, column)
            if day and day > today:
                place = Place(f"{table}.csv", row.line, column)
                yield Problem(place, f"{day}", "is a day still to come", f"a day no later than today, {today}")


def _conflicts(reads: Reads) -> Iterator[Problem]:
    sides: dict[str, SideRow] = _by_id(reads, "sides")
    conflicts: dict[str, ConflictRow] = _by_id(reads, "conflicts")
    for row in conflicts.values():
        if row.end_date and row.end_date < row.start_date:
            yield Problem(
                Place("conflicts.csv", row.line, "end_date"),
                f"{row.end_date}",
                f"is before start_date, {row.start_date}",
                "a day on or after it, or nothing",
            )
        for side in row.sides:
            if side in sides and sides[side].conflict != row.conflict_id:
                yield Problem(
                    Place("conflicts.csv", row.line, "sides"),
                    side,
                    f"is a side of {sides[side].conflict} (sides.csv, line {sides[side].line})",
                    "sides of this conflict only",
                )
    for side in sides.values():
        if side.conflict in conflicts and side.side_id not in conflicts[side.conflict].sides:
            yield Problem(
                Place("sides.csv", side.line, "side_id"),
                side.side_id,
                f"is not among the sides of {side.conflict} (conflicts.csv, line {conflicts[side.conflict].line})",
                "it there too",
            )


def _subjects(reads: Reads) -> Iterator[Problem]:
    subjects: dict[str, SubjectRow] = _by_id(reads, "subjects")
    sides: dict[str, SideRow] = _by_id(reads, "sides")
    for row in subjects.values():
        side = sides.get(row.side)
        if side and side.conflict != row.conflict:
            yield Problem(
                Place("subjects.csv", row.line, "side"),
                row.side,
                f"is a side of {side.conflict}, and this subject belongs to {row.conflict}",
                "a side of the same conflict, or nothing",
            )
        whole = subjects.get(row.part_of)
        if whole and whole.conflict != row.conflict:
            yield Problem(
                Place("subjects.csv", row.line, "part_of"),
                row.part_of,
                f"belongs to {whole.conflict}, and this subject to {row.conflict}",
                "a subject of the same conflict, or nothing",
            )
        seen = {row.subject_id}
        while whole and whole.subject_id not in seen:
            seen.add(whole.subject_id)
            whole = subjects.get(whole.part_of)
        if whole and whole.subject_id == row.subject_id:
            yield Problem(
                Place("subjects.csv", row.line, "part_of"),
                row.part_of,
                "makes this subject a part of itself",
                "a larger subject, or nothing",
            )


def _measures(reads: Reads) -> Iterator[Problem]:
    row: MeasureRow
    for row in reads["measures"].rows:
        for outcome in row.may_include:
            if outcome in row.includes:
                yield Problem(
                    Place("measures.csv", row.line, "may_include"),
                    outcome,
                    "stands in includes too",
                    "each outcome in one of the two only",
                )


def _sources(reads: Reads) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row in reads["sources"].rows:
        line = first.setdefault(row.url, row.line)
        if line != row.line:
            yield Problem(
                Place("sources.csv", row.line, "url"),
                row.url,
                f"is the address of line {line} already",
                "one row for one address",
            )


def _reports(reads: Reads) -> Iterator[Problem]:
    row: ReportRow
    for row in reads["reports"].rows:
        if row.party in row.draws_on:
            yield Problem(
                Place("reports.csv", row.line, "draws_on"),
                row.party,
                "is the party of this report itself",
                "other parties, or nothing",
            )
    yield from revision_problems(_by_id(reads, "reports"))


def _figures(reads: Reads) -> Iterator[Problem]:
    reports: dict[str, ReportRow] = _by_id(reads, "reports")
    subjects: dict[str, SubjectRow] = _by_id(reads, "subjects")
    measures: dict[str, MeasureRow] = _by_id(reads, "measures")
    row: FigureRow
    for row in reads["figures"].rows:
        yield from number_problems("figures.csv", row)
        report, subject, measure = reports.get(row.report_id), subjects.get(row.subject), measures.get(row.measure)
        if row.period_start and row.period_start > row.as_of:
            yield Problem(
                Place("figures.csv", row.line, "period_start"),
                f"{row.period_start}",
                f"is after as_of, {row.as_of}",
                "a day on or before it",
            )
        if report and row.as_of > report.stated_on + timedelta(days=1):
            yield Problem(
                Place("figures.csv", row.line, "as_of"),
                f"{row.as_of}",
                f"is later than its report, stated on {report.stated_on} (reports.csv, line {report.line})",
                "a day no later than the one after that",
            )
        if report and subject and report.conflict != subject.conflict:
            yield Problem(
                Place("figures.csv", row.line, "subject"),
                row.subject,
                f"belongs to {subject.conflict}, and its report to {report.conflict}",
                "a subject of the report's conflict",
            )
        if measure and measure.unit == "percent":
            yield from percent_problems("figures.csv", row)


def _citations(reads: Reads) -> Iterator[Problem]:
    row: CitationRow
    for row in reads["citations"].rows:
        if row.taken_from and row.taken_from == row.source_id:
            yield Problem(
                Place("citations.csv", row.line, "taken_from"),
                row.taken_from,
                "is this source itself",
                "the source that it copied or quoted, or nothing",
            )


def _variants(reads: Reads) -> Iterator[Problem]:
    figures: dict[str, FigureRow] = _by_id(reads, "figures")
    measures: dict[str, MeasureRow] = _by_id(reads, "measures")
    cited = reads["citations"].lines
    row: VariantRow
    for row in reads["variants"].rows:
        numbers_needed = row.qualifier or row.kind in ("number", "hedge") or _given(row)
        if numbers_needed:
            yield from number_problems("variants.csv", row)
        figure = figures.get(row.figure_id)
        if figure is None:
            continue
        if reads["citations"].readable and (figure.report_id, row.source_id) not in cited:
            yield Problem(
                Place("variants.csv", row.line, "source_id"),
                row.source_id,
                f"is not cited for {figure.report_id}, the report of this figure",
                "a source that citations.csv names for that report",
            )
        measure = measures.get(figure.measure)
        if measure and measure.unit == "percent":
            yield from percent_problems("variants.csv", row)


def _given(row: FigureRow | VariantRow) -> list[str]:
    return [name for name in VALUES if getattr(row, name) is not None]


def number_problems(file: str, row: FigureRow | VariantRow) -> Iterator[Problem]:
    """The numbers that the qualifier needs and no others, in rising order."""
    if not row.qualifier:
        yield Problem(Place(file, row.line, "qualifier"), "", "is empty", "the hedge that goes with the number")
        return
    needed, given = NEEDED[row.qualifier], _given(row)
    optional = OPTIONAL.get(row.qualifier, ())
    for name in VALUES:
        if name in needed and name not in given:
            wanted = " and ".join(each for each in VALUES if each in needed)
            yield Problem(Place(file, row.line, name), "", "is empty", f"a number: {row.qualifier} needs {wanted}")
        elif name in given and name not in needed and name not in optional:
            wanted = " and ".join(each for each in VALUES if each in needed)
            value = f"{getattr(row, name)}"
            yield Problem(
                Place(file, row.line, name),
                value,
                f"does not go with {row.qualifier}",
                f"{wanted} only, and leave {name} empty",
            )
    for lower, upper in pairwise(given):
        if getattr(row, lower) > getattr(row, upper):
            yield Problem(
                Place(file, row.line, lower),
                f"{getattr(row, lower)}",
                f"is more than {upper}, {getattr(row, upper)}",
                "numbers that rise from low through best to high",
            )
    if row.qualifier == "fewer_than" and row.high == 0:
        yield Problem(Place(file, row.line, "high"), "0", "leaves nothing that is fewer", "a number above 0")


def percent_problems(file: str, row: FigureRow | VariantRow) -> Iterator[Problem]:
    for name in _given(row):
        if getattr(row, name) > 100:
            yield Problem(
                Place(file, row.line, name),
                f"{getattr(row, name)}",
                "is more than 100 percent",
                "a percentage from 0 to 100",
            )
