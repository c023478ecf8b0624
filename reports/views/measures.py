"""What each measure counts: drawn as sets of outcomes, those of one shape together, with how each stands to others."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.comparison.counted_measures import (
    MeasureSet,
    MeasureShape,
    Standing,
    counted_measures,
    longest_nesting,
    shapes,
    spans,
    standings,
)
from reports.models import Measure, Outcome, Status
from reports.models.choices import Category

from .lookups import only_conflict
from .outcome_drawings import OutcomeDrawing, Reading, draw, names_of, reading
from .querystring import takes_no_parameters


@dataclass(frozen=True, slots=True)
class Entry:
    """One measure on the page. ``record`` has its definition, and how many figures of how many parties use it."""

    measure: MeasureSet
    record: Measure
    standings: list[Standing]


@dataclass(frozen=True, slots=True)
class DrawnShape:
    """One drawing with the measures that it is true of. ``readings`` is empty where there is only one."""

    drawing: OutcomeDrawing
    readings: list[Reading]
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Nested:
    """One box of the nesting: a measure, and the names of the outcomes that the box within it does not count."""

    measure: MeasureSet
    added: list[str]


@dataclass(frozen=True, slots=True)
class Section:
    """The measures of one category; ``nesting`` stands from the outermost box to the innermost."""

    category: Category
    nesting: list[Nested]
    spans: list[tuple[MeasureSet, MeasureSet, MeasureSet]]
    shapes: list[DrawnShape]


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
        _section(category, [each for each in measures if each.category == category], outcomes, records)
        for category in Category
    ]
    return render(
        request,
        "measures.html",
        {
            "conflict": only_conflict(),
            "section": "measures",
            "sections": [section for section in sections if section.shapes],
        },
    )


def _section(
    category: Category, measures: Sequence[MeasureSet], outcomes: Sequence[Outcome], records: dict[int, Measure]
) -> Section:
    columns = _outcomes_of(measures, outcomes)
    chain = longest_nesting(measures, [outcome.slug for outcome in columns])
    return Section(
        category=category,
        nesting=_nesting(chain, columns),
        spans=spans(measures, chain),
        shapes=[
            DrawnShape(
                drawing=draw(shape.includes, shape.may_include, columns),
                readings=_readings(shape, columns),
                entries=[Entry(each, records[each.pk], standings(each, measures)) for each in shape.members],
            )
            for shape in shapes(measures)
        ],
    )


def _outcomes_of(measures: Sequence[MeasureSet], outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes that any of the measures counts; those of people and things alike (captured) stand last."""
    counted = {slug for measure in measures for slug in measure.counted.includes | measure.counted.may_include}
    found = [outcome for outcome in outcomes if outcome.slug in counted]
    return sorted(found, key=lambda outcome: ("and" in outcome.applies_to, outcome.position))


def _readings(shape: MeasureShape, outcomes: Sequence[Outcome]) -> list[Reading]:
    """Every reading of an undefined shape, the smallest first and of one size those of the first outcomes."""
    if not shape.may_include:
        return []
    by_size = sorted(shape.readings, key=lambda each: (len(each), [outcome.slug not in each for outcome in outcomes]))
    return [reading(each, outcomes) for each in by_size]


def _nesting(chain: Sequence[MeasureSet], outcomes: Sequence[Outcome]) -> list[Nested]:
    within = [frozenset(), *(measure.counted.includes for measure in chain)]
    boxes = [
        Nested(measure, names_of(measure.counted.includes - inner, outcomes))
        for measure, inner in zip(chain, within, strict=False)
    ]
    return boxes[::-1]
