"""A war that is over: nobody is silent for having said nothing since."""

from datetime import date

import pytest
from django.test import Client

from reports.models import Conflict, Measure, Party, Subject
from tests import records
from tests.conftest import Fetch, words

from .charted import charted

pytestmark = pytest.mark.usefixtures("bundled")

PAGE = "/russia-ukraine/timeline/"
TANKS = "party=ukraine-general-staff&measure=tanks"
END = date(2026, 8, 30)


@pytest.fixture(autouse=True)
def over(bundled: None) -> None:
    Conflict.objects.update(end_date=END)


def edge(client: Client, query: str) -> str:
    return charted(client, query).layout["xaxis"]["range"][1]


def labels(client: Client, query: str) -> list[str]:
    return [note["text"] for note in charted(client, query).layout["annotations"] if note["yref"] == "y"]


def says_later(day: date) -> None:
    records.figure(
        report=records.report(party=Party.objects.get(slug="nato"), status="published", stated_on=day),
        subject=Subject.objects.get(slug="russian-forces"),
        measure=Measure.objects.get(slug="tanks"),
        best=13_000,
    )


@pytest.mark.parametrize("mode", ["cumulative", "daily"])
def test_its_chart_ends_with_it(client: Client, mode: str) -> None:
    query = f"{TANKS}&mode={mode}"
    assert edge(client, query) == "2026-08-30"
    assert labels(client, query) == [], "eight days before its end are no silence"
    assert edge(client, f"{query}&to=2026-08-25") == "2026-08-25"


@pytest.mark.parametrize("mode", ["cumulative", "daily"])
def test_it_goes_on_while_figures_do_and_silence_after_the_end_is_none(client: Client, fetch: Fetch, mode: str) -> None:
    says_later(date(2026, 11, 1))
    query = f"{TANKS}&party=nato&mode={mode}"
    assert edge(client, query) == "2026-11-01"
    assert labels(client, query) == []
    assert "no new figure since" not in words(fetch(f"{PAGE}?{query}").select_one(".legend"))
    assert edge(client, TANKS) == "2026-08-30", "another party's figures are not on this chart"


def test_a_silence_before_the_end_is_one(client: Client) -> None:
    Conflict.objects.update(end_date=date(2026, 10, 30))
    assert labels(client, TANKS) == ["Ukraine General Staff<br>no new figure since 22 Aug 2026"]


def test_the_calendar_does_not_take_the_days_after_it_for_days_before(fetch: Fetch) -> None:
    assert "before the war began, or after it ended" in words(fetch("/parties/ukraine-general-staff/").main)
    Conflict.objects.update(end_date=None)
    assert "before the war began, or still to come" in words(fetch("/parties/ukraine-general-staff/").main)
