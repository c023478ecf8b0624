"""A file's way from the form to submitted reports: what is shown, what is written, and what keeps it from that."""

from datetime import date
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AbstractUser
from django.test import Client

from reports import workflow
from reports.models import (
    Citation,
    Conflict,
    Figure,
    Measure,
    Party,
    Report,
    Source,
    Status,
    Step,
    Subject,
    Upload,
    UploadRow,
    UploadState,
    Variant,
)  # fmt: skip
from reports.newsroom.uploads.upload_process import folder_of
from tests import records
from tests.conftest import words
from tests.imports.flat.tables import ROW, as_csv, lines
from tests.people import logged_in

from .conftest import ADD, Send, act, confirm, done, page

pytestmark = pytest.mark.both_databases

SECOND = {"stated_on": "2022-04-02", "as_of": "2022-04-02", "number": "about 1,360"}


def published(**given: object) -> Report:
    report = records.report(
        slug="south-1",
        party=Party.objects.get(slug="south-army"),
        stated_on=date(2022, 4, 1),
        kind="briefing",
        author=records.user(),
        **{"status": "published"} | given,
    )
    for slug, best in (("south-1-killed", 1350), ("south-1-other", 7)):
        measure = Measure.objects.get(slug="killed") if best > 7 else records.measure(slug="other")
        subject = Subject.objects.get(slug="north-forces")
        records.figure(
            slug=slug, report=report, measure=measure, subject=subject, qualifier="about", best=best, wording="so many"
        )
    records.citation(report=report, source=records.source(slug="daily-1", url=ROW["source_url"], publisher="The Daily"))
    return report


def rows_of(upload: Upload) -> list[tuple]:
    return list(upload.rows.order_by("position").values_list("line", "state", "report", "fate"))


def shown(client: Client, upload: Upload, query: str = "", status: int = 200) -> BeautifulSoup:
    answer = client.get(page(upload) + query)
    assert answer.status_code == status
    return BeautifulSoup(answer.content, "html.parser")


def test_new_reports_arrive_submitted_for_somebody_else_to_publish(
    send: Send, desk: Client, editor: AbstractUser, reviewer: AbstractUser
) -> None:
    upload = send({}, {"measure": "share", "number": "70%"}, SECOND)
    assert upload.state == UploadState.READ
    assert rows_of(upload) == [
        (2, "new", "south-army-2022-04-01", ""),
        (3, "new", "south-army-2022-04-01", ""),
        (4, "new", "south-army-2022-04-02", ""),
    ]
    assert not Report.all_objects.exists()
    assert not Source.objects.exists()

    confirm(desk, upload)
    assert done(upload).state == UploadState.DONE
    reports = Report.all_objects.order_by("stated_on")
    assert [report.status for report in reports] == [Status.SUBMITTED] * 2
    assert {report.author for report in reports} == {report.last_changed_by for report in reports} == {editor}
    assert [report.figures.count() for report in reports] == [2, 1]
    assert Citation.objects.count() == 2
    assert Source.objects.count() == 1
    assert [(step.before, step.after, step.by) for step in Step.objects.all()] == [("draft", "submitted", editor)] * 2
    assert list(upload.reports.order_by("pk")) == list(Report.all_objects.order_by("pk"))
    assert (upload.rows.count(), folder_of(upload).exists()) == (0, False)

    assert workflow.why_not_publish(reports[0], editor)
    editor.groups.set(reviewer.groups.all())
    again = type(editor).objects.get(pk=editor.pk)
    assert workflow.why_not_publish(reports[0], again).startswith("You wrote this report.")
    workflow.publish(report=reports[0], by=reviewer)
    text = words(shown(desk, upload))
    assert "2 new reports, submitted" in text
    assert "3 figures in new reports" in text


