"""A hedge, and the level of an interval, stand beside the number wherever it is shown."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from reports.models import Figure, Measure, Subject
from tests import records
from tests.conftest import Fetch, words

pytestmark = pytest.mark.usefixtures("bundled")

DAY = date(2024, 3, 1)
# The two pages that set figures side by side, a record, the lists and the timeline with its files.
PAGES = [
    "/russia-ukraine/?on=2024-03-01&subject=russian-forces&party={party}&party=mediazona-bbc",
    "/russia-ukraine/timeline/?subject=russian-forces&measure=killed&party={party}",
    "/russia-ukraine/timeline/figures.csv?subject=russian-forces&measure=killed&party={party}",
    "/russia-ukraine/figures/?party={party}",
    "/parties/{party}/",
    "/figures/{figure}/",
    "/reports/{report}/",
]


def figure(**number: object) -> Figure:
    party = records.party(slug="test-institute", name="Institute", short_name="Institute", kind="independent_monitor")
    report = records.report(party=party, status="published", stated_on=DAY, method="statistical_estimate")
    records.citation(report=report)
    return records.figure(
        report=report,
        subject=Subject.objects.get(slug="russian-forces"),
        measure=Measure.objects.get(slug="killed"),
        as_of=DAY,
        **number,
    )


@pytest.mark.parametrize("template", PAGES)
@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ({"qualifier": "range", "low": 88_000, "high": 91_000, "interval": 95}, "88,000–91,000 (95% interval)"),
        ({"qualifier": "nearly", "best": 91_000}, "nearly 91,000"),
    ],
)
def test_every_page_says_it(client: Client, template: str, number: dict, shown: str) -> None:
    made = figure(**number)
    address = template.format(party=made.party.slug, figure=made.slug, report=made.report.slug)
    answer = client.get(address)
    assert answer.status_code == 200, address
    text = answer.content.decode()
    assert shown in (text if ".csv" in address else words(BeautifulSoup(text, "html.parser")))


def test_an_interval_makes_no_conflict(fetch: Fetch) -> None:
    """A monitor's names are more than the interval's upper end: by stated ends that would be one."""
    named = Figure.published.filter(party__slug="mediazona-bbc", measure__slug="killed", as_of__lte=DAY)
    floor = named.headline().latest_first().first().number.low
    made = figure(qualifier="range", low=floor // 4, high=floor // 2, interval=95)
    address = f"/russia-ukraine/compare/?a={made.party.slug}&b=mediazona-bbc&subject=russian-forces&measure=killed"
    text = words(fetch(address))
    assert "cannot be decided" in text
    assert "Institute’s figure is a 95% interval, so the true number may lie outside it" in text
    records.entered_as(Figure.all_objects.filter(pk=made.pk), interval=None)
    assert "both count the same thing, and no number fits both" in words(fetch(address))
