"""Measures as the rules of comparison take them: each with its two sets of outcomes, all from one query."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reports.models import Measure
from reports.models.choices import Certainty
from reports.rules.measure_sets import Counted, Outcomes, Relation, relation, relations_by_reading

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
    sets = {}
    lines = measures.values_list(*_DESCRIBED, *_OUTCOME)
    for described, of_one in groupby(lines, key=lambda line: line[: len(_DESCRIBED)]):
        pk, slug, name, family, category_of_one, unit, position, thing = described
        outcomes = [line[len(_DESCRIBED) :] for line in of_one]
        includes, may_include = (
            frozenset(outcome for certainty, outcome in outcomes if certainty == wanted)
            for wanted in (Certainty.INCLUDES, Certainty.MAY_INCLUDE)
        )
        counted = Counted(thing, unit, includes, may_include)
        sets[slug] = MeasureSet(pk, slug, name, family, category_of_one, unit, position, counted)
    return sets


def family_names(measures: Iterable[MeasureSet]) -> dict[str, str]:
    """What each family is called, by slug in the order of the measures.

    As its plain measure, if it has one: "Casualties (as reported)" is one way among several to count casualties.
    """
    names: dict[str, str] = {}
    for measure in measures:
        names.setdefault(measure.family, measure.family.replace("-", " ").capitalize())
        if measure.slug == measure.family and "(" not in measure.name:
            names[measure.family] = measure.name
    return names


def shapes(measures: Iterable[MeasureSet]) -> list[list[MeasureSet]]:
    """The measures by their two sets of outcomes, whatever thing they count; in the order given."""
    by_sets: dict[tuple[Outcomes, Outcomes], list[MeasureSet]] = {}
    for measure in measures:
        by_sets.setdefault((measure.counted.includes, measure.counted.may_include), []).append(measure)
    return list(by_sets.values())


def standings(measure: MeasureSet, others: Iterable[MeasureSet]) -> list[dict[str, object]]:
    """How ``measure`` stands to those of ``others`` that are not different from it, itself and empty ones left out.

    Each ``relation`` with the ``others`` that it holds to, in the order of :class:`Relation`; *undefined* is told apart
    by what each reading would make it: ``possible`` has those relations, the one if they agree.
    """
    order = list(Relation)
    groups: dict[tuple[Relation, tuple[Relation, ...]], list[MeasureSet]] = {}
    for other in others:
        whole = relation(measure.counted, other.counted)
        if other.slug == measure.slug or whole is Relation.DIFFERENT or not (_outcomes(measure) and _outcomes(other)):
            continue
        by_reading = relations_by_reading(measure.counted, other.counted, Relation.LIKE_FOR_LIKE)
        groups.setdefault((whole, tuple(sorted(by_reading, key=order.index))), []).append(other)
    by_relation = sorted(groups.items(), key=lambda group: [order.index(group[0][0]), *map(order.index, group[0][1])])
    return [{"relation": whole, "possible": possible, "others": members} for (whole, possible), members in by_relation]


def longest_nesting(measures: Iterable[MeasureSet], order: Sequence[str]) -> tuple[MeasureSet, ...]:
    """The longest row of defined measures of which each is a part of the next, the innermost first.

    Of several as long, the one that takes up outcomes earliest in ``order``. Empty where no measure is part of another.
    """
    defined = [measure for measure in measures if measure.counted.is_defined and _outcomes(measure)]
    defined.sort(
        key=lambda measure: (len(_outcomes(measure)), [outcome not in _outcomes(measure) for outcome in order])
    )
    longest: dict[str, tuple[MeasureSet, ...]] = {}
    for measure in defined:
        inner = [longest[part.slug] for part in defined if relation(part.counted, measure.counted) is Relation.PART_OF]
        longest[measure.slug] = (*max(inner, key=len, default=()), measure)
    nesting = max(longest.values(), key=len, default=())
    return nesting if len(nesting) > 1 else ()


def spans(
    measures: Iterable[MeasureSet], nesting: Iterable[MeasureSet]
) -> list[tuple[MeasureSet, MeasureSet, MeasureSet]]:
    """The undefined measures whose smallest and whose largest reading are both measures of ``nesting``, with these."""
    boxes = {measure.counted: measure for measure in nesting}
    spanning = []
    for measure in measures:
        ends = (measure.counted.includes, _outcomes(measure))
        least, most = (boxes.get(replace(measure.counted, includes=end, may_include=frozenset())) for end in ends)
        if least and most and not measure.counted.is_defined:
            spanning.append((measure, least, most))
    return spanning


def _outcomes(measure: MeasureSet) -> Outcomes:
    return measure.counted.includes | measure.counted.may_include
