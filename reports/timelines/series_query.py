"""Reads the series of a timeline (queries)."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from django.db.models import Count, Min, OuterRef, Subquery, Value

from reports.comparison.context import with_counts
from reports.models import Basis, Citation, Figure, MeasureOutcome, Report, Scope
from reports.models.choices import Certainty
from reports.models.figure import FigureQuerySet
from reports.rules.number import Number
from reports.rules.series import Series

from .points import PartySeries, Point
from .selection import Selection

# What figures of one series have in common, and what each has of its own.
_KIND = ("party_id", "measure_id", "basis", "scope", "scope_note", "period_start")
_FIGURE = (
    *("slug", "qualifier", "low", "best", "high", "interval", "as_of", "stated_on"),
    *("report_id", "report__revises_id", "publisher", "sources"),
)


def read_series(selection: Selection, *, with_sources: bool = False) -> list[PartySeries]:
    """The series of a selection, by party as chosen and by measure, from their first figure on. Three queries.

    From their first on, whatever the selection's first day is: a party's usual pace and the total that stood on that
    day come from before it. ``with_sources`` reads who published each figure, which takes as long as all the rest.
    """
    selection = replace(selection, start=None)
    cited = Citation.objects.filter(report=OuterRef("report")).order_by()
    published = {"publisher": Value(""), "sources": Value(0)}
    if with_sources:
        published = {
            "publisher": Subquery(cited.order_by("role", "pk").values("source__publisher")[:1]),
            "sources": Subquery(cited.values("report").annotate(n=Count("pk")).values("n")),
        }
    figures = selection.all_figures.annotate(**published).order_by("as_of", "stated_on", "pk")
    totals: dict[tuple[int, int], list[Point]] = defaultdict(list)
    beside: dict[tuple[int, int], list[Point]] = defaultdict(list)
    for key, point in _points(figures, selection):
        (totals if point.is_total else beside)[key].append(point)
    undefined = _undefined(selection)
    return [
        PartySeries(
            speaker.slug,
            measure.slug,
            speaker.name,
            measure.name,
            is_undefined=measure.slug in undefined,
            points=tuple(totals.get(key, ())),
            beside=tuple(beside.get(key, ())),
        )
        for speaker in selection.speakers
        for measure in selection.measures
        if (key := (speaker.pk, measure.pk)) in totals or key in beside
    ]


def _points(figures: FigureQuerySet, selection: Selection) -> Iterator[tuple[tuple[int, int], Point]]:
    """Each figure with the keys of its party and measure.

    Names, series and words are not asked of the database: they would be the same in a thousand rows.
    """
    war_began, withdrawn_on = selection.conflict.start_date, _withdrawals(selection)
    measures = {measure.pk: measure for measure in selection.measures}
    parties = {speaker.pk: speaker.slug for speaker in selection.speakers}
    limits_of = {(scope, basis): _limits(scope, basis) for scope in Scope for basis in Basis}
    series_of: dict[tuple[object, ...], Series] = {}
    rows = figures.values_list(*_KIND, *_FIGURE, named=True)
    for row in rows:
        kind = row[: len(_KIND)]
        series = series_of.get(kind)
        if series is None:
            measure = measures[row.measure_id].slug
            series = Series.of(parties[row.party_id], selection.subject.slug, measure, row, war_began)
            series_of[kind] = series
        yield (
            (row.party_id, row.measure_id),
            Point(
                figure=row.slug,
                series=series,
                number=Number.of(row, measures[row.measure_id].unit),
                begins=row.period_start,
                as_of=row.as_of,
                stated_on=row.stated_on,
                limits=limits_of[row.scope, row.basis],
                scope_note=row.scope_note,
                revises=row.report__revises_id is not None,
                withdrawn_on=withdrawn_on.get(row.report_id),
                publisher=row.publisher or "",
                sources=row.sources or 0,
                origin=series.start if series.is_total and series.start != war_began else None,
            ),
        )


def _limits(scope: Scope, basis: Basis) -> str:
    """What keeps a figure from being a running total of the whole theatre; empty for one that is."""
    limits = [str(scope.label)] if scope != Scope.THEATRE else []
    limits += [str(basis.label)] if basis != Basis.CUMULATIVE else []
    return ", ".join(limits)


def _withdrawals(selection: Selection) -> dict[int, date]:
    """By report (key): the day on which its party took it back, which it does by a revision without figures."""
    withdrawals = Report.published.withdrawals().filter(conflict=selection.conflict)
    if selection.known:
        withdrawals = withdrawals.stated_by(selection.known)
    return dict(withdrawals.order_by().values_list("revises_id").annotate(Min("stated_on")))


def _undefined(selection: Selection) -> set[str]:
    """Those of the measures (slugs) that may count more than they surely do."""
    possible = MeasureOutcome.objects.filter(measure__in=selection.measures, certainty=Certainty.MAY_INCLUDE)
    return set(possible.values_list("measure__slug", flat=True))


def sources_of(figures: Collection[str]) -> dict[str, tuple[int, int]]:
    """For figures (slugs): how many sources carry their statement, and how many print their number otherwise."""
    counted = with_counts(Figure.published.filter(slug__in=figures)).select_related(None)
    rows = counted.values_list("slug", "source_count", "variant_count")
    return {slug: (sources, variants) for slug, sources, variants in rows}


def statements_of(selection: Selection) -> dict[str, tuple[str, bool]]:
    """By figure: the slug of its report, and whether the day on which that was stated is known for sure."""
    rows = selection.all_figures.order_by().values_list("slug", "report__slug", "report__stated_on_known")
    return {figure: (report, known) for figure, report, known in rows}
