"""The strips above a timeline: on which of its days each party spoke."""

from collections.abc import Sequence

from reports.timelines.coverage import coverage_by_party
from reports.timelines.drawing import Drawing
from reports.timelines.strips import Strips, strips_of
from reports.timelines.styles import colours_of

from .asked import Asked

# Of more parties the strips are folded: they would push the chart off the screen.
FEW = 6


def coverage_of(asked: Asked, drawings: Sequence[Drawing]) -> dict[str, object] | None:
    """What timeline/coverage.html needs; None where nothing is drawn. One query.

    ``widest`` is the longest number on the axis of heights: the strips stand above the days, not above the numbers.
    """
    if not any(drawing.tracks for drawing in drawings):
        return None
    strips = _strips(asked, drawings)
    widest = "" if asked.is_each else max((text for _height, text in drawings[0].scale.ticks), key=len, default="")
    return {"strips": strips, "is_open": len(strips.each) <= FEW, "widest": widest}


def _strips(asked: Asked, drawings: Sequence[Drawing]) -> Strips:
    shown = [(speaker.slug, speaker.name) for speaker in asked.speakers if speaker.is_shown]
    spoken = coverage_by_party(asked.selection.conflict, [slug for slug, _name in shown], asked.until)
    first, last = min(drawing.first for drawing in drawings), max(drawing.last for drawing in drawings)
    return strips_of(shown, spoken, colours_of(asked.speakers), first, last)
