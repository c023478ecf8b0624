"""A sheet to draw a preview on, in pixels from the top left: matplotlib without its state, so that threads may draw.

Only what draws imports this module: matplotlib takes most of a second to load, and most processes draw nothing.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from django.utils.translation import gettext as _
from matplotlib import get_data_path
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke

from reports.publishing.citations import LICENCES_IN_SHORT

WIDTH, HEIGHT, MARGIN = 1200, 630, 56
_DPI = 100
GROUND, SHEET, INK, SOFT, LINE = "#fbfaf8", "#ffffff", "#1b1d20", "#595e65", "#dedbd5"
# What a serif lacks, Arabic among it, is taken from the other.
SERIF, SANS = ("DejaVu Serif", "DejaVu Sans"), ("DejaVu Sans",)
_FOOT = 572
MARK = "Claimed Losses"


@lru_cache(maxsize=64)
def font(size: int, *, bold: bool = False, serif: bool = False) -> FontProperties:
    """``size`` in pixels."""
    family = SERIF if serif else SANS
    return FontProperties(family=list(family), size=points(size), weight="bold" if bold else "normal")


def points(pixels: float) -> float:
    return pixels * 72 / _DPI


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the sheet, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


class Canvas:
    """One picture: the site's name above, whatever is drawn on it, and its foot."""

    def __init__(self, kind: str, address: str) -> None:
        figure = Figure(figsize=(WIDTH / _DPI, HEIGHT / _DPI), dpi=_DPI, facecolor=GROUND)
        self._canvas = FigureCanvasAgg(figure)
        self._renderer = self._canvas.get_renderer()
        self._axes = figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, WIDTH)
        self._axes.set_ylim(HEIGHT, 0)
        self._axes.set_autoscale_on(False)
        name = font(30, bold=True, serif=True)
        self.text(MARGIN, 64, MARK, name)
        room = WIDTH - 2 * MARGIN - self.width_of(MARK, name) - 40
        self.text(WIDTH - MARGIN, 64, self.lines_of(kind, font(24), room, 1)[0], font(24), SOFT, at="right")
        self.line((MARGIN, WIDTH - MARGIN), (86, 86), LINE, 2)
        self._foot(address)

    def _foot(self, address: str) -> None:
        """Under which licences the data are, whole; the address of the page as far as there is room."""
        self.line((MARGIN, WIDTH - MARGIN), (_FOOT, _FOOT), LINE, 2)
        small, bold = font(17), font(18, bold=True)
        licence = _("Facts as stated by the parties; %(licences)s") % {"licences": LICENCES_IN_SHORT}
        self.text(MARGIN, _FOOT + 33, licence, small, SOFT)
        room = WIDTH - 2 * MARGIN - self.width_of(licence, small) - 30
        self.text(WIDTH - MARGIN, _FOOT + 33, self.lines_of(address, bold, room, 1)[0], bold, at="right")

    def title(self, title: str, y: float, sizes: Sequence[int], most: int) -> float:
        """Write it in the first of the sizes that makes it one line, else the last; says where the next line stands."""
        room = WIDTH - 2 * MARGIN
        look = self.fitting(title, sizes, room, serif=True)
        step = look.get_size() * _DPI / 72 * 1.22
        for line in self.lines_of(title, look, room, most):
            self.text(MARGIN, y, line, look)
            y += step
        return y

    def fitting(self, text: str, sizes: Sequence[int], room: float, **style: bool) -> FontProperties:
        """Letters of the first of the sizes in which the text has room, else the last; bold if not said otherwise."""
        looks = [font(size, **({"bold": True} | style)) for size in sizes]
        return next((look for look in looks if self.width_of(text, look) <= room), looks[-1])

    def text(
        self,
        x: float,
        y: float,
        text: str,
        look: FontProperties,
        colour: str = INK,
        at: str = "left",
        *,
        halo: bool = False,
    ) -> None:
        """One line whose foot is at ``y``; ``at`` is which end of it, or its center, is at ``x``; ``halo`` sets it off
        from what it covers."""
        # Nothing in it is read as mathematics.
        written = self._axes.text(
            x, y, readable(text), fontproperties=look, color=colour, ha=at, va="baseline", parse_math=False
        )
        if halo:
            written.set_path_effects([withStroke(linewidth=4, foreground=GROUND)])

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        colour: str,
        width: float,
        within: Box | None = None,
        **style: object,
    ) -> None:
        """Straight from place to place, cut off at a box; ``style`` is that of matplotlib's Line2D."""
        line = Line2D(xs, ys, color=colour, linewidth=points(width), **({"solid_capstyle": "butt"} | style))
        self._axes.add_line(line)
        if within is not None:
            frame = Rectangle((within.x, within.y), within.width, within.height, transform=self._axes.transData)
            line.set_clip_path(frame)

    def box(self, box: Box, fill: str, edge: str | None = None) -> None:
        at, style = (box.x, box.y), {"facecolor": fill, "edgecolor": edge or fill, "linewidth": 1}
        self._axes.add_patch(Rectangle(at, box.width, box.height, **style))

    def width_of(self, text: str, look: FontProperties) -> float:
        return self._renderer.get_text_width_height_descent(readable(text), look, ismath=False)[0]

    def lines_of(self, text: str, look: FontProperties, room: float, most: int) -> list[str]:
        """``text`` in at most so many lines of at most ``room`` pixels; what does not fit ends in an ellipsis."""
        words, lines = readable(text).split(" "), [""]
        while words:
            word = words.pop(0)
            longer = f"{lines[-1]} {word}".strip()
            if self.width_of(longer, look) <= room:
                lines[-1] = longer
            elif not lines[-1]:
                fits = self._fitting(word, look, room)
                lines[-1] = word[:fits]
                words.insert(0, word[fits:])
                lines.append("")
            else:
                words.insert(0, word)
                lines.append("")
            if len(lines) > most:
                return [*lines[: most - 1], self._ended(lines[most - 1], look, room)]
        return lines

    def _fitting(self, word: str, look: FontProperties, room: float) -> int:
        """How many letters of it fit; one at least."""
        low, high = 1, len(word)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.width_of(word[:middle], look) <= room else (low, middle - 1)
        return low

    def _ended(self, line: str, look: FontProperties, room: float) -> str:
        while line and self.width_of(f"{line}…", look) > room:
            line = line[:-1]
        return f"{line.rstrip()}…"

    def png(self) -> bytes:
        written = BytesIO()
        self._canvas.print_png(written, metadata={"Software": None})
        return written.getvalue()


@lru_cache(maxsize=1)
def _drawable() -> frozenset[int]:
    """The characters that our letters have."""
    folder = Path(get_data_path(), "fonts", "ttf")
    return frozenset(FT2Font(str(folder / "DejaVuSans.ttf")).get_charmap())


@lru_cache(maxsize=512)
def readable(text: str) -> str:
    """The text in one line, without what has no letters here, such as Chinese: an ellipsis stands in its place.

    Nor does anything stay that turns the direction of writing.
    """
    text = " ".join(unicodedata.normalize("NFC", str(text)).split())
    letters = (letter for letter in text if unicodedata.category(letter)[0] != "C")
    shown = "".join(letter if ord(letter) in _drawable() else "\0" for letter in letters)
    return re.sub(r"\0[\0 ]*\0|\0", "…", shown)
