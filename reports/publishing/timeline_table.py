"""The columns of a timeline's rows, as files carry them: names and order are fixed, and documented here.

Running totals have columns of their own; what is new a day or a month has others.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.timelines.drawing import Style
from reports.timelines.timeline_rows import Row

# Stands for the slug of a figure in the address of its record.
SLUG = "SLUG"


@dataclass(frozen=True, slots=True)
class Setting:
    """What the rows of one view share. ``subject`` is a slug.

    ``statements`` are by figure: the slug of its report, and whether the day on which that was stated is known for
    sure. ``record`` is the address of a figure's record, with ``SLUG`` for the slug.
    """

    subject: str
    subject_name: str
    statements: Mapping[str, tuple[str, bool]]
    record: str

    def address_of(self, figure: str) -> str:
        return self.record.replace(SLUG, figure)


Cell = Callable[[Row, Setting], object]
Column = tuple[str, Promise, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """``columns``: name, what the cell holds in words, and how it is had."""

    columns: tuple[Column, ...]

    @property
    def header(self) -> list[str]:
        return [name for name, _words, _cell in self.columns]

    @property
    def meanings(self) -> list[tuple[str, Promise]]:
        return [(name, words) for name, words, _cell in self.columns]

    def lines(self, rows: Iterable[Row], setting: Setting) -> Iterator[list[object]]:
        """Each row in the order of ``header``."""
        cells = [cell for _name, _words, cell in self.columns]
        return ([cell(row, setting) for cell in cells] for row in rows)


_WHO: tuple[Column, ...] = (
    ("party", _("who spoke, as in /parties/…/"), lambda row, view: row.party),
    ("party_name", _("its short name"), lambda row, view: row.party_name),
    ("subject", _("whose losses"), lambda row, view: view.subject),
    ("subject_name", _("their name"), lambda row, view: view.subject_name),
    ("measure", _("what is counted, as in /measures/"), lambda row, view: row.measure),
    ("measure_name", _("its name"), lambda row, view: row.measure_name),
    ("unit", _("people, items or percent"), lambda row, view: row.figure.unit),
)


def _only_new(cell: Cell) -> Cell:
    """Nothing for a party's own average, which is no difference of two totals."""
    return lambda row, view: None if row.growth is None else cell(row, view)


def _only_own(cell: Cell) -> Cell:
    """Nothing for a difference of two totals."""
    return lambda row, view: cell(row, view) if row.growth is None else None


def _first_day(row: Row) -> date | None:
    """None for a party's own average of which nobody said when its days begin."""
    return row.first if row.growth is not None else row.figure.begins


TOTALS = Table(
    (
        ("as_of", _("last day that the figure covers"), lambda row, view: row.last),
        ("stated_on", _("day on which the party said it"), lambda row, view: row.stated_on),
        (
            "stated_on_known",
            _("false where only the day of the earliest source is known"),
            lambda row, view: view.statements[row.figure.figure][1],
        ),
        *_WHO,
        (
            "qualifier",
            _("the party’s hedge: exact, about, at_least, more_than, up_to, fewer_than or range"),
            lambda row, view: row.figure.qualifier,
        ),
        ("low", _("the lower end, or what it is at least or more than"), lambda row, view: row.figure.low),
        ("best", _("the value, if exact or about; of a range the best, if named"), lambda row, view: row.figure.best),
        ("high", _("the upper end, or what it is up to or fewer than"), lambda row, view: row.figure.high),
        ("number", _("the number with its hedge, in words"), lambda row, view: str(row.figure.number)),
        (
            "basis",
            _("cumulative (a running total), period (a count in a stretch of days) or held (a stock at that time)"),
            lambda row, view: row.figure.basis,
        ),
        (
            "period_start",
            _("first day counted; empty if not known, or for a running total from the war’s first day"),
            lambda row, view: row.figure.begins,
        ),
        (
            "scope",
            _("theatre (the whole), formation, place, group (some of the people) or event"),
            lambda row, view: row.figure.scope,
        ),
        ("scope_note", _("which of them, or who is counted, if not all"), lambda row, view: row.figure.scope_note),
        (
            "fell",
            _("true for a running total that is lower than the party’s one before it"),
            lambda row, view: row.spot.style in (Style.RESTATED, Style.FELL),
        ),
        (
            "revises",
            _("true where the statement corrects an earlier one of the party’s"),
            lambda row, view: row.figure.revises,
        ),
        (
            "withdrawn_on",
            _("day on which the party took it back; empty if it did not"),
            lambda row, view: row.figure.withdrawn_on,
        ),
        ("sources", _("how many sources carry the statement"), lambda row, view: row.figure.sources),
        (
            "publisher",
            _("who published the first of them, the party’s own if there is one"),
            lambda row, view: row.figure.publisher,
        ),
        ("report", _("the statement, as in /reports/…/"), lambda row, view: view.statements[row.figure.figure][0]),
        ("figure", _("the figure, as in /figures/…/"), lambda row, view: row.figure.figure),
        ("address", _("its record, with all its sources"), lambda row, view: view.address_of(row.figure.figure)),
    )
)

_STATED_ON: Column = (
    "stated_on",
    _("day on which all that it comes from had been stated"),
    lambda row, view: row.stated_on,
)

