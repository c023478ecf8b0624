"""The history of each record at the desk, in place of Django's own: read only, for whoever may see the record."""

from collections.abc import Sequence

from django.contrib import admin
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reports.history import deleted_records, history_of
from reports.models import Report
from reports.workflow import may_read

__all__ = ["HistoryPages"]

ON_A_PAGE = 30
LARGEST_KEY = 2**63 - 1


class HistoryPages(admin.ModelAdmin):
    """Nothing here writes. What was deleted keeps its history, which administrators still find.

    What is no record (an upload) has no such history, and keeps Django's own page.
    """

    def get_urls(self) -> list:
        deleted = self.admin_site.admin_view(self.deleted_view)
        return [path("deleted/", deleted, name=self._deleted_name()), *super().get_urls()]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        if not self._has_history():
            return super().history_view(request, object_id, extra_context)
        key = _key(object_id)
        record = None if key is None else self.get_object(request, str(key))
        if record and not self.may_see_history(request, record):
            raise PermissionDenied
        acts = history_of(self.model, key) if record or (key is not None and request.user.is_superuser) else []
        if not record and not acts:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        context = {
            "title": _("History of %(record)s") % {"record": record or _("a deleted record")},
            "object": record,
            "acts": _page(request, acts),
            "deleted_url": self._deleted_url(),
        }
        return self._show(request, "admin/record_history.html", context | (extra_context or {}))

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        if not (request.user.is_superuser and self._has_history()):
            raise PermissionDenied
        context = {
            "title": _("Deleted: %(kind)s") % {"kind": self.opts.verbose_name_plural},
            "deleted": _page(request, deleted_records(self.model)),
            "history_name": f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_history",
        }
        return self._show(request, "admin/deleted_records.html", context)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        link = {"deleted_url": self._deleted_url()} if request.user.is_superuser and self._has_history() else {}
        return super().changelist_view(request, link | (extra_context or {}))

    def may_see_history(self, request: HttpRequest, record: Model) -> bool:
        """Whoever may see the record: of a draft, its author and the reviewers."""
        if not self.has_view_or_change_permission(request, record):
            return False
        return may_read(record, request.user) if isinstance(record, Report) else True

    def _show(self, request: HttpRequest, template: str, context: dict) -> HttpResponse:
        shared = {
            **self.admin_site.each_context(request),
            "module_name": str(capfirst(self.opts.verbose_name_plural)),
            "opts": self.opts,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, template, shared | context)

    def _has_history(self) -> bool:
        return hasattr(self.model, "history")

    def _deleted_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_deleted"

    def _deleted_url(self) -> str:
        return reverse(f"{self.admin_site.name}:{self._deleted_name()}")


def _key(text: str) -> int | None:
    """The key that an address names; None where it is none at all."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= LARGEST_KEY else None


def _page(request: HttpRequest, entries: Sequence) -> Page:
    try:
        return Paginator(entries, ON_A_PAGE).page(request.GET.get("page", 1))
    except InvalidPage:
        raise BadRequest(_("There is no such page of this history.")) from None
