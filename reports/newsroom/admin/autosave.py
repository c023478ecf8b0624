"""What is typed on a page of the desk and not saved yet: kept every few seconds, offered when its writer comes back."""

import json
import re

from django.contrib import admin
from django.core.exceptions import BadRequest, PermissionDenied
from django.forms.utils import ErrorDict, ErrorList
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.models import Report
from reports.newsroom.entry import autosaved_forms

__all__ = ["AutosaveMixin", "keeping"]

TAKE_UP = "take_up"
# Below the list of reports: a new one, one like a party's last, one that is changed.
_KEEPS = re.compile(r"add/|like/[-A-Za-z0-9_]{1,100}/|[0-9]{1,18}/change/")


class AutosaveMixin(admin.ModelAdmin):
    def get_urls(self) -> list:
        views = [("unsaved/", self.keep_view, "unsaved"), ("unsaved/throw/", self.throw_view, "unsaved_throw")]
        return [
            path(address, self.admin_site.admin_view(view), name=f"reports_report_{name}")
            for address, view, name in views
        ] + super().get_urls()

    def keep_view(self, request: HttpRequest) -> HttpResponse:
        """Takes {"page", "tab", "fields": [[name, value], …]}; answers {"at": "14:03"}."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        self.refuse_strangers(request)
        if len(request.body) > autosaved_forms.LARGEST:
            return JsonResponse({"problem": _("This is too much to be kept. Save it as a draft.")}, status=413)
        try:
            sent = json.loads(request.body)
            fields = [(str(name), str(value)) for name, value in sent["fields"]]
            kept = autosaved_forms.save(user=request.user, page=own_page(sent["page"]), tab=sent["tab"], fields=fields)
        except (ValueError, TypeError, KeyError, RecursionError):
            raise BadRequest(_("This is no form of this site.")) from None
        return JsonResponse({"at": f"{timezone.localtime(kept.at):%H:%M}"})

    def throw_view(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        self.refuse_strangers(request)
        try:
            page = own_page(request.POST.get("page", ""))
        except ValueError:
            raise BadRequest(_("This is no page of this site.")) from None
        autosaved_forms.delete(user=request.user, page=page, tab=request.POST.get(autosaved_forms.NAME_OF_TAB, ""))
        self.message_user(request, _("What you had typed there is thrown away."))
        return HttpResponseRedirect(page)

    def refuse_strangers(self, request: HttpRequest) -> None:
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied

    def changeform_view(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "GET" and TAKE_UP in request.GET:
            kept = autosaved_forms.restored(request.user, request.path, request.GET[TAKE_UP])
            if kept is None:
                return HttpResponseRedirect(request.path)
            _pretend_to_send(request, kept)
        answer = super().changeform_view(request, *args, **kwargs)
        if request.method == "POST" and answer.status_code == 302:
            tab = request.POST.get(autosaved_forms.NAME_OF_TAB, "")
            autosaved_forms.delete(user=request.user, page=request.path, tab=tab)
        return answer

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: object, obj: Report | None = None, **kwargs: object
    ) -> HttpResponse:
        if hasattr(request, "taken_up"):
            _show_without_errors(context)
        if self.has_change_permission(request, obj) if obj else self.has_add_permission(request):
            context |= keeping(request, request.path)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


def keeping(request: HttpRequest, page: str) -> dict:
    """What a template needs for a form that keeps what is typed: the tab's name, and what is kept from before."""
    tab = request.POST.get(autosaved_forms.NAME_OF_TAB) or autosaved_forms.new_tab()
    return {
        "tab": tab,
        "page": page,
        "keep_url": reverse("admin:reports_report_unsaved"),
        "throw_url": reverse("admin:reports_report_unsaved_throw"),
        "kept_before": [] if request.method == "POST" else autosaved_forms.list_for(request.user, page, but=tab),
        "taken_up": getattr(request, "taken_up", None),
    }


def own_page(page: object) -> str:
    """``page`` if it is the address of a page that keeps what is typed; raises ValueError."""
    desk = reverse("admin:reports_report_changelist")
    if not isinstance(page, str) or not page.startswith(desk) or not _KEEPS.fullmatch(page.removeprefix(desk)):
        raise ValueError(page)
    return page


def _pretend_to_send(request: HttpRequest, kept: object) -> None:
    """Let the page show itself as it does after a form was refused: with everything that was typed in its place.

    The refusal makes sure that nothing is saved, however right it is.
    """
    request.FILES  # noqa: B018 - read once, or else it would be read later and take the fields with it
    request.method, request.POST = "POST", kept
    request.refusal = _("Not saved yet.")
    request.taken_up = kept


def _show_without_errors(context: dict) -> None:
    context["errors"] = []
    formsets = [each.formset for each in context["inline_admin_formsets"]]
    for formset in formsets:
        formset._non_form_errors = ErrorList()
    for form in [context["adminform"].form, *(form for formset in formsets for form in formset.forms)]:
        form._errors = ErrorDict()