def test_a_running_total_is_written_as_it_was_shown(send: Send, desk: Client) -> None:
    upload = send({}, {"measure": "share", "number": "70%", "basis": "daily_average"})
    told = [row.record for row in upload.rows.order_by("position")]
    assert told == [
        "South, 1 April 2022: Killed, about 1,350, since 24 February 2022",
        "South, 1 April 2022: Share lost, 70%",
    ]
    confirm(desk, upload)
    done(upload)
    held = dict(Figure.all_objects.values_list("measure__slug", "period_start"))
    assert held == {"killed": date(2022, 2, 24), "share": None}


def test_a_plain_number_of_a_named_count_is_shown_and_written_as_a_floor(send: Send, desk: Client) -> None:
    upload = send(
        {"method": "named_count", "number": "231,500"}, SECOND | {"method": "named_count", "number": "nearly 9"}
    )
    assert [row.record for row in upload.rows.order_by("position")] == [
        "South, 1 April 2022: Killed, at least 231,500, since 24 February 2022. "
        "Recorded as at least 231,500: its method counts cases one by one",
        "South, 2 April 2022: Killed, nearly 9, since 24 February 2022",
    ]
    told = "1 plain number is recorded as “at least”, since a count of named, verified or pictured cases is a floor."
    assert told in upload.remarks
    assert told in words(shown(desk, upload))
    confirm(desk, upload)
    done(upload)
    assert [str(figure.number) for figure in Figure.all_objects.order_by("as_of")] == ["at least 231,500", "nearly 9"]


def test_another_first_day_than_was_shown_is_not_written(send: Send, desk: Client) -> None:
    upload = send()
    Conflict.objects.update(start_date=date(2022, 2, 23))
    confirm(desk, upload)
    assert done(upload).state == UploadState.OUTDATED
    assert not Figure.all_objects.exists()


def test_history_tells_who_imported_what(send: Send, desk: Client, editor: AbstractUser) -> None:
    upload = send()
    confirm(desk, upload)
    done(upload)
    for model in (Report, Figure, Source, Citation):
        (row,) = model.history.all()
        assert (row.history_user, row.history_change_reason) == (editor, "imported: figures.csv")
    assert Report.history.get().status == "submitted"


def test_what_is_exported_comes_back_as_the_same(send: Send, desk: Client) -> None:
    upload = send({}, SECOND)
    confirm(desk, upload)
    done(upload)
    again = send({}, SECOND)
    assert [row[1] for row in rows_of(again)] == ["same", "same"]
    assert "there is nothing to write" in words(shown(desk, again))
    assert "nothing in this file is new" in confirm(desk, again)
    for ending in ("csv", "xlsx"):
        Report.all_objects.update(status="published", published_at="2026-01-01T00:00Z")
        answer = desk.get(f"/admin/reports/upload/example.{ending}")
        example = send(content=answer.content, name=f"example.{ending}")
        assert (example.counts["error"], example.counts["same"]) == (0, 1), list(example.rows.values())
    assert desk.get("/admin/reports/upload/example.ods").status_code == 404


