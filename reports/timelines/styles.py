"""Colours and dashes: a colour a party, a dash a measure."""

from collections import Counter
from collections.abc import Mapping, Sequence

from reports.rules.enums import Perspective

from .selection import TimelineParty

# Mid-tones: each stands out from the light and from the dark ground by at least 3 to 1, and from the others also for
# those who see no red or no green. The first of a perspective has the hue that marks it on the side-by-side page.
OWN, OPPONENT, OTHERS = (
    ["#c4622d", "#a87c12", "#8a6d4b"],
    ["#3b7fc4", "#218f9f", "#5f74c9"],
    ["#3a8f68", "#9a68c2", "#cc5a8c", "#7b828a"],
)
PALETTES = {Perspective.OWN: OWN, Perspective.OPPONENT: OPPONENT}
# Editors leave room between the ranks of parties that follow one another.
RANKS_APART = 10
# Dots, near and far, are kept for what is undefined. By plotly's names, or as lengths, which it takes too.
DASHES = ["solid", "dash", "dashdot", "longdash", "longdashdot"]
DOTS = ["dot", "3px,9px", "3px,3px,3px,12px", "3px,18px"]
# The dashes of plotly.js for lines of up to 3 pixels.
DASH_LENGTHS = {"dash": "9 9", "longdash": "15 15", "dashdot": "9 3 3 3", "longdashdot": "15 6 3 6", "dot": "3 3"}
DASH_LENGTHS |= {dots: dots.replace("px,", " ").removesuffix("px") for dots in DOTS if dots not in DASH_LENGTHS}


def colours_of(speakers: Sequence[TimelineParty]) -> dict[str, str]:
    """The colour of each party that is shown, by slug: an editor's choice, else one of its perspective's."""
    taken: Counter[Perspective] = Counter()
    colours = {}
    for speaker in speakers:
        if speaker.is_shown:
            palette = PALETTES.get(speaker.perspective)
            colours[speaker.slug] = speaker.colour or (
                palette[taken[speaker.perspective] % len(palette)] if palette else _of_others(speaker, colours)
            )
            taken[speaker.perspective] += 1
    return colours


def _of_others(speaker: TimelineParty, taken: Mapping[str, str]) -> str:
    """By rank, so that a third party keeps its colour from chart to chart, unless another there has it already."""
    first = speaker.rank // RANKS_APART
    wishes = [OTHERS[(first + more) % len(OTHERS)] for more in range(len(OTHERS))]
    return next((colour for colour in wishes if colour not in taken.values()), wishes[0])


def dashes_of(measures: Sequence[str], undefined: set[str]) -> dict[str, str]:
    """The dash of each measure (slugs, in their order), which it keeps through all parties."""
    dashes = {}
    taken: Counter[bool] = Counter()
    for measure in measures:
        is_undefined = measure in undefined
        choices = DOTS if is_undefined else DASHES
        dashes[measure] = choices[taken[is_undefined] % len(choices)]
        taken[is_undefined] += 1
    return dashes
