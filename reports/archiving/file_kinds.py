"""What a file is, told from its content; the end of its name must agree.

Five kinds with fixed marks are fewer lines here than a library's tables of hundreds, which would not say whether a file
is whole. Nothing is decoded that can grow without a limit.
"""

import re
import zlib
from collections.abc import Callable
from typing import BinaryIO

from django.utils.translation import gettext as _

from reports.models import SnapshotKind

__all__ = ["ENDINGS", "RefusedFile", "kind_of"]

# How names may end, in small letters.
ENDINGS = {
    SnapshotKind.PDF: (".pdf",),
    SnapshotKind.PNG: (".png",),
    SnapshotKind.JPEG: (".jpg", ".jpeg"),
    SnapshotKind.HTML: (".html", ".htm"),
    SnapshotKind.WARC: (".warc",),
    SnapshotKind.WARC_GZ: (".warc.gz",),
}
HEAD, TAIL = 8192, 4096

_PNG = b"\x89PNG\r\n\x1a\n"
_GZIP = b"\x1f\x8b\x08"
# What may stand before a page's first tag; a browser that saves a page puts a comment of its own there. What has been
# read is never read again another way ("?>", "*+"): a few hundred bytes of comments would take years.
_HTML = re.compile(rb"(?>\s+|<\?xml[^>]*>|<!--.*?-->)*+<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL)
_WARC = re.compile(rb"WARC/\d\.\d\r?\n.*?^WARC-Type:", re.IGNORECASE | re.DOTALL | re.MULTILINE)


class RefusedFile(ValueError):
    """A file that cannot be kept; its words are a sentence for whoever sent it."""


def kind_of(file: BinaryIO, name: str) -> SnapshotKind:
    """What ``file`` is, which can be sought in; ``name`` is what its sender calls it.

    Raises RefusedFile where it is none of the kinds, is broken off, or is something else than its name says.
    """
    kind = _kind(file)
    if kind is None:
        raise RefusedFile(
            _("This is no file that can be kept here. It must be a PDF, a PNG or JPEG picture, an HTML page or a WARC.")
        )
    if not name.lower().endswith(ENDINGS[kind]):
        raise RefusedFile(
            _("In this file is a %(kind)s, but its name does not end in %(ending)s. Name it for what it is.")
            % {"kind": kind.label, "ending": _(" or ").join(ENDINGS[kind])}
        )
    return kind


def _kind(file: BinaryIO) -> SnapshotKind | None:
    file.seek(0)
    head = file.read(HEAD)
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    tail = file.read(TAIL)
    whole: dict[SnapshotKind, Callable[[], bool]] = {
        SnapshotKind.PDF: lambda: b"%%EOF" in tail,
        SnapshotKind.PNG: lambda: _png_is_whole(file),
        SnapshotKind.JPEG: lambda: b"\xff\xd9" in tail,
    }
    kind = _by_marks(head)
    if kind in whole and not whole[kind]():
        raise RefusedFile(
            _("This %(kind)s cannot be read: it is damaged, or its end is missing. Send the file again.")
            % {"kind": kind.label}
        )
    file.seek(0)
    return kind


def _by_marks(head: bytes) -> SnapshotKind | None:
    if head.startswith(b"%PDF-"):
        return SnapshotKind.PDF
    if head.startswith(_PNG):
        return SnapshotKind.PNG
    if head.startswith(b"\xff\xd8\xff"):
        return SnapshotKind.JPEG
    if head.startswith(_GZIP):
        return SnapshotKind.WARC_GZ if _WARC.match(_start_of(head)) else None
    if _WARC.match(head):
        return SnapshotKind.WARC
    return SnapshotKind.HTML if _HTML.match(_as_ascii(head)) else None


def _start_of(compressed: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(compressed, HEAD)
    except zlib.error:
        raise RefusedFile(_("This compressed file cannot be read: it is damaged. Send the file again.")) from None


def _as_ascii(head: bytes) -> bytes:
    """The beginning of a text with its tags in ASCII, whichever Unicode encoding its first bytes name."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace").encode("ascii", errors="replace")
    return b"" if b"\x00" in head else head.removeprefix(b"\xef\xbb\xbf")


def _png_is_whole(file: BinaryIO) -> bool:
    """Whether each chunk has its checksum, up to the one that ends the picture."""
    file.seek(len(_PNG))
    while len(start := file.read(8)) == 8:
        content = start[4:] + file.read(int.from_bytes(start[:4]))
        if zlib.crc32(content) != int.from_bytes(file.read(4)):
            return False
        if start[4:] == b"IEND":
            return True
    return False
