"""What a party said, read once, against the files and against the look-ups of other pages."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from reports.comparison.context import ComparisonContext
from reports.comparison.counted_measures import counted_measures
from reports.comparison.histories import History, read_histories, read_withdrawals
from reports.models import Figure, Measure, Party, Subject
from tests import records
from tests.bundled_files import rows_of

pytestmark = pytest.mark.usefixtures("bundled")

TODAY = date(2026, 11, 1)


def read(party: str, *measures: str, subject: str = "russian-forces", known: date = TODAY) -> History:
    about = Subject.objects.select_related("conflict").get(slug=subject)
    context = ComparisonContext(about.conflict, about, (about.slug,), counted_measures(), known, known)
    return read_histories(context, [Party.objects.get(slug=party)], measures, read_withdrawals(context))[party]


def test_two_queries_whatever_is_read(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """The figures, and on whose data their reports drew."""
    about = Subject.objects.select_related("conflict").get(slug="russian-forces")
    context = ComparisonContext(about.conflict, about, (about.slug,), counted_measures(), TODAY, TODAY)
    parties = [Party.objects.get(slug=slug) for slug in ("ukraine-general-staff", "oryx")]
    with django_assert_num_queries(2):
        found = read_histories(context, parties, ["tanks", "tanks-documented"], {})
        assert len(found["ukraine-general-staff"].newest()) == 1


@pytest.mark.parametrize(
    ("party", "measure", "subject"),
    [
        ("ukraine-general-staff", "tanks", "russian-forces"),
        ("mediazona-bbc", "killed", "russian-forces"),
        ("uk-mod", "casualties", "russian-forces"),
        ("ohchr", "killed", "civilians-in-ukraine"),
    ],
)
def test_the_latest_by_any_day_is_what_the_database_finds(party: str, measure: str, subject: str) -> None:
    history = read(party, measure, subject=subject)
    figures = Figure.published.headline().filter(subject__slug=subject, measure__slug=measure, party__slug=party)
    steps = [date(2022, 2, 20) + timedelta(days=step) for step in range(0, 1600, 37)]
    # On some days a party gave two totals.
    for day in [*steps, *figures.order_by("as_of").values_list("as_of", flat=True)[:60]]:
        expected = figures.filter(as_of__lte=day).latest_first().first()
        found = history.latest(measure, day)
        assert (found and found.figure) == (expected and expected.slug), day


def test_of_two_totals_for_one_day_the_one_stated_last_stands() -> None:
    party = records.party(slug="teller")
    subject, measure = Subject.objects.get(slug="russian-forces"), Measure.objects.get(slug="killed")
    for day, number in ((1, 100), (2, 150)):
        told = records.report(party=party, stated_on=date(2023, 1, day), status="published")
        records.figure(report=told, subject=subject, measure=measure, best=number, as_of=date(2023, 1, 1))
    assert [claim.number_text for claim in read("teller", "killed").newest()] == ["150"]
    assert [claim.number_text for claim in read("teller", "killed", known=date(2023, 1, 1)).newest()] == ["100"]


def test_days_are_those_of_the_file() -> None:
    stated = {
        row["as_of"]
        for row in rows_of("figures.csv")
        if row["report_id"].startswith("mediazona-bbc-2") and row["subject"] == "russian-forces"
        if (row["measure"], row["basis"], row["scope"]) == ("killed", "cumulative", "theatre")
    }
    found = {day.isoformat() for day in read("mediazona-bbc").days["killed"]}
    assert found == stated
    assert len(found) > 30


def test_sums_stand_among_what_was_given_and_never_before_it() -> None:
    russia = read("russia-mod")
    claim = russia.latest("killed-and-wounded", date(2022, 4, 18))
    assert (claim.number_text, claim.as_of, [part.number_text for part in claim.parts]) == (
        "5,176",
        date(2022, 3, 25),
        ["1,351", "3,825"],
    )
    assert "killed-and-wounded" not in russia.stated_days
    president = read("ukraine-president")
    given = president.latest("killed-and-wounded", date(2024, 12, 12))
    assert (given.number_text, given.is_derived) == ("about 750,000", False)


def test_what_was_stated_later_is_not_known_yet() -> None:
    """The UK ministry's totals of 2022 were stated in January 2025."""
    then, now = (read("uk-mod", "casualties", known=day) for day in (date(2022, 4, 18), TODAY))
    assert then.latest("casualties", date(2022, 4, 18)) is None
    assert then.latest("killed", date(2022, 4, 18)).number_text == "more than 450"
    claim = now.latest("casualties", date(2022, 4, 18))
    assert (claim.number_text, claim.stated_on, [origin.slug for origin in claim.drew_on]) == (
        "about 11,966",
        date(2025, 1, 7),
        ["ukraine-general-staff"],
    )


def test_a_figure_is_stale_by_the_pace_that_the_party_had_then() -> None:
    russia = read("russia-mod", "killed")
    first, second = (russia.latest("killed", day) for day in (date(2022, 3, 24), date(2022, 3, 25)))
    assert not russia.stale(first, date(2022, 3, 16))
    assert russia.stale(first, date(2022, 3, 17))  # two figures make no pace
    assert russia.stale(second, date(2022, 4, 18))
    third = russia.latest("killed", date(2022, 9, 21))
    assert not russia.stale(third, date(2022, 12, 1))  # by then it spoke every 101.5 days
    assert russia.stale(third, date(2023, 5, 1))
    assert russia.stale(russia.latest("killed-and-wounded", date(2022, 4, 18)), date(2022, 4, 18))


def test_what_a_party_took_back_is_left_out_and_named() -> None:
    party = records.party(slug="teller", short_name="Teller")
    subject = Subject.objects.get(slug="russian-forces")
    told = [
        records.report(party=party, stated_on=date(2023, 1, day), status="published", slug=f"teller-{day}")
        for day in (1, 2)
    ]
    for number, report in zip((100, 999), told, strict=True):
        records.figure(report=report, subject=subject, measure=Measure.objects.get(slug="killed"), best=number)
    records.report(
        party=party, stated_on=date(2023, 1, 5), status="published", slug="teller-takes-back", revises=told[1]
    )
    history = read("teller", "killed")
    assert [claim.number_text for claim in history.newest()] == ["100"]
    assert [later.report for later in history.withdrawn["killed"]] == ["teller-takes-back"]
    before = read("teller", "killed", known=date(2023, 1, 3))
    assert [claim.number_text for claim in before.newest()] == ["999"]
    assert before.withdrawn == {}
