"""Draws what is new a day or a month, by the difference of each party's own totals (no queries).

A day is a thin step, with the mean over seven days as a line; a mean over a gap between two totals is a flat stretch
with a mark of its own. A month is a bar. A party's own averages a day stand beside its daily differences.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby, pairwise

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.models import Basis, Scope
from reports.rules.hedges import grouped

from .cumulative import Frame, edges, events_within, heights_of, named, track_of, zeros_left_out
from .drawing import Drawing, LeftOut, NotDrawn, Silence, Spot, Style, Track, scale_for
from .increments import (
    FLOORS,
    WEEK,
    Differences,
    New,
    Omission,
    Refusal,
    Why,
    new_a_day,
    new_a_month,
    refusal_of,
    rounded,
    weekly_means,
)
from .points import Point, Series

# A mean over a longer gap stands alone; over a shorter one it is part of the steps too.
LONG_GAP = WEEK
A_DAY = timedelta(days=1)
Means = tuple[tuple[tuple[date, float], ...], ...]


def draw_growth(all_series: Sequence[Series], frame: Frame, mode: str) -> Drawing:
    """The drawing of what is new; ``mode`` is daily or monthly. Each party keeps its colour, each measure its dash."""
    tracks, omitted, silent = [], [], []
    shown = [series for series in all_series if not (series.is_undefined and "undefined" in frame.hidden)]
    for series in shown:
        refusal = refusal_of(series.points) if series.points else None
        found = Differences((), ()) if refusal else new_a_day(series.points)
        news = [new for new in found.news if _is_within(new.last, frame)]
        track = _daily(series, found.news, news, frame) if mode == "daily" else _monthly(series, found, frame)
        if track.spots:
            tracks.append(track)
        if not news:
            silent.append(not_drawn(series, refusal))
        if len(series.points) > 1:
            omitted += [left_out(series, each) for each in found.left_out if _is_within(each.newer.as_of, frame)]
    heights = [height for track in tracks for spot in track.spots for height in heights_of(spot)]
    means = [height for track in tracks for mean in track.means for _day, height in mean]
    first, last = edges(frame, [day for track in tracks for spot in track.spots for day in (spot.first, spot.day)])
    if mode == "monthly":
        first, last = first.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1])
    return Drawing(
        mode=mode,
        start=frame.start,
        first=first,
        last=last,
        scale=scale_for(frame.scale, heights + means, is_small=frame.is_small),
        tracks=tuple(tracks),
        events=events_within(frame, first, last),
        remarks=named(
            (
                *zeros_left_out(frame.scale, heights),
                *_small_left_out(frame.scale, heights, mode),
                *beside_left_out(shown, frame, mode),
                *(_order_of_bars(tracks) if mode == "monthly" else ()),
            ),
            shown,
            frame,
        ),
        hidden=frame.hidden,
        is_small=frame.is_small,
        left_out=tuple(omitted),
        not_drawn=tuple(silent),
    )


def _is_within(day: date, frame: Frame) -> bool:
    return frame.first is None or day >= frame.first


def _small_left_out(scale: str, heights: Sequence[float], mode: str) -> tuple[str, ...]:
    small = sum(0 < height < 1 for height in heights)
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


def _order_of_bars(tracks: Sequence[Track]) -> tuple[str, ...]:
    """Where bars of one colour stand for several measures, their place is all that tells them apart."""
    if len({track.party for track in tracks}) == len(tracks):
        return ()
    names = "; ".join(track.name for track in tracks)
    return (_("The bars of a month stand, from left to right, for: %(names)s.") % {"names": names},)


def _daily(series: Series, known: Sequence[New], news: Sequence[New], frame: Frame) -> Track:
    """``news`` are the differences on the drawing; ``known`` those before it too, of which its first means are made."""
    spots = [_of_days(new) for new in news]
    lines = _lines(news)
    on_lines = {at for first, after in lines for at in range(first, after)}
    marks = [at for at, spot in enumerate(spots) if spot.style is not Style.NEW or at not in on_lines]
    rates = _own_rates(series, frame)
    track = track_of(
        series,
        frame,
        [*spots, *rates],
        lines=tuple(lines),
        marks=(*marks, *range(len(spots), len(spots) + len(rates))),
        means=_means(known, frame),
    )
    if track.silent_since is None or not lines or lines[-1][1] != len(news):
        return track
    return replace(track, silences=(Silence(len(news) - 1, news[-1].last, None),))


def _monthly(series: Series, found: Differences, frame: Frame) -> Track:
    spots = [
        Spot(
            Style.NEW,
            month.qualifier,
            month.first,
            month.last,
            None,
            rounded(month.count),
            None,
            month,
            is_partial=month.is_partial or month.spread > 0,
        )
        for month in new_a_month(found, frame.first)
    ]
    return track_of(series, frame, spots)


def _of_days(new: New) -> Spot:
    style = Style.SPREAD if new.is_spread else Style.NEW
    return Spot(style, new.qualifier, new.first, new.last, None, rounded(new.a_day), None, new)


def _own_rates(series: Series, frame: Frame) -> list[Spot]:
    """The party's own averages a day, those that it withdrew too: as withdrawn totals are, where totals are drawn."""
    return [_of_rate(point) for point in series.beside if point.basis == Basis.DAILY_AVERAGE and is_shown(point, frame)]


