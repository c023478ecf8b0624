"""What the checks say, on a report's page: findings in words with links, and a field for the reason of each warning."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha1

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from reports import checks, workflow
from reports.checks import Finding
from reports.models import AT_THE_DESK, PUBLIC, Report, Status, WarningReason
from reports.newsroom.forms.base_form import LONGEST_TEXT
from reports.newsroom.forms.report_form import ReportForm

__all__ = ["ChecksMixin", "findings_context", "reason_field", "save_reasons"]

# By the slug of a figure, or the prefix of its form: what it is called, and where it stands on the page.
Anchors = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding on a page. ``label`` and ``anchor`` are those of its figure there, or of the report as a whole.

    ``links`` are words and addresses of the records that it names. ``field`` is the name of the field of its reason,
    ``typed`` the text in that field, ``stored`` the reason on record.
    """

    finding: Finding
    label: str
    anchor: str
    links: Sequence[tuple[str, str]]
    field: str
    typed: str
    stored: WarningReason | None


class ChecksMixin(admin.ModelAdmin):
    def save_related(self, request: HttpRequest, form: ReportForm, formsets: list, change: bool) -> None:
        """Saves reasons with the rest of the form, also for a number that the same form changes: nothing is lost."""
        before = checks.findings_of(form.instance) if change else []
        super().save_related(request, form, formsets, change)
        report = stored_copy(form.instance)
        save_reasons(request, report, [*before, *checks.findings_of(report)])

    @transaction.atomic
    def reasons_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Reasons alone: what a reviewer knows of a warning does not make them the one who changed the report last."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        report = self.get_object(request, str(pk))
        if report is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        if not workflow.may_edit(report, request.user):
            raise PermissionDenied
        save_reasons(request, report, checks.findings_of(report))
        self.message_user(request, _("The reasons are saved."), messages.SUCCESS)
        came_from = "review" if "from_review" in request.POST else "change"
        return redirect(f"admin:reports_report_{came_from}", pk)

    def checks_context(self, request: HttpRequest, report: Report, formsets: Iterable) -> dict:
        """What the template findings.html needs on the report's own page with these ``formsets``."""
        checked = report.status in AT_THE_DESK
        findings = checks.findings_of(stored_copy(report)) if checked else []
        anchors = {
            form.instance.slug: (f"{form.instance.measure}, {form.instance.subject}", f"#{form.prefix}")
            for formset in formsets
            if formset.prefix == "figures"
            for form in formset.initial_forms
        }
        with_form = report.status != Status.SUBMITTED and self.has_change_permission(request, report)
        return findings_context(findings, anchors, request.POST, checks.reasons_of(report)) | {
            "checked": checked,
            "reasons_with_form": with_form,
            "may_reason": with_form or workflow.may_edit(report, request.user),
        }


def findings_context(
    findings: Sequence[Finding], anchors: Anchors, typed: Mapping[str, str], reasons: Mapping[str, WarningReason]
) -> dict:
    """``typed`` are the fields that were sent, ``reasons`` those on record by the key of their finding.

    Earlier reasons are for findings that are no more: the number has changed, or the report is public.
    """
    current = {finding.key for finding in findings}
    return {
        "shown": [_shown(finding, anchors, typed, reasons.get(finding.key)) for finding in findings],
        "still_open": len(checks.open_findings(findings, reasons)),
        "earlier_reasons": [reason for key, reason in reasons.items() if key not in current],
        "longest_reason": LONGEST_TEXT,
    }


def _shown(finding: Finding, anchors: Anchors, typed: Mapping[str, str], stored: WarningReason | None) -> ShownFinding:
    label, anchor = anchors.get(finding.figure, (_("The report"), "#content"))
    field = reason_field(finding)
    text = typed.get(field, stored.reason if stored else "")
    return ShownFinding(finding, label, anchor, _links(finding), field, text, stored)


def _links(finding: Finding) -> list[tuple[str, str]]:
    """On the site if the records are public, else in the newsroom. A record that is not saved has no link."""
    slugs = {other.report for other in finding.others}
    rows = Report.all_objects.filter(slug__in=slugs).values_list("slug", "pk", "status") if slugs else []
    reports = {slug: (pk, status) for slug, pk, status in rows}
    links = []
    for other in finding.others:
        pk, status = reports.get(other.report, (None, ""))
        if other.source:
            links.append((other.words, reverse("source", args=[other.source])))
        elif status in PUBLIC:
            links.append((other.words, reverse("figure", args=[other.figure])))
        elif pk:
            links.append((other.words, reverse("admin:reports_report_change", args=[pk])))
    return links


def stored_copy(report: Report) -> Report:
    """As it is in the database: a form that is refused has changed the copy in hand."""
    return Report.all_objects.select_related("party", "conflict").get(pk=report.pk)


def save_reasons(request: HttpRequest, report: Report, findings: Sequence[Finding]) -> None:
    """The reasons that were sent, of those ``findings`` whose fields the form had."""
    fields = {finding.key: reason_field(finding) for finding in findings}
    typed = {key: request.POST[field] for key, field in fields.items() if field in request.POST}
    checks.keep_reasons(
        report=report,
        by=request.user,
        typed={key: text.replace("\x00", "")[:LONGEST_TEXT] for key, text in typed.items()},
        findings=findings,
    )


def reason_field(finding: Finding) -> str:
    """The name of the field of its reason: short, and another one as soon as the finding rests on another number."""
    return f"reason-{sha1(finding.key.encode(), usedforsecurity=False).hexdigest()[:16]}"
