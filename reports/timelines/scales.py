"""The axis of heights: where it begins and ends, and where its numbers stand (pure)."""

from collections.abc import Iterable
from math import ceil, floor, log10

from reports.rules.hedges import grouped

from .drawing import Scale

TICKS, SMALL_TICKS = 5, 3
# Room above the highest value, as a share of the axis: for the arrow of an "at least", and for words at a line's end.
HEADROOM = 1.12


def scale_for(kind: str, heights: Iterable[float], *, is_small: bool = False) -> Scale:
    """The scale on which all ``heights`` (0 or more) stand. ``kind`` is linear or log; a small chart has fewer ticks.

    A linear one begins at zero. A logarithmic one has no zero: it begins at the power of ten below the smallest height
    above zero, and spans one power at least.

    >>> scale_for("linear", [0, 1351]).ticks
    ((0, '0'), (500, '500'), (1000, '1,000'), (1500, '1,500'))
    >>> [text for _height, text in scale_for("log", [0, 498, 20600]).ticks]
    ['100', '1,000', '10,000']
    """
    heights = list(heights)
    most = SMALL_TICKS if is_small else TICKS
    return _logarithmic(heights, most) if kind == "log" else _linear(heights, most)


def _linear(heights: list[float], most: int) -> Scale:
    high = max(heights, default=0) * HEADROOM or 1
    step = _round_step(high / most)
    ticks = [step * place for place in range(int(high / step) + 1)]
    return Scale("linear", 0, high, tuple((tick, _written(tick)) for tick in ticks))


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 5, 10, 20, … that is no less; below 1 only where everything is smaller than that."""
    power = 10 ** floor(log10(least))
    return next(round(step * power, 10) for step in (1, 2, 5, 10) if step * power >= least)


def _logarithmic(heights: list[float], most: int) -> Scale:
    above = [height for height in heights if height > 0]
    first = max(floor(log10(min(above, default=1))), 0)
    top = max(above, default=10)
    powers = range(first, max(ceil(log10(top)), first + 1) + 1)
    steps = (1, 2, 5) if len(powers) <= 3 and most >= TICKS else (1,)
    high = max(10.0**first * (top / 10.0**first) ** HEADROOM, 10.0 ** (first + 1))
    ticks = [step * 10**power for power in powers for step in steps if step * 10**power <= high]
    return Scale("log", 10**first, high, tuple((tick, _written(tick)) for tick in ticks))


def _written(tick: float) -> str:
    return grouped(int(tick)) if tick == int(tick) else f"{tick:g}"
