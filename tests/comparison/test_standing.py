"""What stood on a day, and the verdicts that the site must get right, on the bundled data."""

from dataclasses import replace
from datetime import date

import pytest

from reports.comparison.context import ComparisonContext
from reports.comparison.counted_measures import counted_measures
from reports.comparison.grid import Grid, GridCell, side_by_side
from reports.comparison.latest_figures import LatestFigure, SupersededBy, latest_figures
from reports.models import Conflict, Figure, Measure, MeasureOutcome, Outcome, Subject
from reports.rules.enums import Rule, Verdict
from reports.rules.intervals import Interval
from reports.rules.measure_sets import Relation
from reports.rules.pairs import Pair
from tests import records

pytestmark = pytest.mark.django_db
IN_MARCH, IN_APRIL, TODAY = date(2022, 3, 25), date(2022, 4, 18), date(2026, 11, 22)


def grid(day: date, known: date | None = None, *parties: str) -> Grid:
    war = Conflict.objects.get(slug="russia-ukraine")
    subjects = list(war.subjects.all())
    about = next(each for each in subjects if each.slug == "russian-forces")
    return side_by_side(
        conflict=war,
        day=day,
        known=known or day,
        subject=about,
        subjects=subjects,
        category="personnel",
        parties=parties,
    )


def pair_of(found: Grid, family: str, *parties: str) -> Pair:
    row = next(row for row in found.rows if row.family == family)
    return next(pair for pair in row.pairs if {pair.a.party, pair.b.party} == set(parties))


def cell_of(found: Grid, family: str, party: str) -> GridCell:
    row = next(row for row in found.rows if row.family == family)
    return next(cell for cell in row.cells if cell.column.slug == party)


# --- what must be right --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("bundled")
def test_russia_and_nato_on_the_dead_of_march_2022() -> None:
    found = pair_of(grid(IN_MARCH), "killed", "russia-mod", "nato")
    judgement = found.judgement
    assert (judgement.relation, judgement.verdict, judgement.day) == (
        *(Relation.LIKE_FOR_LIKE, Verdict.IN_CONFLICT),
        IN_MARCH,
    )
    assert {judgement.a, judgement.b} == {Interval(1351, 1351), Interval(7000)}
    assert [str(each.ratio) for each in found.ratios] == ["5.2 to 11.1 times"]
    for said in ("Russia MoD’s 1,351 killed", "NATO’s 7,000–15,000 killed (as of 23 March 2022", "National Guard"):
        assert said in judgement.sentence


@pytest.mark.usefixtures("bundled")
def test_russias_sum_is_part_of_natos_whole() -> None:
    found = grid(IN_MARCH)
    stated = cell_of(found, "casualties", "russia-mod").latest
    assert (stated.claim.number_text, stated.claim.is_derived, stated.figure) == ("5,176", True, None)
    assert sum(part.interval.low for part in stated.claim.parts) == 5176
    judgement = pair_of(found, "casualties", "russia-mod", "nato").judgement
    assert (judgement.relation, judgement.verdict) == (Relation.PART_OF, Verdict.CONSISTENT)
    assert "30,000–40,000" in judgement.sentence


@pytest.mark.usefixtures("bundled")
def test_ukraines_losses_against_russias_dead() -> None:
    found = pair_of(grid(IN_MARCH), "losses", "russia-mod", "ukraine-general-staff")
    assert (found.judgement.verdict, found.judgement.rule) == (Verdict.CANNOT_BE_DECIDED, Rule.READING)
    assert [(each.reading, str(each.ratio)) for each in found.ratios] == [
        ("killed", "about 11.9 times"),
        ("killed and wounded", "about 3.1 times"),
    ]


