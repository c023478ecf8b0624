"""A bulletin pasted whole fills the lines and the days, keeps what was typed, and tells what it did not read."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from reports.models import Figure, Measure, Report
from tests import records
from tests.conftest import words

from .conftest import Open, address, as_sent
from .test_entry_page import drafts, sent

ENGLISH = """The total combat losses of the enemy from 24.02.22 to 18.04.22 were approximately:
tanks ‒ 790 (+6),
aircraft – 167,
catapults – 3,
helicopters – 1,35"""
UKRAINIAN = """Загальні бойові втрати противника з 24.02.22 по 18.04.22 орієнтовно склали:
танків ‒ 790 (+6),
літаків – понад 167,
катапульт – 3"""

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def measures(last: Report) -> None:
    """The lines of the last report count what bulletins name."""
    Measure.objects.filter(slug="test-tanks").update(slug="tanks")
    Measure.objects.filter(slug="test-aircraft").update(slug="aircraft")


def typed(page: BeautifulSoup) -> dict:
    return {field["name"]: field.get("value", "") for field in page.select("#report_form input[type=text]")}


@pytest.mark.parametrize(("text", "aircraft"), [(ENGLISH, "167"), (UKRAINIAN, "more than 167")])
def test_lines_and_days_are_filled_and_the_rest_is_told(
    desk: Client, last: Report, opened: Open, text: str, aircraft: str
) -> None:
    page = sent(desk, last.party, opened(bulletin=text, note="Kept", as_of=""), "_read_bulletin")
    fields = typed(page)
    assert (fields["lines-0-number"], fields["lines-1-number"]) == ("790 (+6)", aircraft)
    assert page.find(id="id_note").get_text().strip() == "Kept"
    unread = [words(each.q) for each in page.select(".pasted li")]
    assert any("3" in each and each in text for each in unread)
    assert all(each in text.replace("\n", " ") for each in unread)
    assert all(words(each).removeprefix(words(each.q)).strip() for each in page.select(".pasted li"))  # its reason
    assert "2 lines were read" in words(page.select_one(".pasted"))


def test_the_day_stated_follows_unless_it_was_set(desk: Client, last: Report, opened: Open) -> None:
    today = timezone.localdate().isoformat()
    page = sent(desk, last.party, opened(bulletin=ENGLISH, stated_on=today), "_read_bulletin")
    fields = typed(page)
    assert (fields["stated_on"], fields["as_of"], fields["title"]) == ("2022-04-18", "", "Bulletin of 18 April 2022")
    page = sent(desk, last.party, opened(bulletin=ENGLISH, stated_on="2022-04-19"), "_read_bulletin")
    fields = typed(page)
    assert (fields["stated_on"], fields["as_of"]) == ("2022-04-19", "2022-04-18")


def test_what_was_typed_stays_and_is_told(desk: Client, last: Report, opened: Open) -> None:
    page = sent(desk, last.party, opened(numbers=["789"], bulletin=ENGLISH), "_read_bulletin")
    assert typed(page)["lines-0-number"] == "789"
    assert typed(page)["lines-1-number"] == "167"
    assert "What you typed there is kept: 789." in words(page.select_one(".pasted"))


def test_a_second_paste_takes_the_place_of_the_first(desk: Client, last: Report, opened: Open) -> None:
    data = opened(bulletin=ENGLISH)
    first = desk.post(address(last.party), data | {"_read_bulletin": "1"})
    again = as_sent(first.content) | {"bulletin": ENGLISH.replace("790", "791")}
    assert typed(sent(desk, last.party, again, "_read_bulletin"))["lines-0-number"] == "791 (+6)"


def test_a_number_changed_by_hand_is_not_in_the_words_of_the_bulletin(desk: Client, last: Report, opened: Open) -> None:
    first = desk.post(address(last.party), opened(bulletin=ENGLISH) | {"_read_bulletin": "1"})
    again = as_sent(first.content) | {"lines-0-number": "792"}
    assert typed(sent(desk, last.party, again | {"bulletin": ENGLISH}, "_read_bulletin"))["lines-0-number"] == "792"
    sent(desk, last.party, again, "_save")
    figures = Figure.all_objects.filter(report__in=drafts(last.party)).order_by("measure__position")
    assert [(each.best, each.wording) for each in figures] == [(792, ""), (167, "aircraft – 167")]


def test_a_measure_without_a_line_gets_one(desk: Client, last: Report, opened: Open) -> None:
    helicopters = records.measure(slug="helicopters", name="Helicopters", family="helicopters")
    data = opened(bulletin=ENGLISH.replace("1,35", "139"))
    filled = desk.post(address(last.party), data | {"_read_bulletin": "1"})
    sent(desk, last.party, as_sent(filled.content), "_save")
    figures = Figure.all_objects.filter(report__in=drafts(last.party))
    assert {(each.measure.slug, each.best) for each in figures} == {
        ("tanks", 790),
        ("aircraft", 167),
        ("helicopters", 139),
    }
    assert figures.get(measure=helicopters).wording == "helicopters – 139"


def test_nothing_and_anything_can_be_pasted(desk: Client, last: Report, opened: Open) -> None:
    for text in ("", "   ", "no numbers", "\x00", "танків – " * 3000):
        page = sent(desk, last.party, opened(numbers=["790"], bulletin=text), "_read_bulletin")
        assert typed(page)["lines-0-number"] == "790"
        assert page.select(".pasted"), text[:20]
