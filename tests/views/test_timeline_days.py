"""The days of a timeline: where it is cut, and days before the war or after all."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.test import Client

from .charted import charted

pytestmark = pytest.mark.usefixtures("bundled")

GENERAL_STAFF = "party=ukraine-general-staff"


def test_from_and_to_cut_the_chart_and_the_line_enters_at_the_edge(client: Client) -> None:
    found = charted(client, f"{GENERAL_STAFF}&measure=tanks&from=2023-01-01&to=2023-03-31")
    (line,) = found.lines
    assert line["x"][0] == date(2022, 12, 31)
    assert line["x"][-1] == date(2023, 3, 31)
    assert found.layout["xaxis"]["range"] == ["2023-01-01", "2023-03-31"]
    assert all((b - a) == timedelta(days=1) for a, b in pairwise(line["x"]))


@pytest.mark.slow
@pytest.mark.parametrize(
    "query",
    [
        f"{GENERAL_STAFF}&measure=tanks&from=2023-05-29",
        f"{GENERAL_STAFF}&measure=tanks&from=2024-11-30&to=2024-11-30",
        "from=0001-01-01&to=0001-01-05",
        "from=2021-01-01&to=2022-02-26",
        "to=9999-12-31",
        "from=9999-12-01&to=9999-12-31",
    ],
)
@pytest.mark.parametrize("address", ["", "chart.json", "embed/", "figures.csv", "preview.png"])
def test_odd_days_are_answered(client: Client, address: str, query: str) -> None:
    """A day after a fall, days before the war or after all, the first and the last day that there is."""
    assert client.get(f"/russia-ukraine/timeline/{address}?{query}").status_code == 200


def test_days_before_the_war_are_not_drawn(client: Client) -> None:
    first, last = charted(client, f"{GENERAL_STAFF}&measure=tanks&from=0001-01-01&to=2022-12-31").layout["xaxis"][
        "range"
    ]
    assert (first, last) == ("2022-02-24", "2022-12-31")
