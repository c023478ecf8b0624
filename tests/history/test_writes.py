"""Every way of writing a record leaves its row: each page and action of the admin, each step, each import, bulk writes.

What is asked of each is the same: that the newest row of every record says what the record says.
"""

from datetime import date
from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.auth.models import AbstractUser
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from simple_history.models import HistoricalRecords

from reports import workflow
from reports.history import acting, because, remember
from reports.imports.comparing import compare
from reports.imports.loader import load
from reports.imports.package.package_reader import read_package
from reports.models import Conflict, Figure, MeasureOutcome, Outcome, Party, Report, Side, Source, Subject
from tests import records
from tests.imports.small_package import FILES, write
from tests.newsroom.entry import ADD, as_shown, citation_fields, entry, figure_fields, page
from tests.people import logged_in

from .reading_back import RECORDS, all_untold, last_drawn_on, rows, untold, without_history

pytestmark = pytest.mark.django_db
LIST = "/admin/reports/report/"


@pytest.fixture
def boss() -> Client:
    return logged_in(records.user("", username="boss", is_superuser=True))


def complete(author: AbstractUser, **given: object) -> Report:
    report = records.report(author=author, **given)
    records.variant(figure=records.figure(report=report), note="A slip of the printer.")
    return report


# --- the admin --------------------------------------------------------------------------------------------------------


def test_a_report_entered_changed_and_deleted(desk: Client, editor: AbstractUser) -> None:
    pentagon = records.party()
    data = entry(slug="test-way", figures=[figure_fields()], citations=[citation_fields()], draws_on=[pentagon.pk])
    desk.post(ADD, data)
    report = Report.all_objects.get(slug="test-way")
    figure, citation = report.figures.get(), report.citations.get()
    assert all_untold() == []
    assert last_drawn_on(report) == {pentagon.pk}
    changed = {"figures-0-best": "1352", "citations-0-locator": "page 2", "stated_on": "2022-04-02", "draws_on": []}
    desk.post(page(report), as_shown(desk, report) | changed | {"figures-0-as_of": "2022-04-02"})
    assert all_untold() == []
    assert last_drawn_on(report) == set()
    assert Figure.all_objects.get(pk=figure.pk).best == 1352
    desk.post(page(report), as_shown(desk, report) | {"figures-0-DELETE": "on"})
    assert rows(figure)[-1] == ("-", editor.username, None)
    assert all_untold() == []
    desk.post(f"{LIST}{report.pk}/delete/", {"post": "yes"})
    assert rows(report)[-1] == ("-", editor.username, "The draft was deleted.")
    assert rows(citation)[-1][:2] == ("-", editor.username)
    assert all_untold() == []


def test_a_correction_leaves_rows_of_its_copies(desk: Client, reviewer: AbstractUser, editor: AbstractUser) -> None:
    """Also outside of a page: all of them are whose correction it is."""
    published = complete(reviewer)
    published.draws_on.add(records.party())
    workflow.submit(report=published, by=reviewer)
    workflow.publish(report=published, by=records.user("Reviewers"))
    draft = workflow.correct(report=published, by=editor)
    copies = [draft, draft.figures.get(), draft.citations.get(), draft.figures.get().variants.get()]
    assert {row[:2] for copy in copies for row in rows(copy)[:1]} == {("+", editor.username)}
    assert rows(draft)[-1][:2] == ("~", editor.username)  # its links to parties, which come after it
    assert all_untold() == []


def test_a_deleted_draft_leaves_rows_of_its_parts(editor: AbstractUser) -> None:
    draft = complete(editor)
    parts = [draft.figures.get(), draft.citations.get(), draft.figures.get().variants.get()]
    workflow.discard(report=Report.all_objects.get(pk=draft.pk), by=editor)
    assert [rows(part)[-1][:2] for part in parts] == [("-", editor.username)] * 3
    assert all_untold() == []


def test_actions_on_the_list(desk: Client, editor: AbstractUser) -> None:
    first, second = complete(editor), complete(editor)
    chosen = [first.pk, second.pk]
    desk.post(LIST, {"action": "submit_chosen", "_selected_action": chosen})
    assert {report.status for report in Report.all_objects.filter(pk__in=chosen)} == {"submitted"}
    assert [rows(report)[-1][:2] for report in (first, second)] == [("~", editor.username)] * 2
    assert all_untold() == []
    desk.post(LIST, {"action": "delete_selected", "_selected_action": chosen, "post": "yes"})
    assert not Report.all_objects.filter(pk__in=chosen).exists()
    assert [rows(report)[-1][:2] for report in (first, second)] == [("-", editor.username)] * 2
    assert all_untold() == []


