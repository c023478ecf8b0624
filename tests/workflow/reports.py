"""Reports that can be submitted, and what is stored of them."""

from reports.models import Report
from tests import records


def complete(**given: object) -> Report:
    """A report with a figure and a citation."""
    report = records.report(**given)
    records.figure(report=report)
    records.citation(report=report)
    return report


def stored(report: Report) -> Report:
    return Report.all_objects.get(pk=report.pk)


def steps(report: Report) -> list[tuple]:
    """The changes of its state that are on record, as (before, after, reason, by)."""
    return [(step.before, step.after, step.reason, step.by) for step in report.steps.all()]
