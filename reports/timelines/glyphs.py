"""The marks of marks.py as SVG, in the shapes that plotly.js gives its symbols (no queries)."""

from dataclasses import dataclass
from math import sqrt

from .marks import Mark, Part


@dataclass(frozen=True, slots=True)
class Shape:
    """A path around the value, filled or only drawn around, moved down by ``below`` pixels."""

    path: str
    is_filled: bool
    below: int


def shapes_of(mark: Mark) -> list[Shape]:
    """What a mark is drawn of. Raises KeyError for a symbol that is not known here."""
    return [_shape(part) for part in mark.parts]


def _shape(part: Part) -> Shape:
    is_open = part.symbol.endswith("-open")
    return Shape(_PATHS[part.symbol.removesuffix("-open")](part.size / 2), not is_open, part.below)


def _circle(r: float) -> str:
    return f"M{r:g} 0A{r:g} {r:g} 0 1 1 0 {-r:g}A{r:g} {r:g} 0 0 1 {r:g} 0Z"


def _square(r: float) -> str:
    return f"M{-r:g} {-r:g}H{r:g}V{r:g}H{-r:g}Z"


def _diamond(r: float) -> str:
    a = f"{1.3 * r:g}"
    return f"M{a} 0L0 {a}L-{a} 0L0 -{a}Z"


def _cross(r: float) -> str:
    a = f"{r:.3g}"
    return f"M{a} {a}L-{a} -{a}M-{a} {a}L{a} -{a}"


def _hourglass(r: float) -> str:
    return f"M{r:g} {r:g}H{-r:g}L{r:g} {-r:g}H{-r:g}Z"


def _hexagon(r: float) -> str:
    half, side = f"{r / 2:g}", f"{r * sqrt(3) / 2:.3g}"
    return f"M-{half} {side}L{half} {side}L{r:g} 0L{half} -{side}L-{half} -{side}L{-r:g} 0Z"


def _triangle(r: float, *, up: bool) -> str:
    side, foot, tip = f"{2 * r / sqrt(3):.3g}", f"{r / 2 if up else -r / 2:g}", f"{-r if up else r:g}"
    return f"M-{side} {foot}H{side}L0 {tip}Z"


_PATHS = {
    "circle": _circle,
    "circle-x": lambda r: _circle(r) + _cross(r / sqrt(2)),
    "square": _square,
    "diamond": _diamond,
    "x-thin": _cross,
    "hexagon2": _hexagon,
    "hourglass": _hourglass,
    "triangle-up": lambda r: _triangle(r, up=True),
    "triangle-down": lambda r: _triangle(r, up=False),
    "line-ew": lambda r: f"M{-1.4 * r:g} 0H{1.4 * r:g}",
    "line-ns": lambda r: f"M0 {-1.4 * r:g}V{1.4 * r:g}",
}
