"""What verdicts need of the time before: the latest by an older day, and how often a party used to speak."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from pytest_django import DjangoAssertNumQueries

from reports.comparison.earlier import Past, read_days, read_past
from reports.comparison.measure_sets import counted_measures
from reports.comparison.scenes import Scene
from reports.comparison.standing import read_standing
from reports.models import Conflict, Figure, Subject
from reports.rules.claims import Claim
from reports.rules.examples import KILLED_AND_WOUNDED, NATO, RUSSIA, RUSSIA_BEFORE, RUSSIA_WOUNDED, claim
from reports.rules.staleness import PACE_FIGURES, usual_pace
from tests import records

IN_MARCH, IN_APRIL = date(2022, 3, 25), date(2022, 4, 18)
BOTH = claim("Russia MoD", KILLED_AND_WOUNDED, "2022-03-25", "exact", 5176, parts=(RUSSIA, RUSSIA_WOUNDED))
WOUNDED_BEFORE = replace(RUSSIA_WOUNDED, report=RUSSIA_BEFORE.report, as_of=RUSSIA_BEFORE.as_of, figure="before")


def scene_of(day: date, known: date | None = None) -> Scene:
    war, about = Conflict.objects.get(slug="russia-ukraine"), Subject.objects.get(slug="russian-forces")
    return Scene(war, about, (about.slug,), counted_measures("personnel"), day, known or day)


def claims_of(scene: Scene, party: str) -> dict[str, Claim]:
    return {each.claim.measure: each.claim for each in read_standing(scene, [party])[party]}


# --- without a database --------------------------------------------------------------------------------------------


def test_the_earlier_sum_is_one_of_one_report() -> None:
    day = NATO.as_of
    claims = {("russia-mod", "killed", day): RUSSIA_BEFORE, ("russia-mod", "wounded", day): WOUNDED_BEFORE}
    found = Past(claims).earlier(BOTH, day)
    assert (found.number_text, found.as_of, found.parts) == (
        "4,323",
        RUSSIA_BEFORE.as_of,
        (RUSSIA_BEFORE, WOUNDED_BEFORE),
    )
    apart = claims | {("russia-mod", "wounded", day): replace(WOUNDED_BEFORE, report="another")}
    assert Past(apart).earlier(BOTH, day) is None
    assert Past(dict([*claims.items()][:1])).earlier(BOTH, day) is None
    assert Past(claims).earlier(BOTH, IN_APRIL) is None


def test_a_sum_is_as_stale_as_its_stalest_part() -> None:
    day = RUSSIA.as_of + timedelta(days=20)
    monthly, often = ([RUSSIA.as_of - timedelta(days=gap * n) for n in range(5)] for gap in (30, 9))
    days = {("russia-mod", "killed"): monthly, ("russia-mod", "wounded"): monthly}
    assert not Past(days=days).stale(BOTH, day)
    assert Past(days=days | {("russia-mod", "wounded"): often}).stale(BOTH, day)


def test_a_pace_is_the_one_kept_by_the_day_in_question() -> None:
    """Monthly at first, every two days later: 20 days were not long for the first figures."""
    monthly = [RUSSIA.as_of - timedelta(days=30 * n) for n in range(5)]
    often = [RUSSIA.as_of + timedelta(days=20 + 2 * n) for n in range(15)]
    past = Past(days={("russia-mod", "killed"): [*monthly, *often]})
    assert not past.stale(RUSSIA, RUSSIA.as_of + timedelta(days=19))
    assert past.stale(RUSSIA, often[-1])


def test_nothing_known_of_a_pace_leaves_a_fortnight() -> None:
    assert Past().stale(RUSSIA, RUSSIA.as_of + timedelta(days=15))
    assert not Past().stale(RUSSIA, RUSSIA.as_of + timedelta(days=14))


# --- on the bundled data -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("bundled")
def test_russias_figures_by_natos_day() -> None:
    scene = scene_of(IN_APRIL)
    russia, nato = claims_of(scene, "russia-mod"), claims_of(scene, "nato")
    whole = nato["killed-wounded-missing-captured"]
    past = read_past(scene, [(russia["killed"], nato["killed"]), (whole, russia["killed-and-wounded"])], [])
    assert past.earlier(russia["killed"], nato["killed"].as_of).number_text == "498"
    assert past.earlier(russia["killed-and-wounded"], whole.as_of).number_text == "2,095"
    assert past.earlier(nato["killed"], nato["killed"].as_of) is None  # nobody asked


@pytest.mark.usefixtures("bundled")
def test_two_queries_however_many(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    scene = scene_of(date(2025, 2, 4))
    parties = ["russia-mod", "nato", "ukraine-president", "ukraine-general-staff", "mediazona-bbc"]
    claims = [each.claim for of_party in read_standing(scene, parties).values() for each in of_party]
    pairs = [(a, b) for a in claims for b in claims if a.party < b.party]
    with django_assert_num_queries(2):
        past = read_past(scene, pairs, claims)
    for a, b in pairs:
        older, newer = sorted((a, b), key=lambda each: each.as_of)
        if older.as_of < newer.as_of and not newer.is_derived:
            expected = (
                Figure.published.headline()
                .filter(party__slug=newer.party, subject=scene.subject, measure__slug=newer.measure)
                .filter(stated_on__lte=scene.known, as_of__lte=older.as_of)
                .latest_first()
                .first()
            )
            found = past.earlier(newer, older.as_of)
            assert (found and found.figure) == (expected and expected.slug)


@pytest.mark.usefixtures("bundled")
def test_paces_are_medians_of_the_newest_gaps() -> None:
    """Recomputed from the records one by one."""
    scene = scene_of(date(2025, 2, 4))
    asked = [("ukraine-general-staff", "personnel-losses"), ("russia-mod", "killed"), ("mediazona-bbc", "killed")]
    found = read_days(scene, [*asked, ("nato", "missing")])
    for party, measure in asked:
        newest = (
            Figure.published.headline()
            .filter(party__slug=party, measure__slug=measure, subject=scene.subject)
            .filter(as_of__lte=scene.day, stated_on__lte=scene.known)
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
    scene = scene_of(IN_MARCH)
    with django_assert_num_queries(0):
        assert read_past(scene, [], []) == Past()


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
        scene = Scene(records.conflict(), about, (about.slug,), counted_measures(), IN_APRIL, known)
        assert read_past(scene, [(older, newer)], []).earlier(newer, older.as_of).number_text == number


@pytest.mark.usefixtures("bundled")
def test_what_a_party_took_back_is_not_its_latest_by_an_older_day() -> None:
    """A newspaper's 9,861 of 20 March 2022 was withdrawn two days later; no verdict of 25 March rests on it."""
    scene = scene_of(IN_APRIL)
    russia, sources = claims_of(scene, "russia-mod")["killed"], claims_of(scene, "russia-sources")["killed"]
    assert (russia.as_of, sources.as_of) == (IN_MARCH, date(2022, 4, 6))
    found = read_past(scene, [(russia, sources)], []).earlier(sources, russia.as_of)
    assert found is None or found.number_text != "9,861"
