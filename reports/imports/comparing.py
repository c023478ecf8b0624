"""Compares the rows of a package with the database: what is new, what is there already, what differs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace

from reports.models import PUBLIC, MeasureOutcome, Report, Source
from reports.models.chunks import chunks

from .package.revisions import Revised, recorded_revision_problems
from .package.schema import TABLES, ReportRow, Rows, Table
from .problems import NotImportable, in_order, printable
from .records import RECORDS
from .results import Difference, Plan, told
from .versions import versions_in_force


@dataclass(frozen=True, slots=True)
class _Part:
    """What a table's rows are parts of: the rows of table ``of`` that ``column`` names. ``says`` sums up such a row."""

    of: str
    column: str
    says: tuple[str, ...]


# What makes up a published report. These rows are written together with the whole that they name, or not at all.
_PARTS = {
    "figures": _Part(
        "reports", "report_id", ("measure", "qualifier", "low", "best", "high", "as_of", "subject", "scope_note")
    ),
    "citations": _Part("reports", "report_id", ("role", "taken_from", "locator")),
    "variants": _Part("figures", "figure_id", ("kind", "qualifier", "low", "best", "high", "wording")),
}


def compare(rows: Rows) -> Plan:
    """The plan for a package. Reads the database, writes nothing.

    A report that is on record, published or draft, gets no further figures, citations or variants: they are told as
    differences, since what is on record never changes in place. Raises NotImportable if a report revises one that
    neither the package brings nor the record has, or that it may not revise.
    """
    rows, differences = _known_sources(rows)
    rows = _revising_what_stands(rows)
    renamed = {difference.record for difference in differences}
    new: dict[str, tuple] = {}
    unchanged: dict[str, int] = {}
    for table in TABLES:
        already_told = renamed if table.name == "sources" else frozenset()
        added, same, differing = _compare_table(table, getattr(rows, table.name), already_told)
        if table.name in _PARTS:
            added, late = _without_late(table, added, new)
            differing += late
        new[table.name], unchanged[table.name] = tuple(added), same
        differences += differing
    _check_revisions(rows.reports, new["reports"])
    return Plan(Rows(**new), unchanged, tuple(differences), tuple(row.conflict_id for row in rows.conflicts))


def _compare_table(table: Table, rows: Iterable, already_told: Set[str]) -> tuple[list, int, list[Difference]]:
    """The new rows, the number of unchanged ones, and a difference for each column that is not as on record.

    Records ``already_told`` as different do not count as unchanged.
    """
    records = RECORDS[table.name]
    on_record = records.on_record(rows)
    links = _LINKS[table.name](rows) if table.name in _LINKS else {}
    added, same, differences = [], 0, []
    for row in rows:
        key = tuple(getattr(row, column) for column in records.key)
        known = on_record.get(key)
        if known is None:
            added.append(row)
            continue
        known = known | links.get(key[0], {})
        record = _named(key)
        differing = [
            Difference(table.name, record, column, told(_shown(value)), told(_shown(getattr(row, column))))
            for column, value in known.items()
            if _normal(value) != _normal(getattr(row, column))
        ]
        differences += differing
        same += not differing and record not in already_told
    return added, same, differences


def _without_late(table: Table, added: Iterable, new: Mapping[str, tuple]) -> tuple[list, list[Difference]]:
    """Of the rows that are no record yet those whose whole is new too, and a difference for each of the others."""
    part = _PARTS[table.name]
    new_wholes = {getattr(row, part.column) for row in new[part.of]}
    in_time, late = [], []
    for row in added:
        whole = getattr(row, part.column)
        if whole in new_wholes:
            in_time.append(row)
            continue
        record = _named(getattr(row, column) for column in table.key)
        values = [getattr(row, column) for column in part.says]
        said = " ".join(str(value) for value in values if value not in (None, ""))
        late.append(Difference(table.name, record, f"new in {whole}", told(None), printable(said), is_late=True))
    return in_time, late


def _check_revisions(reports: Iterable[ReportRow], new: Iterable[ReportRow]) -> None:
    """Those that revise a new report of the same package were checked when it was read.

    What is retracted by now may be revised: it was published once, and files are older than that.
    """
    brought = {row.report_id for row in new}
    rows = [row for row in reports if row.revises and row.revises not in brought]
    on_record: dict[str, Revised] = {}
    for slugs in chunks({row.revises for row in rows}):
        found = Report.all_objects.filter(slug__in=slugs).order_by()
        for slug, party, conflict, stated_on, status in found.values_list(
            "slug", "party__slug", "conflict__slug", "stated_on", "status"
        ):
            on_record[slug] = Revised(party, conflict, stated_on, published=status in PUBLIC)
    if problems := list(recorded_revision_problems(rows, on_record)):
        raise NotImportable(in_order(problems))


def _revising_what_stands(rows: Rows) -> Rows:
    """Who revises a report that was corrected revises its version in force, as at the desk."""
    newer = versions_in_force({row.revises for row in rows.reports if row.revises})
    return replace(rows, reports=tuple(_renamed(row, newer, ["revises"]) for row in rows.reports)) if newer else rows


def _named(key: Iterable) -> str:
    return " ".join(map(str, key))


def _normal(value: object) -> object:
    """No reference is null in the database and empty in a file; a list of ids has no order."""
    if isinstance(value, tuple):
        return frozenset(value)
    return "" if value is None else value


def _shown(value: object) -> object:
    return ";".join(sorted(value)) if isinstance(value, tuple) else value


def _known_sources(rows: Rows) -> tuple[Rows, list[Difference]]:
    """A source whose address is on record under another id is that record: the rows are made to name it.

    An address stands only once in the database, and one document should have one page on the site.
    """
    by_address: dict[str, str] = {}
    for addresses in chunks(row.url for row in rows.sources):
        by_address.update(Source.objects.filter(url__in=addresses).values_list("url", "slug"))
    known = {row.source_id: by_address[row.url] for row in rows.sources if row.url in by_address}
    known = {given: on_record for given, on_record in known.items() if given != on_record}
    if not known:
        return rows, []
    differences = [Difference("sources", slug, "source_id", slug, given) for given, slug in known.items()]
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


def _outcomes_on_record(rows: Iterable) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict = defaultdict(lambda: {"includes": (), "may_include": ()})
    links = MeasureOutcome.objects.filter(measure__slug__in=[row.measure_id for row in rows])
    for measure, outcome, certainty in links.values_list("measure__slug", "outcome__slug", "certainty"):
        found[measure][certainty] += (outcome,)
    return {row.measure_id: found[row.measure_id] for row in rows}


def draws_on_record(rows: Iterable) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for slugs in chunks(row.report_id for row in rows):
        drawing = Report.all_objects.filter(slug__in=slugs).exclude(draws_on=None)
        for report, party in drawing.order_by().values_list("slug", "draws_on__slug"):
            found[report] += (party,)
    return {row.report_id: {"draws_on": found[row.report_id]} for row in rows}


# Columns that are lists live in tables of their own.
_LINKS = {"measures": _outcomes_on_record, "reports": draws_on_record}
