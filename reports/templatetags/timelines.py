"""What the templates of a timeline ask of its panels: legend, latest numbers, restatements, silences."""

from collections.abc import Sequence
from typing import Protocol

from django import template

from reports.timelines.chart_texts import brief, signed
from reports.timelines.drawing import Broken, Drawing, broken_in
from reports.timelines.legend import Key, KeyParty, Restated, key_of, parties_of, restated_in

register = template.Library()
register.filter("brief", brief)
register.filter("signed", signed)


class Panel(Protocol):
    drawing: Drawing


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
