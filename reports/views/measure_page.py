"""What each measure counts: drawn as sets of outcomes, those of one shape together, with how each stands to others.

A drawing is a row of outcomes in fixed order, with a solid band behind those surely counted and a dashed outline round
those and all that may be counted. What is truly counted lies between the two.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest
from textwrap import wrap

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.comparison.counted_measures import (
    MeasureSet,
    counted_measures,
    longest_nesting,
    shapes,
    spans,
    standings,
)
from reports.models import Measure, Outcome, Status
from reports.models.choices import Category
from reports.rules.measure_sets import Counted, Outcomes

from .page_lookups import only_conflict
from .querystring import takes_no_parameters

# All in units of the drawing, which is shown at one pixel each where there is room.
_LETTER, _WIDE_LETTER, _NARROW_LETTER = 8.2, 11, 4.5
_LINE, _CELL_HEIGHT, _GAP, _MARGIN = 16, 44, 6, 9
_LETTERS_A_LINE = 14
_REACH = {"surely": 1, "perhaps": 6}
_BRIDGE = 7
_SQUARE = 14


@require_safe
@takes_no_parameters
def page(request: HttpRequest) -> HttpResponse:
    published = Q(figures__report__status=Status.PUBLISHED)
    records = Measure.objects.annotate(
        figure_count=Count("figures", published), party_count=Count("figures__party", published, distinct=True)
    ).in_bulk()
    measures = [measure for measure in counted_measures().values() if measure.pk in records]
    outcomes = list(Outcome.objects.all())
    sections = [
        _section(category, [measure for measure in measures if measure.category == category], outcomes, records)
        for category in Category
    ]
    context = {"conflict": only_conflict(), "section": "measures"}
    return render(
        request, "measures.html", context | {"sections": [section for section in sections if section["shapes"]]}
    )


def _section(
    category: Category, measures: Sequence[MeasureSet], outcomes: Sequence[Outcome], records: dict[int, Measure]
) -> dict[str, object]:
    """The measures of one category: nested in one another, spanning several boxes, and each drawn with its like.

    ``records`` have their definitions, and how many figures of how many parties use them.
    """
    columns = _outcomes_of(measures, outcomes)
    chain = longest_nesting(measures, [outcome.slug for outcome in columns])
    return {
        "category": category,
        "nesting": _nesting(chain, columns),
        "spans": spans(measures, chain),
        "shapes": [
            {
                "drawing": _draw(shape[0].counted.includes, shape[0].counted.may_include, columns),
                "readings": _readings(shape[0].counted, columns),
                "entries": [(measure, records[measure.pk], standings(measure, measures)) for measure in shape],
            }
            for shape in shapes(measures)
        ],
    }


def _outcomes_of(measures: Sequence[MeasureSet], outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes that any of the measures counts; those of people and things alike (captured) stand last."""
    counted = {slug for measure in measures for slug in measure.counted.includes | measure.counted.may_include}
    columns = [outcome for outcome in outcomes if outcome.slug in counted]
    return sorted(columns, key=lambda outcome: ("and" in outcome.applies_to, outcome.position))


def _readings(counted: Counted, outcomes: Sequence[Outcome]) -> list[dict[str, object]]:
    """Every reading of an undefined measure, the smallest first and of one size those of the first outcomes."""
    if counted.is_defined:
        return []
    by_size = sorted(
        counted.readings(), key=lambda slugs: (len(slugs), [outcome.slug not in slugs for outcome in outcomes])
    )
    return [_reading(slugs, outcomes) for slugs in by_size]


def _nesting(chain: Sequence[MeasureSet], outcomes: Sequence[Outcome]) -> list[tuple[MeasureSet, list[str]]]:
    """The boxes from the outermost to the innermost: each with the outcomes that the box within it does not count."""
    within = [frozenset(), *(measure.counted.includes for measure in chain)]
    boxes = [
        (measure, _names(measure.counted.includes - inner, outcomes))
        for measure, inner in zip(chain, within, strict=False)
    ]
    return boxes[::-1]


