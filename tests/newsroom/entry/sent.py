"""What an editor's browser sends from a report's page."""

from django.db.models import Model
from django.forms import BaseFormSet, Form
from django.test import Client
from django.urls import reverse

from reports.models import Report
from tests import records

ADD = "/admin/reports/report/add/"


def page(report: Report) -> str:
    return reverse("admin:reports_report_change", args=[report.pk])


def report_fields(**changes: object) -> dict:
    """A statement with its words and no figure, which can be saved as it stands."""
    return {
        "party": None if "party" in changes else records.party(),
        "conflict": records.conflict(),
        "stated_on": "2022-04-18",
        "stated_on_known": "on",
        "title": "Statement",
        "speaker": "",
        "kind": "briefing",
        "method": "official_count",
        "revises": "",
        "wording": "Significant losses.",
        "language": "",
        "note": "",
        "slug": "",
    } | changes


def figure_fields(**changes: object) -> dict:
    return {
        "subject": None if "subject" in changes else records.subject(),
        "measure": None if "measure" in changes else records.measure(),
        "qualifier": "exact",
        "low": "",
        "best": "1351",
        "high": "",
        "as_of": "",
        "basis": "cumulative",
        "period_start": "",
        "scope": "theatre",
        "scope_note": "",
        "wording": "",
        "note": "",
        "slug": "",
    } | changes


def citation_fields(**changes: object) -> dict:
    return {
        "source": None if "source" in changes else records.source(),
        "role": "secondary",
        "locator": "",
        "taken_from": "",
        "transcribed_by": "",
    } | changes


def entry(figures: tuple | list = (), citations: tuple | list = (), **report: object) -> dict:
    """A filled page for a new report."""
    data = report_fields(**report)
    for prefix, rows in (("figures", figures), ("citations", citations)):
        data |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
        for number, row in enumerate(rows):
            data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sendable(data)


def as_shown(client: Client, report: Report) -> dict:
    """What the page of a saved draft would send if nothing on it were touched."""
    context = client.get(page(report)).context
    data = filled(context["adminform"].form)
    for shown in context["inline_admin_formsets"]:
        formset: BaseFormSet = shown.formset
        data |= filled(formset.management_form)
        for form in formset.forms:
            data |= filled(form)
    return sendable(data)


def filled(form: Form) -> dict:
    values = {bound.html_name: bound.value() for bound in form}
    return {name: "" if value is None else value for name, value in values.items() if value is not False}


def sendable(data: dict) -> dict:
    return {name: value.pk if isinstance(value, Model) else value for name, value in data.items()}