def test_steps_carry_their_reasons(editor: AbstractUser, reviewer: AbstractUser) -> None:
    """Also outside of a page: who took the step is told, not who sent a request."""
    report = complete(editor)
    workflow.submit(report=report, by=editor)
    workflow.send_back(report=report, by=reviewer, reason="No page.")
    workflow.submit(report=report, by=editor)
    workflow.publish(report=report, by=reviewer)
    workflow.retract(report=report, by=records.user("Reviewers", username="third"), reason="A hoax.")
    by_editor, by_reviewer = ("~", editor.username, None), ("~", reviewer.username, None)
    assert rows(report)[1:] == [
        by_editor,
        ("~", reviewer.username, "No page."),
        by_editor,
        by_reviewer,
        ("~", "third", "A hoax."),
    ]
    assert all_untold() == []


def test_figures_that_precede_their_report_to_an_earlier_day(editor: AbstractUser) -> None:
    figure = records.figure(report=records.report(author=editor))
    report = figure.report
    report.stated_on = date(2022, 4, 2)
    workflow.save_draft(report=report, by=editor)
    assert rows(figure)[1:] == [("~", editor.username, "")]
    assert all_untold() == []


def test_a_reason_goes_with_its_own_change_only(editor: AbstractUser) -> None:
    party = records.party()
    with because(party, "A new name.", editor):
        party.save()
    party.save()
    assert rows(party)[-2:] == [("~", editor.username, "A new name."), ("~", None, None)]


def test_who_acts_within_what_another_does(editor: AbstractUser, reviewer: AbstractUser) -> None:
    party = records.party()
    with acting(editor):
        with acting(reviewer):
            party.save()
        party.save()
    party.save()
    assert [who for _, who, _ in rows(party)[-3:]] == [reviewer.username, editor.username, None]


PLAIN = {
    "conflict": {"slug": "test-war", "name": "War", "start_date": "2022-02-24", "end_date": ""},
    "side": {"slug": "test-side", "name": "Side"},
    "subject": {"slug": "test-subject", "name": "Subject", "position": "10"},
    "party": {"slug": "test-party", "name": "Party", "short_name": "P", "kind": "media", "rank": "10", "colour": ""},
    "outcome": {"slug": "test-outcome", "name": "Outcome", "applies_to": "people", "position": "10"},
    "event": {"date": "2022-04-02", "title": "Event"},
    "source": {"url": "https://gazette.example/test", "publisher": "Gazette"},
}


@pytest.mark.parametrize("name", PLAIN)
def test_other_records_entered_changed_and_deleted(boss: Client, name: str) -> None:
    conflict, other = records.conflict(), records.conflict(slug="test-other")
    fields = PLAIN[name] | {"conflict": conflict.pk, "conflicts": [conflict.pk, other.pk]}
    (model,) = (each for each in admin.site._registry if each._meta.model_name == name)
    before = set(model._base_manager.values_list("pk", flat=True))
    answer = boss.post(reverse(f"admin:reports_{name}_add"), fields)
    assert answer.status_code == 302, answer.context["errors"]
    (record,) = model._base_manager.exclude(pk__in=before)
    assert rows(record)[0][:2] == ("+", "boss")
    assert all_untold() == []
    text = next(each for each in ("name", "title", "publisher") if each in PLAIN[name])
    changed = fields | {text: "Another", "conflicts": [other.pk]}
    assert boss.post(reverse(f"admin:reports_{name}_change", args=[record.pk]), changed).status_code == 302
    assert rows(record)[-1][:2] == ("~", "boss")
    assert all_untold() == []
    assert boss.post(reverse(f"admin:reports_{name}_delete", args=[record.pk]), {"post": "yes"}).status_code == 302
    assert rows(record)[-1][:2] == ("-", "boss")
    assert all_untold() == []


