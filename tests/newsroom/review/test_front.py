"""The front page of the desk: what waits, who is late, and which checks failed."""

from datetime import date, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth.models import AbstractUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports import workflow
from reports.models import ArchiveAttempt, Source
from reports.newsroom.review.dashboard import overdue
from tests import records
from tests.conftest import words
from tests.people import logged_in
from tests.workflow.reports import complete

pytestmark = pytest.mark.django_db


def boxes(client: Client) -> dict[str, str]:
    page = BeautifulSoup(client.get("/admin/").content, "html.parser")
    return {words(box.h3): words(box) for box in page.select(".front .box")}


def spoken(days: list[int], today: date, **given: object) -> object:
    party = records.party(**given)
    for ago in days:
        records.report(party=party, status="published", stated_on=today - timedelta(days=ago))
    return party


def test_what_waits(desk: Client, review_desk: Client, editor: AbstractUser, reviewer: AbstractUser) -> None:
    long_ago = timezone.now() - timedelta(days=4, hours=1)
    complete(author=editor, status="submitted", submitted_at=long_ago, title="Waits")
    back = complete(author=editor, status="submitted", title="Returned")
    for reason in ("At first this.", "Why <is> it so? " + "The source says otherwise. " * 20):
        if back.status != "submitted":
            workflow.submit(report=back, by=editor)
        workflow.send_back(report=back, by=reviewer, reason=reason)
    complete(author=editor, title="Begun")
    complete(author=records.user(), title="Hidden")
    told = boxes(review_desk)
    assert "1 report the oldest for 4 days" in told["To review"]
    assert "Nothing was sent back to you." in told["Sent back to you"]
    told = boxes(desk)
    assert "To review" not in told
    assert told["Yours that wait for a reviewer"].endswith("Waits 4 days")
    assert "Returned Why <is> it so? The source says otherwise." in told["Sent back to you"]
    assert told["Sent back to you"].endswith("…")
    assert len(told["Sent back to you"]) < 350
    assert "At first this." not in told["Sent back to you"]
    assert "Begun" in told["Your drafts"]
    assert "Hidden" not in " ".join(told.values())


def test_of_ones_own_that_wait_the_oldest_first(desk: Client, review_desk: Client, editor: AbstractUser) -> None:
    assert boxes(desk)["Yours that wait for a reviewer"].endswith("None of your reports waits.")
    for days in range(8):
        since = timezone.now() - timedelta(days=days, hours=1)
        complete(author=editor, status="submitted", submitted_at=since, title=f"Number {days}")
    complete(author=records.user(), status="submitted", title="Another’s")
    told = boxes(desk)["Yours that wait for a reviewer"]
    assert told.index("Number 7 7 days") < told.index("Number 6") < told.index("Number 2")
    assert "Number 1" not in told
    assert told.endswith("All 8")
    assert "Another’s" not in told
    assert "9 reports" in boxes(review_desk)["To review"]


def test_a_reviewer_is_told_of_both(review_desk: Client, reviewer: AbstractUser) -> None:
    complete(author=reviewer, status="submitted")
    told = boxes(review_desk)["To review"]
    assert "No report of anybody else waits." in told
    assert "1 of yours waits for a reviewer." in told


def test_nothing_for_those_without_a_role() -> None:
    complete(author=None, status="submitted")
    assert boxes(logged_in(records.user(""))) == {}


def test_whoever_usually_speaks_and_has_not() -> None:
    today = date(2024, 6, 30)
    daily = spoken([20, 21, 22, 23], today)
    spoken([10, 11, 12, 13], today)  # not yet longer than 14 days
    monthly = spoken([70, 100, 130], today)
    spoken([50, 80, 110], today)  # less than two of its usual paces
    spoken([40, 400, 500], today)  # once within the year: no pace
    assert [(each.party, each.silent, each.pace, each.late) for each in overdue(today)] == [
        (daily, 20, 1, 19),
        (monthly, 70, 30, 40),
    ]


