"""Draws a timeline as SVG on the server: the picture that stands where the chart will be, and stays without JavaScript.

It fits every width without a script: lines are stretched with the chart, while marks and text stand at percentages of
its width and height and keep their size.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from . import svg_parts as lines
from .drawing import Drawing, Spot, Track
from .legend import end_labels, event_numbers
from .marks import MARKS, PALER, Bar, bars_of, mark_of
from .styles import DASH_LENGTHS
from .svg_parts import (
    FEWEST,
    MOST,
    SMALL,
    DayAxis,
    DayTick,
    EventMark,
    Label,
    Line,
    Picture,
    Shown,
    Stroke,
    Tick,
    Use,
    day_ticks,
)
from .timeline_titles import picture_description, picture_title

# Units of a line's field (1100 wide) for which one step is enough: what two pixels are on a wide chart.
STEP, SMALL_STEP = 2, 8


def picture_of(drawing: Drawing) -> Picture:
    """The picture of a drawing, in which all is thinned to what can be seen."""
    days = _day_axes(drawing)
    step = SMALL_STEP if drawing.is_small else STEP
    bars = bars_of(drawing) if drawing.mode == "monthly" else [[] for _track in drawing.tracks]
    return Picture(
        title=picture_title(drawing),
        description=picture_description(drawing),
        widest=max((text for _height, text in drawing.scale.ticks), key=len, default=""),
        heights=[Tick(_from_top(drawing, height), text) for height, text in drawing.scale.ticks],
        days=days,
        is_two_lined=any(tick.under for axis in days for tick in axis.ticks),
        grid=f"M0 0V{lines.HEIGHT}" + "".join(f"M0 {down}H{lines.WIDTH}" for down in _down(drawing)),
        event_lines="".join(f"M{across} 0V{lines.HEIGHT}" for across in _across(drawing)),
        events=[
            EventMark(_from_left(drawing, each.event.day), each.event.number, each.is_for_wide)
            for each in event_numbers(drawing)
        ],
        tracks=[_shown(track, drawing, step, its_bars) for track, its_bars in zip(drawing.tracks, bars, strict=True)],
        labels=_labels(drawing),
    )


def _shown(track: Track, drawing: Drawing, step: int, bars: Sequence[Bar]) -> Shown:
    return Shown(
        colour=track.colour,
        density=PALER if track.is_undefined else 1,
        lines=list(_lines(track, drawing, step)),
        bars=_bars(track, drawing, bars, is_partial=False),
        light_bars=_bars(track, drawing, bars, is_partial=True),
        is_striped=track.is_undefined,
        strokes=list(_strokes(track, drawing)),
        uses=list(_uses(track, drawing)),
        ends=[
            (_from_left(drawing, silence.since), _from_top(drawing, track.spots[silence.at].size))
            for silence in track.silences
            if _is_within(drawing, silence.since, track.spots[silence.at].size)
        ],
    )


def _lines(track: Track, drawing: Drawing, step: int) -> Iterator[Line]:
    is_total = drawing.mode == "cumulative"
    for first, after in track.lines:
        for run in lines.in_field(_places(drawing, [(spot.day, spot.size) for spot in track.spots[first:after]])):
            if is_total:
                yield Line(
                    lines.steps_path(lines.thinned_steps(run, step)), DASH_LENGTHS.get(track.dash, ""), is_thin=False
                )
            else:
                yield Line(lines.steps_back_path(lines.thinned_peaks(run, step)), "", is_thin=True)
    for mean in track.means:
        for run in lines.in_field(_places(drawing, mean)):
            path = lines.straight_path(lines.thinned_peaks(run, 2 * step))
            yield Line(path, DASH_LENGTHS.get(track.dash, ""), is_thin=False)


def _bars(track: Track, drawing: Drawing, bars: Sequence[Bar], *, is_partial: bool) -> str:
    """The bars of whole months, or of others, as one path."""
    first, days = (drawing.first - drawing.start).days, _days(drawing)
    path = []
    for bar in bars:
        spot = track.spots[bar.at]
        height = drawing.scale.place(spot.size)
        if spot.is_partial == is_partial and height is not None:
            left, right = ((edge - first) / days * lines.WIDTH for edge in (bar.left, bar.right))
            path.append(f"M{left:.1f} {lines.HEIGHT}V{round((1 - height) * lines.HEIGHT)}H{right:.1f}V{lines.HEIGHT}Z")
    return "".join(path)


def _places(drawing: Drawing, spots: Sequence[tuple[date, float]]) -> Iterator[lines.Spot]:
    first, days = drawing.first, _days(drawing)
    for day, height in spots:
        yield (day - first).days / days, drawing.scale.place(height)


def _strokes(track: Track, drawing: Drawing) -> Iterator[Stroke]:
    """The stems of ranges, and the stretches of days that marks cover."""
    for spot in _marked(track):
        if _is_bar(spot) and _is_within(drawing, spot.day, spot.high):
            x, low = _from_left(drawing, spot.day), max(spot.low, drawing.scale.low)
            yield Stroke(x, x, _from_top(drawing, spot.high), _from_top(drawing, low), is_bar=True)
        if spot.first != spot.day and spot.day >= drawing.first:
            x1, x2 = (_from_left(drawing, min(max(day, drawing.first), drawing.last)) for day in (spot.first, spot.day))
            for height in sorted({height for height in (spot.low, spot.best, spot.high) if height is not None}):
                if drawing.scale.place(height) is not None:
                    yield Stroke(x1, x2, _from_top(drawing, height), _from_top(drawing, height))


def _uses(track: Track, drawing: Drawing) -> Iterator[Use]:
    for spot in _marked(track):
        mark = mark_of(spot.style, spot.qualifier)
        if mark.is_bar:
            found = [(mark, max(spot.low, drawing.scale.low)), (mark, spot.high)]
            found += [(MARKS["exact"], spot.best)] if spot.best is not None else []
        else:
            found = [(mark, spot.size)]
        for each, height in found:
            if _is_within(drawing, spot.day, height):
                yield Use(each.name, _from_left(drawing, spot.day), _from_top(drawing, height))


def _marked(track: Track) -> list[Spot]:
    return [track.spots[at] for at in track.marks]


def _is_bar(spot: Spot) -> bool:
    return mark_of(spot.style, spot.qualifier).is_bar


def _down(drawing: Drawing) -> list[int]:
    """Where the ticks of the axis of heights are, in units of a line's field."""
    return [round((1 - drawing.scale.place(height)) * lines.HEIGHT) for height, _text in drawing.scale.ticks]


