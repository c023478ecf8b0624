"""The plotly figure: what is drawn of a drawing, and that the library takes it."""

import json
from math import isnan

import plotly.graph_objects as go
import pytest

from reports.timelines.charts import chart_data, chart_json
from reports.timelines.cumulative import draw_totals
from reports.timelines.marks import MARKS
from reports.timelines.points import Point
from reports.timelines.svg import picture_of
from tests.views.charted import Charted

from .hand_made import daily, day, frame, point, series


def chart(*points: Point, last: int = 300, **more: object) -> Charted:
    drawing = draw_totals([series(points)], frame(last, **more))
    return Charted(json.loads(chart_json(chart_data(drawing))))


@pytest.mark.parametrize("name", [name for name in MARKS if name != "range"])
def test_a_mark_stands_at_the_number_that_the_party_gave(name: str) -> None:
    (marks,) = chart(point(9, 1351, name)).marks
    assert set(marks["x"]) == {day(9)}
    assert set(marks["y"]) == {1351}
    assert len(marks["x"]) == len(MARKS[name].parts)
    assert set(marks["customdata"]) == {0}


def test_marks_of_an_undefined_measure_are_paler() -> None:
    drawing = draw_totals(
        [series([point(9, 5)]), series([point(9, 5)], is_undefined=True, measure="wounded")], frame(99)
    )
    defined, undefined = Charted(json.loads(chart_json(chart_data(drawing)))).marks
    assert undefined["marker"]["opacity"] < defined["marker"]["opacity"] == 1
    assert [shown["density"] for shown in picture_of(drawing)["tracks"]] == [1, undefined["marker"]["opacity"]]


def test_no_two_hedges_look_alike() -> None:
    looks = {tuple(mark.parts) for mark in MARKS.values() if not mark.is_bar}
    assert len(looks) == len(MARKS) - 1


def test_a_range_has_its_ends_and_a_stem_and_a_dot_only_where_a_best_value_was_named() -> None:
    (bar,) = chart(point(9, 7000, "range", high=15000)).marks
    assert (bar["y"], bar["error_y"]["array"]["dtype"]) == ([7000, 15000], "f8")
    bar, dot = chart(point(9, 7000, "range", high=15000, best=9000)).marks
    assert (dot["y"], dot["marker"]["symbol"]) == ([9000], "circle")
    assert 9000 not in bar["y"]


def test_a_range_from_zero_reaches_the_edge_of_a_logarithmic_scale() -> None:
    (bar,) = chart(point(9, 0, "range", high=15000), scale="log").marks
    assert bar["y"] == [10000, 15000]


def test_a_restated_total_is_a_marked_step_of_the_line() -> None:
    totals = [point(at, 100 + at) for at in range(30)]
    totals[20] = point(20, 90, revises=True)
    found = chart(*totals)
    (line,) = found.lines
    assert line["y"][19:22] == [119, 90, 121]
    (marks,) = (trace for trace in found.marks if trace["marker"]["symbol"] == "diamond-open")
    assert (marks["x"], marks["y"]) == ([day(20)], [90])


def test_a_corrected_total_has_a_mark_of_its_own_in_chart_and_picture() -> None:
    points = daily(*range(100, 130))
    points[20] = points[20]._replace(revises=True)
    (marks,) = (trace for trace in chart(*points).marks if trace["marker"]["symbol"] == "hourglass-open")
    assert (marks["x"], marks["y"], marks["customdata"]) == ([day(20)], [120], [20])
    (shown,) = picture_of(draw_totals([series(points)], frame(300)))["tracks"]
    assert [use["name"] for use in shown["uses"]].count("revised") == 1


def test_a_stretch_of_days_is_a_line_from_its_first_to_its_last() -> None:
    beside = [point(9, 60, basis="period", begins=day(3), limits="count in a period")]
    drawing = draw_totals([series([point(0, 1)], beside=beside)], frame(300))
    found = Charted(json.loads(chart_json(chart_data(drawing))))
    (span,) = (trace for trace in found.traces if trace["mode"] == "lines")
    assert (span["x"], span["y"][:2], span["customdata"]) == ([day(3), day(9), day(9)], [60, 60], [1, 1, 1])
    assert isnan(span["y"][2]), "the pen is lifted before the next stretch"


def test_labels_of_lines_that_end_side_by_side_do_not_cover_each_other() -> None:
    lines = [
        series(daily(*range(1000 + more, 1100 + more)), party=party) for party, more in (("party", 0), ("other", 1))
    ]
    found = Charted(json.loads(chart_json(chart_data(draw_totals(lines, frame(300))))))
    labels = [note["text"] for note in found.layout["annotations"]]
    assert labels == ["Party<br>no new figure since 3 Jun 2022"]


def test_labels_name_the_measure_where_a_party_has_several() -> None:
    lines = [series(daily(*range(1000, 1100)), measure_name="Tanks"), series(daily(*range(100)), measure="wounded")]
    labels = [note["text"] for note in chart_data(draw_totals(lines, frame(300)))["layout"]["annotations"]]
    assert [label.split("<br>")[0] for label in labels] == ["Tanks", "Killed"]
    lines.append(series([point(0, 5)], party="other"))
    labels = [note["text"] for note in chart_data(draw_totals(lines, frame(300)))["layout"]["annotations"]]
    assert [label.split("<br>")[0] for label in labels] == ["Party, tanks", "Party, killed"]


def test_the_library_takes_the_figure_as_it_is() -> None:
    """With its validation on: nothing in it is misspelt or of the wrong kind."""
    drawing = draw_totals([series([*daily(*range(40)), point(60, 50, "range", best=60)])], frame(300, scale="log"))
    data = json.loads(chart_json(chart_data(drawing)))
    go.Figure({"data": data["data"], "layout": data["layout"]})
