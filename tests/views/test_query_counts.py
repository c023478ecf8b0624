"""How many queries a page needs, whatever it shows: a number that grows here is a page that slows down."""

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.usefixtures("bundled", "known_database"), pytest.mark.both_databases]


@pytest.fixture
def known_database() -> None:
    """Django asks a database once what it can do, which is no page's fault."""
    assert connection.features.supports_json_field


# The conflict with its subjects, what these are part of, the parties where some are named, the measures with their
# outcomes, the parties to choose from, the key of each cell's figure, those figures with others of their reports, the
# parties they drew on, the newest figures beside the grid, statements without a number, what parties had said by the
# days of older figures, how often those speak whose figures are old, the key days.
SIDE_BY_SIDE = 13

# The conflict, its subjects, the measures and the parties where some are named, the measures and the parties to choose
# from, what parties took back, the series, the undefined measures, the events, the days on which the parties spoke, the
# newest day there is, how many sources the table's rows have.
TIMELINE = 13

# The same without the last three.
CHART = 10


@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ("", SIDE_BY_SIDE - 1),
        ("on=2022-04-18&subject=russian-forces", SIDE_BY_SIDE - 1),
        ("on=2022-04-18&known=2026-01-01&party=uk-mod&party=russia-mod&family=casualties", SIDE_BY_SIDE),
        ("on=2025-10-01&category=equipment&party=oryx&party=ukraine-general-staff", SIDE_BY_SIDE - 1),
        ("on=2026-08-22&subject=ukrainian-forces&party=oryx&party=russia-mod&party=csis&party=economist", SIDE_BY_SIDE),
    ],
)
def test_side_by_side(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, query: str, queries: int
) -> None:
    with django_assert_num_queries(queries):
        client.get(f"/russia-ukraine/?{query}")


@pytest.mark.parametrize(
    ("query", "queries"),
    [("", TIMELINE - 2), ("party=oryx&measure=tanks-documented&page=2&scale=log", TIMELINE)],
)
def test_timeline(client: Client, django_assert_num_queries: DjangoAssertNumQueries, query: str, queries: int) -> None:
    with django_assert_num_queries(queries):
        client.get(f"/russia-ukraine/timeline/?{query}")


def test_chart(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(CHART):
        client.get("/russia-ukraine/timeline/chart.json?party=oryx&measure=tanks-documented")


# The conflict, the parties to choose from; of our acts, the parties' revisions and what sources print otherwise how
# many there are and the newest, of the revisions also the figures of both reports. Of our acts there are none here:
# see test_corrections.
CORRECTIONS = 9


@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ("", CORRECTIONS),
        ("party=nato", CORRECTIONS - 2),
        ("kind=ours", CORRECTIONS - 6),
        ("kind=party", CORRECTIONS - 4),
        ("kind=source&page=3", CORRECTIONS - 5),
    ],
)
def test_corrections(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, query: str, queries: int
) -> None:
    with django_assert_num_queries(queries):
        client.get(f"/russia-ukraine/corrections/?{query}")
