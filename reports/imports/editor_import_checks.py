"""What an editor's import may not bring, beyond what is wrong in its rows. The rules are those of models.validation, in
the words that stand beside a row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.contrib.auth.models import AbstractBaseUser

from reports.models import Basis, Citation, Conflict, Figure, Measure, Status
from reports.models.chunks import rows_in
from reports.models.validation import citation_problems, content_problems, day_problems, duplicate_key
from reports.rules.number import Number
from reports.rules.sentences import day_in_words
from reports.rules.series import Series

from .package.row_checks import cell_problem
from .package.schema import TABLES, Rows, TableRow
from .problems import Problem

# Reviewers see them, and readers soon: a figure that waits for review is as much a duplicate as a published one.
_SEEN = (Status.PUBLISHED, Status.SUBMITTED)
# Written by every import of an editor; the other tables are others' to write.
_EDITORS = frozenset({"sources", "reports", "figures", "citations", "variants"})


def future_problems(rows: Rows, files: Mapping[str, str], today: date) -> Iterator[Problem]:
    """Nobody can have said, or counted up to, a day that is still to come."""
    for table, column in (("reports", "stated_on"), ("figures", "as_of")):
        for row in getattr(rows, table):
            for _problem in day_problems(column, getattr(row, column), today):
                yield cell_problem(files[table], row, column, "is still to come", f"a day up to today, {today}")


def early_problems(rows: Rows, files: Mapping[str, str], today: date) -> Iterator[Problem]:
    """A running total is counted from the first day of its conflict, unless it says otherwise."""
    war_began = dict(Conflict.objects.values_list("slug", "start_date"))
    conflicts = {row.report_id: row.conflict for row in rows.reports}
    for row in rows.figures:
        if row.basis != Basis.CUMULATIVE or row.period_start is not None:
            continue
        for problem in day_problems("as_of", row.as_of, today, war_began.get(conflicts.get(row.report_id))):
            if problem.code == "before-war":
                expected = f"a day from {problem.other} on"
                yield cell_problem(files["figures"], row, "as_of", "is before the conflict began", expected)


def permission_problems(new: Rows, files: Mapping[str, str], by: AbstractBaseUser) -> Iterator[Problem]:
    """What others refer to is added by those who may."""
    for table in TABLES:
        rows = getattr(new, table.name)
        if table.name in _EDITORS or not rows:
            continue
        model = table.manager.model._meta
        if not by.has_perm(f"reports.add_{model.model_name}"):
            fault = f"is not on record yet, and you may not add {model.verbose_name_plural}"
            expected = "one on record, or ask an administrator to add it first"
            for row in rows:
                yield cell_problem(files[table.name], row, table.key[0], fault, expected)


def incomplete_problems(new: Rows, files: Mapping[str, str]) -> Iterator[Problem]:
    """A new report needs a citation, and a figure or words: without, it could not be submitted."""
    cited = {row.report_id for row in new.citations}
    with_figures = {row.report_id for row in new.figures}
    for row in new.reports:
        for _problem in citation_problems(row.report_id in cited):
            fault = "has no citation: nobody could see where it was said"
            yield cell_problem(files["reports"], row, "report_id", fault, "a row for it into citations.csv")
        has_content = row.report_id in with_figures or bool(row.wording.strip())
        for _problem in content_problems(has_content=has_content, is_revision=bool(row.revises), is_explained=True):
            fault = "has neither a figure nor the words of a statement without one"
            yield cell_problem(
                files["reports"], row, "report_id", fault, "a row for it into figures.csv, or its wording"
            )


def duplicate_problems(figures: Iterable[TableRow], rows: Rows, files: Mapping[str, str]) -> Iterator[Problem]:
    """New figures of ``rows`` that repeat one on record, or each other, within one statement (see duplicate_key).

    A report that revises the other may.
    """
    reports = {row.report_id: row for row in rows.reports}
    figures = [row for row in figures if row.report_id in reports]
    if not figures:
        return
    war_began = dict(Conflict.objects.values_list("slug", "start_date"))
    units = dict(Measure.objects.values_list("slug", "unit"))
    known = _on_record({reports[row.report_id].party for row in figures}, {row.as_of for row in figures})
    alike: list[tuple[TableRow, Number, str, str]] = []
    for row in figures:
        report = reports[row.report_id]
        number = Number.of(row, units.get(row.measure, "people"))
        series = Series.of(report.party, row.subject, row.measure, row, war_began.get(report.conflict))
        key = duplicate_key(series, row.as_of, number, report.stated_on)
        others = known[key]
        alike += [(row, number, *other) for other in others if other[1] not in (row.report_id, report.revises)]
        others.append((row.figure_id, row.report_id))
    cited = _sources_of({report for row, _number, _other, report in alike} | {row.report_id for row, *_ in alike}, rows)
    told: set[str] = set()
    for row, number, other, report in alike:
        own, theirs = cited[row.report_id], cited[report]
        if row.figure_id not in told and not (own and theirs and own.isdisjoint(theirs)):
            told.add(row.figure_id)
            fault = f"of {day_in_words(row.as_of)} is there already, as {other} in {report}"
            expected = "nothing here; add a further source to that one as a citation"
            yield cell_problem(files["figures"], row, number.size_field, fault, expected, number)


def _on_record(parties: set[str], days: set[date]) -> dict[tuple, list[tuple[str, str]]]:
    """The ids of figures and their reports by the key that duplicates share."""
    known: dict[tuple, list[tuple[str, str]]] = defaultdict(list)
    span = Figure.all_objects.filter(report__status__in=_SEEN, as_of__range=(min(days), max(days))).order_by("pk")
    span = span.select_related("party", "subject", "measure", "report__conflict")
    for figure in rows_in(span, "party__slug", parties):
        key = duplicate_key(figure.series, figure.as_of, figure.number, figure.stated_on)
        known[key].append((figure.slug, figure.report.slug))
    return known


def _sources_of(reports: set[str], rows: Rows) -> dict[str, set[str]]:
    """The ids of the sources of ``reports`` (ids), in the file or on record."""
    cited: dict[str, set[str]] = defaultdict(set)
    for row in rows.citations:
        cited[row.report_id].add(row.source_id)
    citations = Citation.objects.order_by().values_list("report__slug", "source__slug")
    for report, source in rows_in(citations, "report__slug", reports):
        cited[report].add(source)
    return cited
