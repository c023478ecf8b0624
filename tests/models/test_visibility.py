"""Who may see what: the default managers of public pages yield published records only."""

from datetime import timedelta

import pytest

from reports.models import Figure, Report
from tests import records

pytestmark = pytest.mark.django_db

DAY = records.DAY


@pytest.fixture
def by_status() -> dict[str, Figure]:
    return {
        status: records.figure(report=records.report(status=status)) for status in ("draft", "submitted", "published")
    }


def test_objects_are_published_only(by_status: dict[str, Figure]) -> None:
    mine = {figure.pk for figure in by_status.values()}
    assert set(Figure.published.filter(pk__in=mine)) == {by_status["published"]}
    assert set(Figure.all_objects.filter(pk__in=mine)) == set(by_status.values())
    reports = {figure.report_id for figure in by_status.values()}
    assert set(Report.published.filter(pk__in=reports)) == {by_status["published"].report}
    assert Report.all_objects.filter(pk__in=reports).count() == 3


def test_published_picks_from_everything(by_status: dict[str, Figure]) -> None:
    assert by_status["draft"] not in Figure.all_objects.published()
    assert by_status["published"] in Figure.all_objects.published()
    assert by_status["submitted"].report not in Report.all_objects.published()
    assert by_status["published"].report in Report.all_objects.published()


def test_relations_yield_everything_so_that_editors_see_their_drafts(by_status: dict[str, Figure]) -> None:
    assert by_status["draft"].report.figures.get() == by_status["draft"]
    assert by_status["draft"].party.reports.get() == by_status["draft"].report


def test_stated_by_counts_the_day_itself() -> None:
    figure = records.figure(report=records.report(status="published"))
    for records_stated in (Figure.published, Report.published):
        mine = records_stated.filter(party=figure.party)
        assert not mine.stated_by(DAY - timedelta(days=1)).exists()
        assert mine.stated_by(DAY).count() == 1
        assert mine.stated_by(DAY + timedelta(days=1)).count() == 1


def test_headline_and_beside_share_out_all_figures() -> None:
    report = records.report(status="published")
    headline = records.figure(report=report)
    beside = {
        records.figure(report=report, scope="place", scope_note="Mariupol"),
        records.figure(report=report, basis="period"),
        records.figure(report=report, basis="held", scope="formation", scope_note="A regiment"),
    }
    assert set(report.figures.headline()) == {headline}
    assert set(report.figures.partial()) == beside


def test_latest_first_by_day_covered_then_day_stated_then_entry() -> None:
    party = records.party()
    early = records.report(party=party, stated_on=DAY)
    late = records.report(party=party, stated_on=DAY + timedelta(days=3))
    expected = [
        records.figure(report=early, as_of=DAY - timedelta(days=9)),
        records.figure(report=early, as_of=DAY),
        records.figure(report=late, as_of=DAY),
        records.figure(report=late, as_of=DAY),
        records.figure(report=early, as_of=DAY + timedelta(days=1)),
    ]
    assert list(Figure.all_objects.filter(party=party).latest_first()) == expected[::-1]


def test_without_number_are_the_reports_that_hold_no_figure() -> None:
    silent = records.report(status="published", wording="Significant losses.")
    records.figure(report=records.report(party=silent.party, status="published"))
    assert list(Report.published.filter(party=silent.party).without_number()) == [silent]


def test_latest_of_takes_the_first_of_each_series_in_the_order_of_latest_first() -> None:
    """Of one day a number goes before an upper limit and the larger before the smaller, however they were entered."""
    report = records.report(status="published")
    subject, other = records.subject(), records.subject()
    number = records.figure(report=report, subject=subject, best=500)
    smaller = records.figure(report=report, subject=subject, best=400)
    limit = records.figure(report=report, subject=subject, qualifier="up_to", best=None, high=900)
    alone = records.figure(report=report, subject=other, as_of=DAY - timedelta(days=1), best=5)
    figures = Figure.all_objects.filter(party=report.party)
    assert set(figures.latest_of("subject")) == {number, alone}
    assert set(figures.latest_of("subject", most=2)) == {number, smaller, alone}
    assert set(figures.latest_of("subject", earliest=True)) == {limit, alone}