@pytest.mark.usefixtures("bundled")
def test_the_page_of_april_2022() -> None:
    """Russia's figure is stale and reads as a floor; its conflict with NATO's is one of 25 March."""
    found = grid(IN_APRIL)
    cell = cell_of(found, "killed", "russia-mod")
    assert (cell.is_stale, cell.age, cell.latest.claim.later) == (True, 24, "at least 1,351")
    judgement = pair_of(found, "killed", "russia-mod", "nato").judgement
    assert (judgement.verdict, judgement.day) == (Verdict.IN_CONFLICT, IN_MARCH)
    row = next(row for row in found.rows if row.family == "killed")
    assert judgement in [pair.judgement for pair in row.headline_pairs]
    assert row.spread == "No ratio: all of these are too old for this day"


@pytest.mark.usefixtures("bundled")
def test_a_president_and_later_counts_of_2025() -> None:
    day = date(2025, 8, 29)
    found = pair_of(
        grid(day, TODAY, "ukraine-president", "meduza-mediazona"), "killed", "ukraine-president", "meduza-mediazona"
    )
    assert (found.judgement.verdict, found.judgement.relation) == (Verdict.IN_CONFLICT, Relation.LIKE_FOR_LIKE)
    assert found.judgement.day == day
    assert "about 350,000 killed (as of 4 February 2025" in found.judgement.sentence
    assert "about 220,000 killed" in found.judgement.sentence


@pytest.mark.usefixtures("bundled")
def test_what_britain_had_said_of_april_2022_then_and_by_now() -> None:
    then = grid(IN_APRIL, None, "uk-mod")
    assert [cell.latest.claim.words for row in then.rows for cell in row.cells] == ["more than 450 killed"]
    now = grid(IN_APRIL, TODAY, "uk-mod", "ukraine-general-staff")
    assert cell_of(now, "killed", "uk-mod").latest.claim.number_text == "more than 450"
    claim = cell_of(now, "casualties", "uk-mod").latest.claim
    assert (claim.number_text, claim.as_of, claim.stated_on) == ("about 11,966", date(2022, 4, 1), date(2025, 1, 7))
    assert [origin.slug for origin in claim.drew_on] == ["ukraine-general-staff"]
    assert "drew on data of" in pair_of(now, "casualties", "uk-mod", "ukraine-general-staff").dependence


@pytest.mark.usefixtures("bundled")
@pytest.mark.parametrize("day", [date(2022, 2, 25), IN_APRIL, date(2022, 12, 31), date(2024, 2, 25), date(2025, 8, 29)])
def test_no_number_is_shown_before_it_was_stated(day: date) -> None:
    """Against the records, for every party: all that stood was stated by the day, and nothing newer was."""
    war, about = Conflict.objects.get(slug="russia-ukraine"), Subject.objects.get(slug="russian-forces")
    context = ComparisonContext(war, about, (about.slug,), counted_measures("personnel"), day, day)
    given: dict[tuple[str, str], date] = {}
    by_then = Figure.published.headline().filter(subject=about, stated_on__lte=day, measure__category="personnel")
    for party, measure, as_of in by_then.values_list("party__slug", "measure__slug", "as_of"):
        given[party, measure] = max(as_of, given.get((party, measure), as_of))
    standing = latest_figures(context, list(war.parties.values_list("slug", flat=True)))
    shown = [stated.claim for of_party in standing.values() for stated in of_party]
    assert {(claim.party, claim.measure): claim.as_of for claim in shown if not claim.is_derived} == given
    assert all(claim.stated_on <= day for claim in shown)
    assert all(part.report == claim.report for claim in shown for part in claim.parts)


@pytest.mark.usefixtures("bundled")
def test_russias_total_against_the_names_then_counted() -> None:
    day = date(2022, 9, 21)
    found = pair_of(grid(day, None, "russia-mod", "mediazona-bbc"), "killed", "russia-mod", "mediazona-bbc")
    assert (found.judgement.verdict, found.judgement.day) == (Verdict.IN_CONFLICT, day)
    assert {found.a.number_text, found.b.number_text} >= {"5,937"}
    names = next(claim for claim in (found.a, found.b) if claim.party == "mediazona-bbc")
    assert names.interval.low > 6000
    assert names.interval.high is None
    assert "both count the same thing, and no number fits both. Note on " in found.judgement.sentence


