"""Pictures of pages for where links to them are shared: at the page's address, with preview.png after it.

Each takes the parameters of its page and refuses the same ones. What it shows comes from records only, so that nobody
can make a picture with our name and words of theirs.
"""

from collections.abc import Callable
from hashlib import md5
from urllib.parse import parse_qsl, urlsplit

from django.db.models import Count, Max, Min
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from reports.comparison.context import with_counts
from reports.models import PUBLIC, Citation, Figure, Party, Report, Status
from reports.publishing.previews import record_cards
from reports.publishing.previews.preview_cache import PreviewsBusy, cached_preview
from reports.publishing.previews.record_cards import Card

from . import compare_page as comparing
from . import side_by_side_page as grids
from .page_lookups import find, find_conflict
from .querystring import takes_no_parameters, update_query
from .record_pages import public_sources

AN_HOUR = 3600
_SITE = gettext_lazy("What each party said, when, and how it is known. Not who is right.")
SECTIONS = {
    "reports": gettext_lazy("Reports"),
    "figures": gettext_lazy("Figures"),
    "variants": gettext_lazy("Where sources print different numbers"),
    "corrections": gettext_lazy("What was corrected, and by whom"),
    "parties": gettext_lazy("Who speaks"),
    "measures": gettext_lazy("What each measure counts"),
    "method": gettext_lazy("How to read this site"),
}


def picture(request: HttpRequest, draw: Callable[[str], bytes]) -> HttpResponse:
    """The picture that ``draw`` makes for the page of an address, or the one that it made for this address before."""
    pairs = sorted(set(parse_qsl(urlsplit(update_query(request)).query)))
    host, page = request.get_host(), request.path.removesuffix("preview.png")
    try:
        png = cached_preview(f"{host}{page}?{urlencode(pairs)}", lambda: draw(host + page))
    except PreviewsBusy:
        return HttpResponse(
            _("Too many pictures are being made. Ask again in a few seconds."),
            status=503,
            content_type="text/plain; charset=utf-8",
            headers={"Retry-After": "5", "Cache-Control": "no-store"},
        )
    etag = quote_etag(md5(png, usedforsecurity=False).hexdigest())
    response = HttpResponse(png, content_type="image/png", headers={"ETag": etag})
    patch_cache_control(response, public=True, max_age=AN_HOUR)
    return get_conditional_response(request, etag=etag, response=response)


def card_picture(request: HttpRequest, card: Callable[[], Card]) -> HttpResponse:
    """The picture of a card; ``card`` is called only where there is no picture yet."""

    def draw(address: str) -> bytes:
        from reports.publishing.previews.card_picture import draw_card

        return draw_card(card(), address)

    return picture(request, draw)


@require_safe
@takes_no_parameters
def site(request: HttpRequest) -> HttpResponse:
    """For all that has no picture of its own."""
    return card_picture(request, lambda: Card("", _("Who says how many, about whom?"), lines=(str(_SITE),)))


@require_safe
@takes_no_parameters
def section(request: HttpRequest, name: str, conflict: str = "") -> HttpResponse:
    """For lists and for pages about the site: ``name`` is one of SECTIONS."""
    kind = find_conflict(conflict).name if conflict else ""
    return card_picture(request, lambda: Card(kind, str(SECTIONS[name]), lines=(str(_SITE),)))


@require_safe
@takes_no_parameters
def report(request: HttpRequest, slug: str) -> HttpResponse:
    record = find(Report.all_objects.public().select_related("party"), slug, _("There is no report %s here."))

    def card() -> Card:
        figures = Figure.all_objects.filter(report=record)
        sides = dict(figures.order_by().values_list("subject__slug", "subject__side"))
        return record_cards.report_card(record, list(with_counts(figures)), sides)

    return card_picture(request, card)


@require_safe
@takes_no_parameters
def figure(request: HttpRequest, slug: str) -> HttpResponse:
    figures = with_counts(Figure.all_objects.filter(report__status__in=PUBLIC))
    record = find(figures, slug, _("There is no figure %s here."))
    return card_picture(request, lambda: record_cards.figure_card(record))


@require_safe
@takes_no_parameters
def party(request: HttpRequest, slug: str) -> HttpResponse:
    record = find(Party.objects.select_related("side"), slug, _("There is no party %s here."))
    spoken = Report.published.filter(party=record)
    return card_picture(
        request,
        lambda: record_cards.party_card(
            record, spoken.aggregate(count=Count("pk"), first=Min("stated_on"), last=Max("stated_on"))
        ),
    )


@require_safe
@takes_no_parameters
def source(request: HttpRequest, slug: str) -> HttpResponse:
    record = find(public_sources(), slug, _("There is no source %s here."))
    shown = Citation.objects.filter(source=record, report__status=Status.PUBLISHED)
    return card_picture(request, lambda: record_cards.source_card(record, shown.count()))


@require_safe
def side_by_side(request: HttpRequest, conflict: str) -> HttpResponse:
    query = grids.parse_query(request, conflict)
    return card_picture(
        request,
        lambda: record_cards.grid_card(grids.grid_of(query), query["subject"].name, query["on"], query["known"]),
    )


@require_safe
def compare(request: HttpRequest, conflict: str) -> HttpResponse:
    params = comparing.parse_query(request, conflict)
    return card_picture(request, lambda: _pair_card(params))


def _pair_card(params: comparing.CompareParams) -> Card:
    compared, subject = params.compared, params.context.subject.name
    if not compared.alignment:
        why = _("Not compared: %(why)s.") % {"why": compared.refusal.reason.value}
        names = _(" beside ").join(party.short_name for party in (compared.a, compared.b) if party)
        return Card(_("Compare"), f"{names}: {subject}" if names else subject, lines=(why,))
    alignment = compared.alignment
    newest = alignment.on(alignment.days[-1])
    what = f"{params.names[compared.family].lower()}, {subject}"
    return record_cards.pair_card(
        (compared.a, compared.b),
        what,
        len(alignment.days),
        newest.day,
        [(newest.a, newest.a_is_stale), (newest.b, newest.b_is_stale)],
    )
