"""One day that the database has already, compared with what the files say about it."""

from collections import Counter
from collections.abc import Mapping

from reports.imports.package.schema import FigureRow, VariantRow
from reports.imports.results import Difference, told
from reports.models import Qualifier
from reports.rules.number import VALUES

from .bulletin_rows import Setting, figure_id, figure_row, report_id, restated, variant_row
from .dataset import Transcript
from .merge import Bulletin, BulletinFigure, Printed, differs, number_on_record
from .on_record import RecordedBulletin, RecordedFigure
from .sources import Sources, citation_rows


class KnownDay:
    """Finds ``citations``, ``figures``, ``variants`` to add and ``differences`` to tell; counts the ``unchanged``."""

    def __init__(
        self,
        bulletin: Bulletin,
        known: RecordedBulletin,
        transcripts: Mapping[str, Transcript],
        sources: Sources,
        setting: Setting,
    ) -> None:
        self.bulletin = bulletin
        self.known = known
        self.sources = sources
        self.setting = setting
        self.report = report_id(bulletin.party, bulletin.day)
        self.data_sets = {slug: sources.data_sets[slug] for slug in bulletin.pages}
        self.uncited = [slug for slug, data_set in self.data_sets.items() if data_set not in known.cited]
        cited = {each.source for each in known.cited.values()}
        self.citations = citation_rows(bulletin, [transcripts[slug] for slug in self.uncited], sources, cited)
        self.cited_with = {row.transcribed_by or row.source_id: row.source_id for row in self.citations}
        self.figures: list[FigureRow] = []
        self.variants: list[VariantRow] = []
        self.differences: list[Difference] = []
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
                given = [getattr(row, name) for name in says]
                self._tell(
                    table, record, f"new in {self.report}", None, next(each for each in given if each is not None)
                )
        self.citations, self.figures, self.variants = [], [], []

    def _tell(self, table: str, record: str, field: str, on_record: object, in_file: object) -> None:
        self.differences.append(Difference(table, record, field, told(on_record), told(in_file)))

    def _compare_report(self, revises: str) -> None:
        before = len(self.differences)
        note = " ".join(self.bulletin.remarks)
        if note and note != self.known.note:
            self._tell("reports", self.report, "note", self.known.note, note)
        if revises and revises != self.known.revises:
            self._tell("reports", self.report, "revises", self.known.revises, revises)
        self.unchanged["reports"] += len(self.differences) == before

    def _compare_citations(self) -> None:
        for slug, data_set in self.data_sets.items():
            cited = self.known.cited.get(data_set)
            if cited is None:
                continue
            address = self.bulletin.pages[slug]
            page = self.sources.pages[address] if address else data_set
            if cited.source in (page, data_set) and cited.tied == bool(address):
                self.unchanged["citations"] += 1
            else:
                self._tell("citations", f"{self.report} {data_set}", "source_id", cited.source, address or data_set)

    def _add_figure(self, figure: BulletinFigure) -> None:
        """A figure that the record lacks is added from transcriptions not cited before; from others it is told."""
        name = figure_id(self.bulletin.party, self.bulletin.day, figure.measure)
        for printed in figure.printed:
            if printed.transcription not in self.uncited:
                self._tell("figures", name, f"number in {printed.transcription}", None, printed.number)
        added = tuple(printed for printed in figure.printed if printed.transcription in self.uncited)
        if added:
            record = number_on_record(added)
            new = BulletinFigure(figure.measure, record, restatements=figure.restatements)
            self.figures.append(figure_row(self.bulletin, new, self.setting))
            for printed in added:
                if differs(printed, record):
                    self._add_variant(new, printed)

    def _add_variant(self, figure: BulletinFigure, printed: Printed) -> None:
        source = self.cited_with[self.data_sets[printed.transcription]]
        self.variants.append(variant_row(self.bulletin, figure, printed, source, self.setting))

    def _compare_figure(self, figure: BulletinFigure, recorded: RecordedFigure) -> None:
        name = figure_id(self.bulletin.party, self.bulletin.day, figure.measure)
        record = Printed("", recorded.number, more_than=recorded.qualifier == Qualifier.MORE_THAN)
        on_record = BulletinFigure(figure.measure, record)
        before = len(self.differences)
        for printed in figure.printed:
            if printed.transcription in self.uncited:
                if differs(printed, record):
                    self._add_variant(on_record, printed)
                continue
            variant = recorded.variants.get(self.data_sets[printed.transcription])
            if differs(printed, variant or record):
                self._tell_change("variants" if variant else "figures", name, variant or record, printed)
            else:
                self.unchanged["variants"] += variant is not None
        if len(self.differences) == before:
            self._apply_rule(name, figure, recorded)
        note = restated(figure)
        if note and note != recorded.note:
            self._tell("figures", name, "note", recorded.note, note)
        self.unchanged["figures"] += len(self.differences) == before

    def _tell_change(self, table: str, name: str, before: Printed, now: Printed) -> None:
        if now.number != before.number:
            self._tell(table, name, f"number in {now.transcription}", before.number, now.number)
        else:
            hedges = ("more than" if each.more_than else "about" for each in (before, now))
            self._tell(table, name, f"hedge in {now.transcription}", *hedges)

    def _apply_rule(self, name: str, figure: BulletinFigure, recorded: RecordedFigure) -> None:
        """Tells if all transcriptions together, those of the files and those on record, would put another number there.

        Of a transcription that is on record and not in the files, all that is known is its variant; without one it
        counts as agreeing with the record.
        """
        in_files = {self.data_sets[printed.transcription] for printed in figure.printed}
        others = [
            recorded.variants.get(data_set) or Printed(data_set, recorded.number, cited.tied)
            for data_set, cited in self.known.cited.items()
            if data_set not in in_files and data_set not in self.data_sets.values()
        ]
        chosen = number_on_record([*others, *figure.printed])
        if chosen.number != recorded.number:
            self._tell("figures", name, "number by the rule of most transcriptions", recorded.number, chosen.number)

    def _find_vanished(self) -> None:
        """Figures that the record has and no transcription any more, if all those cited are here to ask."""
        if not set(self.known.cited) <= set(self.data_sets.values()):
            return
        printed = {figure.measure for figure in self.bulletin.figures}
        for measure, recorded in self.known.figures.items():
            if measure not in printed:
                name = figure_id(self.bulletin.party, self.bulletin.day, measure)
                self._tell("figures", name, "number", recorded.number, None)
