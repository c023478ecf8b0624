"""All that a party said about one subject, read once, so that its newest figure by any day is at hand."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from reports.models import Report
from reports.rules.claims import Claim, Origin
from reports.rules.derived import derived_sums
from reports.rules.hedges import in_words
from reports.rules.intervals import interval_of, stated_interval
from reports.rules.staleness import PACE_FIGURES, STALE_DAYS, is_stale, usual_pace

from .measure_sets import MeasureSet
from .scenes import Scene
from .standing import Later


class _Told(NamedTuple):
    """One figure as it is read."""

    slug: str
    report: str
    party: str
    measure: str
    qualifier: str
    low: int | None
    best: int | None
    high: int | None
    as_of: date
    stated_on: date
    start: date | None
    scope_note: str


_READ = (
    "slug",
    "report__slug",
    "party__slug",
    "measure__slug",
    "qualifier",
    "low",
    "best",
    "high",
    "as_of",
    "stated_on",
    "period_start",
    "scope_note",
)


@dataclass(frozen=True, slots=True)
class Who:
    """The party of a history; ``side`` as in claims."""

    pk: int
    slug: str
    name: str
    side: str


@dataclass(frozen=True, slots=True)
class History:
    """One party's running totals, by measure in the order of the days they are about, sums of one report included.

    ``given`` are the days of figures alone, which make a party's pace. ``withdrawn`` are the reports, by measure, with
    which the party took figures back; these are left out of all else.
    """

    who: Who
    scene: Scene
    drew_on: Mapping[str, tuple[Origin, ...]]
    days: Mapping[str, list[date]]
    given: Mapping[str, list[date]]
    withdrawn: Mapping[str, list[Later]]
    entries: Mapping[str, list[_Told | Claim]]

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
        if isinstance(entry, _Told):
            entry = self.entries[measure][place] = _as_claim(entry, self.who, self.scene, self.drew_on)
        return entry


def makes_sums(measure: MeasureSet) -> bool:
    """Whether a figure of the measure may be part of a sum: of people, and it is known what it counts."""
    return measure.unit == "people" and measure.counted.is_defined and bool(measure.counted.includes)


def read_histories(
    scene: Scene, parties: Sequence[Who], measures: Iterable[str], withdrawn: Mapping[str, Later]
) -> dict[str, History]:
    """By slug, all running totals of these parties that were known by the scene's day. Two queries.

    Of the measures asked for (slugs), and of all that may be parts of sums. ``withdrawn`` comes from read_withdrawals.
    """
    wanted = {*measures, *(slug for slug, measure in scene.measures.items() if makes_sums(measure))}
    keys = [party.pk for party in parties]
    figures = scene.totals().filter(party__in=keys, measure__in=[scene.measures[slug].pk for slug in wanted])
    told = [_Told._make(row) for row in figures.latest_first().values_list(*_READ)]
    drew_on = _read_origins(scene, keys)
    return {
        party.slug: _history(party, scene, drew_on, [one for one in told if one.party == party.slug], withdrawn)
        for party in parties
    }


def _history(
    who: Who,
    scene: Scene,
    drew_on: Mapping[str, tuple[Origin, ...]],
    told: Iterable[_Told],
    taken_back: Mapping[str, Later],
) -> History:
    """``told`` are the party's figures, of which the latest and last stated come first."""
    by_measure: dict[str, dict[date, _Told | Claim]] = {}
    by_report: dict[str, list[_Told]] = {}
    withdrawn: dict[str, list[Later]] = {}
    for one in told:
        if one.report in taken_back:
            if taken_back[one.report] not in withdrawn.setdefault(one.measure, []):
                withdrawn[one.measure].append(taken_back[one.report])
            continue
        by_measure.setdefault(one.measure, {}).setdefault(one.as_of, one)
        by_report.setdefault(one.report, []).append(one)
    given = {measure: sorted(entries) for measure, entries in by_measure.items()}
    for told_at_once in by_report.values():
        for made in _sums(told_at_once, who, scene, drew_on):
            by_measure.setdefault(made.measure, {}).setdefault(made.as_of, made)  # what was given goes before
    days = {measure: sorted(entries) for measure, entries in by_measure.items()}
    entries = {measure: [by_measure[measure][day] for day in days[measure]] for measure in days}
    return History(who, scene, drew_on, days, given, withdrawn, entries)


def _sums(told: Iterable[_Told], who: Who, scene: Scene, drew_on: Mapping[str, tuple[Origin, ...]]) -> Iterable[Claim]:
    """What the figures of one report add up to."""
    parts = [one for one in told if makes_sums(scene.measures[one.measure])]
    if len(parts) < 2:
        return []
    order = list(scene.measures)
    wholes = [(each.slug, each.name, each.family, each.counted) for each in scene.measures.values()]
    parts.sort(key=lambda one: order.index(one.measure))
    return derived_sums([_as_claim(part, who, scene, drew_on) for part in parts], wholes)


def _as_claim(told: _Told, who: Who, scene: Scene, drew_on: Mapping[str, tuple[Origin, ...]]) -> Claim:
    measure = scene.measures[told.measure]
    number = (told.qualifier, told.low, told.best, told.high)
    return Claim(
        figure=told.slug,
        report=told.report,
        party=who.slug,
        party_name=who.name,
        subjects=scene.subjects,
        subject_name=scene.subject.name,
        measure=measure.slug,
        measure_name=measure.name,
        family=measure.family,
        counted=measure.counted,
        qualifier=told.qualifier,
        number=str(in_words(*number, measure.unit)),
        interval=interval_of(*number),
        stated=stated_interval(*number),
        as_of=told.as_of,
        stated_on=told.stated_on,
        start=told.start or scene.conflict.start_date,
        scope_note=told.scope_note,
        side=who.side,
        drew_on=drew_on.get(told.report, ()),
    )


def _read_origins(scene: Scene, parties: Sequence[int]) -> dict[str, tuple[Origin, ...]]:
    """On whose data the reports of these parties drew, by report."""
    links = Report.draws_on.through.objects.filter(report__party__in=parties, report__conflict=scene.conflict)
    fields = ("report__slug", "party__slug", "party__short_name", "party__side")
    found: dict[str, tuple[Origin, ...]] = {}
    for report, slug, name, side in links.order_by("party__rank", "party__name").values_list(*fields):
        found[report] = (*found.get(report, ()), Origin(slug, name, str(side or "")))
    return found


def read_withdrawals(scene: Scene) -> dict[str, Later]:
    """The reports (slugs) that their parties had taken back by then: a revision without a figure does so. One query."""
    revisions = Report.published.filter(
        conflict=scene.conflict, revises__isnull=False, figures=None, stated_on__lte=scene.known
    )
    newest_first = revisions.order_by("-stated_on", "-pk").values_list("revises__slug", "slug", "stated_on")
    return {revised: Later(report, stated_on) for revised, report, stated_on in newest_first}
