"""The look-up written out in SQL finds what the query set's own order finds, for whatever is asked."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from reports.comparison.latest import latest_totals
from reports.models import Figure, Measure, Party, Subject
from tests import records

DAYS = [date(2022, 2, 25), date(2022, 3, 26), date(2022, 4, 18), date(2024, 12, 20), date(2026, 8, 22)]


@pytest.mark.usefixtures("bundled")
@pytest.mark.parametrize("subject", ["russian-forces", "ukrainian-forces", "civilians-in-ukraine"])
@pytest.mark.parametrize("later", [0, 400, 10_000])
def test_the_same_as_the_query_set_finds(
    subject: str, later: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    about = Subject.objects.get(slug=subject)
    parties = list(Party.objects.values_list("slug", flat=True))
    measures = list(Measure.objects.values_list("slug", flat=True))
    for day in DAYS:
        known = day + timedelta(days=later)
        asked = [(party, measure, day) for party in parties for measure in measures]
        with django_assert_num_queries(1):
            told = latest_totals(about, asked, known, or_stated=True, most=2, withdrawn=True)
            found = {(figure.place, figure.slug) for figure in told}
        stood = Figure.published.headline().standing_on(day, known).filter(subject=about).latest_first()
        expected: dict[tuple[str, str], list[str]] = {}
        for party, measure, slug in stood.values_list("party__slug", "measure__slug", "slug"):
            expected.setdefault((party, measure), []).append(slug)
        places = {(party, measure): place for place, (party, measure, _day) in enumerate(asked)}
        assert found == {(places[key], slug) for key, slugs in expected.items() for slug in slugs[:2]}


@pytest.mark.django_db
def test_drafts_partial_figures_and_later_days_are_passed_over() -> None:
    about, party, measure = records.subject(), records.party(), records.measure()
    told = records.report(party=party, status="published", stated_on=date(2022, 4, 1))
    given = {"subject": about, "measure": measure}
    kept = records.figure(report=told, **given)
    records.figure(report=records.report(party=party, stated_on=date(2022, 4, 1)), best=2, **given)
    records.figure(report=told, scope="place", best=3, **given)
    records.figure(report=told, basis="period", best=4, **given)
    records.figure(report=told, as_of=date(2022, 4, 2), best=5, **given)
    asked = (party.slug, measure.slug, date(2022, 4, 1))
    assert [figure.slug for figure in latest_totals(about, [asked], date(2022, 4, 1), most=5)] == [kept.slug]
    assert len(list(latest_totals(about, [asked], date(2022, 4, 1), or_stated=True, most=5))) == 2
    assert list(latest_totals(about, [asked], date(2022, 3, 31))) == []
    assert list(latest_totals(about, [], date(2022, 4, 1))) == []