@pytest.mark.usefixtures("bundled")
def test_every_sentence_of_many_days_is_whole() -> None:
    for day in (IN_MARCH, IN_APRIL, date(2022, 9, 21), date(2023, 2, 20), date(2025, 2, 4)):
        for row in grid(day, TODAY).rows:
            for pair in row.pairs:
                said = pair.judgement.sentence
                assert pair.judgement.claims[0].words in said
                assert pair.judgement.claims[1].words in said
                assert all(
                    f"“{note}”" in said for note in (claim.scope_note for claim in pair.judgement.claims) if note
                )
                assert "None" not in said


# --- what a party did to its own figures ---------------------------------------------------------------------------


@pytest.fixture
def context() -> ComparisonContext:
    """A war of two measures, killed and wounded, and their whole."""
    war, about = records.conflict(), records.subject()
    for slug in ("killed", "wounded"):
        Outcome.objects.get_or_create(slug=slug, defaults={"name": slug, "applies_to": "people"})
    for position, (slug, outcomes) in enumerate(
        {"k": ["killed"], "w": ["wounded"], "kw": ["killed", "wounded"]}.items()
    ):
        made = records.measure(slug=slug, name=slug, position=position, family=slug)
        for outcome in outcomes:
            MeasureOutcome.objects.create(measure=made, outcome=Outcome.objects.get(slug=outcome), certainty="includes")
    return ComparisonContext(war, about, (about.slug,), counted_measures("personnel"), IN_APRIL, IN_APRIL)


@pytest.fixture
def ministry() -> object:
    return records.party(short_name="Ministry")


def stated(
    context: ComparisonContext, party: object, day: str, revises: object = None, as_of: str = "", **numbers: int
) -> object:
    """A published report with these numbers (k=, w=, kw=); returns it."""
    told = records.report(party=party, status="published", stated_on=date.fromisoformat(day), revises=revises)
    for slug, best in numbers.items():
        records.figure(
            report=told,
            subject=context.subject,
            measure=Measure.objects.get(slug=slug),
            best=best,
            as_of=date.fromisoformat(as_of or day),
        )
    return told


def standing(context: ComparisonContext, party: object) -> dict[str, LatestFigure]:
    found = latest_figures(context, [party.slug]).get(party.slug, [])
    assert len({each.claim.measure for each in found}) == len(found)
    return {each.claim.measure: each for each in found}


def test_the_latest_of_each_measure_and_the_sum(context: ComparisonContext, ministry: object) -> None:
    stated(context, ministry, "2022-03-02", k=498, w=1597)
    stated(context, ministry, "2022-03-25", k=1351, w=3825)
    stated(context, ministry, "2022-04-20", k=9999)
    found = standing(context, ministry)
    assert {slug: each.claim.number_text for slug, each in found.items()} == {"k": "1,351", "w": "3,825", "kw": "5,176"}
    assert found["kw"].claim.is_derived
    assert found["kw"].figure is None


def test_a_whole_that_was_given_as_late_goes_before_the_sum(context: ComparisonContext, ministry: object) -> None:
    stated(context, ministry, "2022-03-25", k=1351, w=3825)
    stated(context, ministry, "2022-03-25", kw=5000)
    assert standing(context, ministry)["kw"].claim.number_text == "5,000"


def test_a_sum_newer_than_what_was_given_stands_before_it(context: ComparisonContext, ministry: object) -> None:
    stated(context, ministry, "2022-03-24", kw=5000)
    stated(context, ministry, "2022-03-25", k=1351, w=3825)
    found = [
        each.claim for each in latest_figures(context, [ministry.slug])[ministry.slug] if each.claim.measure == "kw"
    ]
    assert [(claim.number_text, claim.is_derived) for claim in found] == [("5,176", True), ("5,000", False)]


def test_sums_are_never_mixed_across_reports(context: ComparisonContext, ministry: object) -> None:
    stated(context, ministry, "2022-03-25", k=1351)
    stated(context, ministry, "2022-03-25", w=3825)
    assert "kw" not in standing(context, ministry)


