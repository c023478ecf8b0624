"""Charts that are not drawn: of more than they can show, and of what shares no axis. The table stays."""

import pytest
from django.test import Client

from reports.models import Measure, Party, Subject
from reports.views.timeline.timeline_page import ROWS_A_PAGE
from tests import records
from tests.conftest import Fetch, words

from .charted import CHART, charted

pytestmark = pytest.mark.usefixtures("bundled")

PAGE = "/russia-ukraine/timeline/"
TANKS = "party=ukraine-general-staff&measure=tanks"
MIXED = "party=nato&measure=killed&measure=share-of-personnel-lost"


@pytest.fixture
def share(bundled: None) -> None:
    """A total in percent, of all forces: there is none in the bundled data."""
    report = records.report(party=Party.objects.get(slug="nato"), status="published")
    records.figure(
        report=report,
        subject=Subject.objects.get(slug="russian-forces"),
        measure=Measure.objects.get(slug="share-of-personnel-lost"),
        best=40,
    )


def refusal(fetch: Fetch, query: str) -> str:
    """What stands in the place of the chart; empty if it is drawn."""
    found = fetch(f"{PAGE}?{query}")
    notices = found.select("#main > .notice")
    assert bool(notices) != bool(found.select(".plot"))
    return " ".join(words(notice) for notice in notices)


@pytest.mark.parametrize(
    ("query", "drawn"),
    [
        (TANKS, 1640),
        (f"{TANKS}&from=2026-01-01", 235),  # 234 days to 22 August, and the total that enters at the edge
        (f"{TANKS}&mode=monthly", 55),  # from February 2022 to August 2026
    ],
)
def test_what_would_be_drawn_is_counted(
    client: Client, fetch: Fetch, monkeypatch: pytest.MonkeyPatch, query: str, drawn: int
) -> None:
    monkeypatch.setattr("reports.views.timeline.timeline_charts.POINTS_DRAWN", drawn)
    assert refusal(fetch, query) == ""
    assert sum(len(series.days) for series in charted(client, query).series) == drawn
    monkeypatch.setattr("reports.views.timeline.timeline_charts.POINTS_DRAWN", drawn - 1)
    assert f"{drawn:,} figures are more than one chart can show ({drawn - 1:,})" in refusal(fetch, query)
    assert client.get(f"{CHART}?{query}").status_code == 400


def test_more_figures_than_a_chart_can_show_are_refused_with_a_reason(
    fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.views.timeline.timeline_charts.POINTS_DRAWN", 1000)
    found = fetch(f"{PAGE}?{TANKS}")
    assert "1,640 figures are more than one chart can show (1,000)" in words(found.select_one(".notice"))
    assert found.select_one(".chart") is None
    assert len(found.select(".rows tbody tr")) == ROWS_A_PAGE
    assert "more than one chart" in words(fetch(f"{CHART}?{TANKS}", 400).main)


def test_hidden_losses_do_not_count(fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.views.timeline.timeline_charts.POINTS_DRAWN", 100)
    query = "party=ukraine-general-staff&party=russia-mod&measure=killed&measure=personnel-losses"
    assert refusal(fetch, query)
    assert not refusal(fetch, f"{query}&hide=undefined")


def test_small_charts_have_a_limit_together(fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    query = "layout=each&party=ukraine-general-staff&measure=tanks&measure=aircraft"
    assert not refusal(fetch, query)
    monkeypatch.setattr("reports.views.timeline.timeline_charts.POINTS_OF_ALL_CHARTS", 3000)
    assert "3,280 figures are more than the charts of one page can show (3,000)" in refusal(fetch, query)
    assert "more than the charts of one page" in words(fetch(f"{PAGE}embed/?{query}").main)


@pytest.mark.usefixtures("share")
def test_percentages_and_counts_share_no_axis(fetch: Fetch, client: Client) -> None:
    found = fetch(f"{PAGE}?{MIXED}")
    said = "Percentages and counts share no axis. Choose a chart per measure, or leave out: share of personnel lost."
    assert refusal(fetch, MIXED) == said
    assert len(found.select(".same-rows tbody tr")) > 3, "the table has no axis"
    assert words(fetch(f"{PAGE}embed/?{MIXED}").main) == said
    assert said in words(fetch(f"{CHART}?{MIXED}", 400).main)
    assert client.get(f"{PAGE}preview.png?{MIXED}").status_code == 200
    assert not refusal(fetch, "party=nato&measure=share-of-personnel-lost")


@pytest.mark.usefixtures("share")
def test_percentages_have_a_small_chart_of_their_own(fetch: Fetch) -> None:
    Measure.objects.filter(slug="share-of-personnel-lost").update(family="killed")
    titles = [words(title) for title in fetch(f"{PAGE}?{MIXED}&layout=each").select(".panels h2")]
    assert titles == ["Killed", "Share of personnel lost"]
