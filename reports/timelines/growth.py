"""Draws what is new a day or a month, by the difference of each party's own totals, and says why what is not is not.

A day is a thin step, with the mean over seven days as a line; a mean over a gap between two totals is a flat stretch
with a mark of its own. A month is a bar. A party's own averages a day stand beside its daily differences. No queries.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby, pairwise

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.models import Basis
from reports.rules.number import Number, grouped

from .cumulative import RATES, Frame, drawing_of, period_averages_left_out, series_line, shown_beside
from .drawing import Drawing, Gap, Marker, SeriesLine, Style, day_in_words
from .increments import (
    FLOORS,
    WEEK,
    ExcludedDay,
    ExclusionReason,
    GrowthRefusal,
    Increment,
    MonthlyIncrement,
    daily_increments,
    growth_refusal,
    monthly_increments,
    rounded,
    weekly_means,
)
from .points import PartySeries, Point

# A mean over a longer gap stands alone; over a shorter one it is part of the steps too.
LONG_GAP = WEEK
A_DAY = timedelta(days=1)
Means = tuple[tuple[tuple[date, float], ...], ...]


def draw_growth(all_series: Sequence[PartySeries], frame: Frame, mode: str) -> Drawing:
    """The drawing of what is new; ``mode`` is daily or monthly. Each party keeps its colour, each measure its dash."""
    lines, left_out, not_drawn = [], [], []
    shown = [series for series in all_series if frame.shows(series)]
    for series in shown:
        refusal = growth_refusal(series.points) if series.points else None
        increments, excluded = ([], []) if refusal else daily_increments(series.points)
        within = [increment for increment in increments if frame.reaches(increment.last)]
        if mode == "daily":
            line = _daily(series, increments, within, frame)
        else:
            months = monthly_increments(increments, excluded, frame.first)
            line = series_line(series, frame, [_of_month(month) for month in months])
        if line.markers:
            lines.append(line)
        if not within:
            not_drawn.append((series, refusal))
        if len(series.points) > 1:
            left_out += [(series, day) for day in excluded if frame.reaches(day.newer.as_of)]
    remarks = [*_small_left_out(frame.scale, lines, mode), *_beside_left_out(shown, frame, mode)]
    if mode == "monthly":
        remarks += _order_of_bars(lines)
    return drawing_of(mode, lines, shown, frame, remarks, left_out=tuple(left_out), not_drawn=tuple(not_drawn))


def _small_left_out(scale: str, lines: Sequence[SeriesLine], mode: str) -> tuple[str, ...]:
    small = sum(0 < height < 1 for line in lines for marker in line.markers for height in marker.heights)
    if scale != "log" or not small:
        return ()
    if mode == "daily":
        text = ngettext(
            "The logarithmic scale begins at 1: %(n)s mean of less than 1 a day is not on the chart.",
            "The logarithmic scale begins at 1: %(n)s means of less than 1 a day are not on the chart.",
            small,
        )
    else:
        text = ngettext(
            "The logarithmic scale begins at 1: %(n)s month with a share of less than 1 is not on the chart.",
            "The logarithmic scale begins at 1: %(n)s months with a share of less than 1 are not on the chart.",
            small,
        )
    return (text % {"n": grouped(small)},)


def _order_of_bars(lines: Sequence[SeriesLine]) -> tuple[str, ...]:
    """Where bars of one colour stand for several measures, their place is all that tells them apart."""
    if len({line.series.party for line in lines}) == len(lines):
        return ()
    names = "; ".join(line.series.name for line in lines)
    return (_("The bars of a month stand, from left to right, for: %(names)s.") % {"names": names},)


def _daily(
    series: PartySeries, increments: Sequence[Increment], within: Sequence[Increment], frame: Frame
) -> SeriesLine:
    """Those ``within`` the drawing are drawn; of the ones before it too its first means are made."""
    markers = [_of_increment(increment) for increment in within]
    runs = _runs(within)
    on_lines = {at for first, after in runs for at in range(first, after)}
    marks = [at for at, marker in enumerate(markers) if marker.style is not Style.NEW or at not in on_lines]
    rates = _own_rates(series, frame)
    line = series_line(
        series,
        frame,
        [*markers, *rates],
        runs=tuple(runs),
        marks=(*marks, *range(len(markers), len(markers) + len(rates))),
        means=_means(increments, frame),
    )
    if line.silent_since is None or not runs or runs[-1][1] != len(within):
        return line
    return replace(line, gaps=(Gap(len(within) - 1, within[-1].last, None),))


def _of_month(month: MonthlyIncrement) -> Marker:
    number = Number(month.qualifier, best=rounded(month.count))
    is_partial = month.is_partial or month.is_spread
    return Marker(Style.NEW, month.first, month.last, number, month, is_partial)


def _of_increment(increment: Increment) -> Marker:
    number = Number(increment.qualifier, best=rounded(increment.a_day))
    style = Style.SPREAD if increment.is_spread else Style.NEW
    return Marker(style, increment.first, increment.last, number, increment)


def _own_rates(series: PartySeries, frame: Frame) -> list[Marker]:
    """The party's own averages a day, those that it withdrew too: as withdrawn totals are, where totals are drawn."""
    return [_of_rate(point) for point in shown_beside(series, frame) if point.series.basis == Basis.DAILY_AVERAGE]


