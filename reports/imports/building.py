"""Makes the unsaved record of each row. References become keys; nothing is written here."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from reports.models import (
    Citation,
    Conflict,
    Event,
    Figure,
    Measure,
    Outcome,
    Party,
    Report,
    Side,
    Source,
    Status,
    Subject,
    Variant,
)

from .package import schema as tables
from .reference_map import Keys


class Builder:
    """One method a table. Reports are built as published ``at`` that time: files hold what editors have agreed on.

    With ``by`` they are that editor's drafts.
    """

    def __init__(self, keys: Keys, at: datetime, by: AbstractBaseUser | None = None) -> None:
        self.keys = keys
        if by is None:
            self.arriving = {"status": Status.PUBLISHED, "published_at": at}
        else:
            self.arriving = {"status": Status.DRAFT, "author_id": by.pk, "last_changed_by_id": by.pk}
        self.at = at

    def conflicts(self, row: tables.ConflictRow) -> Conflict:
        return Conflict(slug=row.conflict_id, name=row.name, start_date=row.start_date, end_date=row.end_date)

    def sides(self, row: tables.SideRow) -> Side:
        return Side(slug=row.side_id, name=row.name, conflict_id=self.keys.of("conflicts", row.conflict))

    def outcomes(self, row: tables.OutcomeRow) -> Outcome:
        return Outcome(slug=row.outcome_id, name=row.name, applies_to=row.applies_to, position=_position(row.line))

    def subjects(self, row: tables.SubjectRow) -> Subject:
        """Without what it is part of: that may be written together with it."""
        return Subject(
            slug=row.subject_id,
            name=row.name,
            conflict_id=self.keys.of("conflicts", row.conflict),
            side_id=self.keys.of("sides", row.side),
            position=_position(row.line),
        )

    def measures(self, row: tables.MeasureRow) -> Measure:
        return Measure(
            slug=row.measure_id,
            name=row.name,
            category=row.category,
            unit=row.unit,
            counts=row.counts,
            family=row.family,
            definition=row.definition,
            position=_position(row.line),
        )

    def parties(self, row: tables.PartyRow) -> Party:
        return Party(
            slug=row.party_id,
            name=row.name,
            short_name=row.short_name,
            kind=row.kind,
            side_id=self.keys.of("sides", row.side),
            rank=row.rank,
            methodology=row.methodology,
        )

    def sources(self, row: tables.SourceRow) -> Source:
        return Source(
            slug=row.source_id,
            publisher=row.publisher,
            title=row.title,
            url=row.url,
            archived_url=row.archived_url,
            published_on=row.published_on,
            language=row.language,
            licence=row.licence,
        )

    def events(self, row: tables.EventRow) -> Event:
        return Event(
            conflict_id=self.keys.of("conflicts", row.conflict),
            date=row.date,
            title=row.title,
            source_id=self.keys.of("sources", row.source_id),
        )

    def reports(self, row: tables.ReportRow) -> Report:
        """Without what it revises: that may be written together with it."""
        return Report(
            slug=row.report_id,
            conflict_id=self.keys.of("conflicts", row.conflict),
            party_id=self.keys.of("parties", row.party),
            speaker=row.speaker,
            title=row.title,
            kind=row.kind,
            method=row.method,
            stated_on=row.stated_on,
            stated_on_known=row.stated_on_known,
            wording=row.wording,
            language=row.language,
            note=row.note,
            **self.arriving,
        )

    def figures(self, row: tables.FigureRow) -> Figure:
        return Figure(
            slug=row.figure_id,
            report=self.keys.reports[row.report_id],
            subject_id=self.keys.of("subjects", row.subject),
            measure_id=self.keys.of("measures", row.measure),
            qualifier=row.qualifier,
            low=row.low,
            best=row.best,
            high=row.high,
            basis=row.basis,
            period_start=row.period_start,
            as_of=row.as_of,
            scope=row.scope,
            scope_note=row.scope_note,
            wording=row.wording,
            note=row.note,
        )

    def citations(self, row: tables.CitationRow) -> Citation:
        return Citation(
            report_id=self.keys.reports[row.report_id].pk,
            source_id=self.keys.of("sources", row.source_id),
            role=row.role,
            taken_from_id=self.keys.of("sources", row.taken_from),
            transcribed_by_id=self.keys.of("sources", row.transcribed_by),
            locator=row.locator,
        )

    def variants(self, row: tables.VariantRow) -> Variant:
        return Variant(
            figure_id=self.keys.figure(row.figure_id),
            citation_id=self.keys.citation(row.figure_id, row.source_id),
            kind=row.kind,
            qualifier=row.qualifier,
            low=row.low,
            best=row.best,
            high=row.high,
            wording=row.wording,
            note=row.note,
        )


def _position(line: int) -> int:
    """The order of the rows in their file: the first below the header is 1."""
    return min(max(line - 1, 1), 32_767)
