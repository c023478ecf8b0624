"""Timelines as plotly figures, drawn in the browser by plotly.js.

Every x is a typed array of whole days since ``layout.meta.start``: two bytes a day instead of eight. The script that
draws makes dates of them.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

import plotly.graph_objects as go
import plotly.io as pio
from django.utils.translation import gettext as _

from .chart_texts import columns, days_since, typed
from .cumulative import heights_of
from .drawing import Drawing, Scale, Track
from .legend import end_labels, event_numbers
from .marks import LIGHTER, MARKS, PALER, Mark, Part, bars_of, mark_of
from .svg_parts import SMALL

SOFT = "#7b828a"


def chart_data(drawing: Drawing) -> dict:
    """What the chart's address answers: the plotly figure, and what a reader is told of each spot (chart_texts.py)."""
    # Not by go.Figure: it checks and copies once more what its parts have checked.
    return {
        "data": [trace.to_plotly_json() for trace in traces_of(drawing)],
        "layout": _layout(drawing).to_plotly_json(),
        "series": _series(drawing),
        "words": {
            "months": [str(date(2000, month, 1).strftime("%b")) for month in range(1, 13)],
            "open": _("Open its record"),
            "chart": _("Interactive chart"),
            "hint": _("Arrow keys go from figure to figure, Enter opens its record, Escape ends."),
        },
    }


def _series(drawing: Drawing) -> list[dict]:
    """What is told of every track. The ring around a bar stands in its middle."""
    series = [columns(track, drawing.start) for track in drawing.tracks]
    if drawing.mode != "monthly":
        return series
    middles = [[round((bar.left + bar.right) / 2) for bar in bars] for bars in bars_of(drawing)]
    return [told | {"days": typed(days, "i2")} for told, days in zip(series, middles, strict=True)]


def chart_json(figure: dict | go.Figure) -> str:
    return pio.to_json(figure, validate=False)


def _layout(drawing: Drawing) -> go.Layout:
    scale = drawing.scale
    return plain_layout(
        meta={"start": drawing.start.isoformat()},
        xaxis={
            "range": [drawing.first.isoformat(), drawing.last.isoformat()],
            **({"nticks": SMALL} if drawing.is_small else {}),
        },
        yaxis={
            "type": scale.kind,
            "range": [scale.on_axis(scale.low), scale.on_axis(scale.high)],
            "tickmode": "array",
            "tickvals": [height for height, _text in scale.ticks],
            "ticktext": [text for _height, text in scale.ticks],
            "fixedrange": True,
            "zeroline": False,
        },
        shapes=[_event_line(event.day, opacity=0.5 if drawing.is_small else 1) for event in drawing.events],
        annotations=[*_event_numbers(drawing), *_silence_labels(drawing)],
    )


