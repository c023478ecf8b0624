"""A new report like the party's last one: the page, what it reads while its editor types, and what its buttons do."""

from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DataError, IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from reports import checks, workflow
from reports.checks import Finding
from reports.models import PUBLIC, Party, Report
from reports.models.triggers import message_for
from reports.newsroom.admin.autosave import RESTORE, TAB, autosave_context, delete_form, load_form
from reports.newsroom.admin.report_checks import findings_context, reason_field, save_reasons
from reports.newsroom.entry.entry_page import SUBMIT, EntryPage, faults_of, save_entry
from reports.newsroom.entry.last_report import LastReport, kinds_of, last_of
from reports.newsroom.entry.pasting import Pasted, paste
from reports.newsroom.forms.base_form import key_of

__all__ = ["EntryMixin"]

PARAMETERS = {"conflict", "kind", RESTORE}


class EntryMixin(admin.ModelAdmin):
    def like_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        party = self.get_party(request, slug)
        if request.method == "POST":
            page = EntryPage(sent_like(request.POST, party), timezone.localdate(), request.POST)
            return self.act(request, page)
        if unknown := request.GET.keys() - PARAMETERS:
            raise BadRequest(_("This page takes no %s.") % ", ".join(sorted(unknown)))
        if RESTORE in request.GET:
            data = load_form(request.user, request.path, request.GET[RESTORE])
            if data is None:
                return HttpResponseRedirect(request.path)
            request.restored = data
            return self.show(request, EntryPage(sent_like(data, party), timezone.localdate(), data))
        last = chosen_of(kinds_of(party), request)
        if last is None:
            context = self.admin_site.each_context(request) | {"title": _("New report: %s") % party, "party": party}
            return TemplateResponse(request, "admin/reports/report/like_nothing.html", context)
        return self.show(request, EntryPage(last_of(last), timezone.localdate()))

    def get_party(self, request: HttpRequest, slug: str) -> Party:
        if not self.has_add_permission(request):
            raise PermissionDenied
        party = Party.objects.filter(slug=slug).first()
        if party is None:
            raise Http404(_("There is no party %s here.") % slug)
        return party

    # --- what the buttons do --------------------------------------------------------------------------------------

    def act(self, request: HttpRequest, page: EntryPage) -> HttpResponse:
        """Only two buttons save; the others, and the Enter key of a browser without scripts, bring the page again."""
        if "_save" in request.POST or SUBMIT in request.POST:
            return self.save(request, page)
        data, today, focus, pasted = page.data.copy(), timezone.localdate(), "", None
        if "_read_bulletin" in data:
            data, pasted = paste(page, data.get("bulletin", ""), today)
        for prefix in ("lines", "sources"):
            if f"_add_{prefix}" in data:
                add_row(page, data, prefix)
                focus = prefix
        page = EntryPage(page.last, today, data)
        if focus:
            page.focus_last(focus)
        return self.show(request, page, pasted=pasted)

    def save(self, request: HttpRequest, page: EntryPage) -> HttpResponse:
        submits, problem = SUBMIT in request.POST, ""
        if not page.valid:
            problem = _("Nothing is saved yet: something below is wrong.")
        elif unexpected(page, request.POST):
            problem = _("Nothing is saved yet: see below which reports of this day there are already.")
        elif submits and (hindrance := why_not_submit(page, request.POST)):
            problem = _("Not submitted, and nothing is lost: see what the checks say. %s") % hindrance
        if problem:
            return self.show(request, page, problem)
        try:
            with transaction.atomic():
                report = save_entry(page=page, by=request.user)
                save_reasons(request, report, checks.findings_of(report))
        except (IntegrityError, DataError) as error:
            return self.show(request, page, message_for(error))
        self.log_addition(request, report, [{"added": {}}])
        delete_form(user=request.user, page=request.path, tab=request.POST.get(TAB, ""))
        if submits and self.take(request, report, "submit"):
            return HttpResponseRedirect(reverse("admin:index"))
        self.message_user(request, _("“%s” is saved as a draft.") % report.title, messages.SUCCESS)
        if page.missing:
            needs = _("Before it is submitted it still needs: %s.") % "; ".join(page.missing)
            self.message_user(request, needs, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:reports_report_change", args=[report.pk]))

    # --- what is shown --------------------------------------------------------------------------------------------

    def read_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        """What was typed so far, as it is read: for the page's script, which decides nothing itself."""
        party = self.get_party(request, slug)
        if request.method != "POST":
            raise BadRequest(_("This address reads what is sent to it."))
        page = EntryPage(sent_like(request.POST, party), timezone.localdate(), request.POST)
        context = entry_checks(request, page)
        return JsonResponse(
            {
                "lines": {line.prefix: part("line_read", {"line": line}) for line in page.lines},
                "sources": {form.prefix: part("source_found", {"row": form}) for form in page.source_forms},
                "publishers": {form.prefix: form.match.publisher for form in page.source_forms},
                "title": page.fields.cleaned_data.get("title", "") if page.fields.is_bound else "",
                "findings": render_to_string("admin/reports/report/findings.html", context),
                "others": part("others", context),
            }
        )

    def show(
        self, request: HttpRequest, page: EntryPage, problem: str = "", pasted: Pasted | None = None
    ) -> HttpResponse:
        """The page; with the ``problem`` that kept it from being saved, errors stand beside their fields."""
        report = page.last.report
        if page.data is not None:
            page.settle()
        context = {
            **self.admin_site.each_context(request),
            **autosave_context(request),
            **entry_checks(request, page),
            "title": _("New report like the last: %s") % report.party.short_name,
            "opts": self.opts,
            "page_shown": page,
            "problem": problem,
            "pasted": pasted,
            "kinds": [kind for kind in kinds_of(report.party) if kind.pk != report.pk],
            "read_url": reverse("admin:reports_report_like_read", args=[report.party.slug]),
            "bulletin": "" if page.data is None or pasted else page.data.get("bulletin", ""),
        }
        return TemplateResponse(request, "admin/reports/report/like.html", context, status=422 if problem else 200)


def part(name: str, context: dict) -> str:
    return render_to_string(f"admin/reports/report/like/{name}.html", context)


def chosen_of(reports: list[Report], request: HttpRequest) -> Report | None:
    """The last report of the kind and conflict in the address, or the newest; None for a party that never spoke."""
    kind, conflict = request.GET.get("kind"), request.GET.get("conflict")
    matches = [r for r in reports if kind in (None, r.kind) and conflict in (None, r.conflict.slug)]
    if reports and not matches:
        raise BadRequest(_("This party has published no report of that kind on that conflict."))
    return matches[0] if matches else None


def sent_like(data: QueryDict, party: Party) -> LastReport:
    """The report that the page was made like when it was opened: later ones change nothing under the editor's hands."""
    key = key_of(data.get("like", ""))
    report = Report.all_objects.filter(pk=key, party=party, status__in=PUBLIC).first()
    if report is None:
        raise BadRequest(_("This form names no report that it was made like."))
    return last_of(report)


def add_row(page: EntryPage, data: QueryDict, prefix: str) -> None:
    """One more line or row."""
    number = len(page.line_forms if prefix == "lines" else page.source_forms)
    data[f"{prefix}-TOTAL_FORMS"] = str(number + 1)
    if prefix == "lines":
        data[f"{prefix}-{number}-subject"] = str(page.last.main_subject or "")


def unexpected(page: EntryPage, sent: QueryDict) -> bool:
    """Whether there is a report of that day which the page did not list when it was sent."""
    return any(str(report.pk) not in sent.getlist("told_of") for report in page.others())


def open_findings(findings: list[Finding], sent: QueryDict) -> list[Finding]:
    """Those that stand in the way of submitting, with the reasons that were sent."""
    reasons = {finding.key: text for finding in findings if (text := sent.get(reason_field(finding), "").strip())}
    return checks.open_findings(findings, reasons)


def why_not_submit(page: EntryPage, sent: QueryDict) -> str:
    """What the checks would say against submitting it; empty if nothing."""
    findings = open_findings(page.findings(), sent)
    if any(finding.is_error for finding in findings):
        return _("Errors have to be put right.")
    return _("Warnings need a reason.") if findings else ""


def entry_checks(request: HttpRequest, page: EntryPage) -> dict:
    """What the checks say, each beside the line that it is about, and which reports of the day there are."""
    findings = page.findings()
    anchors = {line.prefix: (line.label, f"#id_{line.prefix}-number") for line in page.lines}
    sent = getattr(request, "restored", None) or request.POST
    return findings_context(findings, anchors, sent, {}) | {
        "checked": page.begun,
        "faults": faults_of(page),
        "still_open": len(open_findings(findings, sent)),
        "reasons_with_form": True,
        "may_reason": True,
        "others": [(report, workflow.may_read(report, request.user)) for report in page.others()],
    }
