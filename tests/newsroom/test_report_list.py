"""The list of reports: what it shows, finds and offers, and what it asks the database."""

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tests import records
from tests.newsroom.entry import page

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

LIST = "/admin/reports/report/"
CHOICES = "/admin/autocomplete/"


def found(client: Client, **query: str) -> list[str]:
    return [report.slug for report in client.get(LIST, query).context["cl"].result_list]


def test_shows_status_and_number_of_figures(desk: Client) -> None:
    report = records.report(status="submitted", title="Three figures")
    for _ in range(3):
        records.figure(report=report)
    empty = records.report(party=report.party)
    rows = desk.get(LIST, {"party__id__exact": report.party_id}).context["cl"].result_list
    assert {row.slug: row.figure_count for row in rows} == {report.slug: 3, empty.slug: 0}
    shown = desk.get(LIST, {"party__id__exact": report.party_id}).content.decode()
    assert '<td class="field-status">submitted</td>' in shown
    assert '<td class="field-figures_entered">3</td>' in shown


def test_search_and_filters(desk: Client) -> None:
    one = records.report(title="Zaporizhzhia briefing", kind="briefing", status="submitted")
    two = records.report(speaker="A. Zaporizhzhia", party=one.party)
    assert set(found(desk, q="zaporizhzhia")) == {one.slug, two.slug}
    assert found(desk, q="zaporizhzhia", status__exact="submitted") == [one.slug]
    assert found(desk, q="zaporizhzhia", kind__exact="bulletin") == [two.slug]
    assert set(found(desk, party__id__exact=one.party_id)) == {one.slug, two.slug}
    assert set(found(desk, q="zaporizhzhia", stated_on__year=2022, stated_on__month=4)) == {one.slug, two.slug}
    assert found(desk, q="zaporizhzhia", stated_on__year=2023) == []


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=" + "x" * 5000,
        "p=0",
        "p=99999",
        "p=abc",
        "o=99.-99.x",
        "status__exact=%00",
        "party__id__exact=abc",
        "party__id__exact=" + "9" * 40,
        "stated_on__year=99999",
        "stated_on__year=" + "9" * 40,
        "stated_on__year=2022&stated_on__month=13",
        "stated_on__year=2022&stated_on__month=2&stated_on__day=30",
        "nonsense=1",
        "all=",
    ],
)
def test_no_address_breaks_it(desk: Client, query: str) -> None:
    assert desk.get(f"{LIST}?{query}").status_code in {200, 302, 400}


@pytest.mark.parametrize("key", ["abc", "0", "9" * 40, "1%00"])
def test_no_page_breaks_for_a_key_that_is_none(desk: Client, key: str) -> None:
    for address in (f"{LIST}{key}/change/", f"{LIST}{key}/delete/", f"{LIST}{key}/history/"):
        assert desk.get(address).status_code in {302, 400, 404}


def test_queries_do_not_grow_with_the_rows(desk: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    def add(number: int) -> None:
        for year in range(number):
            report = records.report(author=records.user(), stated_on=records.DAY.replace(year=2022 + year % 2))
            for _ in range(3):
                records.figure(report=report)

    add(2)
    # session, user, the user's and its groups' permissions; filters: conflicts, parties; count, first and last day
    # and years for the date line, rows with their number of figures
    with django_assert_num_queries(10):
        desk.get(LIST)
    add(10)
    with django_assert_num_queries(10):
        desk.get(LIST)


def test_a_published_page_asks_little(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries, editor: AbstractUser
) -> None:
    report = records.report(status="published", author=editor)
    for _ in range(12):
        records.variant(figure=records.figure(report=report))
    with django_assert_max_num_queries(20):
        desk.get(page(report))


class TestChoices:
    """What autocompletion offers."""

    def offered(self, client: Client, model: str, field: str, term: str) -> list[str]:
        query = {"app_label": "reports", "model_name": model, "field_name": field, "term": term}
        response = client.get(CHOICES, query)
        assert response.status_code == 200
        return [choice["id"] for choice in response.json()["results"]]

    @pytest.mark.parametrize(
        ("model", "field", "make", "term"),
        [
            ("report", "party", lambda: records.party(name="Xanadu ministry"), "xanadu"),
            ("report", "draws_on", lambda: records.party(short_name="Xanadu"), "xanadu"),
            ("report", "revises", lambda: records.report(title="Xanadu", status="published"), "xanadu"),
            ("figure", "subject", lambda: records.subject(name="Xanadu forces"), "xanadu"),
            ("figure", "measure", lambda: records.measure(name="Xanadu tanks"), "xanadu"),
            ("citation", "source", lambda: records.source(publisher="Xanadu Times"), "xanadu"),
            (
                "citation",
                "source",
                lambda: records.source(url="https://xanadu.example/a?b=1"),
                "https://xanadu.example/a?b=1",
            ),
            ("citation", "taken_from", lambda: records.source(title="On Xanadu"), "xanadu"),
        ],
    )
    def test_by_name(self, desk: Client, model: str, field: str, make: object, term: str) -> None:
        made = make()
        assert self.offered(desk, model, field, term) == [str(made.pk)]

    def test_only_published_reports_are_revised(self, desk: Client) -> None:
        records.report(title="Xanadu")
        assert self.offered(desk, "report", "revises", "xanadu") == []

    def test_nothing_breaks_it(self, desk: Client) -> None:
        assert self.offered(desk, "report", "party", "\x00xanadu") == []
        assert desk.get(CHOICES, {"app_label": "reports", "model_name": "report"}).status_code in {400, 403, 404}

    def test_strangers_are_offered_nothing(self, desk: Client) -> None:
        query = {"app_label": "reports", "model_name": "report", "field_name": "party", "term": ""}
        assert Client().get(CHOICES, query).status_code == 302
