"""What another source prints, added to a published report: shown as what it is, apart from corrections of ours."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import AbstractUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from reports import workflow
from reports.models import Report, Variant
from tests import records
from tests.conftest import Fetch, words

pytestmark = pytest.mark.usefixtures("bundled")

PAGE = "/russia-ukraine/corrections/"
Add = Callable[[Report], Report]


@pytest.fixture
def editor(bundled: None) -> AbstractUser:
    return records.user("Editors", first_name="Olena")


@pytest.fixture
def reviewer(bundled: None) -> AbstractUser:
    return records.user("Reviewers", first_name="Ivan", last_name="Moroz")


@pytest.fixture
def published() -> Report:
    report = records.report(party=records.party(short_name="Test ministry"), status="published", title="Evening")
    records.figure(report=report, measure=records.measure(name="Lost"), subject=records.subject(name="Guards"))
    records.citation(report=report)
    return report


@pytest.fixture
def add(editor: AbstractUser, reviewer: AbstractUser) -> Add:
    """Have it added, and published, that the Herald prints 1,315."""

    def added(report: Report) -> Report:
        draft = workflow.add_printed(report=report, by=editor, reason="The Herald swaps two digits.")
        citation = records.citation(report=draft, source=records.source(publisher="Herald"))
        Variant.objects.create(
            figure=draft.figures.get(), citation=citation, kind="number", qualifier="exact", best=1315, note="Swapped."
        )
        workflow.submit(report=draft, by=editor)
        return workflow.publish(report=draft, by=reviewer)

    return added


def section(found: BeautifulSoup, kind: str) -> Tag:
    return found.find(id=kind).parent


def table(node: Tag) -> list[list[str]]:
    return [[words(cell) for cell in row.select("th, td")] for row in node.select("tbody tr")]


def addresses(report: Report) -> list[str]:
    return [f"/reports/{report.slug}/", f"/figures/{report.figures.get().slug}/"]


ADDED = [
    ["Source Herald", "relayed by others"],
    ["Herald prints otherwise, Lost, Guards", "1,315, where 1,351 is on record"],
]


class TestThePageOfCorrections:
    def test_stands_under_what_sources_print(self, fetch: Fetch, add: Add, published: Report) -> None:
        new = add(published)
        page = fetch(PAGE)
        assert "We have corrected or retracted nothing yet." in words(section(page, "ours"))
        assert [words(each) for each in page.select("main h2, main section > h3")][-2:] == [
            "The sources’ inconsistencies",
            "Added after publication",
        ]
        (act,) = section(page, "added").select(".act")
        assert words(act.h4).startswith("Added, ")
        assert [link["href"] for link in act.select("a")] == [
            f"/parties/{published.party.slug}/",
            f"/reports/{new.slug}/",
            f"/reports/{published.slug}/",
        ]
        assert "The Herald swaps two digits. Checked and published by Ivan Moroz." in words(act)
        assert table(act) == ADDED

    def test_its_variant_is_one_of_the_sources_inconsistencies(self, fetch: Fetch, add: Add, published: Report) -> None:
        address = f"{PAGE}?kind=source&party={published.party.slug}"
        assert "No source is known" in words(section(fetch(address), "source"))
        add(published)
        (row,) = table(section(fetch(address), "source"))
        assert row[2:] == ["1,351 Lost, Guards", "1,315 differs in number", "Herald", "Swapped."]

    def test_a_kind_of_its_own_to_choose(self, fetch: Fetch, add: Add, published: Report) -> None:
        assert "Nothing was added after publication yet." in words(fetch(f"{PAGE}?kind=added").main)
        assert fetch(PAGE).find(id="added") is None
        add(published)
        page = fetch(f"{PAGE}?kind=added&party={published.party.slug}")
        assert [words(each) for each in page.select("main h2")] == ["Added after publication"]
        assert len(page.select(".act h3")) == 1
        assert "to reports of these parties yet" in words(fetch(f"{PAGE}?kind=added&party=nato").main)
        assert fetch(f"{PAGE}?kind=ours&party={published.party.slug}").select(".act") == []

    def test_counted_and_paged_apart_from_ours(self, fetch: Fetch, add: Add, published: Report) -> None:
        newest = published
        for _number in range(6):
            newest = records.report(party=published.party, status="published")
            records.figure(report=newest)
            records.citation(report=newest)
            add(newest)
        assert len(section(fetch(PAGE), "added").select(".act")) == 5
        link = section(fetch(PAGE), "added").select("a")[-1]
        assert (words(link), link["href"]) == ("All 6 additions after publication", f"{PAGE}?kind=added")
        assert len(fetch(link["href"]).select(".act")) == 6

    def test_a_correction_of_an_addition_is_ours(
        self, fetch: Fetch, add: Add, published: Report, editor: AbstractUser, reviewer: AbstractUser
    ) -> None:
        draft = workflow.correct(report=add(published), by=editor, reason="We had typed the title wrong.")
        assert draft.addition_reason == ""
        draft.title = "Morning"
        workflow.save_draft(report=draft, by=editor)
        workflow.submit(report=draft, by=editor)
        workflow.publish(report=draft, by=reviewer)
        page = fetch(PAGE)
        assert table(section(page, "ours")) == [["Title", "Evening", "Morning"]]
        assert table(section(page, "added")) == ADDED

    def test_number_of_queries_does_not_grow(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries, add: Add, published: Report
    ) -> None:
        """As for our acts: the conflict, the parties, how many, those shown, and what their versions say."""
        for _number in range(2):
            other = records.report(party=published.party, status="published")
            records.figure(report=other)
            records.citation(report=other)
            add(other)
            with django_assert_num_queries(4 + 5):
                client.get(f"{PAGE}?kind=added")


class TestTheRecords:
    def test_the_old_version_says_what_took_its_place(
        self, fetch: Fetch, client: Client, add: Add, published: Report
    ) -> None:
        new = add(published)
        for old, newer in zip(addresses(published), addresses(new), strict=True):
            page = fetch(old)
            (notice,) = page.select(".notice")
            assert words(notice).startswith(
                "Added after publication. A version that adds what another source prints took the place of this one on "
            )
            assert "nobody corrected anything" in words(notice)
            assert words(notice).endswith("What the source says differently The Herald swaps two digits.")
            assert notice.a["href"] == newer
            assert "by a version that adds what another source prints, published by Ivan Moroz." in words(
                page.select_one(".facts")
            )
            assert client.get(f"{old}preview.png").status_code == 200

    def test_the_new_version_says_what_it_adds(self, fetch: Fetch, add: Add, published: Report) -> None:
        new = add(published)
        for old, newer in zip(addresses(published), addresses(new), strict=True):
            (notice,) = fetch(newer).select(".notice")
            assert words(notice).startswith(
                "Added after publication. This version adds what another source prints to the one published here on "
            )
            assert [link["href"] for link in notice.select("a")] == [old, "#versions"]

    def test_the_versions(self, fetch: Fetch, add: Add, published: Report) -> None:
        for version in (add(published), published):
            for path in addresses(version):
                newest, oldest = fetch(path).select(".versions > li")
                assert "What the source says differently The Herald swaps two digits." in words(newest)
                assert table(newest) == ADDED
                assert "; replaced by a version that adds what another source prints on " in words(oldest)
                assert oldest.table is None

    def test_nowhere_called_our_correction(self, fetch: Fetch, add: Add, published: Report) -> None:
        new = add(published)
        for path in (*addresses(published), *addresses(new)):
            text = words(fetch(path).main)
            assert "Our correction" not in text
            assert "corrected on" not in text
            assert "was corrected" not in text
