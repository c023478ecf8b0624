"""The columns of a flat table: what each may hold, what it becomes, and how the upload page explains it.

Names are those of the site's own tables of figures (publishing.timeline_table), so that what was downloaded can be sent
back; what such a table adds in words or works out is passed over.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.imports.cells import Kind, NotAccepted, OneOf, Reference, Text, YesNo
from reports.imports.package.schema import CITATIONS, FIGURES, REPORTS, SOURCES, TableSchema
from reports.parsing.number_reader import read_number
from reports.parsing.results import ParsedNumber, ParseError


class Word(OneOf):
    """One word of a list, written as in files ("at_least") or as the site shows it ("At least")."""

    def parse(self, text: str) -> str:
        return super().parse(re.sub(r"[\s-]+", "_", text.lower()))


class Truth(Kind):
    """yes or no, as people and programs write it."""

    empty = True
    _values: Mapping[str, bool] = {"yes": True, "true": True, "no": False, "false": False}

    def parse(self, text: str) -> bool:
        if text.lower() not in self._values:
            raise NotAccepted("is neither yes nor no", "yes or no")
        return self._values[text.lower()]


class WrittenNumber(Kind):
    """A number with its hedge, as people write it, and how much of it is new since the day before if that is said."""

    empty = None

    def parse(self, text: str) -> ParsedNumber:
        parsed = read_number(text)
        if isinstance(parsed, ParseError):
            fault = f"cannot be read: {str(parsed).rstrip('.')}"
            raise NotAccepted(fault, "one number with its hedge, such as about 20,600")
        return parsed


@dataclass(frozen=True)
class FlatColumn:
    """``field`` is the column of ``table`` that it becomes, empty for what is worked out from it.

    ``needed``: always, or of what is not on record yet. ``explanation`` stands on the upload page.
    """

    name: str
    table: TableSchema
    field: str
    explanation: Promise
    needed: str = ""

    @cached_property
    def kind(self) -> Kind:
        """What its cells hold: as in a package, but as people write it."""
        if not self.field:
            return WrittenNumber()
        kind = self.table.column(self.field).kind
        if isinstance(kind, OneOf):
            return Word(kind.words)
        if isinstance(kind, YesNo):
            return Truth()
        # A record may be named by its id or by its name; which one, is looked up when all rows are read.
        return Text(200) if isinstance(kind, Reference) else kind


ALWAYS, IF_NEW = "always", "new"

REPORT = (
    FlatColumn("report", REPORTS, "report_id", _("the statement’s address; made from party and day if empty")),
    FlatColumn("party", REPORTS, "party", _("who spoke: its address, as in /parties/…/, or its name"), ALWAYS),
    FlatColumn("stated_on", REPORTS, "stated_on", _("day on which the party said it, as 2022-04-18"), ALWAYS),
    FlatColumn(
        "stated_on_known", REPORTS, "stated_on_known", _("no where only the day of the earliest source is known")
    ),
    FlatColumn("speaker", REPORTS, "speaker", _("the person who spoke, with office")),
    FlatColumn("title", REPORTS, "title", _("“Statement of …” if empty")),
    FlatColumn("kind", REPORTS, "kind", _("what kind of statement it was"), IF_NEW),
    FlatColumn("method", REPORTS, "method", _("how the party says it knows"), IF_NEW),
    FlatColumn("draws_on", REPORTS, "draws_on", _("parties whose data it used, separated by semicolons")),
    FlatColumn("language", REPORTS, "language", _("of the words: uk, ru, en, …")),
    FlatColumn("report_note", REPORTS, "note", _("a note on the statement")),
)
FIGURE = (
    FlatColumn("figure", FIGURES, "figure_id", _("its address; made from the statement’s and the measure if empty")),
    FlatColumn("subject", FIGURES, "subject", _("whose losses: address or name"), ALWAYS),
    FlatColumn("measure", FIGURES, "measure", _("what is counted, as in /measures/: address or name"), ALWAYS),
    FlatColumn("number", FIGURES, "", _("the number as people write it: 1,351, ~20,600, 20 600+, up to 40,000")),
    FlatColumn("qualifier", FIGURES, "qualifier", _("or its hedge by itself, with low, best and high")),
    FlatColumn(
        "interval",
        FIGURES,
        "interval",
        _("of a range that is an interval its level in per cent: 95; else stated or empty"),
    ),
    FlatColumn("low", FIGURES, "low", _("the lower end, or what it is at least or more than")),
    FlatColumn("best", FIGURES, "best", _("the value, if exact, about or nearly; of a range the best, if named")),
    FlatColumn("high", FIGURES, "high", _("the upper end, or what it is up to or fewer than")),
    FlatColumn("as_of", FIGURES, "as_of", _("last day that the figure covers"), ALWAYS),
    FlatColumn("basis", FIGURES, "basis", _("a running total if empty")),
    FlatColumn(
        "period_start",
        FIGURES,
        "period_start",
        _("first day counted; of a running total of the whole theatre the conflict’s first if empty"),
    ),
    FlatColumn("scope", FIGURES, "scope", _("the whole theatre if empty")),
    FlatColumn("scope_note", FIGURES, "scope_note", _("which place, unit or people, if not all")),
    FlatColumn("wording", FIGURES, "wording", _("the few words that carry the number")),
    FlatColumn("note", FIGURES, "note", _("a note on the figure")),
)
SOURCE = (
    FlatColumn("source_url", SOURCES, "url", _("address of the page that shows it; needed once for a new statement")),
    FlatColumn("publisher", SOURCES, "publisher", _("who published that page; needed where the page is not on record")),
    FlatColumn("source_title", SOURCES, "title", _("its headline")),
    FlatColumn("published_on", SOURCES, "published_on", _("day on which it was published")),
    FlatColumn("source_language", SOURCES, "language", _("its language")),
    FlatColumn("archived_url", SOURCES, "archived_url", _("address of an archived copy")),
    FlatColumn("role", CITATIONS, "role", _("secondary (somebody relays it) if empty")),
    FlatColumn("locator", CITATIONS, "locator", _("where on the page: a page number, a minute")),
)
COLUMNS = (*REPORT, *FIGURE, *SOURCE)
BY_NAME: Mapping[str, FlatColumn] = {column.name: column for column in COLUMNS}
NUMBER_COLUMNS = ("qualifier", "low", "best", "high")  # and, of a range, its interval

# What the site's own tables say besides.
PASSED_OVER = frozenset(
    ("party_name", "subject_name", "measure_name", "unit", "fell", "revises", "withdrawn_on", "sources", "address")
)


def choices_of(column: FlatColumn) -> tuple[str, ...]:
    """The words that the column may hold; none where it holds what it likes."""
    return column.kind.words if isinstance(column.kind, Word) else ()
