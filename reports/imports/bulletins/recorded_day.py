"""The bulletins that the database has: what each transcription printed on a day, compared with what the files say."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from reports.imports.comparing import versions_in_force
from reports.imports.package.schema import TableRow
from reports.imports.problems import NotImportable
from reports.imports.reporting import FieldDiff, value_text
from reports.models import Citation, Figure, Measure, Party, Qualifier, Report, Status, Subject, Variant, VariantKind
from reports.rules.number import VALUES

from .bulletin_rows import (
    SUBJECT,
    BulletinSetting,
    BulletinSources,
    citation_rows,
    figure_id,
    figure_row,
    report_id,
    restated,
    variant_row,
)
from .dataset import Transcript
from .merge import Bulletin, BulletinFigure, TranscribedNumber, differs, number_on_record


@dataclass(slots=True)
class RecordedFigure:
    qualifier: str
    number: int
    note: str
    variants: dict[str, TranscribedNumber] = field(default_factory=dict)
    """By the id of the data set whose citation they stand under."""


@dataclass(slots=True)
class RecordedBulletin:
    """``cited`` has an entry for the id of each data set that transcribed the bulletin: the source that is cited, which
    is the ministry's page or the data set itself, and whether it is tied to that page.

    ``stands_as`` is the id of the version in force, if an editor corrected the bulletin. Only one that ``is_published``
    may be added to.
    """

    note: str
    revises: str
    stands_as: str
    is_published: bool
    cited: dict[str, tuple[str, bool]] = field(default_factory=dict)
    figures: dict[str, RecordedFigure] = field(default_factory=dict)


def setting_for(bulletins: Iterable[Bulletin]) -> BulletinSetting:
    """What ``bulletins`` refer to. Raises NotImportable, in one line, if the database lacks any of it."""
    parties = {bulletin.party for bulletin in bulletins}
    measures = {figure.measure for bulletin in bulletins for figure in bulletin.figures}
    subject = Subject.objects.filter(slug=SUBJECT).values_list("conflict__slug", "conflict__start_date").first()
    categories = dict(Measure.objects.filter(slug__in=measures).values_list("slug", "category"))
    missing = {
        "subject": set() if subject else {SUBJECT},
        "party": parties - set(Party.objects.filter(slug__in=parties).values_list("slug", flat=True)),
        "measure": measures - set(categories),
    }
    if any(missing.values()):
        named = ", ".join(f"{kind} {slug}" for kind, slugs in missing.items() for slug in sorted(slugs))
        raise NotImportable(
            [f"The database lacks what bulletins refer to: {named}. First run: manage.py load_bundled_data"]
        )
    return BulletinSetting(*subject, categories)


def recorded_bulletins(parties: Iterable[str]) -> dict[tuple[str, date], RecordedBulletin]:
    """Every bulletin of ``parties`` on record, by party and day, as this import would have named it."""
    parties = list(parties)
    by_slug: dict[str, RecordedBulletin] = {}
    by_day: dict[tuple[str, date], RecordedBulletin] = {}
    reports = Report.all_objects.filter(party__slug__in=parties).order_by()
    newer = versions_in_force(reports.filter(status=Status.CORRECTED).values_list("slug", flat=True))
    for slug, party, day, note, revises, status in reports.values_list(
        "slug", "party__slug", "stated_on", "note", "revises__slug", "status"
    ):
        if slug == report_id(party, day):
            by_day[party, day] = by_slug[slug] = RecordedBulletin(
                note, revises or "", newer.get(slug, slug), status == Status.PUBLISHED
            )
    _add_figures(parties, by_day)
    _add_citations(parties, by_slug)
    _add_variants(parties, by_day)
    return by_day


def _add_figures(parties: list[str], by_day: Mapping[tuple[str, date], RecordedBulletin]) -> None:
    figures = Figure.all_objects.filter(party__slug__in=parties).order_by()
    for slug, party, day, measure, qualifier, low, best, note in figures.values_list(
        "slug", "party__slug", "stated_on", "measure__slug", "qualifier", "low", "best", "note"
    ):
        number = best if best is not None else low
        if (party, day) in by_day and slug == figure_id(party, day, measure) and number is not None:
            by_day[party, day].figures[measure] = RecordedFigure(qualifier, number, note)


def _add_citations(parties: list[str], by_slug: Mapping[str, RecordedBulletin]) -> None:
    citations = Citation.objects.filter(report__party__slug__in=parties).order_by()
    for report, source, data_set, page in citations.values_list(
        "report__slug", "source__slug", "transcribed_by__slug", "taken_from"
    ):
        if report in by_slug:
            by_slug[report].cited[data_set or source] = (source, bool(data_set or page))


def _add_variants(parties: list[str], by_day: Mapping[tuple[str, date], RecordedBulletin]) -> None:
    variants = Variant.objects.filter(
        figure__party__slug__in=parties, kind__in=[VariantKind.NUMBER, VariantKind.HEDGE]
    ).order_by()
    for party, day, measure, source, data_set, qualifier, low, best in variants.values_list(
        "figure__party__slug",
        "figure__stated_on",
        "figure__measure__slug",
        "citation__source__slug",
        "citation__transcribed_by__slug",
        "qualifier",
        "low",
        "best",
    ):
        bulletin = by_day.get((party, day))
        number = best if best is not None else low
        if bulletin and measure in bulletin.figures and number is not None:
            by = data_set or source
            _source, tied = bulletin.cited.get(by, ("", False))
            bulletin.figures[measure].variants[by] = TranscribedNumber(
                by, number, tied, more_than=qualifier == Qualifier.MORE_THAN
            )


class RecordedDay:
    """Finds ``citations``, ``figures``, ``variants`` to add and ``differences`` to tell; counts the ``unchanged``."""

    def __init__(
        self,
        bulletin: Bulletin,
        known: RecordedBulletin,
        transcripts: Mapping[str, Transcript],
        sources: BulletinSources,
        setting: BulletinSetting,
    ) -> None:
        self.bulletin = bulletin
        self.known = known
        self.sources = sources
        self.setting = setting
        self.report = report_id(bulletin.party, bulletin.day)
        self.data_sets = {slug: sources.data_sets[slug] for slug in bulletin.pages}
        self.uncited = [slug for slug, data_set in self.data_sets.items() if data_set not in known.cited]
        cited = {source for source, _tied in known.cited.values()}
        self.citations = citation_rows(bulletin, [transcripts[slug] for slug in self.uncited], sources, cited)
        self.cited_with = {row.transcribed_by or row.source_id: row.source_id for row in self.citations}
        self.figures: list[TableRow] = []
        self.variants: list[TableRow] = []
        self.differences: list[FieldDiff] = []
        self.unchanged: Counter[str] = Counter()

    def compare(self, revises: str) -> None:
        self._compare_report(revises)
        self._compare_citations()
        for figure in self.bulletin.figures:
            recorded = self.known.figures.get(figure.measure)
            if recorded is None:
                self._add_figure(figure)
            else:
                self._compare_figure(figure, recorded)
        self._find_vanished()
        if not self.known.is_published:
            self._leave_out()

    def _leave_out(self) -> None:
        """Tells what would be added to a published report. A version that was replaced stays as it was."""
        for table, rows, keys, says in (
            ("citations", self.citations, ("report_id", "source_id"), ("role",)),
            ("figures", self.figures, ("figure_id",), VALUES),
            ("variants", self.variants, ("figure_id", "source_id", "kind"), VALUES),
        ):
            for row in rows:
                record = " ".join(getattr(row, name) for name in keys)
                value = next(value for name in says if (value := getattr(row, name)) is not None)
                self._differs(table, record, f"new in {self.report}", None, value)
        self.citations, self.figures, self.variants = [], [], []

    def _differs(self, table: str, record: str, field: str, on_record: object, in_file: object) -> None:
        self.differences.append(FieldDiff(table, record, field, value_text(on_record), value_text(in_file)))

    def _compare_report(self, revises: str) -> None:
        before = len(self.differences)
        note = " ".join(self.bulletin.remarks)
        if note and note != self.known.note:
            self._differs("reports", self.report, "note", self.known.note, note)
        if revises and revises != self.known.revises:
            self._differs("reports", self.report, "revises", self.known.revises, revises)
        self.unchanged["reports"] += len(self.differences) == before

    def _compare_citations(self) -> None:
        for slug, data_set in self.data_sets.items():
            if data_set not in self.known.cited:
                continue
            source, tied = self.known.cited[data_set]
            address = self.bulletin.pages[slug]
            page = self.sources.pages[address] if address else data_set
            if source in (page, data_set) and tied == bool(address):
                self.unchanged["citations"] += 1
            else:
                self._differs("citations", f"{self.report} {data_set}", "source_id", source, address or data_set)

    def _add_figure(self, figure: BulletinFigure) -> None:
        """A figure that the record lacks is added from transcriptions not cited before; from others it is told."""
        name = figure_id(self.bulletin.party, self.bulletin.day, figure.measure)
        for printed in figure.printed:
            if printed.transcription not in self.uncited:
                self._differs("figures", name, f"number in {printed.transcription}", None, printed.number)
        added = tuple(printed for printed in figure.printed if printed.transcription in self.uncited)
        if added:
            record = number_on_record(added)
            new = BulletinFigure(figure.measure, record, restatements=figure.restatements)
            self.figures.append(figure_row(self.bulletin, new, self.setting))
            for printed in added:
                if differs(printed, record):
                    self._add_variant(new, printed)

    def _add_variant(self, figure: BulletinFigure, printed: TranscribedNumber) -> None:
        source = self.cited_with[self.data_sets[printed.transcription]]
        self.variants.append(variant_row(self.bulletin, figure, printed, source, self.setting))

    def _compare_figure(self, figure: BulletinFigure, recorded: RecordedFigure) -> None:
        name = figure_id(self.bulletin.party, self.bulletin.day, figure.measure)
        record = TranscribedNumber("", recorded.number, more_than=recorded.qualifier == Qualifier.MORE_THAN)
        on_record = BulletinFigure(figure.measure, record)
        before = len(self.differences)
        for printed in figure.printed:
            if printed.transcription in self.uncited:
                if differs(printed, record):
                    self._add_variant(on_record, printed)
                continue
            variant = recorded.variants.get(self.data_sets[printed.transcription])
            if differs(printed, variant or record):
                self._differs_in_number("variants" if variant else "figures", name, variant or record, printed)
            else:
                self.unchanged["variants"] += variant is not None
        if len(self.differences) == before:
            self._apply_rule(name, figure, recorded)
        note = restated(figure)
        if note and note != recorded.note:
            self._differs("figures", name, "note", recorded.note, note)
        self.unchanged["figures"] += len(self.differences) == before

    def _differs_in_number(self, table: str, name: str, before: TranscribedNumber, now: TranscribedNumber) -> None:
        if now.number != before.number:
            self._differs(table, name, f"number in {now.transcription}", before.number, now.number)
        else:
            hedges = ("more than" if number.more_than else "about" for number in (before, now))
            self._differs(table, name, f"hedge in {now.transcription}", *hedges)

    def _apply_rule(self, name: str, figure: BulletinFigure, recorded: RecordedFigure) -> None:
        """Tells if all transcriptions together, those of the files and those on record, would put another number there.

        Of a transcription that is on record and not in the files, all that is known is its variant; without one it
        counts as agreeing with the record.
        """
        in_files = {self.data_sets[printed.transcription] for printed in figure.printed}
        others = [
            recorded.variants.get(data_set) or TranscribedNumber(data_set, recorded.number, tied)
            for data_set, (_source, tied) in self.known.cited.items()
            if data_set not in in_files and data_set not in self.data_sets.values()
        ]
        chosen = number_on_record([*others, *figure.printed])
        if chosen.number != recorded.number:
            self._differs("figures", name, "number by the rule of most transcriptions", recorded.number, chosen.number)

    def _find_vanished(self) -> None:
        """Figures that the record has and no transcription any more, if all those cited are here to ask."""
        if not set(self.known.cited) <= set(self.data_sets.values()):
            return
        printed = {figure.measure for figure in self.bulletin.figures}
        for measure, recorded in self.known.figures.items():
            if measure not in printed:
                name = figure_id(self.bulletin.party, self.bulletin.day, measure)
                self._differs("figures", name, "number", recorded.number, None)
