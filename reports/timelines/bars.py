"""Where the bars of a monthly drawing stand: those of one month side by side, each track at its own place (pure)."""

from calendar import monthrange
from dataclasses import dataclass

from .drawing import Drawing

# How much of a month's width its bars take together.
FILLED = 0.86


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar of the spot ``at`` of a track, from ``left`` to ``right`` in days since the drawing's start."""

    at: int
    left: float
    right: float


def bars_of(drawing: Drawing) -> list[list[Bar]]:
    """The bars of each track, in the order of its spots."""
    return [
        [_bar(drawing, number, at) for at in range(len(track.spots))] for number, track in enumerate(drawing.tracks)
    ]


def _bar(drawing: Drawing, number: int, at: int) -> Bar:
    first = drawing.tracks[number].spots[at].first.replace(day=1)
    days = monthrange(first.year, first.month)[1]
    width = FILLED * days / len(drawing.tracks)
    left = (first - drawing.start).days + (1 - FILLED) / 2 * days + number * width
    return Bar(at, left, left + width)
