"""Corrected and retracted records stay at their addresses, say plainly what happened, and are found nowhere else."""

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client

from reports import workflow
from reports.models import Citation, Figure, Report, Source
from tests import records
from tests.conftest import Fetch, words

pytestmark = [pytest.mark.usefixtures("bundled"), pytest.mark.both_databases]

BRIEFING = "russia-mod-2022-03-25-sergei-rudskoi"
LISTS = (
    "/russia-ukraine/?on=2022-04-18",
    "/russia-ukraine/?on=2022-03-26&party=russia-mod&subject=russian-forces",
    "/russia-ukraine/figures/?party=russia-mod&to=2022-04-18",
    "/russia-ukraine/reports/?party=russia-mod&to=2022-04-18",
    "/russia-ukraine/variants/?party=russia-mod",
    "/russia-ukraine/variants/variants.csv?party=russia-mod",
    "/russia-ukraine/corrections/?kind=source&party=russia-mod",
    "/russia-ukraine/timeline/?party=russia-mod&measure=killed",
    "/russia-ukraine/timeline/chart.json?party=russia-mod&measure=killed",
    "/russia-ukraine/timeline/figures.csv?party=russia-mod&measure=killed",
    "/russia-ukraine/timeline/figures.json?party=russia-mod&measure=killed",
    "/russia-ukraine/compare/?a=russia-mod&b=nato&measure=killed",
    "/parties/russia-mod/",
    "/sources/international-business-times-f4b6badc/",
    "/method/",
)


@pytest.fixture
def editor(bundled: None) -> AbstractUser:
    return records.user("Editors", first_name="Olena")


@pytest.fixture
def reviewer(bundled: None) -> AbstractUser:
    return records.user("Reviewers", first_name="Ivan")


@pytest.fixture
def briefing(bundled: None) -> Report:
    return Report.published.get(slug=BRIEFING)


def notices(fetch: Fetch, path: str) -> list[str]:
    return [words(each) for each in fetch(path).select(".notice")]


def addresses(report: Report) -> list[str]:
    return [
        f"/reports/{report.slug}/",
        *(f"/figures/{each.slug}/" for each in Figure.all_objects.filter(report=report)),
    ]


def came_here(fetch: Fetch, path: str) -> str:
    (cell,) = (each for each in fetch(path).select(".facts div") if words(each.dt) == "How it came here")
    return words(cell.dd)


class TestRetracted:
    @pytest.fixture(autouse=True)
    def retracted(self, briefing: Report, reviewer: AbstractUser) -> None:
        workflow.retract(report=briefing, by=reviewer, reason="We had misheard the recording.")

    def test_says_so_on_each_of_its_pages(self, fetch: Fetch, briefing: Report) -> None:
        paths = addresses(briefing)
        assert len(paths) == 10
        for path in paths:
            (notice,) = notices(fetch, path)
            assert notice.startswith("Our retraction. This record was retracted on ")
            assert "by Ivan. It is kept as it was, and no longer compared, listed or counted." in notice
            assert "The party did not take its statement back." in notice
            assert notice.endswith("Reason We had misheard the recording.")
            assert "; retracted on " in came_here(fetch, path)

    def test_is_for_no_search_engine(self, client: Client, briefing: Report) -> None:
        for path in addresses(briefing):
            assert client.get(path)["X-Robots-Tag"] == "noindex"
        assert "X-Robots-Tag" not in client.get("/reports/nato-2022-03-23-unnamed-senior-military/")

    def test_shows_all_that_it_showed(self, fetch: Fetch, client: Client) -> None:
        text = words(fetch("/figures/ru-mod-2022-03-25-wounded/").main)
        assert "International Business Times prints 3,285" in text
        assert "Before and after" not in text
        assert len(fetch(f"/reports/{BRIEFING}/").select("main table tbody tr")) == 9
        for source in Citation.objects.filter(report__slug=BRIEFING).values_list("source__slug", flat=True):
            fetch(f"/sources/{source}/")
        for path in (f"/reports/{BRIEFING}/", "/figures/ru-mod-2022-03-25-wounded/"):
            assert client.get(f"{path}preview.png").status_code == 200

    def test_the_pages_of_its_sources_say_what_became_of_it(self, fetch: Fetch, briefing: Report) -> None:
        for source in Source.objects.filter(citations__report=briefing):
            others = Citation.objects.filter(source=source, report__status="published").count()
            text = words(fetch(f"/sources/{source.slug}/").main)
            said = "None that stands: the report that it shows has been replaced or retracted." in text
            assert (said, "None of its own" in text) == (not others, False)

    def test_is_nowhere_else(self, client: Client, briefing: Report) -> None:
        slugs = [briefing.slug, *Figure.all_objects.filter(report=briefing).values_list("slug", flat=True)]
        others = Report.published.filter(party=briefing.party)
        neighbours = (
            others.filter(stated_on__lt=briefing.stated_on).first(),
            others.filter(stated_on__gt=briefing.stated_on).last(),
        )
        for address in (*LISTS, *(f"/reports/{each.slug}/" for each in neighbours)):
            answer = client.get(address)
            assert answer.status_code == 200
            for slug in slugs:
                assert slug not in answer.content.decode(), (slug, address)
            assert "3,825" not in answer.content.decode(), address

    def test_is_not_counted(self, fetch: Fetch, briefing: Report, reviewer: AbstractUser) -> None:
        pages = (
            "/parties/",
            "/measures/",
            "/russia-ukraine/reports/?party=nato",
            "/russia-ukraine/variants/?party=nato",
        )
        before = [words(fetch(path).main) for path in pages]
        nato = Report.published.get(slug="nato-2022-03-23-unnamed-senior-military")
        workflow.retract(report=nato, by=reviewer, reason="Off the record.")
        assert all(words(fetch(path).main) != text for path, text in zip(pages, before, strict=True))


