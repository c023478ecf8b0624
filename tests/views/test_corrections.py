"""The page of corrections: our acts, the parties' revisions and the sources' inconsistencies, each in its own words."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from reports import workflow
from reports.models import Report, Variant
from tests import records
from tests.conftest import Fetch, words

pytestmark = [pytest.mark.usefixtures("bundled"), pytest.mark.both_databases]

PAGE = "/russia-ukraine/corrections/"
Correct = Callable[..., Report]


@pytest.fixture
def editor(bundled: None) -> AbstractUser:
    return records.user("Editors", first_name="Olena", last_name="Bondar")


@pytest.fixture
def reviewer(bundled: None) -> AbstractUser:
    return records.user("Reviewers", first_name="Ivan", last_name="Moroz")


@pytest.fixture
def correct(editor: AbstractUser, reviewer: AbstractUser) -> Correct:
    """Have a published report corrected; ``change`` gets the draft."""

    def corrected(report: Report, reason: str, change: Callable[[Report], None]) -> Report:
        draft = workflow.correct(report=report, by=editor)
        change(draft)
        draft.correction_reason = reason
        workflow.save_draft(report=draft, by=editor)
        workflow.submit(report=draft, by=editor)
        return workflow.publish(report=draft, by=reviewer)

    return corrected


@pytest.fixture
def published() -> Report:
    """A small report of a party of the conflict, with one figure, 1,351."""
    report = records.report(party=records.party(short_name="Test ministry"), status="published", title="Evening")
    records.figure(report=report, measure=records.measure(name="Lost"), subject=records.subject(name="Guards"))
    records.citation(report=report)
    return report


def section(found: BeautifulSoup, kind: str) -> Tag:
    return found.find(id=kind).parent


def table(node: Tag) -> list[list[str]]:
    return [[words(cell) for cell in row.select("th, td")] for row in node.select("tbody tr")]


def sized(number: int) -> Callable[[Report], None]:
    return lambda draft: draft.figures.update(best=number) and None


class TestOurs:
    def test_nothing_yet(self, fetch: Fetch) -> None:
        assert "We have corrected or retracted nothing yet." in words(section(fetch(PAGE), "ours"))

    def test_a_correction_with_before_and_after(self, fetch: Fetch, correct: Correct, published: Report) -> None:
        def change(draft: Report) -> None:
            draft.figures.update(best=1315, qualifier="about", note="As read out.")
            draft.speaker = "A general"
            draft.citations.update(locator="minute 12")

        new = correct(published, "We had swapped two digits.", change)
        (act,) = section(fetch(PAGE), "ours").select(".act")
        assert words(act.h3).startswith("Our correction, ")
        assert [link["href"] for link in act.select("a")] == [
            f"/parties/{published.party.slug}/",
            f"/reports/{published.slug}/",
            f"/reports/{new.slug}/",
        ]
        assert "Reason We had swapped two digits. Checked and published by Ivan Moroz." in words(act)
        assert table(act) == [
            ["Speaker", "nothing", "A general"],
            ["Lost, Guards: number", "1,351", "about 1,315"],
            ["Lost, Guards: note", "nothing", "As read out."],
            ["Source Gazette: place in it", "nothing", "minute 12"],
        ]

    def test_a_figure_left_out(self, fetch: Fetch, correct: Correct, published: Report) -> None:
        other = records.figure(report=published, measure=records.measure(name="Tanks"), best=5)
        correct(
            published, "Another day's.", lambda draft: draft.figures.filter(measure=other.measure).delete() and None
        )
        assert table(section(fetch(PAGE), "ours")) == [["Tanks, Forces", "5, as of 18 April 2022", "nothing"]]

    def test_a_retraction(self, fetch: Fetch, published: Report, reviewer: AbstractUser) -> None:
        workflow.retract(report=published, by=reviewer, reason="It was a <hoax>.")
        (act,) = section(fetch(PAGE), "ours").select(".act")
        assert words(act.h3).startswith("Our retraction, ")
        assert "Reason It was a <hoax>. Retracted by Ivan Moroz." in words(act)
        assert act.table is None

    def test_newest_first_and_none_at_the_desk(
        self, fetch: Fetch, correct: Correct, published: Report, editor: AbstractUser, reviewer: AbstractUser
    ) -> None:
        first = correct(published, "First.", sized(1350))
        second = correct(first, "Second.", sized(1349))
        workflow.retract(report=second, by=reviewer, reason="Third.")
        workflow.correct(report=Report.published.get(slug="ukraine-general-staff-2022-04-18"), by=editor)
        acts = section(fetch(PAGE), "ours").select(".act")
        assert [words(act.select_one(".why")).split(".")[0] for act in acts] == [
            "Reason Third",
            "Reason Second",
            "Reason First",
        ]
        assert [table(act) for act in acts[1:]] == [
            [["Lost, Guards: number", "1,350", "1,349"]],
            [["Lost, Guards: number", "1,351", "1,350"]],
        ]

    def test_of_a_party(self, fetch: Fetch, correct: Correct, published: Report) -> None:
        correct(published, "A digit.", sized(1350))
        shown = section(fetch(f"{PAGE}?kind=ours&party={published.party.slug}"), "ours")
        assert len(shown.select(".act")) == 1
        shown = section(fetch(f"{PAGE}?kind=ours&party=nato"), "ours")
        assert "We have corrected or retracted nothing of these parties yet." in words(shown)

    def test_are_paged(self, fetch: Fetch, reviewer: AbstractUser) -> None:
        for number in range(22):
            report = records.report(status="published")
            workflow.retract(report=report, by=reviewer, reason=f"Number {number}.")
        assert len(section(fetch(PAGE), "ours").select(".act")) == 5
        assert "All 22 corrections and retractions of ours" in words(section(fetch(PAGE), "ours"))
        pages = [fetch(f"{PAGE}?kind=ours&page={page}").select(".act .why") for page in (1, 2)]
        assert [len(each) for each in pages] == [20, 2]
        assert "Number 0." in words(pages[1][-1])
        assert "This list has no page 3" in words(fetch(f"{PAGE}?kind=ours&page=3", 404).main)


class TestTheParties:
    def test_all_of_them_with_the_numbers_taken_back(self, fetch: Fetch) -> None:
        """As the files have them: each report that revises, and each of its totals that is lower than in the other."""
        acts = section(fetch(f"{PAGE}?kind=party"), "party").select(".act")
        assert len(acts) == Report.published.exclude(revises=None).count() == 10
        shown = {act.select("a")[1]["href"]: table(act.select_one("table")) for act in acts}
        for report in Report.published.exclude(revises=None).exclude(figures=None).select_related("revises"):
            before = dict(report.revises.figures.values_list("measure__name", "best"))
            after = dict(report.figures.values_list("measure__name", "best"))
            lower = {name: (before[name], after[name]) for name in after if after[name] < before.get(name, 0)}
            assert lower
            rows = shown[f"/reports/{report.slug}/"]
            assert {row[0]: (row[1], row[2]) for row in rows} == {
                f"{name}, Russian forces": (f"{old:,}", f"{new:,}") for name, (old, new) in lower.items()
            }

    def test_words_of_a_revision(self, fetch: Fetch) -> None:
        (act,) = (each for each in fetch(f"{PAGE}?kind=party").select(".act") if "13 October 2022" in words(each.h3))
        assert words(act.h3) == "The party’s own revision, 13 October 2022"
        assert "Bulletin of 13 October 2022 revises Bulletin of 12 October 2022 (12 October 2022)" in words(act)
        assert "Reason No reason is on record." in words(act)
        assert table(act.table) == [
            ["Armoured combat vehicles, Russian forces", "5,181", "5,167", "−14 in 1 day: the party’s own revision"]
        ]
        assert "12 other figures of both reports" in words(act.details.summary)

    def test_a_withdrawal(self, fetch: Fetch) -> None:
        act = fetch(f"{PAGE}?kind=party&party=russia-sources").select_one(".act")
        assert words(act.h3).startswith("Withdrawn by the party, 22 March 2022")
        assert "Reason The figures of 20 March 2022 were withdrawn as a hack" in words(act)
        assert [row[1:] for row in table(act)] == [
            ["9,861", "no figure", "withdrawn"],
            ["16,153", "no figure", "withdrawn"],
        ]

    def test_its_reason(self, fetch: Fetch) -> None:
        revised = records.report(status="published")
        records.report(
            party=revised.party, status="published", revises=revised, wording="Fewer.", revision_reason="Counted twice."
        )
        act = fetch(f"{PAGE}?kind=party&party={revised.party.slug}").select_one(".act")
        assert "Reason Counted twice." in words(act)

    def test_follow_our_corrections(self, fetch: Fetch, correct: Correct, published: Report) -> None:
        records.report(party=published.party, status="published", revises=published, note="Miscounted.")
        new = correct(published, "A digit.", sized(1350))
        act = fetch(f"{PAGE}?kind=party&party={published.party.slug}").select_one(".act")
        assert act.select("a")[2]["href"] == f"/reports/{new.slug}/"
        assert [row[1] for row in table(act)] == ["1,350"]


class TestTheSources:
    def test_all_of_them_a_page_at_a_time(self, fetch: Fetch) -> None:
        pages = -(-Variant.objects.count() // 20)
        rows = [
            row
            for page in range(1, pages + 1)
            for row in table(section(fetch(f"{PAGE}?kind=source&page={page}"), "source"))
        ]
        assert len(rows) == Variant.objects.filter(figure__report__status="published").count() > 300
        with Path(settings.BASE_DIR, "reports/data/package/variants.csv").open(encoding="utf-8") as file:
            notes = {row["note"] for row in csv.DictReader(file)} - {""}
        assert notes <= {row[-1] for row in rows}

    def test_of_a_party_with_the_note_as_reason(self, fetch: Fetch) -> None:
        pages = [fetch(f"{PAGE}?kind=source&party=russia-mod&page={page}") for page in (1, 2, 3)]
        for link in (page.select_one("#source ~ .prose a") for page in pages):
            assert link["href"] == "/russia-ukraine/variants/?party=russia-mod"
        rows = [row for page in pages for row in table(section(page, "source"))]
        (row,) = (row for row in rows if row[3].startswith("3,285") and row[4] == "International Business Times")
        assert row[2] == "3,825 Wounded, Russian forces"
        assert row[5].startswith("Two digits swapped")


def test_the_kinds_are_kept_apart(fetch: Fetch) -> None:
    assert [words(each) for each in fetch(PAGE).select("main h2")] == [
        "Our corrections and retractions",
        "The parties’ revisions",
        "The sources’ inconsistencies",
    ]
    for kind in ("ours", "party", "source"):
        (only,) = fetch(f"{PAGE}?kind={kind}").select("main h2")
        assert only["id"] == kind


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("kind=theirs", "kind: “theirs” is none of ours, party, source, added."),
        ("kind=ours&kind=party", "“kind” is given more than once"),
        ("party=natto", "Did you mean nato?"),
        ("page=2", "each kind has pages of its own"),
        ("kind=source&page=two", "“two” is not a page number"),
        ("kind=source&page=0", "“0” is not a page number"),
        ("sort=size", "This page knows no “sort”."),
        ("kind=%00", "kind"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(fetch: Fetch, query: str, problem: str) -> None:
    assert problem in words(fetch(f"{PAGE}?{query}", 400).main)


def test_it_is_found(fetch: Fetch, client: Client) -> None:
    for page in ("/russia-ukraine/", "/method/", "/parties/"):
        assert fetch(page).select_one(f'footer a[href="{PAGE}"]')
    assert fetch("/method/").select_one(f'main a[href="{PAGE}"]')
    fetch("/none/corrections/", 404)
    assert client.post(PAGE).status_code == 405
    assert client.get(f"{PAGE}preview.png").status_code == 200


def test_number_of_queries_does_not_grow_with_our_acts(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, correct: Correct, published: Report
) -> None:
    """The conflict, the parties to choose from, how many acts there are and those shown; what their versions say:
    figures, citations, variants, reports and whose data they drew on.
    """
    for number in (1350, 1349, 1348):
        published = correct(published, "A digit.", sized(number))
        with django_assert_num_queries(4 + 5):
            client.get(f"{PAGE}?kind=ours")
