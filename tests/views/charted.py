"""A chart's data as its address answers it, with days as days and typed arrays as lists."""

import json
import re
from base64 import b64decode
from datetime import date, timedelta

import numpy as np
from django.test import Client

from reports.rules.number import grouped

CHART = "/russia-ukraine/timeline/chart.json"


def untyped(array: dict | list) -> list:
    if isinstance(array, dict):
        return np.frombuffer(b64decode(array["bdata"]), dtype=f"<{array['dtype']}").tolist()
    return array


class Charted:
    """``traces`` are plotly's, with x as days; ``series`` are what a reader is told of each spot, filled in."""

    def __init__(self, answer: dict) -> None:
        self.layout = answer["layout"]
        self.words = answer["words"]
        self.start = date.fromisoformat(self.layout["meta"]["start"])
        self.traces = [self._trace(trace) for trace in answer["data"]]
        self.series = [Told(series, self.start) for series in answer["series"]]

    def _trace(self, trace: dict) -> dict:
        days = [self.start + timedelta(days=number) for number in untyped(trace["x"])]
        return trace | {
            "x": days,
            "y": untyped(trace["y"]),
            "customdata": untyped(trace["customdata"]) if "customdata" in trace else None,
        }

    @property
    def lines(self) -> list[dict]:
        """Lines of steps: each total standing until the next."""
        return [trace for trace in self.traces if trace["mode"] == "lines" and "first" in (trace.get("meta") or {})]

    @property
    def marks(self) -> list[dict]:
        """Traces of marks that can be pointed at."""
        return [trace for trace in self.traces if trace["mode"] == "markers" and trace.get("meta")]

    def spot(self, trace: dict, place: int) -> dict[str, str]:
        """What the reader is told at that place of a trace."""
        at = trace["customdata"][place] if trace["customdata"] else trace["meta"]["first"] + place
        return self.series[trace["meta"]["series"]].spot(at)


class Told:
    """One series of the chart's data, its patterns filled in as the script does."""

    def __init__(self, series: dict, start: date) -> None:
        self.name, self.colour, self.texts = series["name"], series["colour"], series["texts"]
        self.days = [start + timedelta(days=number) for number in untyped(series["days"])]
        self.stated = [start + timedelta(days=number) for number in untyped(series["stated"])]
        self.values = untyped(series["values"])
        self.newer = untyped(series.get("newer", []))

    @property
    def spots(self) -> list[dict[str, str]]:
        return [self.spot(at) for at in range(len(self.days))]

    def spot(self, at: int) -> dict[str, str]:
        return {name: self._text(column, at) for name, column in self.texts.items()}

    def by_day(self) -> dict[date, dict[str, str]]:
        return {day: self.spot(at) for at, day in enumerate(self.days)}

    def _text(self, column: dict, at: int) -> str:
        pattern = column["patterns"][untyped(column["at"])[at] if "at" in column else 0]
        known = {"n": grouped(self.values[at]) if isinstance(self.values[at], int) else str(self.values[at])}
        known |= {"day": in_words(self.days[at]), "stated": in_words(self.stated[at])}
        known["iso"] = self.days[at].isoformat()
        if self.newer:
            known |= {"newer": grouped(self.newer[at]), "older": grouped(self.newer[at] - int(self.values[at]))}
        if at:
            known["before"] = in_words(self.days[at - 1])
            known["change"] = f"{self.values[at] - self.values[at - 1]:+,}"
        return re.sub(r"\{(\w+)\}", lambda found: known[found[1]], pattern)


def in_words(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


def charted(client: Client, query: str) -> Charted:
    answer = client.get(f"{CHART}?{query}")
    assert answer.status_code == 200, answer.content
    return Charted(json.loads(answer.content))
