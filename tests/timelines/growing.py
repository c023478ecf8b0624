"""Drawings of what is new, made of points by hand, and what a reader is told of them."""

import json
from collections.abc import Sequence

from reports.timelines.charts import chart_data, chart_json
from reports.timelines.drawing import Drawing, SeriesLine
from reports.timelines.growth import draw_growth
from reports.timelines.points import Point
from tests.views.charted import Told

from .hand_made import START, day, frame, point, series


def drawn(points: Sequence[Point], mode: str = "daily", beside: Sequence[Point] = (), **more: object) -> Drawing:
    return draw_growth([series(points, beside=beside)], frame(60, **more), mode)


def track(points: Sequence[Point], mode: str = "daily", beside: Sequence[Point] = (), **more: object) -> SeriesLine:
    return drawn(points, mode, beside, **more).lines[0]


def told(points: Sequence[Point], mode: str = "daily", beside: Sequence[Point] = ()) -> list[dict[str, str]]:
    answer = json.loads(chart_json(chart_data(drawn(points, mode, beside))))
    return Told(answer["series"][0], START).spots


def rate(last: int, value: int, **more: object) -> Point:
    given = {"basis": "daily_average", "limits": "daily average", "begins": day(last - 20)}
    return point(last, value, "about", **given | more)


# Days 31 Mar to 9 May of the war's first year.
FORTY_DAYS = [point(at, 100 * at) for at in range(35, 76)]

# An average a day and what is drawn in no mode of growth.
BESIDE = [
    rate(30, 345),
    rate(31, 345, basis="period_average"),
    point(32, 50, basis="period"),
    point(33, 60, scope="place"),
    point(34, 70, basis="held"),
]
