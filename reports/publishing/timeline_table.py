"""The columns of a timeline's rows, as files carry them: names and order are fixed, and documented here.

Running totals have columns of their own; what is new a day or a month has others.
"""

from collections.abc import Callable
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.timelines.drawing import Style
from reports.timelines.timeline_rows import TimelineRow

from .export_tables import ExportTable, getter

# How a cell is had of a row, the name of its subject, its statement and the function that gives the address of a
# figure's record. A statement is the slug of its report, and whether its day is known for sure; None for what is new.
Cell = Callable[[TimelineRow, str, tuple[str, bool] | None, Callable[[str], str]], object]
# Name, what the cell holds in words, and how it is had: the path of an attribute of the row, or a function.
Column = tuple[str, Promise, str | Cell]


_WHO: tuple[Column, ...] = (
    ("party", _("who spoke, as in /parties/…/"), "series.party"),
    ("party_name", _("its short name"), "series.party_name"),
    ("subject", _("whose losses"), "figure.series.subject"),
    ("subject_name", _("their name"), lambda row, subject, *_others: subject),
    ("measure", _("what is counted, as in /measures/"), "series.measure"),
    ("measure_name", _("its name"), "series.measure_name"),
    ("unit", _("people, items or percent"), "figure.number.unit"),
)


def _only_new(source: str | Cell) -> Cell:
    """Nothing for a party's own average, which is no difference of two totals."""
    cell = getter(source)
    return lambda row, *others: None if row.growth is None else cell(row, *others)


def _only_own(source: str | Cell) -> Cell:
    """Nothing for a difference of two totals."""
    cell = getter(source)
    return lambda row, *others: cell(row, *others) if row.growth is None else None


def _address(row: TimelineRow, _subject: str, _statement: object, address_of: Callable[[str], str]) -> str:
    return address_of(row.figure.figure)


def _older_address(row: TimelineRow, _subject: str, _statement: object, address_of: Callable[[str], str]) -> str:
    return address_of(row.older.figure)


def _first_day(row: TimelineRow) -> date | None:
    """None for a party's own average of which nobody said when its days begin."""
    return row.first if row.growth is not None else row.figure.begins


TOTALS = ExportTable(
    (
        ("as_of", _("last day that the figure covers"), "last"),
        ("stated_on", _("day on which the party said it"), "stated_on"),
        (
            "stated_on_known",
            _("false where only the day of the earliest source is known"),
            lambda row, _subject, statement, _address_of: statement[1],
        ),
        *_WHO,
        (
            "qualifier",
            _("the party’s hedge: exact, about, nearly, at_least, more_than, up_to, fewer_than or range"),
            "figure.number.qualifier",
        ),
        ("interval", _("of a range: stated, or the level in percent by which it is an interval"), "figure.number.ends"),
        ("low", _("the lower end, or what it is at least or more than"), "figure.number.low"),
        ("best", _("the value, if exact, about or nearly; of a range the best, if named"), "figure.number.best"),
        ("high", _("the upper end, or what it is up to or fewer than"), "figure.number.high"),
        ("number", _("the number with its hedge, in words"), lambda row, *_others: str(row.figure.number)),
        (
            "basis",
            _("cumulative (a running total), period (a count in a stretch of days) or held (a stock at that time)"),
            "figure.series.basis",
        ),
        (
            "period_start",
            _("first day counted; empty if not known, or for a running total from the war’s first day"),
            "figure.begins",
        ),
        (
            "scope",
            _("theatre (the whole), formation, place, group (some of the people) or event"),
            "figure.series.scope",
        ),
        ("scope_note", _("which of them, or who is counted, if not all"), "figure.scope_note"),
        (
            "fell",
            _("true for a running total that is lower than the party’s one before it"),
            lambda row, *_others: row.marker.style in (Style.RESTATED, Style.FELL),
        ),
        ("revises", _("true where the statement corrects an earlier one of the party’s"), "figure.revises"),
        ("withdrawn_on", _("day on which the party took it back; empty if it did not"), "figure.withdrawn_on"),
        ("sources", _("how many sources carry the statement"), "figure.sources"),
        ("publisher", _("who published the first of them, the party’s own if there is one"), "figure.publisher"),
        ("report", _("the statement, as in /reports/…/"), lambda row, _subject, statement, _address_of: statement[0]),
        ("figure", _("the figure, as in /figures/…/"), "figure.figure"),
        ("address", _("its record, with all its sources"), _address),
    )
)

_STATED_ON: Column = (
    "stated_on",
    _("day on which all that it comes from had been stated"),
    "stated_on",
)

