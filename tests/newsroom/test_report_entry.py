"""Entering a report through the admin's pages, and what they make of what an editor leaves empty."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AbstractUser
from django.test import Client

from reports import workflow
from reports.models import Figure, Report
from tests import records
from tests.newsroom.entry import ADD, as_shown, citation_fields, entry, figure_fields, page

pytestmark = pytest.mark.django_db


def said(response: object) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_a_new_report_is_a_draft_of_who_entered_it(desk: Client, editor: AbstractUser) -> None:
    party = records.party(slug="test-ministry")
    measure = records.measure(slug="test-killed")
    data = entry(
        party=party,
        wording="",
        figures=[figure_fields(measure=measure), figure_fields(qualifier="about", best="20600")],
        citations=[citation_fields(role="primary")],
    )
    response = desk.post(ADD, data, follow=True)
    report = Report.all_objects.get(party=party)
    assert (report.status, report.author) == ("draft", editor)
    assert report.slug == "test-ministry-2022-04-18"
    assert "Saved as a draft. Submit it for review; it appears on the site when a reviewer publishes it." in said(
        response
    )
    first, second = report.figures.order_by("pk")
    assert first.slug == "test-ministry-2022-04-18-test-killed"
    assert (first.best, first.as_of, first.period_start) == (1351, date(2022, 4, 18), date(2022, 2, 24))
    assert (second.qualifier, second.best) == ("about", 20600)
    assert report.citations.get().role == "primary"
    assert not Report.published.filter(pk=report.pk).exists()


FLOOR = "at least 1,351. A count of named, verified or pictured cases is a floor: at least this many."


@pytest.mark.parametrize("number", [{"qualifier": "exact"}, {"qualifier": "about"}])
def test_a_plain_number_of_a_named_count_becomes_a_floor_and_the_page_says_so(desk: Client, number: dict) -> None:
    measure = records.measure(name="Killed")
    data = entry(method="named_count", figures=[figure_fields(measure=measure, **number)])
    assert f"Killed: recorded as {FLOOR}" in said(desk.post(ADD, data, follow=True))
    (figure,) = Figure.all_objects.all()
    assert (figure.qualifier, figure.low, figure.best) == ("at_least", 1351, None)


def test_what_a_party_itself_hedged_stays(desk: Client) -> None:
    data = entry(method="verified_incidents", figures=[figure_fields(qualifier="nearly")])
    assert "floor" not in said(desk.post(ADD, data, follow=True))
    assert Figure.all_objects.get().qualifier == "nearly"


def test_another_method_makes_floors_of_numbers_that_were_not_touched(desk: Client, editor: AbstractUser) -> None:
    draft = records.report(author=editor, wording="So many.")
    figure = records.figure(report=draft)
    answer = desk.post(page(draft), as_shown(desk, draft) | {"method": "visual_confirmation"}, follow=True)
    assert FLOOR in said(answer)
    figure.refresh_from_db()
    assert (figure.qualifier, figure.low, figure.best) == ("at_least", 1351, None)


def test_a_version_that_only_adds_a_source_leaves_the_numbers_as_they_are(desk: Client, editor: AbstractUser) -> None:
    """It came on record before; it is corrected by a correction."""
    published = records.report(status="published", method="named_count")
    records.figure(report=published)
    draft = workflow.add_printed(report=published, by=editor, reason="The Herald.")
    assert "floor" not in said(desk.post(page(draft), as_shown(desk, draft), follow=True))
    assert draft.figures.get().qualifier == "exact"
    corrected = records.report(status="published", method="named_count")
    records.figure(report=corrected)
    draft = workflow.correct(report=corrected, by=editor, reason="A floor.")
    assert FLOOR in said(desk.post(page(draft), as_shown(desk, draft), follow=True))
    assert draft.figures.get().qualifier == "at_least"


def test_the_only_conflict_is_chosen_already(desk: Client) -> None:
    only = records.conflict()
    assert desk.get(ADD).context["adminform"].form.initial["conflict"] == only.pk
    records.conflict("test-second")
    assert "conflict" not in desk.get(ADD).context["adminform"].form.initial


def test_addresses_that_are_taken_get_a_number(desk: Client) -> None:
    party = records.party(slug="test-ministry")
    measure = records.measure(slug="test-killed")
    for expected in ("", "-2", "-3"):
        desk.post(ADD, entry(party=party, figures=[figure_fields(measure=measure) for _ in range(2)]))
        report = Report.all_objects.filter(party=party).latest("pk")
        assert report.slug == f"test-ministry-2022-04-18{expected}"
        assert [figure.slug for figure in report.figures.order_by("pk")] == [
            f"{report.slug}-test-killed",
            f"{report.slug}-test-killed-2",
        ]


def test_long_names_still_fit_their_addresses(desk: Client) -> None:
    party = records.party(slug="p" * 50)
    measure = records.measure(slug="m" * 50)
    slug = "s" * 100
    for _ in range(2):
        desk.post(ADD, entry(party=party, slug=slug, figures=[figure_fields(measure=measure)] * 2))
        slug = ""
    assert Report.all_objects.filter(party=party).count() == 2
    lengths = [len(figure.slug) for figure in Figure.all_objects.filter(party=party).order_by("pk")]
    assert lengths == [150, 150, 61 + 1 + 50, 61 + 1 + 50 + 2]


def test_an_address_made_from_the_day_follows_a_corrected_day(desk: Client, editor: AbstractUser) -> None:
    party = records.party(slug="test-ministry")
    desk.post(ADD, entry(party=party, figures=[figure_fields(), figure_fields(slug="my-own-choice")]))
    report = Report.all_objects.get(party=party)
    days = {"stated_on": "2022-04-17", "figures-0-as_of": "2022-04-17", "figures-1-as_of": "2022-04-17"}
    data = as_shown(desk, report) | days
    assert desk.post(page(report), data).status_code == 302
    report.refresh_from_db()
    assert report.slug == "test-ministry-2022-04-17"
    remade, chosen = report.figures.order_by("pk")
    assert remade.slug == f"{report.slug}-{remade.measure.slug}"
    assert chosen.slug == "my-own-choice"
    other = records.measure(slug="test-other")
    desk.post(page(report), as_shown(desk, report) | {"figures-0-measure": other.pk})
    remade.refresh_from_db()
    assert remade.slug == f"{report.slug}-test-other"


def test_an_untouched_figure_gets_its_new_address_too(desk: Client) -> None:
    party = records.party(slug="test-ministry")
    desk.post(ADD, entry(party=party, figures=[figure_fields()]))
    report = Report.all_objects.get(party=party)
    desk.post(page(report), as_shown(desk, report) | {"stated_on": "2022-04-19"})
    assert report.figures.get().slug.startswith("test-ministry-2022-04-19-")


def test_saving_an_untouched_page_changes_nothing(desk: Client, editor: AbstractUser) -> None:
    figure = records.figure(report=records.report(author=editor, slug="chosen"))
    records.variant(figure=figure)
    report = Report.all_objects.filter(pk=figure.report_id)
    before = (report.values().get(), Figure.all_objects.filter(pk=figure.pk).values().get())
    assert desk.post(page(figure.report), as_shown(desk, figure.report)).status_code == 302
    saved_by = {"version": before[0]["version"] + 1, "last_changed_by_id": editor.pk}
    after = (report.values().get(), Figure.all_objects.filter(pk=figure.pk).values().get())
    assert (before[0] | saved_by, before[1]) == after


def test_a_report_moves_to_an_earlier_day_together_with_its_figures(desk: Client, editor: AbstractUser) -> None:
    """The report is written first; the database must not refuse what the figures' rows are about to correct."""
    report = records.report(author=editor)
    moved, removed = records.figure(report=report), records.figure(report=report)
    data = as_shown(desk, report) | {
        "stated_on": "2022-03-02",
        "figures-0-as_of": "2022-03-02",
        "figures-0-period_start": "2022-03-01",
        "figures-1-DELETE": "on",
    }
    assert desk.post(page(report), data).status_code == 302
    moved.refresh_from_db()
    assert (moved.as_of, moved.period_start, moved.stated_on) == (date(2022, 3, 2), date(2022, 3, 1), date(2022, 3, 2))
    assert not Figure.all_objects.filter(pk=removed.pk).exists()


