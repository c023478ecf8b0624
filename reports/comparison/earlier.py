"""What verdicts need of the time before: what a party had said by an older day, and how often it used to speak."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from reports.rules.claims import Claim, PartyRef
from reports.rules.derived import derived_sums
from reports.rules.staleness import PACE_FIGURES, STALE_DAYS, is_stale, usual_pace

from .latest import Asked, latest_totals, newest_days
from .scenes import Scene, claim_from

# Whose figures of what: party and measure, by slug.
Speaking = tuple[str, str]


@dataclass(frozen=True)
class Past:
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
        return any(is_stale((day - each.as_of).days, self._pace(each, day)) for each in claim.parts or (claim,))

    def _pace(self, claim: Claim, day: date) -> float | None:
        """The party's usual pace as it was by ``day``."""
        return usual_pace(each for each in self.days.get((claim.party, claim.measure), ()) if each <= day)


def read_past(scene: Scene, pairs: Iterable[tuple[Claim, Claim]], shown: Iterable[Claim]) -> Past:
    """What the verdicts on ``pairs`` need, and the paces of claims that may be stale, also of those ``shown``.

    Two queries.
    """
    claims = _earlier_claims(scene, pairs)
    ages = [(claim, (scene.day - claim.as_of).days) for claim in shown]
    ages += [(claim, (day - claim.as_of).days) for (_, _, day), claim in claims.items()]
    old = {(part.party, part.measure) for claim, age in ages if age > STALE_DAYS for part in claim.parts or (claim,)}
    return Past(claims, read_days(scene, old) if old else {})


def _earlier_claims(scene: Scene, pairs: Iterable[tuple[Claim, Claim]]) -> dict[tuple[str, str, date], Claim]:
    """The newer party's latest by the day of the older claim, for every pair. One query."""
    asked: dict[Asked, Claim] = {}
    for pair in pairs:
        older, newer = sorted(pair, key=lambda claim: claim.as_of)
        if older.as_of < newer.as_of:
            for part in newer.parts or (newer,):
                asked[Asked(part.party, part.measure, older.as_of)] = part
    found = {}
    lines = list(asked.items())
    for figure in latest_totals(scene.subject, list(asked), scene.known):
        by, newer = lines[figure.place]
        party = PartyRef(newer.party, newer.party_name, newer.side)
        found[newer.party, newer.measure, by.day] = claim_from(figure, scene, party, figure.report_slug)
    return found


def read_days(scene: Scene, speaking: Iterable[Speaking]) -> dict[Speaking, list[date]]:
    """The days that each party's newest figures of each measure are about, for its usual pace. One query."""
    days: dict[Speaking, list[date]] = {}
    for party, measure, day in newest_days(scene.subject, sorted(set(speaking)), scene.day, scene.known, PACE_FIGURES):
        days.setdefault((party, measure), []).append(day)
    return days
