"""Draws a timeline as a preview: the same lines, marks, ends and events as on the page, from the same drawing."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.timelines.drawing import Drawing, Spot, Track
from reports.timelines.legend import end_labels
from reports.timelines.marks import LIGHTER, MARKS, PALER, Bar, Mark, bars_of, mark_of
from reports.timelines.styles import DASH_LENGTHS
from reports.timelines.svg_parts import day_ticks

from .canvas import INK, LINE, MARGIN, SOFT, WIDTH, Box, Paper, font, points
from .record_cards import Foot

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


# Previews are mostly seen at half their size: marks and lines are larger than on the page.
_LARGER = 1.5
_SHAPES: dict[str, str | list[tuple[int, int]]] = {
    "circle": "o",
    "circle-x": "o",
    "square": "s",
    "diamond": "D",
    "hexagon2": "H",
    "hourglass": [(1, 1), (-1, 1), (1, -1), (-1, -1), (1, 1)],
    "triangle-up": "^",
    "triangle-down": "v",
    "x-thin": "x",
    "line-ew": "_",
    "line-ns": "|",
}
Place = tuple[float, float]
# How high the stripes of an undefined measure's bars are, and how far apart, in pixels.
STRIPE = 4


def dashes(name: str) -> dict[str, object]:
    """How a line of that dash is drawn; nothing for a solid one."""
    if name not in DASH_LENGTHS:
        return {}
    return {"linestyle": (0, [int(length) / 3 for length in DASH_LENGTHS[name].split()])}


def draw_chart(paper: Paper, drawing: Drawing, box: Box, *, is_small: bool = False) -> None:
    """Axes, events, lines, marks and ends of lines, all within the box."""
    chart = _Chart(paper, drawing, box, is_small=is_small)
    chart.draw_axes()
    for bars, track in zip(bars_of(drawing) if drawing.mode == "monthly" else (), drawing.tracks, strict=False):
        chart.draw_bars(bars, track)
    for track in drawing.tracks:
        chart.draw_lines(track)
    for track in drawing.tracks:
        chart.draw_marks(track)
    if not is_small:
        chart.draw_labels()


class _Chart:
    """``inner`` is the part of the box without the axes' numbers."""

    def __init__(self, paper: Paper, drawing: Drawing, box: Box, *, is_small: bool) -> None:
        self.paper, self.drawing, self.is_small = paper, drawing, is_small
        self.look = font(13 if is_small else 18)
        widest = max((paper.width_of(text, self.look) for _height, text in drawing.scale.ticks), default=0)
        self.inner = Box(box.x + widest + 10, box.y + 4, box.width - widest - 14, box.height - 4)
        self.larger = 0.8 if is_small else _LARGER

    def x(self, spot_day: object) -> float:
        days = max((self.drawing.last - self.drawing.first).days, 1)
        return self.inner.x + (spot_day - self.drawing.first).days / days * self.inner.width

    def y(self, height: float) -> float:
        """Not a number for a height that the scale does not have: nothing is drawn there."""
        place = self.drawing.scale.place(height)
        return float("nan") if place is None else self.inner.y + (1 - place) * self.inner.height

    def draw_axes(self) -> None:
        inner, left, right = self.inner, self.inner.x, self.inner.x + self.inner.width
        for height, text in self.drawing.scale.ticks:
            self.paper.line((left, right), (self.y(height),) * 2, LINE, 1.5)
            self.paper.text(left - 9, self.y(height) + 6, text, self.look, SOFT, at="right")
        for event in self.drawing.events:
            ends = (inner.y, inner.y + inner.height)
            self.paper.line((self.x(event.day),) * 2, ends, SOFT, 1.2, alpha=0.6, linestyle=(0, [1, 3]))
        reach = -1.0
        for tick in day_ticks(self.drawing.first, self.drawing.last, 4 if self.is_small else 9):
            text = f"{tick.text} {tick.under}".strip()
            half = self.paper.width_of(text, self.look) / 2
            # A label that would cover the one before, or stand out of the sheet, is left out.
            if self.x(tick.day) - half > reach and self.x(tick.day) + half < right + 40:
                self.paper.text(
                    self.x(tick.day),
                    inner.y + inner.height + 24 - 6 * self.is_small,
                    text,
                    self.look,
                    SOFT,
                    at="center",
                )
                reach = self.x(tick.day) + half + 8

    def draw_bars(self, bars: Sequence[Bar], track: Track) -> None:
        """A bar a month; lighter where not every day of it is known, striped if undefined, as on the page."""
        days = max((self.drawing.last - self.drawing.first).days, 1)
        begins = (self.drawing.first - self.drawing.start).days
        for bar in bars:
            spot = track.spots[bar.at]
            x = self.inner.x + ((bar.left + bar.right) / 2 - begins) / days * self.inner.width
            width = (bar.right - bar.left) / days * self.inner.width
            foot, top = self.inner.y + self.inner.height, self.y(spot.size)
            # In lengths of its own width, as matplotlib takes them.
            striped = {"linestyle": (0, (STRIPE / width, STRIPE / width))} if track.is_undefined else {}
            light = {"alpha": LIGHTER if spot.is_partial else 1}
            self.paper.line((x, x), (foot, top), track.colour, width, self.inner, **light, **striped)

    def draw_lines(self, track: Track) -> None:
        is_total = self.drawing.mode == "cumulative"
        for first, after in track.lines:
            places = [(self.x(spot.day), self.y(spot.size)) for spot in track.spots[first:after]]
            if is_total:
                self._line(places, track, drawstyle="steps-post", **dashes(track.dash))
            else:
                self._line(places, track, thin=True, drawstyle="steps-pre", alpha=0.5)
        for mean in track.means:
            self._line([(self.x(day), self.y(height)) for day, height in mean], track, **dashes(track.dash))

    def _line(self, places: Iterable[Place], track: Track, *, thin: bool = False, **style: object) -> None:
        xs, ys = zip(*places, strict=True)
        self.paper.line(xs, ys, track.colour, (1 if thin else 2.5) * self.larger, self.inner, **style)

    def draw_marks(self, track: Track) -> None:
        for at in track.marks:
            spot = track.spots[at]
            if not self.drawing.first <= spot.day <= self.drawing.last:
                continue
            for mark, height in _marked(spot, self.drawing.scale.low):
                self._mark(mark, self.x(spot.day), self.y(height), track.colour, PALER if track.is_undefined else 1)
            self._reach(spot, track.colour)
        for silence in track.silences:
            if self.drawing.first <= silence.since:
                height = self.y(track.spots[silence.at].size)
                self._shape("line-ns", 16, self.x(silence.since), height, track.colour, 1, is_open=True)

    def _reach(self, spot: Spot, colour: str) -> None:
        """The stem of a range, and the stretch of days that a count covers."""
        heights = [height for height in (spot.low, spot.best, spot.high) if height is not None]
        width = 2.2 * self.larger
        if mark_of(spot.style, spot.qualifier).is_bar:
            low, high = max(spot.low, self.drawing.scale.low), spot.high
            self.paper.line((self.x(spot.day),) * 2, (self.y(low), self.y(high)), colour, width, self.inner)
        if spot.first != spot.day:
            for height in heights:
                ends = (self.x(spot.first), self.x(spot.day))
                self.paper.line(ends, (self.y(height),) * 2, colour, width / 2, self.inner)

    def _mark(self, mark: Mark, x: float, y: float, colour: str, density: float) -> None:
        for part in mark.parts:
            name = part.symbol.removesuffix("-open")
            down = y + part.below * self.larger
            self._shape(name, part.size, x, down, colour, density, is_open=name != part.symbol)
            if name == "circle-x":
                self._shape("x-thin", part.size * 0.6, x, down, colour, density, is_open=True)

    def _shape(self, name: str, size: float, x: float, y: float, colour: str, density: float, *, is_open: bool) -> None:
        self.paper.line(
            (x,),
            (y,),
            colour,
            0,
            alpha=density,
            linestyle="none",
            marker=_SHAPES[name],
            markersize=points(size * self.larger),
            markeredgewidth=points(1.6 * self.larger),
            fillstyle="none" if is_open else "full",
        )

    def draw_labels(self) -> None:
        """Which line ended for good, and when; smaller than other texts, and cut to the space there is."""
        look = font(16)
        for label in end_labels(self.drawing):
            if label.has_more:
                continue
            x, y = self.x(label.spot.day), self.y(label.spot.size) - 14
            self.paper.text(
                x, y, label.below, look, label.track.colour, at="right" if label.is_before else "left", halo=True
            )


def _marked(spot: Spot, lowest: float) -> Iterator[tuple[Mark, float]]:
    """The marks of a spot with their heights: of a range at both ends, and at a best value if one was named."""
    mark = mark_of(spot.style, spot.qualifier)
    if not mark.is_bar:
        yield mark, spot.size
        return
    yield mark, max(spot.low, lowest)
    yield mark, spot.high
    if spot.best is not None:
        yield MARKS["exact"], spot.best
