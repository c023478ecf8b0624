"""Why a chart is not drawn, and what the charts that are leave out: sentences for the reader."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from reports.models.choices import Unit
from reports.rules.number import grouped
from reports.timelines.drawing import Drawing
from reports.timelines.points import PartySeries
from reports.timelines.timeline_titles import measures_in_words

from .timeline_params import TimelineParams

# A chart of more takes seconds to make and to draw, and its marks cover one another; so do many small ones together.
POINTS_DRAWN = 20_000
POINTS_OF_ALL_CHARTS = 3 * POINTS_DRAWN


def refusal_of(params: TimelineParams, drawings: Sequence[Drawing]) -> str:
    """A sentence for the reader where these drawings are not shown: too much stands on them, or what shares no axis.

    Else empty.
    """
    counts = [sum(len(line.markers) for line in drawing.lines) for drawing in drawings]
    if max(counts, default=0) > POINTS_DRAWN:
        return _(
            "%(count)s figures are more than one chart can show (%(most)s). Choose fewer parties, measures or days."
        ) % {"count": grouped(max(counts)), "most": grouped(POINTS_DRAWN)}
    if sum(counts) > POINTS_OF_ALL_CHARTS:
        return _(
            "%(count)s figures are more than the charts of one page can show (%(most)s). Choose fewer parties, "
            "measures or days."
        ) % {"count": grouped(sum(counts)), "most": grouped(POINTS_OF_ALL_CHARTS)}
    percentages = {measure.slug: measure.name for measure in params.selection.measures if measure.unit == Unit.PERCENT}
    for drawing in drawings:
        drawn = dict.fromkeys(line.series.measure for line in drawing.lines)
        names = [percentages[measure] for measure in drawn if measure in percentages]
        if 0 < len(names) < len(drawn):
            return _("Percentages and counts share no axis. Choose a chart per measure, or leave out: %(names)s.") % {
                "names": measures_in_words(names)
            }
    return ""


def why_empty(params: TimelineParams, all_series: Sequence[PartySeries]) -> str:
    """Why there is no chart where none has anything to show."""
    subject = {"subject": params.selection.subject.name}
    if not all_series:
        return (
            _(
                "There is no chart to draw: none of the chosen parties has given a number about %(subject)s in these "
                "measures and days."
            )
            % subject
        )
    numbers = [point.number.size for series in all_series for point in (*series.points, *series.beside)]
    if params.scale == "log" and not any(numbers):
        return _("There is no chart to draw: all numbers are 0, and a logarithmic scale has no zero.")
    if "undefined" in params.hidden and all(series.is_undefined for series in all_series):
        return _("There is no chart to draw: nobody knows just what these measures count, and such losses are hidden.")
    if params.mode == "cumulative":
        return (
            _(
                "There is no chart to draw: the chosen parties have given no running total for the whole of "
                "%(subject)s in these measures and days, and what else they gave is hidden or is no total."
            )
            % subject
        )
    if params.scale == "log":
        return _("There is no chart to draw: no two totals here may be subtracted, or nothing above 0 is new.")
    return _("There is no chart to draw: in these measures and days no two totals of a party may be subtracted.")


def remarks_of(drawings: Sequence[Drawing]) -> list[str]:
    """One after the other, each once: small charts may have left out different things."""
    return list(dict.fromkeys(remark for drawing in drawings for remark in drawing.remarks))