def _draw(includes: Outcomes, may_include: Outcomes, outcomes: Sequence[Outcome]) -> dict[str, object]:
    """The drawing of two sets of outcomes, named by slug; ``outcomes`` are all there are to draw, in order.

    Yields what parts/outcome_set.html needs: where everything stands, and the same in ``words``.
    """
    names = [wrap(outcome.name, _LETTERS_A_LINE) for outcome in outcomes]
    cell_width = max((_width(line) for name in names for line in name), default=0) + 10
    cell_height = _CELL_HEIGHT + _LINE * (max(map(len, names), default=1) - 1)
    lefts = [_MARGIN + place * (cell_width + _GAP) for place in range(len(outcomes))]
    cells = [
        {
            "outcome": outcome.slug,
            "certainty": "surely" if outcome.slug in includes else "perhaps" if outcome.slug in may_include else "not",
            "x": left,
            "middle": left + cell_width // 2,
            "lines": [(line, _MARGIN + _LINE * (place + 1), _width(line)) for place, line in enumerate(name)],
        }
        for outcome, left, name in zip(outcomes, lefts, names, strict=True)
    ]
    return {
        "width": 2 * _MARGIN + len(cells) * (cell_width + _GAP) - _GAP,
        "height": 2 * _MARGIN + cell_height + _BRIDGE,
        "cell_width": cell_width,
        "cell_height": cell_height,
        "top": _MARGIN,
        "sign_at": _MARGIN + cell_height - 10,
        "cells": cells,
        "bands": [
            *(_bands("perhaps", cells, cell_width, cell_height) if may_include else ()),
            *_bands("surely", cells, cell_width, cell_height),
        ],
        "words": _in_words(includes, may_include, outcomes),
    }


def _width(line: str) -> int:
    """How wide a line of a name is drawn, in units of the drawing: about what a sans serif needs for it.

    The browser fits the line to this width, so that no reader's font lets a name reach beyond its cell.
    """
    narrow, wide = sum(letter in "fijlrt .,'()-" for letter in line), sum(letter in "mwMW" for letter in line)
    return round(narrow * _NARROW_LETTER + wide * _WIDE_LETTER + (len(line) - narrow - wide) * _LETTER)


def _bands(certainty: str, cells: Sequence[dict], cell_width: int, cell_height: int) -> Iterator[dict[str, object]]:
    """The rectangles round those surely counted, or round those and the ones that may be, each round neighbours.

    A ``bridge`` leads beneath those left out to the next rectangle, if there is one.
    """
    within = {"surely"} if certainty == "surely" else {"surely", "perhaps"}
    runs = [list(run) for counted, run in groupby(cells, lambda cell: cell["certainty"] in within) if counted]
    reach = _REACH[certainty]
    edges = [(run[0]["x"] - reach, run[-1]["x"] + cell_width + reach) for run in runs]
    height = cell_height + 2 * reach
    bottom = _MARGIN - reach + height
    for (left, right), following in zip_longest(edges, edges[1:]):
        bridge = f"M{right - 12} {bottom}v{_BRIDGE}H{following[0] + 12}v-{_BRIDGE}" if following else ""
        box = {"x": left, "y": _MARGIN - reach, "width": right - left, "height": height}
        yield {"certainty": certainty, "bridge": bridge} | box


def _in_words(includes: Outcomes, may_include: Outcomes, outcomes: Sequence[Outcome]) -> str:
    """Two sets of outcomes as a reader would say them: "Surely killed; perhaps wounded, missing, captured"."""
    surely, perhaps = _names(includes, outcomes), _names(may_include, outcomes)
    if not surely and not perhaps:
        return _("None of these outcomes")
    parts = []
    if surely:
        parts.append(_("surely %s") % get_text_list(surely, _("and")))
    if perhaps:
        parts.append(_("perhaps %s") % ", ".join(perhaps))
    if len(surely) + len(perhaps) < len(outcomes):
        parts.append(_("nothing else"))
    words = "; ".join(parts)
    return words[0].upper() + words[1:]


def _names(wanted: Outcomes, outcomes: Sequence[Outcome]) -> list[str]:
    """The names of some outcomes, within a sentence, in their usual order."""
    return [outcome.name.lower() for outcome in outcomes if outcome.slug in wanted]


def _reading(wanted: Outcomes, outcomes: Sequence[Outcome]) -> dict[str, object]:
    """One reading of an undefined measure, in words, and a square for each outcome: where it is, whether filled."""
    names = _names(wanted, outcomes)
    words = _("%s alone") % names[0] if len(names) == 1 else get_text_list(names, _("and"))
    squares = [(place * _SQUARE, outcome.slug in wanted) for place, outcome in enumerate(outcomes)]
    return {"words": words or _("none of these outcomes"), "width": len(squares) * _SQUARE, "squares": squares}
