"""What a file is, told from what is in it, with a name that agrees."""

from io import BytesIO

import pytest

from reports.archiving.file_kinds import RefusedFile, kind_of
from tests.archiving import files

NONE_OF_THEM = "This is no file that can be kept here"
DAMAGED = "cannot be read: it is damaged"
KINDS = {
    "statement.pdf": "pdf",
    "picture.png": "png",
    "photo.jpg": "jpg",
    "PHOTO.JPEG": "jpg",
    "page.html": "html",
    "page.htm": "html",
    "wide.html": "html",
    "crawl.warc": "warc",
    "crawl.WARC.gz": "warc.gz",
}


@pytest.mark.parametrize("name", files.WHOLE)
def test_each_kind_is_known_by_its_content(name: str) -> None:
    assert kind_of(BytesIO(files.WHOLE[name]), name) == KINDS[name]


@pytest.mark.parametrize("content_of", files.WHOLE)
@pytest.mark.parametrize("name", files.WHOLE)
def test_a_name_that_says_otherwise_is_refused(name: str, content_of: str) -> None:
    if KINDS[name] == KINDS[content_of]:
        return
    with pytest.raises(RefusedFile, match=r"but its name does not end in \.\w+"):
        kind_of(BytesIO(files.WHOLE[content_of]), name)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("drawing.svg", files.svg(), NONE_OF_THEM),
        ("drawing.html", files.svg(), NONE_OF_THEM),
        ("script.html", b"alert(1)", NONE_OF_THEM),
        ("page.html", b"\x00" + files.html(), NONE_OF_THEM),
        ("page.html", b"Losses: <html>", NONE_OF_THEM),
        ("notes.pdf", b"See %PDF-1.4 %%EOF", NONE_OF_THEM),
        ("table.xlsx", b"PK\x03\x04" + b"\x00" * 100, NONE_OF_THEM),
        ("page.warc.gz", files.gzip_of(files.html()), NONE_OF_THEM),
        ("crawl.warc", b"WARC/1.0\r\nhello", NONE_OF_THEM),
        ("statement.pdf", files.pdf()[:-10], DAMAGED),
        ("picture.png", files.png()[:-5], DAMAGED),
        ("picture.png", files.png_with_a_wrong_checksum(), DAMAGED),
        ("picture.png", files.png()[:8], DAMAGED),
        ("photo.jpg", files.jpeg()[:-2], DAMAGED),
        ("crawl.warc.gz", files.deflate_without_a_header(), "compressed file cannot be read"),
        ("crawl.gz", files.warc_gz(), "does not end in .warc.gz"),
        ("statement", files.pdf(), "does not end in .pdf"),
    ],
)
def test_anything_else_is_refused_in_words(name: str, content: bytes, message: str) -> None:
    with pytest.raises(RefusedFile, match=message):
        kind_of(BytesIO(content), name)


def test_a_chunk_that_claims_to_be_endless_costs_nothing() -> None:
    content = files.png()[:8] + b"\xff\xff\xff\xff" + b"IDAT"
    with pytest.raises(RefusedFile, match=DAMAGED):
        kind_of(BytesIO(content), "picture.png")


@pytest.mark.parametrize("before", [b"<!---->", b"<?xml?>", b" <!-- > --> ", b"<!--", b" "])
def test_what_stands_before_a_page_is_read_once(before: bytes) -> None:
    """If it were read in every way that it could be, this would not end."""
    with pytest.raises(RefusedFile, match=NONE_OF_THEM):
        kind_of(BytesIO(before * 1000), "page.html")
    if before != b"<!--":
        assert kind_of(BytesIO(before * 500 + files.html()), "page.html") == "html"


def test_what_grows_when_decompressed_is_not_decompressed_whole() -> None:
    assert kind_of(BytesIO(files.gzip_of(files.warc() + b"\x00" * 2**26)), "crawl.warc.gz") == "warc.gz"
