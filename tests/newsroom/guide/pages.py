"""The guide's files as a reader of a code host gets them: headings, links, labels, tables, blocks of text."""

import re
from collections.abc import Iterator
from pathlib import Path

from reports.newsroom.editors_guide import FILES, anchor_of

DOCS = Path("docs")
TEXTS = {file: (DOCS / file).read_text(encoding="utf-8") for file in FILES}
CODE = re.compile(r"`([^`]+)`")


def headings(file: str) -> list[str]:
    return re.findall(r"^#+ (.+)$", TEXTS[file], re.MULTILINE)


def anchors(file: str) -> set[str]:
    return {anchor_of(heading) for heading in headings(file)}


def labels() -> set[str]:
    """Everything in bold: what the guide says stands on a button, a link or a field."""
    found = (each for text in TEXTS.values() for each in re.findall(r"\*\*(.+?)\*\*", CODE.sub("", text), re.DOTALL))
    return {" ".join(label.split()) for label in found}


def table(first_head: str) -> list[list[str]]:
    """The cells of each row of the one table whose first head cell is ``first_head``."""
    found = [rows for file in FILES for rows in tables(file) if rows[0][0] == first_head]
    assert len(found) == 1, first_head
    return found[0][1:]


def tables(file: str) -> Iterator[list[list[str]]]:
    for lines in re.findall(r"(?:^\|.*\|\n)+", TEXTS[file], re.MULTILINE):
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines.splitlines()]
        yield [rows[0], *rows[2:]]


def blocks(file: str) -> Iterator[str]:
    """Paragraphs, items of lists and rows of tables, each as one line."""
    parts = re.split(r"\n\s*\n|\n(?=\s*(?:[-|]|\d+\.) ?)", TEXTS[file])
    return (" ".join(part.split()) for part in parts)


def plain(cell: str) -> str:
    return cell.replace("*", "").replace("`", "").strip()
