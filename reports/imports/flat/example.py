"""A flat table made of what is on record, to be opened, looked at and filled with other rows."""

from collections.abc import Iterator

import tablib
from import_export.formats.base_formats import CSV, XLSX, Format

from reports.models import Citation, Figure, Party, Report

from .flat_columns import COLUMNS

FORMATS: dict[str, type[Format]] = {"csv": CSV, "xlsx": XLSX}
_REPORTS, _FIGURES = 3, 3
FIGURE_FIELDS = (
    "qualifier", "low", "best", "high", "as_of", "basis", "period_start", "scope", "scope_note", "wording", "note",
)  # fmt: skip


def example(ending: str) -> bytes:
    """The last statements of the first parties, a few figures of each; a header alone where nothing is on record."""
    table = tablib.Dataset(headers=[column.name for column in COLUMNS], title="figures")
    for row in _rows():
        table.append([row.get(column.name, "") for column in COLUMNS])
    content = FORMATS[ending]().export_data(table)
    return content.encode() if isinstance(content, str) else content


def _rows() -> Iterator[dict[str, object]]:
    speaking = Party.objects.filter(reports__in=Report.published.exclude(citations=None).exclude(figures=None))
    for party in speaking.distinct()[:_REPORTS]:
        said = Report.published.filter(party=party).exclude(citations=None).exclude(figures=None)
        report = said.select_related("party").order_by("-stated_on", "-pk")[0]
        citation = Citation.objects.filter(report=report).select_related("source").order_by("role", "pk")[0]
        for figure in report.figures.select_related("subject", "measure")[:_FIGURES]:
            yield _row(report, figure, citation)


def _row(report: Report, figure: Figure, citation: Citation) -> dict[str, object]:
    source = citation.source
    values = {
        "report": report.slug,
        "party": report.party.slug,
        "stated_on": report.stated_on,
        "stated_on_known": "yes" if report.stated_on_known else "no",
        "draws_on": ";".join(report.draws_on.values_list("slug", flat=True)),
        "report_note": report.note,
        "figure": figure.slug,
        "subject": figure.subject.slug,
        "measure": figure.measure.slug,
        "source_url": source.url,
        "publisher": source.publisher,
        "source_title": source.title,
        "published_on": source.published_on,
        "source_language": source.language,
        "archived_url": source.archived_url,
    }
    values |= {name: getattr(report, name) for name in ("speaker", "title", "kind", "method", "language")}
    values |= {name: getattr(figure, name) for name in FIGURE_FIELDS}
    values |= {"role": citation.role, "locator": citation.locator}
    return {
        name: "" if value is None else value if isinstance(value, int) else str(value) for name, value in values.items()
    }
