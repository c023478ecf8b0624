"""What each measure counts."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.models import Measure, MeasureOutcome, Outcome
from reports.models.choices import Category

from .addresses import takes_no_parameters
from .lookups import only_conflict


@require_safe
@takes_no_parameters
def page(request: HttpRequest) -> HttpResponse:
    counted = Prefetch("measure_outcomes", MeasureOutcome.objects.select_related("outcome"))
    measures = list(Measure.objects.prefetch_related(counted))
    categories = []
    for category in Category:
        members = [measure for measure in measures if measure.category == category]
        outcomes = _outcomes_of(members)
        rows = [(measure, _certainties(measure, outcomes)) for measure in members]
        categories.append((category.label, outcomes, rows))
    return render(
        request,
        "measures.html",
        {"conflict": only_conflict(), "section": "measures", "categories": categories},
    )


def _outcomes_of(measures: list[Measure]) -> list[Outcome]:
    """The outcomes that any of the measures counts; those of people and things alike (captured) stand last."""
    found = {each.outcome for measure in measures for each in measure.measure_outcomes.all()}
    return sorted(found, key=lambda outcome: ("and" in outcome.applies_to, outcome.position))


def _certainties(measure: Measure, outcomes: list[Outcome]) -> list[tuple[Outcome, str]]:
    """Each outcome with whether the measure counts it: includes, may_include, or nothing."""
    counted = {each.outcome_id: each.certainty for each in measure.measure_outcomes.all()}
    return [(outcome, counted.get(outcome.pk, "")) for outcome in outcomes]
