"""What is written on a timeline: numbers over events, and since when a party has given no new figure (pure).

Decided once for the chart and its stand-in picture: what would cover another is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from .drawing import Drawing, Marker, Spot, Track

# Numbers of events nearer to each other than this share of the chart's width would cover one another: on a wide chart,
# on a narrow one, and on one of many small ones.
NUMBER_WIDTH, NUMBER_WIDTH_NARROW, NUMBER_WIDTH_SMALL = 0.03, 0.08, 0.14
# The same of labels at the ends of lines, which have two lines of text, as a share of its height.
LABEL_HEIGHT = 0.13
NAME_LENGTH = 40


@dataclass(frozen=True, slots=True)
class EventNumber:
    """``is_for_wide`` is whether it has room on a wide chart only."""

    event: Marker
    is_for_wide: bool


@dataclass(frozen=True, slots=True)
class EndLabel:
    """Beside the last ``spot`` of a line: its party, and that it fell silent.

    ``party`` names the measure where the party has several. ``is_before`` is whether the label stands to the left.
    """

    track: Track
    spot: Spot
    party: str
    words: str
    is_before: bool


def event_numbers(drawing: Drawing) -> list[EventNumber]:
    """The numbers that have room over the lines of events, for the list below the chart; of small charts few."""
    found: list[EventNumber] = []
    width = max((drawing.last - drawing.first).days, 1)
    wide = narrow = -1.0
    room = NUMBER_WIDTH_SMALL if drawing.is_small else NUMBER_WIDTH_NARROW
    for event in drawing.events:
        place = (event.day - drawing.first).days / width
        if place - wide < NUMBER_WIDTH and found:
            continue
        wide = place
        has_room = not found or place - narrow >= room
        narrow = place if has_room else narrow
        if drawing.is_small and not has_room:
            continue
        found.append(EventNumber(event, is_for_wide=not has_room))
    return found


def end_labels(drawing: Drawing) -> list[EndLabel]:
    """Since when parties whose line has ended for good have given no new figure; not where labels would meet.

    A small chart has no room for them, nor has one of what is new, which rises and falls; there the legend says so.
    """
    found: list[EndLabel] = []
    taken: list[float] = []
    for track in () if drawing.is_small or drawing.mode != "cumulative" else drawing.tracks:
        if not (track.silences and track.silences[-1].until is None):
            continue
        spot = track.spots[track.silences[-1].at]
        height = drawing.scale.place(spot.size)
        if height is None or not drawing.first <= spot.day <= drawing.last:
            continue
        if any(abs(height - other) < LABEL_HEIGHT for other in taken):
            continue
        taken.append(height)
        found.append(
            EndLabel(
                track,
                spot,
                Truncator(_name(track, drawing.tracks)).chars(NAME_LENGTH),
                _("no new figure since %(day)s") % {"day": date_format(spot.day, "j M Y")},
                is_before=2 * (spot.day - drawing.first) > drawing.last - drawing.first,
            )
        )
    return found


def _name(track: Track, tracks: Sequence[Track]) -> str:
    """What tells the track from the others: its party, its measure, or both."""
    if sum(other.party == track.party for other in tracks) < 2:
        return track.party_name
    return track.measure_name if all(other.party == track.party for other in tracks) else track.name
