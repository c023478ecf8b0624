"""A report's numbers beside those that the party gave before, with what changed from the one to the other."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Case, F, QuerySet, Value, When, Window
from django.db.models.functions import Lower, RowNumber

from reports.comparison.provenance.sequence import DatedTotal, change, of_one_kind
from reports.models import Figure, Report, Scope
from reports.rules.number import Number
from reports.rules.series import Series

__all__ = ["BesideLast", "Line", "beside_last"]

# How far back one series is looked at for a number about an earlier day.
DEPTH = 5


@dataclass(frozen=True, slots=True)
class Line:
    """``before`` is the party's last published figure of the same kind, None where it never gave one.

    ``number`` and ``change`` are in words; ``change`` is empty without a number before.
    """

    slug: str
    name: str
    number: str
    figure: Figure
    before: Figure | None
    before_number: str
    change: str


@dataclass(frozen=True, slots=True)
class BesideLast:
    """``last`` is the party's report before this one, of the same kind if it has made any; ``missing`` what it gave
    and this one does not, each as its name and number."""

    lines: tuple[Line, ...]
    last: Report | None
    missing: tuple[tuple[str, str], ...]


def beside_last(report: Report) -> BesideLast:
    """Four queries at most, however long the party has spoken."""
    figures = list(_named(Figure.all_objects.filter(report=report)).order_by("subject", "measure__position", "pk"))
    before = _before(report, figures)
    lines = tuple(_line(report, figure, before[_series(figure)]) for figure in figures)
    last = _last(report)
    given = {_series(figure) for figure in figures}
    of_last = _named(Figure.published.filter(report=last)).order_by("measure__position", "pk") if last else []
    missing = [(name_of(each), str(number_of(each))) for each in of_last if _series(each) not in given]
    return BesideLast(lines, last, tuple(missing))


def name_of(figure: Figure) -> str:
    name = f"{figure.measure.name}, {figure.subject.name}"
    return name if figure.scope == Scope.THEATRE else f"{name} ({figure.scope_note or figure.get_scope_display()})"


def number_of(figure: Figure) -> Number:
    return Number(figure.qualifier, figure.low, figure.best, figure.high, figure.measure.unit)


def _named(figures: QuerySet[Figure]) -> QuerySet[Figure]:
    return figures.select_related("party", "subject", "measure", "report__conflict", "report__revises")


def _series(figure: Figure) -> Series:
    """Whatever day it counts from: of_one_kind compares periods."""
    return figure.series._replace(start=None)


def _last(report: Report) -> Report | None:
    earlier = Report.published.filter(party=report.party_id, conflict=report.conflict_id)
    earlier = earlier.filter(stated_on__lte=report.stated_on).exclude(pk__in=_itself(report))
    earlier = earlier.order_by("-stated_on", "-pk")
    return earlier.filter(kind=report.kind).first() or earlier.first()


def _itself(report: Report) -> list[int]:
    return [key for key in (report.pk, report.replaces_id) if key]


def _before(report: Report, figures: list[Figure]) -> dict[tuple, list[Figure]]:
    """The newest figures of each series that the party had published by then, newest first."""
    found: dict[tuple, list[Figure]] = defaultdict(list)
    if not figures:
        return found
    alike = Figure.published.filter(
        party=report.party_id,
        report__conflict=report.conflict_id,
        stated_on__lte=report.stated_on,
        subject__in={figure.subject_id for figure in figures},
        measure__in={figure.measure_id for figure in figures},
    ).exclude(report__in=_itself(report))
    order = [F("as_of").desc(), F("stated_on").desc(), F("pk").desc()]
    place = Case(When(scope=Scope.THEATRE, then=Value("")), default=Lower("scope_note"))
    series = [F("subject"), F("measure"), F("basis"), F("scope"), place]
    nth = Window(RowNumber(), partition_by=series, order_by=order)
    keys = alike.order_by().annotate(nth=nth).filter(nth__lte=DEPTH).values_list("pk", flat=True)
    for each in _named(Figure.published.filter(pk__in=list(keys))).order_by("-as_of", "-stated_on", "-pk"):
        found[_series(each)].append(each)
    return found


def _line(report: Report, figure: Figure, earlier: list[Figure]) -> Line:
    this = _point(figure)
    fits = (each for each in earlier if each.as_of <= figure.as_of and of_one_kind(_point(each), this))
    before = next(fits, None)
    return Line(
        slug=figure.slug,
        name=name_of(figure),
        number=str(number_of(figure)),
        figure=figure,
        before=before,
        before_number=str(number_of(before)) if before else "",
        change=change(_point(before), this) if before else "",
    )


def _point(figure: Figure) -> DatedTotal:
    revised = figure.report.revises
    return DatedTotal(
        number=number_of(figure),
        as_of=figure.as_of,
        basis=figure.basis,
        start=figure.period_start,
        report=figure.report.slug,
        revises=revised.slug if revised else "",
    )
