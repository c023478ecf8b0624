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
from .drawing import Drawing, Scale, SeriesLine
from .legend import end_labels, event_numbers
from .marks import LIGHTER, MARKS, PALER, Mark, MarkPart, bars_of, mark_of
from .svg_parts import SMALL

SOFT = "#7b828a"
DAY_IN_MS = 24 * 60 * 60 * 1000
# Steps of more days than that are a texture behind their mean.
FEW_STEPS = 120
# What each symbol of marks.py must be to look as it should when it is turned round.
_TURNED = {"triangle-up": "triangle-down", "triangle-up-open": "triangle-down-open"}
# Across the bars of undefined measures.
STRIPES = {"shape": "-", "fillmode": "replace", "size": 6, "solidity": 0.5}


def chart_data(drawing: Drawing) -> dict:
    """What the chart's address answers: the plotly figure, and what is told of each marker (chart_texts.py)."""
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
    """What is told of every line. The ring around a bar stands in its middle."""
    series = [columns(line, drawing.start) for line in drawing.lines]
    if drawing.mode != "monthly":
        return series
    middles = [[round((left + right) / 2) for left, right in bars] for bars in bars_of(drawing)]
    return [texts | {"days": typed(days, "i2")} for texts, days in zip(series, middles, strict=True)]


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
        shapes=[rule_line(x=event.day.isoformat(), opacity=0.5 if drawing.is_small else 1) for event in drawing.events],
        annotations=[*_event_numbers(drawing), *_gap_labels(drawing)],
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


def rule_line(*, x: str = "", y: float = 0, **more: object) -> dict:
    """A thin dotted line, upright at the day ``x`` and below all else; without one level at the height ``y``, above."""
    return {
        "type": "line",
        "layer": "below" if x else "above",
        "xref": "x" if x else "paper",
        "yref": "paper" if x else "y",
        "x0": x or 0,
        "x1": x or 1,
        "y0": 0 if x else y,
        "y1": 1 if x else y,
        "line": {"width": 1, "dash": "dot", "color": SOFT},
        **more,
    }


def _event_numbers(drawing: Drawing) -> list[dict]:
    """A number over each line, for the list below the chart. The names of those for wide charts only say so."""
    return [
        {
            "text": str(event.number),
            "name": "wide" if is_for_wide else "any",
            "x": event.day.isoformat(),
            "xref": "x",
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "showarrow": False,
            "hovertext": _as_text(event.title),
        }
        for event, is_for_wide in event_numbers(drawing)
    ]


def _gap_labels(drawing: Drawing) -> list[dict]:
    """Beside the ends of lines since when their party has given no new figure; named as those of events."""
    return [
        {
            "text": f"{_as_text(label.above)}<br>{_as_text(label.below)}",
            "name": "wide" if label.is_for_wide else "any",
            "x": label.marker.day.isoformat(),
            "xref": "x",
            "y": drawing.scale.on_axis(label.marker.size),
            "yref": "y",
            "xanchor": "right" if label.is_before else "left",
            "align": "right" if label.is_before else "left",
            "yanchor": "bottom",
            "yshift": 4,
            "showarrow": False,
            "font": {"color": label.line.colour, "size": 12},
        }
        for label in end_labels(drawing)
    ]


def _as_text(words: str) -> str:
    """As plotly.js reads it: it takes tags for markup, but leaves quotes written as entities as they are."""
    return escape(words, quote=False)


def traces_of(drawing: Drawing) -> Iterator[go.Scatter | go.Bar]:
    """Lines first, so that all marks stand over them."""
    if drawing.mode == "monthly":
        yield from _months(drawing)
        return
    for number, line in enumerate(drawing.lines):
        for first, after in line.runs:
            yield _steps(number, line, first, after, drawing)
        for mean in line.means:
            yield _mean(line, mean, drawing)
    for number, line in enumerate(drawing.lines):
        yield from _marks(number, line, drawing)
        yield from _spans(number, line, drawing)
        yield from _ends(line, drawing)


def _steps(number: int, line: SeriesLine, first: int, after: int, drawing: Drawing) -> go.Scatter:
    markers = line.markers[first:after]
    daily = drawing.mode != "cumulative"
    is_dense = len(line.markers) > FEW_STEPS
    return _scatter(
        line,
        drawing,
        [marker.day for marker in markers],
        [marker.size for marker in markers],
        mode="lines",
        line={
            "shape": "vh" if daily else "hv",
            "color": line.colour,
            "dash": "solid" if daily else line.dash,
            "width": (1 if is_dense else 1.5) if daily else 2.5,
        },
        opacity=(0.45 if is_dense else 0.7) if daily else 1,
        meta={"series": number, "first": first},
    )


def _mean(line: SeriesLine, mean: Sequence[tuple[date, float]], drawing: Drawing) -> go.Scatter:
    # Nobody sees half of one in a hundred; whole numbers travel in a third of the bytes.
    digits = 0 if min(height for _day, height in mean) >= 100 else 2
    return _scatter(
        line,
        drawing,
        [day for day, _height in mean],
        [round(height, digits) for _day, height in mean],
        mode="lines",
        line={"color": line.colour, "dash": line.dash, "width": 2.5},
        hoverinfo="skip",
    )


def _months(drawing: Drawing) -> Iterator[go.Bar]:
    """A bar a month; lighter where not every day of it is known by a difference of its own, striped if undefined."""
    for number, (line, bars) in enumerate(zip(drawing.lines, bars_of(drawing), strict=True)):
        yield go.Bar(
            name=line.series.name,
            x=typed([left for left, _right in bars], "f8"),
            y=_heights([marker.size for marker in line.markers], drawing.scale),
            width=[(right - left) * DAY_IN_MS for left, right in bars],
            offset=0,
            marker={
                "color": line.colour,
                "opacity": [LIGHTER if marker.is_partial else 1 for marker in line.markers],
                # An outline would close the gaps of narrow bars.
                "line": {"width": 0 if line.series.is_undefined else 1, "color": line.colour},
                **({"pattern": STRIPES} if line.series.is_undefined else {}),
            },
            meta={"series": number, "first": 0},
            hoverinfo="none",
        )


