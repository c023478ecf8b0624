"""A new report like the party's last one: the page, what it reads while somebody types, and where it is offered."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DataError, IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from reports import checks, workflow
from reports.models import PUBLIC, Party, Report
from reports.models.integrity_errors import message_for
from reports.newsroom.admin.autosave import TAKE_UP, keeping
from reports.newsroom.admin.report_checks import Link, Shown, field_of, keep_typed, links_of
from reports.newsroom.entry import autosaved_forms
from reports.newsroom.entry.entry_page import SUBMIT, EntryPage, faults_of
from reports.newsroom.entry.entry_saving import save_entry
from reports.newsroom.entry.last_report import LastReport, kinds_of, last_of
from reports.newsroom.entry.pasting import Pasted, paste
from reports.newsroom.forms.base_form import LONGEST_TEXT

__all__ = ["EntryMixin"]

PARAMETERS = {"conflict", "kind", TAKE_UP}


@dataclass(slots=True)
class Said:
    """What the page says besides its forms. ``told`` is whether errors stand beside their fields."""

    told: bool = False
    problem: str = ""
    pasted: Pasted | None = None


class EntryMixin(admin.ModelAdmin):
    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path("like/<slug:slug>/", view(self.like_view), name="reports_report_like"),
            path("like/<slug:slug>/read/", view(self.read_view), name="reports_report_like_read"),
            *super().get_urls(),
        ]

    def like_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        party = self.party_spoken_of(request, slug)
        if request.method == "POST":
            page = EntryPage(sent_like(request.POST, party), timezone.localdate(), request.POST)
            return self.act(request, page)
        if unknown := request.GET.keys() - PARAMETERS:
            raise BadRequest(_("This page takes no %s.") % ", ".join(sorted(unknown)))
        if TAKE_UP in request.GET:
            kept = autosaved_forms.restored(request.user, request.path, request.GET[TAKE_UP])
            if kept is None:
                return HttpResponseRedirect(request.path)
            request.taken_up = kept
            return self.show(request, EntryPage(sent_like(kept, party), timezone.localdate(), kept), Said())
        last = chosen_of(kinds_of(party), request)
        if last is None:
            context = self.admin_site.each_context(request) | {"title": _("New report: %s") % party, "party": party}
            return TemplateResponse(request, "admin/reports/report/like_nothing.html", context)
        return self.show(request, EntryPage(last_of(last), timezone.localdate()), Said())

    def party_spoken_of(self, request: HttpRequest, slug: str) -> Party:
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
        said, data, today, focus = Said(), page.data.copy(), timezone.localdate(), ""
        if "_read_bulletin" in data:
            data, said.pasted = paste(page, data.get("bulletin", ""), today)
        for prefix in ("lines", "sources"):
            if f"_add_{prefix}" in data:
                add_row(page, data, prefix)
                focus = prefix
        page = EntryPage(page.last, today, data)
        if focus:
            page.focus_last(focus)
        return self.show(request, page, said)

    def save(self, request: HttpRequest, page: EntryPage) -> HttpResponse:
        said = Said(told=True)
        submits = SUBMIT in request.POST
        if not page.valid:
            said.problem = _("Nothing is saved yet: something below is wrong.")
        elif unexpected(page, request.POST):
            said.problem = _("Nothing is saved yet: see below which reports of this day there are already.")
        elif submits and (hindered := hindrances(request, page)):
            said.problem = _("Not submitted, and nothing is lost: see what the checks say. %s") % hindered
        if said.problem:
            return self.show(request, page, said)
        try:
            with transaction.atomic():
                report = save_entry(page=page, by=request.user)
                keep_typed(request, report, checks.findings_of(report))
        except (IntegrityError, DataError) as error:
            said.problem = message_for(error)
            return self.show(request, page, said)
        self.log_addition(request, report, [{"added": {}}])
        tab = request.POST.get(autosaved_forms.NAME_OF_TAB, "")
        autosaved_forms.delete(user=request.user, page=request.path, tab=tab)
        if submits and self.take(request, report, "submit"):
            return HttpResponseRedirect(reverse("admin:index"))
        self.message_user(request, _("“%s” is saved as a draft.") % report.title, messages.SUCCESS)
        if page.missing:
            told = _("Before it is submitted it still needs: %s.") % "; ".join(page.missing)
            self.message_user(request, told, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:reports_report_change", args=[report.pk]))

    # --- what is shown --------------------------------------------------------------------------------------------

    def read_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        """What was typed so far, as it is read: the page's script asks, and decides nothing itself."""
        party = self.party_spoken_of(request, slug)
        if request.method != "POST":
            raise BadRequest(_("This address reads what is sent to it."))
        page = EntryPage(sent_like(request.POST, party), timezone.localdate(), request.POST)
        context = shown(request, page)
        return JsonResponse(
            {
                "lines": {line.form.prefix: part("line_read", {"line": line}) for line in page.lines},
                "sources": {form.prefix: part("source_found", {"row": form}) for form in page.source_forms},
                "publishers": {form.prefix: form.found.publisher for form in page.source_forms},
                "title": page.fields.cleaned_data.get("title", "") if page.fields.is_bound else "",
                "findings": render_to_string("admin/reports/report/findings.html", context),
                "others": part("others", context),
            }
        )

    def show(self, request: HttpRequest, page: EntryPage, said: Said) -> HttpResponse:
        report = page.last.report
        if page.data is not None:
            page.settle()
        context = {
            **self.admin_site.each_context(request),
            **keeping(request, request.path),
            **shown(request, page),
            "title": _("New report like the last: %s") % report.party.short_name,
            "opts": self.opts,
            "page_shown": page,
            "said": said,
            "kinds": [each for each in kinds_of(report.party) if each.pk != report.pk],
            "read_url": reverse("admin:reports_report_like_read", args=[report.party.slug]),
            "bulletin": "" if page.data is None or said.pasted else page.data.get("bulletin", ""),
        }
        if getattr(request, "taken_up", None) is not None:
            context["tab"] = request.GET[TAKE_UP]
            context["kept_before"] = [each for each in context["kept_before"] if each[0] != context["tab"]]
        status = 422 if said.problem else 200
        return TemplateResponse(request, "admin/reports/report/like.html", context, status=status)


