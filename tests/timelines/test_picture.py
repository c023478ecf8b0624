"""The picture agrees with the drawing, wherever it is worked out a second way, and is small."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from reports.timelines import svg_parts as lines
from reports.timelines.cumulative import draw_totals
from reports.timelines.drawing import Drawing
from reports.timelines.marks import MARKS, STYLE_MARKS, Mark, shapes_of
from reports.timelines.points import PartySeries
from reports.timelines.svg import picture_of
from reports.timelines.svg_parts import day_ticks
from tests.timelines.hand_made import daily, day, frame, point, series


def drawn(all_series: list[PartySeries], last: int = 400, **more: object) -> Drawing:
    return draw_totals(all_series, frame(last, **more))


def html_of(picture: dict) -> str:
    return render_to_string("timeline/picture.html", {"picture": picture})


def places(path: str) -> list[tuple[int, int]]:
    """Where a path of relative steps comes by, in units of its field."""
    across, down = map(int, re.match(r"M(\d+) (\d+)", path).groups())
    found = [(across, down)]
    for letter, length in re.findall(r"([hv])(-?\d+)", path):
        across, down = (across + int(length), down) if letter == "h" else (across, down + int(length))
        found.append((across, down))
    return found


def test_marks_stand_where_the_numbers_of_the_file_say() -> None:
    """Recomputed from the file: the ministry's three totals of its dead, on an axis of days and one of numbers."""
    with Path("reports/data/package/figures.csv").open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if _is_total_of_russias_dead(row)]
    totals = [(date.fromisoformat(row["as_of"]), int(row["best"])) for row in rows]
    points = [point((at - day(0)).days, value) for at, value in totals]
    drawing = drawn([series(points)], last=300, first=day(0))
    (track,) = picture_of(drawing)["tracks"]
    expected = {
        (f"{round(100 * (at - day(0)).days / 300, 1):g}%", f"{round(100 - 100 * value / drawing.scale.high, 1):g}%")
        for at, value in totals
    }
    assert len(expected) == len(totals) >= 3
    assert {(use["x"], use["y"]) for use in track["uses"]} == expected


def _is_total_of_russias_dead(row: dict[str, str]) -> bool:
    return (
        row["report_id"].startswith("russia-mod-2022")
        and (row["subject"], row["measure"]) == ("russian-forces", "killed")
        and (row["basis"], row["scope"], row["qualifier"]) == ("cumulative", "theatre", "exact")
    )


def test_a_line_of_steps_passes_through_every_total_that_can_be_told_apart() -> None:
    totals = [7 * at for at in range(100)]
    drawing = drawn([series(daily(*totals))], last=100)
    (line,) = picture_of(drawing)["tracks"][0]["lines"]
    found = places(line["path"])
    for at, total in enumerate(totals[1:], 1):
        across = round(at / 100 * lines.WIDTH)
        assert (across, round((1 - total / drawing.scale.high) * lines.HEIGHT)) in found


def test_ten_thousand_totals_are_thinned_but_keep_ends_extremes_and_falls() -> None:
    totals = [*range(0, 50_000, 10), 20_000, *range(20_010, 70_000, 10)]
    drawing = drawn([series(daily(*totals))], last=len(totals))
    picture = picture_of(drawing)
    (line,) = picture["tracks"][0]["lines"]
    found = places(line["path"])

    def place(at: int) -> tuple[int, int]:
        return (
            round(at / len(totals) * lines.WIDTH),
            round((1 - totals[at] / drawing.scale.high) * lines.HEIGHT),
        )

    assert len(line["path"]) < 6_000
    for at in (0, 5_000, len(totals) - 1):
        assert place(at) in found
    assert any(across == place(4_999)[0] and down == place(4_999)[1] for across, down in found), "the top of the fall"


def test_daily_peaks_are_kept_when_thinned() -> None:
    spots = [(at / 2000, 0.9 if at == 777 else 0.1 + 0.01 * (at % 3)) for at in range(2000)]
    (run,) = lines.in_field(spots)
    kept = lines.thinned_peaks(run, 4)
    assert len(kept) < len(run) / 3
    assert min(run, key=lambda place: place[1]) in kept
    assert kept[0] == run[0]
    assert kept[-1] == run[-1]


def test_what_a_log_scale_cannot_show_is_a_gap() -> None:
    totals = [*[0] * 12, *range(1, 40)]
    picture = picture_of(drawn([series(daily(*totals))], last=60, scale="log"))
    (line,) = picture["tracks"][0]["lines"]
    assert places(line["path"])[0] == (round(12 / 60 * lines.WIDTH), lines.HEIGHT)


