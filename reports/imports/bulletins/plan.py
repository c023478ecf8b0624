"""The import of bulletins: reads the data sets that transcribe them and compares what they say with the database.

A new day becomes a report. A day on record gets what a transcription that was not cited there before adds: its
citation, variants, figures that the record lacks. Everything else that differs is told, not written; so is all of a day
whose report is corrected, retracted or still at the desk.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from reports.imports.package.schema import BY_NAME, FIGURES, REPORTS, VARIANTS, Rows, TableRow
from reports.imports.problems import NotImportable, Problem, in_order, require_folders
from reports.imports.reporting import FieldDiff, Plan, Progress, silent
from reports.models import Basis, Method, Qualifier, ReportKind, Scope
from reports.models.choices import Category
from reports.models.validation import as_floor, day_problems
from reports.rules.number import VALUES, Number

from .dataset import GENERAL_STAFF, INVADERS_REGISTER, DatasetReader, Transcript
from .merge import Bulletin, BulletinFigure, TranscribedNumber, differs, merge, number_on_record, report_id
from .orc_losses import OrcLosses
from .petro_ivaniuk import PetroIvaniuk
from .recorded_bulletins import (
    SUBJECT,
    BulletinSetting,
    BulletinSources,
    RecordedBulletin,
    RecordedFigure,
    citation_rows,
    recorded_bulletins,
    setting_for,
    sources_for,
)

# The order decides what nothing else decides (see merge).
TRANSCRIPTIONS: tuple[type[DatasetReader], ...] = (
    PetroIvaniuk,
    OrcLosses,
)

# Of a party's bulletins the kind, the method and the title.
STATEMENTS = {
    GENERAL_STAFF: (ReportKind.BULLETIN.value, Method.OFFICIAL_COUNT.value, "Bulletin of {day}"),
    INVADERS_REGISTER: (ReportKind.COUNT.value, Method.NAMED_COUNT.value, "Register on {day}"),
}


def read_bulletins(
    folders: Mapping[str, Path],
    progress: Progress = silent,
    known: Sequence[type[DatasetReader]] = TRANSCRIPTIONS,
    *,
    address: str = "",
    licence: str = "",
) -> tuple[Transcript, ...]:
    """What the transcriptions in ``folders`` (by their slug) hold, in the order of ``known``.

    ``address`` and ``licence`` are of a data set whose folder does not say them (see read_source).
    Raises NotImportable with every problem of every file.
    """
    require_folders(*folders.values())
    chosen = [kind for kind in known if kind.slug in folders]
    transcripts, problems = [], []
    for number, kind in enumerate(chosen, 1):
        copy = kind(folders[kind.slug], address, licence)
        transcripts.append(Transcript.of(copy))
        problems += in_order(copy.problems)
        progress("reading the bulletins", number, len(chosen))
    if problems:
        raise NotImportable(problems)
    return tuple(transcripts)


def plan_bulletins(transcripts: Sequence[Transcript]) -> Plan:
    """The plan for ``transcripts``. Reads the database, writes nothing.

    Raises NotImportable if the database lacks what bulletins refer to, or a bulletin is older than its conflict.
    """
    bulletins = merge(transcripts)
    setting = setting_for(bulletins)
    _check_days(bulletins, setting)
    recorded = recorded_bulletins({bulletin.party for bulletin in bulletins})
    revised = _revised_reports(bulletins, recorded)
    sources = sources_for(transcripts, bulletins)
    rows: dict[str, list[TableRow]] = defaultdict(list, sources=[*sources.new])
    unchanged = Counter(sources=sources.unchanged)
    differences = list(sources.differences)
    for bulletin in bulletins:
        key = (bulletin.party, bulletin.day)
        day = _DayPlan(bulletin, recorded.get(key), transcripts, sources, setting)
        day.compare(revised.get(key, ""))
        for table, added in day.rows.items():
            rows[table] += added
        differences += day.differences
        unchanged += day.unchanged
    new = Rows(**{table: tuple(added) for table, added in rows.items()})
    return Plan(new, unchanged, tuple(differences), (setting.conflict,))


def _check_days(bulletins: Sequence[Bulletin], setting: BulletinSetting) -> None:
    problems = [
        Problem(
            bulletin.place,
            bulletin.day.isoformat(),
            f"is before the conflict began, {problem.other}",
            "the day of the bulletin",
        )
        for bulletin in bulletins
        for problem in day_problems("date", bulletin.day, date.max, setting.start)
    ]
    if problems:
        raise NotImportable(problems)


def _revised_reports(
    bulletins: Sequence[Bulletin], recorded: Mapping[tuple[str, date], RecordedBulletin]
) -> dict[tuple[str, date], str]:
    """By party and day of a bulletin that lowers a total of the one before, and the corrections list says so, the id of
    that one. What the database has wins over what the files would add."""
    totals: dict[str, dict[date, dict[str, int]]] = defaultdict(dict)
    by_day = {(bulletin.party, bulletin.day): bulletin for bulletin in bulletins}
    for (party, day), bulletin in by_day.items():
        totals[party][day] = {figure.measure: figure.record.number for figure in bulletin.figures}
    for (party, day), known in recorded.items():
        on_record = {measure: figure.record.number for measure, figure in known.figures.items()}
        totals[party][day] = totals[party].get(day, {}) | on_record
    revised = {}
    for party, days in totals.items():
        for before, day in pairwise(sorted(days)):
            bulletin = by_day.get((party, day))
            if bulletin and any(
                days[day][figure.measure] < days[before].get(figure.measure, 0)
                and any(restatement.change < 0 for _publisher, restatement in figure.restatements)
                for figure in bulletin.figures
            ):
                known = recorded.get((party, before))
                revised[party, day] = known.stands_as if known else report_id(party, before)
    return revised


class _DayPlan:
    """What one bulletin adds to the record: ``rows`` by table, ``differences``, and how much is ``unchanged``.

    ``recorded`` is the bulletin as the database has it, None if it is new. The data sets that it does not cite yet are
    ``uncited``: what they print is added, what the others print is compared.
    """

    def __init__(
        self,
        bulletin: Bulletin,
        recorded: RecordedBulletin | None,
        transcripts: Iterable[Transcript],
        sources: BulletinSources,
        setting: BulletinSetting,
    ) -> None:
        self.bulletin = bulletin
        self.recorded = recorded
        self.sources = sources
        self.setting = setting
        self.data_sets = {slug: sources.data_sets[slug] for slug in bulletin.pages}
        cited = recorded.cited if recorded else {}
        self.uncited = [slug for slug, data_set in self.data_sets.items() if data_set not in cited]
        by_slug = {transcript.slug: transcript for transcript in transcripts}
        new = [by_slug[slug] for slug in self.uncited]
        citations = citation_rows(bulletin, new, sources, [source for source, _tied in cited.values()])
        self.cited_with = {row.transcribed_by or row.source_id: row.source_id for row in citations}
        self.rows: dict[str, list[TableRow]] = {"reports": [], "citations": citations, "figures": [], "variants": []}
        self.differences: list[FieldDiff] = []
        self.unchanged: Counter[str] = Counter()

    def compare(self, revises: str) -> None:
        """``revises`` is the id of the report that the bulletin revises, empty if it revises none."""
        if self.recorded is None:
            self._add_report(revises)
        else:
            self._compare_report(revises)
            self._compare_citations()
        known = self.recorded.figures if self.recorded else {}
        for figure in self.bulletin.figures:
            if figure.measure in known:
                self._compare_figure(figure, known[figure.measure])
            else:
                self._add_figure(figure)
        if self.recorded:
            self._find_vanished()
            if not self.recorded.is_published:
                self._leave_out()

    # --- rows -------------------------------------------------------------------------------------------------------

    def _add_report(self, revises: str) -> None:
        kind, method, title = STATEMENTS[self.bulletin.party]
        day = self.bulletin.day
        row = REPORTS.row(
            report_id=self.bulletin.report_id,
            conflict=self.setting.conflict,
            party=self.bulletin.party,
            kind=kind,
            method=method,
            stated_on=day,
            stated_on_known=True,
            title=title.format(day=f"{day.day} {day:%B} {day.year}"),
            note=" ".join(self.bulletin.remarks),
            revises=revises,
        )
        self.rows["reports"].append(row)

    def _add_figure(self, figure: BulletinFigure) -> None:
        """A figure that the record lacks is added from transcriptions not cited before; from others it is told."""
        for printed in figure.printed:
            if printed.transcription not in self.uncited:
                name = self.bulletin.figure_id(figure.measure)
                self._differs("figures", name, f"number in {printed.transcription}", None, printed.number)
        added = [printed for printed in figure.printed if printed.transcription in self.uncited]
        if not added:
            return
        record = number_on_record(added)
        row = FIGURES.row(
            figure_id=self.bulletin.figure_id(figure.measure),
            report_id=self.bulletin.report_id,
            subject=SUBJECT,
            measure=figure.measure,
            **self._number(figure.measure, record, record),
            basis=Basis.CUMULATIVE.value,
            period_start=self.setting.start,
            as_of=self.bulletin.day,
            scope=Scope.THEATRE.value,
            note=figure.note,
        )
        self.rows["figures"].append(row)
        for printed in added:
            self._add_variant(figure.measure, printed, record)

    def _add_variant(self, measure: str, printed: TranscribedNumber, record: TranscribedNumber) -> None:
        """What ``printed`` has instead of the record, if that differs."""
        if not differs(printed, record):
            return
        row = VARIANTS.row(
            figure_id=self.bulletin.figure_id(measure),
            source_id=self.cited_with[self.data_sets[printed.transcription]],
            kind="number" if printed.number != record.number else "hedge",
            **self._number(measure, printed, record),
        )
        self.rows["variants"].append(row)

    def _number(self, measure: str, printed: TranscribedNumber, record: TranscribedNumber) -> dict[str, object]:
        """The columns of a number. A named count is a floor; the General Staff counts equipment exactly and people
        "about", or "more than". Where ``printed`` says no hedge, it has that of the record."""
        if self.bulletin.party == INVADERS_REGISTER or self.setting.categories[measure] == Category.EQUIPMENT:
            qualifier = Qualifier.EXACT
        else:
            hedged = record if printed.more_than is None else printed
            qualifier = Qualifier.MORE_THAN if hedged.more_than else Qualifier.ABOUT
        _kind, method, _title = STATEMENTS[self.bulletin.party]
        return as_floor(Number.make(qualifier.value, printed.number), method).columns

    def _leave_out(self) -> None:
        """Tells what would be added to a published report. A version that was replaced stays as it was."""
        for table, columns in (("citations", ("role",)), ("figures", VALUES), ("variants", VALUES)):
            for row in self.rows[table]:
                record = BY_NAME[table].record_of(row)
                value = next(value for name in columns if (value := getattr(row, name)) is not None)
                self._differs(table, record, f"new in {self.bulletin.report_id}", None, value)
        self.rows = {}

    # --- differences ------------------------------------------------------------------------------------------------

    def _differs(self, table: str, record: str, field: str, on_record: object, in_file: object) -> None:
        self.differences.append(FieldDiff(table, record, field, on_record, in_file))

    def _compare_report(self, revises: str) -> None:
        before = len(self.differences)
        note, report = " ".join(self.bulletin.remarks), self.bulletin.report_id
        if note and note != self.recorded.note:
            self._differs("reports", report, "note", self.recorded.note, note)
        if revises and revises != self.recorded.revises:
            self._differs("reports", report, "revises", self.recorded.revises, revises)
        self.unchanged["reports"] += len(self.differences) == before

    def _compare_citations(self) -> None:
        for slug, data_set in self.data_sets.items():
            if data_set not in self.recorded.cited:
                continue
            source, tied = self.recorded.cited[data_set]
            address = self.bulletin.pages[slug]
            page = self.sources.pages[address] if address else data_set
            if source in (page, data_set) and tied == bool(address):
                self.unchanged["citations"] += 1
            else:
                record = f"{self.bulletin.report_id} {data_set}"
                self._differs("citations", record, "source_id", source, address or data_set)

    def _compare_figure(self, figure: BulletinFigure, recorded: RecordedFigure) -> None:
        name = recorded.slug
        before = len(self.differences)
        for printed in figure.printed:
            if printed.transcription in self.uncited:
                self._add_variant(figure.measure, printed, recorded.record)
                continue
            variant = recorded.variants.get(self.data_sets[printed.transcription])
            on_record = variant or recorded.record
            if differs(printed, on_record):
                self._differs_in_number("variants" if variant else "figures", name, on_record, printed)
            else:
                self.unchanged["variants"] += variant is not None
        if len(self.differences) == before:
            self._apply_rule(name, figure, recorded)
        if figure.note and figure.note != recorded.note:
            self._differs("figures", name, "note", recorded.note, figure.note)
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
        number = recorded.record.number
        others = [
            recorded.variants.get(data_set) or TranscribedNumber(data_set, number, tied)
            for data_set, (_source, tied) in self.recorded.cited.items()
            if data_set not in self.data_sets.values()
        ]
        chosen = number_on_record([*others, *figure.printed])
        if chosen.number != number:
            self._differs("figures", name, "number by the rule of most transcriptions", number, chosen.number)

    def _find_vanished(self) -> None:
        """Figures that the record has and no transcription any more, if all those cited are here to ask."""
        if not set(self.recorded.cited) <= set(self.data_sets.values()):
            return
        printed = {figure.measure for figure in self.bulletin.figures}
        for measure, recorded in self.recorded.figures.items():
            if measure not in printed:
                self._differs("figures", recorded.slug, "number", recorded.record.number, None)
