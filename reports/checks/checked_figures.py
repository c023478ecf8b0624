"""Figures as the checks see them, of one column list for one report and for the whole data set."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from django.db.models import QuerySet

from reports.comparison.counted_measures import MeasureSet
from reports.models import Figure, Variant, VariantKind
from reports.rules.number import VALUES, Number
from reports.rules.sentences import day_in_words
from reports.rules.series import Series

_COLUMNS = (
    *("slug", "method", "report__slug", "report__method", "party__slug", "party__short_name"),
    *("subject__slug", "subject__name", "measure__slug"),
    *("qualifier", *VALUES, "interval", "basis", "scope", "scope_note", "period_start", "as_of", "stated_on"),
    "report__conflict__start_date",
)


@dataclass(frozen=True, slots=True)
class CheckedFigure:
    """One figure, being entered or on record.

    ``figure`` is its slug or, while it has none, what the caller names it. ``report`` is a slug too, empty for one that
    is not saved. ``method`` is how its party says it knows. ``value`` is the number that it is drawn and sorted by, 0
    for one without any: kept, since a check of the whole data set asks for it millions of times.
    """

    figure: str
    report: str
    party_name: str
    measure: MeasureSet
    number: Number
    series: Series
    as_of: date
    stated_on: date
    method: str = ""
    subject_name: str = ""
    value: int = field(init=False, compare=False)
    source: ClassVar[str] = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", self.number.size or 0)

    @property
    def words(self) -> str:
        """The number as people read it, and its day."""
        return f"{self.number} ({day_in_words(self.as_of)})"

    @property
    def order(self) -> tuple:
        """Of one day's the last stated comes last; of those stated on one day the largest, as in latest_first."""
        return (self.as_of, self.stated_on, self.value)


@dataclass(frozen=True, slots=True)
class SourceFigure:
    """What a source (slug) prints instead of a figure. ``explained``: an editor has written down why it differs."""

    source: str
    publisher: str
    number: Number
    explained: bool
    figure: ClassVar[str] = ""
    report: ClassVar[str] = ""

    @property
    def words(self) -> str:
        return self.publisher


def checked_figures(figures: QuerySet[Figure], measures: Mapping[str, MeasureSet]) -> Iterator[CheckedFigure]:
    """Figures on record, in one query; ``measures`` are all measures by slug."""
    for row in figures.values_list(*_COLUMNS, named=True):
        measure, began = measures[row.measure__slug], row.report__conflict__start_date
        yield CheckedFigure(
            figure=row.slug,
            report=row.report__slug,
            party_name=row.party__short_name,
            measure=measure,
            number=Number.of(row, measure.unit),
            series=Series.of(row.party__slug, row.subject__slug, measure.slug, row, began),
            as_of=row.as_of,
            stated_on=row.stated_on,
            method=row.method or row.report__method,
            subject_name=row.subject__name,
        )


def source_figures(variants: QuerySet[Variant]) -> dict[str, list[SourceFigure]]:
    """What sources print instead, by the figure's slug: variants in number only, for the others are no slips."""
    columns = ("figure__slug", "citation__source__slug", "citation__source__publisher", "note", "figure__measure__unit")
    rows = variants.filter(kind=VariantKind.NUMBER).order_by("pk").values_list(*columns, "qualifier", *VALUES)
    by_figure: dict[str, list[SourceFigure]] = defaultdict(list)
    for figure, source, publisher, note, unit, qualifier, low, best, high in rows:
        number = Number(qualifier, low, best, high, unit)
        by_figure[figure].append(SourceFigure(source, publisher, number, bool(note.strip())))
    return by_figure
