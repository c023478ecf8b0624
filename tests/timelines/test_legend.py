"""The legend holds what is drawn and no more, and what each party said last."""

from reports.timelines.cumulative import draw_totals
from reports.timelines.drawing import Drawing, Style, broken_lines_in
from reports.timelines.legend import PARTIES_SHOWN, legend_of, restated_in
from reports.timelines.points import PartySeries
from tests.timelines.hand_made import daily, day, frame, point, series


def drawn(*all_series: PartySeries, last: int = 400, **more: object) -> Drawing:
    return draw_totals(all_series, frame(last, **more))


def test_only_marks_that_occur_in_their_usual_order() -> None:
    key = legend_of([drawn(series([point(5, 10, "at_least"), point(90, 20), point(200, 70, "range", best=90)]))])
    assert [glyph["name"] for glyph in key.glyphs] == ["exact", "at_least", "range"]
    assert not key.has_ends
    assert not key.has_undefined


def test_the_latest_number_and_since_when_there_is_none_newer() -> None:
    key = legend_of([drawn(series([*daily(*range(100, 130), qualifier="about")]))])
    (party,) = key.parties
    (latest,) = party["tracks"]
    assert (str(latest["point"].number), latest["silent_since"]) == ("about 129", day(29))
    assert key.has_ends


def test_what_is_undefined_is_explained_where_there_is_any() -> None:
    assert legend_of([drawn(series([point(1, 2)], is_undefined=True))]).has_undefined
    assert not legend_of([drawn(series([point(1, 2)]))]).has_undefined


def test_forty_parties_are_folded() -> None:
    parties = [f"p{number}" for number in range(40)]
    given = {"colours": dict.fromkeys(parties, "#3b7fc4")}
    key = legend_of([drawn(*(series([point(5, 10)], party=party) for party in parties), **given)])
    assert len(key.parties) == PARTIES_SHOWN
    assert len(key.parties) + len(key.folded) == 40


def test_single_statements_that_have_grown_old_say_so_too() -> None:
    drawing = drawn(series([point(0, 498), point(23, 1351), point(30, 5937)]), last=400)
    ((latest,),) = (party["tracks"] for party in legend_of([drawing]).parties)
    assert (drawing.lines[0].runs, latest["silent_since"]) == ((), day(30))


def test_lines_that_break_off_and_go_on_are_listed_with_their_silences() -> None:
    totals = [*daily(*range(20)), *daily(*range(20, 40), first=60), *daily(*range(40, 60), first=330)]
    (line,) = broken_lines_in([drawn(series(totals))])
    assert line == (
        "Party, killed",
        ["no new figure from 16 Mar to 24 Apr 2022", "no new figure from 15 May 2022 to 19 Jan 2023"],
    )
    ((_name, gaps),) = broken_lines_in([drawn(series(totals), first=day(70))])
    assert len(gaps) == 1, "the other is not on the chart"
    assert broken_lines_in([drawn(series(daily(*range(20))))]) == []


def test_restated_and_withdrawn_totals_are_listed_newest_first() -> None:
    points = [
        point(1, 100),
        point(20, 90, revises=True),
        point(40, 80),
        point(60, 95, withdrawn_on=day(70)),
        point(80, 96, revises=True),
        point(90, 50, revises=True, origin=day(85)),
    ]
    beside = [point(60, 7, scope="place", limits="one place", withdrawn_on=day(75))]
    listed = [
        (total["style"], total["day"], *(total[key] and total[key].number.size for key in ("older", "newer")))
        for total in restated_in([drawn(series(points, beside=beside))])
    ]
    assert listed == [
        (Style.REVISED, day(90), None, 50),
        (Style.REVISED, day(80), 80, 96),
        (Style.WITHDRAWN, day(75), 7, None),
        (Style.WITHDRAWN, day(70), 95, None),
        (Style.FELL, day(40), 90, 80),
        (Style.RESTATED, day(20), 100, 90),
    ]
