"""What is written on a timeline: numbers over events, and since when a party has given no new figure (no queries).

Decided once for the chart and its stand-in picture: what would cover another is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from .drawing import Drawing, Marker, Spot, Track
from .silences import gap_in_words, span_in_words

# Numbers of events nearer to each other than this share of the chart's width would cover one another: on a wide chart,
# on a narrow one, and on one of many small ones.
NUMBER_WIDTH, NUMBER_WIDTH_NARROW, NUMBER_WIDTH_SMALL = 0.03, 0.08, 0.14
# The same of labels at the ends of lines, which have two lines of text, as a share of its height; and how many letters
# of theirs the narrowest of wide charts, and of narrow ones, are wide.
LABEL_HEIGHT = 0.13
LETTERS, LETTERS_NARROW = 78, 42
NAME_LENGTH = 40


@dataclass(frozen=True, slots=True)
class EventNumber:
    """``is_for_wide`` is whether it has room on a wide chart only."""

    event: Marker
    is_for_wide: bool


@dataclass(frozen=True, slots=True)
class EndLabel:
    """Beside the last ``spot`` of a line: since when its party gave no new figure.

    ``above`` and ``below`` are its two lines of text. They name the party, and the measure where it has several; but
    not where the line goes on later (``has_more``). ``is_before`` is whether the label stands to the left,
    ``is_for_wide`` whether it has room on a wide chart only.
    """

    track: Track
    spot: Spot
    above: str
    below: str
    has_more: bool
    is_before: bool
    is_for_wide: bool


@dataclass(frozen=True, slots=True)
class _Box:
    """What a label covers: from ``left`` to ``right``, around ``height``; shares of the chart's width and height."""

    left: float
    right: float
    height: float

    def meets(self, other: "_Box") -> bool:
        is_beside = self.right <= other.left or other.right <= self.left
        return not is_beside and abs(self.height - other.height) < LABEL_HEIGHT

    @property
    def is_within(self) -> bool:
        return self.left >= 0 and self.right <= 1


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
    """Since when, or from when to when, parties whose line ends gave no new figure; not where labels would meet.

    Lines that have ended for good come first. A small chart has no room for labels, nor has one of what is new, which
    rises and falls; there the legend says it.
    """
    if drawing.is_small or drawing.mode != "cumulative":
        return []
    found: list[EndLabel] = []
    wide: list[_Box] = []
    narrow: list[_Box] = []
    ends = [(track, silence) for track in drawing.tracks for silence in track.silences]
    for track, silence in sorted(ends, key=lambda end: end[1].until is not None):
        spot = track.spots[silence.at]
        height = drawing.scale.place(spot.size)
        if height is None or not drawing.first <= spot.day <= drawing.last:
            continue
        has_more = silence.until is not None
        above, below = Truncator(_name(track, drawing.tracks)).chars(NAME_LENGTH), gap_in_words(silence)
        if has_more:
            above, below = _("no new figure"), span_in_words(silence)
        # To the right of a line that goes on there is that line.
        is_before = has_more or 2 * (spot.day - drawing.first) > drawing.last - drawing.first
        place = (spot.day - drawing.first) / (drawing.last - drawing.first)
        letters = max(len(above), len(below))
        box, small_box = (_box(place, height, letters / most, is_before) for most in (LETTERS, LETTERS_NARROW))
        if not box.is_within or any(box.meets(other) for other in wide):
            continue
        wide.append(box)
        is_for_wide = not small_box.is_within or any(small_box.meets(other) for other in narrow)
        if not is_for_wide:
            narrow.append(small_box)
        found.append(EndLabel(track, spot, above, below, has_more, is_before, is_for_wide))
    return found


def _box(place: float, height: float, width: float, is_before: bool) -> _Box:
    return _Box(place - width, place, height) if is_before else _Box(place, place + width, height)


def _name(track: Track, tracks: Sequence[Track]) -> str:
    """What tells the track from the others: its party, its measure, or both."""
    if sum(other.party == track.party for other in tracks) < 2:
        return track.party_name
    return track.measure_name if all(other.party == track.party for other in tracks) else track.name
