"""Draws running totals: steps, marks, silences and restatements (no queries).

Totals are joined by steps only where a party speaks often; all others are marks joined by nothing. What is no running
total of the whole theatre stands beside them in a style of its own.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.models import Basis, Scope
from reports.rules.hedges import grouped

from .drawing import Drawing, Marker, Silence, Spot, Style, Track, scale_for
from .points import Point, Series, has_fallen, is_same_number, is_silent, stretches
from .timeline_titles import measures_in_words

# Marks along a line: all where there are few, else so many that each can be told from the next.
FEW_SPOTS, MARKS_ON_A_LINE = 50, 14
FEW_SPOTS_SMALL, MARKS_ON_A_SMALL_LINE = 6, 4
FEW_DAYS = 14
_RATES = (Basis.DAILY_AVERAGE, Basis.PERIOD_AVERAGE)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a drawing has beside its series.

    ``start`` is the conflict's first day. ``first`` is the day at the left edge, None for that of the first figure;
    ``last`` the day at the right edge. ``scale`` is linear or log. ``colours`` are by party, ``dashes`` by measure;
    ``hidden`` are undefined, partial, period, events. ``is_small`` is whether it is one of many small charts, which
    have room for little. ``over`` is the last day of a war that has ended: nobody is silent for having said nothing
    since.
    """

    start: date
    first: date | None
    last: date
    scale: str
    colours: Mapping[str, str]
    dashes: Mapping[str, str]
    hidden: Sequence[str]
    events: Sequence[Marker]
    is_small: bool = False
    over: date | None = None

    @property
    def judged(self) -> date:
        """The day on which silences are judged."""
        return min(self.last, self.over or self.last)


def draw_totals(all_series: Sequence[Series], frame: Frame) -> Drawing:
    """The drawing of running totals. Each party keeps its colour, each measure its dash."""
    tracks = [
        _track(series, frame) for series in all_series if not (series.is_undefined and "undefined" in frame.hidden)
    ]
    tracks = [track for track in tracks if track.spots]
    heights = [height for track in tracks for spot in track.spots for height in heights_of(spot)]
    days = [spot.day for track in tracks for spot in track.spots]
    first, last = edges(frame, days)
    return Drawing(
        mode="cumulative",
        start=frame.start,
        first=first,
        last=last,
        scale=scale_for(frame.scale, heights, is_small=frame.is_small),
        tracks=tuple(tracks),
        events=events_within(frame, first, last),
        remarks=named(zeros_left_out(frame.scale, heights) + _averages_left_out(all_series, frame), all_series, frame),
        hidden=frame.hidden,
        is_small=frame.is_small,
    )


def heights_of(spot: Spot) -> list[float]:
    return [height for height in (spot.low, spot.best, spot.high) if height is not None]


def edges(frame: Frame, days: Sequence[date]) -> tuple[date, date]:
    """The first and last day of the drawing; a few days more on both sides where it would hold hardly any.

    It begins no earlier than the war, and ends no earlier than it begins, whatever days are asked for.
    """
    first = min(max(frame.first or min(days, default=frame.start), frame.start), max(frame.last, frame.start))
    if (frame.last - first).days >= FEW_DAYS:
        return first, frame.last
    return first - timedelta(days=FEW_DAYS), max(first, frame.last) + timedelta(days=FEW_DAYS)


def events_within(frame: Frame, first: date, last: date) -> tuple[Marker, ...]:
    return () if "events" in frame.hidden else tuple(event for event in frame.events if first <= event.day <= last)


def zeros_left_out(scale: str, heights: Sequence[float]) -> tuple[str, ...]:
    zeros = sum(height == 0 for height in heights)
    if scale != "log" or not zeros:
        return ()
    text = ngettext(
        "A logarithmic scale has no zero: %(n)s number of 0 is not on the chart.",
        "A logarithmic scale has no zero: %(n)s numbers of 0 are not on the chart.",
        zeros,
    )
    return (text % {"n": grouped(zeros)},)


def named(remarks: Sequence[str], all_series: Sequence[Series], frame: Frame) -> tuple[str, ...]:
    """The same; of one of many small charts with the names of its measures, for they are told together."""
    if not frame.is_small:
        return tuple(remarks)
    names = measures_in_words(list(dict.fromkeys(series.measure_name for series in all_series)))
    words = {"measures": names[:1].upper() + names[1:]}
    return tuple(_("%(measures)s: %(sentence)s") % (words | {"sentence": each}) for each in remarks)


def _track(series: Series, frame: Frame) -> Track:
    points = [point for point in series.points if point.withdrawn_on is None]
    days = [point.as_of for point in points]
    cut = _first_shown(days, frame.first)
    lines, single = stretches(days)
    spots = [_total(point, older) for older, point in zip([None, *points], points, strict=False)][cut:]
    if cut:  # what it fell from is not on the drawing
        spots[0] = _spot(points[cut], Style.TOTAL)
    lines = [(max(first, cut) - cut, after - cut) for first, after in lines if after > cut]
    single = [at - cut for at in single if at >= cut and (frame.first is None or days[at] >= frame.first)]
    shown = [*spots, *_beside(series, frame)]
    track = track_of(
        series,
        frame,
        shown,
        lines=tuple(lines),
        marks=tuple(sorted([*_along(lines, spots, is_small=frame.is_small), *single, *range(len(spots), len(shown))])),
        is_cut=cut > 0 or points[:1] != list(series.points[:1]),
    )
    return replace(track, silences=tuple(_silences(lines, spots, is_last_silent=track.silent_since is not None)))


