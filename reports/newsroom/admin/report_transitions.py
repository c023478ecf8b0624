"""The steps of a report in the admin: buttons on its page, actions on the list, and the message after each."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from reports import workflow
from reports.models import PUBLIC, Report, Status
from reports.newsroom.forms.base_form import LONGEST_TEXT
from reports.rules.number import grouped

__all__ = ["TransitionsMixin", "public_address"]

CHANGED_SINCE = _("This report was changed since you opened it. Nothing was decided: look at it again, as it is now.")

STANDING = {
    Status.DRAFT: _("Draft. Only its author changes it; readers do not see it."),
    Status.SUBMITTED: _("Submitted, waiting for a reviewer who did not write it. Readers do not see it."),
    Status.SENT_BACK: _("Sent back. Its author changes it and submits it again; readers do not see it."),
    Status.PUBLISHED: _("Published. A published record never changes in place."),
    Status.CORRECTED: _("Replaced. Another version has taken its place; this one stays at its address."),
    Status.RETRACTED: _("Retracted. It stays at its address with the reason, and is no longer compared."),
}
STEPS = {
    "submit": (
        workflow.submit,
        _("“{}” is submitted for review. It appears on the site when a reviewer publishes it."),
    ),
    "publish": (workflow.publish, _("“{}” is published.")),
    "take_back": (workflow.take_back, _("“{}” is a draft again. You can change and submit it.")),
    "send_back": (workflow.send_back, _("“{}” is sent back to its author, with your reason.")),
    "retract": (workflow.retract, _("“{}” is retracted. It stays at its address, with your reason.")),
}
WITH_REASON = ("send_back", "retract")
# The ways to begin a version that replaces a published one: the message where its reason is missing, and the one after.
BEGINNINGS = {
    "correct": (
        workflow.correct,
        _("Tell readers what is wrong in the published version."),
        _(
            "This draft will replace “%s”, which stays as it is until then. Change what is wrong, save, and submit it "
            "for review."
        ),
    ),
    "add_printed": (
        workflow.add_printed,
        _("Tell readers what the source says differently."),
        _(
            "This draft will replace “%s”, which stays as it is until then. Add the source to the citations and save; "
            "then add as a variant what it prints otherwise. Leave all else as it is, and submit it for review."
        ),
    ),
}


class TransitionsMixin(admin.ModelAdmin):
    @transaction.atomic
    def step_view(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """One of STEPS or BEGINNINGS, posted."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        report = self.get_object(request, str(pk))
        if report is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        if not self.has_view_permission(request, report):
            raise PermissionDenied
        if step in BEGINNINGS:
            draft = self.begin_version(request, report, step)
            return redirect("admin:reports_report_change", draft.pk if draft else pk)
        if request.POST.get("seen", str(report.version)) != str(report.version):
            self.message_user(request, CHANGED_SINCE, messages.ERROR)
        else:
            self.take(request, report, step)
        return redirect("admin:reports_report_change", pk)

    def begin_version(self, request: HttpRequest, report: Report, act: str) -> Report | None:
        """A draft that will replace the published ``report``, or None, with a message of what stands in the way."""
        begin, without_reason, done = BEGINNINGS[act]
        try:
            reason = typed_reason(request)
            if not (hindrance := workflow.why_not_replace(report, request.user)) and not reason:
                hindrance = without_reason
            if hindrance:
                raise workflow.TransitionNotAllowed(hindrance)
            draft = begin(report=report, by=request.user, reason=reason)
        except workflow.TransitionNotAllowed as why:
            self.message_user(request, f"“{report.title}”: {why}", messages.ERROR)
            return None
        self.log_addition(request, draft, [{"added": {}}])
        self.message_user(request, done % report.title, messages.SUCCESS)
        return draft

    def take(self, request: HttpRequest, report: Report, step: str) -> bool:
        """Take ``report`` one step on if that is allowed; True if it was. Either is a message."""
        act, done = STEPS[step]
        try:
            reason = {"reason": typed_reason(request)} if step in WITH_REASON else {}
            act(report=report, by=request.user, **reason)
        except workflow.TransitionNotAllowed as why:
            self.message_user(request, f"“{report.title}”: {why}", messages.ERROR)
            return False
        self.log_change(request, report, [{"changed": {"fields": ["status"]}}])
        message = format_html(done, report.title)
        if address := public_address(report):
            message = format_html('{} <a href="{}">{}</a>', message, address, _("See it on the site."))
        self.message_user(request, message, messages.SUCCESS)
        return True

    def go_on(self, request: HttpRequest, report: Report, response: HttpResponse) -> HttpResponse:
        """After a draft was saved: submit it if that button was pressed, or show what comes next."""
        if "_submit_report" not in request.POST:
            self.message_user(
                request,
                _("Saved as a draft. Submit it for review; it appears on the site when a reviewer publishes it."),
                messages.INFO,
            )
        elif not self.take(request, report, "submit"):
            self.message_user(request, _("Saved as a draft, not submitted."), messages.WARNING)
            return redirect("admin:reports_report_change", report.pk)
        else:  # what waits, and the next report like the last
            return redirect("admin:index")
        return response

    @admin.action(description=_("Submit the chosen drafts for review"), permissions=["change"])
    def submit_chosen(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        for report in queryset:
            self.take(request, report, "submit")

    @admin.action(description=_("Publish the chosen reports"), permissions=["publish"])
    def publish_chosen(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        for report in queryset:
            self.take(request, report, "publish")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("reports.publish_report")

    def transitions_context(self, request: HttpRequest, report: Report) -> dict:
        """Where the report stands, and which buttons its page has for this person."""
        user = request.user
        context = {
            "standing": STANDING[report.status],
            "may_publish": not workflow.why_not_publish(report, user),
            "may_send_back": not workflow.why_not_send_back(report, user),
            "may_retract": not workflow.why_not_retract(report, user),
            "may_replace": not workflow.why_not_replace(report, user),
            "may_take_back": not workflow.why_not_take_back(report, user),
            "is_reviewable": report.status in (Status.SUBMITTED, *PUBLIC),
        }
        if report.status == Status.SENT_BACK:
            last = report.steps.filter(after=Status.SENT_BACK).order_by("at", "pk").last()
            context["sent_back_because"] = last.reason if last else ""
        if report.status == Status.SUBMITTED:
            context["hindrance"] = workflow.why_not_publish(report, user)
        return context


def typed_reason(request: HttpRequest) -> str:
    """Raises TransitionNotAllowed where it is longer than any text that the forms take."""
    reason = request.POST.get("reason", "").replace("\x00", "").strip()
    if len(reason) > LONGEST_TEXT:
        raise workflow.TransitionNotAllowed(
            _("The reason has %(long)s characters; at most %(most)s are kept.")
            % {"long": grouped(len(reason)), "most": grouped(LONGEST_TEXT)}
        )
    return reason


def public_address(report: Report) -> str | None:
    """Where readers find ``report``; None while they cannot."""
    if report.status not in PUBLIC:
        return None
    try:
        return reverse("report", args=[report.slug])
    except NoReverseMatch:
        return None
