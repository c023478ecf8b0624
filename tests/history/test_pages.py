"""The pages of history: what they say, to whom, and at what cost."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.contrib import admin
from django.contrib.auth.models import AbstractUser
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports import workflow
from reports.history import because, imported, remember
from reports.models import Adjustment, Coverage, MeasureOutcome, Outcome, Party, Report, Source
from tests import records
from tests.conftest import words
from tests.newsroom.entry import ADD, as_shown, citation_fields, entry, figure_fields, page
from tests.people import logged_in

pytestmark = pytest.mark.django_db
LONG = "The number was read out at a briefing in Moscow, and the agency printed it on the same afternoon. Nobody asked."


@pytest.fixture
def boss() -> Client:
    return logged_in(records.user("", is_superuser=True))


def address(record: Model) -> str:
    return reverse(f"admin:reports_{record._meta.model_name}_history", args=[record.pk])


def shown(client: Client, record: Model) -> list[str]:
    """The text of each act, newest first."""
    answer = client.get(address(record))
    assert answer.status_code == 200
    return [words(act) for act in BeautifulSoup(answer.content, "html.parser").select("article.act")]


@pytest.fixture
def draft(desk: Client) -> Report:
    """Entered on the desk's page, with one figure and one citation."""
    figure = figure_fields(best="1351", measure=records.measure(name="Killed"))
    source = records.source(publisher="Daily", title="A report")
    data = entry(slug="test-draft", figures=[figure], citations=[citation_fields(source=source)], note=LONG)
    assert desk.post(ADD, data).status_code == 302
    return Report.all_objects.get(slug="test-draft")


@pytest.fixture
def change(desk: Client, draft: Report) -> Callable[..., None]:
    """Change the draft on its page, as another act."""

    def changed(**fields: object) -> None:
        apart(draft)
        answer = desk.post(page(draft), as_shown(desk, draft) | fields)
        assert answer.status_code == 302, answer.context["errors"]

    return changed


def apart(record: Model) -> None:
    """Somebody else's row in between, so that what follows is an act of its own however soon it comes."""
    remember(type(record), [record.pk], reason=imported("a pause"), kind="~")


def test_a_report_shows_what_was_entered_with_its_parts(desk: Client, draft: Report, editor: AbstractUser) -> None:
    (entered,) = shown(desk, draft)
    assert f"{editor.username}, by form" in entered
    assert "Report added" in entered
    assert "Figure added : Killed, Forces: 1,351" in entered
    assert "Citation added : Daily: A report" in entered


def test_differences_are_in_words(desk: Client, draft: Report, change: Callable) -> None:
    other = records.measure(name="Wounded")
    change(**{"figures-0-best": "1315", "figures-0-measure": other.pk, "kind": "interview", "stated_on_known": ""})
    latest = shown(desk, draft)[0]
    assert "Best value 1,351 to 1,315" in latest
    assert "Measure Killed to Wounded" in latest  # a reference by its name
    assert "Kind briefing to interview" in latest
    assert "This day is known yes to no" in latest
    assert "Title" not in latest  # what stayed as it was


def test_of_a_long_text_the_changed_passage(desk: Client, draft: Report, change: Callable) -> None:
    change(note=LONG.replace("same afternoon", "next morning"))
    (dd,) = BeautifulSoup(desk.get(address(draft)).content, "html.parser").select_one("article.act").select("dd")
    assert [words(each) for each in dd.select("del, ins")] == ["same afternoon.", "next morning."]
    assert "Moscow" not in words(dd)


def test_parts_that_came_and_went(desk: Client, draft: Report, change: Callable) -> None:
    wounded = figure_fields(qualifier="about", best="3800", measure=records.measure(name="Wounded"))
    added = {f"figures-1-{name}": getattr(value, "pk", value) for name, value in wounded.items()}
    change(**added, **{"figures-TOTAL_FORMS": 2})
    assert "Figure added : Wounded, Forces: about 3,800" in shown(desk, draft)[0]
    change(**{"figures-1-DELETE": "on"})
    assert "Figure removed : Wounded, Forces: about 3,800" in shown(desk, draft)[0]


def test_links_to_many_are_named(desk: Client, draft: Report, change: Callable) -> None:
    change(draws_on=[records.party(name="Pentagon").pk])
    assert "Draws on nothing to Pentagon" in shown(desk, draft)[0]


def test_reasons_of_steps(desk: Client, draft: Report, reviewer: AbstractUser, editor: AbstractUser) -> None:
    apart(draft)
    with because(draft, "", editor):
        draft.status = "submitted"
        draft.save()
    reason = "The sentence before names the wounded too. " * 6  # longer than a short column would hold
    workflow.send_back(report=draft, by=reviewer, reason=reason)
    latest = shown(desk, draft)[0]
    assert f"{reviewer.username}, by form" in latest
    assert f"Reason: {reason.strip()}" in latest
    assert "Status submitted to sent back" in latest


def test_how_a_change_was_made(boss: Client) -> None:
    party = records.party(name="Old")
    Party.objects.filter(pk=party.pk).update(name="New")
    remember(Party, [party.pk], reason=imported("package"), kind="~")
    by_import, by_command = shown(boss, party)
    assert "By an import (package)" in by_import
    assert "Name Old to New" in by_import
    assert "By a command on the server" in by_command


