"""The address that reads while somebody types: the same reader as when it is saved, and it writes nothing."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from reports.models import Report, Source
from tests import records

from .conftest import Open, address

pytestmark = pytest.mark.django_db


def test_lines_sources_findings_and_title(desk: Client, last: Report, opened: Open) -> None:
    records.source(url="https://gazette.example/known")
    data = opened(numbers=["700", "1,35"], sources=["https://gazette.example/known?utm_source=x"])
    reports, sources = Report.all_objects.count(), Source.objects.count()
    read = desk.post(address(last.party) + "read/", data).json()
    assert text(read["lines"]["lines-0"]) == "−84 read as 700"
    assert "Not read" in text(read["lines"]["lines-1"])
    assert "It is cited, not entered twice" in text(read["sources"]["sources-0"])
    assert read["publishers"] == {"sources-0": "Gazette"} or "Staff's own channel" in read["publishers"].values()
    assert read["title"] == "Bulletin of 18 April 2022"
    assert "A running total cannot fall" in text(read["findings"])
    assert (Report.all_objects.count(), Source.objects.count()) == (reports, sources)


def test_what_is_typed_comes_back_as_text(desk: Client, last: Report, opened: Open) -> None:
    read = desk.post(address(last.party) + "read/", opened(numbers=["<b>1</b>", "<img src=x>"])).json()
    for html in read["lines"].values():
        assert "<img" not in html
        assert "<b>1" not in html


def test_only_what_is_sent_is_read(desk: Client, last: Report) -> None:
    assert desk.get(address(last.party) + "read/").status_code == 400


def test_questions_to_the_database_do_not_grow_with_the_lines(
    desk: Client, last: Report, opened: Open, django_assert_max_num_queries: object
) -> None:
    """Session and user (2), permissions (2), party, report (2), figures, citations, measures, subjects, checks (8),
    reports of the day."""
    data = opened(numbers=["790", "164"])
    with django_assert_max_num_queries(24):
        desk.post(address(last.party) + "read/", data)
    measure = records.measure()
    more = {f"lines-{number}-number": "5" for number in range(2, 30)}
    more |= {f"lines-{number}-measure": measure.pk for number in range(2, 30)}
    with django_assert_max_num_queries(24):
        desk.post(address(last.party) + "read/", data | more | {"lines-TOTAL_FORMS": "30"})


def text(html: str) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())