def _across(drawing: Drawing) -> list[int]:
    return [round(_share(drawing, event.day) * lines.WIDTH) for event in drawing.events]


def _labels(drawing: Drawing) -> list[Label]:
    return [
        Label(
            _from_left(drawing, label.spot.day),
            _from_top(drawing, label.spot.size),
            "end" if label.is_before else "start",
            label.track.colour,
            label.above,
            label.below,
            label.is_for_wide,
        )
        for label in end_labels(drawing)
    ]


def _day_axes(drawing: Drawing) -> list[DayAxis]:
    """An axis for each number of ticks that a chart may have room for; those that are alike are one."""
    if drawing.is_small:
        return [_day_axis(drawing, day_ticks(drawing.first, drawing.last, SMALL), "")]
    rooms: dict[tuple[DayTick, ...], list[str]] = {}
    for room in range(FEWEST, MOST + 1):
        rooms.setdefault(day_ticks(drawing.first, drawing.last, room), []).append(f"n{room}")
    return [_day_axis(drawing, ticks, " ".join(names)) for ticks, names in rooms.items()]


def _day_axis(drawing: Drawing, ticks: Sequence[DayTick], rooms: str) -> DayAxis:
    return DayAxis(
        rooms,
        [Tick(_from_left(drawing, tick.day), tick.text, tick.under) for tick in ticks],
        "".join(f"M{round(_share(drawing, tick.day) * lines.WIDTH)} {lines.HEIGHT}v5" for tick in ticks),
    )


def _is_within(drawing: Drawing, day: date, height: float) -> bool:
    return drawing.first <= day <= drawing.last and drawing.scale.place(height) is not None


def _days(drawing: Drawing) -> int:
    return max((drawing.last - drawing.first).days, 1)


def _share(drawing: Drawing, day: date) -> float:
    return (day - drawing.first).days / _days(drawing)


def _from_left(drawing: Drawing, day: date) -> str:
    return _percent(_share(drawing, day))


def _from_top(drawing: Drawing, height: float) -> str:
    return _percent(1 - drawing.scale.place(height))


def _percent(share: float) -> str:
    return f"{round(100 * share, 1):g}%"
