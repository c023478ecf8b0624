"""A timeline in the frame of another site's page: the one public address that may stand in a frame."""

from collections.abc import Callable
from functools import wraps

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from reports.publishing.licences import LICENCES_IN_SHORT
from reports.timelines.reading import read_series
from reports.views.page_cache import kept
from reports.views.querystring import BadAddress

from .asked import read_address
from .growth import unread_growth
from .pages import charts_of, frame_of, with_something
from .refused import refusal_of, remarks_of, why_empty
from .sharing import share_of


def _bare_when_refused(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Say what is wrong with an address without the site's navigation, which would lead nowhere in a frame."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except BadAddress as error:
            problems, status = error.problems, 400
        except Http404 as error:
            problems, status = [str(error)], 404
        return render(request, "timeline_embed_refused.html", {"problems": problems}, status=status)

    return answered


@csp_replace({"frame-ancestors": None})
@xframe_options_exempt
@require_safe
@_bare_when_refused
@kept
def embed(request: HttpRequest, conflict: str) -> HttpResponse:
    """The chart with its heading, what is needed to read it and its sources, and nothing else."""
    asked = read_address(request, conflict)
    all_series = read_series(asked.selection)
    frame = frame_of(asked, all_series)
    charts = charts_of(request, asked, all_series, frame)
    refusal = refusal_of(asked, [chart.drawing for chart in charts])
    panels = [] if refusal else with_something(charts)
    drawings = [panel.drawing for panel in panels]
    if not panels:
        refusal = refusal or why_empty(asked, all_series)
    return render(
        request,
        "timeline_embed.html",
        {
            "conflict": asked.selection.conflict,
            "asked": asked,
            "selection": asked.selection,
            "panels": panels,
            "refusal": refusal,
            "events": drawings[0].events if drawings else (),
            "remarks": remarks_of(drawings),
            "unread": unread_growth(asked, all_series, frame, drawings),
            "share": share_of(request, asked, drawings),
            "licences": LICENCES_IN_SHORT,
        },
    )
