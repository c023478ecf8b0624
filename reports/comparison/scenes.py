"""Of what a comparison is, seen from which day: the query of its figures, and each figure as the rules see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from reports.models import Conflict, Figure, Subject
from reports.rules.claims import Claim, Origin
from reports.rules.intervals import interval_of, stated_interval

from .figure_rows import FigureRow
from .measure_sets import MeasureSet


@dataclass(frozen=True, slots=True)
class Scene:
    """Of what, and seen from when: the figures about ``subject`` that stood on ``day``, as known on ``known``.

    ``subjects`` are the slugs of the subject and of the larger ones it is part of; ``measures`` those in question.
    """

    conflict: Conflict
    subject: Subject
    subjects: tuple[str, ...]
    measures: Mapping[str, MeasureSet]
    day: date
    known: date

    def totals(self) -> QuerySet[Figure]:
        """All published running totals about the subject that were known, about this day or earlier ones."""
        return Figure.published.headline().standing_on(self.day, self.known).filter(subject=self.subject)


def claim_of(row: FigureRow, scene: Scene, figure: Figure) -> Claim:
    """A figure, with its row, as the rules see it. Its report's ``draws_on`` should be at hand."""
    measure = scene.measures[row.measure]
    number = (row.qualifier, row.low, row.best, row.high)
    return Claim(
        figure=row.slug,
        report=row.report,
        party=row.party,
        party_name=row.party_name,
        subjects=scene.subjects,
        subject_name=row.subject_name,
        measure=row.measure,
        measure_name=row.measure_name,
        family=row.family,
        counted=measure.counted,
        qualifier=row.qualifier,
        number=str(row.number),
        interval=interval_of(*number),
        stated=stated_interval(*number),
        as_of=row.as_of,
        stated_on=row.stated_on,
        start=row.period_start or scene.conflict.start_date,
        basis=figure.basis,
        scope=figure.scope,
        scope_note=row.scope_note,
        side=str(figure.party.side_id or ""),
        drew_on=tuple(
            Origin(party.slug, party.short_name, str(party.side_id or "")) for party in figure.report.draws_on.all()
        ),
    )


def line_of(subject: Subject, subjects: Mapping[int, Subject]) -> tuple[str, ...]:
    """A subject's slug and those of the larger ones it is part of, the smallest first; ``subjects`` by key."""
    line = [subject]
    while line[-1].part_of_id in subjects and subjects[line[-1].part_of_id] not in line:
        line.append(subjects[line[-1].part_of_id])
    return tuple(each.slug for each in line)
