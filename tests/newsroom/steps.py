"""Steps as the admin's pages take them, and what they say of it."""

from reports.models import Report
from tests import records

LIST = "/admin/reports/report/"


def complete(**given: object) -> Report:
    report = records.report(**given)
    records.variant(figure=records.figure(report=report), note="A slip of the printer.")
    return report


def status(report: Report) -> str:
    return Report.all_objects.get(pk=report.pk).status


def said(response: object) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def step(report: Report, name: str) -> str:
    return f"{LIST}{report.pk}/{name}/"
