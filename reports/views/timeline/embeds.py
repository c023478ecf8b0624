"""A timeline in the frame of another site's page: the one public address that may stand in a frame.

Also the oEmbed provider (oembed.com, version 1.0): other sites ask it how to show a timeline whose address they have.
And its picture for where links to it are shared.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from csp.decorators import csp_replace
from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from reports.publishing.citations import LICENCES_IN_SHORT, SITE
from reports.publishing.previews.record_cards import Card
from reports.timelines.legend import legend_of
from reports.views.page_cache import cache_until_data_changes
from reports.views.preview_images import picture
from reports.views.querystring import InvalidQuery, update_query

from .sharing import OF_THE_TABLE, frame_code, share_of
from .timeline_charts import TimelineCharts, remarks_of
from .timeline_params import TimelineParams, parse_query

WIDTH, HEIGHT = 720, 480
PREVIEW_WIDTH, PREVIEW_HEIGHT = 1200, 630
A_DAY = 24 * 60 * 60


@csp_replace({"frame-ancestors": None})
@xframe_options_exempt
@require_safe
def embed(request: HttpRequest, conflict: str) -> HttpResponse:
    """What is wrong with an address is said without the site's navigation, which would lead nowhere in a frame."""
    try:
        return _framed(request, conflict)
    except InvalidQuery as error:
        problems, status = error.problems, 400
    except Http404 as error:
        problems, status = [str(error)], 404
    return render(request, "timeline_embed_refused.html", {"problems": problems}, status=status)


@cache_until_data_changes
def _framed(request: HttpRequest, conflict: str) -> HttpResponse:
    """The chart with its heading, what is needed to read it and its sources, and nothing else."""
    params = parse_query(request, conflict)
    charts = TimelineCharts(request, params)
    drawings = [panel.drawing for panel in charts.panels]
    return render(
        request,
        "timeline_embed.html",
        {
            "conflict": params.selection.conflict,
            "params": params,
            "selection": params.selection,
            "panels": charts.panels,
            "key": legend_of(drawings),
            "refusal": charts.refusal or ("" if drawings else charts.why_empty),
            "events": drawings[0].events if drawings else (),
            "remarks": remarks_of(drawings),
            "unread": charts.exclusions(drawings),
            "share": share_of(request, params, drawings),
            "licences": LICENCES_IN_SHORT,
        },
    )


@require_safe
def preview(request: HttpRequest, conflict: str) -> HttpResponse:
    params = parse_query(request, conflict)
    return picture(request, lambda address: _drawn(request, params, address))


def _drawn(request: HttpRequest, params: TimelineParams, address: str) -> bytes:
    """The charts of the page; a sentence where it has none."""
    from reports.publishing.previews.card_picture import draw_card
    from reports.publishing.previews.timeline_picture import draw_timeline

    charts = TimelineCharts(request, params)
    if not charts.panels:
        return draw_card(Card(_("Timeline"), params.title, lines=(charts.refusal or charts.why_empty,)), address)
    return draw_timeline(params.title, [(panel.title, panel.drawing) for panel in charts.panels], address)


class OembedForm(forms.Form):
    """``url`` is a whole address; ``maxwidth`` and ``maxheight`` are pixels."""

    url = forms.CharField(max_length=8000, error_messages={"required": _("Give the address of a timeline.")})
    maxwidth = forms.IntegerField(min_value=1, required=False)
    maxheight = forms.IntegerField(min_value=1, required=False)
    format = forms.CharField(required=False)


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """What to put in a page for the timeline at ``url``.

    Parameters that are not of the specification are passed over: those who ask add their own.
    """
    answer = _answer(request)
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _answer(request: HttpRequest) -> JsonResponse:
    form = OembedForm(request.GET)
    repeated = [name for name in form.fields if len(request.GET.getlist(name)) > 1]
    if repeated or not form.is_valid():
        problems = [f"{name}: {message}" for name, messages in form.errors.items() for message in messages]
        problems += [_("%(name)s is given more than once; give it once.") % {"name": name} for name in repeated]
        return _refusal(problems, 400)
    if form.cleaned_data["format"] not in ("", "json"):
        return _refusal([_("This provider answers in JSON only.")], 501)
    try:
        timeline, conflict = _timeline_at(request, form.cleaned_data["url"])
        params = parse_query(timeline, conflict, *OF_THE_TABLE)
    except InvalidQuery as error:
        return _refusal(error.problems, 404)
    except Http404 as error:
        return _refusal([str(error)], 404)

    def whole(name: str) -> str:
        path = reverse("timeline", args=[conflict]) + name
        return request.build_absolute_uri(update_query(timeline, path=path, **OF_THE_TABLE))

    most_wide, most_high = form.cleaned_data["maxwidth"], form.cleaned_data["maxheight"]
    width, height = min(WIDTH, most_wide or WIDTH), min(HEIGHT, most_high or HEIGHT)
    title = params.title
    answer = {
        "type": "rich",
        "version": "1.0",
        "title": title,
        "provider_name": str(SITE),
        "provider_url": request.build_absolute_uri(reverse("home")),
        "cache_age": A_DAY,
        "html": frame_code(whole("embed/"), title, width, height),
        "width": width,
        "height": height,
    }
    # The specification: a picture must keep within the sizes asked for, and comes with its own.
    if (most_wide or PREVIEW_WIDTH) >= PREVIEW_WIDTH and (most_high or PREVIEW_HEIGHT) >= PREVIEW_HEIGHT:
        answer |= {
            "thumbnail_url": whole("preview.png"),
            "thumbnail_width": PREVIEW_WIDTH,
            "thumbnail_height": PREVIEW_HEIGHT,
        }
    return JsonResponse(answer)


def _timeline_at(request: HttpRequest, address: str) -> tuple[HttpRequest, str]:
    """The request that a reader's browser would make of the address, and its conflict (slug).

    Raises Http404 for the address of anything but a timeline of this site.
    """
    try:
        parts = urlsplit(address)
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        match = None
    is_here = (
        match is not None and parts.scheme in ("http", "https") and parts.netloc.lower() == request.get_host().lower()
    )
    if not is_here or match.view_name not in ("timeline", "timeline-embed"):
        raise Http404(_("This is not the address of a timeline of this site."))
    timeline = HttpRequest()
    timeline.GET = QueryDict(parts.query)
    return timeline, match.kwargs["conflict"]


def _refusal(problems: Iterable[str], status: int) -> JsonResponse:
    return JsonResponse({"error": " ".join(problems)}, status=status)