def test_a_measure_with_its_outcomes(boss: Client) -> None:
    outcome = Outcome.objects.create(slug="test-missing", name="Missing", applies_to="people")
    fields = {"slug": "test-measure", "name": "Measure", "category": "personnel", "unit": "people", "counts": "people"}
    fields |= {"family": "test-measure", "definition": "Those who are missing.", "position": "10"}
    inline = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "0-outcome": outcome.pk, "0-certainty": "includes"}
    data = fields | {f"measure_outcomes-{name}": value for name, value in inline.items()}
    answer = boss.post(reverse("admin:reports_measure_add"), data)
    assert answer.status_code == 302, answer.context["errors"]
    link = MeasureOutcome.objects.get()
    assert rows(link) == [("+", "boss", None)]
    data |= {"measure_outcomes-INITIAL_FORMS": 1, "measure_outcomes-0-id": link.pk, "measure_outcomes-0-DELETE": "on"}
    data |= {"measure_outcomes-0-measure": link.measure_id}
    boss.post(reverse("admin:reports_measure_change", args=[link.measure_id]), data)
    assert rows(link)[-1] == ("-", "boss", None)
    assert all_untold() == []


# --- imports ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write(tmp_path)


def run(name: str, *arguments: object) -> None:
    with Path("/dev/null").open("w") as nowhere:
        call_command(name, *map(str, arguments), stdout=nowhere)


def test_a_package_leaves_a_row_of_all_that_it_brings(package: Path) -> None:
    run("import_package", package)
    assert [model.__name__ for model in RECORDS if not model._base_manager.exists()] == []
    assert all_untold() == []
    for model in RECORDS:
        for record in model._base_manager.all():
            assert rows(record) == [("+", None, "imported: package")]
    assert Party.objects.get(slug="south-army").pk in last_drawn_on(Report.all_objects.get(slug="counter-1"))


def test_a_later_package_tells_of_a_party_that_speaks_on_more(package: Path) -> None:
    run("import_package", package)
    party = Party.objects.get(slug="counter")
    report = "counter-3,other,counter,,interview,official_count,2022-04-03,yes,Interview,heavy losses,,,\n"
    write(
        package,
        conflicts=FILES["conflicts"] + "other,Another war,2022-02-24,,\n",
        reports=FILES["reports"] + report,
        citations=FILES["citations"] + "counter-3,weekly-1,primary,,\n",
    )
    run("import_package", package)
    assert [kind for kind, *_ in rows(party)] == ["+", "~"]
    assert all_untold() == []


def test_the_bundled_data(bundled: None) -> None:
    assert {model.__name__: without_history(model) for model in RECORDS} == {model.__name__: 0 for model in RECORDS}
    reasons = set(Report.history.model.objects.values_list("history_change_reason", flat=True))
    assert reasons == {"imported: bundled package", "imported: bundled bulletins"}
    for model in (Conflict, Side, Subject, Party):
        assert untold(model) == []
    with connection.cursor() as cursor:  # the rest counted by the database: 34,000 figures are many objects
        cursor.execute(
            "SELECT COUNT(*) FROM reports_figure f JOIN reports_historicalfigure h ON h.id = f.id"
            " AND h.slug = f.slug AND h.report_id = f.report_id AND h.as_of = f.as_of AND h.party_id = f.party_id"
            " AND COALESCE(h.best, -1) = COALESCE(f.best, -1) AND h.history_type = '+'"
        )
        assert cursor.fetchone()[0] == Figure.all_objects.count() == Figure.history.model.objects.count()


def test_an_import_in_a_request_is_whose_request_it_is() -> None:
    """The page of imports runs within a request: whoever confirms it is the one who did it."""
    party, user = records.party(), records.user(username="importer")
    HistoricalRecords.context.request = type("Request", (), {"user": user})()
    try:
        remember(Party, [party.pk], reason="imported: file.csv", kind="~")
    finally:
        del HistoricalRecords.context.request
    assert rows(party)[-1] == ("~", "importer", "imported: file.csv")


def test_what_an_editor_imports_is_theirs(package: Path, editor: AbstractUser) -> None:
    """Also where no request is at hand: long imports run apart from any."""
    rows_read = read_package(package)
    load(lambda: compare(rows_read), what="file.xlsx", by=editor)
    assert all_untold() == []
    for report in Report.all_objects.all():
        assert rows(report) == [("+", editor.username, "imported: file.xlsx")]
        assert Report.history.model.objects.get(id=report.pk).status == "submitted"


def test_bulk_writes_of_more_than_one_statement_takes() -> None:
    made = Source.objects.bulk_create(
        Source(slug=f"test-{number}", publisher="Gazette", url=f"https://gazette.example/bulk/{number}")
        for number in range(2001)
    )
    remember(Source, (source.pk for source in made), reason="imported: many")
    assert without_history(Source) == 0
    assert all_untold() == []