def test_a_published_report_changes_only_by_a_correction_that_is_asked_for(send: Send, desk: Client) -> None:
    published()
    changes = [{"number": "about 1,530"}, {"measure": "share", "number": "70%"}, SECOND]
    left = send(*changes)
    assert rows_of(left) == [
        (2, "changed", "south-1", "correct"),
        (3, "new", "south-1", "correct"),
        (4, "new", "south-army-2022-04-02", ""),
    ]
    assert "unless you choose to correct it when you confirm this file" in words(shown(desk, left))
    cells = shown(desk, left).select_one("tr.changed dl")
    assert [(each.select_one("del").text, each.select_one("ins").text) for each in cells.select("div")][-1:] == [
        ("1350", "1530")
    ]
    confirm(desk, left)
    assert done(left).state == UploadState.DONE
    assert {report.slug for report in left.reports.all()} == {"south-army-2022-04-02"}
    assert not Report.all_objects.exclude(replaces=None).exists()
    assert Figure.all_objects.get(slug="south-1-killed").best == 1350

    upload = send(*changes[:2])
    assert "Tell readers what was wrong" in confirm(desk, upload, correcting="on")
    confirm(desk, upload, correcting="on", reason="Two digits changed places.")
    assert done(upload).state == UploadState.DONE, upload.problem
    draft = Report.all_objects.get(replaces__slug="south-1")
    assert upload.reports.get() == draft
    assert (draft.status, draft.correction_reason) in [
        ("submitted", "Two digits changed places."),
        ("draft", "Two digits changed places."),
    ]
    numbers = dict(draft.figures.values_list("measure__slug", "best"))
    assert numbers == {"killed": 1530, "other": 7, "share": 70}
    assert set(draft.figures.values_list("wording", flat=True)) == {"so many", ""}
    assert Figure.all_objects.get(slug="south-1-killed").best == 1350
    assert Report.published.get(slug="south-1").status == "published"
    assert [row[3] for row in rows_of(send(changes[0]))] == ["correcting"]


def test_a_correction_to_what_a_source_prints_exchanges_the_variants(send: Send, desk: Client) -> None:
    """Two transcriptions of one bulletin: 2,054 is on record, the other's 20,454 is right (lod-db/orc-losses#210)."""
    report = published()
    figure = Figure.published.get(slug="south-1-killed")
    other = records.citation(report=report, source=records.source(slug="other", publisher="The Other"))
    records.variant(figure=figure, citation=other, kind="number", qualifier="about", best=20454)
    upload = send({"number": "about 20,454"})
    confirm(desk, upload, correcting="on", reason="A digit was lost.")
    assert done(upload).state == UploadState.DONE, upload.problem
    draft = Report.all_objects.get(replaces__slug="south-1")
    printed = Variant.objects.filter(citation__report=draft)
    assert set(printed.values_list("figure__best", "kind", "qualifier", "best")) == {(20454, "number", "about", 1350)}
    of_others = set(draft.citations.values_list("source__slug", flat=True)) - {"other"}
    assert set(printed.values_list("citation__source__slug", flat=True)) == of_others > {"daily-1"}
    assert Variant.objects.filter(figure=figure).count() == 1


def test_a_correction_to_what_no_source_prints_leaves_the_variants(send: Send, desk: Client) -> None:
    report = published()
    other = records.citation(report=report, source=records.source(slug="other", publisher="The Other"))
    figure = Figure.published.get(slug="south-1-killed")
    records.variant(figure=figure, citation=other, kind="number", qualifier="about", best=20454)
    upload = send({"number": "about 1,530"})
    confirm(desk, upload, correcting="on", reason="Two digits changed places.")
    assert done(upload).state == UploadState.DONE, upload.problem
    printed = Variant.objects.filter(citation__report__replaces=report)
    assert list(printed.values_list("citation__source__slug", "best")) == [("other", 20454)]


@pytest.mark.parametrize("is_in_file", [True, False])
def test_a_stated_gain_is_checked_against_the_day_before(send: Send, desk: Client, is_in_file: bool) -> None:
    """In the file itself or on record; as on the entry page."""
    before = {"stated_on": "2022-03-31", "as_of": "2022-03-31", "number": "about 1,240 (+5)"}
    if not is_in_file:
        upload = send(before)
        confirm(desk, upload)
        assert done(upload).state == UploadState.DONE
        Report.all_objects.update(status="published", published_at="2026-01-01T00:00Z")
    rows = [before] if is_in_file else []
    wrong = words(shown(desk, send(*rows, {"number": "about 1,350 (+120)"})))
    assert wrong.count("The text says +120 since the day before; the difference is +110.") == 1
    assert "since the day before" not in words(shown(desk, send(*rows, {"number": "about 1,350 (+110)"})))


