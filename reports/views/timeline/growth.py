"""What the daily and monthly modes of the timeline page leave out."""

from collections.abc import Sequence

from reports.timelines.cumulative import Frame
from reports.timelines.drawing import Drawing
from reports.timelines.growth import draw_growth
from reports.timelines.growth_words import Unread, unread
from reports.timelines.points import Series

from .asked import Asked


def unread_growth(
    asked: Asked, all_series: Sequence[Series], frame: Frame, drawings: Sequence[Drawing]
) -> Unread | None:
    """What no growth is read from, on the page's ``drawings`` and of the series on none of them; None for totals."""
    if asked.mode == "cumulative":
        return None
    told = {(each.party, each.measure) for drawing in drawings for each in (*drawing.tracks, *drawing.not_drawn)}
    others = [series for series in all_series if (series.party, series.measure) not in told]
    return unread(drawings, draw_growth(others, frame, asked.mode))
