"""The editors' guide: Markdown files under docs/, shown as one page with anchors to everybody who may log in."""

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import path
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

__all__ = ["FILES", "anchor_of", "guide", "urlpatterns"]

# In the order in which they are read; paths are those of the links between them, from docs/.
FILES = (
    "editors-guide.md",
    "editors-guide/entering.md",
    "editors-guide/reading.md",
    "editors-guide/deciding.md",
    "editors-guide/sources.md",
)
_ADDRESS = re.compile(r"/[a-z][\w/-]*/")
_HEADING = re.compile(r"h[1-5]")


@dataclass(frozen=True, slots=True)
class Chapter:
    """One file. ``html`` is what stands under its title; ``sections`` are its headings of the second level, each with
    its anchor."""

    title: str
    anchor: str
    sections: Sequence[tuple[str, str]]
    html: SafeString


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    first, *chapters = read_guide()
    context = {
        **admin.site.each_context(request),
        "title": _("Editors' guide"),
        "is_nav_sidebar_enabled": False,
        "first": first,
        "chapters": chapters,
    }
    return TemplateResponse(request, "admin/guide.html", context)


# Below admin/, before the admin's own.
urlpatterns = [path("guide/", admin.site.admin_view(guide), name="editors-guide")]


def read_guide() -> list[Chapter]:
    """The guide as it lies on disk."""
    docs = Path(settings.BASE_DIR, "docs")
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parsed = {file: parser.parse((docs / file).read_text(encoding="utf-8")) for file in FILES}
    anchors = {file: anchor_of(tokens[1].content) for file, tokens in parsed.items()}
    return [_chapter(parser, docs / file, tokens, anchors) for file, tokens in parsed.items()]


def anchor_of(heading: str) -> str:
    """As code hosts make it, so that a link holds in both places.

    >>> anchor_of("Drafts keep themselves: what, when?")
    'drafts-keep-themselves-what-when'
    """
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _chapter(parser: MarkdownIt, file: Path, tokens: list[Token], anchors: dict[str, str]) -> Chapter:
    title, body = tokens[1].content, tokens[3:]
    sections = []
    for at, token in enumerate(body):
        if token.type == "heading_open":
            anchor = anchor_of(body[at + 1].content)
            token.attrSet("id", anchor)
            if token.tag == "h2":
                sections.append((body[at + 1].content, anchor))
        if _HEADING.fullmatch(token.tag):
            token.tag = f"h{int(token.tag[1]) + 1}"  # under the page's own title and the chapter's
        elif token.type == "th_open" and not body[at + 1].content:
            token.tag = body[at + 2].tag = "td"  # heads nothing
        for child in token.children or ():
            _place(child, file, anchors)
        if token.children:
            token.children = list(_with_links(token.children))
    body = list(_in_frames(body, file))
    html = parser.renderer.render(body, parser.options, {})
    return Chapter(title, anchor_of(title), sections, mark_safe(html))  # noqa: S308  # ours, and parsed without HTML


def _place(token: Token, file: Path, anchors: dict[str, str]) -> None:
    """Links between the files as links within the page; pictures from where static files are served."""
    if token.type == "image":
        picture = file.parent / str(token.attrGet("src"))
        width, height = _size(picture)
        token.attrSet("src", static(f"guide/{picture.name}"))
        token.attrSet("width", str(width))
        token.attrSet("height", str(height))
        token.attrSet("loading", "lazy")
    elif token.type == "link_open":
        file_name, _hash, anchor = str(token.attrGet("href")).partition("#")
        if file_name:
            docs = Path(settings.BASE_DIR, "docs")
            anchor = anchor or anchors[(file.parent / file_name).resolve().relative_to(docs.resolve()).as_posix()]
        token.attrSet("href", f"#{anchor}")


def _size(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG, so that the page does not jump while pictures come."""
    with picture.open("rb") as file:
        return struct.unpack(">II", file.read(24)[16:])


def _with_links(tokens: Sequence[Token]) -> Iterator[Token]:
    """Addresses of this site in code font lead there."""
    for token in tokens:
        if token.type == "code_inline" and _ADDRESS.fullmatch(token.content):
            yield Token("link_open", "a", 1, attrs={"href": token.content})
            yield token
            yield Token("link_close", "a", -1)
        else:
            yield token


def _in_frames(tokens: Sequence[Token], file: Path) -> Iterator[Token]:
    """Tables in frames that scroll by themselves, named for those who come to them by keyboard."""
    heading, tables = "", 0
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            heading = tokens[at + 1].content
        if token.type == "table_open":
            tables += 1
            frame = {"class": "table-frame", "tabindex": "0", "role": "region"}
            yield Token("frame_open", "div", 1, attrs=frame | {"aria-label": f"{heading}, {file.stem} {tables}"})
        yield token
        if token.type == "table_close":
            yield Token("frame_close", "div", -1)