def track_of(series: Series, frame: Frame, spots: Sequence[Spot], **drawn: object) -> Track:
    """The track of a series in any mode; ``drawn`` are fields of Track that depend on the mode."""
    given = [point for point in series.points if point.withdrawn_on is None]
    is_stale = bool(given) and is_silent([point.as_of for point in given], frame.judged)
    return Track(
        party=series.party,
        measure=series.measure,
        name=series.name,
        party_name=series.party_name,
        measure_name=series.measure_name,
        is_undefined=series.is_undefined,
        colour=frame.colours[series.party],
        dash=frame.dashes[series.measure],
        spots=tuple(spots),
        silent_since=given[-1].as_of if is_stale else None,
        latest=given[-1] if given else None,
        **drawn,
    )


def _first_shown(days: Sequence[date], first: date | None) -> int:
    """The place of the first total on the drawing, or of the one before, from which a line enters at the edge."""
    return max(bisect_left(days, first) - 1, 0) if first else 0


def _total(point: Point, older: Point | None) -> Spot:
    if older is not None and has_fallen(older, point):
        return _spot(point, Style.RESTATED if point.revises else Style.FELL)
    # A report that corrects an earlier one repeats most of its totals: what stays as it was is no correction.
    is_revised = point.revises and not (older is not None and is_same_number(older, point))
    return _spot(point, Style.REVISED if is_revised else Style.TOTAL)


def _beside(series: Series, frame: Frame) -> list[Spot]:
    """What is drawn beside the totals: withdrawn figures, parts of the whole, counts of a stretch of days, stocks."""
    found = [_spot(point, Style.WITHDRAWN) for point in series.points if point.withdrawn_on is not None]
    for point in _shown_beside(series, frame):
        if point.basis in _RATES:
            continue  # a number a day has no place on an axis of totals
        style = Style.PARTIAL if point.scope != Scope.THEATRE else Style.PERIOD
        if style is Style.PERIOD and point.basis == Basis.HELD:
            style = Style.HELD
        found.append(_spot(point, style if point.withdrawn_on is None else Style.WITHDRAWN))
    shown = [spot for spot in found if frame.first is None or spot.day >= frame.first]
    return sorted(shown, key=lambda spot: spot.day)


def _shown_beside(series: Series, frame: Frame) -> list[Point]:
    """The figures that are no totals of the whole theatre, but for those that the reader hides."""
    return [
        point
        for point in series.beside
        if ("partial" if point.scope != Scope.THEATRE else "period") not in frame.hidden
    ]


def _averages_left_out(all_series: Sequence[Series], frame: Frame) -> tuple[str, ...]:
    """Sentences on the averages that the reader might look for here."""
    left_out = Counter(
        point.basis
        for series in all_series
        if not (series.is_undefined and "undefined" in frame.hidden)
        for point in _shown_beside(series, frame)
        if point.basis in _RATES and (frame.first is None or point.as_of >= frame.first)
    )
    daily, other = left_out[Basis.DAILY_AVERAGE], left_out[Basis.PERIOD_AVERAGE]
    sentences = []
    if daily:
        text = ngettext(
            "%(n)s average a day is no total and is not on the chart: “New a day” shows it.",
            "%(n)s averages a day are no totals and are not on the chart: “New a day” shows them.",
            daily,
        )
        sentences.append(text % {"n": grouped(daily)})
    if other:
        text = ngettext(
            "%(n)s average over a period, such as a month, is drawn on no chart; it is among the figures.",
            "%(n)s averages over a period, such as a month, are drawn on no chart; they are among the figures.",
            other,
        )
        sentences.append(text % {"n": grouped(other)})
    return tuple(sentences)


def _spot(point: Point, style: Style) -> Spot:
    begins = point.begins if point.basis == Basis.PERIOD else None
    return Spot(style, point.qualifier, begins or point.as_of, point.as_of, point.low, point.best, point.high, point)


def _along(lines: Sequence[tuple[int, int]], spots: Sequence[Spot], *, is_small: bool) -> set[int]:
    """Which spots of lines get a mark: some of all, the last of each line, and every total that is no plain one.

    Of those that mark the line only, none stands so near to one with something to say that it would cover it.
    """
    marked = set()
    shown = sum(after - first for first, after in lines)
    few, most = (FEW_SPOTS_SMALL, MARKS_ON_A_SMALL_LINE) if is_small else (FEW_SPOTS, MARKS_ON_A_LINE)
    every = 1 if shown <= few else max(shown // most, 1)
    for first, after in lines:
        telling = {at for at in range(first, after) if spots[at].style is not Style.TOTAL}
        covering = {at + away for at in telling for away in range(-(every // 5), every // 5 + 1)}
        marked |= (set(range(after - 1, first - 1, -every)) - covering) | {after - 1} | telling
    return marked


def _silences(lines: Sequence[tuple[int, int]], spots: Sequence[Spot], *, is_last_silent: bool) -> list[Silence]:
    """Where lines end. After the last total of all a line has ended only if that is stale by the drawing's end."""
    found = []
    for _first, after in lines:
        until = spots[after].day if after < len(spots) else None
        if until is not None or is_last_silent:
            found.append(Silence(after - 1, spots[after - 1].day, until))
    return found
