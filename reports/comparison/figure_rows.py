"""Figures as rows for pages, charts and exports: frozen values that need no database any more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from reports.models import Basis, Citation, Figure, Scope, Variant
from reports.rules.hedges import HedgedNumber, in_words


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure with what a reader needs beside it.

    ``low``, ``best``, ``high`` are counts, or whole percents where ``unit`` is percent; unused ones are None.
    ``limits`` says in words what keeps the figure out of a grid of running totals, and is empty for one that enters it;
    ``covers`` are the first and last day counted, for a figure of a stretch of days whose beginning is known.
    """

    slug: str
    number: HedgedNumber
    qualifier: str
    low: int | None
    best: int | None
    high: int | None
    unit: str
    party: str
    party_name: str
    subject: str
    subject_name: str
    measure: str
    measure_name: str
    family: str
    as_of: date
    period_start: date | None
    stated_on: date
    stated_on_known: bool
    basis: str
    limits: str
    scope_note: str
    covers: tuple[date, date] | None
    wording: str
    note: str
    report: str
    speaker: str
    sources: int
    variants: int


def read_rows(figures: QuerySet[Figure]) -> list[FigureRow]:
    """Read ``figures``, in their order, with one query."""
    return [_row(figure) for figure in with_what_rows_need(figures)]


def read_page(figures: QuerySet[Figure]) -> list[FigureRow]:
    """Read a slice of ``figures``, in its order, with two queries.

    The keys first: the database would else count the sources also of the figures that the slice leaves out.
    """
    places = {key: place for place, key in enumerate(figures.values_list("pk", flat=True))}
    found = with_what_rows_need(Figure.all_objects.filter(pk__in=list(places)))
    return as_rows(sorted(found, key=lambda figure: places[figure.pk]))  # one deleted in between is merely missing


def with_what_rows_need(figures: QuerySet[Figure]) -> QuerySet[Figure]:
    """The same figures with their names, and with ``sources`` and ``differing`` counted."""
    sources = Citation.objects.filter(report=OuterRef("report")).order_by().values("report").annotate(n=Count("pk"))
    variants = Variant.objects.filter(figure=OuterRef("pk")).order_by().values("figure").annotate(n=Count("pk"))
    return figures.select_related("report", "party", "subject", "measure").annotate(
        sources=Coalesce(Subquery(sources.values("n")), 0),
        differing=Coalesce(Subquery(variants.values("n")), 0),
    )


def as_rows(figures: Iterable[Figure]) -> list[FigureRow]:
    """Rows of figures that come from ``with_what_rows_need``."""
    return [_row(figure) for figure in figures]


def _row(figure: Figure) -> FigureRow:
    report, party, subject, measure = figure.report, figure.party, figure.subject, figure.measure
    return FigureRow(
        slug=figure.slug,
        number=in_words(figure.qualifier, figure.low, figure.best, figure.high, measure.unit),
        qualifier=figure.qualifier,
        low=figure.low,
        best=figure.best,
        high=figure.high,
        unit=measure.unit,
        party=party.slug,
        party_name=party.short_name,
        subject=subject.slug,
        subject_name=subject.name,
        measure=measure.slug,
        measure_name=measure.name,
        family=measure.family,
        as_of=figure.as_of,
        period_start=figure.period_start,
        stated_on=figure.stated_on,
        stated_on_known=report.stated_on_known,
        basis=figure.basis,
        limits=_limits(figure),
        scope_note=figure.scope_note,
        covers=_covers(figure),
        wording=figure.wording,
        note=figure.note,
        report=report.slug,
        speaker=report.speaker,
        sources=figure.sources,
        variants=figure.differing,
    )


def _covers(figure: Figure) -> tuple[date, date] | None:
    if figure.basis == Basis.CUMULATIVE or figure.period_start is None or figure.period_start == figure.as_of:
        return None
    return figure.period_start, figure.as_of


def _limits(figure: Figure) -> str:
    parts = []
    if figure.scope != Scope.THEATRE:
        parts.append(str(figure.get_scope_display()))
    if figure.basis != Basis.CUMULATIVE:
        parts.append(str(figure.get_basis_display()))
    return ", ".join(parts)