def part(name: str, context: dict) -> str:
    return render_to_string(f"admin/reports/report/like/{name}.html", context)


def chosen_of(reports: list[Report], request: HttpRequest) -> Report | None:
    """The last report of the kind and conflict in the address, or the newest; None for a party that never spoke."""
    kind, conflict = request.GET.get("kind"), request.GET.get("conflict")
    fits = [r for r in reports if kind in (None, r.kind) and conflict in (None, r.conflict.slug)]
    if reports and not fits:
        raise BadRequest(_("This party has published no report of that kind on that conflict."))
    return fits[0] if fits else None


def sent_like(data: QueryDict, party: Party) -> LastReport:
    """The report that the page was made like when it was opened: later ones change nothing under the editor's hands."""
    key = data.get("like", "")
    known = key.isascii() and key.isdigit() and len(key) < 19
    report = Report.all_objects.filter(pk=key, party=party, status__in=PUBLIC).first() if known else None
    if report is None:
        raise BadRequest(_("This form names no report that it was made like."))
    return last_of(report)


def add_row(page: EntryPage, data: QueryDict, prefix: str) -> None:
    """One more line or row."""
    forms = page.line_forms if prefix == "lines" else page.source_forms
    number = len(forms)
    data[f"{prefix}-TOTAL_FORMS"] = str(number + 1)
    if prefix == "lines":
        data[f"{prefix}-{number}-subject"] = str(page.last.main_subject or "")


def unexpected(page: EntryPage, sent: QueryDict) -> bool:
    """Whether there is a report of that day which the page had not told of when it was sent."""
    return any(str(each.pk) not in sent.getlist("told_of") for each in page.others())


def hindrances(request: HttpRequest, page: EntryPage) -> str:
    """What the checks would say against submitting it; empty if nothing."""
    findings = page.findings()
    typed = {each.key: text for each in findings if (text := request.POST.get(field_of(each), "").strip())}
    still_open = checks.open_findings(findings, typed)
    errors = sum(each.is_error for each in still_open)
    if errors:
        return _("Errors have to be put right.")
    return _("Warnings need a reason.") if still_open else ""


def shown(request: HttpRequest, page: EntryPage) -> dict:
    """What the checks say, each beside the line that it is about, and which reports of the day there are."""
    findings = page.findings()
    anchors = {line.form.prefix: Link(line.label, f"#id_{line.form.prefix}-number") for line in page.lines}
    sent = getattr(request, "taken_up", None) or request.POST
    typed = {each.key: sent.get(field_of(each), "") for each in findings}
    told = [
        Shown(each, at.words, at.address, links_of(each), field_of(each), typed[each.key], None)
        for each in findings
        for at in [anchors.get(each.figure, Link(_("The report"), "#content"))]
    ]
    given = {key: text for key, text in typed.items() if text.strip()}
    return {
        "checked": page.begun,
        "faults": faults_of(page),
        "shown": told,
        "still_open": len(checks.open_findings(findings, given)),
        "reasons_with_form": True,
        "may_reason": True,
        "longest_reason": LONGEST_TEXT,
        "others": [(each, workflow.may_read(each, request.user)) for each in page.others()],
    }
