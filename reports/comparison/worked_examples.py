"""The worked examples of the page on method: records named here by slug, everything else computed whenever asked for.

An example of which a record is missing, in another database or an empty one, is None.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reports.models import Figure, Subject
from reports.models.choices import Category, Qualifier
from reports.rules.claims import Claim
from reports.rules.derived import derived_sums
from reports.rules.intervals import carried
from reports.rules.pairs import Pair, compare_claims, dependence
from reports.rules.sentences import interval_in_words, possessive
from reports.rules.staleness import is_stale, usual_pace

from .context import ComparisonContext, ancestors, claim_of
from .counted_measures import MeasureSet
from .figure_rows import FigureRow, as_rows, with_what_rows_need
from .histories import read_days, read_prior_claims

RUSSIA_KILLED = "ru-mod-2022-03-25-killed"
RUSSIA_WOUNDED = "ru-mod-2022-03-25-wounded"
NATO_KILLED = "nato-2022-03-23-killed"
NATO_CASUALTIES = "nato-2022-03-23-casualties"
UKRAINE_LOSSES = "ukraine-general-staff-2022-03-25-personnel-losses"
IN_MARCH = (RUSSIA_KILLED, RUSSIA_WOUNDED, NATO_KILLED, NATO_CASUALTIES, UKRAINE_LOSSES)

# A party of which more became known later, and the figure that gives the day to look at it and what it drew on.
UK_KILLED = "uk-wallace-2022-02-25-killed"
UKRAINE_IN_APRIL = "ukraine-general-staff-2022-04-18-personnel-losses"

HEDGED = {
    Qualifier.EXACT: RUSSIA_KILLED,
    Qualifier.ABOUT: UKRAINE_LOSSES,
    Qualifier.AT_LEAST: "mz-2022-09-21-killed",
    Qualifier.MORE_THAN: UK_KILLED,
    Qualifier.UP_TO: "uk-mod-2022-06-29-economist-list-killed-russian",
    Qualifier.FEWER_THAN: "zelensky-2024-12-killed-under-80000",
    Qualifier.RANGE: NATO_KILLED,
}
NAMED = {*IN_MARCH, UK_KILLED, UKRAINE_IN_APRIL, *HEDGED.values()}


@dataclass(frozen=True, slots=True)
class OnRecord:
    """A figure as pages and as the rules see it. ``context`` is that of the day on which it was stated."""

    row: FigureRow
    claim: Claim
    context: ComparisonContext
    party: int


@dataclass(frozen=True, slots=True)
class PairExample:
    """Two claims judged. ``context`` is that of the first day on which the claims of all pairs were known."""

    context: ComparisonContext
    pair: Pair

    @property
    def title(self) -> str:
        a, b = (f"{possessive(claim.party_name)} {claim.words}" for claim in (self.pair.a, self.pair.b))
        return f"{a} and {b}"


@dataclass(frozen=True, slots=True)
class KnownExample:
    """A party's newest total of people about ``context.day``, as known on that day and now; None for none.

    ``beside`` is another party's claim about that day; ``dependence`` says how ``now`` is not independent of it.
    """

    context: ComparisonContext
    party: str
    party_name: str
    then: OnRecord | None
    now: OnRecord | None
    beside: Claim
    dependence: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A claim, and how it reads the day before its own, on its own and the day after, in words."""

    claim: Claim
    before: str
    on_its_day: str
    after: str


@dataclass(frozen=True, slots=True)
class Old:
    """A claim that is too old for a day, ``age`` in days."""

    claim: Claim
    day: date
    age: int


@dataclass(frozen=True, slots=True)
class WorkedExamples:
    """What the page shows: ``hedged`` are claims by qualifier, ``printed`` a figure that sources print otherwise."""

    alike: PairExample | None
    part: PairExample | None
    undefined: PairExample | None
    known: KnownExample | None
    hedged: Mapping[Qualifier, Claim]
    carried: Carried | None
    old: Old | None
    printed: FigureRow | None


def read_examples(measures: Mapping[str, MeasureSet], today: date) -> WorkedExamples:
    """Compute the examples from the records as they stand. ``measures`` are all there are. Eight queries."""
    subjects = Subject.objects.in_bulk()
    records = {each.row.slug: each for each in _on_record(Figure.published.filter(slug__in=NAMED), measures, subjects)}
    killed, april = records.get(RUSSIA_KILLED), records.get(UKRAINE_IN_APRIL)
    printed = records.get(RUSSIA_WOUNDED)
    pairs = _pairs(records, measures)
    return WorkedExamples(
        alike=pairs.get("alike"),
        part=pairs.get("part"),
        undefined=pairs.get("undefined"),
        known=_known(records[UK_KILLED], april.claim, subjects, today) if UK_KILLED in records and april else None,
        hedged={hedge: records[slug].claim for hedge, slug in HEDGED.items() if _is_hedged(records.get(slug), hedge)},
        carried=_carried(records[NATO_KILLED].claim) if NATO_KILLED in records else None,
        old=_old(killed, april.claim.as_of) if killed and april else None,
        printed=printed.row if printed and printed.row.variants else None,
    )