def plain_layout(*, xaxis: dict | None = None, yaxis: dict | None = None, **more: object) -> go.Layout:
    """What the charts over days have in common; the page gives them its colours. ``more`` goes to the layout."""
    a_month = 31 * DAY_IN_MS
    days = {
        "type": "date",
        "automargin": True,
        "showgrid": False,
        "showline": True,
        "ticks": "outside",
        "tickformatstops": [
            {"dtickrange": [None, a_month - 1], "value": "%-d %b\n%Y"},
            {"dtickrange": [a_month - 1, "M11"], "value": "%b %Y"},
            {"dtickrange": ["M12", None], "value": "%Y"},
        ],
    }
    return go.Layout(
        template="none",
        showlegend=False,
        hovermode="closest",
        dragmode="zoom",
        margin={"l": 8, "r": 12, "t": 22, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        xaxis=days | (xaxis or {}),
        yaxis={"automargin": True} | (yaxis or {}),
        **more,
    )


def _event_line(day: date, *, opacity: float) -> dict:
    return {
        "opacity": opacity,
        "type": "line",
        "layer": "below",
        "xref": "x",
        "yref": "paper",
        "x0": day.isoformat(),
        "x1": day.isoformat(),
        "y0": 0,
        "y1": 1,
        "line": {"width": 1, "dash": "dot", "color": SOFT},
    }


def _event_numbers(drawing: Drawing) -> list[dict]:
    """A number over each line, for the list below the chart. The names of those for wide charts only say so."""
    return [
        {
            "text": str(number.event.number),
            "name": "wide" if number.is_for_wide else "any",
            "x": number.event.day.isoformat(),
            "xref": "x",
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "showarrow": False,
            "hovertext": _as_text(number.event.title),
        }
        for number in event_numbers(drawing)
    ]


def _silence_labels(drawing: Drawing) -> list[dict]:
    """Beside the ends of lines since when their party has given no new figure; named as those of events."""
    return [
        {
            "text": f"{_as_text(label.above)}<br>{_as_text(label.below)}",
            "name": "wide" if label.is_for_wide else "any",
            "x": label.spot.day.isoformat(),
            "xref": "x",
            "y": drawing.scale.on_axis(label.spot.size),
            "yref": "y",
            "xanchor": "right" if label.is_before else "left",
            "align": "right" if label.is_before else "left",
            "yanchor": "bottom",
            "yshift": 4,
            "showarrow": False,
            "font": {"color": label.track.colour, "size": 12},
        }
        for label in end_labels(drawing)
    ]


def _as_text(words: str) -> str:
    """As plotly.js reads it: it takes tags for markup, but leaves quotes written as entities as they are."""
    return escape(words, quote=False)


DAY_IN_MS = 24 * 60 * 60 * 1000
# Steps of more days than that are a texture behind their mean.
FEW_STEPS = 120
# What each symbol of marks.py must be to look as it should when it is turned round.
_TURNED = {"triangle-up": "triangle-down", "triangle-up-open": "triangle-down-open"}


# Across the bars of undefined measures.
STRIPES = {"shape": "-", "fillmode": "replace", "size": 6, "solidity": 0.5}


def traces_of(drawing: Drawing) -> Iterator[go.Scatter | go.Bar]:
    """Lines first, so that all marks stand over them."""
    if drawing.mode == "monthly":
        yield from _months(drawing)
        return
    for number, track in enumerate(drawing.tracks):
        for first, after in track.lines:
            yield _steps(number, track, first, after, drawing)
        for mean in track.means:
            yield _mean(track, mean, drawing)
    for number, track in enumerate(drawing.tracks):
        yield from _marks(number, track, drawing)
        yield from _spans(number, track, drawing)
        yield from _ends(track, drawing)


def _steps(number: int, track: Track, first: int, after: int, drawing: Drawing) -> go.Scatter:
    spots = track.spots[first:after]
    daily = drawing.mode != "cumulative"
    is_dense = len(track.spots) > FEW_STEPS
    return go.Scatter(
        name=track.name,
        mode="lines",
        line={
            "shape": "vh" if daily else "hv",
            "color": track.colour,
            "dash": "solid" if daily else track.dash,
            "width": (1 if is_dense else 1.5) if daily else 2.5,
        },
        opacity=(0.45 if is_dense else 0.7) if daily else 1,
        x=_days([spot.day for spot in spots], drawing),
        y=_heights([spot.size for spot in spots], drawing.scale),
        meta={"series": number, "first": first},
        hoverinfo="none",
    )


def _mean(track: Track, mean: Sequence[tuple[date, float]], drawing: Drawing) -> go.Scatter:
    # Nobody sees half of one in a hundred; whole numbers travel in a third of the bytes.
    digits = 0 if min(height for _day, height in mean) >= 100 else 2
    return go.Scatter(
        name=track.name,
        mode="lines",
        line={"color": track.colour, "dash": track.dash, "width": 2.5},
        x=_days([day for day, _height in mean], drawing),
        y=_heights([round(height, digits) for _day, height in mean], drawing.scale),
        hoverinfo="skip",
    )


def _months(drawing: Drawing) -> Iterator[go.Bar]:
    """A bar a month; lighter where not every day of it is known by a difference of its own, striped if undefined."""
    for number, (track, bars) in enumerate(zip(drawing.tracks, bars_of(drawing), strict=True)):
        yield go.Bar(
            name=track.name,
            x=typed([bar.left for bar in bars], "f8"),
            y=_heights([spot.size for spot in track.spots], drawing.scale),
            width=[(bar.right - bar.left) * DAY_IN_MS for bar in bars],
            offset=0,
            marker={
                "color": track.colour,
                "opacity": [LIGHTER if spot.is_partial else 1 for spot in track.spots],
                # An outline would close the gaps of narrow bars.
                "line": {"width": 0 if track.is_undefined else 1, "color": track.colour},
                **({"pattern": STRIPES} if track.is_undefined else {}),
            },
            meta={"series": number, "first": 0},
            hoverinfo="none",
        )


def _marks(number: int, track: Track, drawing: Drawing) -> Iterator[go.Scatter]:
    """A trace for each kind of mark that the track has."""
    kinds: dict[Mark, list[int]] = {}
    for at in track.marks:
        spot = track.spots[at]
        mark = mark_of(spot.style, spot.qualifier)
        kinds.setdefault(mark, []).append(at)
        if spot.qualifier == "range" and spot.best is not None and mark.is_bar:
            kinds.setdefault(MARKS["exact"], []).append(at)
    for mark, places in kinds.items():
        yield (_bars if mark.is_bar else _symbols)(number, track, mark, places, drawing)


def _symbols(number: int, track: Track, mark: Mark, places: Sequence[int], drawing: Drawing) -> go.Scatter:
    """Each mark may be made of several parts, one over the other."""
    each = len(mark.parts)
    spots = [track.spots[at] for at in places for _part in mark.parts]
    parts = list(mark.parts) * len(places)
    return go.Scatter(
        name=track.name,
        mode="markers",
        marker={
            "symbol": parts[0].symbol,
            "size": [part.size for part in parts] if each > 1 else parts[0].size,
            **(_moved(parts) if each > 1 else {}),
            "color": track.colour,
            "opacity": PALER if track.is_undefined else 1,
            "line": {"width": 2, "color": track.colour},
        },
        x=_days([spot.day for spot in spots], drawing),
        y=_heights([spot.size for spot in spots], drawing.scale),
        customdata=typed([at for at in places for _part in mark.parts], "i2"),
        meta={"series": number},
        hoverinfo="none",
        cliponaxis=False,
    )


def _moved(parts: Sequence[Part]) -> dict:
    """Plotly moves a mark downwards, in the direction of its angle: to stand above, a part is turned round."""
    return {
        "standoff": [abs(part.below) for part in parts],
        "angle": [180 if part.below < 0 else 0 for part in parts],
        "symbol": [_TURNED.get(part.symbol, part.symbol) if part.below < 0 else part.symbol for part in parts],
    }


def _bars(number: int, track: Track, mark: Mark, places: Sequence[int], drawing: Drawing) -> go.Scatter:
    """Ranges: a cap at both ends and a stem between them, and nothing in the middle."""
    spots = [track.spots[at] for at in places]
    ends = [(spot, height) for spot in spots for height in (max(spot.low, drawing.scale.low), spot.high)]
    stems = [height for spot in spots for height in (spot.high - max(spot.low, drawing.scale.low), 0)]
    return go.Scatter(
        name=track.name,
        mode="markers",
        marker={
            "symbol": mark.parts[0].symbol,
            "size": mark.parts[0].size,
            "color": track.colour,
            "opacity": PALER if track.is_undefined else 1,
            "line": {"width": 2.5, "color": track.colour},
        },
        error_y={
            "type": "data",
            "symmetric": False,
            "array": typed(stems, "f8"),
            "arrayminus": typed([0] * len(stems), "f8"),
            "width": 0,
            "thickness": 2.5,
            "color": track.colour,
        },
        x=_days([spot.day for spot, _height in ends], drawing),
        y=_heights([height for _spot, height in ends], drawing.scale),
        customdata=typed([at for at in places for _end in range(2)], "i2"),
        meta={"series": number},
        hoverinfo="none",
        cliponaxis=False,
    )


def _spans(number: int, track: Track, drawing: Drawing) -> Iterator[go.Scatter]:
    """What covers a stretch of days: a thin line from its first day to its last, at each number given.

    All are one trace, with no number (NaN) after each, where plotly.js lifts the pen.
    """
    days: list[date] = []
    heights: list[float] = []
    places: list[int] = []
    for at in track.marks:
        spot = track.spots[at]
        if spot.first == spot.day:
            continue
        for height in sorted(set(heights_of(spot))):
            days += [spot.first, spot.day, spot.day]
            heights += [height, height, float("nan")]
            places += [at, at, at]
    if days:
        yield go.Scatter(
            name=track.name,
            mode="lines",
            line={"color": track.colour, "width": 1.5},
            x=_days(days, drawing),
            y=_heights(heights, drawing.scale),
            customdata=typed(places, "i2"),
            meta={"series": number},
            hoverinfo="none",
        )


def _ends(track: Track, drawing: Drawing) -> Iterator[go.Scatter]:
    """A short upright stroke where a line ends because the party fell silent."""
    if track.silences:
        yield go.Scatter(
            name=track.name,
            mode="markers",
            marker={
                "symbol": "line-ns-open",
                "size": 16,
                "color": track.colour,
                "line": {"width": 2.5, "color": track.colour},
            },
            x=_days([silence.since for silence in track.silences], drawing),
            y=_heights([track.spots[silence.at].size for silence in track.silences], drawing.scale),
            customdata=typed([silence.at for silence in track.silences], "i2"),
            hoverinfo="skip",
        )


def _days(days: Sequence[date], drawing: Drawing) -> dict:
    return typed(days_since(drawing.start, days), "i2")


def _heights(heights: Sequence[float], scale: Scale) -> dict:
    """What a log scale cannot show is no number (NaN): plotly.js leaves a gap there."""
    if scale.kind == "log" and any(height <= 0 for height in heights):
        return typed([height if height > 0 else float("nan") for height in heights], "f8")
    return typed(heights, "i4" if all(float(height).is_integer() for height in heights) else "f8")
