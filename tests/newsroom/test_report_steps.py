"""From draft to published through the admin's pages: who sees which button, and what each does."""

import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AbstractUser
from django.test import Client

from reports.models import Report
from tests import records
from tests.newsroom.entry import ADD, as_shown, citation_fields, entry, figure_fields, page
from tests.newsroom.steps import LIST, complete, said, status, step
from tests.people import logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_from_entry_to_publication(desk: Client, review_desk: Client, reviewer: AbstractUser) -> None:
    data = entry(slug="test-whole-way", wording="", figures=[figure_fields()], citations=[citation_fields()])
    response = desk.post(ADD, data | {"_submit_report": "on"}, follow=True)
    assert response.redirect_chain == [("/admin/", 302)]
    assert "is submitted for review. It appears on the site when a reviewer publishes it." in said(response)
    report = Report.all_objects.get(slug="test-whole-way")
    assert status(report) == "submitted"

    response = review_desk.post(step(report, "publish"), follow=True)
    assert response.redirect_chain == [(page(report), 302)]
    assert "is published" in said(response)
    published = Report.published.get(pk=report.pk)
    assert published.reviewer == reviewer
    assert f'href="/reports/{report.slug}/"' in said(response)


def test_submission_that_is_refused_keeps_the_draft_and_says_why(desk: Client) -> None:
    data = entry(slug="test-uncited", figures=[figure_fields()])
    response = desk.post(ADD, data | {"_submit_report": "on"}, follow=True)
    report = Report.all_objects.get(slug="test-uncited")
    assert response.redirect_chain == [(page(report), 302)]
    assert "It has no citation" in said(response)
    assert "Saved as a draft, not submitted." in said(response)
    assert status(report) == "draft"


def test_submission_from_the_page_of_a_draft(desk: Client, editor: AbstractUser) -> None:
    draft = complete(author=editor)
    desk.post(page(draft), as_shown(desk, draft) | {"title": "Changed", "_submit_report": "on"})
    draft.refresh_from_db()
    assert (draft.status, draft.title) == ("submitted", "Changed")


class TestReadOnly:
    """A page without fields or buttons, and a refusal to whoever sends a form all the same."""

    @pytest.mark.parametrize("who", ["author", "editor", "reviewer", "superuser"])
    def test_published_for_everyone(self, who: str, editor: AbstractUser) -> None:
        report = complete(author=editor, status="published")
        person = {"author": editor, "superuser": records.user("", is_superuser=True)}.get(who) or records.user(
            "Reviewers" if who == "reviewer" else "Editors"
        )
        self.assert_read_only(logged_in(person), report)

    def test_submitted_for_other_editors(self, editor: AbstractUser) -> None:
        report = complete(author=editor, status="submitted")
        self.assert_read_only(logged_in(records.user("Editors")), report)

    def test_drafts_for_reviewers(self, desk: Client, review_desk: Client, editor: AbstractUser) -> None:
        self.assert_read_only(review_desk, complete(author=records.user("Editors")))
        own = complete(author=editor)
        shown = desk.get(page(own)).content.decode()
        assert 'name="title"' in shown
        assert 'name="_submit_report"' in shown

    def assert_read_only(self, client: Client, report: Report) -> None:
        response = client.get(page(report))
        shown = response.content.decode()
        assert response.status_code == 200
        assert report.figures.get().measure.name in shown
        assert "Gazette" in shown
        form = BeautifulSoup(shown, "html.parser").find(id="report_form")
        fields = form.find_all(["input", "select", "textarea", "button"])
        assert [field for field in fields if field.get("type") != "hidden"] == []
        assert form.find(class_="deletelink") is None
        assert client.post(page(report), entry(title="Changed")).status_code == 403
        assert client.post(f"{page(report)}".replace("change", "delete"), {"post": "yes"}).status_code == 403
        report.refresh_from_db()
        assert report.title == "Statement"
        assert report.figures.count() == report.citations.count() == 1


