"""The columns of a flat table: what each may hold, what it becomes, and how the upload page explains it.

Names are those of the site's own tables of figures (publishing.timeline_table), so that what was downloaded can be sent
back; what such a table adds in words or works out is passed over.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.imports.cells import Day, Kind, NotAccepted, OneOf, References, Slug, Text, WebAddress, Whole, words
from reports.imports.package.schema import LONG
from reports.models import Basis, CitationRole, Method, Qualifier, ReportKind, Scope
from reports.parsing.number_reader import read_number
from reports.parsing.results import ParseError
from reports.rules.number import Number


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a list, written as in files ("at_least") or as the site shows it ("At least")."""

    among: OneOf
    empty: ClassVar[str] = ""

    def parse(self, text: str) -> str:
        return self.among.parse(re.sub(r"[\s-]+", "_", text.lower()))


@dataclass(frozen=True, slots=True)
class Truth:
    """yes or no, as people and programs write it."""

    empty: ClassVar[bool] = True
    said: ClassVar[Mapping[str, bool]] = {"yes": True, "true": True, "no": False, "false": False}

    def parse(self, text: str) -> bool:
        if text.lower() not in self.said:
            raise NotAccepted("is neither yes nor no", "yes or no")
        return self.said[text.lower()]


@dataclass(frozen=True, slots=True)
class HedgedNumber:
    """A number with its hedge, as people write it."""

    empty: ClassVar[None] = None

    def parse(self, text: str) -> Number:
        parsed = read_number(text)
        if isinstance(parsed, ParseError):
            fault = f"cannot be read: {str(parsed).rstrip('.')}"
            raise NotAccepted(fault, "one number with its hedge, such as about 20,600")
        return parsed.number


@dataclass(frozen=True, slots=True)
class Name:
    """Names a record by its id or by its name; which one, is looked up when all rows are read."""

    empty: ClassVar[str] = ""

    def parse(self, text: str) -> str:
        return Text(200).parse(text)


@dataclass(frozen=True, slots=True)
class Column:
    """``field`` is the field of the row that it becomes, empty for what is worked out from it.

    ``needed``: always, or of what is not on record yet. ``said`` explains the column on the page.
    """

    name: str
    kind: Kind
    said: Promise
    field: str = ""
    needed: str = ""


ALWAYS, IF_NEW = "always", "new"

REPORT = (
    Column("report", Slug(100), _("the statement’s address; made from party and day if empty"), "report_id"),
    Column("party", Name(), _("who spoke: its address, as in /parties/…/, or its name"), "party", ALWAYS),
    Column("stated_on", Day(), _("day on which the party said it, as 2022-04-18"), "stated_on", ALWAYS),
    Column("stated_on_known", Truth(), _("no where only the day of the earliest source is known"), "stated_on_known"),
    Column("speaker", Text(200), _("the person who spoke, with office"), "speaker"),
    Column("title", Text(300), _("“Statement of …” if empty"), "title"),
    Column("kind", Word(words(ReportKind)), _("what kind of statement it was"), "kind", IF_NEW),
    Column("method", Word(words(Method)), _("how the party says it knows"), "method", IF_NEW),
    Column("draws_on", References("parties"), _("parties whose data it used, separated by semicolons"), "draws_on"),
    Column("language", Text(35), _("of the words: uk, ru, en, …"), "language"),
    Column("report_note", Text(LONG), _("a note on the statement"), "note"),
)
FIGURE = (
    Column("figure", Slug(150), _("its address; made from the statement’s and the measure if empty"), "figure_id"),
    Column("subject", Name(), _("whose losses: address or name"), "subject", ALWAYS),
    Column("measure", Name(), _("what is counted, as in /measures/: address or name"), "measure", ALWAYS),
    Column("number", HedgedNumber(), _("the number as people write it: 1,351, ~20,600, 20 600+, up to 40,000")),
    Column(
        "qualifier",
        Word(words(Qualifier)),
        _("or its hedge by itself, with low, best and high"),
        "qualifier",
    ),
    Column("low", Whole(), _("the lower end, or what it is at least or more than"), "low"),
    Column("best", Whole(), _("the value, if exact or about; of a range the best, if named"), "best"),
    Column("high", Whole(), _("the upper end, or what it is up to or fewer than"), "high"),
    Column("as_of", Day(), _("last day that the figure covers"), "as_of", ALWAYS),
    Column("basis", Word(words(Basis)), _("a running total if empty"), "basis"),
    Column(
        "period_start",
        Day(),
        _("first day counted; of a running total of the whole theatre the conflict’s first if empty"),
        "period_start",
    ),
    Column("scope", Word(words(Scope)), _("the whole theatre if empty"), "scope"),
    Column("scope_note", Text(300), _("which place, unit or people, if not all"), "scope_note"),
    Column("wording", Text(300), _("the few words that carry the number"), "wording"),
    Column("note", Text(LONG), _("a note on the figure"), "note"),
)
SOURCE = (
    Column("source_url", WebAddress(), _("address of the page that shows it; needed once for a new statement"), "url"),
    Column("publisher", Text(200), _("who published that page; needed where the page is not on record"), "publisher"),
    Column("source_title", Text(300), _("its headline"), "title"),
    Column("published_on", Day(), _("day on which it was published"), "published_on"),
    Column("source_language", Text(35), _("its language"), "language"),
    Column("archived_url", WebAddress(), _("address of an archived copy"), "archived_url"),
    Column("role", Word(words(CitationRole)), _("secondary (somebody relays it) if empty"), "role"),
    Column("locator", Text(200), _("where on the page: a page number, a minute"), "locator"),
)
COLUMNS = (*REPORT, *FIGURE, *SOURCE)
BY_NAME: Mapping[str, Column] = {column.name: column for column in COLUMNS}
NUMBER_COLUMNS = ("qualifier", "low", "best", "high")

# What the site's own tables say besides.
PASSED_OVER = frozenset(
    ("party_name", "subject_name", "measure_name", "unit", "fell", "revises", "withdrawn_on", "sources", "address")
)


def choices_of(column: Column) -> tuple[str, ...]:
    """The words that the column may hold; none where it holds what it likes."""
    return column.kind.among.words if isinstance(column.kind, Word) else ()
