"""The review screen: who sees and decides what, what stands on it, and where one goes on."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AbstractUser
from django.test import Client

from reports import workflow
from reports.models import Report
from tests import records
from tests.conftest import words
from tests.people import logged_in
from tests.workflow.reports import complete, stored

pytestmark = pytest.mark.django_db

QUEUE = "/admin/reports/report/queue/"


def screen(report: Report) -> str:
    return f"/admin/reports/report/{report.pk}/review/"


def seen(client: Client, report: Report) -> BeautifulSoup:
    answer = client.get(screen(report))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def decide(client: Client, report: Report, act: str, **given: object) -> object:
    return client.post(screen(report), {"act": act, "seen": stored(report).version} | given, follow=True)


def said(response: object) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def offered(client: Client, report: Report) -> set[str]:
    return {each["value"] for each in seen(client, report).select(".acts input[name=act]")}


@pytest.fixture
def submitted(editor: AbstractUser) -> Report:
    return complete(author=editor, status="submitted", title="Waiting")


class TestWhoSeesIt:
    def test_what_is_submitted_is_open_to_the_desk_and_drafts_to_their_author(
        self, desk: Client, review_desk: Client, editor: AbstractUser, submitted: Report
    ) -> None:
        others = complete(author=records.user("Editors"))
        assert desk.get(screen(submitted)).status_code == review_desk.get(screen(submitted)).status_code == 200
        assert desk.get(screen(complete(author=editor))).status_code == 200
        assert desk.get(screen(others)).status_code == 403
        assert desk.post(screen(others), {"act": "publish", "seen": 1}).status_code == 403

    def test_strangers_see_nothing(self, submitted: Report) -> None:
        for address in (screen(submitted), QUEUE):
            assert "/admin/login/" in Client().get(address).url
            assert logged_in(records.user("")).get(address).status_code == 403
        assert "/admin/login/" in Client().post(screen(submitted), {"act": "publish", "seen": 1}).url
        assert stored(submitted).status == "submitted"

    def test_of_what_is_not_there(self, review_desk: Client) -> None:
        assert "doesn’t exist" in said(review_desk.get("/admin/reports/report/987654321/review/", follow=True))


class TestDeciding:
    def test_only_reviewers_and_never_on_their_own(
        self, desk: Client, review_desk: Client, reviewer: AbstractUser, editor: AbstractUser, submitted: Report
    ) -> None:
        own = complete(author=reviewer, status="submitted")
        changed = complete(author=editor, last_changed_by=reviewer, status="submitted")
        assert offered(review_desk, submitted) == {"publish", "send_back"}
        for client, report, why in (
            (desk, submitted, "Only reviewers publish reports."),
            (review_desk, own, "You wrote this report."),
            (review_desk, changed, "You changed this report last."),
        ):
            assert offered(client, report) == set()
            assert why in said(decide(client, report, "publish"))
            assert stored(report).status == "submitted"
            assert decide(client, report, "send_back", reason="No.").status_code == 422
            assert stored(report).status == "submitted"

    def test_publishing_leads_to_the_next_and_says_what_was_done(
        self, review_desk: Client, editor: AbstractUser, reviewer: AbstractUser, submitted: Report
    ) -> None:
        complete(author=reviewer, status="submitted")  # not theirs to decide: passed over
        following = complete(author=editor, status="submitted")
        answer = decide(review_desk, submitted, "publish")
        assert answer.redirect_chain == [(screen(following), 302)]
        assert "“Waiting” is published." in said(answer)
        assert stored(submitted).status == "published"
        answer = decide(review_desk, following, "send_back", reason="Wrong day.")
        assert answer.redirect_chain == [(QUEUE, 302)]
        assert "is sent back" in said(answer)
        assert "Nothing else waits for you here." in said(answer)
        assert stored(following).steps.get().reason == "Wrong day."

    def test_a_filter_is_kept_on_the_way(self, review_desk: Client, editor: AbstractUser, submitted: Report) -> None:
        complete(author=editor, status="submitted")
        query = f"?party={submitted.party.slug}"
        answer = review_desk.post(screen(submitted) + query, {"act": "publish", "seen": 1})
        assert answer.url == QUEUE + query
        assert review_desk.get(f"{screen(submitted)}?partei=x").status_code == 400

    def test_a_refusal_keeps_what_was_typed(self, review_desk: Client, submitted: Report) -> None:
        answer = decide(review_desk, submitted, "send_back", reason="  ")
        assert answer.status_code == 422
        assert "Say what its author should change." in said(answer)
        answer = review_desk.post(screen(submitted), {"act": "send_back", "seen": 7, "reason": "The day is wrong."})
        page = BeautifulSoup(answer.content, "html.parser")
        assert page.select_one("#reason-send_back").text == "The day is wrong."
        assert page.select_one("details[data-key=b]").has_attr("open")
        assert stored(submitted).status == "submitted"

    def test_what_was_changed_meanwhile_is_not_decided_unseen(
        self, review_desk: Client, editor: AbstractUser, submitted: Report
    ) -> None:
        before = submitted.version
        draft = workflow.save_draft(report=stored(submitted), by=editor)
        workflow.submit(report=draft, by=editor)
        answer = review_desk.post(screen(submitted), {"act": "publish", "seen": before})
        assert answer.status_code == 422
        assert "changed since you opened it" in answer.content.decode()
        assert stored(submitted).status == "submitted"

    def test_nothing_else_is_an_act(self, review_desk: Client, submitted: Report) -> None:
        for act in ("", "discard", "take_back"):
            assert review_desk.post(screen(submitted), {"act": act, "seen": 1}).status_code == 400

    def test_a_published_report_is_corrected_or_retracted_with_a_reason(
        self, review_desk: Client, desk: Client, editor: AbstractUser
    ) -> None:
        report = complete(author=editor, status="published")
        assert offered(desk, report) == {"correct", "add_printed"}
        assert offered(review_desk, report) == {"correct", "add_printed", "retract"}
        for act in ("correct", "add_printed", "retract"):
            assert decide(review_desk, report, act, reason=" ").status_code == 422
        assert not Report.all_objects.filter(replaces=report).exists()
        answer = decide(desk, report, "correct", reason="We typed 1,315.")
        draft = Report.all_objects.get(replaces=report)
        assert answer.redirect_chain == [(f"/admin/reports/report/{draft.pk}/change/", 302)]
        assert (draft.author, draft.correction_reason) == (editor, "We typed 1,315.")
        answer = decide(review_desk, report, "retract", reason="A hoax.")
        assert answer.redirect_chain == [(screen(report), 302)]
        assert stored(report).status == "retracted"
        assert "A hoax." in words(seen(desk, report).select_one(".steps"))


class TestWhatItShows:
    def test_numbers_beside_the_partys_last(self, review_desk: Client, editor: AbstractUser) -> None:
        measure, gone = records.measure(name="Dead"), records.measure(name="Missing")
        subject, party = records.subject(name="Forces"), records.party()
        day = date(2022, 4, 1)
        for each, number in enumerate((1000, 1200)):
            old = records.report(party=party, status="published", stated_on=day + timedelta(days=each), title="Old")
            records.figure(report=old, measure=measure, subject=subject, best=number)
        records.figure(report=old, measure=gone, subject=subject, best=77)
        # Of another kind, and about a later day than this report: neither its last nor a number before its own.
        late = records.report(party=party, status="published", stated_on=day + timedelta(days=3), kind="interview")
        records.figure(report=late, measure=measure, subject=subject, best=9999, as_of=day + timedelta(days=4))
        report = complete(party=party, author=editor, status="submitted", stated_on=day + timedelta(days=3))
        this = records.figure(report=report, measure=measure, subject=subject, best=1351)
        row = seen(review_desk, report).select_one(f"#figure-{this.slug}")
        told = [words(cell) for cell in row.find_all(["th", "td"])]
        assert told == ["Dead, Forces", "1,351 as of 4 Apr 2022", "1,200 as of 2 Apr 2022", "+151 in 2 days"]
        part = words(seen(review_desk, report).select_one("section[aria-labelledby=numbers]"))
        assert "Missing, Forces: 77" in part
        assert "the first of its kind" in part  # the other figure of the report

    def test_a_note_on_the_whole_theatre_makes_no_other_series(self, review_desk: Client, editor: AbstractUser) -> None:
        """Each statement words it anew; of a part of the theatre it says which part."""
        day, given = date(2022, 4, 1), {"measure": records.measure(name="Dead"), "subject": records.subject()}
        old = records.report(party=records.party(), status="published", stated_on=day)
        records.figure(report=old, best=200186, scope_note="confirmed by name", **given)
        for number in range(7):
            records.figure(report=old, best=number, scope="place", scope_note="Izium", **given)
        report = complete(party=old.party, author=editor, status="submitted", stated_on=day + timedelta(days=3))
        whole = records.figure(report=report, best=240120, **given)
        part = records.figure(report=report, best=9, scope="place", scope_note="Kyiv", **given)
        screen = seen(review_desk, report)
        assert "200,186 as of 1 Apr 2022 +39,934 in 3 days" in words(screen.select_one(f"#figure-{whole.slug}"))
        assert "none the first of its kind" in words(screen.select_one(f"#figure-{part.slug}"))

    def test_sources_with_what_each_prints(self, review_desk: Client, submitted: Report) -> None:
        figure = submitted.figures.get()
        other = records.citation(
            report=submitted,
            source=records.source(publisher="Herald", archived_url="https://archive.example/1"),
        )
        records.variant(figure=figure, citation=other, qualifier="exact", best=1531, note="Two digits swapped.")
        first, second, *_ = seen(review_desk, submitted).select(".source-beside")
        assert "Gazette" in words(first)
        assert "Not known to print anything else than this" in words(first)
        assert "No archived copy" in words(first)
        assert "prints 1,531" in words(second)
        assert "Two digits swapped." in words(second)
        links = second.select("a[target=_blank]")
        assert [link["href"] for link in links] == [other.source.url, "https://archive.example/1"]
        assert all(link["rel"] == ["noopener", "noreferrer", "external"] for link in links)

    def test_what_a_correction_changes(self, review_desk: Client, editor: AbstractUser) -> None:
        report = complete(author=records.user(), status="published", title="Typed wrong")
        draft = workflow.correct(report=report, by=editor, reason="The title was wrong.")
        draft.title = "Typed right"
        workflow.save_draft(report=draft, by=editor)
        workflow.submit(report=draft, by=editor)
        told = words(seen(review_desk, draft).select_one("section[aria-labelledby=changes]"))
        assert "The title was wrong." in told
        assert "Title Typed wrong Typed right" in told
        assert seen(review_desk, report).select_one("#changes") is None
        assert "A correction of ours." in words(seen(review_desk, draft).select_one(".acts"))
        assert "A correction of ours." not in words(seen(review_desk, report).select_one(".acts"))

    def test_that_it_is_an_addition(self, review_desk: Client, editor: AbstractUser) -> None:
        report = complete(author=records.user(), status="published")
        draft = workflow.add_printed(report=report, by=editor, reason="The Herald prints 1,531.")
        records.citation(report=draft, source=records.source(publisher="Herald"))
        workflow.submit(report=draft, by=editor)
        screen = seen(review_desk, draft)
        assert "An addition." in words(screen.select_one(".acts"))
        assert "A correction of ours." not in words(screen)

    def test_who_wrote_it_and_its_history(self, desk: Client, editor: AbstractUser, submitted: Report) -> None:
        page = seen(desk, submitted)
        assert f"Entered by {editor}" in words(page.select_one(".who"))
        assert page.select_one(".who a")["href"] == f"/admin/reports/report/{submitted.pk}/history/"

    def test_a_reason_typed_here_comes_back_here(self, review_desk: Client, submitted: Report) -> None:
        address = f"/admin/reports/report/{submitted.pk}/reasons/"
        assert review_desk.post(address, {"from_review": "1"}).url == screen(submitted)

    def test_as_readers_will_see_it(self, desk: Client, submitted: Report) -> None:
        sheet = seen(desk, submitted).select_one(".as-shown")
        assert "1,351" in words(sheet.select_one("table"))
        assert not [
            link for link in sheet.select("a") if link["href"].startswith("/figures/")
        ]  # nobody could open them


def test_page_of_a_report_leads_to_it(
    desk: Client, review_desk: Client, submitted: Report, editor: AbstractUser
) -> None:
    published = complete(author=editor, status="published")
    draft = complete(author=editor)
    for report, there in ((submitted, True), (published, True), (draft, False)):
        page = desk.get(f"/admin/reports/report/{report.pk}/change/").content.decode()
        assert (f'href="{screen(report)}"' in page) is there
    address = f"/admin/reports/report/{published.pk}/correct/"
    assert address in desk.get(f"/admin/reports/report/{published.pk}/change/").content.decode()
    assert "Tell readers what is wrong" in said(desk.post(address, {"reason": ""}, follow=True))
    answer = desk.post(address, {"reason": "The day."}, follow=True)
    new = Report.all_objects.get(replaces=published)
    assert answer.redirect_chain == [(f"/admin/reports/report/{new.pk}/change/", 302)]
    field = BeautifulSoup(answer.content, "html.parser").select_one("[name=correction_reason]")
    assert field.text.strip() == "The day."
    assert desk.get(address).status_code == 405
