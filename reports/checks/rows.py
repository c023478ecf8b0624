"""Figures on record, read as the checks take them: one column list for one report and for the whole data set."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.db.models import QuerySet

from reports.comparison.counted_measures import MeasureSet
from reports.models import Basis, Scope, Variant, VariantKind
from reports.rules.hedges import in_words
from reports.rules.number import VALUES

from .given import Given, Printed

__all__ = ["READ", "as_given", "place_of", "printed_by", "start_of"]

READ = (
    "slug",
    "report__slug",
    "party__slug",
    "party__short_name",
    "subject__slug",
    "subject__name",
    "measure__slug",
    "qualifier",
    "low",
    "best",
    "high",
    "basis",
    "scope",
    "scope_note",
    "period_start",
    "as_of",
    "stated_on",
    "report__conflict__start_date",
)


def as_given(rows: Iterable[tuple], measures: Mapping[str, MeasureSet]) -> Iterator[Given]:
    """``rows`` are those of ``values_list(*READ)``; ``measures`` all measures by slug."""
    for *before, measure, qualifier, low, best, high, basis, scope, note, start, as_of, stated_on, began in rows:
        numbers = (qualifier, low, best, high)
        place = place_of(scope, note)
        first = start_of(basis, start, began)
        yield Given(*before, measures[measure], *numbers, basis, scope, place, first, as_of, stated_on)


def place_of(scope: str, scope_note: str) -> str:
    """What tells one part of the theatre from another; of the whole theatre the note tells nothing apart."""
    return "" if scope == Scope.THEATRE else scope_note


def start_of(basis: str, period_start: date | None, began: date) -> date | None:
    """The first day counted: of a running total the conflict's, unless said otherwise."""
    return began if basis == Basis.CUMULATIVE and period_start is None else period_start


def printed_by(variants: QuerySet[Variant]) -> dict[str, list[Printed]]:
    """What sources print instead, by the figure's slug: variants in number only, for the others are no slips."""
    fields = ("figure__slug", "citation__source__slug", "citation__source__publisher", "note", "figure__measure__unit")
    rows = variants.filter(kind=VariantKind.NUMBER).order_by("pk").values_list(*fields, "qualifier", *VALUES)
    found: dict[str, list[Printed]] = {}
    for figure, source, publisher, note, unit, qualifier, low, best, high in rows:
        value = next(each for each in (best, low, high) if each is not None)
        words = str(in_words(qualifier, low, best, high, unit))
        found.setdefault(figure, []).append(Printed(source, publisher, value, words, bool(note.strip())))
    return found
