"""The tables of a package: every column named once, in the order of the files.

Reading a file, comparing its rows with the record, building new records and the flat table all go by this schema: a
new column of the record is a name here. What its cells hold, the record's own field says. A column or a table that
came to the format later is named ``later``: files made before it lack it, and it is empty there.
"""

from dataclasses import dataclass, field, make_dataclass, replace
from functools import cached_property
from typing import Protocol

from django.db.models import (
    BooleanField,
    DateField,
    Field,
    Manager,
    PositiveIntegerField,
    PositiveSmallIntegerField,
    SlugField,
)

from reports import models
from reports.imports.cells import Day, Kind, Level, OneOf, Reference, References, Slug, Text, WebAddress, Whole, YesNo
from reports.models.source import WEB

LONG = 20_000  # characters of a free text


@dataclass(frozen=True)
class ColumnSchema:
    """A column: what its cells hold, whether they may be empty, and where the record keeps it.

    ``lookup`` asks the record for it: its own name, or of the one record it refers to the slug, unless said otherwise;
    None for a list, which is kept in a table of links. ``may_be_missing``: it came to the format later, so that files
    may lack it (its table says which). Where it is not ``in_file``, bulletins know it besides, and it is not compared.
    ``linked_later``: a new record is written without it, since it may refer to one that is written together with it.
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


def kind_of(field: Field) -> Kind:
    """What the cells of a column hold that is kept in ``field``."""
    if field.related_model:
        name = field.related_model._meta.model_name
        table = "parties" if name == "party" else f"{name}s"
        return References(table) if field.many_to_many else Reference(table)
    if field.choices:
        return OneOf(tuple(value for value, _label in field.choices))
    if WEB in field.validators:
        return WebAddress(field.max_length)
    if isinstance(field, SlugField):
        return Slug(field.max_length)
    if isinstance(field, PositiveSmallIntegerField):
        return Whole(32_767)
    kind = {BooleanField: YesNo, DateField: Day, PositiveIntegerField: Whole}.get(type(field))
    return kind() if kind else Text(field.max_length or LONG)


class TableRow(Protocol):
    """A checked row: an attribute for each column of its table, and the line where it stands in its file, else 0."""

    line: int


@dataclass(frozen=True)
class TableSchema:
    """``columns`` are given as the name of the record's field, or whole where the record has them otherwise. ``key``
    are those that together say which record a row is; the first of them is what others refer to, and what records are
    fetched by. ``later`` are the columns that came to the format later; with ``may_be_missing`` the table did.

    What people add on the site (a party's colour, an archived copy) and the order of rows are no content of the files.
    """

    name: str
    manager: Manager
    columns: tuple[ColumnSchema | str, ...]
    key: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    may_be_missing: bool = False

    def __post_init__(self) -> None:
        columns = [self._of_field(column) if isinstance(column, str) else column for column in self.columns]
        columns = [
            replace(column, optional=True, may_be_missing=True) if column.name in self.later else column
            for column in columns
        ]
        object.__setattr__(self, "columns", tuple(columns))
        if not self.key:
            object.__setattr__(self, "key", (self.columns[0].name,))

    def _of_field(self, name: str) -> ColumnSchema:
        """The column that is kept in the field of its name: "party" or "report_id", or of the record itself its id."""
        model = self.manager.model
        if name == f"{model._meta.model_name}_id":
            return ColumnSchema(name, Slug(model._meta.get_field("slug").max_length), lookup="slug")
        field = model._meta.get_field(name.removesuffix("_id"))
        return ColumnSchema(name, kind_of(field), optional=field.blank)

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

    def record_of(self, row: TableRow) -> str:
        """What differences call the record that ``row`` is about."""
        return " ".join(map(str, self.key_of(row)))


CONFLICTS = TableSchema(
    "conflicts",
    models.Conflict.objects,
    ("conflict_id", "name", "start_date", "end_date", ColumnSchema("sides", References("sides"), optional=True)),
)
SIDES = TableSchema("sides", models.Side.objects, ("side_id", "conflict", "name"))
OUTCOMES = TableSchema(
    "outcomes",
    models.Outcome.objects,
    ("outcome_id", "name", ColumnSchema("applies_to", OneOf(("people", "items", "people and items")))),
)
SUBJECTS = TableSchema(
    "subjects",
    models.Subject.objects,
    (
        "subject_id", "name", "conflict", "side",
        ColumnSchema("part_of", Reference("subjects"), optional=True, linked_later=True),
    ),
)  # fmt: skip
MEASURES = TableSchema(
    "measures",
    models.Measure.objects,
    (
        "measure_id", "name", "category", "unit", "counts", "family",
        ColumnSchema("includes", References("outcomes"), optional=True),
        ColumnSchema("may_include", References("outcomes"), optional=True),
        "definition",
    ),
)  # fmt: skip
PARTIES = TableSchema(
    "parties", models.Party.objects, ("party_id", "name", "short_name", "kind", "side", "rank", "methodology")
)
SOURCES = TableSchema(
    "sources",
    models.Source.objects,
    (
        "source_id", "publisher", "title", "url", "archived_url", "published_on", "language",
        ColumnSchema("licence", Text(200), optional=True, in_file=False),
    ),
)  # fmt: skip
EVENTS = TableSchema(
    "events",
    models.Event.objects,
    ("conflict", "date", "title", "source_id"),
    key=("conflict", "date", "title"),
)
REPORTS = TableSchema(
    "reports",
    models.Report.all_objects,
    (
        "report_id", "conflict", "party", "speaker", "kind", "method", "stated_on", "stated_on_known", "title",
        "wording", "language", "draws_on", "note",
        # No Reference: besides the rows of its file it may name a report on record (see revisions).
        ColumnSchema("revises", Slug(100), lookup="revises__slug", linked_later=True),
    ),
    later=("revises",),
)  # fmt: skip
FIGURES = TableSchema(
    "figures",
    models.Figure.all_objects,
    (
        "figure_id", "report_id", "subject", "measure", "qualifier", ColumnSchema("interval", Level()), "low", "best",
        "high", "basis", "period_start", "as_of", "scope", "scope_note", "wording", "note",
    ),
    later=("interval",),
)  # fmt: skip
CITATIONS = TableSchema(
    "citations",
    models.Citation.objects,
    (
        "report_id", "source_id", "role", "taken_from", "locator",
        ColumnSchema("transcribed_by", Reference("sources"), optional=True, in_file=False),
    ),
    key=("report_id", "source_id"),
)  # fmt: skip
VARIANTS = TableSchema(
    "variants",
    models.Variant.objects,
    (
        "figure_id", ColumnSchema("source_id", Reference("sources"), lookup="citation__source__slug"),
        "kind", "qualifier", "low", "best", "high", "wording", "note",
    ),
    key=("figure_id", "source_id", "kind"),
)  # fmt: skip

# In the order in which they are read and written: a table stands below those it refers to.
TABLES = (
    CONFLICTS, SIDES, OUTCOMES, SUBJECTS, MEASURES, PARTIES, SOURCES, EVENTS, REPORTS, FIGURES, CITATIONS, VARIANTS,
)  # fmt: skip
BY_NAME = {table.name: table for table in TABLES}

# Checked rows of every table: each refers only to rows here or to records that the database has. ``floors`` are those
# of the figures whose number stands in the file otherwise: see with_floors.
Rows = make_dataclass("Rows", [(name, tuple[TableRow, ...], ()) for name in (*BY_NAME, "floors")], frozen=True)
