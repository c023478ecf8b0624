"""Measures as the rules of comparison take them: each with its two sets of outcomes, all from one query."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from reports.models import Measure
from reports.models.choices import Certainty
from reports.rules.counting import Counted

_DESCRIBED = ("pk", "slug", "name", "family", "category", "unit", "position", "counts")
_OUTCOME = ("measure_outcomes__certainty", "measure_outcomes__outcome__slug")


@dataclass(frozen=True, slots=True)
class MeasureSet:
    """One measure and what it counts. ``counted`` names outcomes by slug; both its sets may be empty."""

    pk: int
    slug: str
    name: str
    family: str
    category: str
    unit: str
    position: int
    counted: Counted


def counted_measures(category: str | None = None) -> dict[str, MeasureSet]:
    """Every measure, or those of one category (``personnel``, ``equipment``), by slug and in their usual order.

    One query. A measure without outcomes has empty sets; a category without measures gives an empty dictionary.
    """
    measures = Measure.objects.order_by("position", "name", "pk")
    if category is not None:
        measures = measures.filter(category=category)
    found = {}
    lines = measures.values_list(*_DESCRIBED, *_OUTCOME)
    for described, of_one in groupby(lines, key=lambda line: line[: len(_DESCRIBED)]):
        pk, slug, name, family, category_of_one, unit, position, thing = described
        outcomes = [line[len(_DESCRIBED) :] for line in of_one]
        includes, may_include = (
            frozenset(outcome for certainty, outcome in outcomes if certainty == wanted)
            for wanted in (Certainty.INCLUDES, Certainty.MAY_INCLUDE)
        )
        counted = Counted(thing, unit, includes, may_include)
        found[slug] = MeasureSet(pk, slug, name, family, category_of_one, unit, position, counted)
    return found


def family_names(measures: Mapping[str, MeasureSet]) -> dict[str, str]:
    """What each family is called, by slug in the order of the measures.

    As its plain measure, if it has one: "Casualties (as reported)" is one way among several to count casualties.
    """
    names: dict[str, str] = {}
    for measure in measures.values():
        names.setdefault(measure.family, measure.family.replace("-", " ").capitalize())
        if measure.slug == measure.family and "(" not in measure.name:
            names[measure.family] = measure.name
    return names
