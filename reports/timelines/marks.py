"""The marks of a timeline: one shape for each hedge, and one for each thing that is no plain running total.

Shape tells how sure a party was, colour tells the party. A mark is made of parts, one over the other, in the symbols of
plotly; a part may be moved away from the value, so that the arrow of an "at least" begins there.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .drawing import Style

# How dense the marks of an undefined measure are, whose lines are dotted.
PALER = 0.6
# How dense the bar of a month is that is not known whole.
LIGHTER = 0.4


@dataclass(frozen=True, slots=True)
class Part:
    """``size`` in pixels; ``below`` is how many pixels under the value the part stands, or above it where negative."""

    symbol: str
    size: int
    below: int = 0


@dataclass(frozen=True)
class Mark:
    """``words`` explain it in the legend; ``is_bar`` is whether its part stands at both ends of a stem."""

    name: str
    words: str | Promise
    parts: tuple[Part, ...]
    is_bar: bool = False


_FOOT = Part("line-ew-open", 12)


def _arrow(name: str, words: Promise, head: str, sign: int) -> Mark:
    return Mark(name, words, (_FOOT, Part("line-ns-open", 10, sign * 7), Part(head, 8, sign * 15)))


_EACH_HEDGE = [
    Mark("exact", _("exact"), (Part("circle", 9),)),
    Mark("about", _("about"), (Part("circle-open", 9),)),
    _arrow("at_least", _("at least"), "triangle-up", -1),
    _arrow("more_than", _("more than"), "triangle-up-open", -1),
    _arrow("up_to", _("up to"), "triangle-down", 1),
    _arrow("fewer_than", _("fewer than"), "triangle-down-open", 1),
    Mark("range", _("a range; a dot in it only where the party named a best value"), (_FOOT,), is_bar=True),
]
MARKS = {mark.name: mark for mark in _EACH_HEDGE}

STYLE_MARKS = {
    Style.RESTATED: Mark("restated", _("the party lowered its own total"), (Part("diamond-open", 12),)),
    Style.REVISED: Mark(
        "revised", _("in a report by which the party corrects an earlier one"), (Part("hourglass-open", 11),)
    ),
    Style.FELL: Mark("fell", _("lower than its total before, unexplained"), (Part("x-thin-open", 10),)),
    Style.WITHDRAWN: Mark("withdrawn", _("withdrawn by the party"), (Part("circle-x-open", 11),)),
    Style.PARTIAL: Mark("partial", _("only one place, unit or group"), (Part("square-open", 8),)),
    Style.PERIOD: Mark("period", _("counted in a stretch of days"), (Part("line-ns-open", 8),)),
    Style.HELD: Mark("held", _("held at that time"), (Part("hexagon2-open", 10),)),
    Style.SPREAD: Mark("spread", _("a mean over the days between two totals"), (_FOOT,)),
    Style.RATE: Mark("rate", _("the party’s own average a day"), (Part("line-ns-open", 8),)),
    Style.PARTIAL_RATE: Mark(
        "partial_rate", _("its own average a day of one place, unit or group"), (Part("square-open", 8),)
    ),
}


def mark_of(style: Style, qualifier: str) -> Mark:
    """The mark of a spot: that of its style; of a plain total, or of what is new, that of its hedge."""
    return STYLE_MARKS.get(style) or MARKS[qualifier]
