"""A report's page with what the checks say: findings in words with links, reasons typed and kept, nothing lost."""

import re

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import AbstractUser
from django.test import Client

from reports.checks import findings_of
from reports.models import Report, WarningReason
from tests import records
from tests.checks.test_draft_checks import said, world
from tests.conftest import words
from tests.newsroom.entry import ADD, as_shown, citation_fields, entry, figure_fields, page
from tests.newsroom.steps import said as messages
from tests.newsroom.steps import status
from tests.people import logged_in

__all__ = ["world"]

pytestmark = pytest.mark.django_db

WHY = "The ministry lowered it without a word."


@pytest.fixture
def falling(world: dict, editor: AbstractUser) -> Report:
    said(world, 20600, -1)
    return said(world, 20500, status="draft", author=editor).report


def findings(client: Client, report: Report) -> Tag:
    return BeautifulSoup(client.get(page(report)).content, "html.parser").find(id="findings")


def reason_field(client: Client, report: Report) -> str:
    return findings(client, report).find("textarea")["name"]


def test_each_finding_in_words_with_links_and_a_field(desk: Client, falling: Report) -> None:
    shown = findings(desk, falling)
    assert "1 finding stands in the way of submitting" in words(shown)
    assert "20,500 (18 April 2022) after 20,600 (17 April 2022)" in words(shown)
    (before,) = shown.select(".named a")
    assert re.fullmatch(r"/figures/test-figure-\d+/", before["href"])
    assert words(before) == "20,600 (17 April 2022)"
    field = shown.find("textarea")
    label = shown.find("label", attrs={"for": field["id"]})
    assert words(label) == "Why is this right?"
    assert field["form"] == "report_form"
    at = shown.select_one(".what a")["href"]
    whole = BeautifulSoup(desk.get(page(falling)).content, "html.parser")
    assert whole.select_one(at).find("input", attrs={"name": "figures-0-best"})["value"] == "20500"


def test_nothing_found_is_said_too(desk: Client, world: dict, editor: AbstractUser) -> None:
    assert "Nothing found" in words(findings(desk, said(world, 5, status="draft", author=editor).report))


def test_submission_without_a_reason_is_refused_with_the_list(desk: Client, falling: Report) -> None:
    data = as_shown(desk, falling) | {"title": "Changed", "_submit_report": "on"}
    response = desk.post(page(falling), data, follow=True)
    assert response.redirect_chain == [(page(falling), 302)]
    assert "A warning needs a reason. A running total cannot fall" in messages(response)
    assert "1 finding stands in the way" in words(BeautifulSoup(response.content, "html.parser").find(id="findings"))
    falling.refresh_from_db()
    assert (falling.status, falling.title) == ("draft", "Changed")


def test_submission_with_the_reason_in_the_same_form(desk: Client, falling: Report, editor: AbstractUser) -> None:
    data = as_shown(desk, falling) | {reason_field(desk, falling): WHY, "_submit_report": "on"}
    desk.post(page(falling), data)
    assert status(falling) == "submitted"
    assert [(each.reason, each.by) for each in falling.warning_reasons.all()] == [(WHY, editor)]


def test_a_saved_reason_is_shown_with_its_author(desk: Client, falling: Report, editor: AbstractUser) -> None:
    desk.post(page(falling), as_shown(desk, falling) | {reason_field(desk, falling): WHY})
    shown = findings(desk, falling)
    assert "Every warning has its reason." in words(shown)
    assert shown.find("textarea").text.strip() == WHY
    assert f"Reason given by {editor}" in words(shown)


def test_a_reason_typed_in_a_form_that_is_refused_is_still_there(desk: Client, falling: Report) -> None:
    name = reason_field(desk, falling)
    response = desk.post(page(falling), as_shown(desk, falling) | {name: WHY, "stated_on": "2022-02-30"})
    shown = BeautifulSoup(response.content, "html.parser")
    assert shown.find("textarea", attrs={"name": name}).text.strip() == WHY
    assert shown.find("input", attrs={"name": "stated_on"})["value"] == "2022-02-30"
    assert not WarningReason.objects.exists()


