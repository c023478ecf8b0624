"""Makes unsaved records of rows. The ids of the rows become database keys; nothing is written here."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model

from reports.models import Citation, Figure, Report, Source, Status
from reports.models.chunks import chunks

from .package import schema
from .package.schema import Rows, TableRow, TableSchema

_REFERENCE_TABLES = schema.TABLES[:6]  # few enough to be fetched whole
_IN_ORDER = (schema.OUTCOMES, schema.SUBJECTS, schema.MEASURES)  # their records keep the order of the rows


class ReferenceMap:
    """The database keys of records that rows refer to by id: those on record, and those given to ``remember``.

    Any other id is a KeyError.

    ``reports`` holds whole records, since a figure copies columns of its report.
    """

    def __init__(self, rows: Rows) -> None:
        """Fetches what ``rows`` refer to and do not bring themselves."""
        self._pk = {table.name: dict(table.manager.values_list("slug", "pk")) for table in _REFERENCE_TABLES}
        self._pk["sources"] = {}
        self.reports: dict[str, Report] = {}
        # Of what may be a hundred thousand figures only those with a variant are kept: (key, key of the report).
        self._varied = {row.figure_id for row in rows.variants}
        self._figures: dict[str, tuple[int, int]] = {}
        self._citations: dict[tuple[int, str], int] = {}
        self._fetch_sources(rows)
        self._fetch_figures()
        self._fetch_reports(rows)

    def of(self, table: str, slug: str) -> int | None:
        """The key of a record of ``table``; None for no id. Of figures only those with a variant are known."""
        if not slug:
            return None
        if table == "reports":
            return self.reports[slug].pk
        return self._figures[slug][0] if table == "figures" else self._pk[table][slug]

    def citation(self, figure: str, source: str) -> int:
        """The key of the citation of ``source`` for the report of ``figure``."""
        return self._citations[self._figures[figure][1], source]

    def remember(self, table: str, record: Model) -> None:
        if table in self._pk:
            self._pk[table][record.slug] = record.pk
        elif table == "reports":
            self.reports[record.slug] = record
        elif table == "figures" and record.slug in self._varied:
            self._figures[record.slug] = (record.pk, record.report_id)

    def written_reports(self) -> set[int]:
        """The keys of all reports whose parts the rows may add to."""
        return {report.pk for report in self.reports.values()} | {report for _, report in self._figures.values()}

    def fetch_citations(self) -> None:
        """To be called when all citations are written and before a variant is."""
        for reports in chunks({report for _, report in self._figures.values()}):
            citations = Citation.objects.filter(report__in=reports).order_by()
            for pk, report, source in citations.values_list("pk", "report_id", "source__slug"):
                self._citations[report, source] = pk

    def _fetch_sources(self, rows: Rows) -> None:
        named = {row.source_id for row in (*rows.citations, *rows.events)}
        named |= {slug for row in rows.citations for slug in (row.taken_from, row.transcribed_by)}
        for slugs in chunks(named - {row.source_id for row in rows.sources} - {""}):
            self._pk["sources"].update(Source.objects.filter(slug__in=slugs).values_list("slug", "pk"))

    def _fetch_figures(self) -> None:
        for slugs in chunks(self._varied):
            for slug, pk, report in Figure.all_objects.filter(slug__in=slugs).values_list("slug", "pk", "report_id"):
                self._figures[slug] = (pk, report)

    def _fetch_reports(self, rows: Rows) -> None:
        named: Iterable[str] = {row.report_id for row in (*rows.figures, *rows.citations)}
        named |= {row.revises for row in rows.reports}
        for slugs in chunks(named - {row.report_id for row in rows.reports} - {""}):
            self.reports.update((report.slug, report) for report in Report.all_objects.filter(slug__in=slugs))


class Builder:
    """Builds reports as published ``at`` that time: files hold what editors have agreed on.

    With ``by`` they are that editor's drafts.
    """

    def __init__(self, keys: ReferenceMap, at: datetime, by: AbstractBaseUser | None = None) -> None:
        self.keys = keys
        if by is None:
            self.arriving = {"status": Status.PUBLISHED, "published_at": at}
        else:
            self.arriving = {"status": Status.DRAFT, "author_id": by.pk, "last_changed_by_id": by.pk}
        self.at = at

    def record(self, table: TableSchema, row: TableRow) -> Model:
        """The record of ``row``, but for its columns that are linked later."""
        values = {}
        for name, field, of in table.built:
            value = getattr(row, name)
            values[field] = self.keys.of(of, value) if of else value
        if table is schema.REPORTS:
            values |= self.arriving
        elif table is schema.FIGURES:  # a figure copies columns of its report
            del values["report_id"]
            values["report"] = self.keys.reports[row.report_id]
        elif table is schema.VARIANTS:
            values["citation_id"] = self.keys.citation(row.figure_id, row.source_id)
        elif table in _IN_ORDER:
            values["position"] = min(max(row.line - 1, 1), 32_767)  # the first row below the header is 1
        return table.manager.model(**values)
