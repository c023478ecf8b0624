"""Beside the fields it is never said that nothing was found, while something could not be read or saved."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from reports.models import Report
from tests import records
from tests.conftest import words

from .conftest import Open, address
from .test_entry_page import NEW, drafts, sent

pytestmark = pytest.mark.django_db
NOTHING = "Nothing found"


def told(desk: Client, last: Report, data: dict) -> str:
    read = desk.post(address(last.party) + "read/", data).json()
    return words(BeautifulSoup(read["findings"], "html.parser"))


UNREAD = [
    ({"stated_on": "25 August"}, "Not checked Stated on", "no day of the calendar"),
    ({"stated_on": "2999-01-01"}, "Not checked Stated on", "still to come"),
    ({"stated_on": ""}, "Not checked Stated on", "required"),
    ({"as_of": "25 August"}, "Not checked Numbers as of", "no day of the calendar"),
    ({"as_of": "2022-04-19"}, "Not checked Numbers as of", "no later day than its statement"),
    ({"numbers": ["790", "1,35"]}, "Not checked Aircraft, Forces", "could be a decimal"),
    ({"numbers": ["1,35"]}, "Not checked Tanks, Forces", "could be a decimal"),
    ({"title": ""}, "Error Title", "required"),
    ({"language": "?"}, "Error Language of the words", ""),
    ({"sources": [NEW, ""], "sources-0-published_on": "soon"}, "Error Source 1: Published on", "no day"),
    ({"sources": ["https://unknown.example/1"]}, "Error Source 1: Publisher", "say who published it"),
    ({"sources": ["nowhere"]}, "Error Source 1: Address", "valid URL"),
]


@pytest.mark.parametrize(("typed", "what", "why"), UNREAD, ids=[str(typed) for typed, *_ in UNREAD])
def test_what_hinders_is_said_while_one_types(
    desk: Client, last: Report, opened: Open, typed: dict, what: str, why: str
) -> None:
    found = told(desk, last, opened(**{"numbers": ["790"], "sources": [NEW], **typed}))
    assert NOTHING not in found
    assert what in found
    assert why in found


def test_nothing_is_said_of_an_untouched_page_and_all_is_well_without_a_fault(
    desk: Client, last: Report, opened: Open
) -> None:
    assert told(desk, last, opened()) == ""
    assert NOTHING in told(desk, last, opened(numbers=["790"], sources=[NEW]))
    page = BeautifulSoup(desk.get(address(last.party)).content, "html.parser")
    assert page.select_one("[data-findings] .error") is None


def test_below_nothing_is_saved_yet_too(desk: Client, last: Report, opened: Open) -> None:
    page = sent(desk, last.party, opened(numbers=["790"], sources=[NEW], stated_on="25 August"), "_save")
    assert "Nothing is saved yet" in words(page.select_one(".errornote"))
    assert NOTHING not in words(page)
    assert "Not checked Stated on" in words(page.select_one(".findings"))


def test_lines_that_count_one_thing_twice(desk: Client, last: Report, opened: Open) -> None:
    figure = last.figures.first()
    line = {"lines-2-number": "5", "lines-2-measure": figure.measure_id, "lines-2-subject": figure.subject_id}
    more = line | {name.replace("2", "3", 1): value for name, value in line.items()} | {"lines-TOTAL_FORMS": "4"}
    assert "Error The report" in told(desk, last, opened(numbers=["790"]) | more)
    assert "Error Added line: Measure" not in told(desk, last, opened(numbers=["790"]) | line)
    records.measure()
    unsaid = {"lines-2-number": "5", "lines-2-measure": "", "lines-TOTAL_FORMS": "3"}
    assert "Choose what is counted." in told(desk, last, opened(numbers=["790"]) | unsaid)


@pytest.mark.parametrize("button", ["_save", "_submit_report"])
def test_numbers_that_cannot_be_read_are_not_called_missing(
    desk: Client, last: Report, opened: Open, button: str
) -> None:
    page = sent(desk, last.party, opened(numbers=["1,35", "many"], sources=[NEW]), button)
    assert drafts(last.party) == []
    assert "Type a number" not in words(page)
    said = words(page.select_one(".entry > .errorlist"))
    assert "The number of “Tanks, Forces” cannot be read." in said
    assert "The number of “Aircraft, Forces” cannot be read." in said
