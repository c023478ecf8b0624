"""What a picture of a timeline is made of, with every place worked out: picture.html only writes it down (pure)."""

from dataclasses import dataclass

from .picture_lines import HEIGHT, WIDTH


@dataclass(frozen=True, slots=True)
class Tick:
    """``at`` is a percentage, as are all places here: from the left, or from the top."""

    at: str
    text: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class DayAxis:
    """The ticks of charts that have room for ``rooms`` many (such as "n5 n6"); for any if empty.

    ``strokes`` is a path, as those of lines.
    """

    rooms: str
    ticks: list[Tick]
    strokes: str


@dataclass(frozen=True, slots=True)
class Line:
    """``path`` is in the units of a field of picture_lines.py."""

    path: str
    dash: str
    is_thin: bool


@dataclass(frozen=True, slots=True)
class Use:
    """A mark by its ``name`` in marks.py, at a place."""

    name: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line between two places: the stem of a range where ``is_bar``, else a stretch of days."""

    x1: str
    x2: str
    y1: str
    y2: str
    is_bar: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What is drawn of one track. ``bars`` and ``light_bars``, of months not wholly known, are paths as of lines;
    ``is_striped`` is whether they are of an undefined measure.

    ``density`` is that of its marks, from 0 to 1.
    """

    colour: str
    density: float
    lines: list[Line]
    bars: str
    light_bars: str
    is_striped: bool
    strokes: list[Stroke]
    uses: list[Use]
    ends: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Label:
    """Two lines of text beside a place; ``anchor`` is which end of them stands there.

    ``is_for_wide`` is whether only a wide chart has room for it, as of the numbers of events.
    """

    x: str
    y: str
    anchor: str
    colour: str
    above: str
    below: str
    is_for_wide: bool


@dataclass(frozen=True, slots=True)
class EventMark:
    """The number of an event; ``is_for_wide`` is whether only a wide chart has room for it."""

    at: str
    number: int
    is_for_wide: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with every place worked out. ``title`` and ``description`` are for readers who do not see it.

    ``widest`` is the longest number on the axis of heights, which makes room for itself; ``is_two_lined`` is whether
    the axis of days needs two lines of text. ``grid`` and ``event_lines`` are paths, as those of lines.
    """

    title: str
    description: str
    widest: str
    heights: list[Tick]
    days: list[DayAxis]
    is_two_lined: bool
    grid: str
    event_lines: str
    events: list[EventMark]
    tracks: list[Shown]
    labels: list[Label]
    width: int = WIDTH
    height: int = HEIGHT
