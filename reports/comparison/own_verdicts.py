"""Every verdict between the totals that a party gave of its own side and those that any other party gave.

What is listed. For each total that the party gave of a subject of its own side, sums of one report included, and for
each measure of each other party that counts the same, a part of it, the whole of it or may do so, of the same subject
or of one that is part of it or contains it:

- that party's latest total by the day of the own one, judged on that day;
- of its later totals, up to the party's own next one, the first whose verdict is graver, judged on its own day, and
  after that the first that is graver still.

That is complete: on every day the two meet as the party's latest total and the other's latest. Those that are not
listed have no graver verdict than one that is, with the same own total and the same measure of the same party. What
neither counts a part of the other is left out, and so is what a party took back.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reports.models import Conflict, Figure, Party
from reports.rules.claims import Claim
from reports.rules.counting import Relation, relation, relation_of_subjects
from reports.rules.derived import derived_sums
from reports.rules.lines import by_gravity
from reports.rules.pairs import Pair, set_against
from reports.rules.staleness import is_stale, usual_pace
from reports.rules.verdicts import GRAVITY

from .histories import read_withdrawals
from .measure_sets import MeasureSet, counted_measures
from .scenes import Scene, claim_of, line_of

# Of one party, one subject, one measure, by slug.
Series = tuple[str, str, str]


@dataclass(frozen=True)
class Said:
    """All totals, newest first, of one day the one that the site shows first, by party, subject and measure."""

    totals: Mapping[Series, Sequence[Claim]]

    def latest(self, series: Series, day: date) -> Claim | None:
        """The latest by ``day``."""
        return next((claim for claim in self.totals[series] if claim.as_of <= day), None)

    def beside(self, claim: Claim, day: date) -> list[Claim]:
        """The latest of all measures by the same party of the same subject."""
        found = [self.latest(series, day) for series in self.totals if series[:2] == _series(claim)[:2]]
        return [each for each in found if each]

    def is_stale(self, claim: Claim, day: date) -> bool:
        """Whether the claim, or any part of a sum, is too old to speak for ``day``."""
        return any(is_stale((day - each.as_of).days, self._pace(each, day)) for each in claim.parts or (claim,))

    def _pace(self, claim: Claim, day: date) -> float | None:
        return usual_pace(
            each.as_of for each in self.totals[_series(claim)] if each.as_of <= day and not each.is_derived
        )

    def until(self, claim: Claim) -> date:
        """The day of the party's next total of the same measure; the last of all days if there is none."""
        later = (each.as_of for each in self.totals[_series(claim)] if each.as_of > claim.as_of)
        return min(later, default=date.max)


@dataclass(frozen=True, slots=True)
class OwnVerdicts:
    """``own`` are the totals that the party gave of its own side, by day and measure.

    ``pairs`` have the own total as ``a``: in the same order, of each the gravest first.
    """

    own: tuple[Claim, ...]
    pairs: tuple[Pair, ...]


def own_verdicts(*, conflict: Conflict, party: Party, known: date) -> OwnVerdicts:
    """What had been stated by ``known``. Nothing at all if the party had given no total of its own side, or has none.

    At most four queries, and two for each subject.
    """
    subjects = {each.pk: each for each in conflict.subjects.all()}
    measures = counted_measures()
    own_side = [each for each in subjects.values() if party.side_id and each.side_id == party.side_id]
    given = Figure.published.headline().filter(party=party, subject__in=own_side).order_by()
    things = {measures[slug].counted.thing for slug in given.values_list("measure__slug", flat=True).distinct()}
    measures = {slug: each for slug, each in measures.items() if each.counted.thing in things}
    if not measures:
        return OwnVerdicts((), ())
    scenes = [Scene(conflict, each, line_of(each, subjects), measures, known, known) for each in subjects.values()]
    withdrawn = read_withdrawals(scenes[0])
    claims = [claim for scene in scenes for claim in _read_totals(scene, withdrawn)]
    totals: dict[Series, list[Claim]] = {}
    for claim in sorted(claims, key=lambda each: (each.as_of, each.stated_on), reverse=True):
        totals.setdefault(_series(claim), []).append(claim)
    said, order, theirs = Said(totals), list(measures), {each.slug for each in own_side}
    own = [claim for claim in claims if claim.party == party.slug and claim.subjects[0] in theirs]
    own.sort(key=lambda claim: (claim.as_of, order.index(claim.measure)))
    return OwnVerdicts(tuple(own), tuple(pair for each in own for pair in by_gravity(list(_pairs_of(each, said)))))


def _pairs_of(own: Claim, said: Said) -> Iterator[Pair]:
    for series, totals in said.totals.items():
        if series[0] == own.party or not _have_to_do(own, totals[0]):
            continue
        gravest = -1
        latest, until = said.latest(series, own.as_of), said.until(own)
        later = sorted((each for each in totals if own.as_of < each.as_of < until), key=lambda each: each.as_of)
        for other in [latest, *later] if latest else later:
            day = max(own.as_of, other.as_of)
            beside = (said.beside(own, day), said.beside(other, day))
            pair = set_against(own, other, lambda claim, day: None, said.is_stale, *beside)
            if GRAVITY.index(pair.judgement.verdict) > gravest:
                gravest = GRAVITY.index(pair.judgement.verdict)
                yield pair


def _have_to_do(a: Claim, b: Claim) -> bool:
    return relation(a.counted, b.counted, relation_of_subjects(a.subjects, b.subjects)) is not Relation.DIFFERENT


def _series(claim: Claim) -> Series:
    return claim.party, claim.subjects[0], claim.measure


def _read_totals(scene: Scene, withdrawn: Iterable[str]) -> list[Claim]:
    """All totals about one subject but those of ``withdrawn`` reports, with the sums of what one report gives in parts.

    Two queries.
    """
    measures = [each.pk for each in scene.measures.values()]
    asked = scene.totals().filter(measure__in=measures).exclude(report__slug__in=list(withdrawn))
    figures = asked.select_related("report", "party").prefetch_related("report__draws_on").latest_first()
    claims = [claim_of(figure, scene) for figure in figures]
    return [*claims, *_sums(claims, scene.measures)]


def _sums(claims: Iterable[Claim], measures: Mapping[str, MeasureSet]) -> Iterator[Claim]:
    wholes = [(each.slug, each.name, each.family, each.counted) for each in measures.values()]
    order = list(measures)
    of_report: dict[str, list[Claim]] = {}
    for claim in claims:
        of_report.setdefault(claim.report, []).append(claim)
    for parts in of_report.values():
        if len(parts) > 1:
            yield from derived_sums(sorted(parts, key=lambda claim: order.index(claim.measure)), wholes)