_SUBTRACTED: tuple[Column, ...] = (
    _STATED_ON,
    ("older_as_of", _("day that the total subtracted is about"), _only_new("older.as_of")),
    ("older_total", _("that total"), _only_new("older.number.best")),
    ("older", _("the same, as in /figures/…/"), _only_new("older.figure")),
    ("older_address", _("its record"), _only_new(_older_address)),
    ("newer_as_of", _("day that the total from which it is subtracted is about"), _only_new("figure.as_of")),
    ("newer_total", _("that total"), _only_new("figure.number.best")),
    ("figure", _("the same, or a party’s own average, as in /figures/…/"), "figure.figure"),
    ("address", _("its record, with all its sources"), _address),
)

DAILY = ExportTable(
    (
        (
            "first",
            _("first day of the stretch; empty for an average whose days nobody stated"),
            lambda row, *_others: _first_day(row),
        ),
        ("last", _("its last day"), "last"),
        (
            "days",
            _("how many days that is; empty likewise"),
            lambda row, *_others: None if _first_day(row) is None else (row.last - row.first).days + 1,
        ),
        *_WHO,
        (
            "kind",
            _("difference (of two totals of the party) or own_average (a number a day that it gave itself)"),
            lambda row, *_others: "own_average" if row.growth is None else "difference",
        ),
        (
            "qualifier",
            _("of a difference about, where a total is about or nearly, else exact; of an average the party’s hedge"),
            lambda row, *_others: row.figure.number.qualifier if row.growth is None else row.growth.qualifier,
        ),
        (
            "interval",
            _("of an average that is a range: stated, or the level in percent by which it is an interval"),
            _only_own("figure.number.ends"),
        ),
        ("low", _("the lower end a day, or what it is at least or more than"), _only_own("figure.number.low")),
        (
            "best",
            _("new a day: of a difference its mean over the days"),
            lambda row, *_others: row.figure.number.best if row.growth is None else row.a_day,
        ),
        ("high", _("the upper end a day, or what it is up to or fewer than"), _only_own("figure.number.high")),
        ("new", _("the newer total less the older"), _only_new("count")),
        ("spread", _("true where a difference is spread over a gap between totals"), _only_new("growth.is_spread")),
        (
            "mean_of_7_days",
            _("mean a day of the seven days that end on the last; empty where any of them is unknown"),
            _only_new("mean"),
        ),
        (
            "scope",
            _("of an average: theatre (the whole), formation, place, group or event"),
            _only_own("figure.series.scope"),
        ),
        ("scope_note", _("which of them, or who is counted, if not all"), _only_own("figure.scope_note")),
        (
            "withdrawn_on",
            _("of an average: day on which the party took it back; empty if it did not"),
            _only_own("figure.withdrawn_on"),
        ),
        *_SUBTRACTED,
    )
)

MONTHLY = ExportTable(
    (
        ("first", _("first day of the month of which the growth is known"), "first"),
        ("last", _("last such day"), "last"),
        ("days", _("how many days the month has"), "growth.days"),
        ("days_known", _("of how many of them the growth is known"), "growth.known"),
        *_WHO,
        ("qualifier", _("about where any of the totals is about or nearly; else exact"), "growth.qualifier"),
        ("new", _("new in the known days"), "count"),
        ("new_a_day", _("that, divided by the known days"), "a_day"),
        ("spread", _("true where any day’s number is a mean over a gap between totals"), "growth.is_spread"),
        _STATED_ON,
        (
            "first_total_as_of",
            _("day that the first total used is about, the one before the first known day"),
            "older.as_of",
        ),
        ("first_total", _("that total"), "older.number.best"),
        ("first_figure", _("the same, as in /figures/…/"), "older.figure"),
        ("first_address", _("its record"), _older_address),
        ("last_total_as_of", _("day that the last total used is about"), "figure.as_of"),
        ("last_total", _("that total"), "figure.number.best"),
        (
            "steps_left_out",
            _("how many steps from a total to the next, between these two, are left out as corrections or falls"),
            lambda row, *_others: len(row.growth.left_out),
        ),
        (
            "change_left_out",
            _(
                "by how much those steps changed the total: last_total less first_total is this and new together, "
                "unless a gap between totals reaches beyond the month or the days asked for (see spread)"
            ),
            "growth.change_left_out",
        ),
        ("figure", _("the last total used, as in /figures/…/"), "figure.figure"),
        ("address", _("its record, with all its sources"), _address),
    )
)


def table_for(mode: str) -> ExportTable:
    """The columns of a mode: cumulative, daily or monthly."""
    return {"daily": DAILY, "monthly": MONTHLY}.get(mode, TOTALS)