def _of_rate(point: Point) -> Marker:
    """A stretch of days where its first is known; else a mark on its last."""
    style = Style.RATE if point.is_whole else Style.PARTIAL_RATE
    if point.withdrawn_on is not None:
        style = Style.WITHDRAWN
    return Marker(style, point.begins or point.as_of, point.as_of, point.number, point)


def _runs(increments: Sequence[Increment]) -> list[tuple[int, int]]:
    """Slices of increments that follow each other day by day, at least two of them, without long gaps."""
    breaks = [
        at
        for at, (older, newer) in enumerate(pairwise(increments), 1)
        if newer.first != older.last + A_DAY or max(older.days, newer.days) > LONG_GAP
    ]
    return [(first, after) for first, after in pairwise([0, *breaks, len(increments)]) if after - first > 1]


def _means(increments: Sequence[Increment], frame: Frame) -> Means:
    """The weekly means in stretches without a gap. Of weeks that touch a long one they would only repeat its mean."""
    within = {
        increment.first + timedelta(days=number)
        for increment in increments
        if increment.days >= WEEK
        for number in range(increment.days + WEEK - 1)
    }
    means = [(day, mean) for day, mean in weekly_means(increments) if day not in within and frame.reaches(day)]
    in_rows = groupby(enumerate(means), key=lambda numbered: numbered[1][0] - timedelta(days=numbered[0]))
    return tuple(tuple(mean for _number, mean in row) for _start, row in in_rows)


def _beside_left_out(all_series: Sequence[PartySeries], frame: Frame, mode: str) -> Iterator[str]:
    """How many figures of each kind are not drawn, and where they are; nothing of what the reader hides."""
    beside = [point for series in all_series for point in shown_beside(series, frame)]
    rates = sum(point.series.basis == Basis.DAILY_AVERAGE for point in beside)
    if rates and mode == "monthly":
        text = ngettext("%(n)s average a day of a party’s own", "%(n)s averages a day of the parties’ own", rates)
        yield _("Not drawn here, but under “New a day”: %(figures)s.") % {"figures": text % {"n": grouped(rates)}}
    yield from period_averages_left_out(beside)
    if counts := [point for point in beside if point.series.basis not in RATES]:
        yield _("Not drawn here, but under “Total”: %(figures)s.") % {"figures": _by_kind(counts)}


def _by_kind(counts: Sequence[Point]) -> str:
    whole = [point for point in counts if point.is_whole]
    held = sum(point.series.basis == Basis.HELD for point in whole)
    spans, partial = len(whole) - held, len(counts) - len(whole)
    kinds = [
        (spans, ngettext("%(n)s count of a stretch of days", "%(n)s counts of a stretch of days", spans)),
        (partial, ngettext("%(n)s figure of one place or group", "%(n)s figures of one place or group", partial)),
        (held, ngettext("%(n)s number held at a time", "%(n)s numbers held at a time", held)),
    ]
    return get_text_list([text % {"n": grouped(number)} for number, text in kinds if number], _("and"))


