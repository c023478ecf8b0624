"""Variants: what one source prints otherwise than the record, how far apart the two numbers lie, and how often.

The rule: number stands against number, whatever hedge is before it. Where one of the two is a range, it has several
numbers, and the smallest difference in percent counts: a range cut to its upper end differs by nothing. Of two ranges
the ends are compared, and the largest counts. Percent are those of the number on record. ``difference_of`` says so in
Python, ``with_sizes`` to the database.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import inf
from unicodedata import normalize

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    Expression,
    ExpressionWrapper,
    F,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Abs, Cast, Coalesce, Greatest, Least

from reports.models import Conflict, Qualifier, Report, Variant, VariantKind
from reports.rules.number import Number, grouped, signed


@dataclass(frozen=True, slots=True)
class VariantDiff:
    """``count`` is the number in print less ``on_record``, the number that it is compared with."""

    count: int
    on_record: int

    @property
    def size(self) -> float:
        """The difference over the number on record, without sign; infinite where that is 0.

        >>> VariantDiff(-342, 380).size, VariantDiff(5, 0).size
        (0.9, inf)
        """
        if not self.count:
            return 0.0
        return abs(self.count) / self.on_record if self.on_record else inf

    @property
    def percent(self) -> float | None:
        """The difference in percent of the number on record, None for what rose from 0.

        >>> VariantDiff(-342, 380).percent, VariantDiff(0, 0).percent, VariantDiff(5, 0).percent
        (-90.0, 0.0, None)
        """
        if not self.count:
            return 0.0
        return 100 * self.count / self.on_record if self.on_record else None

    @property
    def change(self) -> str:
        """As people read it.

        >>> VariantDiff(1934, 3825).change, VariantDiff(-540, 3825).change
        ('+1,934', '−540')
        """
        return signed(self.count)

    @property
    def share(self) -> str:
        """The percentage without its sign, whole from 10 on, with two significant digits below; "" if there is none.

        >>> VariantDiff(1934, 3825).share, VariantDiff(1, 350).share, VariantDiff(1997, 160).share
        ('51%', '0.29%', '1,248%')
        """
        if self.percent is None:
            return ""
        size = abs(self.percent)
        if 0 < size < 0.01:
            return "<0.01%"
        return f"{grouped(round(size))}%" if size >= 10 else f"{size:.2g}%"


def difference_of(recorded: Number, printed: Number | None) -> VariantDiff | None:
    """The difference that counts, by the rule above; None where no number is printed.

    >>> difference_of(Number("exact", best=1351), Number("exact", best=1535))
    VariantDiff(count=184, on_record=1351)
    >>> difference_of(Number("range", low=7000, high=15000), Number("up_to", high=15000))
    VariantDiff(count=0, on_record=15000)
    >>> difference_of(Number("range", low=7000, high=15000), Number("range", low=7000, high=10000))
    VariantDiff(count=-5000, on_record=15000)
    """
    if printed is None:
        return None
    pairs = list(zip(_places(recorded), _places(printed), strict=True))
    both_ranges = recorded.qualifier == printed.qualifier == "range"
    if both_ranges and None in (recorded.best, printed.best):
        pairs = [pairs[0], pairs[2]]
    choose = max if both_ranges else min
    return choose((VariantDiff(there - here, here) for here, there in pairs), key=lambda difference: difference.size)


def _places(number: Number) -> tuple[int, int, int]:
    """Lower end, best value and upper end; all the same for what is no range.

    A range without a best value has its lower end in that place, which is compared anyhow.
    """
    first, last = number.known_values[0], number.known_values[-1]
    return first, first if number.best is None else number.best, last


# What a rise from 0 is divided by: small enough to make it larger than any difference from another count.
_NOTHING = 1e-12


def with_sizes(variants: QuerySet[Variant]) -> QuerySet[Variant]:
    """The same variants, to be filtered and ordered by ``size``: the difference over the number on record.

    That is 0.51 for 51 percent, without sign; None where the source prints no number, larger than 10^11 for a rise from
    0. The name is an alias: what it stands for is not read.
    """
    ranges = Q(qualifier=Qualifier.RANGE, figure__qualifier=Qualifier.RANGE)
    low, best, high = (_apart(_value("", part), _value("figure__", part)) for part in ("low", "best", "high"))
    both_best = Coalesce(_apart(F("best"), F("figure__best")), 0.0)
    return variants.alias(
        size=Case(
            When(ranges, then=Greatest(low, both_best, high)),
            default=Least(low, best, high),
            output_field=FloatField(),
        )
    )


def _value(of: str, part: str) -> Coalesce:
    """One value of a number, as ``differences`` has it."""
    order = {"low": ("low", "best", "high"), "best": ("best", "low", "high"), "high": ("high", "best", "low")}[part]
    return Coalesce(*(f"{of}{name}" for name in order))


def _apart(printed: Expression, recorded: Expression) -> Expression:
    base = Greatest(Cast(recorded, FloatField()), Value(_NOTHING), output_field=FloatField())
    return ExpressionWrapper(Abs(printed - recorded) / base, output_field=FloatField())


def published_variants(conflict: Conflict) -> QuerySet[Variant]:
    """All differences from figures of published reports.

    The report is looked up for each variant: with a join, SQLite would begin with all reports, which are many more.
    """
    reports = Report.published.filter(conflict=conflict, pk=OuterRef("figure__report"))
    return Variant.objects.filter(Exists(reports))


def read_rows(variants: QuerySet[Variant]) -> list[Variant]:
    """Read ``variants``, in their order, with all that pages show of them: one query.

    Each has its ``difference`` from the figure's number, None where no number is printed; it counts percentage points
    where the unit is percent.
    """
    names = ("figure__report", "figure__party", "figure__subject", "figure__measure", "citation__source")
    rows = list(variants.select_related(*names))
    for variant in rows:
        variant.difference = difference_of(variant.figure.number, variant.number)
    return rows


# A source with a licence is a data set whose numbers are shown here; the others are articles, posts, broadcasts.
PRINTED_BY_DATA_SET = ~Q(citation__source__licence="")


def count_variants(variants: QuerySet[Variant]) -> dict[str, object]:
    """Count ``variants`` with one query: ``total`` of them, and those that are ``of_data_sets``.

    ``by_publisher`` has the most first, ``by_kind`` stands in the order of the kinds; of each that occurs its value in
    addresses, its name on the page, and how often.
    """
    groups = list(
        variants.order_by()
        .annotate(by_data_set=ExpressionWrapper(PRINTED_BY_DATA_SET, BooleanField()))
        .values_list("citation__source__publisher", "kind", "by_data_set")
        .annotate(Count("pk"))
    )
    kinds: Counter[str] = Counter()
    by_slug: Counter[str] = Counter()
    for publisher, kind, _by_data_set, n in groups:
        kinds[kind] += n
        by_slug[publisher_slug(publisher)] += n
    publishers = publishers_by_slug(publisher for publisher, *_others in groups).values()
    tallies = [(publisher.slug, publisher.name, by_slug[publisher.slug]) for publisher in publishers]
    return {
        "total": kinds.total(),
        "of_data_sets": sum(n for _, _, by_data_set, n in groups if by_data_set),
        # A stable sort: of equal counts, the names stand in their order.
        "by_publisher": sorted(tallies, key=lambda tally: -tally[2]),
        "by_kind": [(kind, str(label), kinds[kind]) for kind, label in VariantKind.choices if kinds[kind]],
    }


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
    spellings: dict[str, list[str]] = {}
    for name in sorted(set(names), key=lambda name: (name.casefold(), name)):
        spellings.setdefault(publisher_slug(name), []).append(name)
    return {slug: Publisher(slug, names[0], tuple(names)) for slug, names in spellings.items()}
