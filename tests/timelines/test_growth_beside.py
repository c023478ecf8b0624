"""What stands beside the differences of totals: averages of the parties' own, and what is not drawn."""

from datetime import date

from reports.timelines.drawing import Style
from reports.timelines.growth import draw_growth
from reports.timelines.legend import legend_of

from .growing import BESIDE, FORTY_DAYS, drawn, rate, told, track
from .hand_made import daily, day, frame, series


def test_what_stands_beside_and_is_not_drawn_is_counted_with_the_place_where_it_is() -> None:
    average = "1 average over a period, such as a month, is drawn on no chart; it is among the figures."
    others = (
        "Not drawn here, but under “Total”: 1 count of a stretch of days, 1 figure of one place or group and 1 number "
        "held at a time."
    )
    a_day = "Not drawn here, but under “New a day”: 1 average a day of a party’s own."
    assert drawn(FORTY_DAYS, beside=BESIDE).remarks == (average, others)
    assert drawn(FORTY_DAYS, "monthly", BESIDE).remarks == (a_day, average, others)
    assert drawn(FORTY_DAYS, "monthly", BESIDE, first=day(34)).remarks == (
        "Not drawn here, but under “Total”: 1 number held at a time.",
    )
    assert drawn(FORTY_DAYS, "monthly", BESIDE, hidden=["period", "partial"]).remarks == ()
    undefined = series(FORTY_DAYS, beside=BESIDE, is_undefined=True)
    assert draw_growth([undefined], frame(60, hidden=["undefined"]), "daily").remarks == ()


def test_a_small_chart_says_of_which_measure_it_speaks() -> None:
    found = drawn(FORTY_DAYS, beside=[rate(31, 345, basis="period_average")], is_small=True).remarks
    assert found == (
        "Killed: 1 average over a period, such as a month, is drawn on no chart; it is among the figures.",
    )


def test_own_averages_a_day_stand_beside_in_days_only_and_can_be_hidden() -> None:
    found = track(daily(0, 10, 20), beside=[rate(30, 345)])
    spot = found.markers[-1]
    assert (spot.style, spot.first, spot.day, spot.size, spot.number.qualifier) == (
        Style.RATE,
        day(10),
        day(30),
        345,
        "about",
    )
    assert found.runs == ((0, 2),)
    assert found.marks == (2,)
    assert len(track(daily(0, 10, 20), beside=[rate(30, 345)], hidden=["period"]).markers) == 2
    assert all(spot.style is Style.NEW for spot in track(FORTY_DAYS, "monthly", [rate(50, 345)]).markers)
    local = rate(30, 5, scope="place", limits="one place, daily average")
    assert track(daily(0, 10, 20), beside=[local]).markers[-1].style is Style.PARTIAL_RATE
    assert len(track(daily(0, 10, 20), beside=[local], hidden=["partial"]).markers) == 2


def test_an_average_that_the_party_took_back_is_drawn_as_withdrawn() -> None:
    local = {"scope": "place", "limits": "one place, daily average"}
    for more in ({}, local):
        beside = [rate(30, 345, withdrawn_on=day(40), **more)]
        assert track(daily(0, 10), beside=beside).markers[-1].style is Style.WITHDRAWN
        *_days, average = told(daily(0, 10), beside=beside)
        assert average["number"] == "about 345 a day"
        assert average["note"].startswith(f"withdrawn by the party on {_in_words(day(40))}")


def test_an_average_of_one_place_is_told_and_marked_as_a_number_a_day() -> None:
    local = rate(30, 5, scope="place", limits="one place, average a day", scope_note="Mariupol")
    *_days, average = told(daily(0, 10), beside=[local])
    assert (average["number"], average["note"]) == ("about 5 a day", "one place, average a day: Mariupol")
    (mark,) = (
        glyph for glyph in legend_of([drawn(daily(0, 10), beside=[local])]).glyphs if glyph["name"] == "partial_rate"
    )
    assert str(mark["words"]) == "its own average a day of one place, unit or group"


def test_an_average_of_which_the_days_are_not_stated_says_so() -> None:
    *_days, average = told(daily(0, 10), beside=[rate(30, 345, begins=None)])
    assert average["when"] == f"days not stated, up to {_in_words(day(30))}, stated {_in_words(day(30))}"
    *_days, one_day = told(daily(0, 10), beside=[rate(30, 345, begins=day(30))])
    assert one_day["when"].startswith("as of")


def _in_words(of: date) -> str:
    return f"{of.day} {of:%b} {of.year}"
