"""All that a party said about one subject, read once, so that its newest figure by any day is at hand."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import F

from reports.models import Party, Report
from reports.rules.claims import Claim, PartyRef
from reports.rules.derived import derived_sums
from reports.rules.staleness import PACE_FIGURES, STALE_DAYS, is_stale, usual_pace

from .measure_sets import MeasureSet
from .scenes import FigureColumns, Scene, claim_from, party_ref
from .standing import Later

# The columns of which claims are made: thousands of figures are read for a page, and most are never asked for more than
# their day.
_COLUMNS = (
    *("slug", "report_slug", "party_id", "measure_id", "qualifier", "low", "best", "high"),
    *("as_of", "stated_on", "period_start", "basis", "scope", "scope_note"),
)


class _FigureRow(FigureColumns, Protocol):
    report_slug: str
    party_id: int


@dataclass(frozen=True, slots=True)
class History:
    """One party's running totals, by measure in the order of the days they are about, sums of one report included.

    ``given`` are the days of figures alone, which make a party's pace. ``withdrawn`` are the reports, by measure, with
    which the party took figures back; these are left out of all else.
    """

    party: PartyRef
    scene: Scene
    drew_on: Mapping[str, tuple[PartyRef, ...]]
    days: Mapping[str, list[date]]
    given: Mapping[str, list[date]]
    withdrawn: Mapping[str, list[Later]]
    entries: Mapping[str, list[_FigureRow | Claim]]

    def days_of(self, measures: Iterable[str]) -> list[date]:
        """Every day about which there is a figure of one of the measures, in order."""
        return sorted({day for measure in measures for day in self.days.get(measure, ())})

    def latest(self, measure: str, day: date) -> Claim | None:
        """The figure that covers the latest day up to ``day``; of several such, the one stated last."""
        place = bisect_right(self.days.get(measure, ()), day)
        return self._claim(measure, place - 1) if place else None

    def on(self, measure: str, day: date) -> Claim | None:
        """The figure that is about that very day."""
        found = self.latest(measure, day)
        return found if found and found.as_of == day else None

    def newest(self) -> list[Claim]:
        """The latest figure of every measure."""
        return [self._claim(measure, -1) for measure in self.days]

    def stale(self, claim: Claim, day: date) -> bool:
        """Whether a claim of this party, or any part of a sum, is too old to speak for ``day``."""
        return any(
            (day - part.as_of).days > STALE_DAYS and is_stale((day - part.as_of).days, self._pace(part.measure, day))
            for part in claim.parts or (claim,)
        )

    def _pace(self, measure: str, day: date) -> float | None:
        """How often the party used to give the measure by then."""
        days = self.given[measure]
        place = bisect_right(days, day)
        return usual_pace(days[max(place - PACE_FIGURES, 0) : place])

    def _claim(self, measure: str, place: int) -> Claim:
        """Made when first asked for: of most figures, no more is ever asked than the day."""
        entry = self.entries[measure][place]
        if not isinstance(entry, Claim):
            drew_on = self.drew_on.get(entry.report_slug, ())
            entry = claim_from(entry, self.scene, self.party, entry.report_slug, drew_on)
            self.entries[measure][place] = entry
        return entry


def makes_sums(measure: MeasureSet) -> bool:
    """Whether a figure of the measure may be part of a sum: of people, and it is known what it counts."""
    return measure.unit == "people" and measure.counted.is_defined and bool(measure.counted.includes)


def read_histories(
    scene: Scene, parties: Sequence[Party], measures: Iterable[str], withdrawn: Mapping[str, Later]
) -> dict[str, History]:
    """By slug, all running totals of these parties that were known by the scene's day. Two queries.

    Of the measures asked for (slugs), and of all that may be parts of sums. ``withdrawn`` comes from read_withdrawals.
    """
    wanted = {*measures, *(slug for slug, measure in scene.measures.items() if makes_sums(measure))}
    keys = [party.pk for party in parties]
    figures = scene.totals().filter(party__in=keys, measure__in=[scene.measures[slug].pk for slug in wanted])
    rows = figures.latest_first().annotate(report_slug=F("report__slug")).values_list(*_COLUMNS, named=True)
    rows_by_party: dict[int, list[_FigureRow]] = {key: [] for key in keys}
    for row in rows:
        rows_by_party[row.party_id].append(row)
    drew_on = _read_origins(scene, keys)
    return {
        party.slug: _history(party_ref(party), scene, drew_on, rows_by_party[party.pk], withdrawn) for party in parties
    }


def _history(
    party: PartyRef,
    scene: Scene,
    drew_on: Mapping[str, tuple[PartyRef, ...]],
    rows: Iterable[_FigureRow],
    withdrawals: Mapping[str, Later],
) -> History:
    """``rows`` are the party's figures, of which the latest and last stated come first."""
    by_measure: dict[str, dict[date, _FigureRow | Claim]] = {}
    by_report: dict[str, list[_FigureRow]] = {}
    withdrawn: dict[str, list[Later]] = {}
    for row in rows:
        measure = scene.measures_by_key[row.measure_id].slug
        if row.report_slug in withdrawals:
            if withdrawals[row.report_slug] not in withdrawn.setdefault(measure, []):
                withdrawn[measure].append(withdrawals[row.report_slug])
            continue
        by_measure.setdefault(measure, {}).setdefault(row.as_of, row)
        by_report.setdefault(row.report_slug, []).append(row)
    given = {measure: sorted(entries) for measure, entries in by_measure.items()}
    for report, figures in by_report.items():
        for total in _sums(figures, party, scene, drew_on.get(report, ())):
            by_measure.setdefault(total.measure, {}).setdefault(total.as_of, total)  # what was given goes before
    days = {measure: sorted(entries) for measure, entries in by_measure.items()}
    entries = {measure: [by_measure[measure][day] for day in days[measure]] for measure in days}
    return History(party, scene, drew_on, days, given, withdrawn, entries)


