"""The checks while a page is being filled in: what is asked, what is answered, what is refused."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client

from reports.models import Figure, Report, WarningReason
from tests import records
from tests.editorial.checks.test_desk import DAY, said, world
from tests.editorial.conftest import logged_in

__all__ = ["world"]

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/reports/report/findings/"


def ask(client: Client, asked: object, status: int = 200) -> dict:
    answer = client.post(
        ADDRESS, asked if isinstance(asked, str) else json.dumps(asked), content_type="application/json"
    )
    assert answer.status_code == status, answer.content
    return answer.json() if status in (200, 400) else {}


def question(world: dict, figure: dict | None = None, **report: object) -> dict:
    row = {"name": "row-1", "subject": world["subject"].pk, "measure": world["measure"].pk, "best": "20500"}
    return {
        "party": world["party"].pk,
        "conflict": records.conflict().pk,
        "stated_on": DAY.isoformat(),
        "citations": 1,
        "figures": [row | (figure or {})],
    } | report


def test_findings_of_what_is_typed(desk: Client, world: dict) -> None:
    before = said(world, 20600, -1)
    reports = Report.everything.count()
    (found,) = ask(desk, question(world))["findings"]
    assert found["message"] == (
        "A running total cannot fall, but this one did: 20,500 (18 April 2022) after 20,600 (17 April 2022)."
    )
    assert {name: found[name] for name in ("code", "severity", "figure", "field", "reason")} == {
        "code": "total-fell",
        "severity": "warning",
        "figure": "row-1",
        "field": "best",
        "reason": "",
    }
    assert found["links"] == [{"words": "20,600 (17 April 2022)", "address": f"/figures/{before.slug}/"}]
    assert Report.everything.count() == reports


@pytest.mark.parametrize("figure", [{"best": ""}, {"best": None}, {"subject": None}, {"measure": ""}])
def test_nothing_of_what_is_not_typed_yet(desk: Client, world: dict, figure: dict) -> None:
    said(world, 20600, -1)
    assert ask(desk, question(world, figure)) == {"findings": []}


def test_of_a_saved_draft_without_what_it_says_itself(desk: Client, world: dict, editor: AbstractUser) -> None:
    said(world, 20600, -1)
    draft = said(world, 20500, status="draft", author=editor).report
    figure = Figure.everything.get(report=draft)
    asked = question(world, {"name": figure.slug}, report=draft.pk)
    (found,) = ask(desk, asked)["findings"]
    WarningReason.objects.create(report=draft, key=found["key"], message="", reason="So it was.", by=editor)
    assert [each["reason"] for each in ask(desk, asked)["findings"]] == ["So it was."]
    draft.refresh_from_db()
    assert draft.stated_on == DAY


WRONG = [
    ("{", "This is not JSON."),
    ("[" * 100_000, "This is not JSON."),
    ([], "Send an object"),
    ({"figures": 5}, "Send an object"),
    ({"figures": [5]}, "Send an object"),
    ({"figures": [{"name": "x"}] * 201}, "At most 200 figures"),
    ({"stated_on": "18/04/2022"}, "stated_on: This is no day of the calendar."),
    ({"party": "abc"}, "party: "),
    ({"party": 2**70}, "party: "),
    ({"party": ["a"]}, "party: this is neither words nor a whole number."),
    ({"figures": [{"name": "x", "best": "1,351"}]}, "best: "),
    ({"figures": [{"name": "x", "best": -1}]}, "best: "),
    ({"figures": [{"name": "x", "best": 2**31}]}, "best: "),
    ({"figures": [{"name": "x", "best": 5, "subject": 987654321}]}, "There is no subject 987654321."),
    ({"figures": [{"name": "x", "best": 5, "measure": 987654321}]}, "There is no measure 987654321."),
    ({"figures": [{"name": "x", "best": 5, "qualifier": "roughly"}]}, "qualifier: "),
    ({"figures": [{"best": 5}]}, "name: "),
    ({"figures": [{"name": "a\x00b", "best": 5}]}, "name: "),
]


@pytest.mark.parametrize(("asked", "said_of_it"), WRONG)
def test_what_cannot_be_read_is_said(desk: Client, asked: object, said_of_it: str) -> None:
    assert said_of_it in ask(desk, asked, 400)["error"]


def test_for_editors_only(world: dict, desk: Client) -> None:
    assert "/admin/login/" in Client().post(ADDRESS).url
    assert logged_in(records.user("")).post(ADDRESS).status_code == 403
    assert desk.get(ADDRESS).status_code == 405
    others = said(world, 5, status="draft", author=records.user("Editors")).report
    ask(desk, question(world, report=others.pk), 403)


def test_not_from_another_site(editor: AbstractUser) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert client.post(ADDRESS, "{}", content_type="application/json").status_code == 403


def test_a_day_to_come(desk: Client, world: dict) -> None:
    found = ask(desk, question(world, stated_on=(DAY + timedelta(days=40_000)).isoformat()))["findings"]
    assert {each["code"] for each in found} == {"future-day"}
