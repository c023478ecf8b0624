"""Every verdict on a party's own totals: what is listed, and that nothing graver is left out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.comparison.grid import side_by_side
from reports.comparison.list_verdicts import TotalsOnRecord, own_verdicts
from reports.models import Conflict, Measure, MeasureOutcome, Outcome, Party, Side, Subject
from reports.rules.claims import Claim
from reports.rules.enums import Rule, Verdict
from reports.rules.examples import KILLED_AND_WOUNDED, RUSSIA, RUSSIA_WOUNDED, claim
from reports.rules.pairs import Pair
from reports.rules.series import Series
from reports.rules.verdicts import SEVERITY
from tests import records
from tests.bundled_files import rows_of

TODAY = date(2026, 11, 22)
WITHDRAWN = {"kp-2022-03-20-killed", "kp-2022-03-20-wounded"}


def of(slug: str, known: date = TODAY) -> Sequence[Pair]:
    own, pairs = own_verdicts(conflict=Conflict.objects.get(), party=Party.objects.get(slug=slug), known=known)
    assert {pair.a for pair in pairs} <= set(own)
    return pairs


@pytest.fixture(scope="module")
def russias(bundled_once: None, django_db_blocker: object) -> tuple[Sequence[Claim], Sequence[Pair]]:
    """The totals of Russia's ministry and every verdict on them, as known today, reckoned once.

    In 18 queries: subjects, what they are part of, measures, those that it gave, withdrawals; figures of 7 subjects,
    and on whom those of 6 drew.
    """
    with django_db_blocker.unblock():
        war, party = Conflict.objects.get(), Party.objects.get(slug="russia-mod")
        with CaptureQueriesContext(connection) as queries:
            totals_and_pairs = own_verdicts(conflict=war, party=party, known=TODAY)
    assert len(queries) == 5 + 7 + 6
    return totals_and_pairs


def figures(claim: Claim) -> tuple[str, ...]:
    return tuple(part.figure for part in claim.parts or (claim,))


def own_rows(party: str) -> list[dict[str, str]]:
    """The party's running totals of its own side, from the package's files."""
    reports = {row["report_id"] for row in rows_of("reports.csv") if row["party"] == party}
    side = next(row["side"] for row in rows_of("parties.csv") if row["party_id"] == party)
    subjects = {row["subject_id"] for row in rows_of("subjects.csv") if row["side"] == side}
    return [
        row
        for row in rows_of("figures.csv")
        if row["report_id"] in reports
        and (row["subject"] in subjects)
        and (row["basis"], row["scope"]) == ("cumulative", "theatre")
    ]


@pytest.mark.usefixtures("bundled")
def test_every_own_total_of_russias_ministry(russias: tuple[Sequence[Claim], Sequence[Pair]]) -> None:
    own, pairs = russias
    given = {claim.figure for claim in own if not claim.is_derived}
    assert given == {row["figure_id"] for row in own_rows("russia-mod")}
    assert [claim.words for claim in own if claim.is_derived] == [
        "2,095 killed and wounded",
        "5,176 killed and wounded",
    ]
    assert [claim.as_of for claim in own] == sorted(claim.as_of for claim in own)
    assert {pair.a for pair in pairs} == set(own)


@pytest.mark.usefixtures("bundled")
def test_what_must_be_right_is_among_them(russias: tuple[Sequence[Claim], Sequence[Pair]]) -> None:
    listed = {(pair.a.number_text, pair.b.party, pair.b.number_text): pair for pair in russias[1]}
    killed = listed["1,351", "nato", "7,000–15,000"]
    assert (killed.judgement.verdict, killed.judgement.day) == (Verdict.IN_CONFLICT, date(2022, 3, 25))
    assert listed["5,176", "nato", "30,000–40,000"].judgement.verdict is Verdict.CONSISTENT
    losses = listed["1,351", "ukraine-general-staff", "about 16,100"]
    assert losses.judgement.verdict is Verdict.CANNOT_BE_DECIDED
    assert [str(each.ratio) for each in losses.ratios] == ["about 11.9 times", "about 3.1 times"]
    names = next(pair for (own, party, _), pair in listed.items() if (own, party) == ("5,937", "mediazona-bbc"))
    assert names.judgement.verdict is Verdict.IN_CONFLICT


@pytest.mark.usefixtures("bundled")
def test_nothing_graver_is_left_out(russias: tuple[Sequence[Claim], Sequence[Pair]]) -> None:
    """Whatever the page of a day says of Russia's totals, a listed verdict of the same two is no less grave."""
    war, about = Conflict.objects.get(), Subject.objects.get(slug="russian-forces")
    listed: dict[tuple, int] = {}
    for pair in russias[1]:
        key = figures(pair.a), pair.b.party, pair.b.measure
        listed[key] = max(listed.get(key, -1), SEVERITY.index(pair.judgement.verdict))
    days = [date.fromisoformat(row["as_of"]) for row in own_rows("russia-mod")]
    seen = set()
    for day in {*days, date(2022, 3, 23), date(2022, 12, 31), date(2023, 7, 10), date(2025, 8, 29)}:
        grid = side_by_side(
            conflict=war,
            day=day,
            known=TODAY,
            subject=about,
            subjects=list(war.subjects.all()),
            category="personnel",
            parties=list(war.parties.values_list("slug", flat=True)),
        )
        for pair in (pair for row in grid.rows for pair in row.pairs):
            own, other = sorted(pair.judgement.claims, key=lambda claim: claim.party != "russia-mod")
            if own.party != "russia-mod" or pair.judgement.rule is Rule.NOTHING_IN_COMMON:
                continue
            key = figures(own), other.party, other.measure
            assert listed[key] >= SEVERITY.index(pair.judgement.verdict), (key, day)
            seen.add(key)
    assert len(seen) > 100


