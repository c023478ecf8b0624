"""Report, figures, sources and citations are written together or not at all; periods, parts and other days too."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from reports import workflow
from reports.models import Citation, Figure, Party, Report, Source
from reports.newsroom.entry import entry_page
from reports.newsroom.entry.entry_page import EntryPage, save_entry
from reports.newsroom.entry.last_report import kinds_of, last_of
from tests import records

from .conftest import Open, address, as_sent

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
NEW = "https://gazette.example/new"


def page_of(last: Report, data: dict) -> EntryPage:
    sent = QueryDict(mutable=True)
    sent.update(data)
    return EntryPage(last_of(last), date(2022, 4, 18), sent)


def counts() -> list[int]:
    return [each.count() for each in (Report.all_objects, Figure.all_objects, Source.objects, Citation.objects)]


def test_nothing_is_written_where_the_last_of_it_fails(last: Report, opened: Open, editor: object) -> None:
    page = page_of(last, opened(numbers=["790"], sources=[NEW]))
    assert page.valid
    before = counts()
    page.sources[0].cleaned_data["role"] = "no role"
    with pytest.raises(IntegrityError):
        save_entry(page=page, by=editor)
    assert counts() == before


def test_the_method_on_the_page_makes_plain_numbers_floors(last: Report, opened: Open) -> None:
    page = page_of(last, opened(numbers=["790", "almost 170"], sources=[NEW], method="named_count"))
    assert [str(line.reading.number) for line in page.read] == ["at least 790", "nearly 170"]
    assert [line.reading.remarks[0][:36] for line in page.read] == [
        "A count of named, verified or pictur",
        "The last one was hedged differently:",
    ]
    assert [line.figure().qualifier for line in page.read] == ["at_least", "nearly"]


def test_a_source_that_somebody_enters_meanwhile_is_told_and_nothing_lost(
    desk: Client, last: Report, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = entry_page.source_slug

    def meanwhile(publisher: str, url: str) -> str:
        records.source(url=url)
        return made(publisher, url)

    monkeypatch.setattr(entry_page, "source_slug", meanwhile)
    answer = desk.post(address(last.party), opened(numbers=["790"], sources=[NEW]) | {"_save": "1"})
    assert answer.status_code == 422
    assert "nothing was saved" in answer.content.decode()
    assert not Report.all_objects.filter(party=last.party, status="draft").exists()


def test_averages_and_parts_are_taken_over_and_single_events_are_not(last: Report, opened: Open, desk: Client) -> None:
    subject = Figure.published.filter(report=last).first().subject
    weekly = {"basis": "period_average", "period_start": "2022-04-01", "scope_note": "per week"}
    records.figure(report=last, subject=subject, best=100, measure=records.measure(position=3), **weekly)
    records.figure(
        report=last, subject=subject, scope="place", scope_note="Mariupol", measure=records.measure(position=4)
    )
    records.figure(report=last, subject=subject, scope="event", scope_note="One strike")
    data = opened(numbers=["", "", "120", "7"], sources=[NEW])
    assert data["lines-TOTAL_FORMS"] == "4"
    refused = desk.post(address(last.party), data | {"_submit_report": "1"})
    assert "give the first of them" in refused.content.decode()
    assert not Report.all_objects.filter(party=last.party, status="draft").exists()
    desk.post(address(last.party), data | {"lines-2-period_start": "2022-04-08", "_save": "1"})
    average, place = Figure.all_objects.filter(report__status="draft").order_by("pk")
    assert (average.basis, str(average.period_start), average.scope_note) == (
        "period_average",
        "2022-04-08",
        "per week",
    )
    assert (place.scope, place.scope_note, place.basis, place.best) == ("place", "Mariupol", "cumulative", 7)


def test_a_draft_may_lack_the_first_day_of_its_count_and_is_asked_for_it_when_submitted(
    last: Report, opened: Open, desk: Client, editor: object
) -> None:
    subject = Figure.published.filter(report=last).first().subject
    killed = records.measure(name="Killed", position=3)
    records.figure(report=last, subject=subject, measure=killed, basis="period", period_start="2022-04-01")
    data = opened(numbers=["", "", "120"], sources=[NEW])
    answer = desk.post(address(last.party), data | {"_save": "1"}, follow=True)
    told = " ".join(BeautifulSoup(answer.content, "html.parser").select_one(".messagelist").text.split())
    assert "it still needs: the first day counted by “Killed, Forces”." in told
    assert "a source" not in told
    draft = Report.all_objects.get(party=last.party, status="draft")
    (figure,) = draft.figures.all()
    assert (figure.best, figure.basis, figure.period_start) == (120, "period", None)
    with pytest.raises(workflow.TransitionNotAllowed, match="“Killed” counts a stretch of days"):
        workflow.submit(report=draft, by=editor)
    for known in ({"period_start": date(2022, 4, 10)}, {"period_start": None, "note": "It names no first day."}):
        Figure.all_objects.filter(pk=figure.pk).update(**known)
        workflow.submit(report=draft, by=editor)
        workflow.take_back(report=draft, by=editor)


def test_a_draft_without_a_source_is_told_that_it_needs_one(last: Report, opened: Open, desk: Client) -> None:
    answer = desk.post(address(last.party), opened(numbers=["790"]) | {"_save": "1"}, follow=True)
    assert "Before it is submitted it still needs: a source." in answer.content.decode()


def test_natos_next_can_be_kept_with_a_number_alone(bundled: None, desk: Client) -> None:
    nato = Party.objects.get(slug="nato")
    data = as_sent(desk.get(address(nato)).content)
    assert any(name.endswith("-period_start") for name in data)
    data |= {name: "1200" for name in data if name.startswith("lines-") and name.endswith("-number")}
    answer = desk.post(address(nato), data | {"_save": "1"})
    assert answer.status_code == 302
    assert Figure.all_objects.filter(report__party=nato, report__status="draft", period_start=None).exists()


def test_what_the_last_drew_on_is_taken_over(party: Party, opened: Open, editor: object) -> None:
    estimate = records.report(party=party, kind="estimate", stated_on=date(2022, 4, 18))
    drawn_on = records.party()
    estimate.draws_on.add(drawn_on)
    Report.all_objects.filter(pk=estimate.pk).update(status="published", published_at=timezone.now())
    page = page_of(estimate, opened(wording="Words.") | {"like": estimate.pk, "lines-TOTAL_FORMS": "0"})
    assert page.valid
    assert list(save_entry(page=page, by=editor).draws_on.all()) == [drawn_on]


def test_the_last_of_each_kind_newest_first(last: Report) -> None:
    for kind, day in (("interview", "2022-03-01"), ("interview", "2022-03-02"), ("leak", "2022-04-18")):
        records.report(party=last.party, kind=kind, status="published", stated_on=day)
    records.report(party=last.party, kind="bulletin", stated_on="2022-04-18")  # a draft
    records.report(party=last.party, kind="bulletin", status="retracted", stated_on="2022-04-18")
    told = [(each.kind, str(each.stated_on)) for each in kinds_of(last.party)]
    assert told == [("leak", "2022-04-18"), ("bulletin", "2022-04-17"), ("interview", "2022-03-02")]


@pytest.mark.slow
def test_every_party_of_the_bundled_data_has_its_page(bundled: None, desk: Client) -> None:
    parties = {each.party for each in Report.published.select_related("party")}
    assert len(parties) > 40
    for party in parties:
        answer = desk.get(address(party))
        assert answer.status_code == 200, party
        assert b"pasted-number" in answer.content, party


def test_lines_without_a_number_are_left_out_whatever_they_lack(desk: Client, last: Report, opened: Open) -> None:
    subject = Figure.published.filter(report=last).first().subject
    measure = records.measure(position=3)
    records.figure(report=last, subject=subject, measure=measure, basis="period", period_start="2022-04-01")
    data = opened(numbers=["790", "", ""]) | {"lines-2-period_start": "never", "lines-TOTAL_FORMS": "4"}
    assert desk.post(address(last.party), data | {"_save": "1"}).status_code == 302
    assert [each.best for each in Figure.all_objects.filter(report__party=last.party, report__status="draft")] == [790]
