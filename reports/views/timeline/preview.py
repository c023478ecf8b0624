"""The timeline as a picture for where links to it are shared."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.publishing.previews.record_cards import Card, Foot
from reports.timelines.series_query import read_series
from reports.views.previews import picture

from .refused import refusal_of, why_empty
from .sharing import title_asked
from .timeline_page import charts_of, frame_of, with_something
from .timeline_params import Asked, read_address


@require_safe
def preview(request: HttpRequest, conflict: str) -> HttpResponse:
    asked = read_address(request, conflict)
    return picture(request, lambda foot: _drawn(request, asked, foot))


def _drawn(request: HttpRequest, asked: Asked, foot: Foot) -> bytes:
    """The charts of the page; a sentence where it has none."""
    from reports.publishing.previews.card_picture import draw_card
    from reports.publishing.previews.timeline_picture import draw_timeline

    all_series = read_series(asked.selection)
    charts = charts_of(request, asked, all_series, frame_of(asked, all_series))
    refusal = refusal_of(asked, [chart.drawing for chart in charts])
    panels = with_something(charts)
    title = title_asked(asked)
    if refusal or not panels:
        why = refusal or why_empty(asked, all_series)
        return draw_card(Card(_("Timeline"), title, lines=(why,)), foot)
    return draw_timeline(title, [(panel.title, panel.drawing) for panel in panels], foot)
