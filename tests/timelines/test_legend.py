"""The legend holds what is drawn and no more, and what each party said last."""

from reports.timelines.cumulative import draw_totals
from reports.timelines.drawing import Drawing
from reports.timelines.legend import PARTIES_SHOWN, key_of, restated_in
from reports.timelines.points import Series
from tests.timelines.hand_made import daily, day, frame, point, series


def drawn(*all_series: Series, last: int = 400, **more: object) -> Drawing:
    return draw_totals(all_series, frame(last, **more))


def test_only_marks_that_occur_in_their_usual_order() -> None:
    key = key_of([drawn(series([point(5, 10, "at_least"), point(90, 20), point(200, 70, "range", best=90)]))])
    assert [glyph.name for glyph in key.glyphs] == ["exact", "at_least", "range"]
    assert not key.has_ends
    assert not key.has_undefined


def test_the_latest_number_and_since_when_there_is_none_newer() -> None:
    key = key_of([drawn(series([*daily(*range(100, 130), qualifier="about")]))])
    (party,) = key.parties
    (latest,) = party.tracks
    assert (str(latest.point.number), latest.silent_since) == ("about 129", day(29))
    assert key.has_ends


def test_what_is_undefined_is_explained_where_there_is_any() -> None:
    assert key_of([drawn(series([point(1, 2)], is_undefined=True))]).has_undefined
    assert not key_of([drawn(series([point(1, 2)]))]).has_undefined


def test_forty_parties_are_folded() -> None:
    parties = [f"p{number}" for number in range(40)]
    given = {"colours": dict.fromkeys(parties, "#3b7fc4")}
    key = key_of([drawn(*(series([point(5, 10)], party=party) for party in parties), **given)])
    assert len(key.parties) == PARTIES_SHOWN
    assert len(key.parties) + len(key.folded) == 40


def test_restated_and_withdrawn_totals_are_listed_newest_first() -> None:
    points = [
        point(1, 100),
        point(20, 90, revises=True),
        point(40, 80),
        point(60, 95, withdrawn_on=day(70)),
        point(80, 96),
    ]
    listed = [
        (each.day, each.older.size, each.newer and each.newer.size, each.is_said)
        for each in restated_in([drawn(series(points))])
    ]
    assert listed == [
        (day(70), 95, None, True),
        (day(40), 90, 80, False),
        (day(20), 100, 90, True),
    ]
