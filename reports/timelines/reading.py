"""Series: one party's running totals of one measure, in the order of the days they are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery

from reports.comparison.rules.hedges import HedgedNumber, in_words
from reports.comparison.rules.perspectives import Perspective, perspective
from reports.comparison.rules.staleness import is_stale, usual_pace
from reports.models import Citation, Conflict, Event, Figure, Measure, Party, Subject
from reports.models.choices import Category

DEFAULT_PARTIES = 5
LINE_POINTS, LINE_GAP = 12, 7


@dataclass(frozen=True, slots=True)
class Speaker:
    """A party that has running totals of the subject and measures asked for. ``colour`` is empty if none was chosen."""

    slug: str
    name: str
    perspective: Perspective
    colour: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Point:
    """One figure on a timeline. Of ``low``, ``best`` and ``high`` (counts) those are None that the party did not give.

    ``publisher`` is that of its first source, the party's own channel where one is cited; ``sources`` counts them all.
    """

    figure: str
    number: HedgedNumber
    qualifier: str
    low: int | None
    best: int | None
    high: int | None
    as_of: date
    stated_on: date
    publisher: str
    sources: int


@dataclass(frozen=True, slots=True)
class Series:
    party: str
    measure: str
    party_name: str
    measure_name: str
    points: tuple[Point, ...]

    @property
    def name(self) -> str:
        return f"{self.party_name}, {self.measure_name.lower()}"

    def stretches(self) -> tuple[list[tuple[Point, ...]], tuple[Point, ...]]:
        """The stretches in which the party spoke often enough to be drawn as a line, and all other points.

        Rule: a silence after which a figure is stale (longer than 14 days and than twice the usual pace) ends a
        stretch. A stretch is a line if it has at least 12 points, half of them within 7 days of the last.
        """
        lines, single = [], []
        for stretch in self._between_silences():
            gaps = _gaps(stretch)
            if len(stretch) >= LINE_POINTS and median(gaps) <= LINE_GAP:
                lines.append(tuple(stretch))
            else:
                single += stretch
        return lines, tuple(single)

    def _between_silences(self) -> list[list[Point]]:
        pace = usual_pace(point.as_of for point in self.points)
        stretches: list[list[Point]] = [[]]
        for point in self.points:
            if stretches[-1] and is_stale((point.as_of - stretches[-1][-1].as_of).days, pace):
                stretches.append([])
            stretches[-1].append(point)
        return stretches


def _gaps(points: Sequence[Point]) -> list[int]:
    """Days from each point to the next."""
    return [(later.as_of - earlier.as_of).days for earlier, later in pairwise(points)]


@dataclass(frozen=True, slots=True)
class Selection:
    """What a timeline is drawn of.

    ``start`` and ``end`` are days about which figures speak, ``known`` is the day by which they were stated; None for
    no limit.
    """

    conflict: Conflict
    subject: Subject
    measures: tuple[Measure, ...]
    parties: tuple[str, ...]
    start: date | None
    end: date | None
    known: date | None = None

    @property
    def figures(self) -> QuerySet[Figure]:
        """Published running totals of the whole theatre, of the chosen parties."""
        figures = Figure.objects.headline().filter(
            subject=self.subject,
            measure__in=[measure.pk for measure in self.measures],
            party__in=Party.objects.filter(slug__in=self.parties).values("pk"),
        )
        if self.start:
            figures = figures.filter(as_of__gte=self.start)
        if self.end:
            figures = figures.filter(as_of__lte=self.end)
        if self.known:
            figures = figures.stated_by(self.known)
        return figures


def speakers(conflict: Conflict, subject: Subject, measures: Sequence[Measure], chosen: Sequence[str]) -> list[Speaker]:
    """The parties with any such total and those ``chosen`` (slugs); own side first, then by rank.

    Without a choice the first five by rank are shown.
    """
    theirs = (
        Figure.objects.headline()
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
    found = [
        Speaker(
            party.slug,
            party.short_name,
            perspective(party.side_id, subject.side_id),
            party.colour,
            party.slug in shown,
        )
        for party in parties
    ]
    return sorted(found, key=lambda speaker: order.index(speaker.perspective))


def measures_with_totals(subject: Subject) -> list[Measure]:
    """Measures of which any party has a running total about the subject, in their usual order."""
    # Not Exists, and in the order of the index: PostgreSQL would else read all figures, where a look-up is enough.
    totals = Figure.objects.headline().filter(subject=subject, measure=OuterRef("pk")).order_by("party_id", "-as_of")
    return list(Measure.objects.alias(any=Subquery(totals.values("pk")[:1])).filter(any__isnull=False))


def usual_measures(measures: Sequence[Measure]) -> list[Measure]:
    """What a timeline shows unasked: the dead, beside the undefined losses in which the main daily series speaks."""
    usual = [measure for measure in measures if measure.slug in ("killed", "personnel-losses")]
    return usual or [measure for measure in measures if measure.category == Category.PERSONNEL][:1] or measures[:1]


def read_series(selection: Selection) -> list[Series]:
    """The series of a selection, by party as chosen and by measure. One query."""
    cited = Citation.objects.filter(report=OuterRef("report")).order_by()
    figures = selection.figures.annotate(
        publisher=Subquery(cited.order_by("role", "pk").values("source__publisher")[:1]),
        sources=Subquery(cited.values("report").annotate(n=Count("pk")).values("n")),
    )
    point = ["slug", "qualifier", "low", "best", "high", "as_of", "stated_on", "publisher", "sources"]
    series = ["party__slug", "measure__slug", "measure__unit", "party__short_name", "measure__name"]
    found: dict[tuple[str, str], list[Point]] = {}
    names: dict[tuple[str, str], tuple[str, str]] = {}
    for row in figures.order_by("as_of", "stated_on", "pk").values_list(*point, *series):
        slug, qualifier, low, best, high, as_of, stated_on, publisher, sources, party, measure, unit, *shown = row
        number = in_words(qualifier, low, best, high, unit)
        found.setdefault((party, measure), []).append(
            Point(slug, number, qualifier, low, best, high, as_of, stated_on, publisher or "", sources or 0)
        )
        names[party, measure] = (shown[0], shown[1])
    measures = [measure.slug for measure in selection.measures]
    in_order = sorted(found, key=lambda key: (selection.parties.index(key[0]), measures.index(key[1])))
    return [Series(*key, *names[key], points=tuple(found[key])) for key in in_order]


def extent(selection: Selection) -> tuple[int, date | None, date | None]:
    """How many figures the selection holds, and the first and last day they are about (None without figures)."""
    found = selection.figures.aggregate(count=Count("pk"), first=Min("as_of"), last=Max("as_of"))
    return found["count"], found["first"], found["last"]


def events_between(conflict: Conflict, first: date | None, last: date | None) -> list[Event]:
    """The conflict's events from ``first`` to ``last``, in order; none where the days are None."""
    if first is None or last is None:
        return []
    return list(Event.objects.filter(conflict=conflict, date__range=(first, last)))
