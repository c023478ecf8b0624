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

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reports.models import Conflict, Figure, Party
from reports.rules.claims import Claim
from reports.rules.enums import Verdict
from reports.rules.intervals import Interval
from reports.rules.lines import by_severity
from reports.rules.measure_sets import Relation, relation, relation_of_subjects
from reports.rules.pairs import Pair, compare_claims
from reports.rules.sentences import day_in_words
from reports.rules.series import Series
from reports.rules.staleness import is_stale_claim
from reports.rules.verdicts import SEVERITY

from .context import ComparisonContext, ancestors, claim_of, with_wholes
from .counted_measures import counted_measures
from .histories import read_withdrawals


@dataclass(frozen=True)
class TotalsOnRecord:
    """All totals, newest first, of one day the one that the site shows first, by party, subject and measure."""

    totals: Mapping[Series, Sequence[Claim]]

    def latest(self, series: Series, day: date) -> Claim | None:
        """The latest by ``day``."""
        return next((claim for claim in self.totals[series] if claim.as_of <= day), None)

    def beside(self, claim: Claim, day: date) -> list[Claim]:
        """The latest of all measures by the same party of the same subject."""
        latest = (self.latest(series, day) for series in self.totals if series[:2] == _series(claim)[:2])
        return list(filter(None, latest))

    def is_stale(self, claim: Claim, day: date) -> bool:
        """Whether the claim, or any part of a sum, is too old to speak for ``day``."""
        return is_stale_claim(claim, day, self._stated_days)

    def _stated_days(self, claim: Claim) -> Iterator[date]:
        return (total.as_of for total in self.totals[_series(claim)] if not total.is_derived)

    def until(self, claim: Claim) -> date:
        """The day of the party's next total of the same measure; the last of all days if there is none."""
        later = (total.as_of for total in self.totals[_series(claim)] if total.as_of > claim.as_of)
        return min(later, default=date.max)


def own_verdicts(*, conflict: Conflict, party: Party, known: date) -> tuple[list[Claim], list[Pair]]:
    """The totals that the party gave of its own side, by day and measure, and the verdicts on them, as of ``known``.

    The pairs have the own total as ``a``: in the same order, of each the most severe first. Both are empty if the party
    had given no total of its own side, or has none.

    At most five queries, and two for each subject.
    """
    subjects = {subject.pk: subject for subject in with_wholes(conflict.subjects.all())}
    measures = counted_measures()
    own_side = [subject for subject in subjects.values() if party.side_id and subject.side_id == party.side_id]
    stated = Figure.published.headline().filter(party=party, subject__in=own_side).order_by()
    things = {measures[slug].counted.thing for slug in stated.values_list("measure__slug", flat=True).distinct()}
    measures = {slug: measure for slug, measure in measures.items() if measure.counted.thing in things}
    if not measures:
        return [], []
    contexts = [
        ComparisonContext(conflict, subject, ancestors(subject, subjects), measures, known, known)
        for subject in subjects.values()
    ]
    withdrawn = read_withdrawals(contexts[0])
    claims = [claim for context in contexts for claim in _read_totals(context, withdrawn)]
    totals: dict[Series, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: (claim.as_of, claim.stated_on), reverse=True):
        totals.setdefault(_series(claim), []).append(claim)
    record, order, theirs = TotalsOnRecord(totals), list(measures), {subject.slug for subject in own_side}
    own = [claim for claim in claims if claim.party == party.slug and claim.subjects[0] in theirs]
    own.sort(key=lambda claim: (claim.as_of, order.index(claim.measure)))
    return own, [pair for claim in own for pair in by_severity(list(_pairs_of(claim, record)))]


def _pairs_of(own: Claim, record: TotalsOnRecord) -> Iterator[Pair]:
    for series, totals in record.totals.items():
        if series[0] == own.party or not _have_to_do(own, totals[0]):
            continue
        severity = -1
        latest, until = record.latest(series, own.as_of), record.until(own)
        later = sorted((total for total in totals if own.as_of < total.as_of < until), key=lambda claim: claim.as_of)
        for other in [latest, *later] if latest else later:
            day = max(own.as_of, other.as_of)
            beside = (record.beside(own, day), record.beside(other, day))
            pair = compare_claims(own, other, lambda claim, day: None, record.is_stale, *beside)
            if SEVERITY.index(pair.judgement.verdict) > severity:
                severity = SEVERITY.index(pair.judgement.verdict)
                yield pair


def _have_to_do(a: Claim, b: Claim) -> bool:
    return relation(a.counted, b.counted, relation_of_subjects(a.subjects, b.subjects)) is not Relation.DIFFERENT


def _series(claim: Claim) -> Series:
    """Of one party, subject and measure, whatever day it counts from."""
    return Series(claim.party, claim.subjects[0], claim.measure)


