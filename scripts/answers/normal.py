"""An answer of the site as lines of text in which only a difference that matters is a difference.

Pages are written a tag or a piece of text a line, so that it does not matter how a template is indented. Exports are
written as they came, pictures as the digest of their pixels, workbooks by their cells.
"""

import hashlib
import io
import json
import re
from html.parser import HTMLParser

import openpyxl
from django.http import HttpResponseBase
from PIL import Image

HEADERS = (
    *("Access-Control-Allow-Origin", "Allow", "Cache-Control", "Content-Disposition", "Content-Security-Policy"),
    *("Content-Type", "Last-Modified", "Location", "Referrer-Policy", "Retry-After", "Vary", "X-Content-Type-Options"),
    "X-Frame-Options",
)
# White space beside one of these elements is nothing that a reader sees.
BLOCKS = frozenset(
    """
    address article aside blockquote body br caption circle col colgroup dd defs desc details dialog div dl dt fieldset
    figcaption figure footer form g h1 h2 h3 h4 h5 h6 head header hr html legend li line link main marker meta nav ol
    optgroup option p path pattern polygon polyline pre rect script section style summary svg symbol table tbody td
    template text tfoot th thead title tr ul use
    """.split()  # noqa: SIM905
)
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
AS_IT_STANDS = frozenset(("pre", "textarea", "script", "style"))
SPACE = "␣"  # a blank that separates two inline elements, or an inline element from words
# Fields whose value is another one on every page.
DRAWN_BY_LOT = frozenset(("csrfmiddlewaretoken", "tab"))


def lines_of(answer: HttpResponseBase) -> list[str]:
    """Status, headers and body of an answer."""
    nonces_alike = [(name, re.sub(r"'nonce-[^']*'", "'nonce-*'", answer.get(name, ""))) for name in HEADERS]
    head = [f"status {answer.status_code}", *(f"{name}: {value}" for name, value in nonces_alike if value), ""]
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return head + body_of(content, answer.get("Content-Type", "").partition(";")[0])


def body_of(content: bytes, kind: str) -> list[str]:
    """``kind`` is the media type without its parameters."""
    if kind == "text/html":
        return Page(content.decode()).lines
    if kind == "image/png":
        picture = Image.open(io.BytesIO(content)).convert("RGBA")
        return [f"picture {picture.size}: {hashlib.sha256(picture.tobytes()).hexdigest()}"]
    if kind.endswith("spreadsheetml.sheet"):
        book = openpyxl.load_workbook(io.BytesIO(content))
        return [repr((sheet.title, *row)) for sheet in book for row in sheet.iter_rows(values_only=True)]
    lines = [f"{len(content):,} bytes: {hashlib.sha256(content).hexdigest()}"]
    if kind == "application/json":
        return lines + json.dumps(json.loads(content), indent=1, ensure_ascii=False).split("\n")
    return lines + (content.decode().split("\n") if kind.startswith("text/") else [])


class Page(HTMLParser):
    """``lines`` are its tags, with their attributes in order of their names, and the text between them."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._text = ""
        self._after_block = True
        self._as_it_stands: list[str] = []  # open elements whose white space counts
        self.feed(source)
        self.close()
        self._end_text(before_block=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_text(before_block=tag in BLOCKS)
        if tag == "input" and dict(attrs).get("name") in DRAWN_BY_LOT:
            attrs = [(name, "*" if name == "value" else value) for name, value in attrs]
        told = [name if value is None else f'{name}="{folded(name, value)}"' for name, value in sorted(attrs, key=str)]
        self.lines.append(f"<{' '.join([tag, *told])}>")
        self._after_block = tag in BLOCKS
        if tag in AS_IT_STANDS:
            self._as_it_stands.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self._end_text(before_block=tag in BLOCKS)
        if self._as_it_stands and self._as_it_stands[-1] == tag:
            self._as_it_stands.pop()
        self.lines.append(f"</{tag}>")
        self._after_block = tag in BLOCKS

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_decl(self, decl: str) -> None:
        self.lines.append(f"<!{decl}>")

    def _end_text(self, *, before_block: bool) -> None:
        text, self._text = self._text, ""
        if self._as_it_stands:
            self.lines += text.split("\n") if text else []
            return
        words = " ".join(text.split())
        if text[:1].isspace() and not self._after_block and (words or not before_block):
            self.lines.append(SPACE)
        if words:
            self.lines.append(words)
            if text[-1:].isspace() and not before_block:
                self.lines.append(SPACE)


def folded(name: str, value: str) -> str:
    """An attribute's value; white space counts only in what somebody typed."""
    return value if name == "value" else " ".join(value.split())