def _sums(
    figures: Iterable[_FigureRow], party: PartyRef, scene: Scene, drew_on: tuple[PartyRef, ...]
) -> Iterable[Claim]:
    """What the figures of one report add up to."""
    parts = [figure for figure in figures if makes_sums(scene.measures_by_key[figure.measure_id])]
    if len(parts) < 2:
        return []
    order = list(scene.measures_by_key)
    wholes = [(each.slug, each.name, each.family, each.counted) for each in scene.measures.values()]
    parts.sort(key=lambda figure: order.index(figure.measure_id))
    return derived_sums([claim_from(part, scene, party, part.report_slug, drew_on) for part in parts], wholes)


def _read_origins(scene: Scene, parties: Sequence[int]) -> dict[str, tuple[PartyRef, ...]]:
    """On whose data the reports of these parties drew, by report."""
    links = Report.draws_on.through.objects.filter(report__party__in=parties, report__conflict=scene.conflict)
    fields = ("report__slug", "party__slug", "party__short_name", "party__side")
    found: dict[str, tuple[PartyRef, ...]] = {}
    for report, slug, name, side in links.order_by("party__rank", "party__name").values_list(*fields):
        found[report] = (*found.get(report, ()), PartyRef(slug, name, str(side or "")))
    return found


def read_withdrawals(scene: Scene) -> dict[str, Later]:
    """The reports (slugs) that their parties had taken back by then: a revision without a figure does so. One query."""
    revisions = Report.published.filter(
        conflict=scene.conflict, revises__isnull=False, figures=None, stated_on__lte=scene.known
    )
    newest_first = revisions.order_by("-stated_on", "-pk").values_list("revises__slug", "slug", "stated_on")
    return {revised: Later(report, stated_on) for revised, report, stated_on in newest_first}
