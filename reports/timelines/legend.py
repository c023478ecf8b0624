"""What a reader is told beside a chart: who speaks and what each said last, what marks and lines mean, and what the
parties took back (no queries)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from .drawing import Drawing, Marker, Spot, Style, Track, gap_in_words, span_in_words
from .marks import MARKS, STYLE_MARKS, Mark, Shape, mark_of, shapes_of
from .points import Point
from .styles import DASH_LENGTHS

# Of more parties than these the rest are folded away.
PARTIES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Latest:
    """What one track says last.

    ``dash`` is that of its line or bars, and ``glyph`` the name of its mark where it has none, which stands at ``y``;
    ``is_bar`` is whether it stands at both ends of a stem.
    """

    measure_name: str
    is_undefined: bool
    point: Point | None
    silent_since: date | None
    dash: str
    glyph: str
    y: str
    is_bar: bool


@dataclass(frozen=True, slots=True)
class KeyParty:
    name: str
    colour: str
    tracks: list[Latest]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A mark that occurs: ``name`` and ``words`` of marks.py, and the shapes that it is drawn of.

    ``y`` is where its value stands in a small field, so that the mark does not leave it.
    """

    name: str
    words: str
    shapes: list[Shape]
    is_bar: bool
    y: str


@dataclass(frozen=True, slots=True)
class Key:
    """The legend of some drawings. ``parties`` stand in the order of the first drawing in which they speak.

    ``has_undefined`` is whether any line or mark is of an undefined measure, ``has_stripes`` whether any bar is;
    ``has_ends`` whether a line ends, ``has_means`` whether 7-day means are drawn, ``has_light_bars`` whether there are
    months that are not wholly known.
    """

    parties: list[KeyParty]
    folded: list[KeyParty]
    glyphs: list[Glyph]
    has_undefined: bool
    has_stripes: bool
    has_ends: bool
    has_means: bool
    has_light_bars: bool

    @property
    def has_meanings(self) -> bool:
        lines = self.has_undefined or self.has_ends or self.has_means
        return bool(self.glyphs or lines or self.has_stripes or self.has_light_bars)


@dataclass(frozen=True, slots=True)
class Restated:
    """A total that its party lowered (``style`` restated or fell), or stated in a report that corrects an earlier one.

    ``older`` is the total before it, None where that is none to set it against. Without ``newer`` it is a figure that
    the party withdrew on ``day``.
    """

    day: date
    name: str
    style: Style
    older: Point | None
    newer: Point | None


def key_of(drawings: Sequence[Drawing]) -> Key:
    """The legend of all charts of a page."""
    tracks = [track for drawing in drawings for track in drawing.tracks]
    parties = parties_of(tracks)
    return Key(
        parties=parties[:PARTIES_SHOWN],
        folded=parties[PARTIES_SHOWN:],
        glyphs=[_glyph(mark) for mark in _marks_in(tracks)],
        has_undefined=_has_undefined(drawings, is_monthly=False),
        has_stripes=_has_undefined(drawings, is_monthly=True),
        has_ends=any(track.silences for track in tracks),
        has_means=any(track.means for track in tracks),
        has_light_bars=any(spot.is_partial for track in tracks for spot in track.spots),
    )


def _has_undefined(drawings: Sequence[Drawing], *, is_monthly: bool) -> bool:
    chosen = [drawing for drawing in drawings if (drawing.mode == "monthly") == is_monthly]
    return any(track.is_undefined for drawing in chosen for track in drawing.tracks)


def _glyph(mark: Mark) -> Glyph:
    shapes = shapes_of(mark)
    return Glyph(mark.name, mark.words, shapes, mark.is_bar, _height_of(shapes))


def _height_of(shapes: Sequence[Shape]) -> str:
    """At the foot of a small field for what stands above its value, at the top for what hangs from it."""
    below = sum(shape.below for shape in shapes)
    return "50%" if below == 0 else "95%" if below < 0 else "5%"


def parties_of(tracks: Sequence[Track]) -> list[KeyParty]:
    """The parties of some tracks, each with what it says last."""
    parties: dict[str, KeyParty] = {}
    for track in tracks:
        party = parties.setdefault(track.party, KeyParty(track.party_name, track.colour, []))
        party.tracks.append(_latest(track))
    return list(parties.values())


def _latest(track: Track) -> Latest:
    mark = None if track.lines or track.means else _mark_of_latest(track)
    return Latest(
        measure_name=track.measure_name,
        is_undefined=track.is_undefined,
        point=track.latest,
        silent_since=track.silent_since,
        dash=DASH_LENGTHS.get(track.dash, "none") if track.lines or track.means else "" if mark else "none",
        glyph=mark.name if mark else "",
        y=_height_of(shapes_of(mark)) if mark else "",
        is_bar=mark is not None and mark.is_bar,
    )


def _mark_of_latest(track: Track) -> Mark | None:
    """The mark of its latest number where that is drawn, else of the last that is; None for what has no marks."""
    drawn = [mark_of(spot.style, spot.qualifier) for spot in (track.spots[at] for at in track.marks)]
    latest = MARKS[track.latest.qualifier] if track.latest else None
    return latest if latest in drawn else drawn[-1] if drawn else None


def _marks_in(tracks: Sequence[Track]) -> list[Mark]:
    """The marks that occur, in their usual order."""
    found = set()
    for track in tracks:
        for spot in (track.spots[at] for at in track.marks):
            mark = mark_of(spot.style, spot.qualifier)
            found.add(mark.name)
            if mark.is_bar and spot.best is not None:
                found.add("exact")
    return [mark for mark in (*MARKS.values(), *STYLE_MARKS.values()) if mark.name in found]


def restated_in(drawings: Sequence[Drawing]) -> list[Restated]:
    """The corrected, lowered and withdrawn figures on some drawings of running totals, the newest first."""
    found = [
        restated
        for drawing in drawings
        if drawing.mode == "cumulative"
        for track in drawing.tracks
        for at, spot in enumerate(track.spots)
        if (restated := _restated(track, at, spot, drawing))
    ]
    return sorted(found, key=lambda restated: restated.day, reverse=True)


def _restated(track: Track, at: int, spot: Spot, drawing: Drawing) -> Restated | None:
    if spot.day < drawing.first:
        return None
    if spot.style is Style.WITHDRAWN:
        return Restated(spot.of.withdrawn_on, track.name, spot.style, spot.of, None)
    if spot.style not in (Style.RESTATED, Style.REVISED, Style.FELL):
        return None
    older = track.spots[at - 1].of if at > 0 else None
    is_same_count = older is not None and older.origin == spot.of.origin
    return Restated(spot.day, track.name, spot.style, older if is_same_count else None, spot.of)


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
