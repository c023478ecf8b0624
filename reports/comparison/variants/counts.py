"""A selection of variants counted: by publisher, by kind, and how many lie between data sets."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet

from reports.models import Variant, VariantKind

from .publishers import publisher_slug, publishers_by_slug

# A source with a licence is a data set whose numbers are shown here; the others are articles, posts, broadcasts.
PRINTED_BY_DATA_SET = ~Q(citation__source__licence="")


@dataclass(frozen=True, slots=True)
class Tally:
    """How often one ``value`` of a filter occurs, and its ``name`` on the page."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class VariantCounts:
    """``by_publisher`` has the most first, ``by_kind`` stands in the order of the kinds; neither has zeros."""

    total: int
    of_data_sets: int
    by_publisher: tuple[Tally, ...]
    by_kind: tuple[Tally, ...]


def count_variants(variants: QuerySet[Variant]) -> VariantCounts:
    """Count ``variants`` with one query."""
    groups = list(
        variants.order_by()
        .annotate(by_data_set=ExpressionWrapper(PRINTED_BY_DATA_SET, BooleanField()))
        .values_list("citation__source__publisher", "kind", "by_data_set")
        .annotate(Count("pk"))
    )
    kinds = _summed((kind, n) for _, kind, _, n in groups)
    by_slug = _summed((publisher_slug(name), n) for name, _, _, n in groups)
    publishers = publishers_by_slug(name for name, _, _, _ in groups)
    return VariantCounts(
        total=sum(kinds.values()),
        of_data_sets=sum(n for _, _, by_data_set, n in groups if by_data_set),
        # A stable sort: of equal counts, the names stand in their order.
        by_publisher=tuple(
            sorted((Tally(slug, each.name, by_slug[slug]) for slug, each in publishers.items()), key=_largest_first)
        ),
        by_kind=tuple(Tally(kind, str(label), kinds[kind]) for kind, label in VariantKind.choices if kinds[kind]),
    )


def _largest_first(tally: Tally) -> int:
    return -tally.count


def _summed(pairs: Iterable[tuple[str, int]]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for key, n in pairs:
        sums[key] += n
    return sums


@dataclass(frozen=True, slots=True)
class DataSets:
    """Of each its slug and its name: those that print otherwise, and those whose transcriptions are on record."""

    in_print: tuple[tuple[str, str], ...]
    on_record: tuple[tuple[str, str], ...]


def data_sets_of(variants: QuerySet[Variant]) -> DataSets:
    """The data sets that ``variants`` lie between, with one query."""
    in_print, on_record = "citation__source", "figure__report__citations__transcribed_by"
    columns = [f"{source}__{name}" for source in (in_print, on_record) for name in ("slug", "publisher", "title")]
    between = variants.filter(PRINTED_BY_DATA_SET, **{f"{on_record}__isnull": False})
    pairs = list(between.order_by().values_list(*columns).distinct())
    return DataSets(
        in_print=_named((slug, publisher, title) for slug, publisher, title, *_ in pairs),
        on_record=_named((slug, publisher, title) for *_, slug, publisher, title in pairs),
    )


def _named(sources: Iterable[tuple[str, str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted({(slug, f"{publisher}: {title}" if title else publisher) for slug, publisher, title in sources})
    )
