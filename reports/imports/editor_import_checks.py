"""What an editor's import may not bring, beyond what is wrong in its rows: checks has the same for entry."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.contrib.auth.models import AbstractBaseUser

from reports.checks.rows import place_of, start_of
from reports.models import Conflict, Figure, Measure, Status
from reports.models.chunks import chunks
from reports.rules.hedges import in_words
from reports.rules.sentences import day_in_words

from .package.schema import TABLES, FigureRow, ReportRow, Rows
from .problems import Place, Problem
from .records import RECORDS

# Reviewers see them, and readers soon: a figure that waits for review is as much a duplicate as a published one.
_SEEN = (Status.PUBLISHED, Status.SUBMITTED)
# Written by every import of an editor; the other tables are others' to write.
_EDITORS = frozenset({"sources", "reports", "figures", "citations", "variants"})


def future_problems(rows: Rows, files: Mapping[str, str], today: date) -> Iterator[Problem]:
    """Nobody can have said, or counted up to, a day that is still to come."""
    for table, column in (("reports", "stated_on"), ("figures", "as_of")):
        for row in getattr(rows, table):
            day = getattr(row, column)
            if day > today:
                place = Place(files[table], row.line, column)
                yield Problem(place, f"{day}", "is still to come", f"a day up to today, {today}")


def early_problems(rows: Rows, files: Mapping[str, str]) -> Iterator[Problem]:
    """A running total is counted from the first day of its conflict, unless it says otherwise."""
    began = dict(Conflict.objects.values_list("slug", "start_date"))
    conflicts = {row.report_id: row.conflict for row in rows.reports}
    for row in rows.figures:
        start = start_of(row.basis, row.period_start, began.get(conflicts.get(row.report_id)))
        if row.period_start is None and start and row.as_of < start:
            place = Place(files["figures"], row.line, "as_of")
            yield Problem(place, f"{row.as_of}", "is before the conflict began", f"a day from {start} on")


def permission_problems(new: Rows, files: Mapping[str, str], by: AbstractBaseUser) -> Iterator[Problem]:
    """What others refer to is added by those who may."""
    for table in TABLES:
        rows = getattr(new, table.name)
        if table.name in _EDITORS or not rows:
            continue
        model = RECORDS[table.name].manager.model._meta
        if not by.has_perm(f"reports.add_{model.model_name}"):
            for row in rows:
                place = Place(files[table.name], row.line, table.key[0])
                fault = f"is not on record yet, and you may not add {model.verbose_name_plural}"
                expected = "one on record, or ask an administrator to add it first"
                yield Problem(place, f"{getattr(row, table.key[0])}", fault, expected)


def lonely_problems(new: Rows, files: Mapping[str, str]) -> Iterator[Problem]:
    """A new report needs a citation, and a figure or words: without, it could not be submitted."""
    cited = {row.report_id for row in new.citations}
    told = {row.report_id for row in new.figures}
    for row in new.reports:
        place = Place(files["reports"], row.line, "report_id")
        if row.report_id not in cited:
            fault = "has no citation: nobody could see where it was said"
            yield Problem(place, row.report_id, fault, "a row for it into citations.csv")
        if row.report_id not in told and not row.wording.strip() and not row.revises:
            fault = "has neither a figure nor the words of a statement without one"
            yield Problem(place, row.report_id, fault, "a row for it into figures.csv, or its wording")


def duplicate_problems(
    figures: Iterable[FigureRow], reports: Mapping[str, ReportRow], files: Mapping[str, str]
) -> Iterator[Problem]:
    """New figures that repeat one on record, or each other: same party, day, subject, measure and value.

    The rule is that of checks.errors.duplicate; a report that revises the other may repeat it.
    """
    figures = [row for row in figures if row.report_id in reports]
    if not figures:
        return
    began = dict(Conflict.objects.values_list("slug", "start_date"))
    units = dict(Measure.objects.values_list("slug", "unit"))
    seen = _on_record({reports[row.report_id].party for row in figures}, {row.as_of for row in figures}, began)
    for row in figures:
        report = reports[row.report_id]
        key = (
            report.party,
            row.subject,
            row.measure,
            row.basis,
            row.scope,
            place_of(row.scope, row.scope_note),
            start_of(row.basis, row.period_start, began.get(report.conflict)),
            row.as_of,
            row.low,
            row.best,
            row.high,
        )
        other, its_report = seen.setdefault(key, (row.figure_id, row.report_id))
        if its_report in (row.report_id, report.revises):
            continue
        number = in_words(row.qualifier, row.low, row.best, row.high, units.get(row.measure, "people"))
        column = next(name for name in ("best", "low", "high") if getattr(row, name) is not None)
        yield Problem(
            Place(files["figures"], row.line, column),
            f"{number}",
            f"of {day_in_words(row.as_of)} is there already, as {other} in {its_report}",
            "nothing here; add a further source to that one as a citation",
        )


def _on_record(parties: set[str], days: set[date], began: Mapping[str, date]) -> dict[tuple, tuple[str, str]]:
    fields = (
        "party__slug", "subject__slug", "measure__slug", "basis", "scope", "scope_note", "period_start", "as_of", "low",
        "best", "high", "slug", "report__slug", "report__conflict__slug",
    )  # fmt: skip
    found: dict[tuple, tuple[str, str]] = {}
    span = Figure.all_objects.filter(report__status__in=_SEEN, as_of__range=(min(days), max(days))).order_by("pk")
    for some in chunks(parties):
        for row in span.filter(party__slug__in=some).values_list(*fields).iterator():
            party, subject, measure, basis, scope, note, start, as_of, low, best, high, slug, report, conflict = row
            first = start_of(basis, start, began[conflict])
            key = (party, subject, measure, basis, scope, place_of(scope, note), first, as_of, low, best, high)
            found.setdefault(key, (slug, report))
    return found
