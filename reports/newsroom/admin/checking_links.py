"""Where the records are that a finding names."""

from dataclasses import dataclass

from django.urls import reverse

from reports.checks import Finding
from reports.models import PUBLIC, Report

__all__ = ["Link", "links_of"]


@dataclass(frozen=True, slots=True)
class Link:
    words: str
    address: str


def links_of(finding: Finding) -> list[Link]:
    """On the site if they are public, else at the desk. A record that is not saved has no link."""
    slugs = {other.report for other in finding.others}
    rows = Report.all_objects.filter(slug__in=slugs).values_list("slug", "pk", "status") if slugs else []
    known = {slug: (pk, status) for slug, pk, status in rows}
    found = []
    for other in finding.others:
        pk, status = known.get(other.report, (None, ""))
        if other.source:
            found.append(Link(other.words, reverse("source", args=[other.source])))
        elif status in PUBLIC:
            found.append(Link(other.words, reverse("figure", args=[other.figure])))
        elif pk:
            found.append(Link(other.words, reverse("admin:reports_report_change", args=[pk])))
    return found
