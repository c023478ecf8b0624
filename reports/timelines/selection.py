"""Which figures a timeline is drawn of, and what might be chosen instead (queries)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from reports.models import Conflict, Figure, Measure, Party, Subject
from reports.models.choices import Category
from reports.rules.enums import Perspective, perspective

DEFAULT_PARTIES = 5


@dataclass(frozen=True, slots=True)
class TimelineParty:
    """A party that has running totals of the subject and measures asked for. ``colour`` is empty if none was chosen."""

    pk: int
    slug: str
    name: str
    perspective: Perspective
    colour: str
    is_shown: bool
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Selection:
    """What a timeline is drawn of.

    ``start`` and ``end`` are days about which figures speak, ``known`` is the day by which they were stated; None for
    no limit.
    """

    conflict: Conflict
    subject: Subject
    measures: tuple[Measure, ...]
    speakers: tuple[TimelineParty, ...]
    start: date | None
    end: date | None
    known: date | None = None

    @property
    def parties(self) -> tuple[str, ...]:
        """The chosen parties (slugs), in the order in which they are shown."""
        return tuple(speaker.slug for speaker in self.speakers)

    @property
    def figures(self) -> QuerySet[Figure]:
        """Published running totals of the whole theatre, of the chosen parties."""
        return self.all_figures.headline()

    @property
    def all_figures(self) -> QuerySet[Figure]:
        """The same with those of one place, group or stretch of days."""
        figures = Figure.published.filter(
            subject=self.subject,
            measure__in=[measure.pk for measure in self.measures],
            party__in=[speaker.pk for speaker in self.speakers],
        )
        if self.start:
            figures = figures.filter(as_of__gte=self.start)
        if self.end:
            figures = figures.filter(as_of__lte=self.end)
        if self.known:
            figures = figures.stated_by(self.known)
        return figures


def speakers(
    conflict: Conflict, subject: Subject, measures: Sequence[Measure], chosen: Sequence[str]
) -> list[TimelineParty]:
    """The parties with any such total and those ``chosen`` (slugs); own side first, then by rank.

    Without a choice the first five by rank are shown.
    """
    theirs = (
        Figure.published.headline()
        .filter(subject=subject, measure__in=[measure.pk for measure in measures], party=OuterRef("pk"))
        .order_by()
    )
    parties = list(
        Party.objects.filter(conflicts=conflict)
        .annotate(speaks=Exists(theirs))
        .filter(Q(speaks=True) | Q(slug__in=chosen))
        .order_by("rank", "name")
    )
    shown = set(chosen) or {party.slug for party in parties[:DEFAULT_PARTIES]}
    order = list(Perspective)
    choices = [
        TimelineParty(
            party.pk,
            party.slug,
            party.short_name,
            perspective(party.side_id, subject.side_id),
            party.colour,
            party.slug in shown,
            party.rank,
        )
        for party in parties
    ]
    return sorted(choices, key=lambda speaker: order.index(speaker.perspective))


def measures_with_totals(subject: Subject) -> list[Measure]:
    """Measures of which any party has a running total about the subject, in their usual order."""
    # Not Exists, and in the order of the index: PostgreSQL would else read all figures, where a look-up is enough.
    totals = Figure.published.headline().filter(subject=subject, measure=OuterRef("pk")).order_by("party_id", "-as_of")
    return list(Measure.objects.alias(any=Subquery(totals.values("pk")[:1])).filter(any__isnull=False))


def usual_measures(measures: Sequence[Measure]) -> list[Measure]:
    """What a timeline shows unasked: the dead, beside the undefined losses in which the main daily series speaks."""
    usual = [measure for measure in measures if measure.slug in ("killed", "personnel-losses")]
    return usual or [measure for measure in measures if measure.category == Category.PERSONNEL][:1] or measures[:1]


def newest_day(selection: Selection) -> date | None:
    """The last day that a running total of the selection is about, if its own days set no limit; None without any."""
    return replace(selection, start=None, end=None).figures.aggregate(newest=Max("as_of"))["newest"]
