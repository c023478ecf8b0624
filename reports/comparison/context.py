"""Of what a comparison is, seen from which day: its figures with their counts, and each as the rules see it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from reports.models import Citation, Conflict, Figure, Party, Subject, Variant
from reports.rules.claims import Claim, PartyRef
from reports.rules.derived import derived_sums
from reports.rules.measure_sets import Counted
from reports.rules.number import Number

from .counted_measures import MeasureSet


@dataclass(frozen=True)
class ComparisonContext:
    """Of what, and seen from when: the figures about ``subject`` that stood on ``day``, as known on ``known``.

    ``subjects`` are the slugs of the subject and of the larger ones it is part of; ``measures`` those in question.
    """

    conflict: Conflict
    subject: Subject
    subjects: tuple[str, ...]
    measures: Mapping[str, MeasureSet]
    day: date
    known: date

    @cached_property
    def measures_by_key(self) -> dict[int, MeasureSet]:
        """The measures in question by primary key."""
        return {measure.pk: measure for measure in self.measures.values()}

    @cached_property
    def wholes(self) -> list[tuple[str, str, str, Counted]]:
        """The measures as ``derived_sums`` takes them."""
        return [(measure.slug, measure.name, measure.family, measure.counted) for measure in self.measures.values()]

    def sums(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """What the claims of each report add up to."""
        order = list(self.measures)
        by_report: dict[str, list[Claim]] = {}
        for claim in claims:
            by_report.setdefault(claim.report, []).append(claim)
        for parts in by_report.values():
            if len(parts) > 1:
                yield from derived_sums(sorted(parts, key=lambda claim: order.index(claim.measure)), self.wholes)

    def totals(self) -> QuerySet[Figure]:
        """All published running totals about the subject that were known, about this day or earlier ones."""
        return Figure.published.headline().standing_on(self.day, self.known).filter(subject=self.subject)


def claim_from(
    figure: Figure, context: ComparisonContext, party: PartyRef, report: str, drew_on: tuple[PartyRef, ...] = ()
) -> Claim:
    """A figure about the context's subject, or a row of its columns, as the rules see it. No query.

    ``report`` is the slug of its report, ``drew_on`` are the parties whose data that used.
    """
    measure = context.measures_by_key[figure.measure_id]
    return Claim(
        figure=figure.slug,
        report=report,
        party=party.slug,
        party_name=party.name,
        subjects=context.subjects,
        subject_name=context.subject.name,
        measure=measure.slug,
        measure_name=measure.name,
        family=measure.family,
        counted=measure.counted,
        number=Number.of(figure, measure.unit),
        as_of=figure.as_of,
        stated_on=figure.stated_on,
        start=figure.period_start or context.conflict.start_date,
        basis=figure.basis,
        scope=figure.scope,
        scope_note=figure.scope_note,
        side=party.side,
        drew_on=drew_on,
    )


def claim_of(figure: Figure, context: ComparisonContext) -> Claim:
    """The same of a figure whose party, report and the report's ``draws_on`` are at hand."""
    drew_on = tuple(party_ref(party) for party in figure.report.draws_on.all())
    return claim_from(figure, context, party_ref(figure.party), figure.report.slug, drew_on)


def party_ref(party: Party) -> PartyRef:
    """A party as claims name it."""
    return PartyRef(party.slug, party.short_name, str(party.side_id or ""))


def ancestors(subject: Subject, subjects: Mapping[int, Subject]) -> tuple[str, ...]:
    """A subject's slug and those of all larger ones it is part of, the nearest first.

    ``subjects`` are those in question by key, read with what each is part of (``with_wholes``).
    """
    larger = [subjects.get(subject.pk, subject)]
    for part in larger:  # which grows meanwhile
        wholes = (subjects[whole.pk] for whole in part.part_of.all() if whole.pk in subjects)
        larger += [whole for whole in wholes if whole not in larger]
    return tuple(ancestor.slug for ancestor in larger)


def with_wholes(subjects: QuerySet[Subject]) -> QuerySet[Subject]:
    """The same subjects with what each of them is part of at hand: one query more, for all of them."""
    return subjects.prefetch_related("part_of")


def with_counts(figures: QuerySet[Figure]) -> QuerySet[Figure]:
    """The same figures with report, party, subject and measure at hand.

    ``source_count`` are the citations of their report, ``variant_count`` what sources print otherwise.
    """
    sources = Citation.objects.filter(report=OuterRef("report")).order_by().values("report").annotate(n=Count("pk"))
    variants = Variant.objects.filter(figure=OuterRef("pk")).order_by().values("figure").annotate(n=Count("pk"))
    return figures.select_related("report", "party", "subject", "measure").annotate(
        source_count=Coalesce(Subquery(sources.values("n")), 0),
        variant_count=Coalesce(Subquery(variants.values("n")), 0),
    )


def read_page(figures: QuerySet[Figure]) -> list[Figure]:
    """Read a slice of ``figures`` with counts, in its order, with two queries.

    The keys first: the database would else count the sources also of the figures that the slice leaves out.
    """
    places = {key: place for place, key in enumerate(figures.values_list("pk", flat=True))}
    rows = with_counts(Figure.all_objects.filter(pk__in=list(places)))
    return sorted(rows, key=lambda figure: places[figure.pk])  # one deleted in between is merely missing
