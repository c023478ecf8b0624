"""Variants as rows for pages and exports: what is on record, what one source prints, and how far apart they lie."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from reports.models import Conflict, Report, Variant, VariantKind
from reports.rules.number import Number

from .variant_differences import VariantDiff, difference_of


@dataclass(frozen=True, slots=True)
class VariantRow:
    """What one source prints otherwise.

    ``recorded`` is the figure's number and ``printed`` the source's, None where it prints none, as is ``difference``
    then; that counts percentage points where the unit is percent.
    """

    figure: str
    report: str
    stated_on: date
    stated_on_known: bool
    as_of: date
    party: str
    party_name: str
    subject: str
    subject_name: str
    measure: str
    measure_name: str
    recorded: Number
    printed: Number | None
    difference: VariantDiff | None
    kind: str
    kind_name: str
    source: str
    publisher: str
    by_data_set: bool
    url: str
    archived_url: str
    language: str
    wording: str
    note: str


def published_variants(conflict: Conflict) -> QuerySet[Variant]:
    """All differences from figures of published reports.

    The report is looked up for each variant: with a join, SQLite would begin with all reports, which are many more.
    """
    reports = Report.published.filter(conflict=conflict, pk=OuterRef("figure__report"))
    return Variant.objects.filter(Exists(reports))


def read_rows(variants: QuerySet[Variant]) -> list[VariantRow]:
    """Read ``variants``, in their order, with one query."""
    names = ("figure__report", "figure__party", "figure__subject", "figure__measure", "citation__source")
    return [_row(variant) for variant in variants.select_related(*names)]


def _row(variant: Variant) -> VariantRow:
    figure, source = variant.figure, variant.citation.source
    recorded = figure.number
    printed = variant.number if variant.qualifier else None
    return VariantRow(
        figure=figure.slug,
        report=figure.report.slug,
        stated_on=figure.stated_on,
        stated_on_known=figure.report.stated_on_known,
        as_of=figure.as_of,
        party=figure.party.slug,
        party_name=figure.party.short_name,
        subject=figure.subject.slug,
        subject_name=figure.subject.name,
        measure=figure.measure.slug,
        measure_name=figure.measure.name,
        recorded=recorded,
        printed=printed,
        difference=difference_of(recorded, printed),
        kind=variant.kind,
        kind_name=str(variant.get_kind_display()),
        source=source.slug,
        publisher=source.publisher,
        by_data_set=bool(source.licence),
        url=source.url,
        archived_url=source.archived_url,
        language=source.language,
        wording=variant.wording,
        note=variant.note,
    )


# A source with a licence is a data set whose numbers are shown here; the others are articles, posts, broadcasts.
PRINTED_BY_DATA_SET = ~Q(citation__source__licence="")


@dataclass(frozen=True, slots=True)
class FilterCount:
    """How often one ``value`` of a filter occurs, and its ``name`` on the page."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class VariantCounts:
    """``by_publisher`` has the most first, ``by_kind`` stands in the order of the kinds; neither has zeros."""

    total: int
    of_data_sets: int
    by_publisher: tuple[FilterCount, ...]
    by_kind: tuple[FilterCount, ...]


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
            sorted(
                (FilterCount(slug, each.name, by_slug[slug]) for slug, each in publishers.items()), key=_largest_first
            )
        ),
        by_kind=tuple(FilterCount(kind, str(label), kinds[kind]) for kind, label in VariantKind.choices if kinds[kind]),
    )


def _largest_first(tally: FilterCount) -> int:
    return -tally.count


def _summed(pairs: Iterable[tuple[str, int]]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for key, n in pairs:
        sums[key] += n
    return sums


def data_sets_of(variants: QuerySet[Variant]) -> dict[str, tuple[tuple[str, str], ...]]:
    """The data sets that ``variants`` lie between, each as slug and name, with one query.

    ``in_print`` are those that print otherwise, ``on_record`` those whose transcriptions are on record.
    """
    in_print, on_record = "citation__source", "figure__report__citations__transcribed_by"
    columns = [f"{source}__{name}" for source in (in_print, on_record) for name in ("slug", "publisher", "title")]
    between = variants.filter(PRINTED_BY_DATA_SET, **{f"{on_record}__isnull": False})
    pairs = list(between.order_by().values_list(*columns).distinct())
    return {
        "in_print": _named((slug, publisher, title) for slug, publisher, title, *_ in pairs),
        "on_record": _named((slug, publisher, title) for *_, slug, publisher, title in pairs),
    }


def _named(sources: Iterable[tuple[str, str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted({(slug, f"{publisher}: {title}" if title else publisher) for slug, publisher, title in sources})
    )


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher as it stands in addresses (``slug``), on pages (``name``), and on sources (any of ``names``)."""

    slug: str
    name: str
    names: tuple[str, ...]


def publisher_slug(name: str) -> str:
    """A publisher's name in an address: readable, the same on every site that has this name, and lost in no script.

    >>> publisher_slug("fa.news (Newsweek)"), publisher_slug("Новая газета")
    ('fa-news-newsweek', 'новая-газета')
    """
    return re.sub(r"[\W_]+", "-", normalize("NFKC", name).lower()).strip("-") or name


def publishers_by_slug(names: Iterable[str]) -> dict[str, Publisher]:
    """Publishers in the order of their names. Names that differ in capitals and marks only are one publisher's.

    >>> publishers_by_slug(["Yahoo (TNV)", "Babel", "Yahoo / TNV"])["yahoo-tnv"].names
    ('Yahoo (TNV)', 'Yahoo / TNV')
    """
    found: dict[str, list[str]] = {}
    for name in sorted(set(names), key=lambda name: (name.casefold(), name)):
        found.setdefault(publisher_slug(name), []).append(name)
    return {slug: Publisher(slug, names[0], tuple(names)) for slug, names in found.items()}
