"""The ratio of two parties' figures over time, as a plotly figure.

A number is a mark, an interval a bar with caps, an open end a triangle that points to it; no midpoint is drawn. Each
reading of an undefined measure has a colour and a shape.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from html import escape
from math import log10

import plotly.graph_objects as go
from django.utils.translation import gettext as _

from reports.comparison.two_parties.aligned_days import AlignedDay, Alignment
from reports.rules.claims import Claim
from reports.rules.ratios import Ratio, ReadRatio, in_digits
from reports.rules.sentences import day_in_words

from .charts import plain_layout, rule_line

# Mid-tones as in charts.py, told apart also without red or green; a shape goes with each.
COLOURS = ["#3b7fc4", "#c4622d", "#3a8f68", "#9a68c2", "#7b828a"]
SYMBOLS = ["circle", "square", "diamond", "cross", "x"]
TRIANGLES = ["", "-open", "-dot", "-open-dot", "-open"]
READING_DASHES = ["solid", "dash", "dot", "dashdot", "longdash"]
CROWD = 150
FEW_DAYS = 14

Mark = tuple[AlignedDay, ReadRatio, Ratio]


def readings_of(alignment: Alignment) -> list[dict[str, str]]:
    """The readings of which there may be a ratio, in the order of their colours, and how each looks.

    The texts ``undefined`` and ``reading`` are empty where both parties surely count the same.
    """
    return [
        {
            "undefined": undefined,
            "reading": reading,
            "colour": COLOURS[place % len(COLOURS)],
            "symbol": SYMBOLS[place % len(SYMBOLS)],
            "triangle": TRIANGLES[place % len(TRIANGLES)],
            "dash": READING_DASHES[place % len(READING_DASHES)],
        }
        for place, (undefined, reading) in enumerate(alignment.readings)
    ]


def ratio_chart(alignment: Alignment, scale: str) -> go.Figure:
    """The figure. ``scale`` is linear or log; on a log scale, which has no zero, an end at zero is left out."""
    days = [alignment.on(day) for day in alignment.days]
    marks = [(aligned, read, read.ratio) for aligned in days for read in aligned.ratios]
    marks = [mark for mark in marks if mark[2] and mark[2].is_bounded]
    size = 6 if len(marks) > CROWD else 10
    traces: list[go.Scatter] = []
    for reading in readings_of(alignment):
        key = (reading["undefined"], reading["reading"])
        traces += _traces(reading, [mark for mark in marks if (mark[1].undefined, mark[1].reading) == key], scale, size)
    ends = [end for _day, _read, ratio in marks for end in (ratio.low, ratio.high) if end]
    yaxis = {"type": scale, "zeroline": False, "exponentformat": "none", "separatethousands": True}
    yaxis |= _log_axis(ends) if scale == "log" else {"range": [0, _top(ends)]}
    xaxis = _days([mark[0].day for mark in marks])
    return go.Figure(traces, plain_layout(xaxis=xaxis, yaxis=yaxis, shapes=[rule_line(y=1)]))


def _days(days: Sequence[date]) -> dict:
    """A chart of a few days, or of one, shows those around it too."""
    if not days or (max(days) - min(days)).days >= FEW_DAYS:
        return {}
    edges = (min(days) - timedelta(days=FEW_DAYS), max(days) + timedelta(days=FEW_DAYS))
    return {"range": [edge.isoformat() for edge in edges]}


def _traces(reading: dict[str, str], marks: Sequence[Mark], scale: str, size: int) -> list[go.Scatter]:
    """Numbers, intervals and open ends, each kind as one trace."""
    kinds = [
        (_is_number, reading["symbol"]),
        (lambda ratio: ratio.high is None, f"triangle-up{reading['triangle']}"),
        (_has_no_floor, f"triangle-down{reading['triangle']}"),
    ]
    traces = []
    for is_one, symbol in kinds:
        alike = [mark for mark in marks if is_one(mark[2])]
        if alike:
            marker = {"symbol": symbol, "size": size, "color": reading["colour"]}
            marker["line"] = {"width": 2, "color": reading["colour"]}
            x = [aligned.day.isoformat() for aligned, _read, _ratio in alike]
            y = [_height(ratio.low if ratio.high is None else ratio.high, scale) for _day, _read, ratio in alike]
            traces.append(_trace(x, y, [_hover(*mark) for mark in alike], mode="markers", marker=marker))
    bars = [mark for mark in marks if not any(is_one(mark[2]) for is_one, _symbol in kinds)]
    if bars:
        x, y, hover = [], [], []
        for mark in bars:
            aligned, _read, ratio = mark
            day, text = aligned.day.isoformat(), _hover(*mark)
            x += [day, day, None]
            y += [_height(ratio.low, scale), _height(ratio.high, scale), None]
            hover += [text, text, None]
        marker = {"symbol": "line-ew-open", "size": 12, "color": reading["colour"], "line": {"width": 3}}
        line = {"color": reading["colour"], "width": 3, "dash": reading["dash"]}
        traces.append(_trace(x, y, hover, mode="lines+markers", marker=marker, line=line))
    return traces


def _is_number(ratio: Ratio) -> bool:
    return ratio.high == 0 or (ratio.low is not None and ratio.low == ratio.high)


def _has_no_floor(ratio: Ratio) -> bool:
    """At most so many times: what begins at zero is as open as what has no lower end."""
    return not ratio.low and bool(ratio.high)


def _trace(x: list, y: list, hover: list, **drawn: object) -> go.Scatter:
    template = "%{customdata[0]}<br>%{customdata[1]}<br>%{customdata[2]}<extra></extra>"
    return go.Scatter(x=x, y=y, customdata=hover, hovertemplate=template, **drawn)


def _hover(aligned: AlignedDay, read: ReadRatio, ratio: Ratio) -> list[str]:
    """The ratio, both figures, and the day to which a click leads."""
    under = _(" if “%(measure)s” means %(reading)s") % {"measure": read.undefined, "reading": read.reading}
    times = f"{day_in_words(aligned.day)}: {ratio}{under if read.undefined else ''}"
    return [escape(times), _figure(read.a), _figure(read.b), aligned.day.isoformat()]


def _figure(claim: Claim) -> str:
    return escape(
        _("%(party)s: %(words)s, as of %(day)s")
        % {"party": claim.party_name, "words": claim.words, "day": day_in_words(claim.as_of)}
    )


def _height(end: Fraction, scale: str) -> float | None:
    return None if scale == "log" and end == 0 else round(float(end), 6)


def _top(ends: Sequence[Fraction]) -> float:
    """The line at one is always in the picture, with some room above the highest mark."""
    return float(max([*ends, Fraction(1)])) * 1.08


def _log_axis(ends: Sequence[Fraction]) -> dict:
    """From the lowest to the highest end, one included; ticks at 1, 2 and 5 of each power of ten, written out."""
    reached = [*map(float, ends), 1.0]
    steps = [step * Fraction(10) ** power for power in range(-7, 8) for step in (1, 2, 5)]
    ticks = [step for step in steps if min(reached) / 2.5 <= step <= max(reached) * 2.5]
    return {
        "range": [log10(min(reached) / 1.3), log10(max(reached) * 1.3)],
        "tickmode": "array",
        "tickvals": [float(tick) for tick in ticks],
        "ticktext": [_tick(tick) for tick in ticks],
    }


def _tick(tick: Fraction) -> str:
    return f"{int(tick):,}" if tick >= 1 else in_digits(tick)
