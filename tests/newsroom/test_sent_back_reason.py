"""Why a report was sent back stands on its page, where its author puts it right."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AbstractUser
from django.test import Client

from reports import workflow
from reports.models import Report
from tests import records

pytestmark = pytest.mark.django_db


def asked_for(desk: Client, report: Report) -> str | None:
    page = BeautifulSoup(desk.get(f"/admin/reports/report/{report.pk}/change/").content, "html.parser")
    told = page.select_one(".standing .sent-back")
    return told and " ".join(told.text.split())


def test_the_last_reason_is_shown_until_it_is_submitted_again(
    desk: Client, editor: AbstractUser, reviewer: AbstractUser
) -> None:
    report = records.report(author=editor, last_changed_by=editor)
    records.figure(report=report)
    records.citation(report=report)
    for reason in ("The day is another.", "The hedge <is> gone."):
        workflow.submit(report=report, by=editor)
        assert asked_for(desk, report) is None
        workflow.send_back(report=report, by=reviewer, reason=reason)
        assert asked_for(desk, report) == f"What its reviewer asks for: {reason}"
