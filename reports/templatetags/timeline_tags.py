"""What the templates of a timeline ask of its panels: legend, latest numbers, restatements, silences."""

from collections.abc import Sequence

from django import template

from reports.timelines.chart_texts import brief, signed
from reports.timelines.drawing import Broken, broken_in
from reports.timelines.legend import Key, KeyParty, Restated, key_of, parties_of, restated_in
from reports.views.timeline.timeline_page import Panel

register = template.Library()
register.filter("brief", brief)
register.filter("signed", signed)


@register.simple_tag
def legend(panels: Sequence[Panel]) -> Key:
    return key_of([panel.drawing for panel in panels])


@register.simple_tag
def latest_in(panel: Panel) -> list[KeyParty]:
    """The parties of a panel with the latest number of each."""
    return parties_of(panel.drawing.tracks)


@register.simple_tag
def restatements(panels: Sequence[Panel]) -> list[Restated]:
    return restated_in([panel.drawing for panel in panels])


@register.simple_tag
def broken_lines(panels: Sequence[Panel]) -> list[Broken]:
    return broken_in([panel.drawing for panel in panels])
