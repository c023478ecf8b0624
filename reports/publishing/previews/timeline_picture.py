"""Draws a timeline as a preview: the same lines, marks, ends and events as on the page, from the same drawing."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.timelines.drawing import Drawing, Marker, SeriesLine, day_in_words
from reports.timelines.legend import end_labels
from reports.timelines.marks import DASH_LENGTHS, LIGHTER, PALER, Mark, bars_of, mark_of, marks_at
from reports.timelines.svg_parts import day_ticks

from .canvas import INK, LINE, MARGIN, SOFT, WIDTH, Box, Canvas, font, points

_ROOM = WIDTH - 2 * MARGIN
_BOTTOM = 534
# Small charts: how many in all, how many in a row, and the space between them.
_CHARTS, _ACROSS, _GAP = 6, 3, 24
_UNDERLINED = 26
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


def draw_timeline(title: str, drawings: Sequence[tuple[str, Drawing]], address: str) -> bytes:
    """The picture as PNG, for the page of that address.

    ``drawings`` have titles of their own; a single one fills the picture.
    """
    first, last = min(drawing.first for _name, drawing in drawings), max(drawing.last for _name, drawing in drawings)
    canvas = Canvas(
        _("Timeline, %(first)s to %(last)s") % {"first": day_in_words(first), "last": day_in_words(last)}, address
    )
    y = canvas.title(title, 128, (34, 28), 2)
    lines = [line for _name, drawing in drawings for line in drawing.lines]
    y = _key(canvas, {line.series.party: (line.series.party_name, line.colour, "solid") for line in lines}, y - 4)
    if len(drawings) == 1:
        drawing = drawings[0][1]
        if len({line.series.measure for line in lines}) > 1:
            y = _key(canvas, {line.series.measure: (line.series.measure_name, SOFT, line.dash) for line in lines}, y)
        draw_chart(canvas, drawing, Box(MARGIN, y - 4, _ROOM, _BOTTOM - y + 4))
    else:
        _small(canvas, drawings, y)
    return canvas.png()


def _small(canvas: Canvas, drawings: Sequence[tuple[str, Drawing]], y: float) -> None:
    """Several charts in a grid, the first ones of many."""
    shown = drawings[:_CHARTS]
    rows = -(-len(shown) // _ACROSS)
    width = (_ROOM - (_ACROSS - 1) * _GAP) / _ACROSS
    height = (_BOTTOM + 12 - y) / rows
    for at, (name, drawing) in enumerate(shown):
        x, top = MARGIN + at % _ACROSS * (width + _GAP), y + at // _ACROSS * height
        canvas.text(x, top + 12, canvas.lines_of(name, font(18, bold=True), width, 1)[0], font(18, bold=True))
        draw_chart(canvas, drawing, Box(x, top + 22, width, height - 50), is_small=True)
    if others := len(drawings) - len(shown):
        words = ngettext("and %d more chart", "and %d more charts", others) % others
        canvas.text(WIDTH - MARGIN, _BOTTOM + 30, words, font(16), SOFT, at="right")


def _key(canvas: Canvas, entries: dict[str, tuple[str, str, str]], y: float) -> float:
    """One line that explains colours or dashes, as many as it holds; says where the next line stands."""
    x, look = float(MARGIN), font(20)
    room_for_rest = 150
    for at, (name, colour, dash) in enumerate(entries.values()):
        rest = len(entries) - at
        text = canvas.lines_of(name, look, 420, 1)[0]
        wide = _UNDERLINED + 8 + canvas.width_of(text, look)
        if x + wide > WIDTH - MARGIN - (room_for_rest if rest > 1 else 0):
            canvas.text(x, y, ngettext("and %d more", "and %d more", rest) % rest, look, SOFT)
            break
        canvas.line((x, x + _UNDERLINED), (y - 7, y - 7), colour, 6 if colour != SOFT else 3, **dashes(dash))
        canvas.text(x + _UNDERLINED + 8, y, text, look, INK)
        x += wide + 26
    return y + 30


def dashes(name: str) -> dict[str, object]:
    """How a line of that dash is drawn; nothing for a solid one."""
    if name not in DASH_LENGTHS:
        return {}
    return {"linestyle": (0, [int(length) / 3 for length in DASH_LENGTHS[name].split()])}


def draw_chart(canvas: Canvas, drawing: Drawing, box: Box, *, is_small: bool = False) -> None:
    """Axes, events, lines, marks and ends of lines, all within the box."""
    chart = _Chart(canvas, drawing, box, is_small=is_small)
    chart.draw_axes()
    for bars, line in zip(bars_of(drawing) if drawing.mode == "monthly" else (), drawing.lines, strict=False):
        chart.draw_bars(bars, line)
    for line in drawing.lines:
        chart.draw_lines(line)
    for line in drawing.lines:
        chart.draw_marks(line)
    if not is_small:
        chart.draw_labels()


class _Chart:
    """``inner`` is the part of the box without the axes' numbers."""

    def __init__(self, canvas: Canvas, drawing: Drawing, box: Box, *, is_small: bool) -> None:
        self.canvas, self.drawing, self.is_small = canvas, drawing, is_small
        self.look = font(13 if is_small else 18)
        widest = max((canvas.width_of(text, self.look) for _height, text in drawing.scale.ticks), default=0)
        self.inner = Box(box.x + widest + 10, box.y + 4, box.width - widest - 14, box.height - 4)
        self.larger = 0.8 if is_small else _LARGER

    def x(self, day: date) -> float:
        return self.inner.x + self.drawing.share(day) * self.inner.width

    def y(self, height: float) -> float:
        """Not a number for a height that the scale does not have: nothing is drawn there."""
        place = self.drawing.scale.place(height)
        return float("nan") if place is None else self.inner.y + (1 - place) * self.inner.height

    def draw_axes(self) -> None:
        inner, left, right = self.inner, self.inner.x, self.inner.x + self.inner.width
        for height, text in self.drawing.scale.ticks:
            self.canvas.line((left, right), (self.y(height),) * 2, LINE, 1.5)
            self.canvas.text(left - 9, self.y(height) + 6, text, self.look, SOFT, at="right")
        for event in self.drawing.events:
            ends = (inner.y, inner.y + inner.height)
            self.canvas.line((self.x(event.day),) * 2, ends, SOFT, 1.2, alpha=0.6, linestyle=(0, [1, 3]))
        reach = -1.0
        for day, text, under in day_ticks(self.drawing.first, self.drawing.last, 4 if self.is_small else 9):
            label = f"{text} {under}".strip()
            half, x = self.canvas.width_of(label, self.look) / 2, self.x(day)
            # A label that would cover the one before, or stand out of the sheet, is left out.
            if x - half > reach and x + half < right + 40:
                y = inner.y + inner.height + 24 - 6 * self.is_small
                self.canvas.text(x, y, label, self.look, SOFT, at="center")
                reach = x + half + 8

    def draw_bars(self, bars: Sequence[tuple[float, float]], line: SeriesLine) -> None:
        """A bar a month; lighter where not every day of it is known, striped if undefined, as on the page."""
        days = self.drawing.days
        begins = (self.drawing.first - self.drawing.start).days
        for marker, (left, right) in zip(line.markers, bars, strict=True):
            x = self.inner.x + ((left + right) / 2 - begins) / days * self.inner.width
            width = (right - left) / days * self.inner.width
            footer, top = self.inner.y + self.inner.height, self.y(marker.size)
            # In lengths of its own width, as matplotlib takes them.
            striped = {"linestyle": (0, (STRIPE / width, STRIPE / width))} if line.series.is_undefined else {}
            light = {"alpha": LIGHTER if marker.is_partial else 1}
            self.canvas.line((x, x), (footer, top), line.colour, width, self.inner, **light, **striped)

    def draw_lines(self, line: SeriesLine) -> None:
        is_total = self.drawing.mode == "cumulative"
        for first, after in line.runs:
            places = [(self.x(marker.day), self.y(marker.size)) for marker in line.markers[first:after]]
            if is_total:
                self._line(places, line, drawstyle="steps-post", **dashes(line.dash))
            else:
                self._line(places, line, thin=True, drawstyle="steps-pre", alpha=0.5)
        for mean in line.means:
            self._line([(self.x(day), self.y(height)) for day, height in mean], line, **dashes(line.dash))

    def _line(self, places: Iterable[Place], line: SeriesLine, *, thin: bool = False, **style: object) -> None:
        xs, ys = zip(*places, strict=True)
        self.canvas.line(xs, ys, line.colour, (1 if thin else 2.5) * self.larger, self.inner, **style)

    def draw_marks(self, line: SeriesLine) -> None:
        for at in line.marks:
            marker = line.markers[at]
            if not self.drawing.first <= marker.day <= self.drawing.last:
                continue
            for mark, height in marks_at(marker, self.drawing.scale.low):
                self._mark(
                    mark, self.x(marker.day), self.y(height), line.colour, PALER if line.series.is_undefined else 1
                )
            self._reach(marker, line.colour)
        for gap in line.gaps:
            if self.drawing.first <= gap.since:
                height = self.y(line.markers[gap.at].size)
                self._shape("line-ns", 16, self.x(gap.since), height, line.colour, 1, is_open=True)

    def _reach(self, marker: Marker, colour: str) -> None:
        """The stem of a range, and the stretch of days that a count covers."""
        width = 2.2 * self.larger
        if mark_of(marker).is_bar:
            low, high = max(marker.number.low, self.drawing.scale.low), marker.number.high
            self.canvas.line((self.x(marker.day),) * 2, (self.y(low), self.y(high)), colour, width, self.inner)
        if marker.first != marker.day:
            for height in marker.heights:
                ends = (self.x(marker.first), self.x(marker.day))
                self.canvas.line(ends, (self.y(height),) * 2, colour, width / 2, self.inner)

    def _mark(self, mark: Mark, x: float, y: float, colour: str, density: float) -> None:
        for part in mark.parts:
            name = part.symbol.removesuffix("-open")
            down = y + part.below * self.larger
            self._shape(name, part.size, x, down, colour, density, is_open=name != part.symbol)
            if name == "circle-x":
                self._shape("x-thin", part.size * 0.6, x, down, colour, density, is_open=True)

    def _shape(self, name: str, size: float, x: float, y: float, colour: str, density: float, *, is_open: bool) -> None:
        self.canvas.line(
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
            x, y = self.x(label.marker.day), self.y(label.marker.size) - 14
            self.canvas.text(
                x, y, label.below, look, label.line.colour, at="right" if label.is_before else "left", halo=True
            )
