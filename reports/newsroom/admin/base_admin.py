"""What all the desk's admin classes share."""

from collections.abc import Callable
from functools import wraps

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import BadRequest
from django.db import DataError, IntegrityError, models
from django.forms import Field, ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from reports.models.integrity_errors import message_for
from reports.newsroom.admin.history import LARGEST_KEY, HistoryPages
from reports.newsroom.forms.base_form import FORMFIELDS

__all__ = ["Autocompletes", "BaseAdmin", "ReferenceAdmin"]


class KeysOnly:
    """Shows a page again also when what it was sent is no key at all, which Django's own does not survive."""

    def optgroups(self, name: str, value: list, attrs: dict | None = None) -> list:
        keys = [key for key in value if str(key).isascii() and str(key).isdigit() and int(str(key)[:20]) <= LARGEST_KEY]
        return super().optgroups(name, keys, attrs)


class Autocomplete(KeysOnly, AutocompleteSelect):
    pass


class AutocompleteMultiple(KeysOnly, AutocompleteSelectMultiple):
    pass


class Autocompletes(admin.options.BaseModelAdmin):
    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: object) -> Field:
        """Nobody deletes a record in passing, from the page of another that refers to it."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and hasattr(field.widget, "can_delete_related"):
            field.widget.can_delete_related = False
        return field

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: object) -> Field:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Autocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: object
    ) -> Field:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", AutocompleteMultiple(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def refuse_unreadable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What no browser sends of itself and no database can look up (2**70, a NUL) is a bad request, not a fault."""

    @wraps(view)
    def guarded(*args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        except (OverflowError, DataError):
            raise BadRequest(_("This address or form holds something that no record can have.")) from None

    return guarded


class BaseAdmin(HistoryPages, Autocompletes, admin.ModelAdmin):
    formfield_overrides = FORMFIELDS
    list_per_page = 50
    show_full_result_count = False

    class Media:
        js = ["admin/js/jquery.init.js", "js/editors.js"]

    @refuse_unreadable
    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        if not all(key.isascii() and key.isdigit() for key in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest(_("This list was sent with something chosen that is no record."))
        return super().changelist_view(request, extra_context)

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

    def get_search_results(self, request: HttpRequest, queryset: models.QuerySet, search_term: str) -> tuple:
        return super().get_search_results(request, queryset, search_term.replace("\x00", ""))


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
