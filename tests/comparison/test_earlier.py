"""What verdicts need of the time before: the latest by an older day, and how often a party used to speak."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from pytest_django import DjangoAssertNumQueries

from reports.comparison.context import ComparisonContext
from reports.comparison.counted_measures import counted_measures
from reports.comparison.histories import PriorClaims, read_prior_claims
from reports.comparison.latest import newest_days
from reports.comparison.latest_figures import latest_figures
from reports.models import Conflict, Figure, Subject
from reports.rules.claims import Claim
from reports.rules.examples import KILLED_AND_WOUNDED, NATO, RUSSIA, RUSSIA_BEFORE, RUSSIA_WOUNDED, claim
from reports.rules.staleness import PACE_FIGURES, usual_pace
from tests import records

IN_MARCH, IN_APRIL = date(2022, 3, 25), date(2022, 4, 18)
BOTH = claim("Russia MoD", KILLED_AND_WOUNDED, "2022-03-25", "exact", 5176, parts=(RUSSIA, RUSSIA_WOUNDED))
WOUNDED_BEFORE = replace(RUSSIA_WOUNDED, report=RUSSIA_BEFORE.report, as_of=RUSSIA_BEFORE.as_of, figure="before")


def scene_of(day: date, known: date | None = None) -> ComparisonContext:
    war, about = Conflict.objects.get(slug="russia-ukraine"), Subject.objects.get(slug="russian-forces")
    return ComparisonContext(war, about, (about.slug,), counted_measures("personnel"), day, known or day)


def claims_of(context: ComparisonContext, party: str) -> dict[str, Claim]:
    return {each.claim.measure: each.claim for each in latest_figures(context, [party])[party]}


# --- without a database --------------------------------------------------------------------------------------------


def test_the_earlier_sum_is_one_of_one_report() -> None:
    day = NATO.as_of
    claims = {("russia-mod", "killed", day): RUSSIA_BEFORE, ("russia-mod", "wounded", day): WOUNDED_BEFORE}
    found = PriorClaims(claims).earlier(BOTH, day)
    assert (found.number_text, found.as_of, found.parts) == (
        "4,323",
        RUSSIA_BEFORE.as_of,
        (RUSSIA_BEFORE, WOUNDED_BEFORE),
    )
    apart = claims | {("russia-mod", "wounded", day): replace(WOUNDED_BEFORE, report="another")}
    assert PriorClaims(apart).earlier(BOTH, day) is None
    assert PriorClaims(dict([*claims.items()][:1])).earlier(BOTH, day) is None
    assert PriorClaims(claims).earlier(BOTH, IN_APRIL) is None


def test_a_sum_is_as_stale_as_its_stalest_part() -> None:
    day = RUSSIA.as_of + timedelta(days=20)
    monthly, often = ([RUSSIA.as_of - timedelta(days=gap * n) for n in range(5)] for gap in (30, 9))
    days = {("russia-mod", "killed"): monthly, ("russia-mod", "wounded"): monthly}
    assert not PriorClaims(days=days).stale(BOTH, day)
    assert PriorClaims(days=days | {("russia-mod", "wounded"): often}).stale(BOTH, day)


def test_a_pace_is_the_one_kept_by_the_day_in_question() -> None:
    """Monthly at first, every two days later: 20 days were not long for the first figures."""
    monthly = [RUSSIA.as_of - timedelta(days=30 * n) for n in range(5)]
    often = [RUSSIA.as_of + timedelta(days=20 + 2 * n) for n in range(15)]
    past = PriorClaims(days={("russia-mod", "killed"): [*monthly, *often]})
    assert not past.stale(RUSSIA, RUSSIA.as_of + timedelta(days=19))
    assert past.stale(RUSSIA, often[-1])


def test_nothing_known_of_a_pace_leaves_a_fortnight() -> None:
    assert PriorClaims().stale(RUSSIA, RUSSIA.as_of + timedelta(days=15))
    assert not PriorClaims().stale(RUSSIA, RUSSIA.as_of + timedelta(days=14))


# --- on the bundled data -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("bundled")
def test_russias_figures_by_natos_day() -> None:
    context = scene_of(IN_APRIL)
    russia, nato = claims_of(context, "russia-mod"), claims_of(context, "nato")
    whole = nato["killed-wounded-missing-captured"]
    past = read_prior_claims(context, [(russia["killed"], nato["killed"]), (whole, russia["killed-and-wounded"])], [])
    assert past.earlier(russia["killed"], nato["killed"].as_of).number_text == "498"
    assert past.earlier(russia["killed-and-wounded"], whole.as_of).number_text == "2,095"
    assert past.earlier(nato["killed"], nato["killed"].as_of) is None  # nobody asked


@pytest.mark.usefixtures("bundled")
def test_two_queries_however_many(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    context = scene_of(date(2025, 2, 4))
    parties = ["russia-mod", "nato", "ukraine-president", "ukraine-general-staff", "mediazona-bbc"]
    claims = [each.claim for of_party in latest_figures(context, parties).values() for each in of_party]
    pairs = [(a, b) for a in claims for b in claims if a.party < b.party]
    with django_assert_num_queries(2):
        past = read_prior_claims(context, pairs, claims)
    for a, b in pairs:
        older, newer = sorted((a, b), key=lambda each: each.as_of)
        if older.as_of < newer.as_of and not newer.is_derived:
            expected = (
                Figure.published.headline()
                .filter(party__slug=newer.party, subject=context.subject, measure__slug=newer.measure)
                .filter(stated_on__lte=context.known, as_of__lte=older.as_of)
                .latest_first()
                .first()
            )
            found = past.earlier(newer, older.as_of)
            assert (found and found.figure) == (expected and expected.slug)


@pytest.mark.usefixtures("bundled")
def test_paces_are_medians_of_the_newest_gaps() -> None:
    """Recomputed from the records one by one."""
    context = scene_of(date(2025, 2, 4))
    asked = [("ukraine-general-staff", "personnel-losses"), ("russia-mod", "killed"), ("mediazona-bbc", "killed")]
    found = newest_days(context, [*asked, ("nato", "missing")])
    for party, measure in asked:
        newest = (
            Figure.published.headline()
            .filter(party__slug=party, measure__slug=measure, subject=context.subject)
            .filter(as_of__lte=context.day, stated_on__lte=context.known)
            .order_by("-as_of")[:PACE_FIGURES]
        )
        days = sorted({figure.as_of for figure in newest})
        gaps = sorted((later - earlier).days for earlier, later in pairwise(days))
        middle = len(gaps) // 2
        expected = gaps[middle] if len(gaps) % 2 else (gaps[middle - 1] + gaps[middle]) / 2
        assert usual_pace(found[party, measure]) == expected
    assert usual_pace(found["ukraine-general-staff", "personnel-losses"]) == 1
    assert ("nato", "missing") not in found


@pytest.mark.usefixtures("bundled")
def test_nothing_asked_nothing_read(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    context = scene_of(IN_MARCH)
    with django_assert_num_queries(0):
        assert read_prior_claims(context, [], []) == PriorClaims()


# --- what was not known, or taken back -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_was_stated_after_the_page_is_not_known() -> None:
    party, about, measure = records.party(), records.subject(), records.measure()
    for as_of, told, best in [("2022-03-01", "2022-03-01", 400), ("2022-03-20", "2025-01-07", 900)]:
        report = records.report(party=party, status="published", stated_on=date.fromisoformat(told))
        records.figure(report=report, subject=about, measure=measure, as_of=date.fromisoformat(as_of), best=best)
    newer = replace(RUSSIA, party=party.slug, measure=measure.slug, as_of=date(2022, 4, 1))
    older = replace(NATO, as_of=date(2022, 3, 25))
    for known, number in [(IN_APRIL, "400"), (date(2026, 1, 1), "900")]:
        context = ComparisonContext(records.conflict(), about, (about.slug,), counted_measures(), IN_APRIL, known)
        assert read_prior_claims(context, [(older, newer)], []).earlier(newer, older.as_of).number_text == number


@pytest.mark.usefixtures("bundled")
def test_what_a_party_took_back_is_not_its_latest_by_an_older_day() -> None:
    """A newspaper's 9,861 of 20 March 2022 was withdrawn two days later; no verdict of 25 March rests on it."""
    context = scene_of(IN_APRIL)
    russia, sources = claims_of(context, "russia-mod")["killed"], claims_of(context, "russia-sources")["killed"]
    assert (russia.as_of, sources.as_of) == (IN_MARCH, date(2022, 4, 6))
    found = read_prior_claims(context, [(russia, sources)], []).earlier(sources, russia.as_of)
    assert found is None or found.number_text != "9,861"
