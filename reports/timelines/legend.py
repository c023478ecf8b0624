"""What a reader is told beside a chart: who speaks and what each said last, what marks and lines mean, and what the
parties took back (no queries)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from .drawing import Drawing, Marker, NumberedEvent, SeriesLine, Style, gap_in_words, span_in_words
from .marks import DASH_LENGTHS, MARKS, STYLE_MARKS, Mark, mark_of, marks_at, shapes_of

# Of more parties than these the rest are folded away.
PARTIES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Legend:
    """The legend of some drawings. ``parties`` stand in the order of the first drawing in which they speak; the rest
    is ``folded``. ``glyphs`` are the marks that occur, each with its name and words, the shapes that it is drawn of,
    and where its value stands in a small field (``y``), so that the mark does not leave it.

    ``has_undefined`` is whether any line or mark is of an undefined measure, ``has_stripes`` whether any bar is;
    ``has_ends`` whether a line ends, ``has_means`` whether 7-day means are drawn, ``has_light_bars`` whether there are
    months that are not wholly known.
    """

    parties: list[dict]
    folded: list[dict]
    glyphs: list[dict]
    has_undefined: bool
    has_stripes: bool
    has_ends: bool
    has_means: bool
    has_light_bars: bool

    @property
    def has_meanings(self) -> bool:
        lines = self.has_undefined or self.has_ends or self.has_means
        return bool(self.glyphs or lines or self.has_stripes or self.has_light_bars)


def legend_of(drawings: Sequence[Drawing]) -> Legend:
    """The legend of all charts of a page."""
    lines = [line for drawing in drawings for line in drawing.lines]
    parties = parties_of(lines)
    return Legend(
        parties=parties[:PARTIES_SHOWN],
        folded=parties[PARTIES_SHOWN:],
        glyphs=[_glyph(mark) for mark in _marks_in(lines)],
        has_undefined=_has_undefined(drawings, is_monthly=False),
        has_stripes=_has_undefined(drawings, is_monthly=True),
        has_ends=any(line.gaps for line in lines),
        has_means=any(line.means for line in lines),
        has_light_bars=any(marker.is_partial for line in lines for marker in line.markers),
    )


def _has_undefined(drawings: Sequence[Drawing], *, is_monthly: bool) -> bool:
    chosen = [drawing for drawing in drawings if (drawing.mode == "monthly") == is_monthly]
    return any(line.series.is_undefined for drawing in chosen for line in drawing.lines)


def _glyph(mark: Mark) -> dict[str, object]:
    shapes = shapes_of(mark)
    return {"name": mark.name, "words": mark.words, "shapes": shapes, "is_bar": mark.is_bar, "y": _height_of(shapes)}


def _height_of(shapes: Sequence[Mapping[str, object]]) -> str:
    """At the foot of a small field for what stands above its value, at the top for what hangs from it."""
    below = sum(shape["below"] for shape in shapes)
    return "50%" if below == 0 else "95%" if below < 0 else "5%"


def parties_of(lines: Sequence[SeriesLine]) -> list[dict]:
    """The parties of some lines (name, colour), each with what its ``tracks`` say last."""
    parties: dict[str, dict] = {}
    for line in lines:
        party = {"name": line.series.party_name, "colour": line.colour, "tracks": []}
        parties.setdefault(line.series.party, party)["tracks"].append(_latest(line))
    return list(parties.values())


def _latest(line: SeriesLine) -> dict[str, object]:
    """What one line says last, and how it looks.

    ``dash`` is that of its steps or bars, and ``glyph`` the name of its mark where it has none, which stands at ``y``;
    ``is_bar`` is whether it stands at both ends of a stem.
    """
    is_line = bool(line.runs or line.means)
    mark = None if is_line else _mark_of_latest(line)
    return {
        "measure_name": line.series.measure_name,
        "is_undefined": line.series.is_undefined,
        "point": line.latest,
        "silent_since": line.silent_since,
        "dash": DASH_LENGTHS.get(line.dash, "none") if is_line else "" if mark else "none",
        "glyph": mark.name if mark else "",
        "y": _height_of(shapes_of(mark)) if mark else "",
        "is_bar": mark is not None and mark.is_bar,
    }


def _mark_of_latest(line: SeriesLine) -> Mark | None:
    """The mark of its latest number where that is drawn, else of the last that is; None for what has no marks."""
    drawn = [mark_of(marker) for marker in line.marked]
    latest = MARKS[line.latest.number.qualifier] if line.latest else None
    return latest if latest in drawn else drawn[-1] if drawn else None


def _marks_in(lines: Sequence[SeriesLine]) -> list[Mark]:
    """The marks that occur, in their usual order."""
    names = {mark.name for line in lines for marker in line.marked for mark, _height in marks_at(marker, 0)}
    return [mark for mark in (*MARKS.values(), *STYLE_MARKS.values()) if mark.name in names]


def restated_in(drawings: Sequence[Drawing]) -> list[dict[str, object]]:
    """The corrected, lowered and withdrawn figures on some drawings of running totals, the newest first.

    Each has its ``day``, the ``name`` of its series and its ``style``. ``older`` is the total before it, None where
    that is none to set it against. Without ``newer`` it is a figure that the party withdrew on that day.
    """
    totals = []
    for drawing in drawings:
        if drawing.mode != "cumulative":
            continue
        for line in drawing.lines:
            for before, marker in zip([None, *line.markers], line.markers, strict=False):
                total = {"day": marker.day, "name": line.series.name, "style": marker.style}
                if marker.day < drawing.first:
                    continue
                if marker.style is Style.WITHDRAWN:
                    totals.append(total | {"day": marker.of.withdrawn_on, "older": marker.of, "newer": None})
                elif marker.style in (Style.RESTATED, Style.REVISED, Style.FELL):
                    is_same_count = before is not None and before.of.series == marker.of.series
                    totals.append(total | {"older": before.of if is_same_count else None, "newer": marker.of})
    return sorted(totals, key=lambda total: total["day"], reverse=True)


# Numbers of events nearer to each other than this share of the chart's width would cover one another: on a wide chart,
# on a narrow one, and on one of many small ones.
NUMBER_WIDTH, NUMBER_WIDTH_NARROW, NUMBER_WIDTH_SMALL = 0.03, 0.08, 0.14
# The same of labels at the ends of lines, which have two lines of text, as a share of its height; and how many letters
# of theirs the narrowest of wide charts, and of narrow ones, are wide.
LABEL_HEIGHT = 0.13
LETTERS, LETTERS_NARROW = 78, 42
NAME_LENGTH = 40


@dataclass(frozen=True, slots=True)
class EndLabel:
    """Beside the last ``marker`` of a line: since when its party gave no new figure.

    ``above`` and ``below`` are its two lines of text. They name the party, and the measure where it has several; but
    not where the line goes on later (``has_more``). ``is_before`` is whether the label stands to the left,
    ``is_for_wide`` whether it has room on a wide chart only.
    """

    line: SeriesLine
    marker: Marker
    above: str
    below: str
    has_more: bool
    is_before: bool
    is_for_wide: bool


# What a label covers: from the left to the right, and its height; shares of the chart's width and height.
_Box = tuple[float, float, float]


def event_numbers(drawing: Drawing) -> list[tuple[NumberedEvent, bool]]:
    """The numbers that have room over the lines of events, for the list below the chart; of small charts few.

    With each is whether it has room on a wide chart only.
    """
    numbers: list[tuple[NumberedEvent, bool]] = []
    wide = narrow = -1.0
    room = NUMBER_WIDTH_SMALL if drawing.is_small else NUMBER_WIDTH_NARROW
    for event in drawing.events:
        place = drawing.share(event.day)
        if place - wide < NUMBER_WIDTH and numbers:
            continue
        wide = place
        has_room = not numbers or place - narrow >= room
        narrow = place if has_room else narrow
        if has_room or not drawing.is_small:
            numbers.append((event, not has_room))
    return numbers


def end_labels(drawing: Drawing) -> list[EndLabel]:
    """Since when, or from when to when, parties whose line ends gave no new figure; not where labels would meet.

    Lines that have ended for good come first. A small chart has no room for labels, nor has one of what is new, which
    rises and falls; there the legend says it.
    """
    if drawing.is_small or drawing.mode != "cumulative":
        return []
    labels: list[EndLabel] = []
    wide: list[_Box] = []
    narrow: list[_Box] = []
    ends = [(line, gap) for line in drawing.lines for gap in line.gaps]
    for line, gap in sorted(ends, key=lambda end: end[1].until is not None):
        marker = line.markers[gap.at]
        if not drawing.has(marker.day, marker.size):
            continue
        has_more = gap.until is not None
        above, below = Truncator(_name(line, drawing.lines)).chars(NAME_LENGTH), gap_in_words(gap)
        if has_more:
            above, below = _("no new figure"), span_in_words(gap)
        place, height = drawing.share(marker.day), drawing.scale.place(marker.size)
        # To the right of a line that goes on there is that line.
        is_before = has_more or place > 0.5
        letters = max(len(above), len(below))
        box, small_box = (_box(place, height, letters / most, is_before) for most in (LETTERS, LETTERS_NARROW))
        if not _has_room(box, wide):
            continue
        wide.append(box)
        is_for_wide = not _has_room(small_box, narrow)
        if not is_for_wide:
            narrow.append(small_box)
        labels.append(EndLabel(line, marker, above, below, has_more, is_before, is_for_wide))
    return labels


def _box(place: float, height: float, width: float, is_before: bool) -> _Box:
    return (place - width, place, height) if is_before else (place, place + width, height)


def _has_room(box: _Box, others: Sequence[_Box]) -> bool:
    """Whether it is within the chart, and covers none of the others."""
    left, right, height = box
    return (
        left >= 0
        and right <= 1
        and not any(left < end and start < right and abs(height - at) < LABEL_HEIGHT for start, end, at in others)
    )


def _name(line: SeriesLine, lines: Sequence[SeriesLine]) -> str:
    """What tells the line from the others: its party, its measure, or both."""
    series = line.series
    of_party = sum(other.series.party == series.party for other in lines)
    if of_party < 2:
        return series.party_name
    return series.measure_name if of_party == len(lines) else series.name