def test_a_further_source_and_other_words_of_a_published_report(send: Send, desk: Client) -> None:
    published()
    further = {"source_url": "https://weekly.example/7", "publisher": "The Weekly", "title": "Another title"}
    upload = send(further)
    assert rows_of(upload) == [(2, "changed", "south-1", "correct")]
    assert "nothing" not in confirm(desk, upload, correcting="on", reason="A source was missing.")
    done(upload)
    draft = Report.all_objects.get(replaces__slug="south-1")
    assert draft.title == "Another title"
    assert set(draft.citations.values_list("source__url", flat=True)) == {ROW["source_url"], further["source_url"]}


FURTHER = {"source_url": "https://weekly.example/7", "publisher": "The Weekly"}


def test_a_further_source_of_a_figure_on_record_is_no_new_figure(send: Send, desk: Client) -> None:
    """It is an addition, which the desk makes on the report's page, and no part of a correction."""
    report = published()
    upload = send(FURTHER | {"source_url": FURTHER["source_url"] + "?utm_source=x"})
    assert rows_of(upload) == [(2, "same", "south-1", "further")]
    page_ = shown(desk, upload)
    row = page_.select_one("tbody tr.same")
    assert "about 1,350. The same figure; names a further source Left out" in words(row)
    assert "“Add what another source prints”" in words(row)
    assert row.select_one(".fate a")["href"] == f"/admin/reports/report/{report.pk}/change/"
    assert "nothing to write. Left out, as its row says: 1." in words(page_)
    assert "nothing in this file is new" in confirm(desk, upload, correcting="on", reason="x")


def test_nor_is_it_taken_along_by_a_correction_of_something_else(send: Send, desk: Client) -> None:
    published()
    other = {"measure": "other", "number": "about 8"}
    upload = send(FURTHER, other)
    assert rows_of(upload) == [(2, "same", "south-1", "further"), (3, "changed", "south-1", "correct")]
    confirm(desk, upload, correcting="on", reason="Typed wrong.")
    assert done(upload).state == UploadState.DONE, upload.problem
    draft = Report.all_objects.get(replaces__slug="south-1")
    assert dict(draft.figures.values_list("measure__slug", "best")) == {"killed": 1350, "other": 8}
    assert [each.source.url for each in draft.citations.all()] == [ROW["source_url"]]
    assert not Source.objects.filter(url=FURTHER["source_url"]).exists()


def test_unless_that_correction_cites_it_too(send: Send, desk: Client) -> None:
    published()
    upload = send(FURTHER, {**FURTHER, "measure": "other", "number": "about 8"})
    assert rows_of(upload) == [(2, "same", "south-1", "correct"), (3, "changed", "south-1", "correct")]
    confirm(desk, upload, correcting="on", reason="Typed wrong.")
    assert done(upload).state == UploadState.DONE, upload.problem
    draft = Report.all_objects.get(replaces__slug="south-1")
    assert {each.source.url for each in draft.citations.all()} == {ROW["source_url"], FURTHER["source_url"]}


def test_a_page_on_record_under_another_address_is_said_to_be(send: Send, desk: Client) -> None:
    published()
    upload = send({"source_url": ROW["source_url"] + "/?utm_source=x", "publisher": ""})
    assert rows_of(upload) == [(2, "same", "south-1", "")]
    assert f"Its page is on record as {ROW['source_url']}" in words(shown(desk, upload))
    upload = send({**SECOND, **FURTHER, "source_url": FURTHER["source_url"] + "?utm_source=x"})
    assert "Its page’s address is kept without utm_source" in words(shown(desk, upload))
    confirm(desk, upload)
    done(upload)
    assert Source.objects.get(publisher="The Weekly").url == FURTHER["source_url"]


def test_sources_of_rows_that_are_left_out_are_left_out(send: Send, desk: Client) -> None:
    published()
    upload = send(FURTHER, SECOND)
    confirm(desk, upload)
    assert done(upload).state == UploadState.DONE
    assert not Source.objects.filter(url="https://weekly.example/7").exists()