def test_with_a_changed_number_the_warning_is_new_and_the_old_reason_kept(desk: Client, falling: Report) -> None:
    name = reason_field(desk, falling)
    data = as_shown(desk, falling) | {name: WHY, "figures-0-best": "20400", "_submit_report": "on"}
    desk.post(page(falling), data)
    assert status(falling) == "draft"
    shown = findings(desk, falling)
    assert shown.find("textarea")["name"] != name
    assert shown.find("textarea").text.strip() == ""
    earlier = words(shown.find("details"))
    assert "20,500 (18 April 2022) after 20,600" in earlier
    assert WHY in earlier


def test_a_new_report_with_an_error_is_saved_and_not_submitted(desk: Client, world: dict) -> None:
    first = said(world, 1351)
    data = entry(
        slug="test-twin",
        wording="",
        party=world["party"],
        figures=[figure_fields(subject=world["subject"], measure=world["measure"])],
        citations=[citation_fields(source=world["source"])],
    )
    response = desk.post(ADD, data | {"_submit_report": "on"}, follow=True)
    twin = Report.all_objects.get(slug="test-twin")
    assert response.redirect_chain == [(page(twin), 302)]
    assert "The checks found an error. This is on record already: 1,351" in messages(response)
    shown = findings(desk, twin)
    assert shown.select_one("li.error .named a")["href"] == f"/figures/{first.slug}/"
    assert shown.find("textarea") is None


def test_a_record_that_waits_for_review_is_linked_at_the_desk(desk: Client, world: dict, editor: AbstractUser) -> None:
    waiting = said(world, 20600, -1, status="submitted")
    draft = said(world, 20500, status="draft", author=editor).report
    assert findings(desk, draft).select_one(".named a")["href"] == page(waiting.report)


class TestReviewers:
    @pytest.fixture
    def submitted(self, falling: Report) -> Report:
        """As an import leaves it: submitted, with a warning that nobody has looked at."""
        Report.all_objects.filter(pk=falling.pk).update(status="submitted")
        return falling

    def test_give_reasons_without_changing_the_report(
        self, review_desk: Client, submitted: Report, reviewer: AbstractUser
    ) -> None:
        shown = findings(review_desk, submitted)
        assert "1 finding stands in the way of publishing" in words(shown)
        form = shown.find("form")
        version = submitted.version
        response = review_desk.post(form["action"], {form.find("textarea")["name"]: WHY}, follow=True)
        assert "The reasons are saved." in messages(response)
        submitted.refresh_from_db()
        assert (submitted.status, submitted.version, submitted.last_changed_by) == ("submitted", version, None)
        assert submitted.warning_reasons.get().by == reviewer
        review_desk.post(f"/admin/reports/report/{submitted.pk}/publish/")
        assert status(submitted) == "published"

    def test_cannot_publish_before(self, review_desk: Client, submitted: Report) -> None:
        response = review_desk.post(f"/admin/reports/report/{submitted.pk}/publish/", follow=True)
        assert "A warning needs a reason." in messages(response)
        assert status(submitted) == "submitted"

    def test_nobody_else_gives_them(self, submitted: Report, falling: Report) -> None:
        address = f"/admin/reports/report/{submitted.pk}/reasons/"
        assert logged_in(records.user("Editors")).post(address).status_code == 403
        assert "/admin/login/" in Client().post(address).url
        assert logged_in(records.user("Reviewers")).get(address).status_code == 405

    def test_others_see_no_field(self, submitted: Report) -> None:
        shown = findings(logged_in(records.user("Editors")), submitted)
        assert shown.find("textarea") is None
        assert "No reason has been typed yet." in words(shown)


def test_a_public_report_shows_the_reasons_it_was_published_with(
    review_desk: Client, world: dict, reviewer: AbstractUser
) -> None:
    said(world, 20600, -1)
    report = said(world, 20500, status="submitted").report
    (finding,) = findings_of(report)
    WarningReason.objects.create(
        report=report, key=finding.key, message=finding.message, reason=WHY, by=records.user("Editors")
    )
    review_desk.post(f"/admin/reports/report/{report.pk}/publish/")
    shown = findings(review_desk, report)
    assert WHY in words(shown)
    assert shown.find("textarea") is None
