"""The side-by-side grid: what each party had stated by one day about one subject, a row a measure family.

Rule (DESIGN.md, section 3): a cell shows, of the party's published running totals for the whole theatre that were
stated on or before the day, the one that covers the latest day; of several such, the one stated last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from reports.models import Conflict, Figure, Measure, Party, Report, Subject

from .figure_rows import FigureRow, as_rows, with_what_rows_need
from .perspectives import Perspective, perspective

DEFAULT_COLUMNS = 5
REMARKS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Column:
    """One party.

    ``has_spoken`` is whether it had given any figure for the subject and category by the day, ``has_total`` whether one
    of them was a running total for the whole theatre, which a cell can show.
    """

    party: str
    name: str
    full_name: str
    perspective: Perspective
    has_spoken: bool
    has_total: bool
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What one party had said about one family. ``latest`` is None where it had said nothing.

    ``others`` are its latest figures for the other measures of the family, and others of the same day; ``drew_on``
    names the parties whose data the latest figure used; ``age`` is in days, from the day the figure is about to the day
    of the page.
    """

    column: Column
    latest: FigureRow | None = None
    age: int = 0
    others: tuple[FigureRow, ...] = ()
    drew_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    family: str
    name: str
    measures: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said that no cell can hold: a figure of part of the theatre or of a period, or words without a number.

    ``figure`` is None for words; the other fields are then the report's.
    """

    report: str
    party_name: str
    perspective: Perspective
    speaker: str
    stated_on: date
    wording: str
    figure: FigureRow | None


@dataclass(frozen=True, slots=True)
class Grid:
    """``choices`` are all parties one may show, the shown ones included.

    ``remarks_total`` counts the figures among the remarks, also those that are not listed.
    """

    columns: tuple[Column, ...]
    choices: tuple[Column, ...]
    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...]
    remarks_total: int

    @property
    def remarks_shown(self) -> int:
        """How many of the remarks are figures."""
        return sum(remark.figure is not None for remark in self.remarks)


def side_by_side(
    *, conflict: Conflict, day: date, subject: Subject, category: str, parties: Sequence[str] = ()
) -> Grid:
    """Build the grid, with at most eight queries. ``parties`` are the columns' slugs; none for the usual choice."""
    measures = list(Measure.objects.filter(category=category))
    about = Figure.everything.filter(subject=subject, measure__in=[measure.pk for measure in measures])
    choices = _choices(conflict, day, subject, about, parties)
    columns = tuple(column for _, column in choices if column.is_shown)
    shown = [(pk, column) for pk, column in choices if column.is_shown]
    latest = _latest(about, day, subject, measures, [pk for pk, _ in shown])
    remarks, total = _remarks(conflict, day, subject, category, about)
    return Grid(
        columns=columns,
        choices=tuple(column for _, column in choices),
        rows=tuple(_rows(measures, shown, latest, day)),
        remarks=remarks,
        remarks_total=total,
    )


def _choices(
    conflict: Conflict, day: date, subject: Subject, about: QuerySet[Figure], chosen: Sequence[str]
) -> list[tuple[int, Column]]:
    """Every party with a figure on the subject, at whatever time, and those chosen; own side first, then by rank."""
    theirs = about.published().filter(party=OuterRef("pk")).order_by()
    totals = theirs.headline()
    parties = (
        Party.objects.filter(conflicts=conflict)
        .annotate(spoken=Exists(theirs.stated_by(day)), total=Exists(totals.stated_by(day)), ever=Exists(totals))
        .filter(Q(ever=True) | Q(slug__in=chosen))
    )
    order = list(Perspective)
    found = sorted(
        ((perspective(party.side_id, subject.side_id), party) for party in parties),
        key=lambda pair: (order.index(pair[0]), pair[1].rank, pair[1].name),
    )
    shown = set(chosen) or _usual_columns(found)
    return [
        (
            party.pk,
            Column(party.slug, party.short_name, party.name, view, party.spoken, party.total, party.slug in shown),
        )
        for view, party in found
    ]


def _usual_columns(found: Sequence[tuple[Perspective, Party]]) -> set[str]:
    """The first parties by rank that had given a total by then.

    Where the subject's own side had not, the first of that side that ever did stands among them and says so: its
    silence is what a reader of an early day looks for.
    """
    spoken = sorted((party for _, party in found if party.total), key=lambda party: (party.rank, party.name))
    usual = {party.slug for party in spoken[:DEFAULT_COLUMNS]}
    own = [party for view, party in found if view is Perspective.OWN]
    if own and not any(party.total for party in own):
        usual.add(own[0].slug)
    return usual


