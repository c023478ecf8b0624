"""The queue, the review screen and the check of everything: what reviewers work with, beside the ordinary pages."""

from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from reports import checks, workflow
from reports.comparison.context import with_counts
from reports.comparison.provenance.report_versions import differences, read_versions
from reports.models import AT_THE_DESK, PUBLIC, Figure, Report, Subject
from reports.newsroom.admin.base_admin import page_of
from reports.newsroom.admin.report_checks import findings_context
from reports.newsroom.admin.report_transitions import BEGINNINGS, CHANGED_SINCE, public_address
from reports.newsroom.review import check_summary
from reports.newsroom.review.queue import QueueForm, decidable, neighbours, queue_of, with_details
from reports.newsroom.review.review_comparison import (
    compare_sources,
    figure_changes,
    figures_left_out,
    previous_report,
)
from reports.rules.enums import perspective

__all__ = ["ReviewMixin"]

# Each row that was not checked lately costs a tenth of a second and more.
ROWS_A_PAGE = 10
WARNINGS_A_PAGE = 100
ACTS = ("publish", "send_back", "retract", *BEGINNINGS)
RELATED = ("party__side", "conflict", "author", "last_changed_by", "reviewer", "revises__party", "replaces__party")


class ReviewMixin(admin.ModelAdmin):
    def queue_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        queue = queue_of(request.user)
        form = QueueForm(request.GET, queue)
        number = request.GET.get("page") or 1
        page = page_of(form.narrowed(queue), ROWS_A_PAGE, number, _("There is no such page of the queue."))
        first = form.narrowed(decidable(request.user)).first()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Reports that wait"),
            "opts": self.opts,
            "form": form,
            "page": page,
            "reports": with_details(page.object_list, request.user),
            "query": form.query(),
            "first": first if self.has_publish_permission(request) else None,
        }
        return TemplateResponse(request, "admin/reports/report/queue.html", context)

    def check_all_view(self, request: HttpRequest) -> HttpResponse:
        """Takes some seconds: done when the button is pressed, and kept for the front page."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        summary = check_summary.save(checks.check_data_set(timezone.localdate()))
        self.message_user(
            request,
            _("All that is published is checked. Errors: %(errors)s. Warnings without a reason: %(warnings)s.")
            % {"errors": summary.errors, "warnings": summary.warnings},
            messages.WARNING if summary.errors else messages.SUCCESS,
        )
        return HttpResponseRedirect(reverse("admin:index") + "#failed-checks")

    def warnings_view(self, request: HttpRequest) -> HttpResponse:
        """The warnings without a reason that the last check of everything found."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        checked = check_summary.last_check()
        warned = checked.warned if checked else ()
        number = request.GET.get("page") or 1
        page = page_of(warned, WARNINGS_A_PAGE, number, _("There is no such page of warnings."))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Warnings without a reason"),
            "opts": self.opts,
            "checked": checked,
            "page": page,
        }
        return TemplateResponse(request, "admin/reports/report/warnings.html", context)

    @transaction.atomic
    def review_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = self.get_object(request, str(pk))
        if report is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        if not workflow.may_read(report, request.user):
            raise PermissionDenied
        form = QueueForm(request.GET, queue_of(request.user))
        before, after = neighbours(form.narrowed(decidable(request.user)), report)
        if request.method == "POST":
            answer = self.decide(request, report, after, form.query())
            if answer:
                return answer
        elif request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "POST"])
        context = {
            **self.admin_site.each_context(request),
            **self.review_context(request, report),
            "title": _("Review: %(party)s, %(title)s") % {"party": report.party.short_name, "title": report.title},
            "opts": self.opts,
            "query": form.query(),
            "before": before,
            "after": after,
            "typed": request.POST,
            "open_act": request.POST.get("act", ""),
        }
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/reports/report/review.html", context, status=status)

    def decide(self, request: HttpRequest, report: Report, after: int | None, query: str) -> HttpResponse | None:
        """Where to go on, or None if it was refused: then the page comes again with what was typed."""
        act = request.POST.get("act", "")
        if act not in ACTS:
            raise BadRequest(_("A report under review is published, sent back, corrected, added to or retracted."))
        if request.POST.get("seen") != str(report.version):
            self.message_user(request, CHANGED_SINCE, messages.ERROR)
            return None
        if act in BEGINNINGS:
            draft = self.begin_version(request, report, act)
            return redirect("admin:reports_report_change", draft.pk) if draft else None
        if not self.take(request, report, act):
            return None
        if act == "retract":
            return redirect("admin:reports_report_review", report.pk)
        if after is None:
            self.message_user(request, _("Nothing else waits for you here."), messages.INFO)
            return HttpResponseRedirect(reverse("admin:reports_report_queue") + query)
        return HttpResponseRedirect(reverse("admin:reports_report_review", args=[after]) + query)

    def review_context(self, request: HttpRequest, report: Report) -> dict:
        """All that the page shows of one report."""
        report = Report.all_objects.select_related(*RELATED).prefetch_related("draws_on").get(pk=report.pk)
        checked = report.status in AT_THE_DESK
        findings = checks.findings_of(report) if checked else []
        if checked:
            check_summary.cache_counts(report, findings)
        changes, previous = figure_changes(report), previous_report(report)
        anchors = {change.figure.slug: (change.name, f"#figure-{change.figure.slug}") for change in changes}
        side = report.party.side_id
        subjects = Subject.objects.filter(figures__report=report).distinct()
        versions = read_versions([report.replaces_id, report.pk]) if report.replaces_id else {}
        may_edit = workflow.may_edit(report, request.user)
        return {
            **self.transitions_context(request, report),
            **findings_context(findings, anchors, request.POST, checks.reasons_of(report)),
            "original": report,
            "report": report,
            "rows": with_counts(Figure.all_objects.filter(report=report)),
            "subjects": [(subject.name, perspective(side, subject.side_id).value) for subject in subjects],
            "figure_changes": changes,
            "previous": previous,
            "left_out": figures_left_out(changes, previous),
            "citations": compare_sources(report, changes),
            "checked": checked,
            "reasons_with_form": False,
            "may_reason": may_edit,
            "from_review": True,
            "changes": differences(versions[report.replaces_id], versions[report.pk]) if versions else None,
            "steps": report.steps.select_related("by"),
            "public": public_address(report),
            "may_edit": may_edit,
            "is_public": report.status in PUBLIC,
        }
