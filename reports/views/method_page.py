"""How to read the site: its rules in plain words, with tables and examples that are computed for the page."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from reports.comparison.counted_measures import MeasureSet, counted_measures
from reports.comparison.worked_examples import read_examples
from reports.models.choices import Qualifier
from reports.rules.enums import Rule, Verdict
from reports.rules.measure_sets import Relation
from reports.rules.measure_sets import relation as relation_of
from reports.rules.sentences import outcomes_in_words
from reports.rules.staleness import PACE_FIGURES, STALE_DAYS, STALE_PACES

from .page_lookups import only_conflict
from .querystring import takes_no_parameters

# The sections by the anchor that links name; each has a template of that name.
SECTIONS = {
    "hedges": _("How a hedge is read"),
    "carried": _("A running total on another day"),
    "measures": _("What is counted"),
    "relations": _("Which counts belong together"),
    "verdicts": _("Verdicts: can both be true?"),
    "readings": _("Undefined measures, reading by reading"),
    "stale": _("Too old for the day"),
    "derived": _("Sums derived from one report"),
    "two-dates": _("Two dates: known then, known now"),
    "refused": _("What the site refuses, and why"),
    "aligned": _("Two parties over time"),
    "variants": _("What sources print"),
    "record": _("What is on record, and stays there"),
}
MEASURES_SHOWN = (
    "killed",
    "killed-and-wounded",
    "killed-wounded-missing-captured",
    "casualties",
    "personnel-losses",
    "tanks",
    "tanks-documented",
)
PAIRS_SHOWN = (
    ("killed", "killed"),
    ("killed", "killed-and-wounded"),
    ("killed-and-wounded", "killed"),
    ("killed", "personnel-losses"),
    ("killed", "wounded"),
)
REASONS = (Rule.NOTHING_IN_COMMON, Rule.SCOPE, Rule.BASIS, Rule.START, Rule.UNITS)


HEDGES = {
    Qualifier.EXACT: _("that number"),
    Qualifier.ABOUT: _("that number, give or take half a unit of its last digit that is not zero"),
    Qualifier.NEARLY: _("a number below it, by half a unit of its last digit that is not zero at most"),
    Qualifier.AT_LEAST: _("that number or any larger one"),
    Qualifier.MORE_THAN: _("any larger number"),
    Qualifier.UP_TO: _("that number or any smaller one"),
    Qualifier.FEWER_THAN: _("any smaller number"),
    Qualifier.RANGE: _(
        "any number from its lower to its upper end; of an interval with a level, probably one of these"
    ),
}

RELATIONS = {
    Relation.LIKE_FOR_LIKE: _("Both surely count the same, and nothing is in doubt. The numbers can be held together."),
    Relation.PART_OF: _("All that the first may count, the second surely counts: the first cannot be the larger."),
    Relation.WHOLE_OF: _("The reverse: all that the second may count, the first surely counts."),
    Relation.UNDEFINED: _("It depends on how an undefined measure is read."),
    Relation.DIFFERENT: _("Neither contains the other: nothing follows from the one for the other."),
}

VERDICTS = {
    Verdict.CONSISTENT: _(
        "Some numbers make both true, and that is all it says. “At least” some number and any larger number are "
        "consistent, however far apart. It is no confirmation, and two consistent claims can both be wrong."
    ),
    Verdict.IN_CONFLICT: _(
        "No numbers make both true: two counts of the same thing have no number in common, or a part is larger than "
        "its whole. At least one of the two is wrong, or counts otherwise than it says; the site does not say which."
    ),
    Verdict.CANNOT_BE_DECIDED: _(
        "It depends on what an undefined measure counts; the sentence names the readings in which the two conflict. Or "
        "the numbers are apart only because one is an interval with a level: the true number may lie "
        "outside it."
    ),
    Verdict.NOT_COMPARABLE: _("The two are not set against each other, and the sentence says why:"),
}


@require_safe
@takes_no_parameters
def page(request: HttpRequest) -> HttpResponse:
    measures = counted_measures()
    examples = read_examples(measures, timezone.localdate())
    return render(
        request,
        "method.html",
        {
            "conflict": only_conflict(),
            "section": "method",
            "sections": _sections(examples),
            "examples": examples,
            "today": timezone.localdate(),
            "hedges": [(hedge.label, meaning, examples["hedged"].get(hedge)) for hedge, meaning in HEDGES.items()],
            "measures": [_counts(measures[slug]) for slug in MEASURES_SHOWN if slug in measures],
            "relations": [(relation, meaning, _pair(relation, measures)) for relation, meaning in RELATIONS.items()],
            "verdicts": [({"verdict": verdict}, meaning) for verdict, meaning in VERDICTS.items()],
            "not_comparable": Verdict.NOT_COMPARABLE,
            "reasons": [rule.value for rule in REASONS],
            "stale_days": STALE_DAYS,
            "stale_paces": STALE_PACES,
            "pace_figures": PACE_FIGURES,
        },
    )


def _sections(examples: Mapping[str, object]) -> list[dict[str, object]]:
    """The sections of the page. ``number`` is that of the worked example, 0 in one that has none.

    ``example`` is None also where a record that the worked example rests on is missing; ``parties`` are the two (slugs)
    that it sets side by side.
    """
    worked = {
        "verdicts": (1, examples["alike"]),
        "readings": (2, examples["undefined"]),
        "derived": (3, examples["part"]),
        "two-dates": (4, examples["known"]),
    }
    sections = []
    for anchor, title in SECTIONS.items():
        number, example = worked.get(anchor, (0, None))
        section = {"anchor": anchor, "title": title, "number": number, "example": example}
        section["template"] = f"method/{anchor}.html"
        if example and "pair" in example:
            section["example_template"] = "method/pair_example.html"
            section["parties"] = (example["pair"].a.party, example["pair"].b.party)
        elif example:
            section["example_template"] = "method/known_example.html"
            section["parties"] = (example["party"], example["beside"].party)
        sections.append(section)
    return sections


def _counts(measure: MeasureSet) -> tuple[MeasureSet, str, str]:
    """A measure with what it surely counts and what it may count, in words; empty where that is nothing."""
    counted = measure.counted
    return measure, *(outcomes_in_words(part) if part else "" for part in (counted.includes, counted.may_include))


def _pair(wanted: Relation, measures: Mapping[str, MeasureSet]) -> tuple[MeasureSet, MeasureSet] | None:
    """Two measures that stand in that relation, by the rule."""
    pairs = ((measures.get(a), measures.get(b)) for a, b in PAIRS_SHOWN)
    return next(((a, b) for a, b in pairs if a and b and relation_of(a.counted, b.counted) is wanted), None)