def _on_record(
    figures: Iterable[Figure], measures: Mapping[str, MeasureSet], subjects: Mapping[int, Subject]
) -> list[OnRecord]:
    found = list(with_what_rows_need(figures).select_related("report__conflict").prefetch_related("report__draws_on"))
    kept = []
    for figure, row in zip(found, as_rows(found), strict=True):
        line = ancestors(figure.subject, subjects)
        context = ComparisonContext(figure.report.conflict, figure.subject, line, measures, row.as_of, row.stated_on)
        kept.append(OnRecord(row, claim_of(figure, context), context, figure.party_id))
    return kept


def _is_hedged(record: OnRecord | None, hedge: Qualifier) -> bool:
    return record is not None and record.claim.number.qualifier == hedge


def _pairs(records: Mapping[str, OnRecord], measures: Mapping[str, MeasureSet]) -> dict[str, PairExample]:
    """The pairs of March, judged as a page of the day would on which both were known."""
    claims = {slug: records[slug].claim for slug in IN_MARCH if slug in records}
    killed = claims.get(RUSSIA_KILLED)
    total = _sum([claims[slug] for slug in (RUSSIA_KILLED, RUSSIA_WOUNDED) if slug in claims], measures)
    wanted = {
        "alike": (killed, claims.get(NATO_KILLED)),
        "part": (total, claims.get(NATO_CASUALTIES)),
        "undefined": (killed, claims.get(UKRAINE_LOSSES)),
    }
    wanted = {name: pair for name, pair in wanted.items() if None not in pair}
    if not wanted:
        return {}
    standing = [*claims.values(), *([total] if total else [])]
    day = max(max(claim.as_of, claim.stated_on) for pair in wanted.values() for claim in pair)
    context = replace(records[RUSSIA_KILLED].context, day=day, known=day)
    past = read_prior_claims(context, wanted.values(), standing)

    def of_party(claim: Claim) -> list[Claim]:
        return [each for each in standing if each.party == claim.party]

    return {
        name: PairExample(context, compare_claims(a, b, past.earlier, past.stale, of_party(a), of_party(b)))
        for name, (a, b) in wanted.items()
    }


def _sum(parts: Sequence[Claim], measures: Mapping[str, MeasureSet]) -> Claim | None:
    """The whole that the parts make, if they are of one report."""
    if len({part.report for part in parts}) != 1:
        return None
    wholes = [(each.slug, each.name, each.family, each.counted) for each in measures.values()]
    return next(iter(derived_sums(parts, wholes)), None)


def _known(first: OnRecord, beside: Claim, subjects: Mapping[int, Subject], today: date) -> KnownExample:
    """What the party of ``first`` had said of the day of ``beside``, by then and by now."""
    context = replace(first.context, day=beside.as_of, known=today)
    people = [measure.pk for measure in context.measures.values() if measure.category == Category.PERSONNEL]
    # The keys apart: joined with what rows need, SQLite would go through all figures about the subject.
    keys = context.totals().filter(party=first.party, measure__in=people).values("pk")
    found = _on_record(Figure.published.filter(pk__in=keys).latest_first(), context.measures, subjects)
    now = next(iter(found), None)
    return KnownExample(
        context=context,
        party=first.row.party,
        party_name=first.row.party_name,
        then=next((each for each in found if each.claim.stated_on <= context.day), None),
        now=now,
        beside=beside,
        dependence=dependence(now.claim, beside) if now else "",
    )


def _carried(claim: Claim) -> Carried:
    day, step = claim.as_of, timedelta(days=1)
    said = [interval_in_words(carried(claim.interval, day, at)) for at in (day - step, day, day + step)]
    return Carried(claim, *said)


def _old(record: OnRecord, day: date) -> Old | None:
    """The figure on a later day, if it was too old for it; what it still said of that day is ``claim.later``."""
    claim, age = record.claim, (day - record.claim.as_of).days
    speaking = (claim.party, claim.measure)
    days = read_days(replace(record.context, day=day, known=day), [speaking])
    return Old(claim, day, age) if is_stale(age, usual_pace(days.get(speaking, []))) and claim.later else None
