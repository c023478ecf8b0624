"""Variants as rows for pages and exports: what is on record, what one source prints, and how far apart they lie."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from reports.models import Conflict, Figure, Report, Variant

from ..provenance.printed import Number
from .differences import Difference, difference_of


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
    difference: Difference | None
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
    unit = figure.measure.unit
    recorded = _number(figure, unit)
    printed = _number(variant, unit) if variant.qualifier else None
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


def _number(record: Figure | Variant, unit: str) -> Number:
    return Number(record.qualifier, record.low, record.best, record.high, unit)
