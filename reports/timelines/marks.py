"""How a timeline looks: a colour a party, a dash a measure, and marks: one shape for each hedge, and one for each thing
that is no plain running total.

Shape tells how sure a party was, colour tells the party. A mark is made of parts, one over the other, in the symbols of
plotly; a part may be moved away from the value, so that the arrow of an "at least" begins there.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.rules.enums import Perspective

from .drawing import Drawing, Marker, Style
from .selection import TimelineParty

# How dense the marks of an undefined measure are, whose lines are dotted.
PALER = 0.6
# How dense the bar of a month is that is not known whole.
LIGHTER = 0.4
# How much of a month's width its bars take together.
FILLED = 0.86


@dataclass(frozen=True, slots=True)
class MarkPart:
    """``size`` in pixels; ``below`` is how many pixels under the value the part stands, or above it where negative."""

    symbol: str
    size: int
    below: int = 0


@dataclass(frozen=True)
class Mark:
    """``words`` explain it in the legend; ``is_bar`` is whether its part stands at both ends of a stem."""

    name: str
    words: str | Promise
    parts: tuple[MarkPart, ...]
    is_bar: bool = False


_FOOT = MarkPart("line-ew-open", 12)


def _arrow(name: str, words: Promise, head: str, sign: int) -> Mark:
    return Mark(name, words, (_FOOT, MarkPart("line-ns-open", 10, sign * 7), MarkPart(head, 8, sign * 15)))


_EACH_HEDGE = [
    Mark("exact", _("exact"), (MarkPart("circle", 9),)),
    Mark("about", _("about"), (MarkPart("circle-open", 9),)),
    # A line that is not quite reached.
    Mark("nearly", _("nearly"), (_FOOT, MarkPart("circle-open", 8, 6))),
    _arrow("at_least", _("at least"), "triangle-up", -1),
    _arrow("more_than", _("more than"), "triangle-up-open", -1),
    _arrow("up_to", _("up to"), "triangle-down", 1),
    _arrow("fewer_than", _("fewer than"), "triangle-down-open", 1),
    Mark("range", _("a range; a dot in it only where the party named a best value"), (_FOOT,), is_bar=True),
]
MARKS = {mark.name: mark for mark in _EACH_HEDGE}

STYLE_MARKS = {
    Style.RESTATED: Mark("restated", _("the party lowered its own total"), (MarkPart("diamond-open", 12),)),
    Style.REVISED: Mark(
        "revised", _("in a report by which the party corrects an earlier one"), (MarkPart("hourglass-open", 11),)
    ),
    Style.FELL: Mark("fell", _("lower than its total before, unexplained"), (MarkPart("x-thin-open", 10),)),
    Style.WITHDRAWN: Mark("withdrawn", _("withdrawn by the party"), (MarkPart("circle-x-open", 11),)),
    Style.PARTIAL: Mark("partial", _("only one place, unit or group"), (MarkPart("square-open", 8),)),
    Style.PERIOD: Mark("period", _("counted in a stretch of days"), (MarkPart("line-ns-open", 8),)),
    Style.HELD: Mark("held", _("held at that time"), (MarkPart("hexagon2-open", 10),)),
    Style.SPREAD: Mark("spread", _("a mean over the days between two totals"), (_FOOT,)),
    Style.RATE: Mark("rate", _("the party’s own average a day"), (MarkPart("line-ns-open", 8),)),
    Style.PARTIAL_RATE: Mark(
        "partial_rate", _("its own average a day of one place, unit or group"), (MarkPart("square-open", 8),)
    ),
}


def mark_of(marker: Marker) -> Mark:
    """Its mark: that of its style; of a plain total, or of what is new, that of its hedge."""
    return STYLE_MARKS.get(marker.style) or MARKS[marker.number.qualifier]


def marks_at(marker: Marker, lowest: float) -> Iterator[tuple[Mark, float]]:
    """Its marks with their heights: of a range at both ends, and at a best value if one was named.

    An end below the ``lowest`` height of the scale stands there.
    """
    mark, number = mark_of(marker), marker.number
    if not mark.is_bar:
        yield mark, marker.size
        return
    yield mark, max(number.low, lowest)
    yield mark, number.high
    if number.best is not None:
        yield MARKS["exact"], number.best


def bars_of(drawing: Drawing) -> list[list[tuple[float, float]]]:
    """Where the bars of a monthly drawing stand, for each of its lines in the order of their markers.

    A bar goes from left to right, in days since the drawing's start. Those of one month stand side by side, each line
    at its own place.
    """
    return [
        [_bar(drawing, place, marker.first.replace(day=1)) for marker in line.markers]
        for place, line in enumerate(drawing.lines)
    ]


def _bar(drawing: Drawing, place: int, first: date) -> tuple[float, float]:
    days = monthrange(first.year, first.month)[1]
    width = FILLED * days / len(drawing.lines)
    left = (first - drawing.start).days + (1 - FILLED) / 2 * days + place * width
    return left, left + width


def shapes_of(mark: Mark) -> list[dict[str, object]]:
    """What a mark is drawn of in SVG, in the shapes that plotly.js gives its symbols.

    Each is a ``path`` around the value, filled or only drawn around (``is_filled``), moved ``below`` it by so many
    pixels. Raises KeyError for a symbol that is not known here.
    """
    shapes = []
    for part in mark.parts:
        symbol = part.symbol.removesuffix("-open")
        is_filled = symbol == part.symbol
        shapes.append({"path": _PATHS[symbol](part.size / 2), "is_filled": is_filled, "below": part.below})
    return shapes


def _circle(r: float) -> str:
    return f"M{r:g} 0A{r:g} {r:g} 0 1 1 0 {-r:g}A{r:g} {r:g} 0 0 1 {r:g} 0Z"


def _square(r: float) -> str:
    return f"M{-r:g} {-r:g}H{r:g}V{r:g}H{-r:g}Z"


def _diamond(r: float) -> str:
    a = f"{1.3 * r:g}"
    return f"M{a} 0L0 {a}L-{a} 0L0 -{a}Z"


def _cross(r: float) -> str:
    a = f"{r:.3g}"
    return f"M{a} {a}L-{a} -{a}M-{a} {a}L{a} -{a}"


def _hourglass(r: float) -> str:
    return f"M{r:g} {r:g}H{-r:g}L{r:g} {-r:g}H{-r:g}Z"


def _hexagon(r: float) -> str:
    half, side = f"{r / 2:g}", f"{r * sqrt(3) / 2:.3g}"
    return f"M-{half} {side}L{half} {side}L{r:g} 0L{half} -{side}L-{half} -{side}L{-r:g} 0Z"


def _triangle(r: float, *, up: bool) -> str:
    side, footer, tip = f"{2 * r / sqrt(3):.3g}", f"{r / 2 if up else -r / 2:g}", f"{-r if up else r:g}"
    return f"M-{side} {footer}H{side}L0 {tip}Z"


_PATHS = {
    "circle": _circle,
    "circle-x": lambda r: _circle(r) + _cross(r / sqrt(2)),
    "square": _square,
    "diamond": _diamond,
    "x-thin": _cross,
    "hexagon2": _hexagon,
    "hourglass": _hourglass,
    "triangle-up": lambda r: _triangle(r, up=True),
    "triangle-down": lambda r: _triangle(r, up=False),
    "line-ew": lambda r: f"M{-1.4 * r:g} 0H{1.4 * r:g}",
    "line-ns": lambda r: f"M0 {-1.4 * r:g}V{1.4 * r:g}",
}


# Mid-tones: each stands out from the light and from the dark ground by at least 3 to 1, and from the others also for
# those who see no red or no green. The first of a perspective has the hue that marks it on the side-by-side page.
OWN, OPPONENT, OTHERS = (
    ["#c4622d", "#a87c12", "#8a6d4b"],
    ["#3b7fc4", "#218f9f", "#5f74c9"],
    ["#3a8f68", "#9a68c2", "#cc5a8c", "#7b828a"],
)
PALETTES = {Perspective.OWN: OWN, Perspective.OPPONENT: OPPONENT}
# Editors leave room between the ranks of parties that follow one another.
RANKS_APART = 10
# Dots, near and far, are kept for what is undefined. By plotly's names, or as lengths, which it takes too.
DASHES = ["solid", "dash", "dashdot", "longdash", "longdashdot"]
DOTS = ["dot", "3px,9px", "3px,3px,3px,12px", "3px,18px"]
# The dashes of plotly.js for lines of up to 3 pixels.
DASH_LENGTHS = {"dash": "9 9", "longdash": "15 15", "dashdot": "9 3 3 3", "longdashdot": "15 6 3 6", "dot": "3 3"}
DASH_LENGTHS |= {dots: dots.replace("px,", " ").removesuffix("px") for dots in DOTS if dots not in DASH_LENGTHS}


def colours_of(speakers: Sequence[TimelineParty]) -> dict[str, str]:
    """The colour of each party that is shown, by slug: an editor's choice, else one of its perspective's."""
    taken: Counter[Perspective] = Counter()
    colours = {}
    for speaker in speakers:
        if speaker.is_shown:
            palette = PALETTES.get(speaker.perspective)
            colours[speaker.slug] = speaker.colour or (
                palette[taken[speaker.perspective] % len(palette)] if palette else _of_others(speaker, colours)
            )
            taken[speaker.perspective] += 1
    return colours


def _of_others(speaker: TimelineParty, taken: Mapping[str, str]) -> str:
    """By rank, so that a third party keeps its colour from chart to chart, unless another there has it already."""
    first = speaker.rank // RANKS_APART
    wishes = [OTHERS[(first + more) % len(OTHERS)] for more in range(len(OTHERS))]
    return next((colour for colour in wishes if colour not in taken.values()), wishes[0])


def dashes_of(measures: Sequence[str], undefined: set[str]) -> dict[str, str]:
    """The dash of each measure (slugs, in their order), which it keeps through all parties."""
    dashes = {}
    taken: Counter[bool] = Counter()
    for measure in measures:
        is_undefined = measure in undefined
        choices = DOTS if is_undefined else DASHES
        dashes[measure] = choices[taken[is_undefined] % len(choices)]
        taken[is_undefined] += 1
    return dashes
