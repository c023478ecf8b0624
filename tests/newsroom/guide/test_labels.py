"""What the guide quotes from pages is what they say: a button that is renamed fails here."""

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AbstractUser
from django.test import Client

from reports.checks.figure_checks import WARNINGS
from reports.models import Party, Report, Status
from reports.newsroom.forms.source_form import SourceForm
from tests import records

from .pages import labels, plain, table

LABELLING = "button, a, label, summary, h1, h2, h3, th, dt, option, legend, strong"
PAGES = (
    "",
    "reports/report/",
    "reports/report/add/",
    "reports/report/queue/",
    "reports/report/like/ukraine-general-staff/",
    "reports/source/add/",
    "reports/upload/add/",
)


def labels_of(client: Client, address: str) -> set[str]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    page = BeautifulSoup(answer.content, "html.parser")
    found = {" ".join(each.text.split()) for each in page.select(LABELLING)}
    found |= {each["value"] for each in page.select("input[type=submit]")}
    for each in page.select("[data-inline-formset]"):
        options = json.loads(each["data-inline-formset"])["options"]
        found |= {options["addText"], options["deleteText"]}
    return {label.rstrip(":") for label in found}


def labels_in_templates() -> set[str]:
    """Every text of the desk's own templates: they also label pages that only stand after some act."""
    found = set()
    for file in Path("templates/admin").rglob("*.html"):
        found |= set(re.findall(r'{% translate "([^"]+)"', file.read_text(encoding="utf-8")))
    return found


@pytest.fixture
def draft(bundled: None, editor: AbstractUser) -> Report:
    """A draft with a figure and a citation, so that its page offers variants."""
    report = records.report(party=Party.objects.get(slug="nato"), author=editor, last_changed_by=editor)
    records.figure(report=report)
    records.citation(report=report)
    return report


def test_every_label_in_bold_stands_on_a_page(
    client: Client, desk: Client, editor: AbstractUser, draft: Report
) -> None:
    editor.set_password("correct horse battery")  # who has none is offered no change of it
    editor.save()
    desk.force_login(editor)
    known = labels_in_templates() | labels_of(client, "/admin/login/")
    for page in (*PAGES, f"reports/report/{draft.pk}/change/"):
        known |= labels_of(desk, f"/admin/{page}")
    published = Report.published.values_list("pk", flat=True).first()
    known |= labels_of(desk, f"/admin/reports/report/{published}/change/")
    source = draft.citations.get().source_id
    known |= labels_of(desk, f"/admin/reports/source/{source}/change/")
    known |= {str(field.label) for field in SourceForm.base_fields.values()}  # some only where there is a copy
    known |= {word.capitalize() for word in ("new", "changed", "same", "error")}  # the states of an import's rows
    quoted = labels()
    assert len(quoted) > 100
    assert sorted(quoted - known) == []


def test_every_state_and_every_warning_is_explained() -> None:
    assert [row[0] for row in table("state")] == [status.label for status in Status]
    assert len(table("warning")) == len(WARNINGS)


def test_every_key_of_the_review_screen_is_explained() -> None:
    acts = Path("templates/admin/reports/report/review/acts.html").read_text(encoding="utf-8")
    explained = [key for row in table("key") for key in plain(row[0]).split(", ")]
    assert sorted(explained) == sorted(re.findall(r"<kbd>(.)</kbd>", acts))
