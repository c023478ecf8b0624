"""What counts as a difference between two answers of the site, and what does not."""

from pathlib import Path

import pytest

from scripts.answers.normal import body_of
from scripts.compare_answers import compare


def same(one: str, other: str) -> bool:
    return body_of(one.encode(), "text/html") == body_of(other.encode(), "text/html")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<ul><li>One</li><li>Two</li></ul>", "<ul>\n  <li>\n    One\n  </li>\n  <li>Two</li>\n</ul>\n"),
        ("<p>about <b>7</b> men</p>", "<p>\n  about\n  <b>7</b>\n  men</p>"),
        ('<a class="a b" href="/x">y</a>', "<a href='/x' class='a\n  b'>y</a>"),
        ("<p>a<br/>b</p>", "<p>a<br>b</p>"),
        ("<p>&quot;7&quot; &amp; 8</p>", "<p>&#34;7&#34; & 8</p>"),
        ('<svg><path d="M1 1"/></svg>', '<svg>\n <path d="M1 1"></path>\n</svg>'),
        ('<input name="csrfmiddlewaretoken" value="a">', '<input name="csrfmiddlewaretoken" value="b">'),
    ],
)
def test_how_a_template_is_laid_out_is_no_difference(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>about 7</p>", "<p>about 8</p>"),
        ("<p><b>7</b>%</p>", "<p><b>7</b> %</p>"),
        ("<p><b>7</b><i>8</i></p>", "<p><b>7</b>\n<i>8</i></p>"),
        ("<p>up to<b> 7</b></p>", "<p>up to<b>7</b></p>"),
        ("<textarea>a\n b</textarea>", "<textarea>a\nb</textarea>"),
        ('<input name="n" value="a  b">', '<input name="n" value="a b">'),
        ('<a href="/x">y</a>', '<a href="/z">y</a>'),
        ("<p>7</p>", "<div>7</div>"),
    ],
)
def test_what_a_reader_or_a_form_would_notice_is_one(one: str, other: str) -> None:
    assert not same(one, other)


def test_exports_differ_by_a_byte() -> None:
    assert body_of(b"a,b\r\n", "text/csv") != body_of(b"a,b\n", "text/csv")
    assert body_of(b'{"a": 1}', "application/json") != body_of(b'{"a":1}', "application/json")


def test_differences_are_told_by_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder, answer in (("old", "7"), ("new", "8")):
        visitor = tmp_path / folder / "public" / "visitor"
        visitor.mkdir(parents=True)
        (visitor / "same").write_text("GET /same/\n␣\nx" if folder == "old" else "GET /same/\nx")
        (visitor / "page").write_text(f"GET /page/\n{answer}")
    (tmp_path / "old" / "desk").mkdir()  # a part that was not asked again
    assert compare(tmp_path / "old", tmp_path / "old", loose=False) == 0
    capsys.readouterr()
    assert compare(tmp_path / "old", tmp_path / "new", loose=True) == 1
    told = capsys.readouterr().out
    assert "visitor: GET /page/" in told
    assert "-7" in told
    assert "+8" in told
    assert "2 answers compared (public), 1 differ." in told
