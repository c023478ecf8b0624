"""The twelve tables of a package: every column declared once, in the order of the files.

Reading a file, comparing its rows with the record, building new records and the flat table all go by this schema: a
new column of the record is a column here.
"""

from dataclasses import dataclass, field, make_dataclass
from functools import cached_property
from typing import Protocol

from django.db.models import Manager

from reports import models
from reports.imports.cells import Day, Kind, OneOf, Reference, References, Slug, Text, WebAddress, Whole, YesNo, words
from reports.models.choices import Category

LONG = 20_000  # characters of a free text


@dataclass(frozen=True)
class ColumnSchema:
    """A column: what its cells hold, whether they may be empty, and where the record keeps it.

    ``lookup`` asks the record for it: its own name, or of the one record it refers to the slug, unless said otherwise;
    None for a list, which is kept in a table of links. ``may_be_missing``: it came to the format later, so that files
    may lack it. Where it is not ``in_file``, bulletins know it besides, and it is not compared. ``linked_later``: a new
    record is written without it, since it may refer to one that is written together with it.
    """

    name: str
    kind: Kind
    optional: bool = False
    lookup: str | None = ""
    may_be_missing: bool = False
    in_file: bool = True
    linked_later: bool = False

    def __post_init__(self) -> None:
        if self.lookup == "":
            lookup = self.name
            if isinstance(self.kind, Reference):
                lookup = f"{self.name.removesuffix('_id')}__slug"
            elif isinstance(self.kind, References):
                lookup = None
            object.__setattr__(self, "lookup", lookup)


class TableRow(Protocol):
    """A checked row: an attribute for each column of its table, and the line where it stands in its file, else 0."""

    line: int


@dataclass(frozen=True)
class TableSchema:
    """``key`` are the columns that together say which record a row is; the first of them is what others refer to, and
    what records are fetched by.

    What people add on the site (a party's colour, an archived copy) and the order of rows are no content of the files.
    """

    name: str
    manager: Manager
    columns: tuple[ColumnSchema, ...]
    key: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.key:
            object.__setattr__(self, "key", (self.columns[0].name,))

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @cached_property
    def file_columns(self) -> tuple[ColumnSchema, ...]:
        return tuple(column for column in self.columns if column.in_file)

    @cached_property
    def row(self) -> type:
        """The frozen class of its rows. Columns that may be empty may be left out; ``line`` is not compared."""
        columns = [
            (column.name, object, field(default=column.kind.empty) if column.optional else field())
            for column in self.columns
        ]
        line = ("line", int, field(default=0, compare=False))
        return make_dataclass(f"{self.name}_row", [*columns, line], frozen=True, slots=True, kw_only=True)

    @cached_property
    def lookups(self) -> dict[str, str]:
        """How the record is asked for the columns that are compared: the key, its own columns, then its references."""
        compared = [column for column in self.file_columns if column.lookup]
        compared.sort(key=lambda column: (column.name not in self.key, "__" in column.lookup))
        return {column.name: column.lookup for column in compared}

    @cached_property
    def built(self) -> tuple[tuple[str, str, str], ...]:
        """The columns that a new record is built with: name, field of the record, table that it refers to or empty."""
        built = []
        for column in self.columns:
            if column.linked_later or not column.lookup:
                continue
            field, _, path = column.lookup.partition("__")
            if not path:
                built.append((column.name, field, ""))
            elif path == "slug":
                built.append((column.name, f"{field}_id", column.kind.table))
        return tuple(built)

    def column(self, name: str) -> ColumnSchema:
        return next(column for column in self.columns if column.name == name)

    def key_of(self, row: TableRow) -> tuple:
        return tuple(getattr(row, name) for name in self.key)


_NUMBER = (
    ColumnSchema("low", Whole(), optional=True),
    ColumnSchema("best", Whole(), optional=True),
    ColumnSchema("high", Whole(), optional=True),
)