def test_all_zeros_on_a_log_scale_draw_nothing_and_the_drawing_knows() -> None:
    zeros = [series(daily(*[0] * 30))]
    assert drawn(zeros, scale="log").is_empty
    assert not drawn(zeros).is_empty
    assert picture_of(drawn(zeros, scale="log"))["tracks"][0]["uses"] == []
    assert drawn([]).is_empty


def test_one_single_figure_is_one_mark() -> None:
    (track,) = picture_of(drawn([series([point(5, 1351)])], last=5))["tracks"]
    assert [(use["name"], use["x"]) for use in track["uses"]] == [("exact", "50%")]
    assert track["lines"] == []


def test_a_range_is_a_stem_with_two_caps_and_a_dot_only_where_a_best_value_was_named() -> None:
    ranges = [point(5, 7_000, "range"), point(90, 7_000, "range", best=9_000)]
    (track,) = picture_of(drawn([series(ranges)], last=100))["tracks"]
    assert [stroke["is_bar"] for stroke in track["strokes"]] == [True, True]
    assert [use["name"] for use in track["uses"]] == ["range", "range", "range", "range", "exact"]


@pytest.mark.parametrize("mark", [*MARKS.values(), *STYLE_MARKS.values()], ids=lambda mark: mark.name)
def test_every_mark_has_a_glyph(mark: Mark) -> None:
    shapes = shapes_of(mark)
    assert len(shapes) == len(mark.parts)
    for shape, part in zip(shapes, mark.parts, strict=True):
        assert shape["path"].startswith("M")
        assert shape["is_filled"] == (not part.symbol.endswith("-open"))


def test_names_carry_no_markup_and_are_cut() -> None:
    names = ["<script>alert(1)</script>" + "N" * 300, "X" * 300]
    all_series = [
        series(daily(*range(more, 100 + more)), party=party, party_name=name)
        for (party, more), name in zip([("party", 0), ("other", 90)], names, strict=True)
    ]
    html = html_of(picture_of(drawn(all_series)))
    assert "<script" not in html
    assert "&lt;script&gt;alert" in html
    assert "N" * 100 not in html
    assert len(html) < 9_000


def test_forty_parties_are_named_in_part() -> None:
    parties = [f"p{number}" for number in range(40)]
    given = {"colours": dict.fromkeys(parties, "#3b7fc4")}
    picture = picture_of(drawn([series([point(5, 10)], party=party) for party in parties], last=60, **given))
    assert len(picture["tracks"]) == 40
    assert "32 more parties" in picture["title"]
    assert "32 more series" in picture["description"]


def test_the_picture_tells_who_what_when_and_since_when_a_party_is_silent() -> None:
    html = BeautifulSoup(html_of(picture_of(drawn([series(daily(*range(100, 130)))], last=300))), "html.parser")
    image = html.find("svg", role="img")
    assert image["aria-label"] == "Killed: running totals claimed by Party, 24 Feb 2022 to 21 Dec 2022"
    assert image.desc.get_text() == "Party, killed: 129, no new figure since 25 Mar 2022"
    assert [text.get_text() for text in html.select(".silent text")] == ["Party", "no new figure since 25 Mar 2022"]


def test_no_style_that_the_policy_forbids() -> None:
    assert not re.search(r"\bstyle\b", html_of(picture_of(drawn([series(daily(*range(100)))]))))


@pytest.mark.parametrize(
    ("first", "last", "most", "expected"),
    [
        ("2022-02-24", "2026-11-22", 10, ["Jul 2022", "Jan 2023", "Jul 2023", "Jan 2024", "Jul 2024"]),
        ("2022-02-24", "2026-11-22", 4, ["2024", "2026"]),
        ("2022-02-24", "2022-12-20", 10, ["Mar 2022", "Apr 2022", "May 2022", "Jun 2022", "Jul 2022"]),
        ("2022-12-20", "2023-01-20", 5, ["25 Dec", "1 Jan", "8 Jan", "15 Jan"]),
    ],
)
def test_ticks_of_days_are_those_of_the_chart(first: str, last: str, most: int, expected: list[str]) -> None:
    """What plotly.js 4.1 writes on an axis with those edges and room for so many ticks."""
    found = day_ticks(date.fromisoformat(first), date.fromisoformat(last), most)
    assert [text for _day, text, _under in found][: len(expected)] == expected
    if found[0][2]:
        assert [under for _day, _text, under in found] == ["2022", "2023", "", ""]
