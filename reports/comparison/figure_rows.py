"""Figures with what pages, charts and exports show beside them: their names, and how many sources and variants."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from reports.models import Citation, Figure, Variant


def with_counts(figures: QuerySet[Figure]) -> QuerySet[Figure]:
    """The same figures with report, party, subject and measure at hand.

    ``source_count`` are the citations of their report, ``variant_count`` what sources print otherwise.
    """
    sources = Citation.objects.filter(report=OuterRef("report")).order_by().values("report").annotate(n=Count("pk"))
    variants = Variant.objects.filter(figure=OuterRef("pk")).order_by().values("figure").annotate(n=Count("pk"))
    return figures.select_related("report", "party", "subject", "measure").annotate(
        source_count=Coalesce(Subquery(sources.values("n")), 0),
        variant_count=Coalesce(Subquery(variants.values("n")), 0),
    )


def read_page(figures: QuerySet[Figure]) -> list[Figure]:
    """Read a slice of ``figures`` with counts, in its order, with two queries.

    The keys first: the database would else count the sources also of the figures that the slice leaves out.
    """
    places = {key: place for place, key in enumerate(figures.values_list("pk", flat=True))}
    rows = with_counts(Figure.all_objects.filter(pk__in=list(places)))
    return sorted(rows, key=lambda figure: places[figure.pk])  # one deleted in between is merely missing
