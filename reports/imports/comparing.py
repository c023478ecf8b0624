"""Compares the rows of a package with the database: what is new, what is there already, what differs."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace

from reports.models import PUBLIC, MeasureOutcome, Report, Source, Status
from reports.models.chunks import rows_in

from .package.row_checks import Revised, recorded_revision_problems
from .package.schema import TABLES, Rows, TableRow, TableSchema
from .problems import NotImportable, in_order, printable
from .reporting import FieldDiff, Plan

# What makes up a published report: these rows are written together with the whole that they name, or not at all. By
# table, the whole's table, the column that names it, and the columns that sum up such a row.
_PARTS = {
    "figures": (
        "reports",
        "report_id",
        ("measure", "qualifier", "low", "best", "high", "as_of", "subject", "scope_note"),
    ),
    "citations": ("reports", "report_id", ("role", "taken_from", "locator")),
    "variants": ("figures", "figure_id", ("kind", "qualifier", "low", "best", "high", "wording")),
}


def compare(rows: Rows) -> Plan:
    """The plan for a package. Reads the database, writes nothing.

    A report that is on record, published or draft, gets no further figures, citations or variants: they are told as
    differences, since what is on record never changes in place. Raises NotImportable if a report revises one that
    neither the package brings nor the record has, or that it may not revise.
    """
    rows, differences = _known_sources(rows)
    # Who revises a report that was corrected revises its version in force, as at the desk.
    newer = versions_in_force({row.revises for row in rows.reports if row.revises})
    rows = replace(rows, reports=tuple(_renamed(row, newer, ["revises"]) for row in rows.reports))
    renamed = {difference.record for difference in differences}
    new: dict[str, tuple] = {}
    unchanged: dict[str, int] = {}
    for table in TABLES:
        is_renamed = renamed if table.name == "sources" else frozenset()
        added, unchanged[table.name], differing = _compare_table(table, getattr(rows, table.name), is_renamed)
        if table.name in _PARTS:
            added, late = _without_late(table, added, new)
            differing += late
        new[table.name] = tuple(added)
        differences += differing
    _check_revisions(rows.reports, new["reports"])
    conflicts = tuple(row.conflict_id for row in rows.conflicts)
    return Plan(Rows(**new), unchanged, tuple(differences), conflicts, rows.floors)


def _compare_table(
    table: TableSchema, rows: Iterable[TableRow], renamed: Set[str]
) -> tuple[list, int, list[FieldDiff]]:
    """The new rows, the number of unchanged ones, and a difference for each column that is not as on record.

    Records that are ``renamed`` differ already and do not count as unchanged.
    """
    ids = [getattr(row, table.key[0]) for row in rows]
    records = on_record(table, ids)
    links = _LINKS[table.name](ids) if table.name in _LINKS else {}
    added, unchanged, differences = [], 0, []
    for row in rows:
        key = table.key_of(row)
        values = records.get(key)
        if values is None:
            added.append(row)
            continue
        values = values | links.get(key[0], {})
        record = table.record_of(row)
        differing = [
            FieldDiff(table.name, record, column, _joined(value), _joined(getattr(row, column)))
            for column, value in values.items()
            if _normal(value) != _normal(getattr(row, column))
        ]
        differences += differing
        if not differing and record not in renamed:
            unchanged += 1
    return added, unchanged, differences


def on_record(table: TableSchema, ids: Iterable[object]) -> dict[tuple, dict[str, object]]:
    """What the record has in the columns that are compared, by key; ``ids`` are values of the first key column."""
    lookups = table.lookups
    query = table.manager.order_by().values_list(*lookups.values())
    records = {}
    for values in rows_in(query, lookups[table.key[0]], dict.fromkeys(ids)):
        columns = dict(zip(lookups, values, strict=True))
        records[tuple(columns[column] for column in table.key)] = columns
    return records


def _without_late(
    table: TableSchema, added: Iterable[TableRow], new: Mapping[str, tuple]
) -> tuple[list, list[FieldDiff]]:
    """Of the rows that are no record yet those whose whole is new too, and a difference for each of the others."""
    of, column, summary = _PARTS[table.name]
    new_wholes = {getattr(row, column) for row in new[of]}
    in_time, late = [], []
    for row in added:
        whole = getattr(row, column)
        if whole in new_wholes:
            in_time.append(row)
            continue
        values = [getattr(row, name) for name in summary]
        text = printable(" ".join(str(value) for value in values if value not in (None, "")))
        late.append(FieldDiff(table.name, table.record_of(row), f"new in {whole}", None, text, is_late=True))
    return in_time, late


def _check_revisions(reports: Iterable[TableRow], new: Iterable[TableRow]) -> None:
    """Those that revise a new report of the same package were checked when it was read.

    What is retracted by now may be revised: it was published once, and files are older than that.
    """
    brought = {row.report_id for row in new}
    rows = [row for row in reports if row.revises and row.revises not in brought]
    on_record: dict[str, Revised] = {}
    unpublished: dict[str, Revised] = {}
    query = Report.all_objects.order_by().values_list("slug", "status", "party__slug", "conflict__slug", "stated_on")
    for slug, status, *values in rows_in(query, "slug", {row.revises for row in rows}):
        (on_record if status in PUBLIC else unpublished)[slug] = tuple(values)
    if problems := list(recorded_revision_problems(rows, on_record, unpublished)):
        raise NotImportable(in_order(problems))


def versions_in_force(slugs: Iterable[str]) -> dict[str, str]:
    """Of those of ``slugs`` that are corrected, the slug of the version that stands now. A query for each version.

    Files name reports by the ids that they had when they were new; meanwhile an editor may have corrected some.
    """
    in_force: dict[str, str] = {}
    reached = {slug: slug for slug in slugs}
    corrected = Report.all_objects.filter(status=Status.CORRECTED, replaced_by__isnull=False)
    while reached:
        newer = dict(rows_in(corrected.values_list("slug", "replaced_by__slug"), "slug", set(reached.values())))
        reached = {slug: newer[at] for slug, at in reached.items() if at in newer}
        in_force |= reached
    return in_force


def _normal(value: object) -> object:
    """No reference is null in the database and empty in a file; a list of ids has no order."""
    if isinstance(value, tuple):
        return frozenset(value)
    return "" if value is None else value


def _joined(value: object) -> object:
    return ";".join(sorted(value)) if isinstance(value, tuple) else value


def _known_sources(rows: Rows) -> tuple[Rows, list[FieldDiff]]:
    """A source whose address is on record under another id is that record: the rows are made to name it.

    An address stands only once in the database, and one document should have one page on the site.
    """
    by_address = dict(rows_in(Source.objects.values_list("url", "slug"), "url", (row.url for row in rows.sources)))
    known = {row.source_id: by_address[row.url] for row in rows.sources if row.url in by_address}
    known = {slug: on_record for slug, on_record in known.items() if slug != on_record}
    if not known:
        return rows, []
    differences = [FieldDiff("sources", on_record, "source_id", on_record, slug) for slug, on_record in known.items()]
    renamed = {
        table: tuple(_renamed(row, known, columns) for row in getattr(rows, table))
        for table, columns in (
            ("sources", ("source_id",)),
            ("events", ("source_id",)),
            ("citations", ("source_id", "taken_from")),
            ("variants", ("source_id",)),
        )
    }
    return replace(rows, **renamed), differences


def _renamed(row, known: Mapping[str, str], columns: Iterable[str]):
    changes = {column: known[getattr(row, column)] for column in columns if getattr(row, column) in known}
    return replace(row, **changes) if changes else row


def outcomes_of(measures: Iterable[str]) -> dict[str, dict[str, tuple[str, ...]]]:
    """The columns includes and may_include of each of ``measures``."""
    outcomes = {measure: {"includes": (), "may_include": ()} for measure in measures}
    links = MeasureOutcome.objects.filter(measure__slug__in=outcomes)
    for measure, outcome, certainty in links.values_list("measure__slug", "outcome__slug", "certainty"):
        outcomes[measure][certainty] += (outcome,)
    return outcomes


def parties_drawn_on(reports: Iterable[str]) -> dict[str, dict[str, tuple[str, ...]]]:
    """The column draws_on of each of ``reports``."""
    parties: dict[str, dict[str, tuple[str, ...]]] = {report: {"draws_on": ()} for report in reports}
    links = Report.all_objects.exclude(draws_on=None).order_by().values_list("slug", "draws_on__slug")
    for report, party in rows_in(links, "slug", parties):
        parties[report]["draws_on"] += (party,)
    return parties


# Columns that are lists live in tables of their own.
_LINKS = {"measures": outcomes_of, "reports": parties_drawn_on}
