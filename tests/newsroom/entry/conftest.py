"""A party that spoke before, and what a browser sends from the page of its next report."""

from collections.abc import Callable
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from reports.models import Party, Report
from tests import records

LAST_DAY = date(2022, 4, 17)


@pytest.fixture
def last(db: None) -> Report:
    """A published bulletin of two totals, in a primary and a secondary source."""
    party = records.party(slug="test-staff", short_name="Staff")
    subject = records.subject(name="Forces")
    report = records.report(
        party=party, status="published", stated_on=LAST_DAY, title="Bulletin of 17 April 2022", speaker="A general"
    )
    for name, number, position in (("Tanks", 784, 1), ("Aircraft", 163, 2)):
        measure = records.measure(name=name, slug=f"test-{name.lower()}", position=position, family=name.lower())
        records.figure(report=report, subject=subject, measure=measure, best=number)
    records.citation(report=report, role="primary", source=records.source(publisher="Staff's own channel"))
    return report


@pytest.fixture
def party(last: Report) -> Party:
    return last.party


Open = Callable[..., dict]


@pytest.fixture
def opened(desk: Client, party: Party) -> Open:
    """The fields of the page as a browser would send them, with what is typed: ``opened(numbers=["790", ""])``."""

    def fields(numbers: list[str] = (), sources: list[str] = (), **typed: str) -> dict:
        answer = desk.get(address(party))
        assert answer.status_code == 200, answer.content.decode()[:3000]
        sent = as_sent(answer.content)
        sent |= {f"lines-{number}-number": text for number, text in enumerate(numbers)}
        sent |= {f"sources-{number}-address": text for number, text in enumerate(sources)}
        return sent | {"stated_on": "2022-04-18"} | typed

    return fields


def address(party: Party) -> str:
    return f"/admin/reports/report/like/{party.slug}/"


def as_sent(page: bytes, form: str = "report_form") -> dict:
    """What the form of a page would send if nothing on it were touched and no button named."""
    soup = BeautifulSoup(page, "html.parser")
    sent = {}
    for field in soup.find(id=form).find_all(["input", "textarea", "select"]):
        if field.name == "select":
            chosen = field.find("option", selected=True)
            if chosen or not field.has_attr("multiple"):
                chosen = chosen or field.find("option")
                sent[field["name"]] = chosen["value"] if chosen else ""
        elif field.name == "textarea":
            sent[field["name"]] = field.get_text().removeprefix("\n")
        elif field.get("type") != "checkbox" or field.has_attr("checked"):
            sent[field["name"]] = field.get("value", "on" if field.get("type") == "checkbox" else "")
    return sent