def test_a_lower_total_later_restates(context: ComparisonContext, ministry: object) -> None:
    first = stated(context, ministry, "2022-03-25", k=1351, w=3825)
    revision = stated(context, ministry, "2022-05-01", first, k=1300, w=4000)
    found = standing(context, ministry)
    assert found["k"].revised_by == SupersededBy(revision.slug, date(2022, 5, 1), "1,300", is_known=False)
    assert found["w"].revised_by is None  # it grew, as totals do
    assert found["k"].withdrawn_by is None


def test_another_number_for_the_same_day_restates_even_if_it_is_larger(
    context: ComparisonContext, ministry: object
) -> None:
    first = stated(context, ministry, "2022-03-25", k=1351, w=3825)
    stated(context, ministry, "2022-05-01", first, as_of="2022-03-25", k=1400, w=3825)
    found = standing(context, ministry)
    assert found["k"].revised_by.number == "1,400"
    assert found["w"].revised_by is None  # the same again


def test_a_report_without_a_figure_withdraws_with_the_sums(context: ComparisonContext, ministry: object) -> None:
    first = stated(context, ministry, "2022-03-25", k=1351, w=3825)
    back = stated(context, ministry, "2022-03-27", first)
    expected = SupersededBy(back.slug, date(2022, 3, 27))
    assert {slug: each.withdrawn_by for slug, each in standing(context, ministry).items()} == dict.fromkeys(
        ("k", "w", "kw"), expected
    )


def test_the_older_total_stands_again_where_the_newer_was_taken_back(
    context: ComparisonContext, ministry: object
) -> None:
    stated(context, ministry, "2022-03-02", k=498)
    stated(context, ministry, "2022-03-27", stated(context, ministry, "2022-03-25", k=1351))
    found = [each for each in latest_figures(context, [ministry.slug])[ministry.slug] if each.claim.measure == "k"]
    assert [(each.claim.number_text, each.is_withdrawn) for each in found] == [("1,351", True), ("498", False)]


def test_no_sum_of_what_the_same_report_says_of_a_later_day(context: ComparisonContext, ministry: object) -> None:
    """Known today, the page of a day shows nothing about a later one, not even as a part of a sum."""
    other = records.measure(slug="m", name="m", family="m")
    told = stated(context, ministry, "2022-05-01", k=1000, w=3000)
    records.figure(report=told, subject=context.subject, measure=other, as_of=date(2022, 4, 1), best=700)
    later = replace(context, measures=counted_measures("personnel"), known=date(2022, 6, 1))
    found = {
        each.claim.measure: each.claim.number_text for each in latest_figures(later, [ministry.slug])[ministry.slug]
    }
    assert found == {"m": "700"}


def test_a_figure_of_one_place_restates_no_total(context: ComparisonContext, ministry: object) -> None:
    first = stated(context, ministry, "2022-03-25", k=1351)
    revision = stated(context, ministry, "2022-05-01", first)
    measure = Measure.objects.get(slug="k")
    for number, more in ((12, {"scope": "place", "scope_note": "one town"}), (1300, {})):
        records.figure(report=revision, subject=context.subject, measure=measure, best=number, **more)
    assert standing(context, ministry)["k"].revised_by.number == "1,300"


def test_a_draft_takes_nothing_back(context: ComparisonContext, ministry: object) -> None:
    first = stated(context, ministry, "2022-03-25", k=1351)
    records.report(party=ministry, stated_on=date(2022, 3, 27), revises=first)
    assert standing(context, ministry)["k"].withdrawn_by is None


def test_two_figures_of_one_day_are_twins(context: ComparisonContext, ministry: object) -> None:
    stated(context, ministry, "2022-03-25", k=1300)
    stated(context, ministry, "2022-03-25", k=1351)
    stated(context, ministry, "2022-03-24", k=1290)
    (found,) = standing(context, ministry).values()
    assert (found.claim.number_text, [str(twin.number) for twin in found.twins]) == ("1,351", ["1,300"])


def test_who_gave_nothing_is_missing(context: ComparisonContext, ministry: object) -> None:
    assert latest_figures(context, [ministry.slug]) == {}
    assert latest_figures(context, []) == {}