_SUBTRACTED: tuple[Column, ...] = (
    _STATED_ON,
    ("older_as_of", _("day that the total subtracted is about"), _only_new(lambda row, view: row.older.as_of)),
    ("older_total", _("that total"), _only_new(lambda row, view: row.older.best)),
    ("older", _("the same, as in /figures/…/"), _only_new(lambda row, view: row.older.figure)),
    ("older_address", _("its record"), _only_new(lambda row, view: view.address_of(row.older.figure))),
    (
        "newer_as_of",
        _("day that the total from which it is subtracted is about"),
        _only_new(lambda row, view: row.figure.as_of),
    ),
    ("newer_total", _("that total"), _only_new(lambda row, view: row.figure.best)),
    ("figure", _("the same, or a party’s own average, as in /figures/…/"), lambda row, view: row.figure.figure),
    ("address", _("its record, with all its sources"), lambda row, view: view.address_of(row.figure.figure)),
)

DAILY = Table(
    (
        (
            "first",
            _("first day of the stretch; empty for an average whose days nobody stated"),
            lambda row, view: _first_day(row),
        ),
        ("last", _("its last day"), lambda row, view: row.last),
        (
            "days",
            _("how many days that is; empty likewise"),
            lambda row, view: None if _first_day(row) is None else (row.last - row.first).days + 1,
        ),
        *_WHO,
        (
            "kind",
            _("difference (of two totals of the party) or own_average (a number a day that it gave itself)"),
            lambda row, view: "own_average" if row.growth is None else "difference",
        ),
        (
            "qualifier",
            _("of a difference about, where either total is, else exact; of an average the party’s hedge"),
            lambda row, view: row.figure.qualifier if row.growth is None else row.growth.qualifier,
        ),
        (
            "low",
            _("the lower end a day, or what it is at least or more than"),
            _only_own(lambda row, view: row.figure.low),
        ),
        (
            "best",
            _("new a day: of a difference its mean over the days"),
            lambda row, view: row.figure.best if row.growth is None else row.growth.a_day,
        ),
        (
            "high",
            _("the upper end a day, or what it is up to or fewer than"),
            _only_own(lambda row, view: row.figure.high),
        ),
        ("new", _("the newer total less the older"), _only_new(lambda row, view: row.growth.count)),
        (
            "spread",
            _("true where a difference is spread over a gap between totals"),
            _only_new(lambda row, view: row.growth.is_spread),
        ),
        (
            "mean_of_7_days",
            _("mean a day of the seven days that end on the last; empty where any of them is unknown"),
            _only_new(lambda row, view: row.growth.mean),
        ),
        (
            "scope",
            _("of an average: theatre (the whole), formation, place, group or event"),
            _only_own(lambda row, view: row.figure.scope),
        ),
        (
            "scope_note",
            _("which of them, or who is counted, if not all"),
            _only_own(lambda row, view: row.figure.scope_note),
        ),
        (
            "withdrawn_on",
            _("of an average: day on which the party took it back; empty if it did not"),
            _only_own(lambda row, view: row.figure.withdrawn_on),
        ),
        *_SUBTRACTED,
    )
)

MONTHLY = Table(
    (
        ("first", _("first day of the month of which the growth is known"), lambda row, view: row.first),
        ("last", _("last such day"), lambda row, view: row.last),
        ("days", _("how many days the month has"), lambda row, view: row.growth.days),
        ("days_known", _("of how many of them the growth is known"), lambda row, view: row.growth.known),
        *_WHO,
        ("qualifier", _("about where any of the totals is; else exact"), lambda row, view: row.growth.qualifier),
        ("new", _("new in the known days"), lambda row, view: row.growth.count),
        ("new_a_day", _("that, divided by the known days"), lambda row, view: row.growth.a_day),
        (
            "spread",
            _("true where any day’s number is a mean over a gap between totals"),
            lambda row, view: row.growth.is_spread,
        ),
        _STATED_ON,
        (
            "first_total_as_of",
            _("day that the first total used is about, the one before the first known day"),
            lambda row, view: row.older.as_of,
        ),
        ("first_total", _("that total"), lambda row, view: row.older.best),
        ("first_figure", _("the same, as in /figures/…/"), lambda row, view: row.older.figure),
        ("first_address", _("its record"), lambda row, view: view.address_of(row.older.figure)),
        ("last_total_as_of", _("day that the last total used is about"), lambda row, view: row.figure.as_of),
        ("last_total", _("that total"), lambda row, view: row.figure.best),
        (
            "steps_left_out",
            _("how many steps from a total to the next, between these two, are left out as corrections or falls"),
            lambda row, view: row.growth.left_out,
        ),
        (
            "change_left_out",
            _(
                "by how much those steps changed the total: last_total less first_total is this and new together, "
                "unless a gap between totals reaches beyond the month or the days asked for (see spread)"
            ),
            lambda row, view: row.growth.change_left_out,
        ),
        ("figure", _("the last total used, as in /figures/…/"), lambda row, view: row.figure.figure),
        ("address", _("its record, with all its sources"), lambda row, view: view.address_of(row.figure.figure)),
    )
)


def table_for(mode: str) -> Table:
    """The columns of a mode: cumulative, daily or monthly."""
    return {"daily": DAILY, "monthly": MONTHLY}.get(mode, TOTALS)