class TestAnothersDraft:
    """Belongs to its author and the reviewers, until it is submitted."""

    @pytest.fixture
    def theirs(self) -> Report:
        return complete(author=records.user("Editors"), title="Theirs")

    @pytest.mark.parametrize("status", ["draft", "sent_back"])
    def test_opens_for_no_other_editor(self, desk: Client, status: str) -> None:
        theirs = complete(author=records.user("Editors"), title="Theirs", status=status)
        response = desk.get(page(theirs))
        assert response.status_code == 403
        told = BeautifulSoup(response.content, "html.parser")
        assert "This is somebody else’s draft." in told.main.text
        assert told.main.find("a", href="/admin/")
        assert not told.select("input, textarea, select")
        assert "Theirs" not in told.text
        assert desk.post(page(theirs), entry(title="Mine")).status_code == 403
        assert self.title(theirs) == "Theirs"

    @pytest.mark.parametrize("act", ["publish", "take_back", "send_back", "retract", "correct", "reasons", "delete"])
    def test_takes_no_step_for_them_and_says_nothing(self, desk: Client, theirs: Report, act: str) -> None:
        response = desk.post(step(theirs, act), {"reason": "So.", "post": "yes"})
        assert response.status_code == 403
        assert "Theirs" not in response.content.decode()
        assert status(theirs) == "draft"

    def test_is_in_no_list_of_theirs(self, desk: Client, review_desk: Client, theirs: Report) -> None:
        assert "Theirs" in review_desk.get(LIST).content.decode()
        assert "Theirs" not in desk.get(LIST).content.decode()
        theirs.status = "submitted"
        theirs.save()
        assert "Theirs" in desk.get(LIST).content.decode()

    @pytest.mark.parametrize(("model", "field"), [("report", "revises"), ("report", "replaces"), ("figure", "report")])
    def test_is_offered_nowhere(self, desk: Client, theirs: Report, model: str, field: str) -> None:
        asked = {"app_label": "reports", "model_name": model, "field_name": field, "term": "Theirs"}
        assert desk.get("/admin/autocomplete/", asked).json()["results"] == []

    def title(self, report: Report) -> str:
        return Report.all_objects.get(pk=report.pk).title


class TestPublishing:
    def test_button_only_for_reviewers_of_others_submitted_reports(
        self, desk: Client, review_desk: Client, editor: AbstractUser, reviewer: AbstractUser
    ) -> None:
        button = re.compile(r'action="/admin/reports/report/\d+/publish/"')
        others = complete(author=editor, status="submitted")
        assert button.search(review_desk.get(page(others)).content.decode())
        assert not button.search(desk.get(page(others)).content.decode())
        for report in (
            complete(author=reviewer, status="submitted"),
            complete(author=editor),
            complete(author=editor, status="published"),
        ):
            assert not button.search(review_desk.get(page(report)).content.decode())

    def test_own_report_says_why_not(self, review_desk: Client, reviewer: AbstractUser) -> None:
        own = complete(author=reviewer, status="submitted")
        assert "Nobody decides on what they wrote" in review_desk.get(page(own)).content.decode()
        response = review_desk.post(step(own, "publish"), follow=True)
        assert "Nobody decides on what they wrote" in said(response)
        assert status(own) == "submitted"

    def test_editors_are_refused(self, desk: Client, editor: AbstractUser) -> None:
        report = complete(author=records.user(), status="submitted")
        assert "Only reviewers publish reports." in said(desk.post(step(report, "publish"), follow=True))
        assert status(report) == "submitted"

    def test_not_of_a_version_that_nobody_saw(self, review_desk: Client, desk: Client, editor: AbstractUser) -> None:
        report = complete(author=editor, status="submitted")
        page_shown = BeautifulSoup(review_desk.get(page(report)).content, "html.parser")
        form = page_shown.select_one(f'form[action="{step(report, "publish")}"]')
        sent = {field["name"]: field["value"] for field in form.select("input")}
        changed = as_shown(desk, report) | {"title": "Something else", "_submit_report": "on"}
        desk.post(page(report), changed)
        assert status(report) == "submitted"
        assert "was changed since you opened it" in said(review_desk.post(step(report, "publish"), sent, follow=True))
        assert status(report) == "submitted"

    def test_not_by_following_a_link(self, review_desk: Client, editor: AbstractUser) -> None:
        report = complete(author=editor, status="submitted")
        assert review_desk.get(step(report, "publish")).status_code == 405
        assert status(report) == "submitted"

    def test_not_from_another_site(self, reviewer: AbstractUser, editor: AbstractUser) -> None:
        report = complete(author=editor, status="submitted")
        client = Client(enforce_csrf_checks=True)
        client.force_login(reviewer)
        assert client.post(step(report, "publish")).status_code == 403
        assert status(report) == "submitted"

    def test_not_by_strangers(self, editor: AbstractUser) -> None:
        report = complete(author=editor, status="submitted")
        for client in (Client(), logged_in(records.user("Reviewers", is_staff=False))):
            assert "/admin/login/" in client.post(step(report, "publish")).url
        assert logged_in(records.user("")).post(step(report, "publish")).status_code == 403
        assert status(report) == "submitted"

    def test_of_what_is_not_there(self, review_desk: Client) -> None:
        response = review_desk.post(f"{LIST}987654321/publish/", follow=True)
        assert response.status_code == 200
        assert "doesn’t exist" in said(response)

    def test_from_the_list_one_by_one(
        self, review_desk: Client, desk: Client, editor: AbstractUser, reviewer: AbstractUser
    ) -> None:
        fine = complete(author=editor, status="submitted", title="Fine")
        own = complete(author=reviewer, status="submitted", title="Own")
        draft = complete(author=editor, title="Unfinished")
        chosen = {"action": "publish_chosen", "_selected_action": [fine.pk, own.pk, draft.pk]}
        response = review_desk.post(LIST, chosen, follow=True)
        assert [status(report) for report in (fine, own, draft)] == ["published", "submitted", "draft"]
        for words in ("“Fine” is published.", "“Own”: You wrote this report.", "“Unfinished”: It is still a draft."):
            assert words in said(response)

    def test_list_offers_it_to_reviewers_only(self, review_desk: Client, desk: Client) -> None:
        records.report()
        assert "publish_chosen" in review_desk.get(LIST).content.decode()
        assert "publish_chosen" not in desk.get(LIST).content.decode()
        report = complete(author=records.user(), status="submitted")
        desk.post(LIST, {"action": "publish_chosen", "_selected_action": [report.pk]})
        assert status(report) == "submitted"

    def test_is_written_into_the_history(self, review_desk: Client, reviewer: AbstractUser) -> None:
        report = complete(author=records.user(), status="submitted")
        review_desk.post(step(report, "publish"))
        assert LogEntry.objects.get(object_id=str(report.pk)).user == reviewer


