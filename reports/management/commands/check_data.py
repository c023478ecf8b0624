"""manage.py check_data [--conflict SLUG] [--warnings]; what it finds is shown on the desk's front page too."""

import sys
from collections import Counter
from collections.abc import Iterable

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from reports.checks import DataSetCheck, Finding, check_data_set
from reports.checks.checked_figures import CheckedFigure, SourceFigure
from reports.models import Conflict
from reports.newsroom.review import check_summary


class Command(BaseCommand):
    help = "Checks all that is published: lists errors, counts warnings that have no reason; exit code 1 on errors."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--conflict", metavar="SLUG", help="only this war")
        parser.add_argument("--warnings", action="store_true", help="list the warnings too, not only their number")

    def handle(self, *, conflict: str | None, warnings: bool, **options: object) -> None:
        checked = check_data_set(timezone.localdate(), _find(conflict))
        if conflict is None:
            check_summary.save(checked)
        self.write_lines("error", checked.errors)
        if warnings:
            self.write_lines("warning", checked.warnings)
        self.stdout.write(_summary(checked))
        if checked.errors:
            sys.exit(1)

    def write_lines(self, severity: str, findings: Iterable[tuple[str, Finding]]) -> None:
        """One line a finding: what it is, where it is, what it says, and the addresses of what it names."""
        for report, finding in findings:
            at = reverse("figure", args=[finding.figure]) if finding.figure else reverse("report", args=[report])
            named = " ".join(_address(other) for other in finding.others)
            self.stdout.write("  ".join(filter(None, [severity, finding.code, at, finding.message, named])))


def _address(other: CheckedFigure | SourceFigure) -> str:
    return reverse("source", args=[other.source]) if other.source else reverse("figure", args=[other.figure])


def _find(slug: str | None) -> Conflict | None:
    if slug is None:
        return None
    try:
        return Conflict.objects.get(slug=slug)
    except Conflict.DoesNotExist:
        known = ", ".join(Conflict.objects.order_by("slug").values_list("slug", flat=True)) or "none"
        raise CommandError(f"There is no conflict “{slug}”. There are: {known}.") from None


def _summary(checked: DataSetCheck) -> str:
    counts = Counter(finding.code for _report, finding in checked.warnings)
    by_check = ", ".join(f"{count:,} {code}" for code, count in counts.most_common())
    return (
        f"{checked.figures:,} figures in {checked.reports:,} reports: {len(checked.errors):,} errors, "
        f"{len(checked.warnings):,} warnings{f' ({by_check})' if by_check else ''}, "
        f"{checked.reasoned:,} more with a reason."
    )
