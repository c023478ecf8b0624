"""What the checks say, on a report's page: findings in words with links, and a field for the reason of each warning."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha1

from django.contrib import admin, messages
from django.contrib.admin.helpers import InlineAdminFormSet
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import BaseModelFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _

from reports import checks, workflow
from reports.checks import Finding
from reports.models import AT_THE_DESK, Report, Status, WarningReason
from reports.newsroom.admin.checking_links import Link, links_of
from reports.newsroom.forms.base_form import LONGEST_TEXT
from reports.newsroom.forms.report_form import ReportForm

__all__ = ["ChecksMixin", "may_reason", "shown"]


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding on the page. ``anchor`` leads to its figure's fields there, empty for the report as a whole.

    ``field`` names the field of its reason; ``typed`` is what stands in it, ``kept`` who gave the stored reason.
    """

    finding: Finding
    label: str
    anchor: str
    links: Sequence[Link]
    field: str
    typed: str
    kept: WarningReason | None


class ChecksMixin(admin.ModelAdmin):
    def get_urls(self) -> list:
        guarded = self.admin_site.admin_view
        return [
            path("<int:pk>/reasons/", guarded(self.reasons_view), name="reports_report_reasons"),
            *super().get_urls(),
        ]

    def save_related(self, request: HttpRequest, form: ReportForm, formsets: list, change: bool) -> None:
        """Reasons are kept with the rest of the form, also for a number that the same form changes: nothing is lost."""
        before = checks.findings_of(form.instance) if change else []
        super().save_related(request, form, formsets, change)
        report = stored(form.instance)
        keep_typed(request, report, [*before, *checks.findings_of(report)])

    @transaction.atomic
    def reasons_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Reasons alone: what a reviewer knows of a warning does not make them the one who changed the report last."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        report = self.get_object(request, str(pk))
        if report is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        if not may_reason(report, request):
            raise PermissionDenied
        keep_typed(request, report, checks.findings_of(report))
        self.message_user(request, _("The reasons are saved."), messages.SUCCESS)
        came_from = "review" if "from_review" in request.POST else "change"
        return redirect(f"admin:reports_report_{came_from}", pk)

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: object, obj: Report | None = None, **kwargs: object
    ) -> HttpResponse:
        if obj and not context.get("is_popup"):
            reasons = checks.reasons_of(obj)
            findings = checks.findings_of(stored(obj)) if obj.status in AT_THE_DESK else []
            anchors = _anchors(context["inline_admin_formsets"])
            with_form = obj.status != Status.SUBMITTED and self.has_change_permission(request, obj)
            context |= {
                "checked": obj.status in AT_THE_DESK,
                "shown": [shown(finding, reasons, anchors, request) for finding in findings],
                "still_open": len(checks.open_findings(findings, reasons)),
                "earlier_reasons": _earlier(reasons, findings),
                "reasons_with_form": with_form,
                "may_reason": with_form or may_reason(obj, request),
                "longest_reason": LONGEST_TEXT,
            }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


def stored(report: Report) -> Report:
    """As it is in the database: a form that is refused has changed the copy in hand."""
    return Report.all_objects.select_related("party", "conflict").get(pk=report.pk)


def may_reason(report: Report, request: HttpRequest) -> bool:
    """Its author, and once it is submitted its reviewers."""
    return workflow.may_edit(report, request.user)


def keep_typed(request: HttpRequest, report: Report, findings: Iterable[Finding]) -> None:
    findings = list(findings)
    typed = {each.key: request.POST[field_of(each)] for each in findings if field_of(each) in request.POST}
    checks.keep_reasons(
        report=report,
        by=request.user,
        typed={key: text.replace("\x00", "")[:LONGEST_TEXT] for key, text in typed.items()},
        findings=findings,
    )


def field_of(finding: Finding) -> str:
    """The name of the field of its reason: short, and another one as soon as the finding rests on another number."""
    return f"reason-{sha1(finding.key.encode(), usedforsecurity=False).hexdigest()[:16]}"


def shown(
    finding: Finding, reasons: Mapping[str, WarningReason], anchors: Mapping[str, Link], request: HttpRequest
) -> Shown:
    at = anchors.get(finding.figure, Link(_("The report"), "#content"))
    field, kept = field_of(finding), reasons.get(finding.key)
    typed = request.POST.get(field, kept.reason if kept else "")
    return Shown(finding, at.words, at.address, links_of(finding), field, typed, kept)


def _anchors(formsets: Iterable[InlineAdminFormSet]) -> dict[str, Link]:
    """By the slug of a figure: what it is called, and where its fields stand on the page."""
    found = {}
    for each in formsets:
        formset: BaseModelFormSet = each.formset
        if formset.prefix == "figures":
            for form in formset.initial_forms:
                figure = form.instance
                found[figure.slug] = Link(f"{figure.measure}, {figure.subject}", f"#{form.prefix}")
    return found


def _earlier(reasons: Mapping[str, WarningReason], findings: Iterable[Finding]) -> list[WarningReason]:
    """Reasons for what the checks say no more: the number has changed, or the report is public."""
    now = {finding.key for finding in findings}
    return [reason for key, reason in reasons.items() if key not in now]
