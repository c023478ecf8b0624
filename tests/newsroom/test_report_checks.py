"""What the report's page refuses: a message beside the field, nothing written, nothing lost, never a crash."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AbstractUser
from django.db import IntegrityError
from django.forms import ModelForm
from django.test import Client
from django.utils import timezone

from reports import workflow
from reports.models import Report
from reports.models.triggers import all_triggers, message_for
from tests import records
from tests.models.test_constraints import triggers
from tests.newsroom.entry import ADD, as_shown, citation_fields, entry, figure_fields, page

pytestmark = pytest.mark.django_db

TOMORROW = (timezone.now() + timedelta(days=1)).date().isoformat()

FIGURES = [
    ({"best": ""}, "best", "“exact” needs this number"),
    ({"low": "5"}, "low", "“exact” leaves this empty"),
    ({"qualifier": "up_to"}, "high", "“up to” needs this number"),
    ({"qualifier": "up_to"}, "best", "“up to” leaves this empty"),
    ({"qualifier": "range", "low": "7000", "best": ""}, "high", "“range” needs this number"),
    ({"qualifier": "range", "low": "9", "best": "", "high": "5"}, "high", "below the lowest value"),
    ({"qualifier": "range", "low": "5", "best": "4", "high": "9"}, "best", "below the lowest value"),
    ({"qualifier": "range", "low": "5", "best": "10", "high": "9"}, "high", "below the best value"),
    ({"qualifier": "roughly"}, "qualifier", "not one of the available choices"),
    ({"qualifier": ""}, "qualifier", "required"),
    ({"best": "-1"}, "best", "cannot be negative"),
    ({"best": "2147483648"}, "best", "too large"),
    ({"best": "9" * 40}, "best", "too large"),
    ({"best": "9" * 5000}, "best", "digits only"),
    ({"best": "1,351"}, "best", "digits only"),
    ({"best": "1.5"}, "best", "digits only"),
    ({"best": "13\x0051"}, "best", "digits only"),
    ({"as_of": "2022-02-30"}, "as_of", "no day of the calendar"),
    ({"as_of": "18/04/2022"}, "as_of", "no day of the calendar"),
    ({"as_of": "2022-04-19"}, "as_of", "about no later day than its statement"),
    ({"as_of": "2022-02-23"}, "as_of", "The conflict began on 2022-02-24"),
    ({"as_of": "9999-12-31"}, "as_of", "still to come"),
    ({"period_start": "2022-04-19"}, "period_start", "begins after its last day"),
    ({"period_start": "2014-01-01"}, "period_start", "say so in the note"),
    ({"scope": "place"}, "scope_note", "which place"),
    ({"scope": "galaxy"}, "scope", "not one of the available choices"),
    ({"measure": ""}, "measure", "required"),
    ({"measure": "99999999"}, "measure", "not one of the available choices"),
    ({"measure": "9" * 30}, "measure", "not one of the available choices"),
    ({"slug": "two words"}, "slug", "letters, numbers"),
    ({"wording": "x" * 301}, "wording", "at most 300"),
    ({"note": "x" * 20_001}, "note", "at most 20000"),
    ({"note": "a\x00b"}, "note", "Null characters"),
]
REPORTS = [
    ({"stated_on": "2022-02-30"}, "stated_on", "no day of the calendar"),
    ({"stated_on": "04/05/2022"}, "stated_on", "no day of the calendar"),
    ({"stated_on": ""}, "stated_on", "required"),
    ({"stated_on": TOMORROW}, "stated_on", "still to come"),
    ({"stated_on": "2022-02-23"}, "stated_on", "began on 2022-02-24; this day is earlier"),
    ({"party": "abc"}, "party", "not one of the available choices"),
    ({"title": ""}, "title", "required"),
    ({"title": "a\x00b"}, "title", "Null characters"),
    ({"title": "x" * 301}, "title", "at most 300"),
    ({"kind": "rumour"}, "kind", "not one of the available choices"),
    ({"language": "Українська"}, "language", "short code"),
    ({"slug": "../../etc"}, "slug", "letters, numbers"),
    ({"slug": "s" * 101}, "slug", "at most 100"),
    ({"wording": "ї" * 1_000_000}, "wording", "at most 20000"),
    ({"wording": ""}, "wording", "Write the words of the statement here, or enter a figure below."),
    ({"wording": " \n "}, "wording", "Write the words of the statement here, or enter a figure below."),
]


def refused(desk: Client, data: dict, address: str = ADD) -> tuple[ModelForm, list]:
    """The form and the formsets of the page that comes back; nothing was written."""
    before = Report.all_objects.count()
    response = desk.post(address, data)
    assert response.status_code == 200
    assert Report.all_objects.count() == before
    context = response.context
    return context["adminform"].form, [shown.formset for shown in context["inline_admin_formsets"]]


@pytest.mark.parametrize(("changes", "field", "message"), FIGURES)
def test_a_figure_that_cannot_be(desk: Client, changes: dict, field: str, message: str) -> None:
    fields = figure_fields(**changes)
    _, (figures, _) = refused(desk, entry(wording="", figures=[figure_fields(), fields], speaker="Kept"))
    assert not figures.forms[0].errors
    assert message in " ".join(figures.forms[1].errors[field])
    if field in changes:
        assert figures.forms[1][field].value() == changes[field]


@pytest.mark.parametrize(("changes", "field", "message"), REPORTS)
def test_a_report_that_cannot_be(desk: Client, changes: dict, field: str, message: str) -> None:
    form, _ = refused(desk, entry(**changes, citations=[citation_fields()]))
    assert message in " ".join(form.errors[field])
    assert form[field].value() == changes[field]


def test_what_was_typed_comes_back(desk: Client) -> None:
    """Also what stands in rows without a fault, and what would be markup."""
    data = entry(
        title="<script>alert(1)</script>",
        stated_on="2022-02-30",
        figures=[figure_fields(wording="<b>1,351</b> dead")],
        citations=[citation_fields(locator="p. 4")],
    )
    shown = desk.post(ADD, data).content.decode()
    assert "<script>alert(1)" not in shown
    assert 'value="&lt;script&gt;alert(1)&lt;/script&gt;"' in shown
    assert 'value="&lt;b&gt;1,351&lt;/b&gt; dead"' in shown
    assert 'value="p. 4"' in shown


def test_scripts_in_names_are_shown_as_text(desk: Client) -> None:
    party = records.party(name="<script>alert(1)</script>", short_name="<script>alert(2)</script>")
    response = desk.post(ADD, entry(party=party, title="<img src=x onerror=alert(3)>"), follow=True)
    shown = response.content.decode() + desk.get(page(Report.all_objects.get(party=party))).content.decode()
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert "&lt;img src=x" in shown


def test_numbers_at_the_edge_are_taken(desk: Client) -> None:
    party = records.party()
    figures = [figure_fields(best="0"), figure_fields(best="2147483647", as_of="2022-04-18")]
    desk.post(ADD, entry(party=party, figures=figures))
    assert [figure.best for figure in Report.all_objects.get(party=party).figures.order_by("pk")] == [0, 2147483647]


def test_a_percentage_is_at_most_100(desk: Client) -> None:
    measure = records.measure(unit="percent")
    _, (figures, _) = refused(desk, entry(figures=[figure_fields(measure=measure, best="101")]))
    assert "at most 100" in " ".join(figures.forms[0].errors["best"])
    party = records.party()
    desk.post(ADD, entry(party=party, figures=[figure_fields(measure=measure, best="100")]))
    assert Report.all_objects.filter(party=party).exists()


def test_a_subject_of_another_conflict(desk: Client) -> None:
    subject = records.subject(conflict=records.conflict("test-elsewhere"))
    _, (figures, _) = refused(desk, entry(figures=[figure_fields(subject=subject)]))
    assert "another conflict" in " ".join(figures.forms[0].errors["subject"])


def test_moving_a_report_to_another_conflict_takes_its_figures_into_account(desk: Client, editor: AbstractUser) -> None:
    figure = records.figure(report=records.report(author=editor))
    elsewhere = records.conflict("test-elsewhere", start_date=date(2020, 1, 1))
    response = desk.post(page(figure.report), as_shown(desk, figure.report) | {"conflict": elsewhere.pk})
    assert "This subject belongs to another conflict than the report." in response.content.decode()


def test_a_total_from_before_the_conflict_is_taken_with_a_note(desk: Client) -> None:
    party = records.party()
    row = figure_fields(period_start="2014-01-01", note="Counted since 2014.")
    desk.post(ADD, entry(party=party, figures=[row]))
    assert Report.all_objects.get(party=party).figures.get().period_start == date(2014, 1, 1)


def test_an_address_that_is_taken(desk: Client) -> None:
    taken = records.figure()
    form, (figures, _) = refused(desk, entry(slug=taken.report.slug, figures=[figure_fields(slug=taken.slug)]))
    assert "already exists" in " ".join(form.errors["slug"])
    assert "already exists" in " ".join(figures.forms[0].errors["slug"])
    _, (figures, _) = refused(desk, entry(figures=[figure_fields(slug="test-same"), figure_fields(slug="test-same")]))
    assert not figures.is_valid()


class TestCitations:
    def test_of_one_source_twice(self, desk: Client) -> None:
        source = records.source()
        _, (_, citations) = refused(desk, entry(citations=[citation_fields(source=source)] * 2))
        assert "cites that source already" in " ".join(citations.forms[1].errors["source"])

    def test_taken_from_itself(self, desk: Client) -> None:
        source = records.source()
        _, (_, citations) = refused(desk, entry(citations=[citation_fields(source=source, taken_from=source.pk)]))
        assert "cannot be taken from itself" in " ".join(citations.forms[0].errors["taken_from"])

    def test_exchanged_for_one_that_is_removed(self, desk: Client, editor: AbstractUser) -> None:
        """The same source again in a new row, the old row removed: the old one goes first."""
        old = records.citation(report=records.report(author=editor, wording="Losses."))
        data = as_shown(desk, old.report) | {"citations-0-DELETE": "on", "citations-TOTAL_FORMS": 2}
        data |= {"citations-1-source": old.source_id, "citations-1-role": "primary"}
        assert desk.post(page(old.report), data).status_code == 302
        assert old.report.citations.get().role == "primary"


class TestRevises:
    def errors(self, desk: Client, revised: Report, **changes: object) -> str:
        form, _ = refused(desk, entry(**{"party": revised.party, "revises": revised} | changes))
        return " ".join(form.errors["revises"])

    def test_a_published_earlier_report_of_the_same_party(self, desk: Client) -> None:
        revised = records.report(status="published")
        desk.post(ADD, entry(party=revised.party, revises=revised, slug="test-revision"))
        assert Report.all_objects.get(slug="test-revision").revises == revised

    def test_not_a_draft(self, desk: Client) -> None:
        assert "not published" in self.errors(desk, records.report())

    def test_not_anothers(self, desk: Client) -> None:
        assert "its own reports" in self.errors(desk, records.report(status="published"), party=records.party())

    def test_not_a_later_one(self, desk: Client) -> None:
        later = records.report(status="published", stated_on=date(2022, 4, 19))
        assert "later than this one" in self.errors(desk, later)

    def test_not_itself(self, desk: Client, editor: AbstractUser) -> None:
        own = records.report(author=editor, wording="Losses.")
        response = desk.post(page(own), as_shown(desk, own) | {"revises": own.pk})
        assert "A report cannot revise itself." in response.content.decode()

    def test_not_one_of_another_conflict(self, desk: Client) -> None:
        elsewhere = records.conflict("test-elsewhere", start_date=date(2020, 1, 1))
        assert "another conflict" in self.errors(desk, records.report(status="published", conflict=elsewhere))


class TestWhatOnlyTheDatabaseSees:
    def test_comes_back_as_the_form_with_its_reason(self, desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        """As when two editors save the same address in the same second: the check passes, the write does not."""
        taken = records.report()
        save_draft = workflow.save_draft

        def meanwhile_taken(*, report: Report, by: AbstractUser, seen: int | None) -> Report:
            report.slug = taken.slug
            return save_draft(report=report, by=by, seen=seen)

        monkeypatch.setattr(workflow, "save_draft", meanwhile_taken)
        form, _ = refused(desk, entry(speaker="Kept"))
        assert "nothing was saved" in " ".join(form.non_field_errors())
        assert form["speaker"].value() == "Kept"

    def test_every_rule_has_its_words(self) -> None:
        with_words = {trigger.rule for trigger in all_triggers() if trigger.sentence}
        assert with_words == triggers() - {"report_passes_on_its_day"}
        assert "A variant's citation and figure belong to one report." in message_for(
            IntegrityError("CHECK constraint failed: variant_of_one_report")
        )
        assert "A citation" not in message_for(IntegrityError("something else"))
        assert "same moment" in message_for(IntegrityError("something else"))


@pytest.mark.parametrize("length", [3_000_000, 10_000_000])
def test_megabytes_of_pasted_text_are_answered_beside_their_field(desk: Client, length: int) -> None:
    form, _ = refused(desk, entry(title="Kept", note="x" * length))
    assert "at most 20000 characters" in " ".join(form.errors["note"])
    assert (len(form["note"].value()), form["title"].value()) == (length, "Kept")


def test_more_than_the_settings_take_is_refused_not_a_crash(desk: Client) -> None:
    response = desk.post(ADD, entry(slug="test-long", wording="x" * 17 * 2**20))
    assert response.status_code == 400
    assert not Report.all_objects.filter(slug="test-long").exists()


def test_a_page_sent_without_its_hidden_parts(desk: Client) -> None:
    data = {name: value for name, value in entry().items() if "TOTAL_FORMS" not in name}
    assert desk.post(ADD, data).status_code == 200
    assert desk.post(ADD, {}).status_code == 200


def test_a_figure_removed_in_another_window(desk: Client, editor: AbstractUser) -> None:
    figure = records.figure(report=records.report(author=editor, wording="Losses."))
    data = as_shown(desk, figure.report) | {"figures-0-best": "7"}
    figure.delete()
    assert desk.post(page(figure.report), data).status_code == 200
