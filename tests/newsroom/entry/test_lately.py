"""What a party said lately: lines of several reports, each beside its own last number, and reports that still wait."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AbstractUser
from django.test import Client

from reports.models import Figure, Report
from tests import records
from tests.conftest import words

from .conftest import LAST_DAY, Open, address, as_sent
from .test_entry_page import NEW, drafts, sent
from .test_pasting import ENGLISH

pytestmark = pytest.mark.django_db


def opened_page(desk: Client, report: Report) -> BeautifulSoup:
    return BeautifulSoup(desk.get(address(report.party)).content, "html.parser")


def rows(page: BeautifulSoup) -> list[tuple[str, str]]:
    return [(words(row.th), words(row.select_one(".num"))) for row in page.select(".entry tbody tr")]


@pytest.fixture
def short(last: Report) -> Report:
    """The day after, with a number of one line only."""
    report = records.report(
        party=last.party, status="published", stated_on=LAST_DAY + timedelta(days=1), title="Bulletin of 18 April 2022"
    )
    aircraft = last.figures.get(measure__name="Aircraft")
    records.figure(report=report, subject=aircraft.subject, measure=aircraft.measure, best=165)
    return report


class TestAfterAShortReport:
    def test_the_partys_lines_are_offered_each_beside_its_own_last(self, desk: Client, short: Report) -> None:
        page = opened_page(desk, short)
        assert words(page.select_one(".like")).startswith("Like Bulletin of 18 April 2022")
        assert rows(page) == [("Tanks", "784 as of 17 Apr 2022"), ("Aircraft", "165")]

    def test_saved_with_what_the_older_line_is(self, desk: Client, short: Report) -> None:
        last = Figure.published.get(best=784)
        records.entered_as(Figure.published.filter(pk=last.pk), basis="held")
        data = as_sent(desk.get(address(short.party)).content) | {"stated_on": "2022-04-20", "lines-0-number": "790"}
        sent(desk, short.party, data, "_save")
        (figure,) = Figure.all_objects.filter(report__in=drafts(short.party))
        assert (figure.measure, figure.basis, figure.best) == (last.measure, "held", 790)

    def test_only_of_the_same_kind_of_that_month_and_of_the_whole_theatre(self, desk: Client, short: Report) -> None:
        subject = short.figures.first().subject

        def earlier(name: str, days: int, kind: str = "bulletin", **given: object) -> None:
            report = records.report(
                party=short.party, status="published", stated_on=short.stated_on - timedelta(days=days), kind=kind
            )
            records.figure(report=report, subject=subject, measure=records.measure(name=name, position=9), **given)

        earlier("Ships", 30)
        earlier("Trains", 31)
        earlier("Trucks", 5, kind="interview")
        earlier("Bridges", 5, scope="place", scope_note="Izium")
        assert [name for name, _number in rows(opened_page(desk, short))] == ["Tanks", "Aircraft", "Ships"]

    def test_a_bulletin_finds_the_lines_and_its_days(self, desk: Client, short: Report) -> None:
        for figure in Figure.published.filter(party=short.party):
            type(figure.measure).objects.filter(pk=figure.measure_id).update(slug=figure.measure.name.lower())
        data = as_sent(desk.get(address(short.party)).content) | {"bulletin": ENGLISH}
        page = sent(desk, short.party, data, "_read_bulletin")
        assert page.find(id="id_lines-0-number")["value"] == "790 (+6)"
        assert len(rows(page)) == 2
        assert page.find(id="id_stated_on")["value"] == "2022-04-18"

    def test_a_number_that_was_corrected_meanwhile_loses_no_line(self, desk: Client, short: Report) -> None:
        data = as_sent(desk.get(address(short.party)).content) | {"lines-0-number": "790", "stated_on": "2022-04-20"}
        Report.published.filter(figures__best=784).update(status="corrected")
        sent(desk, short.party, data, "_save")
        assert [each.best for each in Figure.all_objects.filter(report__status="draft")] == [790]


def test_an_added_line_stands_beside_the_partys_last(desk: Client, last: Report, opened: Open) -> None:
    subject, ships = last.figures.first().subject, records.measure(name="Ships")
    for days, best in ((40, 5), (60, 3)):
        report = records.report(party=last.party, status="published", stated_on=LAST_DAY - timedelta(days=days))
        records.figure(report=report, subject=subject, measure=ships, best=best)
    line = {"lines-TOTAL_FORMS": "3", "lines-2-measure": ships.pk, "lines-2-subject": subject.pk, "lines-2-number": "8"}
    read = desk.post(address(last.party) + "read/", opened() | line).json()
    assert "+3 read as 8" in words(BeautifulSoup(read["lines"]["lines-2"], "html.parser"))
    page = sent(desk, last.party, opened() | line, "_read")
    assert words(page.find(id="lines-2-last")) == "5 as of 8 Mar 2022"


class TestReportsThatWait:
    @pytest.fixture
    def waiting(self, last: Report) -> Report:
        report = records.report(
            party=last.party,
            status="submitted",
            stated_on=LAST_DAY + timedelta(days=1),
            author=records.user(),
            title="Bulletin that waits",
        )
        tanks = last.figures.get(measure__name="Tanks")
        records.figure(report=report, subject=tanks.subject, measure=tanks.measure, best=790)
        return report

    def test_they_are_told_of_and_their_numbers_are_the_last(self, desk: Client, last: Report, waiting: Report) -> None:
        page = opened_page(desk, last)
        (told,) = page.select(".waiting")
        assert words(told).startswith("1 later report of this party waits for review: Bulletin that waits , 18 Apr")
        assert told.a["href"] == f"/admin/reports/report/{waiting.pk}/review/"
        assert rows(page) == [("Tanks", "790 as of 18 Apr 2022, waits for review"), ("Aircraft", "163")]

    def test_the_difference_is_to_them(self, desk: Client, last: Report, waiting: Report, opened: Open) -> None:
        data = opened(numbers=["800"], stated_on="2022-04-19")
        read = desk.post(address(last.party) + "read/", data).json()
        assert "+10 read as 800" in words(BeautifulSoup(read["lines"]["lines-0"], "html.parser"))
        page = sent(desk, last.party, data | {"sources-0-address": NEW}, "_save")
        assert page is not None
        assert Figure.all_objects.filter(report__status="draft", best=800).exists()

    def test_not_drafts_nor_corrections_nor_other_kinds(
        self, desk: Client, last: Report, waiting: Report, editor: AbstractUser
    ) -> None:
        for changes in ({"status": "draft"}, {"status": "sent_back"}, {"kind": "interview"}):
            Report.all_objects.filter(pk=waiting.pk).update(**changes)
            page = opened_page(desk, last)
            assert page.select(".waiting") == []
            assert rows(page) == [("Tanks", "784"), ("Aircraft", "163")]
            Report.all_objects.filter(pk=waiting.pk).update(status="submitted", kind="bulletin")
        Report.all_objects.filter(pk=waiting.pk).update(replaces=last, act="correction")
        assert opened_page(desk, last).select(".waiting") == []
