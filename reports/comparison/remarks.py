"""What was said beside the grid: figures of one place or of a period, and words without a number."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet, Window

from reports.models import Figure, Report
from reports.rules.perspectives import Perspective, perspective

from .figure_rows import FigureRow, as_rows, with_what_rows_need
from .scenes import Scene

REMARKS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said that no cell can hold: a figure of part of the theatre or of a period, or words without a number.

    ``figure`` is None for words; the other fields are then the report's.
    """

    report: str
    party_name: str
    perspective: Perspective
    speaker: str
    stated_on: date
    wording: str
    figure: FigureRow | None


def read_remarks(scene: Scene, category: str) -> tuple[tuple[Remark, ...], int]:
    """The newest figures for no cell, with all words without a number; and how many such figures there are.

    Two queries.
    """
    subject = scene.subject
    measures = [measure.pk for measure in scene.measures.values()]
    beside = Figure.published.beside().standing_on(scene.day, scene.known).filter(subject=subject, measure__in=measures)
    newest = with_what_rows_need(beside).annotate(total=Window(Count("pk")))
    figures = list(newest.order_by("-stated_on", "-as_of", "-pk")[:REMARKS_SHOWN])
    total = figures[0].total if figures else 0
    remarks = [
        Remark(
            row.report,
            row.party_name,
            perspective(figure.party.side_id, subject.side_id),
            row.speaker,
            row.stated_on,
            row.wording,
            row,
        )
        for figure, row in zip(figures, as_rows(figures), strict=True)
    ]
    words = list(_words_without_number(scene, category))
    remarks += [
        Remark(
            report.slug,
            report.party.short_name,
            perspective(report.party.side_id, subject.side_id),
            report.speaker,
            report.stated_on,
            report.wording,
            None,
        )
        for report in words
    ]
    remarks.sort(key=lambda remark: remark.stated_on, reverse=True)
    return tuple(remarks), total


def _words_without_number(scene: Scene, category: str) -> QuerySet[Report]:
    """Statements without a number name no subject: they are read as being about the whole of the party's own side.

    One that revises another report, and gives no number, takes that back; it is told of there.
    """
    subject = scene.subject
    if category != "personnel" or subject.side_id is None or subject.part_of_id is not None:
        return Report.published.none()
    return (
        Report.published.filter(conflict=scene.conflict, party__side=subject.side_id, revises=None)
        .stated_by(min(scene.day, scene.known))
        .without_number()
        .select_related("party")
    )
