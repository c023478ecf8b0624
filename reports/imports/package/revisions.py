"""What a report may revise: an earlier one of the same party and conflict, in its file or on record. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reports.imports.problems import Place, Problem

from .schema import ReportRow


@dataclass(frozen=True, slots=True)
class Revised:
    """The report that a row revises. ``where`` it was found: the line of its file, or on record."""

    party: str
    conflict: str
    stated_on: date
    where: str = "on record"
    published: bool = True


def revision_problems(reports: Mapping[str, ReportRow]) -> Iterator[Problem]:
    """What is wrong with those of ``reports``, by id, that revise one another; the others wait for the record."""
    circles = _in_circles(reports)
    for row in reports.values():
        revised = reports.get(row.revises)
        if row.revises and row.revises == row.report_id:
            yield _problem(row, "is this report itself")
        elif revised:
            where = f"reports.csv, line {revised.line}"
            yield from _unfit(row, Revised(revised.party, revised.conflict, revised.stated_on, where))
            if row.report_id in circles:
                yield _problem(row, "leads back to this report")


def recorded_revision_problems(rows: Iterable[ReportRow], on_record: Mapping[str, Revised]) -> Iterator[Problem]:
    """What is wrong with ``rows`` that revise reports on record, which are given by id."""
    for row in rows:
        revised = on_record.get(row.revises)
        if revised is None:
            yield _problem(row, "is no id in reports.csv, nor of a report on record")
        elif not revised.published:
            yield _problem(row, "is on record, but not published")
        else:
            yield from _unfit(row, revised)


def _unfit(row: ReportRow, revised: Revised) -> Iterator[Problem]:
    if revised.party != row.party:
        yield _problem(row, f"is a report of {revised.party} ({revised.where}), and this one of {row.party}")
    if revised.conflict != row.conflict:
        yield _problem(row, f"belongs to {revised.conflict} ({revised.where}), and this report to {row.conflict}")
    if revised.stated_on > row.stated_on:
        yield _problem(row, f"was stated later, on {revised.stated_on} ({revised.where}), than this report")


def _problem(row: ReportRow, fault: str) -> Problem:
    expected = "the report_id of an earlier report of the same party, or nothing"
    return Problem(Place("reports.csv", row.line, "revises"), row.revises, fault, expected)


def _in_circles(reports: Mapping[str, ReportRow]) -> set[str]:
    """The ids from which one comes back to them by going from each report to the one that it revises."""
    circles: set[str] = set()
    seen: set[str] = set()
    for start in reports:
        path = []
        report = start
        while report in reports and report not in seen:
            seen.add(report)
            path.append(report)
            report = reports[report].revises
        if report in path:
            circles.update(path[path.index(report) :])
    return circles