def test_a_measure_shows_its_outcomes(boss: Client) -> None:
    measure, outcome = (
        records.measure(),
        Outcome.objects.create(slug="test-missing", name="Missing", applies_to="people"),
    )
    link = MeasureOutcome.objects.create(measure=measure, outcome=outcome, certainty="includes")
    apart(measure)
    link.certainty = "may_include"
    link.save()
    assert "Measure outcome changed : Missing Certainty certainly counts to may count" in shown(boss, measure)[0]


def test_a_source_that_is_gone_keeps_its_name(desk: Client, draft: Report, change: Callable, boss: Client) -> None:
    source = Source.objects.get(publisher="Daily")
    change(**{"citations-0-DELETE": "on"})
    source.delete()
    assert "Citation removed : Daily: A report" in shown(desk, draft)[0]
    assert "Source removed" in shown(boss, Source(pk=source.history.model.objects.latest("history_id").id))[0]


@pytest.mark.parametrize(
    "model", [model for model in admin.site._registry if hasattr(model, "history")], ids=lambda model: model.__name__
)
def test_every_record_of_the_desk_has_its_page(boss: Client, bundled: None, model: type[Model]) -> None:
    record = model._base_manager.first() or _made(model)
    assert shown(boss, record)


def _made(model: type[Model]) -> Model:
    """One of a kind that the bundled data lack."""
    days = {"since": records.DAY, "until": records.DAY, "looked_on": records.DAY}
    what = {"subject": records.subject(), "measure": records.measure(), "day": records.DAY}
    given = {
        Coverage: {"conflict": records.conflict(), "completeness": "selected", **days},
        Adjustment: {**what, "kind": "late_additions", "stated": "stated"},
    }
    return model.objects.create(party=records.party(), **given[model])


# --- who sees it ------------------------------------------------------------------------------------------------------


def test_a_draft_is_its_authors_and_the_reviewers(draft: Report, review_desk: Client) -> None:
    stranger = logged_in(records.user("Editors"))
    assert stranger.get(address(draft)).status_code in (302, 403)
    assert b"1,351" not in stranger.get(address(draft), follow=True).content
    assert review_desk.get(address(draft)).status_code == 200


def test_nothing_without_logging_in_or_without_permission(client: Client, draft: Report) -> None:
    assert client.get(address(draft)).url.startswith("/admin/login/")
    nobody = logged_in(records.user(""))
    assert nobody.get(address(draft)).status_code in (302, 403)
    assert nobody.get(address(records.conflict())).status_code == 403


def test_a_deleted_draft_is_found_by_administrators_only(desk: Client, draft: Report, boss: Client) -> None:
    kept, list_of_deleted = address(draft), reverse("admin:reports_report_deleted")
    desk.post(f"/admin/reports/report/{draft.pk}/delete/", {"post": "yes"})
    assert not Report.all_objects.filter(pk=draft.pk).exists()
    listed = BeautifulSoup(boss.get(list_of_deleted).content, "html.parser").select_one("#content-main table a")
    assert (listed["href"], words(listed)) == (kept, "Statement")
    assert list_of_deleted in boss.get("/admin/reports/report/").content.decode()
    latest = words(BeautifulSoup(boss.get(kept).content, "html.parser").select_one("article.act"))
    assert "The draft was deleted." in latest
    assert "Figure removed : Killed, Forces: 1,351" in latest
    assert desk.get(kept).status_code == 302
    assert desk.get(list_of_deleted).status_code == 403
    assert list_of_deleted not in desk.get("/admin/reports/report/").content.decode()


@pytest.mark.parametrize("key", ["0", "999999", "-1", "nobody", "9223372036854775808", "1%00", "١"])
def test_no_such_record(boss: Client, key: str) -> None:
    assert boss.get(f"/admin/reports/report/{key}/history/").status_code == 302


# --- how much ---------------------------------------------------------------------------------------------------------


def test_long_histories_have_pages(boss: Client) -> None:
    party = records.party()
    for number in range(31):
        Party.objects.filter(pk=party.pk).update(rank=number)
        remember(Party, [party.pk], reason=f"step {number}", kind="~")
    first, second = (words(BeautifulSoup(boss.get(address(party), {"page": n}).content, "html.parser")) for n in (1, 2))
    assert "Page 1 of 2" in first
    assert "step 30" in first
    assert "step 0" in second
    for bad in ("0", "3", "x", "-1", "1.5", ""):
        assert boss.get(address(party), {"page": bad}).status_code == 400, bad


def test_queries_do_not_grow_with_the_history(desk: Client, draft: Report, change: Callable) -> None:
    """Session, user, report with its two groups of permissions, then a query a table of history and of names."""

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get(address(draft))
        return len(queries)

    asked()
    change(**{"figures-0-best": "1352"}, draws_on=[records.party().pk])
    before = asked()
    for number in range(4):
        change(**{"figures-0-best": 1400 + number, "figures-0-measure": records.measure().pk})
    assert asked() == before
    assert before <= 20
