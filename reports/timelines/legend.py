"""What a reader is told beside a chart: who speaks and what each said last, what marks and lines mean, and what the
parties took back (no queries)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .drawing import Drawing, Spot, Style, Track
from .glyphs import Shape, shapes_of
from .marks import MARKS, STYLE_MARKS, Mark, mark_of
from .styles import DASH_LENGTHS
from .points import Point

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
