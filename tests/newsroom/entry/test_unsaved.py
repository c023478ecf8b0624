"""What is typed and not saved is kept by user, page and tab, offered again, and gone once it is saved."""

import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from reports.models import Report, Unsaved
from reports.newsroom.admin.autosave import LARGEST
from tests import records
from tests.conftest import words
from tests.people import logged_in

from .conftest import Open, address, as_sent

KEEP, THROW = "/admin/reports/report/unsaved/", "/admin/reports/report/unsaved/throw/"
pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def keep(client: Client, page: str, data: dict, /, **changed: object) -> object:
    sent = {"page": page, "tab": data["tab"], "fields": [[name, str(value)] for name, value in data.items()]} | changed
    return client.post(KEEP, json.dumps(sent), content_type="application/json")


def offered(client: Client, page: str) -> list:
    return BeautifulSoup(client.get(page).content, "html.parser").select(".kept-before.offered")


def test_kept_offered_taken_up_and_gone_when_saved(desk: Client, last: Report, opened: Open) -> None:
    page = address(last.party)
    data = opened(numbers=["790", "1,35"], note="Half a", title="Typed")
    answer = keep(desk, page, data)
    assert answer.status_code == 200
    assert len(answer.json()["at"]) == 5
    (offer,) = offered(desk, page)
    assert answer.json()["at"] in words(offer)
    taken = desk.get(offer.a["href"])
    again = as_sent(taken.content)
    assert {name: again[name] for name in data if name != "csrfmiddlewaretoken"} == {
        name: value for name, value in data.items() if name != "csrfmiddlewaretoken"
    }
    assert "This is what you had typed" in taken.content.decode()
    assert Unsaved.objects.count() == 1
    desk.post(page, again | {"lines-1-number": "165", "_save": "1"})
    assert not Unsaved.objects.exists()
    assert Report.all_objects.get(party=last.party, status="draft").note == "Half a"


def test_a_refused_save_keeps_it(desk: Client, last: Report, opened: Open) -> None:
    data = opened(numbers=["1,35"])
    keep(desk, address(last.party), data)
    desk.post(address(last.party), data | {"_save": "1"})
    assert Unsaved.objects.count() == 1


def test_tabs_do_not_write_over_each_other(desk: Client, last: Report, opened: Open) -> None:
    one, two = opened(note="One"), opened(note="Two")
    assert one["tab"] != two["tab"]
    for data in (one, two, one | {"note": "One more"}):
        keep(desk, address(last.party), data)
    assert len(offered(desk, address(last.party))) == 2
    desk.post(THROW, {"page": address(last.party), "tab": two["tab"]})
    (left,) = Unsaved.objects.all()
    assert ["note", "One more"] in left.data


def test_nobody_sees_what_another_typed(desk: Client, last: Report, opened: Open) -> None:
    data = opened(note="Mine")
    keep(desk, address(last.party), data)
    other = logged_in(records.user())
    assert offered(other, address(last.party)) == []
    other.post(THROW, {"page": address(last.party), "tab": data["tab"]})
    assert other.get(address(last.party), {"take_up": data["tab"]}).status_code == 302
    assert Unsaved.objects.count() == 1


def test_on_the_ordinary_page_of_a_draft_too(desk: Client, editor: object, last: Report) -> None:
    draft = records.report(author=editor, title="Before")
    figure = records.figure(report=draft)
    page = f"/admin/reports/report/{draft.pk}/change/"
    data = as_sent(desk.get(page).content) | {"title": "After", "figures-0-best": "no number", "stated_on": ""}
    assert keep(desk, page, data).status_code == 200
    (offer,) = offered(desk, page)
    taken = desk.get(offer.a["href"])
    again = as_sent(taken.content)
    assert (again["title"], again["figures-0-best"], again["stated_on"]) == ("After", "no number", "")
    assert again["seen"] == str(draft.version)
    shown = BeautifulSoup(taken.content, "html.parser")
    assert shown.select(".errornote, .errorlist") == []
    draft.refresh_from_db()
    assert (draft.title, draft.version) == ("Before", 1)
    answer = desk.post(page, again | {"figures-0-best": "77", "stated_on": "2022-04-18", "_save": "1"})
    assert answer.status_code == 302
    figure.refresh_from_db()
    draft.refresh_from_db()
    assert (figure.best, draft.title) == (77, "After")
    assert not Unsaved.objects.exists()


