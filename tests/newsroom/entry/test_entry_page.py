"""A new report like the last: opened, read, and saved as a draft or submitted."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.utils import timezone

from reports.models import Citation, Figure, Party, Report, Source
from tests import records
from tests.conftest import words

from .conftest import Open, address

pytestmark = pytest.mark.django_db
NEW = "https://gazette.example/new"


def sent(desk: Client, party: Party, data: dict, button: str) -> BeautifulSoup:
    answer = desk.post(address(party), data | {button: "1"}, follow=True)
    return BeautifulSoup(answer.content, "html.parser")


def drafts(party: Party) -> list[Report]:
    return list(Report.all_objects.filter(party=party).exclude(status="published"))


def test_opened_with_the_lasts_lines_and_todays_day(desk: Client, last: Report) -> None:
    page = BeautifulSoup(desk.get(address(last.party)).content, "html.parser")
    rows = page.select(".entry tbody tr")
    assert [words(row.th) for row in rows] == ["Tanks", "Aircraft"]
    assert "Numbers: Forces" in words(page)
    assert [words(row.select_one(".num")) for row in rows] == ["784", "163"]
    today = timezone.localdate()
    assert page.find(id="id_stated_on")["value"] == today.isoformat()
    assert page.find(id="id_title")["value"] == f"Bulletin of {today.day} {today:%B} {today.year}"
    assert page.find(id="id_as_of").get("value", "") == ""
    assert [field.get("value") for field in page.select(".pasted-number")] == ["", ""]


def test_a_draft_like_the_last(desk: Client, last: Report, opened: Open, editor: AbstractUser) -> None:
    sent(desk, last.party, opened(numbers=["790", "~165"], sources=[NEW]), "_save")
    (draft,) = drafts(last.party)
    same = ("conflict_id", "party_id", "kind", "method", "speaker")
    assert [getattr(draft, name) for name in same] == [getattr(last, name) for name in same]
    assert (draft.title, str(draft.stated_on), draft.status) == ("Bulletin of 18 April 2022", "2022-04-18", "draft")
    assert draft.author == draft.last_changed_by == editor
    tanks, aircraft = Figure.all_objects.filter(report=draft).order_by("measure__position")
    before = Figure.published.filter(report=last).order_by("measure__position")
    for new, old in zip((tanks, aircraft), before, strict=True):
        assert (new.measure, new.subject, new.basis, new.scope) == (old.measure, old.subject, old.basis, old.scope)
        assert str(new.as_of) == "2022-04-18"
    assert (tanks.qualifier, tanks.best, tanks.low, tanks.high) == ("exact", 790, None, None)
    assert (aircraft.qualifier, aircraft.best) == ("about", 165)
    assert tanks.slug == "test-staff-2022-04-18-test-tanks"
    (citation,) = draft.citations.all()
    assert (citation.source.url, citation.role, citation.source.publisher) == (NEW, "primary", "Staff's own channel")
    assert citation.source.retrieved_on == timezone.localdate()


def test_submitted_at_once(desk: Client, last: Report, opened: Open) -> None:
    page = sent(desk, last.party, opened(numbers=["790", "164"], sources=[NEW]), "_submit_report")
    assert page.select(f".new-like-last a[href='{address(last.party)}']"), "the desk's front page, for the next one"
    (report,) = drafts(last.party)
    assert (report.status, report.figures.count(), report.citations.count()) == ("submitted", 2, 1)
    assert "is submitted for review" in words(page.select_one(".messagelist"))


def test_empty_lines_are_left_out_and_zero_is_zero(desk: Client, last: Report, opened: Open) -> None:
    sent(desk, last.party, opened(numbers=["", " 0 "], sources=[NEW]), "_save")
    (figure,) = Figure.all_objects.filter(report__in=drafts(last.party))
    assert (figure.measure.name, figure.best) == ("Aircraft", 0)


def test_numbers_as_of_another_day(desk: Client, last: Report, opened: Open) -> None:
    sent(desk, last.party, opened(numbers=["790"], as_of="2022-04-16"), "_save")
    (figure,) = Figure.all_objects.filter(report__in=drafts(last.party))
    assert (str(figure.as_of), str(figure.report.stated_on)) == ("2022-04-16", "2022-04-18")


WRONG = [
    ({"numbers": ["1,35"]}, "could be a decimal"),
    ({"numbers": []}, "Type a number"),
    ({"numbers": ["1"], "stated_on": "2022-02-30"}, "no day of the calendar"),
    ({"numbers": ["1"], "stated_on": "2999-01-01"}, "still to come"),
    ({"numbers": ["1"], "stated_on": "2022-02-23"}, "this day is earlier"),
    ({"numbers": ["1"], "as_of": "2022-04-19"}, "about no later day than its statement"),
    ({"numbers": ["1"], "title": ""}, "This field is required"),
    ({"numbers": ["1"], "sources": ["javascript:alert(1)"]}, "no web address"),
    ({"numbers": ["1"], "sources": ["https://unknown.example/1"]}, "say who published it"),
    ({"numbers": ["1"], "kind": "song"}, "not one of the available choices"),
    ({"numbers": ["1\x00"]}, "Null characters"),
]


@pytest.mark.parametrize(("typed", "said"), WRONG, ids=[said for _typed, said in WRONG])
@pytest.mark.parametrize("button", ["_save", "_submit_report"])
def test_what_is_wrong_is_said_and_everything_typed_is_kept(
    desk: Client, last: Report, opened: Open, typed: dict, said: str, button: str
) -> None:
    data = opened(**{"sources": [], "title": "Typed", **typed}) | {
        "note": "Typed by hand",
        "lines-1-number": "165" if typed["numbers"] else "",
    }
    answer = desk.post(address(last.party), data | {button: "1"})
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content, "html.parser")
    assert said in words(page)
    assert "Nothing is saved yet" in words(page.select_one(".errornote"))
    assert drafts(last.party) == []
    assert page.find(id="id_note").get_text().strip() == "Typed by hand"
    for name in ("stated_on", "as_of", "title", "lines-0-number", "lines-1-number", "sources-0-address"):
        assert page.find(attrs={"name": name}).get("value", "") == data[name], name


def test_what_a_field_left_empty_means_is_tied_to_it(desk: Client, last: Report) -> None:
    page = BeautifulSoup(desk.get(address(last.party)).content, "html.parser")
    note = page.find(id=page.find(id="id_as_of")["aria-describedby"])
    assert words(note) == "Left empty: the same day."
    ids = [each["id"] for each in page.select("[id]")]
    assert len(ids) == len({*ids})


def test_a_warning_needs_its_reason_and_takes_it_on_the_page(desk: Client, last: Report, opened: Open) -> None:
    data = opened(numbers=["700"], sources=[NEW])  # fewer than before
    page = sent(desk, last.party, data, "_submit_report")
    assert "Warnings need a reason" in words(page.select_one(".errornote"))
    assert drafts(last.party) == []
    (reason,) = page.select(".findings textarea")
    sent(desk, last.party, data | {reason["name"]: "It restated its total."}, "_submit_report")
    (report,) = drafts(last.party)
    assert report.status == "submitted"
    assert [each.reason for each in report.warning_reasons.all()] == ["It restated its total."]


def test_without_a_source_it_can_be_saved_but_not_submitted(desk: Client, last: Report, opened: Open) -> None:
    page = sent(desk, last.party, opened(numbers=["790"]), "_submit_report")
    assert "Not submitted, and nothing is lost" in words(page.select_one(".errornote"))
    assert drafts(last.party) == []
    sent(desk, last.party, opened(numbers=["790"]), "_save")
    assert [each.status for each in drafts(last.party)] == ["draft"]


def test_a_statement_without_a_number(desk: Client, last: Report, opened: Open) -> None:
    sent(desk, last.party, opened(wording="Значні втрати.", language="uk", sources=[NEW]), "_submit_report")
    (report,) = drafts(last.party)
    assert (report.wording, report.status, report.figures.count()) == ("Значні втрати.", "submitted", 0)


def test_a_line_is_added(desk: Client, last: Report, opened: Open) -> None:
    ships = records.measure(name="Ships")
    page = sent(desk, last.party, opened(numbers=["790"]), "_add_lines")
    assert page.find(attrs={"name": "lines-TOTAL_FORMS"})["value"] == "3"
    assert page.find(id="id_lines-0-number")["value"] == "790"
    subject = page.find(id="id_lines-2-subject").find("option", selected=True)["value"]
    added = {"lines-TOTAL_FORMS": "3", "lines-2-number": "8", "lines-2-measure": ships.pk, "lines-2-subject": subject}
    assert "Choose what is counted" in words(
        sent(desk, last.party, opened() | added | {"lines-2-measure": ""}, "_save")
    )
    sent(desk, last.party, opened() | added, "_save")
    (figure,) = Figure.all_objects.filter(report__in=drafts(last.party))
    assert (figure.measure, figure.best, figure.subject.name) == (ships, 8, "Forces")
    twice = (
        opened(numbers=["790"]) | added | {"lines-2-measure": Figure.published.filter(report=last).first().measure_id}
    )
    assert "stands in two lines" in words(sent(desk, last.party, twice, "_save"))


def test_another_report_of_the_day_is_told_before_a_second_is_saved(desk: Client, last: Report, opened: Open) -> None:
    data = opened(numbers=["790"])
    other = records.report(party=last.party, stated_on="2022-04-18", author=records.user(), title="Theirs")
    page = sent(desk, last.party, data, "_save")
    assert drafts(last.party) == [other]
    told = words(page.select_one(".others"))
    assert "a draft, draft, by" in told
    assert "Theirs" not in told  # which only its author and reviewers see
    assert page.find(id="id_lines-0-number")["value"] == "790"
    sent(desk, last.party, data | {"told_of": other.pk}, "_save")
    assert len(drafts(last.party)) == 2


class TestSources:
    def test_the_same_address_is_cited_not_doubled(self, desk: Client, last: Report, opened: Open) -> None:
        known = records.source(url="https://gazette.example/known")
        before = Source.objects.count()
        sent(desk, last.party, opened(numbers=["790"], sources=[known.url]), "_save")
        assert [each.source for each in Citation.objects.filter(report__in=drafts(last.party))] == [known]
        assert Source.objects.count() == before

    def test_so_is_one_that_differs_by_tracking_only_unless_it_is_another(
        self, desk: Client, last: Report, opened: Open
    ) -> None:
        known = records.source(url="https://www.gazette.example/known/?utm_source=rss")
        near = "http://m.gazette.example/known?fbclid=1#top"
        page = sent(desk, last.party, opened(numbers=["790"], sources=[near]), "_read")
        assert known.url in words(page.select_one(".found .near"))
        sent(desk, last.party, opened(numbers=["790"], sources=[near]), "_save")
        assert Citation.objects.get(report__in=drafts(last.party)).source == known
        apart = opened(numbers=["790"], sources=[near]) | {
            "sources-0-another": "on",
            "told_of": drafts(last.party)[0].pk,
        }
        sent(desk, last.party, apart, "_save")
        assert Source.objects.filter(url=near).exists()

    def test_a_new_one_is_kept_without_tracking_and_that_is_said(
        self, desk: Client, last: Report, opened: Open
    ) -> None:
        data = opened(numbers=["790"], sources=[NEW + "?utm_source=x&fbclid=y"]) | {"sources-0-publisher": "Zeitung"}
        page = sent(desk, last.party, data, "_read")
        assert "kept without what only tracks readers: utm_source, fbclid." in words(page.select_one(".found .new"))
        sent(desk, last.party, data, "_save")
        assert Citation.objects.get(report__in=drafts(last.party)).source.url == NEW

    def test_a_new_one_takes_what_is_typed(self, desk: Client, last: Report, opened: Open) -> None:
        typed = {"sources-0-publisher": "Zeitung", "sources-0-title": "Verluste", "sources-0-language": "de"}
        typed |= {"sources-0-published_on": "2022-04-18", "sources-0-role": "secondary"}
        sent(desk, last.party, opened(numbers=["790"], sources=[NEW]) | typed, "_save")
        made = Source.objects.get(url=NEW)
        assert (made.publisher, made.title, made.language, str(made.published_on)) == (
            "Zeitung",
            "Verluste",
            "de",
            "2022-04-18",
        )
        assert made.citations.get().role == "secondary"

    def test_one_source_in_two_rows_is_refused(self, desk: Client, last: Report, opened: Open) -> None:
        data = opened(numbers=["790"], sources=[NEW]) | {"sources-TOTAL_FORMS": "2", "sources-1-role": "secondary"}
        page = sent(desk, last.party, data | {"sources-1-address": NEW + "?utm_source=x"}, "_save")
        assert "One source stands in two rows" in words(page)
        assert not Source.objects.filter(url__startswith=NEW).exists()

    def test_nothing_is_left_of_it_where_the_rest_is_wrong(self, desk: Client, last: Report, opened: Open) -> None:
        sent(desk, last.party, opened(numbers=["1,35"], sources=[NEW]), "_save")
        assert not Source.objects.filter(url=NEW).exists()


class TestWhoMay:
    def test_only_who_may_add_reports(self, last: Report) -> None:
        reader = Client()
        reader.force_login(records.user(""))
        for path in (address(last.party), address(last.party) + "read/"):
            assert reader.get(path).status_code == 403
            assert reader.post(path).status_code == 403
            assert Client().get(path).status_code == 302

    def test_no_such_party_kind_or_form(self, desk: Client, last: Report) -> None:
        assert desk.get("/admin/reports/report/like/nobody/").status_code == 404
        for query in ("?kind=song", "?conflict=none", "?on=2022-01-01"):
            assert desk.get(address(last.party) + query).status_code == 400
        other = records.report(status="published")
        for like in ("", "x", "9" * 30, other.pk):
            assert desk.post(address(last.party), {"like": like, "_save": "1"}).status_code == 400
            assert desk.post(address(last.party) + "read/", {"like": like}).status_code == 400

    def test_a_form_without_its_lines_is_refused_not_saved(self, desk: Client, last: Report) -> None:
        assert desk.post(address(last.party), {"like": last.pk, "_save": "1"}).status_code == 422
        assert drafts(last.party) == []

    def test_a_party_that_has_not_spoken(self, desk: Client, last: Report) -> None:
        silent = records.party(slug="test-silent")
        assert "no published report yet" in words(BeautifulSoup(desk.get(address(silent)).content, "html.parser"))

    def test_the_last_of_another_kind(self, desk: Client, last: Report) -> None:
        records.report(
            party=last.party, kind="interview", status="published", stated_on="2022-03-01", title="Interview"
        )
        newest = BeautifulSoup(desk.get(address(last.party)).content, "html.parser")
        assert words(newest.select_one(".like")).startswith("Like Bulletin of 17 April 2022")
        link = newest.select(".like a")[1]["href"]
        chosen = BeautifulSoup(desk.get(address(last.party) + link).content, "html.parser")
        assert words(chosen.select_one(".like")).startswith("Like Interview")
        assert len(chosen.select(".entry tbody tr")) == 1  # an empty line to begin with


def test_the_button_is_for_editors_only(desk: Client, last: Report, client: Client) -> None:
    for path in (f"/parties/{last.party.slug}/", "/admin/", f"/admin/reports/party/{last.party.pk}/change/"):
        page = BeautifulSoup(desk.get(path).content, "html.parser")
        assert page.select(f"a[href='{address(last.party)}']"), path
    assert address(last.party) not in client.get(f"/parties/{last.party.slug}/").content.decode()
