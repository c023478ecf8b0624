"""Small files of each kind, made here, whole and readable by what opens such files."""

import gzip
import zlib
from io import BytesIO

import numpy
from matplotlib import image

WORDS = b"Losses stated on 25 March 2022: 1,351."


def png() -> bytes:
    return _picture("png")


def jpeg() -> bytes:
    return _picture("jpg")


def _picture(kind: str) -> bytes:
    file = BytesIO()
    image.imsave(file, numpy.arange(64, dtype="uint8").reshape(8, 8), format=kind)
    return file.getvalue()


def pdf() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )


def html(body: bytes = WORDS) -> bytes:
    return b"<!DOCTYPE html>\n<html lang=en><title>A page</title><body>" + body + b"</body></html>\n"


def warc() -> bytes:
    page = html()
    return (
        b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://gazette.example/\r\n"
        b"WARC-Date: 2022-03-25T12:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
        b"Content-Type: text/html\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(page), page)
    )


def warc_gz() -> bytes:
    return gzip.compress(warc(), mtime=0)


def svg() -> bytes:
    return b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def png_with_a_wrong_checksum() -> bytes:
    whole = bytearray(png())
    whole[20] ^= 1
    return bytes(whole)


def gzip_of(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def deflate_without_a_header() -> bytes:
    return b"\x1f\x8b\x08" + zlib.compress(b"x")


WHOLE = {
    "statement.pdf": pdf(),
    "picture.png": png(),
    "photo.jpg": jpeg(),
    "PHOTO.JPEG": jpeg(),
    "page.html": html(),
    "page.htm": b"\xef\xbb\xbf  <!-- saved from url=(0024)https://gazette.example/ -->\r\n<html><p>Losses",
    "wide.html": html().decode().encode("utf-16"),
    "crawl.warc": warc(),
    "crawl.WARC.gz": warc_gz(),
}
