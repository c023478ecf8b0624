"""What stood on a day: each party's latest figure of each measure, as rows for pages and as claims for the rules.

Rule (DESIGN.md, section 3): of the party's published running totals for the whole theatre that were stated by the day
``known``, the one that covers the latest day; of several such, the one stated last.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from reports.models import Figure, Report
from reports.rules.claims import Claim
from reports.rules.number import Number

from .context import ComparisonContext, claim_of, with_counts
from .latest import latest_totals

_NUMBER = ("qualifier", "low", "best", "high")


@dataclass(frozen=True, slots=True)
class SupersededBy:
    """What a party did to a figure later. ``number`` is what it put in its place, empty where it withdrew it.

    ``is_known`` is whether it had done so by the day on which the page's knowledge ends.
    """

    report: str
    stated_on: date
    number: str = ""
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class LatestFigure:
    """One party's latest figure of one measure. ``figure`` is None for a sum derived from two of one report.

    ``twins`` are further figures of the same day, stated on the same day. ``revised_by`` and ``withdrawn_by`` are of
    the party's own later report, whether or not it was known by the day of the page.
    """

    claim: Claim
    figure: Figure | None
    twins: tuple[Figure, ...] = ()
    revised_by: SupersededBy | None = None
    withdrawn_by: SupersededBy | None = None

    @property
    def is_withdrawn(self) -> bool:
        """Whether the party had taken it back: it is shown, and judged no more."""
        return self.withdrawn_by is not None and self.withdrawn_by.is_known


def latest_figures(context: ComparisonContext, parties: Sequence[str]) -> dict[str, list[LatestFigure]]:
    """By party (slug): its latest figure of each measure, sums included, the newest first. Three queries.

    ``parties`` are slugs. A party that has given no total is missing.
    """
    # The latest, and the one before it, which is shown too where it was stated of the same day on the same day.
    queries = [(party, measure, context.day) for party in parties for measure in context.measures]
    figures = latest_totals(context.subject, queries, context.known, or_stated=True, most=2, withdrawn=True)
    keys = {figure.pk for figure in figures}
    latest: dict[str, list[LatestFigure]] = {}
    claims: dict[str, list[Claim]] = {}
    withdrawals: dict[str, SupersededBy | None] = {}
    newest: dict[tuple[str, str], tuple[date, date]] = {}
    for figure in _with_their_reports(context, keys):
        claim = claim_of(figure, context)
        claims.setdefault(claim.party, []).append(claim)
        withdrawals[claim.report] = _withdrawn(figure, context.known)
        if figure.pk not in keys:
            continue
        of_party = latest.setdefault(claim.party, [])
        days = (claim.as_of, claim.stated_on)
        first = next((at for at, other in enumerate(of_party) if other.claim.measure == claim.measure), None)
        # One of an earlier day stands again where the party took the newer back.
        is_another_day = newest.setdefault((claim.party, claim.measure), days) != days
        if first is None or (is_another_day and of_party[first].is_withdrawn):
            revised_by = _revised(figure, context.known)
            of_party.append(LatestFigure(claim, figure, (), revised_by, withdrawals[claim.report]))
        elif not is_another_day:
            of_party[first] = replace(of_party[first], twins=(*of_party[first].twins, figure))
    for party, standing in latest.items():
        standing += _sums(standing, context.sums(claims[party]), withdrawals)
        standing.sort(key=lambda latest: _precedence(latest.claim), reverse=True)
    return latest


def _precedence(claim: Claim) -> tuple:
    """The newest first; of one day what the party gave before a sum, and of its sums the one that counts most."""
    return claim.as_of, claim.stated_on, not claim.is_derived, len(claim.counted.includes) if claim.is_derived else 0


def _with_their_reports(context: ComparisonContext, keys: Iterable[int]) -> QuerySet[Figure]:
    """These figures, and of people's also the other totals of the same reports, of which sums may be made."""
    keys = list(keys)
    wanted = Q(pk__in=keys)
    people = [measure.pk for measure in context.measures.values() if measure.category == "personnel"]
    if people:
        reports = Figure.all_objects.filter(pk__in=keys).values("report")
        wanted |= Q(report__in=reports, subject=context.subject, measure__in=people)
    # The revision first, then its figure: from all figures of the measure, SQLite would take ten times as long.
    revision = Report.published.filter(revises=OuterRef(OuterRef("report"))).order_by("stated_on", "pk")
    later = (
        Figure.all_objects.headline()
        .filter(report=Subquery(revision.values("pk")[:1]), subject=OuterRef("subject"), measure=OuterRef("measure"))
        .latest_first()
    )
    takes_back = Report.published.filter(revises=OuterRef("report"), figures=None).order_by("stated_on", "pk")
    number = {name: F(name) for name in (*_NUMBER, "interval", "as_of", "stated_on")}
    return (
        with_counts(Figure.all_objects.headline().standing_on(context.day, context.known).filter(wanted))
        .annotate(
            later=Subquery(later.values(columns=JSONObject(report="report__slug", **number))[:1]),
            takes_back=Subquery(takes_back.values(columns=JSONObject(report="slug", stated_on="stated_on"))[:1]),
        )
        .prefetch_related("report__draws_on")
        .latest_first()
    )


def _sums(
    standing: Iterable[LatestFigure], sums: Iterable[Claim], withdrawals: Mapping[str, SupersededBy | None]
) -> list[LatestFigure]:
    """The newest sum of each measure of which a party's figures, ``standing``, have no whole as late.

    ``withdrawals`` holds for each report (slug) how the party withdrew it, and its sums with it; None if it did not.
    """
    newest: dict[str, Claim] = {}
    for total in sums:
        if total.measure not in newest or newest[total.measure].as_of < total.as_of:
            newest[total.measure] = total
    days = {latest.claim.measure: latest.claim.as_of for latest in standing}
    return [
        LatestFigure(total, None, withdrawn_by=withdrawals[total.report])
        for total in newest.values()
        if days.get(total.measure, date.min) < total.as_of
    ]


def _revised(figure: Figure, known: date) -> SupersededBy | None:
    """The number that the party's own revision puts in place of this one.

    A bulletin that corrects some totals gives them all: restated are those that fell, which a running total cannot, and
    those given anew for the same day.
    """
    later = figure.later
    if not later:
        return None
    number = Number(*(later[name] for name in _NUMBER), figure.measure.unit, later["interval"])
    same_day = later["as_of"] == figure.as_of.isoformat()
    if number == figure.number or not (same_day or number.size < figure.number.size):
        return None
    day = date.fromisoformat(later["stated_on"])
    return SupersededBy(later["report"], day, str(number), day <= known)


def _withdrawn(figure: Figure, known: date) -> SupersededBy | None:
    """A revision that gives no figure at all takes the old ones back."""
    if not figure.takes_back:
        return None
    day = date.fromisoformat(figure.takes_back["stated_on"])
    return SupersededBy(figure.takes_back["report"], day, is_known=day <= known)
