"""What all admin classes of the newsroom share: fields, refusals, and the history of each record."""

from collections.abc import Callable, Sequence
from functools import wraps

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import InvalidPage, Page, Paginator
from django.db import DataError, IntegrityError, models
from django.db.models import QuerySet
from django.forms import Field, ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reports.history import deleted_records, history_of
from reports.models.triggers import message_for
from reports.newsroom.forms.base_form import FORMFIELDS, key_of

__all__ = ["Autocompletes", "BaseAdmin", "ReferenceAdmin", "page_of"]

HISTORY_ENTRIES_A_PAGE = 30


class KeysOnly:
    """Shows a page again also when what it was sent is no key at all, which Django's own does not survive."""

    def optgroups(self, name: str, value: list, attrs: dict | None = None) -> list:
        return super().optgroups(name, [key for key in value if key_of(str(key)) is not None], attrs)


class Autocomplete(KeysOnly, AutocompleteSelect):
    pass


class AutocompleteMultiple(KeysOnly, AutocompleteSelectMultiple):
    pass


class Autocompletes(admin.options.BaseModelAdmin):
    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: object) -> Field:
        """No record is deleted from the page of another that refers to it."""
        if db_field.name in self.get_autocomplete_fields(request):
            widget = AutocompleteMultiple if db_field.many_to_many else Autocomplete
            kwargs.setdefault("widget", widget(db_field, self.admin_site))
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and hasattr(field.widget, "can_delete_related"):
            field.widget.can_delete_related = False
        return field


def refuse_unreadable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What no browser sends of itself and no database can look up (2**70, a NUL) is a bad request, not a fault."""

    @wraps(view)
    def guarded(*args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        except (OverflowError, DataError):
            raise BadRequest(_("This address or form holds something that no record can have.")) from None

    return guarded


class BaseAdmin(Autocompletes, admin.ModelAdmin):
    """Shows the history of each record in place of Django's own: read only, for those who may see the record.

    What was deleted keeps its history, which administrators still find. What is no record (an upload) has no such
    history, and keeps Django's own page.
    """

    formfield_overrides = FORMFIELDS
    list_per_page = 50
    show_full_result_count = False

    class Media:
        js = ["admin/js/jquery.init.js", "js/editors.js"]

    @refuse_unreadable
    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        if not all(key.isascii() and key.isdigit() for key in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest(_("This list was sent with something chosen that is no record."))
        link = {"deleted_url": self.deleted_url} if request.user.is_superuser and self.has_history else {}
        return super().changelist_view(request, link | (extra_context or {}))

    @refuse_unreadable
    def changeform_view(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """What the forms let pass and the database refuses comes back as the same form with its reason."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except (IntegrityError, DataError) as error:
            if request.method != "POST" or hasattr(request, "refusal"):
                raise
            request.refusal = message_for(error)
            return super().changeform_view(request, *args, **kwargs)

    def get_form(self, request: HttpRequest, obj: object = None, change: bool = False, **kwargs: object) -> type:
        form: type[ModelForm] = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"refusal": getattr(request, "refusal", "")})

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple:
        return super().get_search_results(request, queryset, search_term.replace("\x00", ""))

    # --- history ------------------------------------------------------------------------------------------------------

    def get_urls(self) -> list:
        deleted = self.admin_site.admin_view(self.deleted_view)
        return [path("deleted/", deleted, name=self._url_name("deleted")), *super().get_urls()]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        if not self.has_history:
            return super().history_view(request, object_id, extra_context)
        key = key_of(object_id)
        record = None if key is None else self.get_object(request, str(key))
        if record and not self.has_view_permission(request, record):
            raise PermissionDenied
        entries = history_of(self.model, key) if record or (key is not None and request.user.is_superuser) else []
        if not record and not entries:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        context = {
            "title": _("History of %(record)s") % {"record": record or _("a deleted record")},
            "object": record,
            "acts": self._history_page(request, entries),
            "deleted_url": self.deleted_url,
        }
        return self._show_history(request, "admin/record_history.html", context | (extra_context or {}))

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        if not (request.user.is_superuser and self.has_history):
            raise PermissionDenied
        context = {
            "title": _("Deleted: %(kind)s") % {"kind": self.opts.verbose_name_plural},
            "deleted": self._history_page(request, deleted_records(self.model)),
            "history_name": f"{self.admin_site.name}:{self._url_name('history')}",
        }
        return self._show_history(request, "admin/deleted_records.html", context)

    def _show_history(self, request: HttpRequest, template: str, context: dict) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "module_name": str(capfirst(self.opts.verbose_name_plural)),
            "opts": self.opts,
            **context,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, template, context)

    def _history_page(self, request: HttpRequest, entries: Sequence) -> Page:
        number = request.GET.get("page", 1)
        return page_of(entries, HISTORY_ENTRIES_A_PAGE, number, _("There is no such page of this history."))

    @property
    def has_history(self) -> bool:
        return hasattr(self.model, "history")

    @property
    def deleted_url(self) -> str:
        return reverse(f"{self.admin_site.name}:{self._url_name('deleted')}")

    def _url_name(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"


def page_of(records: Sequence | QuerySet, per_page: int, number: str | int, message: str) -> Page:
    """One page of ``records``. Raises BadRequest with the ``message`` where there is none of this number."""
    try:
        return Paginator(records, per_page).page(number)
    except InvalidPage:
        raise BadRequest(message) from None


class ReferenceAdmin(BaseAdmin):
    """A record that others refer to. Its address, once given, stays; it can be deleted only while nothing uses it."""

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list:
        fields = list(super().get_readonly_fields(request, obj))
        return [*fields, "slug"] if obj and hasattr(obj, "slug") else fields

    def get_prepopulated_fields(self, request: HttpRequest, obj: models.Model | None = None) -> dict:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_actions(self, request: HttpRequest) -> dict:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or not is_used(obj))


def is_used(record: models.Model) -> bool:
    """Whether another record refers to this one, other than as its own part."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: record}).exists()
        for relation in record._meta.related_objects
        if relation.on_delete is not models.CASCADE
    )