CONFLICTS = TableSchema(
    "conflicts",
    models.Conflict.objects,
    (
        ColumnSchema("conflict_id", Slug(50), lookup="slug"),
        ColumnSchema("name", Text(200)),
        ColumnSchema("start_date", Day()),
        ColumnSchema("end_date", Day(), optional=True),
        ColumnSchema("sides", References("sides"), optional=True),
    ),
)
SIDES = TableSchema(
    "sides",
    models.Side.objects,
    (
        ColumnSchema("side_id", Slug(50), lookup="slug"),
        ColumnSchema("conflict", Reference("conflicts")),
        ColumnSchema("name", Text(100)),
    ),
)
OUTCOMES = TableSchema(
    "outcomes",
    models.Outcome.objects,
    (
        ColumnSchema("outcome_id", Slug(50), lookup="slug"),
        ColumnSchema("name", Text(60)),
        ColumnSchema("applies_to", OneOf(("people", "items", "people and items"))),
    ),
)
SUBJECTS = TableSchema(
    "subjects",
    models.Subject.objects,
    (
        ColumnSchema("subject_id", Slug(50), lookup="slug"),
        ColumnSchema("name", Text(200)),
        ColumnSchema("conflict", Reference("conflicts")),
        ColumnSchema("side", Reference("sides"), optional=True),
        ColumnSchema("part_of", Reference("subjects"), optional=True, linked_later=True),
    ),
)
MEASURES = TableSchema(
    "measures",
    models.Measure.objects,
    (
        ColumnSchema("measure_id", Slug(50), lookup="slug"),
        ColumnSchema("name", Text(120)),
        ColumnSchema("category", words(Category)),
        ColumnSchema("unit", words(models.Unit)),
        ColumnSchema("counts", Text(60)),
        ColumnSchema("family", Slug(50)),
        ColumnSchema("includes", References("outcomes"), optional=True),
        ColumnSchema("may_include", References("outcomes"), optional=True),
        ColumnSchema("definition", Text(LONG)),
    ),
)
PARTIES = TableSchema(
    "parties",
    models.Party.objects,
    (
        ColumnSchema("party_id", Slug(50), lookup="slug"),
        ColumnSchema("name", Text(200)),
        ColumnSchema("short_name", Text(60)),
        ColumnSchema("kind", words(models.PartyKind)),
        ColumnSchema("side", Reference("sides"), optional=True),
        ColumnSchema("rank", Whole(32_767)),
        ColumnSchema("methodology", Text(LONG), optional=True),
    ),
)
SOURCES = TableSchema(
    "sources",
    models.Source.objects,
    (
        ColumnSchema("source_id", Slug(100), lookup="slug"),
        ColumnSchema("publisher", Text(200)),
        ColumnSchema("title", Text(300), optional=True),
        ColumnSchema("url", WebAddress()),
        ColumnSchema("archived_url", WebAddress(), optional=True),
        ColumnSchema("published_on", Day(), optional=True),
        ColumnSchema("language", Text(35), optional=True),
        ColumnSchema("licence", Text(200), optional=True, in_file=False),
    ),
)
EVENTS = TableSchema(
    "events",
    models.Event.objects,
    (
        ColumnSchema("conflict", Reference("conflicts")),
        ColumnSchema("date", Day()),
        ColumnSchema("title", Text(200)),
        ColumnSchema("source_id", Reference("sources"), optional=True),
    ),
    key=("conflict", "date", "title"),
)
REPORTS = TableSchema(
    "reports",
    models.Report.all_objects,
    (
        ColumnSchema("report_id", Slug(100), lookup="slug"),
        ColumnSchema("conflict", Reference("conflicts")),
        ColumnSchema("party", Reference("parties")),
        ColumnSchema("speaker", Text(200), optional=True),
        ColumnSchema("kind", words(models.ReportKind)),
        ColumnSchema("method", words(models.Method)),
        ColumnSchema("stated_on", Day()),
        ColumnSchema("stated_on_known", YesNo()),
        ColumnSchema("title", Text(300)),
        ColumnSchema("wording", Text(LONG), optional=True),
        ColumnSchema("language", Text(35), optional=True),
        ColumnSchema("draws_on", References("parties"), optional=True),
        ColumnSchema("note", Text(LONG), optional=True),
        # No Reference: besides the rows of its file it may name a report on record (see revisions).
        ColumnSchema(
            "revises", Slug(100), optional=True, lookup="revises__slug", may_be_missing=True, linked_later=True
        ),
    ),
)
FIGURES = TableSchema(
    "figures",
    models.Figure.all_objects,
    (
        ColumnSchema("figure_id", Slug(150), lookup="slug"),
        ColumnSchema("report_id", Reference("reports")),
        ColumnSchema("subject", Reference("subjects")),
        ColumnSchema("measure", Reference("measures")),
        ColumnSchema("qualifier", words(models.Qualifier)),
        *_NUMBER,
        ColumnSchema("basis", words(models.Basis)),
        ColumnSchema("period_start", Day(), optional=True),
        ColumnSchema("as_of", Day()),
        ColumnSchema("scope", words(models.Scope)),
        ColumnSchema("scope_note", Text(300), optional=True),
        ColumnSchema("wording", Text(300), optional=True),
        ColumnSchema("note", Text(LONG), optional=True),
    ),
)
CITATIONS = TableSchema(
    "citations",
    models.Citation.objects,
    (
        ColumnSchema("report_id", Reference("reports")),
        ColumnSchema("source_id", Reference("sources")),
        ColumnSchema("role", words(models.CitationRole)),
        ColumnSchema("taken_from", Reference("sources"), optional=True),
        ColumnSchema("locator", Text(200), optional=True),
        ColumnSchema("transcribed_by", Reference("sources"), optional=True, in_file=False),
    ),
    key=("report_id", "source_id"),
)
VARIANTS = TableSchema(
    "variants",
    models.Variant.objects,
    (
        ColumnSchema("figure_id", Reference("figures")),
        ColumnSchema("source_id", Reference("sources"), lookup="citation__source__slug"),
        ColumnSchema("kind", words(models.VariantKind)),
        ColumnSchema("qualifier", words(models.Qualifier), optional=True),
        *_NUMBER,
        ColumnSchema("wording", Text(300), optional=True),
        ColumnSchema("note", Text(LONG), optional=True),
    ),
    key=("figure_id", "source_id", "kind"),
)

# In the order in which they are read and written: a table stands below those it refers to.
TABLES = (
    CONFLICTS, SIDES, OUTCOMES, SUBJECTS, MEASURES, PARTIES, SOURCES, EVENTS, REPORTS, FIGURES, CITATIONS, VARIANTS,
)  # fmt: skip
BY_NAME = {table.name: table for table in TABLES}

# Checked rows of every table: each refers only to rows here or to records that the database has.
Rows = make_dataclass("Rows", [(table.name, tuple[TableRow, ...], ()) for table in TABLES], frozen=True)


@dataclass(slots=True)
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
