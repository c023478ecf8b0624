"""The database keys of records that rows refer to by id: those there before, and those just written."""

from collections.abc import Iterable

from django.db.models import Model

from reports.models import Citation, Conflict, Figure, Measure, Outcome, Party, Report, Side, Source, Subject
from reports.models.chunks import chunks

from .package.schema import Rows

_REFERENCE = {
    "conflicts": Conflict,
    "sides": Side,
    "outcomes": Outcome,
    "subjects": Subject,
    "measures": Measure,
    "parties": Party,
}


class Keys:
    """Answers for ids that are on record or were given to ``remember``; any other id is a KeyError.

    ``reports`` holds whole records, since a figure copies columns of its report.
    """

    def __init__(self, rows: Rows) -> None:
        """Fetches what ``rows`` refer to and do not bring themselves."""
        self._pk = {table: dict(model.objects.values_list("slug", "pk")) for table, model in _REFERENCE.items()}
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
        """The key of a reference record or source; None for no id."""
        return self._pk[table][slug] if slug else None

    def figure(self, slug: str) -> int:
        return self._figures[slug][0]

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
            found = Citation.objects.filter(report__in=reports).order_by()
            for pk, report, source in found.values_list("pk", "report_id", "source__slug"):
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
