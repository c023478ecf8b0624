"""What a reader needs to take a timeline elsewhere: its address, its citation, and the code that embeds it."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode

from reports.publishing.citations import DATA_LICENCE, SITE, Work, bibtex, plain
from reports.timelines.drawing import Drawing
from reports.timelines.timeline_titles import file_name, parties_in
from reports.views.querystring import update_query

from .timeline_params import TimelineParams

# What the page knows beside the chart's own parameters: which rows of the table stand on it, and in what order.
OF_THE_TABLE = {"page": None, "sort": None}
EMBED_HEIGHT = 520
# For pages that let the frame grow to the height it asks for.
LISTENER = """addEventListener("message", ({ data, source }) => {
  for (const frame of document.querySelectorAll("iframe"))
    if (frame.contentWindow === source && data?.claimedLosses)
      frame.height = data.claimedLosses.height;
});"""


def share_of(request: HttpRequest, params: TimelineParams, drawings: Iterable[Drawing]) -> dict[str, object]:
    """What the page at this address offers, whatever stands in it of the table.

    ``address``, ``embed`` and ``oembed`` are whole addresses; ``day`` is that by which all shown had been stated.
    ``snippet`` and ``listener`` are code for another site's page.
    """
    slug = params.selection.conflict.slug
    parties = parties_in(drawings)
    title = params.title
    page, embed = (request.build_absolute_uri(_view(request, name, slug)) for name in ("timeline", "timeline-embed"))
    today = timezone.localdate()
    # What is cited is what had been stated by the day on which it was read, also for a reader who comes later.
    cited = _view(request, "timeline", slug, known=(params.selection.known or today).isoformat())
    work = Work(str(SITE), title, parties, request.build_absolute_uri(cited), today)
    return {
        "title": title,
        "parties": parties,
        "address": page,
        "embed": embed,
        "oembed": request.build_absolute_uri(f"{reverse('oembed')}?{urlencode({'url': page, 'format': 'json'})}"),
        "snippet": frame_code(embed, title, "100%", EMBED_HEIGHT),
        "listener": LISTENER,
        "citation": plain(work),
        "bibtex": bibtex(work),
        "licence": str(DATA_LICENCE),
        "file_name": file_name(params.selection.subject.name, params.measure_names, params.mode, today),
        "day": min(params.selection.known or today, today),
    }


def frame_code(address: str, title: str, width: int | str, height: int) -> str:
    """A frame for another site's page: no script, and no style, which its policy may forbid."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" frameborder="0" loading="lazy"></iframe>',
        address,
        title,
        width,
        height,
    )


def _view(request: HttpRequest, name: str, conflict: str, **changes: str) -> str:
    return update_query(request, path=reverse(name, args=[conflict]), **OF_THE_TABLE, **changes)