def test_sources_and_variants(desk: Client, editor: AbstractUser) -> None:
    variant = records.variant(
        figure=records.figure(report=records.report(status="published")), qualifier="exact", best=1531
    )
    records.variant(figure=records.figure(report=records.report(author=editor)), qualifier="exact", best=7777)
    records.source(archived_url="https://archive.example/1")
    ArchiveAttempt.objects.create(source=variant.citation.source, outcome="failed")
    told = boxes(desk)
    assert "2 sources 1 of them failed" in told["Sources without archived copy"]
    # A copy that is kept here is one: whatever becomes of the page, it can still be read.
    Source.objects.filter(pk=variant.citation.source_id).update(snapshot="kept.html", snapshot_sha256="0" * 64)
    page = BeautifulSoup(desk.get("/admin/").content, "html.parser")
    (box,) = (each for each in page.select(".front .box") if "Sources without archived copy" in words(each.h3))
    assert words(box).endswith("1 source")
    listed = BeautifulSoup(desk.get(box.a["href"]).content, "html.parser")
    assert "1 source" in words(listed.select_one(".paginator"))
    assert "Gazette prints 1,531 for 1,351 Dead, Forces" in told["Variants found lately"]
    assert "7,777" not in told["Variants found lately"]


def test_variants_that_a_new_version_copies_were_not_found_lately(
    desk: Client, editor: AbstractUser, reviewer: AbstractUser
) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=40)):
        report = complete(status="published")
        records.variant(figure=report.figures.get(), citation=report.citations.get(), best=1315, qualifier="exact")
    added = workflow.add_printed(report=report, by=editor, reason="The Herald swaps two digits.")
    citation = records.citation(report=added, source=records.source(publisher="Herald"))
    records.variant(figure=added.figures.get(), citation=citation, best=1531, qualifier="exact")
    workflow.publish(report=workflow.submit(report=added, by=editor), by=reviewer)
    corrected = workflow.correct(report=added, by=editor, reason="Typed wrong.")
    of_added = boxes(desk)["Variants found lately"]
    workflow.publish(report=workflow.submit(report=corrected, by=editor), by=reviewer)
    for told in (of_added, boxes(desk)["Variants found lately"]):
        assert "Herald prints 1,531 for 1,351 Dead, Forces" in told
        assert "1,315" not in told


def test_checks_of_everything_are_asked_for_and_dated(desk: Client) -> None:
    assert "not checked as a whole yet" in boxes(desk)["Failed checks"]
    report = complete(status="published", title="Uncited")
    records.never_entered(report.citations.all())
    assert desk.get("/admin/reports/report/check-all/").status_code == 405
    assert logged_in(records.user("")).post("/admin/reports/report/check-all/").status_code == 403
    assert desk.post("/admin/reports/report/check-all/").url == "/admin/#failed-checks"
    told = boxes(desk)["Failed checks"]
    assert "1 error , 0 warnings without a reason in all that is published, as of" in told
    assert f"{timezone.now():%Y}" in told


def test_warnings_without_a_reason_are_listed(desk: Client) -> None:
    address = "/admin/reports/report/warnings/"
    assert "not checked as a whole yet" in words(BeautifulSoup(desk.get(address).content, "html.parser"))
    before = complete(status="published")
    kind = before.figures.get()
    after = complete(party=before.party, status="published", stated_on=before.stated_on + timedelta(days=1))
    fell = records.figure(report=after, subject=kind.subject, measure=kind.measure, best=700)
    desk.post("/admin/reports/report/check-all/")
    page = BeautifulSoup(desk.get("/admin/").content, "html.parser")
    assert words(page.find("a", href=address)) == "1 warning without a reason"
    shown = BeautifulSoup(desk.get(address).content, "html.parser")
    (told,) = shown.select(".warned li")
    assert "A running total cannot fall" in words(told)
    assert told.a["href"] == f"/figures/{fell.slug}/"
    assert logged_in(records.user("")).get(address).status_code == 403
    assert desk.get(address + "?page=2").status_code == desk.get(address + "?page=x").status_code == 400


def test_queries_do_not_grow(desk: Client, editor: AbstractUser) -> None:
    """The counts and lists of the front page, and what Django's own and the links to new reports ask."""
    complete(author=editor, status="published")
    with CaptureQueriesContext(connection) as few:
        boxes(desk)
    for status in ("submitted", "sent_back", "draft", "published") * 3:
        records.variant(figure=records.figure(report=complete(author=editor, status=status)))
    with CaptureQueriesContext(connection) as many:
        boxes(desk)
    assert len(many) <= len(few) + 5  # each list that is not empty reads its names