@pytest.mark.parametrize(("status", "fate"), [("submitted", "at_desk"), ("retracted", "withdrawn")])
def test_reports_that_no_import_touches(send: Send, desk: Client, status: str, fate: str) -> None:
    published(status=status)
    upload = send({"number": "about 1,530", "report": "south-1"})
    assert rows_of(upload) == [(2, "changed", "south-1", fate)]
    assert "nothing in this file is new" in confirm(desk, upload, correcting="on", reason="x")
    upload = send({"number": "about 1,530", "report": "south-1"}, SECOND)
    confirm(desk, upload, correcting="on", reason="x")
    assert done(upload).state == UploadState.DONE, upload.problem
    assert Figure.all_objects.get(slug="south-1-killed").best == 1350
    assert not Report.all_objects.exclude(replaces=None).exists()


def test_errors_keep_everything_from_being_written(send: Send, desk: Client) -> None:
    upload = send({}, {**SECOND, "number": "1,35"}, {"measure": "kiled"})
    assert [row[:2] for row in rows_of(upload)] == [(3, "error"), (4, "error"), (2, "new")]
    text = words(shown(desk, upload))
    assert "2 rows are wrong" in text
    assert "Confirm" not in text
    assert "send the corrected file" in text
    assert shown(desk, upload).select_one(f".standing a[href='{ADD}']").text == "Send the corrected file"
    assert "Rows with errors" in confirm(desk, upload)
    assert not Report.all_objects.exists()


def test_a_number_that_is_on_record_already_is_no_new_figure(send: Send, desk: Client) -> None:
    published()
    upload = send({"report": "south-again"})
    (row,) = upload.rows.all()
    assert row.state == "error"
    assert "of 1 April 2022 is there already, as south-1-killed in south-1" in row.problems[0]


@pytest.mark.parametrize(
    "again",
    [
        {"stated_on": "2022-04-03"},
        {"source_url": "https://weekly.example/7", "publisher": "The Weekly"},
        {"stated_on": "2022-04-03", "source_url": "https://weekly.example/7", "publisher": "The Weekly"},
    ],
    ids=["later", "elsewhere", "later and elsewhere"],
)
def test_a_claim_that_a_party_repeats_is_another_statement(send: Send, desk: Client, again: dict) -> None:
    """About the same day: on record, or in the same file."""
    published()
    upload = send({"report": "south-again"} | again)
    assert rows_of(upload) == [(2, "new", "south-again", "")]
    confirm(desk, upload)
    assert done(upload).state == UploadState.DONE
    assert Figure.all_objects.filter(as_of="2022-04-01", measure__slug="killed", best=1350).count() == 2
    both = send({"report": "one", "number": "9", **again}, {"report": "two", "number": "9"})
    assert {row[1] for row in rows_of(both)} == {"new"}


def test_one_statement_twice_in_a_file_is_one_too_many(send: Send) -> None:
    upload = send({"report": "one"}, {"report": "two"})
    assert [row[:2] for row in rows_of(upload)] == [(3, "error"), (2, "new")]


def test_a_thousand_errors_are_paged(send: Send, desk: Client) -> None:
    bad = [{"number": f"{number}x", "as_of": "2022-04-01"} for number in range(1_000)]
    upload = send(*bad, {})
    assert upload.counts["error"] == 1_000
    first = shown(desk, upload)
    assert len(first.select("tbody tr.error")) == 50
    assert "Page 1 of 21" in words(first)
    assert "1,000 rows are wrong" in words(first)
    only = shown(desk, upload, "?state=error&page=20")
    assert [words(row.select_one(".line")) for row in only.select("tbody tr.error")][-1] == "1001"
    assert len(shown(desk, upload, "?state=new").select("tbody tr.new")) == 1


