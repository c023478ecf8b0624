"""All totals that a party gave of one subject, read once, so that its newest figure by any day is at hand."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F

from reports.models import Figure, Party, Report
from reports.rules.claims import Claim, PartyRef
from reports.rules.derived import derived_sums
from reports.rules.staleness import PACE_FIGURES, STALE_DAYS, is_stale_claim

from .context import ComparisonContext, claim_from, party_ref
from .counted_measures import MeasureSet
from .latest import latest_totals, newest_days
from .latest_figures import SupersededBy

# The columns of which claims are made: thousands of figures are read for a page, and of most no more is used than their
# day.
_COLUMNS = (
    *("slug", "report_slug", "party_id", "measure_id", "qualifier", "low", "best", "high"),
    *("interval", "as_of", "stated_on", "period_start", "basis", "scope", "scope_note"),
)


@dataclass(frozen=True, slots=True)
class History:
    """One party's running totals, by measure in the order of the days they are about, sums of one report included.

    ``stated_days`` are the days of figures alone, which make a party's pace. ``withdrawn`` are the reports, by measure,
    with which the party took figures back; these are left out of all else.
    """

    party: PartyRef
    context: ComparisonContext
    drew_on: Mapping[str, tuple[PartyRef, ...]]
    days: Mapping[str, list[date]]
    stated_days: Mapping[str, list[date]]
    withdrawn: Mapping[str, list[SupersededBy]]
    entries: Mapping[str, list[Figure | Claim]]

    def days_of(self, measures: Iterable[str]) -> list[date]:
        """Every day about which there is a figure of one of the measures, in order."""
        return sorted({day for measure in measures for day in self.days.get(measure, ())})

    def latest(self, measure: str, day: date) -> Claim | None:
        """The figure that covers the latest day up to ``day``; of several such, the one stated last."""
        place = bisect_right(self.days.get(measure, ()), day)
        return self._claim(measure, place - 1) if place else None

    def on(self, measure: str, day: date) -> Claim | None:
        """The figure that is about that very day."""
        latest = self.latest(measure, day)
        return latest if latest and latest.as_of == day else None

    def newest(self) -> list[Claim]:
        """The latest figure of every measure."""
        return [self._claim(measure, -1) for measure in self.days]

    def stale(self, claim: Claim, day: date) -> bool:
        """Whether a claim of this party, or any part of a sum, is too old to speak for ``day``."""
        return is_stale_claim(claim, day, lambda part: self._newest_days(part.measure, day))

    def _newest_days(self, measure: str, day: date) -> list[date]:
        """Those that make the party's pace by ``day``."""
        days = self.stated_days[measure]
        place = bisect_right(days, day)
        return days[max(place - PACE_FIGURES, 0) : place]

    def _claim(self, measure: str, place: int) -> Claim:
        """Made at its first use: of most figures, no more is ever used than the day."""
        entry = self.entries[measure][place]
        if not isinstance(entry, Claim):
            drew_on = self.drew_on.get(entry.report_slug, ())
            entry = claim_from(entry, self.context, self.party, entry.report_slug, drew_on)
            self.entries[measure][place] = entry
        return entry


def makes_sums(measure: MeasureSet) -> bool:
    """Whether a figure of the measure may be part of a sum: of people, and it is known what it counts."""
    return measure.unit == "people" and measure.counted.is_defined and bool(measure.counted.includes)


def read_histories(
    context: ComparisonContext, parties: Sequence[Party], measures: Iterable[str], withdrawn: Mapping[str, SupersededBy]
) -> dict[str, History]:
    """By slug, all running totals of these parties that were known by the context's day. Two queries.

    Of the measures asked for (slugs), and of all that may be parts of sums. ``withdrawn`` comes from read_withdrawals.
    """
    wanted = {*measures, *(slug for slug, measure in context.measures.items() if makes_sums(measure))}
    keys = [party.pk for party in parties]
    figures = context.totals().filter(party__in=keys, measure__in=[context.measures[slug].pk for slug in wanted])
    rows = figures.latest_first().annotate(report_slug=F("report__slug")).values_list(*_COLUMNS, named=True)
    rows_by_party: dict[int, list[Figure]] = {key: [] for key in keys}
    for row in rows:
        rows_by_party[row.party_id].append(row)
    drew_on = _read_origins(context, keys)
    return {
        party.slug: _history(party_ref(party), context, drew_on, rows_by_party[party.pk], withdrawn)
        for party in parties
    }


