"""Timelines as plotly figures, drawn in the browser by plotly.js.

Every x is a typed array of whole days since ``layout.meta.start``: two bytes a day instead of eight. The script that
draws makes dates of them.
"""

from datetime import date
from html import escape

import plotly.graph_objects as go
import plotly.io as pio
from django.utils.translation import gettext as _

from .bars import bars_of
from .columns import columns, typed
from .day_ticks import SMALL
from .drawing import Drawing
from .labels import end_labels, event_numbers
from .traces import DAY_IN_MS, traces_of

SOFT = "#7b828a"


def chart_data(drawing: Drawing) -> dict:
    """What the chart's address answers: the plotly figure, and what a reader is told of each spot (columns.py)."""
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
