"""What is typed on a page of the newsroom and not saved yet: autosaved every few seconds, offered when its writer
comes back. It is saved by page and tab, so that no tab writes over another's."""

import json
import re
from collections.abc import Iterable
from datetime import timedelta

from django.contrib import admin
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import BadRequest, PermissionDenied
from django.forms.utils import ErrorDict, ErrorList
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from reports.models import AT_THE_DESK, Report, Unsaved

__all__ = ["LARGEST", "RESTORE", "TAB", "AutosaveMixin", "autosave_context", "delete_form", "load_form"]

RESTORE = "take_up"  # in the address of a page: the tab whose form it shows
TAB = "tab"
LARGEST = 2**20  # of what one page holds
KEPT_FOR = timedelta(days=30)
_LEFT_OUT = {"csrfmiddlewaretoken"}
_BEGAN = "began"
_TAB = re.compile(r"[a-z0-9]{8}")
_REPORT = re.compile(r"/([0-9]{1,18})/change/#").search
# Below the list of reports: a new one, one like a party's last, one that is changed.
_PAGES = re.compile(r"add/|like/[-A-Za-z0-9_]{1,100}/|[0-9]{1,18}/change/")


class AutosaveMixin(admin.ModelAdmin):
    def autosave_view(self, request: HttpRequest) -> HttpResponse:
        """Takes {"page", "tab", "fields": [[name, value], …]}; answers {"at": "14:03"}."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        self.check_may_write(request)
        if len(request.body) > LARGEST:
            return JsonResponse({"problem": _("This is too much to be kept. Save it as a draft.")}, status=413)
        try:
            data = json.loads(request.body)
            fields = [(str(name), str(value)) for name, value in data["fields"]]
            form = save_form(user=request.user, page=own_page(data["page"]), tab=data["tab"], fields=fields)
        except (ValueError, TypeError, KeyError, RecursionError):
            raise BadRequest(_("This is no form of this site.")) from None
        return JsonResponse({"at": f"{timezone.localtime(form.at):%H:%M}"})

    def discard_view(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        self.check_may_write(request)
        try:
            page = own_page(request.POST.get("page", ""))
        except ValueError:
            raise BadRequest(_("This is no page of this site.")) from None
        delete_form(user=request.user, page=page, tab=request.POST.get(TAB, ""))
        self.message_user(request, _("What you had typed there is thrown away."))
        return HttpResponseRedirect(page)

    def check_may_write(self, request: HttpRequest) -> None:
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied

    def changeform_view(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "GET" and RESTORE in request.GET:
            form = load_form(request.user, request.path, request.GET[RESTORE])
            if form is None:
                return HttpResponseRedirect(request.path)
            _treat_as_refused_post(request, form)
        response = super().changeform_view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 302:
            delete_form(user=request.user, page=request.path, tab=request.POST.get(TAB, ""))
        return response


def autosave_context(request: HttpRequest) -> dict:
    """What a template needs for a form that is autosaved: the tab's name, and the forms autosaved before."""
    restored = getattr(request, "restored", None)
    tab = request.POST.get(TAB) or (new_tab() if restored is None else request.GET[RESTORE])
    return {
        "tab": tab,
        "page": request.path,
        "keep_url": reverse("admin:reports_report_unsaved"),
        "throw_url": reverse("admin:reports_report_unsaved_throw"),
        "autosaved": [] if request.method == "POST" else list_forms(request.user, request.path, tab),
        "restored": restored,
    }


def own_page(page: object) -> str:
    """``page`` if it is the address of a page that is autosaved; raises ValueError."""
    reports = reverse("admin:reports_report_changelist")
    if not isinstance(page, str) or not page.startswith(reports) or not _PAGES.fullmatch(page.removeprefix(reports)):
        raise ValueError(page)
    return page


def _treat_as_refused_post(request: HttpRequest, form: QueryDict) -> None:
    """Let the page show itself as it does after a form was refused: with everything that was typed in its place.

    The refusal makes sure that nothing is saved, however right it is.
    """
    request.FILES  # noqa: B018 - read once, or else it would be read later and take the fields with it
    request.method, request.POST = "POST", form
    request.refusal = _("Not saved yet.")
    request.restored = form


def clear_errors(context: dict) -> None:
    """Of a restored form, which its writer has not sent."""
    context["errors"] = []
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    for formset in formsets:
        formset._non_form_errors = ErrorList()
    for form in [context["adminform"].form, *(form for formset in formsets for form in formset.forms)]:
        form._errors = ErrorDict()


# --- what is saved ----------------------------------------------------------------------------------------------------


def new_tab() -> str:
    """A name by which the forms typed in two tabs are kept apart."""
    return get_random_string(8, "abcdefghijklmnopqrstuvwxyz0123456789")


def save_form(*, user: AbstractBaseUser, page: str, tab: str, fields: Iterable[tuple[str, str]]) -> Unsaved:
    """Save the ``fields`` of a page; what it began from stays with what is sent later.

    Raises ValueError for a tab that is none.
    """
    key = _key(page, tab)
    data = [[_storable(name), _storable(value)] for name, value in fields if name not in _LEFT_OUT]
    if all(name != _BEGAN for name, _value in data):
        before = Unsaved.objects.filter(user=user, page=key).first()
        data += [pair for pair in (before.data if before else []) if pair[0] == _BEGAN]
    form, is_new = Unsaved.objects.update_or_create(user=user, page=key, defaults={"data": data})
    if is_new:
        clear_out()
    return form


def clear_out() -> None:
    """Delete forms that are a month old, and those of reports that are gone or public."""
    Unsaved.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    pages = Unsaved.objects.values_list("pk", "page")
    reports = {key: int(match[1]) for key, page in pages if (match := _REPORT(page))}
    editable = Report.all_objects.filter(pk__in=reports.values(), status__in=AT_THE_DESK)
    keys = set(editable.values_list("pk", flat=True))
    Unsaved.objects.filter(pk__in=[key for key, report in reports.items() if report not in keys]).delete()


def list_forms(user: AbstractBaseUser, page: str, except_tab: str) -> list[tuple[str, Unsaved]]:
    """The autosaved forms of ``page``, the newest first, each with its tab; without that of ``except_tab``."""
    forms = Unsaved.objects.filter(user=user, page__startswith=f"{page}#")
    return [(tab, form) for form in forms if (tab := form.page.rpartition("#")[2]) != except_tab]


def load_form(user: AbstractBaseUser, page: str, tab: str) -> QueryDict | None:
    """The fields of ``page`` as they were typed; None where none are saved."""
    form = Unsaved.objects.filter(user=user, page=_key(page, tab)).first() if _TAB.fullmatch(tab) else None
    if form is None:
        return None
    data = QueryDict(mutable=True)
    for name, value in form.data:
        data.appendlist(name, value)
    return data


def delete_form(*, user: AbstractBaseUser, page: str, tab: str) -> None:
    if _TAB.fullmatch(tab):
        Unsaved.objects.filter(user=user, page=_key(page, tab)).delete()


def _storable(text: str) -> str:
    """Without what no database keeps: NUL, and halves of characters."""
    return text.replace("\x00", "").encode(errors="replace").decode()


def _key(page: str, tab: str) -> str:
    if not _TAB.fullmatch(tab):
        raise ValueError(tab)
    return f"{page}#{tab}"
