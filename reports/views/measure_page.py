"""What each measure counts: drawn as sets of outcomes, those of one shape together, with how each stands to others."""

from collections.abc import Sequence

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.comparison.counted_measures import (
    MeasureSet,
    MeasureShape,
    counted_measures,
    longest_nesting,
    shapes,
    spans,
    standings,
)
from reports.models import Measure, Outcome, Status
from reports.models.choices import Category

from .outcome_drawings import draw, names_of, reading
from .page_lookups import only_conflict
from .querystring import takes_no_parameters


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
    return render(request, "measures.html", context | {"sections": [each for each in sections if each["shapes"]]})


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
                "drawing": draw(shape.includes, shape.may_include, columns),
                "readings": _readings(shape, columns),
                "entries": [(each, records[each.pk], standings(each, measures)) for each in shape.members],
            }
            for shape in shapes(measures)
        ],
    }


def _outcomes_of(measures: Sequence[MeasureSet], outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes that any of the measures counts; those of people and things alike (captured) stand last."""
    counted = {slug for measure in measures for slug in measure.counted.includes | measure.counted.may_include}
    found = [outcome for outcome in outcomes if outcome.slug in counted]
    return sorted(found, key=lambda outcome: ("and" in outcome.applies_to, outcome.position))


def _readings(shape: MeasureShape, outcomes: Sequence[Outcome]) -> list[dict[str, object]]:
    """Every reading of an undefined shape, the smallest first and of one size those of the first outcomes."""
    if not shape.may_include:
        return []
    by_size = sorted(shape.readings, key=lambda each: (len(each), [outcome.slug not in each for outcome in outcomes]))
    return [reading(each, outcomes) for each in by_size]


def _nesting(chain: Sequence[MeasureSet], outcomes: Sequence[Outcome]) -> list[tuple[MeasureSet, list[str]]]:
    """The boxes from the outermost to the innermost: each with the outcomes that the box within it does not count."""
    within = [frozenset(), *(measure.counted.includes for measure in chain)]
    boxes = [
        (measure, names_of(measure.counted.includes - inner, outcomes))
        for measure, inner in zip(chain, within, strict=False)
    ]
    return boxes[::-1]