def _of_rate(point: Point) -> Spot:
    """A stretch of days where its first is known; else a mark on its last."""
    style = Style.RATE if point.scope == Scope.THEATRE else Style.PARTIAL_RATE
    if point.withdrawn_on is not None:
        style = Style.WITHDRAWN
    begins = point.begins or point.as_of
    return Spot(style, point.qualifier, begins, point.as_of, point.low, point.best, point.high, point)


def _lines(news: Sequence[New]) -> list[tuple[int, int]]:
    """Slices of news that follow each other day by day, at least two of them, without long gaps."""
    breaks = [
        at
        for at, (older, newer) in enumerate(pairwise(news), 1)
        if newer.first != older.last + A_DAY or max(older.days, newer.days) > LONG_GAP
    ]
    return [(first, after) for first, after in pairwise([0, *breaks, len(news)]) if after - first > 1]


def _means(news: Sequence[New], frame: Frame) -> Means:
    """The weekly means in stretches without a gap. Of weeks that touch a long one they would only repeat its mean."""
    within = {
        new.first + timedelta(days=number) for new in news if new.days >= WEEK for number in range(new.days + WEEK - 1)
    }
    means = [(day, mean) for day, mean in weekly_means(news) if day not in within and _is_within(day, frame)]
    in_rows = groupby(enumerate(means), key=lambda numbered: numbered[1][0] - timedelta(days=numbered[0]))
    return tuple(tuple(mean for _number, mean in row) for _start, row in in_rows)


def is_shown(point: Point, frame: Frame) -> bool:
    """Whether a figure that is no total of the whole theatre is of these days, and of a kind that is not hidden."""
    group = "period" if point.scope == Scope.THEATRE else "partial"
    return group not in frame.hidden and (frame.first is None or point.as_of >= frame.first)


def beside_left_out(all_series: Sequence[Series], frame: Frame, mode: str) -> tuple[str, ...]:
    """How many figures of each kind are not drawn, and where they are; nothing of what the reader hides.

    ``mode`` is daily or monthly.
    """
    beside = [point for series in all_series for point in series.beside if is_shown(point, frame)]
    return tuple(_sentences(beside, mode))


def _sentences(beside: Sequence[Point], mode: str) -> Iterator[str]:
    bases = Counter(point.basis for point in beside)
    if (rates := bases[Basis.DAILY_AVERAGE]) and mode == "monthly":
        text = ngettext("%(n)s average a day of a party’s own", "%(n)s averages a day of the parties’ own", rates)
        yield _("Not drawn here, but under “New a day”: %(figures)s.") % {"figures": text % {"n": grouped(rates)}}
    if averages := bases[Basis.PERIOD_AVERAGE]:
        text = ngettext(
            "%(n)s average over a period, such as a month, is drawn on no chart; it is among the figures.",
            "%(n)s averages over a period, such as a month, are drawn on no chart; they are among the figures.",
            averages,
        )
        yield text % {"n": grouped(averages)}
    counts = [point for point in beside if point.basis not in (Basis.DAILY_AVERAGE, Basis.PERIOD_AVERAGE)]
    if counts:
        yield _("Not drawn here, but under “Total”: %(figures)s.") % {"figures": _by_kind(counts)}


