"""The timeline as a picture for where links to it are shared."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.publishing.previews.record_cards import Card, Footer
from reports.views.previews import picture

from .sharing import title_for
from .timeline_page import TimelineCharts
from .timeline_params import TimelineParams, parse_query


@require_safe
def preview(request: HttpRequest, conflict: str) -> HttpResponse:
    params = parse_query(request, conflict)
    return picture(request, lambda footer: _drawn(request, params, footer))


def _drawn(request: HttpRequest, params: TimelineParams, footer: Footer) -> bytes:
    """The charts of the page; a sentence where it has none."""
    from reports.publishing.previews.card_picture import draw_card
    from reports.publishing.previews.timeline_picture import draw_timeline

    charts = TimelineCharts(request, params)
    title = title_for(params)
    if not charts.panels:
        return draw_card(Card(_("Timeline"), title, lines=(charts.refusal or charts.why_empty,)), footer)
    return draw_timeline(title, [(panel.title, panel.drawing) for panel in charts.panels], footer)
