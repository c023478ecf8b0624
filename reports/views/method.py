"""How to read the site: its rules in plain words, with tables and examples that are computed for the page."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from reports.comparison.counted_measures import MeasureSet, counted_measures
from reports.comparison.worked_examples import KnownExample, PairExample, WorkedExamples, read_examples
from reports.models.choices import Qualifier
from reports.rules.claims import Claim
from reports.rules.enums import Rule, Verdict
from reports.rules.measure_sets import Relation, relation
from reports.rules.sentences import interval_in_words, outcomes_in_words
from reports.rules.staleness import PACE_FIGURES, STALE_DAYS, STALE_PACES

from .lookups import only_conflict
from .method_words import HEDGES, RELATIONS, VERDICTS
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


@dataclass(frozen=True, slots=True)
class Worked:
    """A worked example of a section. ``example`` is None where a record that it rests on is missing."""

    number: int
    example: PairExample | KnownExample | None
    template: str


@dataclass(frozen=True, slots=True)
class Section:
    anchor: str
    title: Promise
    worked: Worked | None

    @property
    def template(self) -> str:
        return f"method/{self.anchor}.html"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: what is explained, its meaning, and an example or None."""

    term: object
    meaning: Promise
    example: object = None


@dataclass(frozen=True, slots=True)
class Hedged:
    """A claim as stated, and how the rules read it."""

    claim: Claim
    reads: str


@dataclass(frozen=True, slots=True)
class Counts:
    """A measure in words; ``perhaps`` is empty where it is defined."""

    measure: MeasureSet
    surely: str
    perhaps: str


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
            "hedges": [Line(hedge.label, words, _hedged(examples, hedge)) for hedge, words in HEDGES.items()],
            "measures": [_counts(measures[slug]) for slug in MEASURES_SHOWN if slug in measures],
            "relations": [Line(each, words, _pair(each, measures)) for each, words in RELATIONS.items()],
            "verdicts": [Line({"verdict": each}, words) for each, words in VERDICTS.items()],
            "not_comparable": Verdict.NOT_COMPARABLE,
            "reasons": [rule.value for rule in REASONS],
            "stale_days": STALE_DAYS,
            "stale_paces": STALE_PACES,
            "pace_figures": PACE_FIGURES,
        },
    )


def _sections(examples: WorkedExamples) -> list[Section]:
    pair, known = "method/pair_example.html", "method/known_example.html"
    worked = {
        "verdicts": Worked(1, examples.alike, pair),
        "readings": Worked(2, examples.undefined, pair),
        "derived": Worked(3, examples.part, pair),
        "two-dates": Worked(4, examples.known, known),
    }
    return [Section(anchor, title, worked.get(anchor)) for anchor, title in SECTIONS.items()]


def _hedged(examples: WorkedExamples, hedge: Qualifier) -> Hedged | None:
    claim = examples.hedged.get(hedge)
    return Hedged(claim, interval_in_words(claim.interval)) if claim else None


def _counts(measure: MeasureSet) -> Counts:
    surely, perhaps = (
        outcomes_in_words(outcomes) if outcomes else ""
        for outcomes in (measure.counted.includes, measure.counted.may_include)
    )
    return Counts(measure, surely, perhaps)


def _pair(wanted: Relation, measures: Mapping[str, MeasureSet]) -> tuple[MeasureSet, MeasureSet] | None:
    """Two measures that stand in that relation, by the rule."""
    known = [tuple(measures[slug] for slug in pair) for pair in PAIRS_SHOWN if measures.keys() >= set(pair)]
    return next((pair for pair in known if relation(*(each.counted for each in pair)) is wanted), None)
