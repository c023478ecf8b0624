"""Draws a card: the kind of page, its title, its number or its tiles."""

from .canvas import INK, LINE, MARGIN, SHEET, SOFT, WIDTH, Box, Canvas, font
from .record_cards import TILES, Card, Tile

_ROOM = WIDTH - 2 * MARGIN
_GAP, _TILES_FROM, _TILES_TO = 20, 238, 552


def draw_card(card: Card, address: str) -> bytes:
    """The picture as PNG, for the page of that address."""
    canvas = Canvas(card.kind, address)
    tiles = card.tiles[:TILES]
    if tiles:
        _lines(canvas, card.lines, canvas.title(card.title, 136, (40, 34, 28), 2), 1)
        for tile, box in zip(tiles, _boxes(len(tiles)), strict=True):
            _tile(canvas, tile, box)
    elif card.number:
        look = canvas.fitting(card.number, (110, 84, 60, 44, 30), _ROOM)
        canvas.text(MARGIN, 230, canvas.lines_of(card.number, look, _ROOM, 1)[0], look)
        _below(canvas, card, canvas.title(card.title, 316, (44,), 2))
    else:
        _below(canvas, card, canvas.title(card.title, 190, (60,), 3))
    return canvas.png()


def _below(canvas: Canvas, card: Card, y: float) -> None:
    _lines(canvas, card.lines, y, int(548 - y) // 36)


def _lines(canvas: Canvas, texts: tuple[str, ...], y: float, most: int) -> None:
    look = font(27)
    for text in texts:
        for line in canvas.lines_of(text, look, _ROOM, 2 if most > 1 else 1):
            if most > 0:
                canvas.text(MARGIN, y, line, look, SOFT)
                y, most = y + 36, most - 1


def _boxes(count: int) -> list[Box]:
    """Where so many tiles stand: in one row, or in two."""
    across = {1: 1, 2: 2, 4: 2}.get(count, 3)
    rows = -(-count // across)
    width = (_ROOM - (across - 1) * _GAP) / across
    height = (_TILES_TO - _TILES_FROM - _GAP) / 2
    top = _TILES_FROM if rows == 2 else _TILES_FROM + height / 3
    return [
        Box(MARGIN + at % across * (width + _GAP), top + at // across * (height + _GAP), width, height)
        for at in range(count)
    ]


def _tile(canvas: Canvas, tile: Tile, box: Box) -> None:
    canvas.box(box, SHEET, LINE)
    canvas.box(Box(box.x, box.y, 7, box.height), tile.colour)
    left, room = box.x + 24, box.width - 40
    canvas.text(left, box.y + 36, canvas.lines_of(tile.name, font(21), room, 1)[0], font(21))
    number = canvas.fitting(tile.number, (40, 34, 28, 23), room, bold=not tile.is_pale)
    colour = SOFT if tile.is_pale else INK
    canvas.text(left, box.y + 84, canvas.lines_of(tile.number, number, room, 1)[0], number, colour)
    for at, line in enumerate(canvas.lines_of(tile.note, font(17), room, 2)):
        canvas.text(left, box.y + 112 + 22 * at, line, font(17), SOFT)