def _marks(number: int, line: SeriesLine, drawing: Drawing) -> Iterator[go.Scatter]:
    """A trace for each kind of mark that the line has."""
    kinds: dict[Mark, list[int]] = {}
    for at in line.marks:
        marker = line.markers[at]
        mark = mark_of(marker)
        kinds.setdefault(mark, []).append(at)
        if mark.is_bar and marker.number.best is not None:
            kinds.setdefault(MARKS["exact"], []).append(at)
    for mark, places in kinds.items():
        yield (_bars if mark.is_bar else _symbols)(number, line, mark, places, drawing)


def _symbols(number: int, line: SeriesLine, mark: Mark, places: Sequence[int], drawing: Drawing) -> go.Scatter:
    """Each mark may be made of several parts, one over the other."""
    markers = [line.markers[at] for at in places for _part in mark.parts]
    parts = list(mark.parts) * len(places)
    return _scatter(
        line,
        drawing,
        [marker.day for marker in markers],
        [marker.size for marker in markers],
        mode="markers",
        marker={
            "symbol": parts[0].symbol,
            "size": [part.size for part in parts] if len(mark.parts) > 1 else parts[0].size,
            **(_moved(parts) if len(mark.parts) > 1 else {}),
            "color": line.colour,
            "opacity": PALER if line.series.is_undefined else 1,
            "line": {"width": 2, "color": line.colour},
        },
        customdata=typed([at for at in places for _part in mark.parts], "i2"),
        meta={"series": number},
        cliponaxis=False,
    )


def _moved(parts: Sequence[MarkPart]) -> dict:
    """Plotly moves a mark downwards, in the direction of its angle: to stand above, a part is turned round."""
    return {
        "standoff": [abs(part.below) for part in parts],
        "angle": [180 if part.below < 0 else 0 for part in parts],
        "symbol": [_TURNED.get(part.symbol, part.symbol) if part.below < 0 else part.symbol for part in parts],
    }


def _bars(number: int, line: SeriesLine, mark: Mark, places: Sequence[int], drawing: Drawing) -> go.Scatter:
    """Ranges: a cap at both ends and a stem between them, and nothing in the middle."""
    markers = [line.markers[at] for at in places]
    ranges = [(max(marker.number.low, drawing.scale.low), marker.number.high) for marker in markers]
    stems = [height for low, high in ranges for height in (high - low, 0)]
    return _scatter(
        line,
        drawing,
        [marker.day for marker in markers for _end in range(2)],
        [height for ends in ranges for height in ends],
        mode="markers",
        marker={
            "symbol": mark.parts[0].symbol,
            "size": mark.parts[0].size,
            "color": line.colour,
            "opacity": PALER if line.series.is_undefined else 1,
            "line": {"width": 2.5, "color": line.colour},
        },
        error_y={
            "type": "data",
            "symmetric": False,
            "array": typed(stems, "f8"),
            "arrayminus": typed([0] * len(stems), "f8"),
            "width": 0,
            "thickness": 2.5,
            "color": line.colour,
        },
        customdata=typed([at for at in places for _end in range(2)], "i2"),
        meta={"series": number},
        cliponaxis=False,
    )


def _spans(number: int, line: SeriesLine, drawing: Drawing) -> Iterator[go.Scatter]:
    """What covers a stretch of days: a thin line from its first day to its last, at each number given.

    All are one trace, with no number (NaN) after each, where plotly.js lifts the pen.
    """
    days: list[date] = []
    heights: list[float] = []
    places: list[int] = []
    for at in line.marks:
        marker = line.markers[at]
        if marker.first == marker.day:
            continue
        for height in sorted(set(marker.heights)):
            days += [marker.first, marker.day, marker.day]
            heights += [height, height, float("nan")]
            places += [at, at, at]
    if days:
        yield _scatter(
            line,
            drawing,
            days,
            heights,
            mode="lines",
            line={"color": line.colour, "width": 1.5},
            customdata=typed(places, "i2"),
            meta={"series": number},
        )


def _ends(line: SeriesLine, drawing: Drawing) -> Iterator[go.Scatter]:
    """A short upright stroke where a line ends because the party fell silent."""
    if line.gaps:
        yield _scatter(
            line,
            drawing,
            [gap.since for gap in line.gaps],
            [line.markers[gap.at].size for gap in line.gaps],
            mode="markers",
            marker={
                "symbol": "line-ns-open",
                "size": 16,
                "color": line.colour,
                "line": {"width": 2.5, "color": line.colour},
            },
            customdata=typed([gap.at for gap in line.gaps], "i2"),
            hoverinfo="skip",
        )


def _scatter(
    line: SeriesLine, drawing: Drawing, days: Sequence[date], heights: Sequence[float], /, **drawn: object
) -> go.Scatter:
    return go.Scatter(
        name=line.series.name,
        x=typed(days_since(drawing.start, days), "i2"),
        y=_heights(heights, drawing.scale),
        **{"hoverinfo": "none"} | drawn,
    )


def _heights(heights: Sequence[float], scale: Scale) -> dict:
    """What a log scale cannot show is no number (NaN): plotly.js leaves a gap there."""
    if scale.kind == "log" and any(height <= 0 for height in heights):
        return typed([height if height > 0 else float("nan") for height in heights], "f8")
    return typed(heights, "i4" if all(float(height).is_integer() for height in heights) else "f8")
