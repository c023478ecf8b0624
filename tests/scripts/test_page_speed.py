"""What `make bench-pages` makes of its measurements: medians, verdicts, and the busy time in a trace."""

import json
import math
import urllib.request
from pathlib import Path

import brotli
import pytest

from scripts.page_speed.drawing import main_thread_ms
from scripts.page_speed.limit import limit_files, limit_served
from scripts.page_speed.promises import Row, spreads, table
from scripts.page_speed.visits import Failed

BEGUN = {"name": "timeline drawn", "ph": "b", "pid": 7, "tid": 1, "ts": 1000}
PAINTED = {"name": "bench: drawn painted", "ph": "R", "pid": 7, "tid": 1, "ts": 101_000}


def task(begun: int, took: int, thread: int = 1) -> dict:
    name = "ThreadControllerImpl::RunTask"
    return {"name": name, "ph": "X", "pid": 7, "tid": thread, "ts": begun, "dur": took}


@pytest.mark.parametrize(
    ("runs", "limit", "line"),
    [
        ([900, 120, 150], 300, "picture painted 300 ms 150 ms met"),
        ([300, 300], 300, "picture painted 300 ms 300 ms met"),
        ([301], 300, "picture painted 300 ms 301 ms MISSED"),
        ([150, math.inf, math.inf], 300, "picture painted 300 ms never MISSED"),
        ([12_345.4], None, "picture painted 12,345 ms"),
    ],
)
def test_the_median_is_held_against_the_limit(runs: list[float], limit: float | None, line: str) -> None:
    assert Row("picture painted", runs, limit).line().split() == line.split()


def test_a_median_just_above_its_limit_is_missed_though_both_are_written_alike() -> None:
    row = Row("layout shift", [0.0504], 0.05, unit="", digits=3)
    assert row.line().split() == ["layout", "shift", "0.050", "0.050", "MISSED"]


def test_the_table_counts_promises_only() -> None:
    rows = [Row("a", [1]), Row("b", [1], 2, unit="B"), Row("c", [3], 2, unit="")]
    lines = table({"Page": rows, "Data": [Row("d", [1, 9], 5)]}).splitlines()
    assert [line.split()[0] for line in lines[1:-1]] == ["Page", "a", "b", "c", "Data", "d"]
    assert lines[-1] == "2 of 3 promises met."
    assert len({line.rindex("ms") for line in lines if " ms" in line}) == 1  # columns stand under each other


def test_every_run_is_listed_in_order() -> None:
    assert spreads({"Page": [Row("a", [3, 1, 2])]}) == "Page\n  a: 1 ms, 2 ms, 3 ms"


def test_only_tasks_between_the_marks_and_on_their_thread_count() -> None:
    before, across, within, inside, inside_too, past, elsewhere = (
        task(0, 900),
        task(500, 2500),  # 2,000 µs of it after the beginning
        task(10_000, 30_000),
        task(20_000, 5_000),
        task(30_000, 5_000),
        task(100_000, 50_000),  # 1,000 µs of it before the paint
        task(50_000, 30_000, thread=2),
    )
    assert main_thread_ms([inside_too, inside, BEGUN, PAINTED, past, before, across, within, elsewhere]) == 33


@pytest.mark.parametrize(("events", "missing"), [([PAINTED], BEGUN), ([BEGUN], PAINTED)])
def test_a_page_that_marks_nothing_is_no_fast_page(events: list[dict], missing: dict) -> None:
    with pytest.raises(Failed, match=missing["name"]):
        main_thread_ms([*events, task(10_000, 30_000)])


def test_the_limit_page_holds_the_figure_and_is_served_compressed(tmp_path: Path) -> None:
    for name in ("plotly.css", "plotly-basic.min.js"):
        (tmp_path / name).write_text(f"/* {name} */")
    figure = {"data": [{"name": "</script>"}], "layout": {"meta": {"start": "2022-02-24"}}, "series": ["texts"]}
    files = limit_files(figure, tmp_path)
    with limit_served(files) as address, urllib.request.urlopen(address) as answer:  # noqa: S310
        body = answer.read()
        assert answer.headers["Content-Encoding"] == "br"
        assert body == files["limit.html"]
    page = brotli.decompress(body).decode()
    inlined = page.partition('id="figure">')[2].partition("</script>")[0]
    assert json.loads(inlined) == {"data": figure["data"], "layout": figure["layout"]}