def _by_kind(counts: Sequence[Point]) -> str:
    whole = [point for point in counts if point.scope == Scope.THEATRE]
    held = sum(point.basis == Basis.HELD for point in whole)
    spans, partial = len(whole) - held, len(counts) - len(whole)
    kinds = [
        (spans, ngettext("%(n)s count of a stretch of days", "%(n)s counts of a stretch of days", spans)),
        (partial, ngettext("%(n)s figure of one place or group", "%(n)s figures of one place or group", partial)),
        (held, ngettext("%(n)s number held at a time", "%(n)s numbers held at a time", held)),
    ]
    found = [text % {"n": grouped(number)} for number, text in kinds if number]
    return get_text_list(found, _("and"))


@dataclass(frozen=True, slots=True)
class Silent:
    """A party's measures (names) of which no growth is drawn for one ``reason``."""

    party: str
    party_name: str
    measures: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Unread:
    """What several drawings read no growth from: series refused by a rule, other series, and single totals.

    ``remarks`` are those of series that no chart of the page shows.
    """

    refused: tuple[Silent, ...]
    silent: tuple[Silent, ...]
    left_out: tuple[LeftOut, ...]
    remarks: tuple[str, ...]


def unread(drawings: Sequence[Drawing], unshown: Drawing) -> Unread:
    """Everything that the drawings left out; measures of one party and reason together.

    ``unshown`` is a drawing of the series that are on none of the others, which the page does not show.
    """
    drawings = [*drawings, unshown]
    series = [each for drawing in drawings for each in drawing.not_drawn]
    return Unread(
        _together([each for each in series if each.is_refused]),
        _together([each for each in series if not each.is_refused]),
        tuple(each for drawing in drawings for each in drawing.left_out),
        unshown.remarks,
    )


def _together(series: Sequence[NotDrawn]) -> tuple[Silent, ...]:
    alike: dict[tuple[str, str], list[NotDrawn]] = {}
    for each in series:
        alike.setdefault((each.party, each.reason), []).append(each)
    return tuple(
        Silent(party, found[0].party_name, tuple(each.measure_name for each in found), reason)
        for (party, reason), found in alike.items()
    )


def left_out(series: Series, omission: Omission) -> LeftOut:
    return LeftOut(
        series.party,
        series.measure,
        series.party_name,
        series.measure_name,
        _reason(omission),
        omission.older,
        omission.newer,
    )


def not_drawn(series: Series, refusal: Refusal | None) -> NotDrawn:
    """For a series with a ``refusal``, or without any difference in the days that are drawn."""
    return NotDrawn(
        series.party,
        series.measure,
        series.party_name,
        series.measure_name,
        _why_refused(series, refusal) if refusal else _why_none(series),
        is_refused=refusal is not None,
    )


def _why_refused(series: Series, refusal: Refusal) -> str:
    if refusal is Refusal.PERCENT:
        return _("its totals are percentages, and the difference of two percentages is no count.")
    floors = sum(point.qualifier in FLOORS for point in series.points)
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


def _why_none(series: Series) -> str:
    match len(series.points):
        case 0:
            return _("it gave no running total of the whole theatre by these days.")
        case 1:
            return _("it gave one running total only, and a difference takes two.")
    return _("no two of its totals in these days can be subtracted.")


def _reason(omission: Omission) -> str:
    match omission.why:
        case Why.WITHDRAWN:
            return _("The party withdrew it on %(day)s.") % {"day": date_format(omission.newer.withdrawn_on, "j M Y")}
        case Why.NO_NUMBER:
            return _("“%(number)s” gives no number to subtract.") % {"number": omission.newer.number}
        case Why.SAME_DAY:
            return _("The party later stated another total about this day, which counts.")
        case Why.OTHER_START:
            return _("The two totals count from different days.")
        case Why.RESTATED:
            return _("The report corrects an earlier one: the difference could mix that correction with what is new.")
        case Why.FELL:
            return _("The total fell.")
        case Why.RECOVERED:
            return _(
                "The total had fallen from %(number)s (%(day)s) without a word: until it is past that, "
                "what it gains may only undo the fall."
            ) % {"number": omission.fallen_from.number, "day": date_format(omission.fallen_from.as_of, "j M Y")}
        case Why.LOWER:
            return _("The number is lower, which its hedge allows: no growth can be read from it.")