@pytest.mark.usefixtures("bundled")
def test_only_what_was_stated_by_then() -> None:
    known = date(2022, 4, 18)
    pairs = of("russia-mod", known)
    assert pairs
    assert all(max(pair.a.stated_on, pair.b.stated_on, pair.judgement.day) <= known for pair in pairs)
    assert of("russia-mod", date(2022, 3, 1)) == []


@pytest.mark.usefixtures("bundled")
def test_what_a_party_took_back_counts_while_it_was_not_known_to_be(
    russias: tuple[Sequence[Claim], Sequence[Pair]],
) -> None:
    """The 9,861 of 20 March 2022, withdrawn two days later."""
    assert not any(WITHDRAWN & {*figures(pair.b)} for pair in russias[1])
    assert any(WITHDRAWN & {*figures(pair.b)} for pair in of("russia-mod", date(2022, 3, 21)))


@pytest.mark.usefixtures("bundled")
@pytest.mark.parametrize("party", ["nato", "russia-kremlin"])
def test_who_gave_no_total_of_its_own_side(party: str) -> None:
    own, pairs = own_verdicts(conflict=Conflict.objects.get(), party=Party.objects.get(slug=party), known=TODAY)
    assert (own, pairs) == ([], [])


# --- a small war ---------------------------------------------------------------------------------------------------


@pytest.fixture
def war() -> Conflict:
    return records.conflict("small-war")


@pytest.fixture
def army(war: Conflict) -> Subject:
    side = Side.objects.create(slug="test-side", name="Side", conflict=war)
    return records.subject(conflict=war, side=side, slug="test-army")


@pytest.fixture
def killed() -> Measure:
    made = records.measure(slug="test-killed", name="Killed")
    outcome = Outcome.objects.get_or_create(slug="killed", defaults={"name": "killed", "applies_to": "people"})[0]
    MeasureOutcome.objects.create(measure=made, outcome=outcome, certainty="includes")
    return made


def speaker(war: Conflict, side: Side | None = None) -> Party:
    made = records.party(side=side)
    made.conflicts.add(war)
    return made


def gave(party: Party, about: Subject, measure: Measure, day: str, **number: object) -> None:
    told = records.report(conflict=about.conflict, party=party, status="published", stated_on=date.fromisoformat(day))
    records.figure(report=told, subject=about, measure=measure, **number)


def found(war: Conflict, party: Party) -> list[tuple[str, str, str, date]]:
    _, pairs = own_verdicts(conflict=war, party=party, known=TODAY)
    return [
        (pair.a.number_text, pair.b.number_text, pair.judgement.verdict.value, pair.judgement.day) for pair in pairs
    ]