def test_what_a_page_began_from_stays_with_what_is_typed_later(desk: Client, last: Report, opened: Open) -> None:
    data = opened(note="One")
    for fields in (data | {"began": "{}"}, data | {"note": "Two"}):
        keep(desk, address(last.party), fields)
    (kept,) = Unsaved.objects.all()
    assert ["began", "{}"] in kept.data
    assert ["note", "Two"] in kept.data


def test_taking_up_saves_nothing_however_right_it_is(desk: Client, editor: object, last: Report) -> None:
    draft = records.report(author=editor, wording="Words.")
    page = f"/admin/reports/report/{draft.pk}/change/"
    data = as_sent(desk.get(page).content) | {"title": "Right", "_save": "1"}
    keep(desk, page, data)
    desk.get(page, {"take_up": data["tab"]})
    draft.refresh_from_db()
    assert draft.title == "Statement"


def test_what_no_database_keeps_is_left_out(desk: Client, last: Report, opened: Open) -> None:
    assert keep(desk, address(last.party), opened(note="One\x00 two \ud800")).status_code == 200
    (kept,) = Unsaved.objects.all()
    assert ["note", "One two ?"] in kept.data


def test_what_nobody_can_take_up_any_more_goes(desk: Client, editor: object, last: Report, opened: Open) -> None:
    """When something else is kept: what is older than a month, and what was typed on reports that left the desk."""
    reports = [records.report(author=editor, wording="Words.") for _ in range(3)]
    pages = [f"/admin/reports/report/{each.pk}/change/" for each in reports]
    for each in (address(last.party), *pages):
        keep(desk, each, opened())
    Unsaved.objects.filter(page__startswith=address(last.party)).update(at=timezone.now() - timedelta(days=31))
    assert Unsaved.objects.count() == 4
    Report.all_objects.filter(pk=reports[0].pk).update(status="published", published_at=timezone.now())
    Report.all_objects.filter(pk=reports[1].pk).delete()
    keep(desk, pages[2], opened(), tab="another1")
    left = {each.page.partition("#")[0] for each in Unsaved.objects.all()}
    assert left == {pages[2]}
    assert Unsaved.objects.count() == 2


WRONG = [
    {"page": "/elsewhere/"},
    {"page": "https://elsewhere.example/admin/reports/report/"},
    {"page": "/admin/reports/report/#x"},
    {"page": "/admin/reports/report/" + "x" * 300},
    {"page": "/admin/reports/report/../../../../"},
    {"page": "/admin/reports/report/5/change/../../"},
    {"page": "/admin/reports/report/%2e%2e/add/"},
    {"page": "/admin/reports/report/"},
    {"page": None},
    {"tab": "../../.."},
    {"tab": 5},
    {"fields": "none"},
    {"fields": [["name"]]},
    {"fields": 5},
]


@pytest.mark.parametrize("changed", WRONG, ids=str)
def test_what_is_no_form_of_ours_is_refused(desk: Client, last: Report, opened: Open, changed: dict) -> None:
    assert keep(desk, address(last.party), opened(), **changed).status_code == 400
    assert not Unsaved.objects.exists()


def test_no_json_too_much_and_nobody(desk: Client, last: Report, opened: Open, client: Client) -> None:
    for body in ("{", "[" * 100_000):
        assert desk.post(KEEP, body, content_type="application/json").status_code == 400
    assert desk.get(KEEP).status_code == desk.get(THROW).status_code == 405
    assert keep(desk, address(last.party), opened() | {"note": "x" * LARGEST}).status_code == 413
    data = opened()
    assert keep(client, address(last.party), data).status_code == 302
    assert keep(logged_in(records.user("")), address(last.party), data).status_code == 403
    for page in ("//elsewhere.example/", "/admin/reports/report/../../../../"):
        assert desk.post(THROW, {"page": page, "tab": data["tab"]}).status_code == 400
    assert not Unsaved.objects.exists()