def _history(
    party: PartyRef,
    context: ComparisonContext,
    drew_on: Mapping[str, tuple[PartyRef, ...]],
    rows: Iterable[Figure],
    withdrawals: Mapping[str, SupersededBy],
) -> History:
    """``rows`` are the party's figures, of which the latest and last stated come first."""
    by_measure: dict[str, dict[date, Figure | Claim]] = {}
    by_report: dict[str, list[Figure]] = {}
    withdrawn: dict[str, list[SupersededBy]] = {}
    for row in rows:
        measure = context.measures_by_key[row.measure_id].slug
        if row.report_slug in withdrawals:
            if withdrawals[row.report_slug] not in withdrawn.setdefault(measure, []):
                withdrawn[measure].append(withdrawals[row.report_slug])
            continue
        by_measure.setdefault(measure, {}).setdefault(row.as_of, row)
        if makes_sums(context.measures_by_key[row.measure_id]):
            by_report.setdefault(row.report_slug, []).append(row)
    stated_days = {measure: sorted(entries) for measure, entries in by_measure.items()}
    parts = [
        claim_from(figure, context, party, report, drew_on.get(report, ()))
        for report, figures in by_report.items()
        if len(figures) > 1
        for figure in figures
    ]
    for total in context.sums(parts):
        by_measure.setdefault(total.measure, {}).setdefault(total.as_of, total)  # what was stated goes before
    days = {measure: sorted(entries) for measure, entries in by_measure.items()}
    entries = {measure: [by_measure[measure][day] for day in days[measure]] for measure in days}
    return History(party, context, drew_on, days, stated_days, withdrawn, entries)


def _read_origins(context: ComparisonContext, parties: Sequence[int]) -> dict[str, tuple[PartyRef, ...]]:
    """On whose data the reports of these parties drew, by report."""
    links = Report.draws_on.through.objects.filter(report__party__in=parties, report__conflict=context.conflict)
    fields = ("report__slug", "party__slug", "party__short_name", "party__side")
    origins: dict[str, tuple[PartyRef, ...]] = {}
    for report, slug, name, side in links.order_by("party__rank", "party__name").values_list(*fields):
        origins[report] = (*origins.get(report, ()), PartyRef(slug, name, str(side or "")))
    return origins


def read_withdrawals(context: ComparisonContext) -> dict[str, SupersededBy]:
    """The reports (slugs) that their parties had taken back by then: a revision without a figure does so. One query."""
    revisions = Report.published.filter(
        conflict=context.conflict, revises__isnull=False, figures=None, stated_on__lte=context.known
    )
    newest_first = revisions.order_by("-stated_on", "-pk").values_list("revises__slug", "slug", "stated_on")
    return {revised: SupersededBy(report, stated_on) for revised, report, stated_on in newest_first}


# Whose figures of what: party and measure, by slug.
Speaking = tuple[str, str]


@dataclass(frozen=True)
class PriorClaims:
    """``claims`` by party, measure and the day by which it was the latest.

    ``days`` are those that a party's newest figures of a measure are about, of those whose pace matters.
    """

    claims: Mapping[tuple[str, str, date], Claim] = field(default_factory=dict)
    days: Mapping[Speaking, Sequence[date]] = field(default_factory=dict)

    def earlier(self, claim: Claim, day: date) -> Claim | None:
        """The party's latest on the same measure by ``day``; of a sum, the sum of one report again."""
        if not claim.is_derived:
            return self.claims.get((claim.party, claim.measure, day))
        parts = [self.claims.get((part.party, part.measure, day)) for part in claim.parts]
        if None in parts or len({part.report for part in parts}) > 1:
            return None
        sums = derived_sums(parts, [(claim.measure, claim.measure_name, claim.family, claim.counted)])
        return sums[0] if sums else None

    def stale(self, claim: Claim, day: date) -> bool:
        """Whether the claim, or any part of a sum, is too old to speak for ``day``."""
        return is_stale_claim(claim, day, lambda part: self.days.get((part.party, part.measure), ()))


def read_prior_claims(
    context: ComparisonContext, pairs: Iterable[tuple[Claim, Claim]], shown: Iterable[Claim]
) -> PriorClaims:
    """What the verdicts on ``pairs`` need, and the paces of claims that may be stale, also of those ``shown``.

    Two queries.
    """
    claims = _earlier_claims(context, pairs)
    ages = [(claim, (context.day - claim.as_of).days) for claim in shown]
    ages += [(claim, (day - claim.as_of).days) for (_, _, day), claim in claims.items()]
    old = {(part.party, part.measure) for claim, age in ages if age > STALE_DAYS for part in claim.parts or (claim,)}
    return PriorClaims(claims, newest_days(context, old))


def _earlier_claims(
    context: ComparisonContext, pairs: Iterable[tuple[Claim, Claim]]
) -> dict[tuple[str, str, date], Claim]:
    """The newer party's latest by the day of the older claim, for every pair. One query."""
    newer_by_query: dict[tuple[str, str, date], Claim] = {}
    for pair in pairs:
        older, newer = sorted(pair, key=lambda claim: claim.as_of)
        if older.as_of < newer.as_of:
            for part in newer.parts or (newer,):
                newer_by_query[part.party, part.measure, older.as_of] = part
    queries = list(newer_by_query)
    claims = {}
    for figure in latest_totals(context.subject, queries, context.known):
        newer = newer_by_query[queries[figure.place]]
        party = PartyRef(newer.party, newer.party_name, newer.side)
        claims[queries[figure.place]] = claim_from(figure, context, party, figure.report_slug)
    return claims