class TestChangingWhatIsSubmitted:
    """Its author and reviewers may; it is a draft then, and nobody publishes what they changed last."""

    @pytest.mark.parametrize("who", ["author", "reviewer"])
    def test_makes_it_a_draft_again(self, who: str, editor: AbstractUser, reviewer: AbstractUser) -> None:
        report = complete(author=editor, status="submitted")
        client = logged_in({"author": editor, "reviewer": reviewer}[who])
        assert client.post(page(report), as_shown(client, report) | {"title": "Changed"}).status_code == 302
        report.refresh_from_db()
        assert (report.status, report.title, report.author) == ("draft", "Changed", editor)
        assert [each.reason for each in report.steps.all()] == ["Changed after it was submitted."]

    def test_by_a_reviewer_leaves_the_decision_to_another(self, review_desk: Client, editor: AbstractUser) -> None:
        report = complete(author=editor, status="submitted")
        review_desk.post(page(report), as_shown(review_desk, report) | {"title": "Changed"})
        logged_in(editor).post(LIST, {"action": "submit_chosen", "_selected_action": [report.pk]})
        assert "You changed this report last." in said(review_desk.post(step(report, "publish"), follow=True))
        assert status(report) == "submitted"
        logged_in(records.user("Reviewers")).post(step(report, "publish"))
        assert status(report) == "published"


def test_submitting_from_the_list(desk: Client, editor: AbstractUser) -> None:
    own, others = complete(author=editor), complete(author=records.user(), title="Theirs")
    response = desk.post(LIST, {"action": "submit_chosen", "_selected_action": [own.pk, others.pk]}, follow=True)
    assert (status(own), status(others)) == ("submitted", "draft")
    assert "Theirs" not in said(response)


@pytest.mark.parametrize("chosen", ["abc", "\x00", "-1", "١"])
def test_what_no_list_offers_is_a_bad_request(desk: Client, chosen: str) -> None:
    response = desk.post(LIST, {"action": "submit_chosen", "_selected_action": [chosen]})
    assert response.status_code == 400
