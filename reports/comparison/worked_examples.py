"""The worked examples of the page on method: records named here by slug, everything else computed whenever asked for.

An example of which a record is missing, in another database or an empty one, is None.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import QuerySet

from reports.models import Figure, Subject
from reports.models.choices import Category, Qualifier
from reports.rules.claims import Claim
from reports.rules.intervals import carried
from reports.rules.pairs import compare_claims, dependence
from reports.rules.sentences import interval_in_words, possessive
from reports.rules.staleness import is_stale, usual_pace

from .context import ComparisonContext, ancestors, claim_of, with_counts, with_wholes
from .counted_measures import MeasureSet
from .histories import read_prior_claims
from .latest import newest_days

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
    Qualifier.NEARLY: "zaluzhny-2022-08-22-killed",
    Qualifier.AT_LEAST: "mz-2022-09-21-killed",
    Qualifier.MORE_THAN: UK_KILLED,
    Qualifier.UP_TO: "uk-mod-2022-06-29-economist-list-killed-russian",
    Qualifier.FEWER_THAN: "zelensky-2024-12-killed-under-80000",
    Qualifier.RANGE: NATO_KILLED,
}
INTERVAL = "meduza-mz-2023-05-killed-range"
NAMED = {*IN_MARCH, UK_KILLED, UKRAINE_IN_APRIL, INTERVAL, *HEDGED.values()}


def read_examples(measures: Mapping[str, MeasureSet], today: date) -> dict[str, object]:
    """Compute the examples from the records as they stand. ``measures`` are all there are. Eight queries.

    ``alike``, ``part`` and ``undefined`` are pairs of claims (see _pairs), ``known`` is a party's newest total as known
    on two days (see _known). ``hedged`` are claims by qualifier, ``interval`` is that of a range that is an interval
    with a level. ``carried`` has a ``claim`` with how it reads ``before`` its day, ``on_its_day`` and ``after``, in
    words; ``old`` a ``claim`` that is too old for a ``day``, its ``age`` in days. ``printed`` is a figure that sources
    print otherwise.
    """
    subjects = with_wholes(Subject.objects.all()).in_bulk()
    figures = {figure.slug: figure for figure in _with_reports(Figure.published.filter(slug__in=NAMED))}
    contexts = {slug: _context_of(figure, measures, subjects) for slug, figure in figures.items()}
    claims = {slug: claim_of(figure, contexts[slug]) for slug, figure in figures.items()}
    killed, april, nato = (claims.get(slug) for slug in (RUSSIA_KILLED, UKRAINE_IN_APRIL, NATO_KILLED))
    printed = figures.get(RUSSIA_WOUNDED)
    known = _known(figures[UK_KILLED], contexts[UK_KILLED], april, today) if UK_KILLED in figures and april else None
    return _pairs(claims, contexts) | {
        "known": known,
        "hedged": {
            hedge: claims[slug]
            for hedge, slug in HEDGED.items()
            if slug in claims and claims[slug].number.qualifier == hedge
        },
        "interval": claims[INTERVAL] if INTERVAL in claims and claims[INTERVAL].number.level else None,
        "carried": _carried(nato) if nato else None,
        "old": _old(killed, contexts[RUSSIA_KILLED], april.as_of) if killed and april else None,
        "printed": printed if printed and printed.variant_count else None,
    }


def _with_reports(figures: QuerySet[Figure]) -> QuerySet[Figure]:
    return with_counts(figures).select_related("report__conflict").prefetch_related("report__draws_on")


def _context_of(
    figure: Figure, measures: Mapping[str, MeasureSet], subjects: Mapping[int, Subject]
) -> ComparisonContext:
    """That of the day on which the figure was stated."""
    line = ancestors(figure.subject, subjects)
    return ComparisonContext(figure.report.conflict, figure.subject, line, measures, figure.as_of, figure.stated_on)


def _pairs(
    named: Mapping[str, Claim], contexts: Mapping[str, ComparisonContext]
) -> dict[str, dict[str, object] | None]:
    """The pairs of March, judged as a page of the day would on which both were known.

    Of each the ``pair``, its ``title``, and the ``context``: that of the first day on which the claims of all were
    known.
    """
    claims = {slug: named[slug] for slug in IN_MARCH if slug in named}
    killed, wounded = claims.get(RUSSIA_KILLED), claims.get(RUSSIA_WOUNDED)
    total = next(contexts[RUSSIA_KILLED].sums([killed, wounded]), None) if killed and wounded else None
    pairs = {
        "alike": (killed, claims.get(NATO_KILLED)),
        "part": (total, claims.get(NATO_CASUALTIES)),
        "undefined": (killed, claims.get(UKRAINE_LOSSES)),
    }
    examples: dict[str, dict[str, object] | None] = dict.fromkeys(pairs)
    wanted = {name: pair for name, pair in pairs.items() if None not in pair}
    if not wanted:
        return examples
    standing = [*claims.values(), *([total] if total else [])]
    day = max(max(claim.as_of, claim.stated_on) for pair in wanted.values() for claim in pair)
    context = replace(contexts[RUSSIA_KILLED], day=day, known=day)
    past = read_prior_claims(context, wanted.values(), standing)

    def of_party(claim: Claim) -> list[Claim]:
        return [other for other in standing if other.party == claim.party]

    for name, (a, b) in wanted.items():
        title = " and ".join(f"{possessive(claim.party_name)} {claim.words}" for claim in (a, b))
        pair = compare_claims(a, b, past.earlier, past.stale, of_party(a), of_party(b))
        examples[name] = {"context": context, "pair": pair, "title": title}
    return examples


def _known(first: Figure, context: ComparisonContext, beside: Claim, today: date) -> dict[str, object]:
    """What the party of ``first``, of that context, had said of the day of ``beside``, another party's claim.

    Its newest total of people as known ``then``, on ``context.day``, and ``now``, or None; ``dependence`` says how
    ``now`` is not independent of ``beside``.
    """
    context = replace(context, day=beside.as_of, known=today)
    people = [measure.pk for measure in context.measures.values() if measure.category == Category.PERSONNEL]
    # The keys apart: joined with what rows need, SQLite would go through all figures about the subject.
    keys = context.totals().filter(party=first.party_id, measure__in=people).values("pk")
    figures = _with_reports(Figure.published.filter(pk__in=keys).latest_first())
    claims = [claim_of(figure, context) for figure in figures]
    now = next(iter(claims), None)
    return {
        "context": context,
        "party": first.party.slug,
        "party_name": first.party.short_name,
        "then": next((claim for claim in claims if claim.stated_on <= context.day), None),
        "now": now,
        "beside": beside,
        "dependence": dependence(now, beside) if now else "",
    }


def _carried(claim: Claim) -> dict[str, Claim | str]:
    step = timedelta(days=1)
    days = {"before": claim.as_of - step, "on_its_day": claim.as_of, "after": claim.as_of + step}
    read = {name: interval_in_words(carried(claim.interval, claim.as_of, day)) for name, day in days.items()}
    return {"claim": claim} | read


def _old(claim: Claim, context: ComparisonContext, day: date) -> dict[str, Claim | date | int] | None:
    """The claim on a later day, if it was too old for it; what it still said of that day is ``claim.later``."""
    age = (day - claim.as_of).days
    speaking = (claim.party, claim.measure)
    days = newest_days(replace(context, day=day, known=day), [speaking])
    if not (is_stale(age, usual_pace(days.get(speaking, []))) and claim.later):
        return None
    return {"claim": claim, "day": day, "age": age}