def _read_totals(context: ComparisonContext, withdrawn: Iterable[str]) -> list[Claim]:
    """All totals about one subject but those of ``withdrawn`` reports, with the sums of what one report gives in parts.

    Two queries.
    """
    measures = [measure.pk for measure in context.measures.values()]
    totals = context.totals().filter(measure__in=measures).exclude(report__slug__in=list(withdrawn))
    figures = totals.select_related("report", "party").prefetch_related("report__draws_on").latest_first()
    claims = [claim_of(figure, context) for figure in figures]
    return [*claims, *context.sums(claims)]


COLUMNS = (
    *("day", "verdict", "relation", "rule"),
    *("own_figure", "own_number", "own_measure", "own_subject", "own_as_of", "own_low", "own_high"),
    *("party", "figure", "number", "measure", "subject", "as_of", "stated_on", "low", "high"),
    *("sentence", "ratios", "not_independent"),
)


def in_block(pair: Pair) -> str:
    """One verdict in some lines.

    >>> from reports.rules.pairs import compare_claims
    >>> from reports.rules.examples import NATO, RUSSIA, never
    >>> print(in_block(compare_claims(RUSSIA, NATO, never, never)))
    In conflict on 25 March 2022: Russia MoD, 1,351 killed, Russian forces, 25 March 2022
      and NATO, 7,000–15,000 killed, Russian forces, 23 March 2022
      Russian forces, 25 March 2022: Russia MoD’s 1,351 killed and NATO’s 7,000–15,000 killed (as of 23 March 2022, so \
at least 7,000 by then) cannot both be true: both count the same thing, and no number fits both.
      Like for like: two counts of the same thing need a number in common.
      NATO’s 7,000–15,000 is 5.2 to 11.1 times Russia MoD’s 1,351.
    """
    judgement = pair.judgement
    lines = [
        f"{_capital(judgement.verdict.value)} on {day_in_words(judgement.day)}: {_claim_in_short(pair.a)}",
        f"and {_claim_in_short(pair.b)}",
        judgement.sentence,
        f"{_capital(judgement.relation.value)}: {judgement.rule.value}.",
        *(f"{ratio.words}." for ratio in pair.ratios),
        *pair.further_notes,
    ]
    if pair.dependence:
        lines.append(f"Not independent: {pair.dependence}.")
    return "\n  ".join(lines)


def in_row(pair: Pair) -> dict[str, object]:
    """One verdict by ``COLUMNS``. Ends of intervals are those carried to the day, empty where open.

    >>> from reports.rules.pairs import compare_claims
    >>> from reports.rules.examples import NATO, RUSSIA, never
    >>> row = in_row(compare_claims(RUSSIA, NATO, never, never))
    >>> [str(row[name]) for name in ("day", "verdict", "own_low", "own_high", "party", "low", "high")]
    ['2022-03-25', 'in conflict', '1351', '1351', 'nato', '7000', '']
    """
    judgement = pair.judgement
    a, b = pair.a, pair.b
    (own_low, own_high), (low, high) = _ends(judgement.a), _ends(judgement.b)
    values = (
        *(judgement.day, judgement.verdict.value, judgement.relation.value, judgement.rule.value),
        *(_figures(a), a.number_text, a.measure, a.subjects[0], a.as_of, own_low, own_high),
        *(b.party, _figures(b), b.number_text, b.measure, b.subjects[0], b.as_of, b.stated_on, low, high),
        judgement.sentence,
        "; ".join(ratio.words for ratio in pair.ratios),
        pair.dependence,
    )
    return dict(zip(COLUMNS, values, strict=True))


def counted(pairs: Iterable[Pair]) -> str:
    """How many verdicts there are of each kind, the most severe first.

    >>> counted([])
    '0 verdicts'
    """
    counts = Counter(pair.judgement.verdict for pair in pairs)
    kinds = [Verdict.IN_CONFLICT, Verdict.CANNOT_BE_DECIDED, Verdict.CONSISTENT, Verdict.NOT_COMPARABLE]
    parts = ", ".join(f"{counts[kind]} {kind.value}" for kind in kinds if counts[kind])
    total = f"{counts.total()} verdict{'' if counts.total() == 1 else 's'}"
    return f"{total}: {parts}" if parts else total


def _claim_in_short(claim: Claim) -> str:
    derived = " (derived)" if claim.is_derived else ""
    return f"{claim.party_name}, {claim.words}{derived}, {claim.subject_name}, {day_in_words(claim.as_of)}"


def _figures(claim: Claim) -> str:
    return " + ".join(part.figure for part in claim.parts or (claim,))


def _ends(interval: Interval) -> tuple[int, int | str]:
    return interval.low, "" if interval.high is None else interval.high


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
