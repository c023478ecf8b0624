"""Reads the series of a timeline (queries)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, Subquery, Value

from reports.comparison.figure_rows import with_counts
from reports.models import Basis, Citation, Figure, MeasureOutcome, Report, Scope
from reports.models.choices import Certainty

from .points import Point, Series
from .selection import Selection

_POINT = ["qualifier", "low", "best", "high", "as_of", "stated_on", "basis", "scope", "scope_note"]


def read_series(selection: Selection, *, with_sources: bool = False) -> list[Series]:
    """The series of a selection, by party as chosen and by measure, from their first figure on. Three queries.

    From their first on, whatever the selection's first day is: a party's usual pace and the total that stood on that
    day come from before it. ``with_sources`` reads who published each figure, which takes as long as all the rest.
    """
    selection = replace(selection, start=None)
    start = selection.conflict.start_date
    cited = Citation.objects.filter(report=OuterRef("report")).order_by()
    published = {"publisher": Value(""), "sources": Value(0)}
    if with_sources:
        published = {
            "publisher": Subquery(cited.order_by("role", "pk").values("source__publisher")[:1]),
            "sources": Subquery(cited.values("report").annotate(n=Count("pk")).values("n")),
        }
    figures = selection.all_figures.annotate(**published)
    taken_back = _withdrawals(selection)
    limits_of = {(scope, basis): _limits(scope, basis) for scope in Scope for basis in Basis}
    units = {measure.pk: measure.unit for measure in selection.measures}
    totals: dict[tuple[int, int], list[Point]] = defaultdict(list)
    beside: dict[tuple[int, int], list[Point]] = defaultdict(list)
    # Names are not asked for: they would be the same in a thousand rows.
    rows = figures.order_by("as_of", "stated_on", "pk").values_list(
        "party_id",
        "measure_id",
        "slug",
        "period_start",
        "report_id",
        "report__revises_id",
        "publisher",
        "sources",
        *_POINT,
    )
    for party, measure, slug, begins, report, revises, publisher, sources, *point in rows:
        qualifier, low, best, high, as_of, stated_on, basis, scope, scope_note = point
        limits = limits_of[scope, basis]
        (beside if limits else totals)[party, measure].append(
            Point(
                figure=slug,
                unit=units[measure],
                qualifier=qualifier,
                low=low,
                best=best,
                high=high,
                begins=begins,
                as_of=as_of,
                stated_on=stated_on,
                basis=basis,
                scope=scope,
                limits=limits,
                scope_note=scope_note,
                revises=revises is not None,
                withdrawn_on=taken_back.get(report),
                publisher=publisher or "",
                sources=sources or 0,
                origin=begins if basis == Basis.CUMULATIVE and begins != start else None,
            )
        )
    undefined = _undefined(selection)
    return [
        Series(
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


def _limits(scope: Scope, basis: Basis) -> str:
    """What keeps a figure from being a running total of the whole theatre; empty for one that is."""
    limits = [str(scope.label)] if scope != Scope.THEATRE else []
    limits += [str(basis.label)] if basis != Basis.CUMULATIVE else []
    return ", ".join(limits)


def _withdrawals(selection: Selection) -> dict[int, date]:
    """By report (key): the day on which its party took it back, which it does by a revision without figures."""
    its_figures = Figure.all_objects.filter(report=OuterRef("pk"))
    found = Report.published.filter(~Exists(its_figures), conflict=selection.conflict, revises__isnull=False)
    if selection.known:
        found = found.filter(stated_on__lte=selection.known)
    return dict(found.order_by().values_list("revises_id").annotate(Min("stated_on")))


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
    found = selection.all_figures.order_by().values_list("slug", "report__slug", "report__stated_on_known")
    return {figure: (report, known) for figure, report, known in found}
