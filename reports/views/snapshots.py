"""Copies of sources, handed out as files: never as pages of this site, whatever is in them."""

import hashlib
from io import BufferedReader
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.models import SnapshotKind, Source

from .page_lookups import find
from .querystring import takes_no_parameters
from .record_pages import public_sources

CONTENT_TYPES = {
    SnapshotKind.PDF: "application/pdf",
    SnapshotKind.PNG: "image/png",
    SnapshotKind.JPEG: "image/jpeg",
    SnapshotKind.HTML: "text/html",
    SnapshotKind.WARC: "application/warc",
    SnapshotKind.WARC_GZ: "application/gzip",
}
# Should a browser open the file in spite of its being an attachment: nothing in it runs, loads, or counts as ours.
SHUT_IN = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}


@require_safe
@takes_no_parameters
def snapshot(request: HttpRequest, slug: str) -> HttpResponse:
    is_public = public_sources().filter(slug=slug).exists()
    # Of what is public nobody is asked who they are: the answer is the same for all.
    is_open = is_public or (request.user.is_staff and request.user.has_perm("reports.view_source"))
    sources = Source.objects.all() if is_open else Source.objects.none()
    source = find(sources, slug, _("There is no source %s here."))
    if not source.snapshot:
        raise Http404(_("No copy of this source is kept here."))
    etag = f'"{source.snapshot_sha256}"'
    kind = source.snapshot_kind
    response = get_conditional_response(request, etag=etag) or FileResponse(
        unaltered(source),
        as_attachment=True,
        filename=f"{source.slug}.{kind.value}" if kind else source.slug,
        content_type=CONTENT_TYPES.get(kind, "application/octet-stream"),
    )
    # Compressed on the way once more, a file would gain nothing, and cost whoever serves it a second.
    request.META["HTTP_ACCEPT_ENCODING"] = ""
    for name, value in SHUT_IN.items():
        response[name] = value
    response["ETag"] = etag
    # Asked for anew each time: what is no longer public is not handed out by anybody in between either.
    response["Cache-Control"] = "no-cache" if is_public else "private, no-cache"
    return response


def unaltered(source: Source) -> BufferedReader:
    """The file, open at its beginning and read through once: what is handed out is what was looked at.

    Raises Http404 where it is gone or no longer the one that was kept.
    """
    try:
        file = Path(settings.MEDIA_ROOT, source.snapshot.name).open("rb")  # noqa: SIM115 - the response closes it
    except OSError:
        raise Http404(_("The copy of this source that was kept here is missing.")) from None
    if hashlib.file_digest(file, "sha256").hexdigest() != source.snapshot_sha256:
        file.close()
        raise Http404(_("The copy of this source that was kept here is altered, so it is not handed out."))
    file.seek(0)
    return file
