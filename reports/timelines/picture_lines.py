"""Lines of a picture as SVG paths, thinned to what can be seen (pure).

A path is drawn in a field of WIDTH by HEIGHT units that the browser stretches to the size of the chart.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

WIDTH, HEIGHT = 1100, 400

# Across and down from the top left, in units of the field.
Place = tuple[int, int]
# The same from 0 at the left to 1 at the right, and from 0 at the bottom to 1; None where the scale has no such height.
Spot = tuple[float, float | None]


def in_field(spots: Iterable[Spot]) -> list[list[Place]]:
    """Their places in the field, in a list for each run without a gap."""
    runs = groupby(spots, key=lambda spot: spot[1] is not None)
    return [
        [(round(across * WIDTH), round((1 - up) * HEIGHT)) for across, up in run] for is_drawn, run in runs if is_drawn
    ]


def thinned_steps(places: Sequence[Place], step: int) -> list[Place]:
    """About one place every ``step`` units; with the first and the last, the highest and the lowest, and every fall."""
    highest, lowest = _extremes(places)
    last = len(places) - 1
    kept, edge = [], places[0][0]
    for at, (across, down) in enumerate(places):
        falls = at > 0 and down > places[at - 1][1]
        if at in (0, last, highest, lowest) or falls or across >= edge:
            # What stood before a fall is kept with it: else the fall would look smaller.
            if falls and kept[-1] != places[at - 1]:
                kept.append(places[at - 1])
            kept.append((across, down))
            edge = across + step
    return kept


def thinned_peaks(places: Sequence[Place], step: int) -> list[Place]:
    """The same for numbers that rise and fall daily: of every two ``step`` units the highest and the lowest."""
    kept = [places[0]]
    for _stretch, run in groupby(range(1, len(places)), key=lambda at: places[at][0] // (2 * step)):
        stretch = list(run)
        ends = {min(stretch, key=lambda at: places[at][1]), max(stretch, key=lambda at: places[at][1])}
        kept += [places[at] for at in sorted(ends)]
    return kept if kept[-1] == places[-1] else [*kept, places[-1]]


def _extremes(places: Sequence[Place]) -> tuple[int, int]:
    order = sorted(range(len(places)), key=lambda at: places[at][1])
    return order[0], order[-1]


def steps_path(places: Sequence[Place]) -> str:
    """Each height stands until the next place.

    >>> steps_path([(0, 400), (2, 400), (4, 390), (6, 380)])
    'M0 400h4v-10h2v-10'
    """
    path, (across, down) = [_move(places[0])], places[0]
    for there, height in places[1:]:
        if height != down:
            path += [_by("h", there - across), _by("v", height - down)]
            across, down = there, height
    return "".join([*path, _by("h", places[-1][0] - across)])


def steps_back_path(places: Sequence[Place]) -> str:
    """Each height stands since the place before.

    >>> steps_back_path([(0, 400), (2, 390), (4, 390)])
    'M0 400v-10h4'
    """
    path, (across, down) = [_move(places[0])], places[0]
    for (before, _height), (_there, height) in pairwise(places):
        if height != down:
            path += [_by("h", before - across), _by("v", height - down)]
            across, down = before, height
    return "".join([*path, _by("h", places[-1][0] - across)])


def straight_path(places: Sequence[Place]) -> str:
    """Places joined by straight lines.

    >>> straight_path([(0, 400), (2, 390), (4, 390)])
    'M0 400l2-10l2 0'
    """
    path, (across, down) = [_move(places[0])], places[0]
    for there, height in places[1:]:
        sign = "" if height < down else " "
        path.append(f"l{there - across}{sign}{height - down}")
        across, down = there, height
    return "".join(path)


def _move(place: Place) -> str:
    return f"M{place[0]} {place[1]}"


def _by(letter: str, length: int) -> str:
    return f"{letter}{length}" if length else ""
