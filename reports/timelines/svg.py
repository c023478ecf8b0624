"""Draws a timeline as SVG on the server: the picture that stands where the chart will be, and stays without JavaScript.

It fits every width without a script: lines are stretched with the chart, while marks and text stand at percentages of
its width and height and keep their size.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from .drawing import Drawing, SeriesLine
from .legend import end_labels, event_numbers
from .marks import DASH_LENGTHS, PALER, bars_of, mark_of, marks_at
from .svg_parts import (
    FEWEST,
    HEIGHT,
    MOST,
    SMALL,
    WIDTH,
    DayTick,
    Share,
    day_ticks,
    in_field,
    steps_path,
    straight_path,
    thinned_peaks,
    thinned_steps,
)
from .timeline_titles import picture_description, picture_title

# Units of a line's field (1100 wide) for which one step is enough: what two pixels are on a wide chart.
STEP, SMALL_STEP = 2, 8


def picture_of(drawing: Drawing) -> dict[str, object]:
    """What timeline/picture.html writes down, with every place worked out, and all thinned to what can be seen.

    Places are percentages of the width and height; ``grid``, ``event_lines``, ``bars`` and other paths are in the units
    of the field of lines. ``widest`` is the longest number on the axis of heights, which makes room for itself.
    """
    days = _day_axes(drawing)
    step = SMALL_STEP if drawing.is_small else STEP
    scale = drawing.scale
    down = [round((1 - scale.place(height)) * HEIGHT) for height, _text in scale.ticks]
    across = [round(drawing.share(event.day) * WIDTH) for event in drawing.events]
    bars = bars_of(drawing) if drawing.mode == "monthly" else [[] for _line in drawing.lines]
    return {
        "title": picture_title(drawing),
        "description": picture_description(drawing),
        "widest": max((text for _height, text in scale.ticks), key=len, default=""),
        "heights": [{"at": _from_top(drawing, height), "text": text} for height, text in scale.ticks],
        "days": days,
        "is_two_lined": any(tick["under"] for axis in days for tick in axis["ticks"]),
        "grid": f"M0 0V{HEIGHT}" + "".join(f"M0 {at}H{WIDTH}" for at in down),
        "event_lines": "".join(f"M{at} 0V{HEIGHT}" for at in across),
        "events": [
            {"at": _from_left(drawing, event.day), "number": event.number, "is_for_wide": is_for_wide}
            for event, is_for_wide in event_numbers(drawing)
        ],
        "tracks": [_drawn(line, drawing, step, edges) for line, edges in zip(drawing.lines, bars, strict=True)],
        "labels": [
            {
                "x": _from_left(drawing, label.marker.day),
                "y": _from_top(drawing, label.marker.size),
                "anchor": "end" if label.is_before else "start",
                "colour": label.line.colour,
                "above": label.above,
                "below": label.below,
                "is_for_wide": label.is_for_wide,
            }
            for label in end_labels(drawing)
        ],
        "width": WIDTH,
        "height": HEIGHT,
    }


def _drawn(line: SeriesLine, drawing: Drawing, step: int, bars: Sequence[tuple[float, float]]) -> dict[str, object]:
    """What is drawn of one line. ``light_bars`` are those of months not wholly known."""
    ends = [(gap.since, line.markers[gap.at].size) for gap in line.gaps]
    return {
        "colour": line.colour,
        "density": PALER if line.series.is_undefined else 1,
        "lines": list(_paths(line, drawing, step)),
        "bars": _bars(line, drawing, bars, is_partial=False),
        "light_bars": _bars(line, drawing, bars, is_partial=True),
        "is_striped": line.series.is_undefined,
        "strokes": list(_strokes(line, drawing)),
        "uses": [
            {"name": mark.name, "x": _from_left(drawing, marker.day), "y": _from_top(drawing, height)}
            for marker in line.marked
            for mark, height in marks_at(marker, drawing.scale.low)
            if drawing.has(marker.day, height)
        ],
        "ends": [
            (_from_left(drawing, day), _from_top(drawing, height)) for day, height in ends if drawing.has(day, height)
        ],
    }


def _paths(line: SeriesLine, drawing: Drawing, step: int) -> Iterator[dict[str, object]]:
    dash = DASH_LENGTHS.get(line.dash, "")
    for first, after in line.runs:
        steps = [(marker.day, marker.size) for marker in line.markers[first:after]]
        for places in in_field(_shares(drawing, steps)):
            if drawing.mode == "cumulative":
                yield {"path": steps_path(thinned_steps(places, step)), "dash": dash, "is_thin": False}
            else:
                yield {"path": steps_path(thinned_peaks(places, step), is_back=True), "dash": "", "is_thin": True}
    for mean in line.means:
        for places in in_field(_shares(drawing, mean)):
            yield {"path": straight_path(thinned_peaks(places, 2 * step)), "dash": dash, "is_thin": False}


def _shares(drawing: Drawing, heights: Sequence[tuple[date, float]]) -> Iterator[Share]:
    for day, height in heights:
        yield drawing.share(day), drawing.scale.place(height)


def _bars(line: SeriesLine, drawing: Drawing, bars: Sequence[tuple[float, float]], *, is_partial: bool) -> str:
    """The bars of whole months, or of others, as one path."""
    first = (drawing.first - drawing.start).days
    path = []
    for marker, edges in zip(line.markers, bars, strict=False):
        height = drawing.scale.place(marker.size)
        if marker.is_partial == is_partial and height is not None:
            left, right = ((edge - first) / drawing.days * WIDTH for edge in edges)
            path.append(f"M{left:.1f} {HEIGHT}V{round((1 - height) * HEIGHT)}H{right:.1f}V{HEIGHT}Z")
    return "".join(path)


def _strokes(line: SeriesLine, drawing: Drawing) -> Iterator[dict[str, object]]:
    """The stems of ranges, and the stretches of days that marks cover."""
    for marker in line.marked:
        if mark_of(marker).is_bar and drawing.has(marker.day, marker.number.high):
            low = max(marker.number.low, drawing.scale.low)
            yield _stroke(drawing, (marker.day, marker.day), (marker.number.high, low), is_bar=True)
        if marker.first != marker.day and marker.day >= drawing.first:
            first, last = (min(max(day, drawing.first), drawing.last) for day in (marker.first, marker.day))
            for height in sorted(set(marker.heights)):
                if drawing.scale.place(height) is not None:
                    yield _stroke(drawing, (first, last), (height, height), is_bar=False)


def _stroke(
    drawing: Drawing, days: tuple[date, date], heights: tuple[float, float], *, is_bar: bool
) -> dict[str, object]:
    x1, x2 = (_from_left(drawing, day) for day in days)
    y1, y2 = (_from_top(drawing, height) for height in heights)
    return {"x1": x1, "x2": x2, "y1": y1, "y2": y2, "is_bar": is_bar}


def _day_axes(drawing: Drawing) -> list[dict]:
    """An axis for each number of ticks that a chart may have room for ("n5 n6"); those that are alike are one.

    A small chart has one axis, for any room.
    """
    if drawing.is_small:
        return [_day_axis(drawing, day_ticks(drawing.first, drawing.last, SMALL), "")]
    rooms: dict[tuple[DayTick, ...], list[str]] = {}
    for room in range(FEWEST, MOST + 1):
        rooms.setdefault(day_ticks(drawing.first, drawing.last, room), []).append(f"n{room}")
    return [_day_axis(drawing, ticks, " ".join(names)) for ticks, names in rooms.items()]


def _day_axis(drawing: Drawing, ticks: Sequence[DayTick], rooms: str) -> dict:
    return {
        "rooms": rooms,
        "ticks": [{"at": _from_left(drawing, day), "text": text, "under": under} for day, text, under in ticks],
        "strokes": "".join(f"M{round(drawing.share(day) * WIDTH)} {HEIGHT}v5" for day, _text, _under in ticks),
    }


def _from_left(drawing: Drawing, day: date) -> str:
    return _percent(drawing.share(day))


def _from_top(drawing: Drawing, height: float) -> str:
    return _percent(1 - drawing.scale.place(height))


def _percent(share: float) -> str:
    return f"{round(100 * share, 1):g}%"
