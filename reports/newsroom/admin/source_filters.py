"""What the list of sources can be narrowed by."""

from collections.abc import Iterator

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reports.archiving.runs import failed, without_copy
from reports.models import Source

__all__ = ["ArchivedCopyFilter", "KeptCopyFilter", "LanguageFilter"]


class LanguageFilter(admin.AllValuesFieldListFilter):
    """Names the choice of sources without a language, which Django leaves as a link without words."""

    def choices(self, changelist: ChangeList) -> Iterator[dict]:
        for choice in super().choices(changelist):
            yield choice | {"display": choice["display"] or _("not given")}


class ArchivedCopyFilter(admin.SimpleListFilter):
    title = _("archived copy")
    parameter_name = "archived"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return [("no", _("none")), ("failed", _("failed last time")), ("yes", _("there is one"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Source]) -> QuerySet[Source]:
        narrowed = {
            "no": lambda: queryset.filter(pk__in=without_copy()),
            "failed": lambda: queryset.filter(pk__in=failed()),
            "yes": lambda: queryset.exclude(archived_url=""),
        }
        return narrowed.get(self.value(), lambda: queryset)()


class KeptCopyFilter(admin.SimpleListFilter):
    title = _("copy kept here")
    parameter_name = "kept"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return [("no", _("none")), ("yes", _("there is one"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Source]) -> QuerySet[Source]:
        if self.value() not in ("no", "yes"):
            return queryset
        return queryset.filter(snapshot="") if self.value() == "no" else queryset.exclude(snapshot="")
