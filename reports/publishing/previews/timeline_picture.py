"""Draws a timeline as a preview: the same lines, marks, ends and events as on the page, from the same drawing."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.timelines.drawing import Drawing

from .cards import Foot
from .chart_box import dashes, draw_chart
from .paper import INK, MARGIN, SOFT, WIDTH, Box, Paper, font

_ROOM = WIDTH - 2 * MARGIN
_BOTTOM = 534
# Small charts: how many in all, how many in a row, and the space between them.
_CHARTS, _ACROSS, _GAP = 6, 3, 24
_UNDERLINED = 26


def draw_timeline(title: str, drawings: Sequence[tuple[str, Drawing]], foot: Foot) -> bytes:
    """The picture as PNG. ``drawings`` have titles of their own; a single one fills the picture."""
    first, last = min(each.first for _name, each in drawings), max(each.last for _name, each in drawings)
    paper = Paper(_("Timeline, %(first)s to %(last)s") % {"first": _day(first), "last": _day(last)}, foot)
    y = paper.title(title, 128, (34, 28), 2)
    tracks = [track for _name, drawing in drawings for track in drawing.tracks]
    y = _key(paper, {track.party: (track.party_name, track.colour, "solid") for track in tracks}, y - 4)
    if len(drawings) == 1:
        drawing = drawings[0][1]
        if len({track.measure for track in tracks}) > 1:
            y = _key(paper, {track.measure: (track.measure_name, SOFT, track.dash) for track in tracks}, y)
        draw_chart(paper, drawing, Box(MARGIN, y - 4, _ROOM, _BOTTOM - y + 4))
    else:
        _small(paper, drawings, y)
    return paper.png()


def _small(paper: Paper, drawings: Sequence[tuple[str, Drawing]], y: float) -> None:
    """Several charts in a grid, the first ones of many."""
    shown = drawings[:_CHARTS]
    rows = -(-len(shown) // _ACROSS)
    width = (_ROOM - (_ACROSS - 1) * _GAP) / _ACROSS
    height = (_BOTTOM + 12 - y) / rows
    for at, (name, drawing) in enumerate(shown):
        x, top = MARGIN + at % _ACROSS * (width + _GAP), y + at // _ACROSS * height
        paper.text(x, top + 12, paper.lines_of(name, font(18, bold=True), width, 1)[0], font(18, bold=True))
        draw_chart(paper, drawing, Box(x, top + 22, width, height - 50), is_small=True)
    if others := len(drawings) - len(shown):
        words = ngettext("and %d more chart", "and %d more charts", others) % others
        paper.text(WIDTH - MARGIN, _BOTTOM + 30, words, font(16), SOFT, at="right")


def _key(paper: Paper, entries: dict[str, tuple[str, str, str]], y: float) -> float:
    """One line that explains colours or dashes, as many as it holds; says where the next line stands."""
    x, look = float(MARGIN), font(20)
    room_for_rest = 150
    for at, (name, colour, dash) in enumerate(entries.values()):
        rest = len(entries) - at
        text = paper.lines_of(name, look, 420, 1)[0]
        wide = _UNDERLINED + 8 + paper.width_of(text, look)
        if x + wide > WIDTH - MARGIN - (room_for_rest if rest > 1 else 0):
            paper.text(x, y, ngettext("and %d more", "and %d more", rest) % rest, look, SOFT)
            break
        paper.line((x, x + _UNDERLINED), (y - 7, y - 7), colour, 6 if colour != SOFT else 3, **dashes(dash))
        paper.text(x + _UNDERLINED + 8, y, text, look, INK)
        x += wide + 26
    return y + 30


def _day(day: date) -> str:
    return date_format(day, "j M Y")
