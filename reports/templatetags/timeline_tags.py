"""What the templates of a timeline ask of its panels: legend, latest numbers, restatements, silences.

A panel has a ``drawing``.
"""

from collections.abc import Sequence

from django import template

from reports.rules.number import signed
from reports.timelines.chart_texts import brief
from reports.timelines.drawing import broken_lines_in
from reports.timelines.legend import Legend, RestatedTotal, legend_of, parties_of, restated_in

register = template.Library()
register.filter("brief", brief)
register.filter("signed", signed)


@register.simple_tag
def legend(panels: Sequence) -> Legend:
    return legend_of([panel.drawing for panel in panels])


@register.simple_tag
def latest_in(panel: object) -> list[dict]:
    """The parties of a panel with the latest number of each."""
    return parties_of(panel.drawing.lines)


@register.simple_tag
def restatements(panels: Sequence) -> list[RestatedTotal]:
    return restated_in([panel.drawing for panel in panels])


@register.simple_tag
def broken_lines(panels: Sequence) -> list[tuple[str, list[str]]]:
    """The lines of the panels that break off and go on, by name, with their silences in words."""
    return broken_lines_in([panel.drawing for panel in panels])