@pytest.mark.parametrize("query", ["?state=green", "?page=0", "?page=-1", "?page=x", "?page=9", f"?page={10**30}"])
def test_bad_parameters(send: Send, desk: Client, query: str) -> None:
    assert "There are no" in words(shown(desk, send(), query, 400))


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"\0" * 100, b"PK\x03\x04", b"%PDF", b'party,"open', "Дата;Число".encode("cp1251"), b"=cmd"],
)
def test_no_file_ends_without_a_word(send: Send, desk: Client, content: bytes) -> None:
    upload = send(content=content, name="<b>.csv")
    assert upload.state == UploadState.READ
    assert upload.counts["error"] >= 1
    page_ = shown(desk, upload)
    assert page_.select("tr.error .problem")
    assert not page_.select("h1 b, .breadcrumbs b")


def test_the_form_says_what_is_missing_or_too_large(desk: Client, settings: object, things: None) -> None:
    assert desk.post(ADD, {}).status_code == 422
    settings.LARGEST_SNAPSHOT = 100
    answer = desk.post(ADD, {"file": BytesIO(as_csv(lines({})))})
    assert answer.status_code == 422
    assert "larger than 100" in words(BeautifulSoup(answer.content, "html.parser"))
    settings.LARGEST_UPLOAD = 200
    assert desk.post(ADD, {"file": BytesIO(b"x" * 1_000)}).status_code == 413
    assert not Upload.objects.exists()


def test_another_reads_no_uploads_of_mine_but_reviewers_do(
    send: Send, desk: Client, review_desk: Client, client: Client
) -> None:
    upload = send()
    other = logged_in(records.user())
    addresses = [page(upload), f"/admin/reports/upload/{upload.pk}/progress.json"]
    assert [other.get(address).status_code for address in addresses] == [302, 404]
    assert [client.get(address).status_code for address in addresses] == [302, 302]
    assert other.post(f"/admin/reports/upload/{upload.pk}/confirm/", {"shown": upload.shown}).status_code == 404
    assert "figures.csv" not in other.get("/admin/reports/upload/").content.decode()
    assert "figures.csv" in review_desk.get("/admin/reports/upload/").content.decode()
    assert "Only whoever sent this file confirms it." in words(shown(review_desk, upload))
    for name in ("confirm", "discard", "again"):
        assert "Only whoever sent a file decides on it." in act(review_desk, upload, name, shown=upload.shown)
    upload.refresh_from_db()
    assert upload.state == UploadState.READ
    assert logged_in(records.user(group="")).get(ADD).status_code == 403
    assert desk.get(f"/admin/reports/upload/{upload.pk}/confirm/").status_code == 405
    assert desk.post(page(upload), {"name": "x"}).status_code == 405
    assert UploadRow.objects.count() == 1


def test_a_total_of_a_day_before_the_war_is_an_error_at_once(send: Send) -> None:
    early = {"stated_on": "2022-02-23", "as_of": "2022-02-23"}
    assert send(early).counts["error"] == 1
    (row,) = Upload.objects.get().rows.all()
    assert row.problems == ['as_of: "2022-02-23" is before the conflict began; write a day from 2022-02-24 on']
    assert send(early | {"basis": "period", "period_start": "2022-02-01"}).counts["error"] == 0


def test_warnings_of_what_was_imported_are_settled_at_review(send: Send, desk: Client, reviewer: AbstractUser) -> None:
    upload = send({}, SECOND | {"number": "about 1,340"})
    assert "none is published until its warnings have a reason" in words(shown(desk, upload))
    confirm(desk, upload)
    assert done(upload).state == UploadState.DONE
    second = Report.all_objects.get(stated_on=date(2022, 4, 2))
    with pytest.raises(workflow.TransitionNotAllowed, match=r"about 1,340 .* after about 1,350"):
        workflow.publish(report=second, by=reviewer)
    answer = logged_in(reviewer).get(f"/admin/reports/report/{second.pk}/review/")
    assert "A running total cannot fall, but this one did" in words(BeautifulSoup(answer.content, "html.parser"))
