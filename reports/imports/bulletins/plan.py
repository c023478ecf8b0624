"""Compares merged bulletins with the database: which days are new, and what is known about the others.

A new day becomes a report. A day on record gets what a transcription that was not cited there before adds: its
citation, variants, figures that the record lacks. Everything else that differs is told, not written; so is all of a day
whose report is corrected, retracted or still at the desk.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from reports.imports.package.schema import Rows, TableRow
from reports.imports.problems import NotImportable, Problem
from reports.imports.reporting import Plan
from reports.models.validation import day_problems

from .bulletin_rows import (
    BulletinSetting,
    BulletinSources,
    citation_rows,
    figure_row,
    report_id,
    report_row,
    sources_for,
    variant_row,
)
from .dataset import Transcript
from .merge import Bulletin, merge
from .recorded_day import RecordedBulletin, RecordedDay, recorded_bulletins, setting_for


def plan_bulletins(transcripts: Sequence[Transcript]) -> Plan:
    """The plan for ``transcripts``. Reads the database, writes nothing.

    Raises NotImportable if the database lacks what bulletins refer to, or a bulletin is older than its conflict.
    """
    bulletins = merge(transcripts)
    setting = setting_for(bulletins)
    _check_days(bulletins, setting)
    recorded = recorded_bulletins({bulletin.party for bulletin in bulletins})
    planner = _Planner(transcripts, setting, sources_for(transcripts, bulletins), recorded, bulletins)
    for bulletin in bulletins:
        planner.add(bulletin)
    return planner.plan()


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


class _Planner:
    def __init__(
        self,
        transcripts: Sequence[Transcript],
        setting: BulletinSetting,
        sources: BulletinSources,
        recorded: dict[tuple[str, date], RecordedBulletin],
        bulletins: Sequence[Bulletin],
    ) -> None:
        self.setting = setting
        self.sources = sources
        self.recorded = recorded
        self.transcripts = {transcript.slug: transcript for transcript in transcripts}
        self.reports: list[TableRow] = []
        self.figures: list[TableRow] = []
        self.citations: list[TableRow] = []
        self.variants: list[TableRow] = []
        self.unchanged = Counter(sources=sources.unchanged)
        self.differences = list(sources.differences)
        self._totals = _totals_by_day(recorded, bulletins)
        self._days = {party: sorted(days) for party, days in self._totals.items()}

    def plan(self) -> Plan:
        rows = Rows(
            sources=self.sources.new,
            reports=tuple(self.reports),
            figures=tuple(self.figures),
            citations=tuple(self.citations),
            variants=tuple(self.variants),
        )
        return Plan(rows, self.unchanged, tuple(self.differences), (self.setting.conflict,))

    def add(self, bulletin: Bulletin) -> None:
        known = self.recorded.get((bulletin.party, bulletin.day))
        revises = self._revises(bulletin)
        if known is None:
            self._add_new(bulletin, revises)
        else:
            day = RecordedDay(bulletin, known, self.transcripts, self.sources, self.setting)
            day.compare(revises)
            self.citations += day.citations
            self.figures += day.figures
            self.variants += day.variants
            self.differences += day.differences
            self.unchanged += day.unchanged

    def _add_new(self, bulletin: Bulletin, revises: str) -> None:
        self.reports.append(report_row(bulletin, self.setting, revises))
        citations = citation_rows(bulletin, [self.transcripts[slug] for slug in bulletin.pages], self.sources)
        self.citations += citations
        cited_with = {row.transcribed_by or row.source_id: row.source_id for row in citations}
        for figure in bulletin.figures:
            self.figures.append(figure_row(bulletin, figure, self.setting))
            for printed in figure.variants:
                source = cited_with[self.sources.data_sets[printed.transcription]]
                self.variants.append(variant_row(bulletin, figure, printed, source, self.setting))

    def _revises(self, bulletin: Bulletin) -> str:
        """The id of the bulletin before, if ``bulletin`` lowers a total of it and the corrections list says so."""
        days = self._days[bulletin.party]
        at = bisect_left(days, bulletin.day)
        if not at:
            return ""
        before = self._totals[bulletin.party][days[at - 1]]
        now = self._totals[bulletin.party][bulletin.day]
        for figure in bulletin.figures:
            lowered = figure.measure in before and now[figure.measure] < before[figure.measure]
            if lowered and any(restatement.change < 0 for _, restatement in figure.restatements):
                known = self.recorded.get((bulletin.party, days[at - 1]))
                return known.stands_as if known else report_id(bulletin.party, days[at - 1])
        return ""


def _totals_by_day(
    recorded: dict[tuple[str, date], RecordedBulletin], bulletins: Sequence[Bulletin]
) -> dict[str, dict[date, dict[str, int]]]:
    """The number of each measure on record, by party and day: what the database has wins over what files would add."""
    totals: dict[str, dict[date, dict[str, int]]] = defaultdict(dict)
    for bulletin in bulletins:
        totals[bulletin.party][bulletin.day] = {figure.measure: figure.record.number for figure in bulletin.figures}
    for (party, day), known in recorded.items():
        on_record = {measure: figure.number for measure, figure in known.figures.items()}
        totals[party][day] = totals[party].get(day, {}) | on_record
    return totals