def exclusions_of(drawings: Sequence[Drawing], unshown: Drawing) -> dict[str, object]:
    """Everything from which the drawings read no growth, with the reasons in words.

    ``refused`` and ``silent`` are the series of which none is drawn, by a rule or without one, with the ``measures`` of
    one party and reason together; ``left_out`` are single totals. ``unshown`` is a drawing of the series that are on
    none of the others, which the page does not show; ``remarks`` are its.
    """
    drawings = [*drawings, unshown]
    not_drawn = [entry for drawing in drawings for entry in drawing.not_drawn]
    return {
        "refused": _together([(series, _why_refused(series, refusal)) for series, refusal in not_drawn if refusal]),
        "silent": _together([(series, _why_none(series)) for series, refusal in not_drawn if not refusal]),
        "left_out": [
            {
                "party_name": series.party_name,
                "measure_name": series.measure_name,
                "older": day.older,
                "newer": day.newer,
                "reason": reason_in_words(day),
            }
            for drawing in drawings
            for series, day in drawing.left_out
        ],
        "remarks": unshown.remarks,
    }


def _together(reasons: Sequence[tuple[PartySeries, str]]) -> list[dict[str, object]]:
    alike: dict[tuple[str, str], list[PartySeries]] = {}
    for series, reason in reasons:
        alike.setdefault((series.party, reason), []).append(series)
    return [
        {
            "party": party,
            "party_name": group[0].party_name,
            "measures": [series.measure_name for series in group],
            "reason": reason,
        }
        for (party, reason), group in alike.items()
    ]


def _why_refused(series: PartySeries, refusal: GrowthRefusal) -> str:
    if refusal is GrowthRefusal.PERCENT:
        return _("its totals are percentages, and the difference of two percentages is no count.")
    floors = sum(point.number.qualifier in FLOORS for point in series.points)
    if floors == len(series.points):
        known = ngettext("its total reads as “at least”.", "its totals read as “at least”.", floors)
    else:
        known = ngettext(
            "%(floors)s of its %(all)s totals reads as “at least”.",
            "%(floors)s of its %(all)s totals read as “at least”.",
            floors,
        ) % {"floors": grouped(floors), "all": grouped(len(series.points))}
    why = _(
        "Such a count grows when cases are found and checked, which may be months after they happened: "
        "its growth is the pace of the counting, and may not be read as a rate of losses."
    )
    return f"{known} {why}"


def _why_none(series: PartySeries) -> str:
    match len(series.points):
        case 0:
            return _("it gave no running total of the whole theatre by these days.")
        case 1:
            return _("it gave one running total only, and a difference takes two.")
    return _("no two of its totals in these days can be subtracted.")


def reason_in_words(day: ExcludedDay) -> str:
    match day.why:
        case ExclusionReason.WITHDRAWN:
            return _("The party withdrew it on %(day)s.") % {"day": day_in_words(day.newer.withdrawn_on)}
        case ExclusionReason.NO_NUMBER:
            return _("“%(number)s” gives no number to subtract.") % {"number": day.newer.number}
        case ExclusionReason.SAME_DAY:
            return _("The party later stated another total about this day, which counts.")
        case ExclusionReason.OTHER_START:
            return _("The two totals count from different days.")
        case ExclusionReason.RESTATED:
            return _("The report corrects an earlier one: the difference could mix that correction with what is new.")
        case ExclusionReason.FELL:
            return _("The total fell.")
        case ExclusionReason.RECOVERED:
            return _(
                "The total had fallen from %(number)s (%(day)s) without a word: until it is past that, "
                "what it gains may only undo the fall."
            ) % {"number": day.fallen_from.number, "day": day_in_words(day.fallen_from.as_of)}
        case ExclusionReason.LOWER:
            return _("The number is lower, which its hedge allows: no growth can be read from it.")