def test_a_report_moves_to_a_later_day_together_with_its_figures(desk: Client, editor: AbstractUser) -> None:
    figure = records.figure(report=records.report(author=editor))
    data = as_shown(desk, figure.report) | {"stated_on": "2022-05-03", "figures-0-as_of": "2022-05-03"}
    assert desk.post(page(figure.report), data).status_code == 302
    figure.refresh_from_db()
    assert (figure.as_of, figure.stated_on) == (date(2022, 5, 3), date(2022, 5, 3))


class TestVariants:
    @pytest.fixture
    def draft(self, editor: AbstractUser) -> Report:
        report = records.report(author=editor)
        records.figure(report=report)
        records.citation(report=report)
        return report

    def rows(self, draft: Report, desk: Client, **changes: object) -> dict:
        row = {
            "citation": draft.citations.get().pk,
            "figure": draft.figures.get().pk,
            "kind": "number",
            "qualifier": "exact",
            "low": "",
            "best": "1315",
            "high": "",
            "note": "Two digits changed places.",
        } | changes
        data = as_shown(desk, draft) | {"variants-TOTAL_FORMS": 1}
        return data | {f"variants-0-{name}": value for name, value in row.items()}

    def test_are_entered_beside_the_figures_and_citations_of_their_report(self, desk: Client, draft: Report) -> None:
        assert desk.post(page(draft), self.rows(draft, desk)).status_code == 302
        variant = draft.figures.get().variants.get()
        assert (variant.citation, variant.kind, variant.best) == (draft.citations.get(), "number", 1315)
        data = as_shown(desk, draft) | {"variants-0-best": "3151"}
        desk.post(page(draft), data)
        variant.refresh_from_db()
        assert variant.best == 3151
        desk.post(page(draft), as_shown(desk, draft) | {"variants-0-DELETE": "on"})
        assert not draft.figures.get().variants.exists()

    def test_need_a_note(self, desk: Client, draft: Report) -> None:
        response = desk.post(page(draft), self.rows(draft, desk, note=" "))
        shown = BeautifulSoup(response.content, "html.parser")
        assert "Say in what this source differs" in shown.select_one("#variants-0 .field-note .errorlist").text
        assert not draft.figures.get().variants.exists()

    def test_on_record_without_a_note_stay_so_until_they_are_changed(self, desk: Client, draft: Report) -> None:
        variant = records.variant(figure=draft.figures.get(), citation=draft.citations.get())
        shown = as_shown(desk, draft)
        assert desk.post(page(draft), shown | {"title": "Changed"}).status_code == 302
        shown = as_shown(desk, draft)
        response = desk.post(page(draft), shown | {"variants-0-best": "3151"})
        assert "Say in what this source differs" in response.content.decode()
        assert desk.post(page(draft), shown | {"variants-0-best": "3151", "variants-0-note": "Why."}).status_code == 302
        variant.refresh_from_db()
        assert (variant.best, variant.note) == (3151, "Why.")
        response = desk.post(page(draft), as_shown(desk, draft) | {"variants-0-note": ""})
        assert "Say in what this source differs" in response.content.decode()

    @pytest.mark.parametrize("field", ["citation", "figure"])
    def test_of_another_report_are_refused(self, desk: Client, draft: Report, field: str) -> None:
        other = getattr(records.variant(), field)
        response = desk.post(page(draft), self.rows(draft, desk, **{field: other.pk}))
        assert "Choose one that belongs to this report." in response.content.decode()
        assert not draft.figures.get().variants.exists()

    def test_need_a_number_where_that_is_what_differs(self, desk: Client, draft: Report) -> None:
        response = desk.post(page(draft), self.rows(draft, desk, qualifier="", best=""))
        assert "Say what number this source printed" in response.content.decode()
        response = desk.post(page(draft), self.rows(draft, desk, qualifier=""))
        assert "Choose how this source hedged the number." in response.content.decode()
        assert desk.post(page(draft), self.rows(draft, desk, kind="date", qualifier="", best="")).status_code == 302

    @pytest.mark.parametrize("kind", ["number", "hedge"])
    def test_that_say_what_the_record_says_are_refused(self, desk: Client, draft: Report, kind: str) -> None:
        figure = draft.figures.get()
        same = {"kind": kind, "qualifier": figure.qualifier, "best": str(figure.best)}
        response = desk.post(page(draft), self.rows(draft, desk, **same))
        assert "a variant is what differs from it" in response.content.decode()
        assert not figure.variants.exists()
        assert desk.post(page(draft), self.rows(draft, desk, **same | {"kind": "meaning"})).status_code == 302

    def test_alike_are_refused(self, desk: Client, draft: Report) -> None:
        data = self.rows(draft, desk) | {"variants-TOTAL_FORMS": 2}
        data |= {name.replace("-0-", "-1-"): value for name, value in data.items() if name.startswith("variants-0-")}
        response = desk.post(page(draft), data)
        assert "two of these variants are alike" in response.content.decode()

    @pytest.mark.parametrize("what", ["figures", "citations"])
    def test_of_what_is_being_removed_are_refused(self, desk: Client, draft: Report, what: str) -> None:
        data = self.rows(draft, desk) | {f"{what}-0-DELETE": "on", "wording": "Losses."}
        assert "This is being removed above." in desk.post(page(draft), data).content.decode()
        assert getattr(draft, what).count() == 1


@pytest.mark.slow
def test_a_report_may_have_a_hundred_figures(desk: Client) -> None:
    """As many fields as that are more than Django takes of itself."""
    figures = [figure_fields(best=str(number)) for number in range(100)]
    response = desk.post(ADD, entry(slug="test-hundred", wording="", figures=figures, citations=[citation_fields()]))
    assert response.status_code == 302
    assert Report.all_objects.get(slug="test-hundred").figures.count() == 100


@pytest.mark.parametrize("key", ["x", "\x00", "-1"])
def test_a_party_drawn_on_that_is_none_is_said_beside_its_field(desk: Client, key: str) -> None:
    response = desk.post(ADD, entry() | {"draws_on": [key]})
    assert response.status_code == 200
    assert BeautifulSoup(response.content, "html.parser").select_one(".field-draws_on .errorlist")
    assert desk.get(ADD, {"draws_on": f"{key},{'9' * 20}"}).status_code == 200