@pytest.mark.django_db
def test_the_latest_by_the_day_and_the_first_later_ones_that_are_graver(
    war: Conflict, army: Subject, killed: Measure
) -> None:
    ministry, monitor = speaker(war, army.side), speaker(war)
    for day, best in [("2022-03-10", 500), ("2022-05-10", 2000)]:
        gave(ministry, army, killed, day, best=best)
    for day, best in [("2022-03-01", 100), ("2022-03-08", 400), ("2022-04-01", 700), ("2022-04-10", 450)]:
        gave(monitor, army, killed, day, best=best)
    gave(monitor, army, killed, "2022-04-11", best=300)
    gave(monitor, army, killed, "2022-06-01", best=1500)
    assert found(war, ministry) == [
        ("500", "450", "in conflict", date(2022, 4, 10)),
        ("500", "400", "consistent", date(2022, 3, 10)),
        ("2,000", "1,500", "in conflict", date(2022, 6, 1)),
        ("2,000", "300", "consistent", date(2022, 5, 10)),
    ]


@pytest.mark.django_db
def test_from_its_next_total_on_the_former_one_is_not_judged(war: Conflict, army: Subject, killed: Measure) -> None:
    ministry, monitor = speaker(war, army.side), speaker(war)
    for day, best in [("2022-03-10", 500), ("2022-05-10", 2000)]:
        gave(ministry, army, killed, day, best=best)
    gave(monitor, army, killed, "2022-06-01", best=450)
    assert found(war, ministry) == [("2,000", "450", "in conflict", date(2022, 6, 1))]


def test_a_sum_is_as_stale_as_its_stalest_part() -> None:
    both = claim("Russia MoD", KILLED_AND_WOUNDED, "2022-03-25", "exact", 5176, parts=(RUSSIA, RUSSIA_WOUNDED))
    monthly = [RUSSIA.as_of - timedelta(days=30 * months) for months in range(3)]
    totals = {
        Series(part.party, part.subjects[0], part.measure): [replace(part, as_of=day) for day in monthly]
        for part in both.parts
    }
    in_april = date(2022, 4, 18)
    assert not TotalsOnRecord(totals).is_stale(both, in_april)
    wounded = Series(RUSSIA_WOUNDED.party, RUSSIA_WOUNDED.subjects[0], RUSSIA_WOUNDED.measure)
    assert TotalsOnRecord(totals | {wounded: [RUSSIA_WOUNDED]}).is_stale(both, in_april)


@pytest.mark.django_db
def test_who_spoke_only_later_is_listed_once(war: Conflict, army: Subject, killed: Measure) -> None:
    ministry, monitor = speaker(war, army.side), speaker(war)
    gave(ministry, army, killed, "2022-03-10", best=500)
    for day, best in [("2022-04-01", 700), ("2022-05-01", 900)]:
        gave(monitor, army, killed, day, best=best)
    assert found(war, ministry) == [("500", "700", "consistent", date(2022, 4, 1))]


@pytest.mark.django_db
def test_a_part_of_the_subject_and_one_of_another_side(war: Conflict, army: Subject, killed: Measure) -> None:
    guard = records.subject(conflict=war, side=army.side)
    guard.part_of.add(army)
    others = records.subject(conflict=war)
    ministry, monitor = speaker(war, army.side), speaker(war)
    gave(ministry, army, killed, "2022-03-10", best=500)
    gave(monitor, guard, killed, "2022-03-10", qualifier="at_least", low=600)
    gave(monitor, others, killed, "2022-03-10", best=9)
    gave(ministry, others, killed, "2022-03-10", best=8)
    assert found(war, ministry) == [("500", "at least 600", "in conflict", date(2022, 3, 10))]
    assert found(war, monitor) == []


@pytest.mark.django_db
def test_totals_from_another_day_on_are_listed_as_not_comparable(war: Conflict, army: Subject, killed: Measure) -> None:
    ministry, monitor = speaker(war, army.side), speaker(war)
    gave(ministry, army, killed, "2022-03-10", best=500)
    gave(monitor, army, killed, "2022-03-10", best=9, period_start=war.start_date + timedelta(days=3))
    assert found(war, ministry) == [("500", "9", "not comparable", date(2022, 3, 10))]


@pytest.mark.django_db
def test_drafts_and_parts_of_the_theatre_are_not_listed(war: Conflict, army: Subject, killed: Measure) -> None:
    ministry, monitor = speaker(war, army.side), speaker(war)
    gave(ministry, army, killed, "2022-03-10", best=500)
    gave(monitor, army, killed, "2022-03-10", best=9, scope="place")
    draft = records.report(conflict=war, party=monitor, stated_on=date(2022, 3, 10))
    records.figure(report=draft, subject=army, measure=killed, best=9)
    assert found(war, ministry) == []
    assert len(own_verdicts(conflict=war, party=ministry, known=TODAY)[0]) == 1
