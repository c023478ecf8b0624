"""Which parties have spoken about a subject, of which measures, and who can be set against whom (queries).

Candidates are parties as ``read_candidates`` gives them. ``withdrawn`` are the slugs of the reports that their parties
had taken back by then.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from reports.models import Figure, Measure, Party, Subject
from reports.rules.enums import perspective
from reports.rules.measure_sets import Relation, relations_by_reading

from ..context import ComparisonContext
from ..counted_measures import MeasureSet

_KINDS = ("totals", "withdrawn", "partial")


@dataclass(frozen=True, slots=True)
class StatedMeasures:
    """Of which measures (slugs, in their order) a party had given running totals.

    ``withdrawn`` are those of which it took all totals back; ``partial`` those of which it gave only other figures.
    """

    totals: tuple[str, ...]
    withdrawn: tuple[str, ...]
    partial: tuple[str, ...]


def read_candidates(context: ComparisonContext, withdrawn: Collection[str]) -> dict[str, Party]:
    """All parties of the conflict by slug, those of the lowest rank first. One query.

    Each with its ``perspective``, and whether it had given a running total about the subject by then (``has_total``).
    """
    theirs = _standing(context, withdrawn).filter(party=OuterRef("pk"), measure__in=_keys(context, context.measures))
    parties = Party.objects.filter(conflicts=context.conflict).order_by("rank", "name")
    candidates = {party.slug: party for party in parties.annotate(has_total=Exists(theirs.order_by()))}
    for party in candidates.values():
        party.perspective = perspective(party.side_id, context.subject.side_id)
    return candidates


def read_stated_measures(
    context: ComparisonContext, parties: Sequence[Party], withdrawn: Collection[str]
) -> dict[str, StatedMeasures]:
    """Of which measures each of the parties had given figures, by slug. One query, none without parties."""
    if not parties:
        return {}
    figures = Figure.published.standing_on(context.day, context.known).filter(
        subject=context.subject, measure=OuterRef("pk")
    )
    lookups = {}
    for place, party in enumerate(parties):
        # Not Exists, and in the order of the index: PostgreSQL would else read all figures, where a look-up is enough.
        of_party = figures.filter(party=party.pk).order_by("party_id", "-as_of").values("pk")
        totals = of_party.headline()
        standing = totals.exclude(report__slug__in=withdrawn)
        for kind, of_kind in zip(_KINDS, (standing, totals, of_party), strict=True):
            lookups[f"{kind}_{place}"] = Subquery(of_kind[:1])
    rows = list(Measure.objects.order_by("position", "name", "pk").annotate(**lookups).values("slug", *lookups))
    measures = {}
    for place, party in enumerate(parties):
        kinds: dict[str | None, list[str]] = {kind: [] for kind in (*_KINDS, None)}
        for row in rows:
            kinds[next((kind for kind in _KINDS if row[f"{kind}_{place}"]), None)].append(row["slug"])
        measures[party.slug] = StatedMeasures(*(tuple(kinds[kind]) for kind in _KINDS))
    return measures


def read_having(
    context: ComparisonContext, candidates: Mapping[str, Party], measures: Iterable[str], withdrawn: Collection[str]
) -> list[Party]:
    """Those of the candidates that had given a running total of one of the measures, in their order. One query."""
    theirs = _standing(context, withdrawn).filter(party=OuterRef("pk"), measure__in=_keys(context, measures)).order_by()
    everyone = Party.objects.filter(pk__in=[candidate.pk for candidate in candidates.values()])
    slugs = set(everyone.filter(Exists(theirs)).order_by().values_list("slug", flat=True))
    return [candidate for candidate in candidates.values() if candidate.slug in slugs]


def read_subjects(context: ComparisonContext, party: Party) -> list[Subject]:
    """Other subjects of the conflict about which the party had given running totals, and others too. One query."""
    totals = Figure.published.headline().standing_on(context.day, context.known).order_by()
    about = totals.filter(subject=OuterRef("pk"), measure__in=_keys(context, context.measures))
    others = Subject.objects.filter(conflict=context.conflict).exclude(pk=context.subject.pk)
    return list(others.filter(Exists(about.filter(party=party.pk)), Exists(about.exclude(party=party.pk))))


def related(measures: Mapping[str, MeasureSet], to: Iterable[str]) -> list[str]:
    """The measures (slugs) that in some reading have anything to do with one of ``to``, in their order."""
    others = [measures[slug] for slug in to]
    return [slug for slug, one in measures.items() if any(are_related(one, other) for other in others)]


def are_related(one: MeasureSet, other: MeasureSet) -> bool:
    """Whether two measures count anything of which the one may be the other, or a part of it."""
    return relations_by_reading(one.counted, other.counted, Relation.LIKE_FOR_LIKE) != {Relation.DIFFERENT}


def _standing(context: ComparisonContext, withdrawn: Collection[str]) -> QuerySet[Figure]:
    """All running totals about the subject but those that were taken back."""
    return context.totals().exclude(report__slug__in=withdrawn)


def _keys(context: ComparisonContext, measures: Iterable[str]) -> list[int]:
    return [context.measures[slug].pk for slug in measures]


class RefusalReason(Enum):
    """The value is the reason in short."""

    NO_ONE = "no party had given a running total about the subject"
    ITSELF = "a party cannot be set against itself"
    SILENT = "one of the two had given no running total about the subject"
    OWN_AGAINST_OWN = "one side's own losses are not set against the other side's own"
    NO_SUCH_FAMILY = "the first party has no figure of the family"
    WITHDRAWN = "the party took its figures of the family back"
    PERCENT = "percentages are not counts"
    PARTIAL = "a part of the theatre, or of the time, is not the whole"
    NOTHING_IN_COMMON = "neither counts a part of what the other counts"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A comparison to be had instead. ``b`` and ``family`` may be left for the page to choose: None and empty."""

    a: Party
    b: Party | None
    subject: Subject
    family: str = ""


@dataclass(frozen=True, slots=True)
class NotComparable:
    """``parties`` are those whose figures, or silence, stand in the way.

    ``partial`` are the measures (slugs) of which they gave figures that are no running totals of the whole theatre;
    ``elsewhere`` are other subjects about which the first of them gave totals.
    """

    reason: RefusalReason
    parties: tuple[Party, ...] = ()
    partial: tuple[str, ...] = ()
    elsewhere: tuple[Subject, ...] = ()
