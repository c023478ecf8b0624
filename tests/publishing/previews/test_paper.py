"""Letters on a preview: any script, any length, and nothing that matplotlib would read as more than letters."""

import warnings
from io import BytesIO

import pytest
from PIL import Image

from reports.publishing.previews.canvas import Canvas, font, readable
from reports.publishing.previews.card_picture import draw_card
from reports.publishing.previews.record_cards import Card, Tile

ADDRESS = "claims.example/page/"
NAMES = [
    "N" * 300,
    "<script>alert(1)</script>" * 12,
    "$x^2$ costs $\\frac{1}{$",
    "Міністерство оборони України, Министерство обороны РФ",
    "وزارة الدفاع في الاتحاد الروسي",
    "國防部 中文 標題",
    "a\u202eb\u0000c\nd\te",
    "\ud800 lone",
    "😀",
    " ",
    "",
]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_any_name_makes_a_picture_and_no_warning(name: str) -> None:
    tiles = tuple(Tile(name, name, name, "#123456") for _tile in range(6))
    for card in (Card(name, name, lines=(name,) * 9), Card(name, name, number=name), Card(name, name, tiles=tiles)):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            picture = Image.open(BytesIO(draw_card(card, name)))
        assert (picture.format, picture.size) == ("PNG", (1200, 630))


def test_what_has_no_letters_is_an_ellipsis_not_a_box() -> None:
    assert readable("國防部 of 中文 標題") == "… of …"
    assert readable("Київ") == "Київ"
    assert readable("a\u202eb\u0000c\nd\te") == "abc d e"


def test_lines_are_no_longer_than_their_room_and_no_more_than_asked_for() -> None:
    paper, look = Canvas("", ADDRESS), font(30)
    for text in ("N" * 300, "word " * 60, "a " + "M" * 90 + " b"):
        lines = paper.lines_of(text, look, 400, 3)
        assert len(lines) == 3
        assert all(paper.width_of(line, look) <= 400 for line in lines)
        assert lines[-1].endswith("…")
    assert paper.lines_of("two words", look, 400, 3) == ["two words"]
    assert paper.lines_of("", look, 400, 3) == [""]


def test_a_title_becomes_smaller_before_it_breaks() -> None:
    paper = Canvas("", ADDRESS)
    small = paper.fitting("W" * 25, (60, 30), 1000)
    assert small == font(30, bold=True)
    assert paper.fitting("W", (60, 30), 1000) == font(60, bold=True)


def test_the_same_card_is_the_same_picture() -> None:
    card = Card("Figure", "Killed", "1,351", ("a line",))
    assert draw_card(card, ADDRESS) == draw_card(card, ADDRESS)
    assert draw_card(card, ADDRESS) != draw_card(card, "other.example/")
