"""Timelines as plotly figures, drawn in the browser by plotly.js.

Where a party speaks often its totals are a line of steps, each standing until the next; where it is silent for long
the line ends. Other totals are marks joined by nothing, a shape for each hedge, and a bar with caps for a range; no
midpoint is drawn that the party did not state.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from html import escape

import plotly.graph_objects as go
import plotly.io as pio
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.comparison.rules.hedges import grouped
from reports.comparison.rules.perspectives import Perspective
from reports.models import Event

from .series import Point, Selection, Series, Speaker

# Mid-tones: each stands out from the light and from the dark ground by at least 3 to 1, and from the others also for
# those who see no red or no green. The first of a perspective has the hue that marks it on the side-by-side page.
OWN, OPPONENT, OTHERS = (
    ["#c4622d", "#a87c12", "#8a6d4b"],
    ["#3b7fc4", "#218f9f", "#5f74c9"],
    ["#3a8f68", "#9a68c2", "#cc5a8c", "#7b828a"],
)
PALETTES = {Perspective.OWN: OWN, Perspective.OPPONENT: OPPONENT}
DASHES = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"]
SYMBOLS = {
    "exact": "circle",
    "about": "circle-open",
    "at_least": "triangle-up",
    "more_than": "triangle-up-open",
    "up_to": "triangle-down",
    "fewer_than": "triangle-down-open",
    "range": "diamond",
}
# Event labels nearer to each other than this share of the chart's width would cover one another.
LABEL_WIDTH = 0.03
FEW_DAYS = 14


def colours_of(speakers: Sequence[Speaker]) -> dict[str, str]:
    """The colour of each party that is shown, by slug: an editor's choice, else one of its perspective's."""
    taken: Counter[Perspective] = Counter()
    colours = {}
    for speaker in speakers:
        if speaker.is_shown:
            palette = PALETTES.get(speaker.perspective, OTHERS)
            colours[speaker.slug] = speaker.colour or palette[taken[speaker.perspective] % len(palette)]
            taken[speaker.perspective] += 1
    return colours


def dash_of(measure: str, selection: Selection) -> str:
    """A measure keeps its dash through all parties."""
    slugs = [measure.slug for measure in selection.measures]
    return DASHES[slugs.index(measure) % len(DASHES)]


def timeline_chart(
    all_series: Sequence[Series],
    selection: Selection,
    colours: Mapping[str, str],
    events: Sequence[Event],
    scale: str,
) -> go.Figure:
    """The figure of a timeline. ``scale`` is linear or log; on a log scale, which has no zero, zeros are left out.

    A party keeps its one of ``colours`` through all its measures. ``events`` are numbered from 1 in their order, as in
    the list beside the chart.
    """
    traces: list[go.Scatter] = []
    for series in all_series:
        colour = colours[series.party]
        lines, single = series.stretches()
        if lines:
            traces.append(_steps(series, lines, colour, dash_of(series.measure, selection), scale))
        traces += _marks(series, single, colour, scale)
    points = [point for series in all_series for point in series.points]
    return go.Figure(traces, _layout(events, scale, points))


def chart_json(figure: go.Figure) -> str:
    return pio.to_json(figure, validate=False)


def value_of(point: Point) -> int:
    """Where a single mark stands: at the number that the party gave; of a range at its best value or its lower end."""
    return next(value for value in (point.best, point.low, point.high) if value is not None)


def _steps(series: Series, stretches: Sequence[Sequence[Point]], colour: str, dash: str, scale: str) -> go.Scatter:
    """One trace for all stretches, with a gap between each and the next."""
    x, y, hover = [], [], []
    for points in stretches:
        if x:
            x, y, hover = [*x, None], [*y, None], [*hover, None]
        x += [point.as_of.isoformat() for point in points]
        y += [_drawable(value_of(point), scale) for point in points]
        hover += [_hover(point) for point in points]
    return go.Scatter(
        name=escape(series.name),
        mode="lines",
        line={"shape": "hv", "color": colour, "dash": dash, "width": 2.5},
        connectgaps=False,
        x=x,
        y=y,
        customdata=hover,
        hovertemplate=_hovertemplate(series),
    )


def _marks(series: Series, points: Sequence[Point], colour: str, scale: str) -> list[go.Scatter]:
    traces = []
    ranges = [point for point in points if point.qualifier == "range"]
    if ranges:
        x, y, hover = [], [], []
        for point in ranges:
            day, text = point.as_of.isoformat(), _hover(point)
            x += [day, day, None]
            y += [_drawable(point.low, scale), _drawable(point.high, scale), None]
            hover += [text, text, None]
        traces.append(
            go.Scatter(
                name=escape(series.name),
                mode="lines+markers",
                line={"color": colour, "width": 3},
                marker={"symbol": "line-ew-open", "size": 12, "color": colour, "line": {"width": 3}},
                x=x,
                y=y,
                customdata=hover,
                hovertemplate=_hovertemplate(series),
            )
        )
    single = [point for point in points if point.qualifier != "range" or point.best is not None]
    if single:
        traces.append(
            go.Scatter(
                name=escape(series.name),
                mode="markers",
                marker={
                    "symbol": [SYMBOLS[point.qualifier] for point in single],
                    "size": 10,
                    "color": colour,
                    "line": {"width": 2, "color": colour},
                },
                x=[point.as_of.isoformat() for point in single],
                y=[_drawable(value_of(point), scale) for point in single],
                customdata=[_hover(point) for point in single],
                hovertemplate=_hovertemplate(series),
            )
        )
    return traces


def _drawable(value: int, scale: str) -> int | None:
    return None if scale == "log" and value == 0 else value


def _hovertemplate(series: Series) -> str:
    """Party and measure, once a series; the library fills in number, days and source from each point."""
    days = _("as of %(as_of)s, stated %(stated_on)s") % {
        "as_of": "%{x|%-d %b %Y}",
        "stated_on": "%{customdata[1]|%-d %b %Y}",
    }
    return f"{escape(series.name)}: %{{customdata[0]}}<br>{days}<br>%{{customdata[2]}}<extra></extra>"


def _hover(point: Point) -> list[str]:
    """What the reader sees of a point: number, day stated, source; and the slug of the record that a click opens."""
    return [str(point.number), point.stated_on.isoformat(), _source(point.publisher, point.sources), point.figure]


@lru_cache(maxsize=4096)
def _source(publisher: str, sources: int) -> str:
    if sources < 2:
        return escape(publisher)
    others = ngettext("%d more source", "%d more sources", sources - 1) % (sources - 1)
    return _("%(source)s and %(others)s") % {"source": escape(publisher), "others": others}


def _values(point: Point) -> list[int]:
    return [value for value in (point.low, point.best, point.high) if value is not None]


def _layout(events: Sequence[Event], scale: str, points: Sequence[Point]) -> go.Layout:
    values = [value for point in points for value in _values(point)]
    return plain_layout(
        [point.as_of for point in points],
        yaxis={
            "type": scale,
            "separatethousands": True,
            "exponentformat": "none",
            "rangemode": "tozero",
            "zeroline": False,
            **(_log_ticks(values) if scale == "log" else {}),
        },
        shapes=[_event_line(event.date) for event in events],
        annotations=_event_numbers(events),
    )


def plain_layout(days: Sequence[date], *, yaxis: dict, **more: object) -> go.Layout:
    """What the charts over ``days`` have in common; the page gives them its colours. ``more`` goes to the layout."""
    return go.Layout(
        template="none",
        showlegend=False,
        hovermode="closest",
        dragmode="zoom",
        margin={"l": 8, "r": 12, "t": 22, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        xaxis={"type": "date", "automargin": True, "showgrid": False, **_days(days)},
        yaxis={"automargin": True, **yaxis},
        **more,
    )


def _days(days: Sequence[date]) -> dict:
    """Days are the smallest unit; a chart of a few days, or of one, shows those around it too."""
    a_month = 31 * 24 * 60 * 60 * 1000
    axis: dict = {
        "tickformatstops": [
            {"dtickrange": [None, a_month - 1], "value": "%-d %b %Y"},
            {"dtickrange": [a_month - 1, "M11"], "value": "%b %Y"},
            {"dtickrange": ["M12", None], "value": "%Y"},
        ]
    }
    if days and (max(days) - min(days)).days < FEW_DAYS:
        edges = (min(days) - timedelta(days=FEW_DAYS), max(days) + timedelta(days=FEW_DAYS))
        axis["range"] = [edge.isoformat() for edge in edges]
    return axis


def _log_ticks(values: Sequence[int]) -> dict:
    """Ticks at 1, 2 and 5 of each power of ten that the values reach, each with its number written out."""
    largest = max(values, default=1)
    ticks = [step * 10**power for power in range(len(str(largest))) for step in (1, 2, 5)]
    return {"tickmode": "array", "tickvals": ticks, "ticktext": [grouped(tick) for tick in ticks]}


def _event_line(day: date) -> dict:
    return {
        "type": "line",
        "layer": "below",
        "xref": "x",
        "yref": "paper",
        "x0": day.isoformat(),
        "x1": day.isoformat(),
        "y0": 0,
        "y1": 1,
        "line": {"width": 1, "dash": "dot", "color": "#7b828a"},
    }


def _event_numbers(events: Sequence[Event]) -> list[dict]:
    """A number over each line, for the list below the chart; none where it would cover the one before."""
    labels: list[dict] = []
    taken: date | None = None
    for number, event in enumerate(events, start=1):
        width = (events[-1].date - events[0].date).days
        if taken is not None and (event.date - taken).days < LABEL_WIDTH * width:
            continue
        taken = event.date
        labels.append(
            {
                "text": str(number),
                "x": event.date.isoformat(),
                "xref": "x",
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "showarrow": False,
            }
        )
    return labels
