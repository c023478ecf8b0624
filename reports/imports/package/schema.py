"""The twelve tables of a package: every column with what it may hold, in the order of the files.

A class is a table's row, frozen; a field made with ``column`` or ``later_column`` is a column of its file. The other
fields are not in the files: ``line`` says where a row stands, and what bulletins know besides has a default.
"""

from dataclasses import dataclass, field
from datetime import date

from reports.imports.cells import Day, Kind, OneOf, Reference, References, Slug, Text, WebAddress, Whole, YesNo, words
from reports.models import (
    Basis,
    CitationRole,
    Method,
    PartyKind,
    Qualifier,
    ReportKind,
    Scope,
    Unit,
    VariantKind,
)
from reports.models.choices import Category

LONG = 20_000  # characters of a free text


def column(kind: Kind, optional: bool = False):
    return field(metadata={"kind": kind, "optional": optional})


def later_column(kind: Kind):
    """A column that came to the format later: files may lack it, and its cells may be empty."""
    return field(default=kind.empty, metadata={"kind": kind, "optional": True, "may_be_missing": True})


def line_of_file():
    return field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ConflictRow:
    conflict_id: str = column(Slug(50))
    name: str = column(Text(200))
    start_date: date = column(Day())
    end_date: date | None = column(Day(), optional=True)
    sides: tuple[str, ...] = column(References("sides"), optional=True)
    line: int = line_of_file()


@dataclass(frozen=True, slots=True)
class SideRow:
    side_id: str = column(Slug(50))
    conflict: str = column(Reference("conflicts"))
    name: str = column(Text(100))
    line: int = line_of_file()


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    outcome_id: str = column(Slug(50))
    name: str = column(Text(60))
    applies_to: str = column(OneOf(("people", "items", "people and items")))
    line: int = line_of_file()


@dataclass(frozen=True, slots=True)
class SubjectRow:
    subject_id: str = column(Slug(50))
    name: str = column(Text(200))
    conflict: str = column(Reference("conflicts"))
    side: str = column(Reference("sides"), optional=True)
    part_of: str = column(Reference("subjects"), optional=True)
    line: int = line_of_file()


@dataclass(frozen=True, slots=True)
class MeasureRow:
    measure_id: str = column(Slug(50))
    name: str = column(Text(120))
    category: str = column(words(Category))
    unit: str = column(words(Unit))
    counts: str = column(Text(60))
    family: str = column(Slug(50))
    includes: tuple[str, ...] = column(References("outcomes"), optional=True)
    may_include: tuple[str, ...] = column(References("outcomes"), optional=True)
    definition: str = column(Text(LONG))
    line: int = line_of_file()


@dataclass(frozen=True, slots=True)
class PartyRow:
    party_id: str = column(Slug(50))
    name: str = column(Text(200))
    short_name: str = column(Text(60))
    kind: str = column(words(PartyKind))
    side: str = column(Reference("sides"), optional=True)
    rank: int = column(Whole(32_767))
    methodology: str = column(Text(LONG), optional=True)
    line: int = line_of_file()


@dataclass(frozen=True, slots=True)
class SourceRow:
    source_id: str = column(Slug(100))
    publisher: str = column(Text(200))
    title: str = column(Text(300), optional=True)
    url: str = column(WebAddress())
    archived_url: str = column(WebAddress(), optional=True)
    published_on: date | None = column(Day(), optional=True)
    language: str = column(Text(35), optional=True)
    line: int = line_of_file()
    licence: str = ""


@dataclass(frozen=True, slots=True)
class EventRow:
    conflict: str = column(Reference("conflicts"))
    date: date = column(Day())
    title: str = column(Text(200))
    source_id: str = column(Reference("sources"), optional=True)
    line: int = line_of_file()