class TestCorrected:
    @pytest.fixture
    def first(self) -> Report:
        report = records.report(status="published", title="Evening")
        records.figure(report=report, best=1351)
        records.figure(report=report, best=20)
        records.citation(report=report)
        return report

    def correct(self, report: Report, by: AbstractUser, reviewer: AbstractUser, best: int, reason: str) -> Report:
        draft = workflow.correct(report=report, by=by)
        draft.figures.filter(best__gt=1000).update(best=best)
        draft.correction_reason = reason
        workflow.save_draft(report=draft, by=by)
        workflow.submit(report=draft, by=by)
        return workflow.publish(report=draft, by=reviewer)

    def test_leads_to_the_version_and_the_figure_in_force(
        self, fetch: Fetch, client: Client, first: Report, editor: AbstractUser, reviewer: AbstractUser
    ) -> None:
        second = self.correct(first, editor, reviewer, 1315, "We had swapped two digits.")
        large, small = first.figures.order_by("-best")
        new_large, new_small = second.figures.order_by("-best")
        for old, new in (
            (f"/reports/{first.slug}/", f"/reports/{second.slug}/"),
            (f"/figures/{large.slug}/", f"/figures/{new_large.slug}/"),
            (f"/figures/{small.slug}/", f"/figures/{new_small.slug}/"),
        ):
            (notice,) = notices(fetch, old)
            assert notice.startswith("Our correction. An editor of this site corrected this record on ")
            assert "no longer compared, listed or counted. The party did not change its statement." in notice
            assert notice.endswith("Reason We had swapped two digits.")
            assert fetch(old).select_one(".notice a")["href"] == new
            assert client.get(old)["X-Robots-Tag"] == "noindex"
            assert "; corrected on " in came_here(fetch, old)
            (notice,) = notices(fetch, new)
            assert notice.startswith("Our correction. An editor’s correction: this version replaces the one published")
            assert fetch(new).select_one(".notice a")["href"] == old
            assert "X-Robots-Tag" not in client.get(new)
        assert "1,351" in words(fetch(f"/figures/{large.slug}/").h1)
        assert "1,351" not in words(fetch(f"/russia-ukraine/figures/?party={first.party.slug}").main)

    def test_history_of_versions(
        self, fetch: Fetch, first: Report, editor: AbstractUser, reviewer: AbstractUser
    ) -> None:
        second = self.correct(first, editor, reviewer, 1315, "We had swapped two digits.")
        third = self.correct(second, editor, reviewer, 1316, "We had read the last digit wrong.")
        workflow.retract(report=third, by=reviewer, reason="It was another war.")
        for version in (first, second, third):
            for path in (f"/reports/{version.slug}/", f"/figures/{version.figures.order_by('-best')[0].slug}/"):
                items = fetch(path).select(".versions > li")
                assert [item["value"] for item in items] == ["3", "2", "1"]
                newest, middle, oldest = map(words, items)
                assert "; retracted on " in newest
                assert ": It was another war." in newest
                assert "We had read the last digit wrong." in newest
                assert newest.endswith("Dead, Forces: number 1,315 1,316")
                assert "We had swapped two digits." in middle
                assert middle.endswith("Dead, Forces: number 1,351 1,315")
                assert "; corrected on " in oldest
        figure = third.figures.order_by("-best")[0]
        links = [link["href"] for link in fetch(f"/figures/{figure.slug}/").select(".versions > li > p > a")]
        assert links == [f"/figures/{each.figures.order_by('-best')[0].slug}/" for each in (second, first)]

    def test_a_record_of_one_version_has_no_history(self, fetch: Fetch, first: Report) -> None:
        for path in addresses(first):
            assert fetch(path).find(id="versions") is None
            assert notices(fetch, path) == []


class TestOnePersonsSite:
    NOTE = "On this site one person may enter and publish."

    @pytest.mark.parametrize("path", ["/", "/russia-ukraine/", "/parties/", "/method/", f"/reports/{BRIEFING}/"])
    def test_says_so(self, fetch: Fetch, settings: object, client: Client, path: str) -> None:
        def text() -> str:
            return client.get(path, follow=True).content.decode()

        assert self.NOTE not in text()
        settings.REQUIRE_REVIEW = False
        assert self.NOTE in text()

    def test_the_method_says_what_holds(self, fetch: Fetch, settings: object) -> None:
        assert "nobody publishes what they wrote or last changed" in words(fetch("/method/").main)
        settings.REQUIRE_REVIEW = False
        assert "nobody publishes" not in words(fetch("/method/").main)
        assert self.NOTE in words(fetch("/method/").main)
