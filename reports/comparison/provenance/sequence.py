"""What a party said before and after: of one figure the ones next to it in time, of one report the ones next to it."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import DateField, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from reports.models import Basis, Figure, Report, Scope

from ..figure_rows import FigureRow, as_rows, with_what_rows_need
from .changes import Point, change, of_one_kind
from .printed import Number


@dataclass(frozen=True, slots=True)
class Step:
    """One figure in the row. ``change`` is from the one before, empty for the first.

    ``is_out_of_turn``: it comes before the figure of the page but was stated after it, or the other way round.
    """

    row: FigureRow
    change: str
    is_this: bool
    is_out_of_turn: bool


@dataclass(frozen=True, slots=True)
class ReportLink:
    slug: str
    title: str
    stated_on: date


@dataclass(frozen=True, slots=True)
class BeforeAndAfter:
    """``steps`` hold the figure before, where there is one, the figure itself and the figure after.

    ``later_report`` is the party's latest report, where it has spoken since without a newer figure.
    """

    steps: tuple[Step, ...]
    has_earlier: bool
    has_newer: bool
    later_report: ReportLink | None


def before_and_after(figure: Figure) -> BeforeAndAfter:
    """The figures next to ``figure`` by the day they are about; report, measure and conflict should be at hand.

    Two queries at most. Alike are published figures of the same party, subject, measure, basis and scope, and running
    totals that begin on the same day.
    """
    found = list(_near(_alike(figure), figure))[::-1]
    points = [_point(each) for each in found]
    this = next(place for place, each in enumerate(found) if each.pk == figure.pk)
    places = [place for place in range(len(found)) if of_one_kind(points[place], points[this])]
    at = places.index(this)
    shown = places[max(at - 1, 0) : at + 2]
    changes = ["", *(change(points[a], points[b]) for a, b in pairwise(shown))]
    steps = [
        Step(
            row=row,
            change=words,
            is_this=place == this,
            is_out_of_turn=(row.stated_on - figure.stated_on).days * (place - this) < 0,
        )
        for row, place, words in zip(as_rows([found[place] for place in shown]), shown, changes, strict=True)
    ]
    has_newer = shown[-1] != this
    return BeforeAndAfter(
        steps=tuple(steps),
        has_earlier=shown[0] != this,
        has_newer=has_newer,
        later_report=None if has_newer else _latest_report(figure),
    )


def reports_around(report: Report) -> tuple[ReportLink | None, ReportLink | None]:
    """The party's published reports before and after ``report``, by the day they were stated. Two queries."""
    others = Report.published.filter(party=report.party_id, conflict=report.conflict_id)
    earlier = Q(stated_on__lt=report.stated_on) | Q(stated_on=report.stated_on, pk__lt=report.pk)
    later = Q(stated_on__gt=report.stated_on) | Q(stated_on=report.stated_on, pk__gt=report.pk)
    before = _first(others.filter(earlier).order_by("-stated_on", "-pk"))
    return before, _first(others.filter(later).order_by("stated_on", "pk"))


def _alike(figure: Figure) -> QuerySet[Figure]:
    """Figures in one row with ``figure``."""
    alike = Figure.published.filter(
        party=figure.party_id,
        subject=figure.subject_id,
        measure=figure.measure_id,
        basis=figure.basis,
        scope=figure.scope,
    )
    if figure.scope != Scope.THEATRE:
        alike = alike.filter(scope_note__iexact=figure.scope_note)
    if figure.basis == Basis.CUMULATIVE:
        start = figure.report.conflict.start_date
        same_start = Q(period_start=figure.period_start or start)
        if figure.period_start in (None, start):
            same_start |= Q(period_start=None)
        alike = alike.filter(same_start)
    return alike


def _near(alike: QuerySet[Figure], figure: Figure) -> QuerySet[Figure]:
    """Those of the day itself and of the nearest days before and after; of counts in periods, which are few, all."""
    if figure.basis != Basis.PERIOD:
        day = Value(figure.as_of, output_field=DateField())
        before = alike.filter(as_of__lt=figure.as_of).order_by("-as_of").values("as_of")[:1]
        after = alike.filter(as_of__gt=figure.as_of).order_by("as_of").values("as_of")[:1]
        alike = alike.filter(
            as_of__gte=Coalesce(Subquery(before), day),
            as_of__lte=Coalesce(Subquery(after), day),
        )
    return with_what_rows_need(alike).select_related("report__revises").latest_first()


def _point(figure: Figure) -> Point:
    return Point(
        number=Number(figure.qualifier, figure.low, figure.best, figure.high, figure.measure.unit),
        as_of=figure.as_of,
        basis=figure.basis,
        start=figure.period_start,
        report=figure.report.slug,
        revises=figure.report.revises.slug if figure.report.revises else "",
    )


def _latest_report(figure: Figure) -> ReportLink | None:
    later = Report.published.filter(party=figure.party_id, conflict=figure.report.conflict_id)
    return _first(later.filter(stated_on__gt=figure.stated_on).order_by("-stated_on", "-pk"))


def _first(reports: QuerySet[Report]) -> ReportLink | None:
    found = reports.values_list("slug", "title", "stated_on").first()
    return ReportLink(*found) if found else None