@dataclass(frozen=True, slots=True)
class ReportRow:
    report_id: str = column(Slug(100))
    conflict: str = column(Reference("conflicts"))
    party: str = column(Reference("parties"))
    speaker: str = column(Text(200), optional=True)
    kind: str = column(words(ReportKind))
    method: str = column(words(Method))
    stated_on: date = column(Day())
    stated_on_known: bool = column(YesNo())
    title: str = column(Text(300))
    wording: str = column(Text(LONG), optional=True)
    language: str = column(Text(35), optional=True)
    draws_on: tuple[str, ...] = column(References("parties"), optional=True)
    note: str = column(Text(LONG), optional=True)
    # No Reference: besides the rows of its file it may name a report on record (see revisions).
    revises: str = later_column(Slug(100))
    line: int = line_of_file()


@dataclass(frozen=True, slots=True)
class FigureRow:
    figure_id: str = column(Slug(150))
    report_id: str = column(Reference("reports"))
    subject: str = column(Reference("subjects"))
    measure: str = column(Reference("measures"))
    qualifier: str = column(words(Qualifier))
    low: int | None = column(Whole(), optional=True)
    best: int | None = column(Whole(), optional=True)
    high: int | None = column(Whole(), optional=True)
    basis: str = column(words(Basis))
    period_start: date | None = column(Day(), optional=True)
    as_of: date = column(Day())
    scope: str = column(words(Scope))
    scope_note: str = column(Text(300), optional=True)
    wording: str = column(Text(300), optional=True)
    note: str = column(Text(LONG), optional=True)
    line: int = line_of_file()


@dataclass(frozen=True, slots=True)
class CitationRow:
    report_id: str = column(Reference("reports"))
    source_id: str = column(Reference("sources"))
    role: str = column(words(CitationRole))
    taken_from: str = column(Reference("sources"), optional=True)
    locator: str = column(Text(200), optional=True)
    line: int = line_of_file()
    transcribed_by: str = ""


@dataclass(frozen=True, slots=True)
class VariantRow:
    figure_id: str = column(Reference("figures"))
    source_id: str = column(Reference("sources"))
    kind: str = column(words(VariantKind))
    qualifier: str = column(words(Qualifier), optional=True)
    low: int | None = column(Whole(), optional=True)
    best: int | None = column(Whole(), optional=True)
    high: int | None = column(Whole(), optional=True)
    wording: str = column(Text(300), optional=True)
    note: str = column(Text(LONG), optional=True)
    line: int = line_of_file()


@dataclass(frozen=True, slots=True)
class Table:
    """``key`` are the columns that together say which record a row is; one of them alone is what others refer to."""

    name: str
    row: type
    key: tuple[str, ...]

    @property
    def file(self) -> str:
        return f"{self.name}.csv"


# In the order in which they are read and written: a table stands below those it refers to.
TABLES = (
    Table("conflicts", ConflictRow, ("conflict_id",)),
    Table("sides", SideRow, ("side_id",)),
    Table("outcomes", OutcomeRow, ("outcome_id",)),
    Table("subjects", SubjectRow, ("subject_id",)),
    Table("measures", MeasureRow, ("measure_id",)),
    Table("parties", PartyRow, ("party_id",)),
    Table("sources", SourceRow, ("source_id",)),
    Table("events", EventRow, ("conflict", "date", "title")),
    Table("reports", ReportRow, ("report_id",)),
    Table("figures", FigureRow, ("figure_id",)),
    Table("citations", CitationRow, ("report_id", "source_id")),
    Table("variants", VariantRow, ("figure_id", "source_id", "kind")),
)


@dataclass(frozen=True)
class Rows:
    """Checked rows of every table: each refers only to rows here or to records that the database has."""

    conflicts: tuple[ConflictRow, ...] = ()
    sides: tuple[SideRow, ...] = ()
    outcomes: tuple[OutcomeRow, ...] = ()
    subjects: tuple[SubjectRow, ...] = ()
    measures: tuple[MeasureRow, ...] = ()
    parties: tuple[PartyRow, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    events: tuple[EventRow, ...] = ()
    reports: tuple[ReportRow, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    citations: tuple[CitationRow, ...] = ()
    variants: tuple[VariantRow, ...] = ()