def _latest(
    about: QuerySet[Figure], day: date, subject: Subject, measures: Sequence[Measure], parties: Sequence[int]
) -> dict[tuple[str, str], list[tuple[FigureRow, tuple[str, ...]]]]:
    """The latest figure of each party for each measure, by (party slug, family), the newest first.

    One look-up in the index figure_latest_per_party for each party and measure, all in one query.
    """
    if not parties:
        return {}
    of_measure = Figure.everything.published().headline().stated_by(day).filter(subject=subject, measure=OuterRef("pk"))
    found = Measure.objects.filter(pk__in=[measure.pk for measure in measures]).order_by()
    # The latest and the one before it, which is shown too where it was said of the same day on the same day.
    looked_up = {
        f"of_{pk}_{place}": Subquery(of_measure.filter(party=pk).latest_first().values("pk")[place : place + 1])
        for pk in parties
        for place in (0, 1)
    }
    keys = [key for row in found.annotate(**looked_up).values_list(*looked_up) for key in row if key is not None]
    figures = with_what_rows_need(about.filter(pk__in=keys)).latest_first().prefetch_related("report__draws_on")
    cells: dict[tuple[str, str], list[tuple[FigureRow, tuple[str, ...]]]] = {}
    newest: dict[tuple[str, str], tuple[date, date]] = {}
    figures = list(figures)
    for figure, row in zip(figures, as_rows(figures), strict=True):
        days = (row.as_of, row.stated_on)
        if newest.setdefault((row.party, row.measure), days) != days:
            continue
        drew_on = tuple(party.short_name for party in figure.report.draws_on.all())
        cells.setdefault((row.party, row.family), []).append((row, drew_on))
    return cells


def _rows(
    measures: Sequence[Measure],
    shown: Sequence[tuple[int, Column]],
    latest: dict[tuple[str, str], list[tuple[FigureRow, tuple[str, ...]]]],
    day: date,
) -> list[Row]:
    families: dict[str, list[Measure]] = {}
    for measure in measures:
        families.setdefault(measure.family, []).append(measure)
    rows = []
    for family, members in families.items():
        cells = []
        for _, column in shown:
            found = latest.get((column.party, family))
            if not found:
                cells.append(Cell(column))
                continue
            (row, drew_on), *others = found
            cells.append(Cell(column, row, (day - row.as_of).days, tuple(other for other, _ in others), drew_on))
        if any(cell.latest for cell in cells):
            rows.append(Row(family, _row_name(family, members, cells), tuple(m.slug for m in members), tuple(cells)))
    return rows


def _row_name(family: str, members: Sequence[Measure], cells: Sequence[Cell]) -> str:
    """How a row is called: as the one measure that all its figures are of; else as the family's plain measure.

    "Casualties (as reported)" is one way among several to count casualties, so its name is not that of a mixed row.
    """
    shown = {cell.latest.measure_name for cell in cells if cell.latest}
    if len(shown) == 1:
        return shown.pop()
    for measure in members:
        if measure.slug == family and "(" not in measure.name:
            return measure.name
    return family.replace("-", " ").capitalize()


def _remarks(
    conflict: Conflict, day: date, subject: Subject, category: str, about: QuerySet[Figure]
) -> tuple[tuple[Remark, ...], int]:
    """The newest figures for no cell, with all words without a number; and how many such figures there are."""
    beside = about.published().stated_by(day).beside()
    figures = list(with_what_rows_need(beside).order_by("-stated_on", "-as_of", "-pk")[:REMARKS_SHOWN])
    total = len(figures) if len(figures) < REMARKS_SHOWN else beside.count()
    remarks = [
        Remark(
            row.report,
            row.party_name,
            perspective(figure.party.side_id, subject.side_id),
            row.speaker,
            row.stated_on,
            row.wording,
            row,
        )
        for figure, row in zip(figures, as_rows(figures), strict=True)
    ]
    words = list(_words_without_number(conflict, day, subject, category))
    remarks += [
        Remark(
            report.slug,
            report.party.short_name,
            perspective(report.party.side_id, subject.side_id),
            report.speaker,
            report.stated_on,
            report.wording,
            None,
        )
        for report in words
    ]
    remarks.sort(key=lambda remark: remark.stated_on, reverse=True)
    return tuple(remarks), total


def _words_without_number(conflict: Conflict, day: date, subject: Subject, category: str) -> QuerySet[Report]:
    """Statements without a number name no subject: they are read as being about the whole of the party's own side."""
    if category != "personnel" or subject.side_id is None or subject.part_of_id is not None:
        return Report.objects.none()
    return (
        Report.objects.filter(conflict=conflict, party__side=subject.side_id)
        .stated_by(day)
        .without_number()
        .select_related("party")
    )
