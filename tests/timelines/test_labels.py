"""What is written at the ends of lines: there where it has room, and covering nothing."""

from reports.timelines.charts import chart_data
from reports.timelines.cumulative import draw_totals
from reports.timelines.drawing import Drawing
from reports.timelines.legend import end_labels
from reports.timelines.points import PartySeries
from reports.timelines.svg import picture_of

from .hand_made import daily, day, frame, point, series

YEAR = 365


def drawn(*all_series: PartySeries, last: int = 5 * YEAR, **more: object) -> Drawing:
    return draw_totals(all_series, frame(last, **more))


def line(first: int, low: int, party: str = "party") -> PartySeries:
    return series(daily(*range(low, low + 60), first=first), party=party)


def test_lines_that_end_years_apart_both_say_so_though_they_end_at_one_height() -> None:
    labels = end_labels(drawn(line(0, 1000), line(4 * YEAR, 1000, "other")))
    assert [(label.above, label.is_before) for label in labels] == [("Party", False), ("Other", True)]
    assert [label.is_for_wide for label in labels] == [False, True], "a narrow chart has room for one"


def test_lines_that_end_together_at_one_height_do_not_both_say_so() -> None:
    assert [label.above for label in end_labels(drawn(line(0, 1000), line(20, 1010, "other")))] == ["Party"]
    labels = end_labels(drawn(line(0, 1000), line(20, 100, "other")))
    assert [(label.above, label.is_for_wide) for label in labels] == [("Party", False), ("Other", False)]


def test_a_silence_in_the_midst_of_a_line_says_from_when_to_when() -> None:
    totals = [*daily(*range(100), first=2 * YEAR), *daily(*range(100, 200), first=3 * YEAR)]
    ends = end_labels(drawn(series(totals), first=day(0)))
    assert [(label.above, label.below, label.has_more) for label in ends] == [
        ("Party", "no new figure since 2 Jun 2025", False),
        ("no new figure", "3 Jun 2024 to 22 Feb 2025", True),
    ]
    assert all(label.is_before for label in ends), "what follows stands to the right"
    early = [*daily(*range(100)), *daily(*range(100, 200), first=YEAR)]
    assert [label.has_more for label in end_labels(drawn(series(early), first=day(0)))] == [False], (
        "no room at the left"
    )


def test_chart_and_picture_write_the_same_and_know_what_a_narrow_chart_leaves_out() -> None:
    drawing = drawn(line(0, 1000), line(4 * YEAR, 1000, "other"))
    notes = chart_data(drawing)["layout"]["annotations"]
    labels = picture_of(drawing)["labels"]
    assert [note["text"] for note in notes] == [f"{label['above']}<br>{label['below']}" for label in labels]
    assert [note["name"] for note in notes] == ["wide" if label["is_for_wide"] else "any" for label in labels]


def test_no_label_leaves_a_narrow_chart() -> None:
    middle = drawn(line(2 * YEAR, 1000), first=day(0))
    assert [label.is_for_wide for label in end_labels(middle)] == [True]


def test_small_charts_and_single_statements_have_no_labels() -> None:
    assert end_labels(drawn(line(0, 1000), is_small=True)) == []
    assert end_labels(drawn(series([point(0, 5), point(9, 6)]))) == []
