"""Sources: documents that can be opened."""

from collections.abc import Iterator

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reports.editorial.admin.plain import ReferenceAdmin
from reports.editorial.forms.reference_forms import SourceForm
from reports.models import Citation, Source, Status

__all__ = ["SourceAdmin"]

DESCRIBED = ("url", "publisher", "title", "published_on", "retrieved_on", "language", "archived_url", "licence")


class LanguageFilter(admin.AllValuesFieldListFilter):
    """Names the choice of sources without a language, which Django leaves as a link without words."""

    def choices(self, changelist: ChangeList) -> Iterator[dict]:
        for choice in super().choices(changelist):
            yield choice | {"display": choice["display"] or _("not given")}


@admin.register(Source)
class SourceAdmin(ReferenceAdmin):
    form = SourceForm
    date_hierarchy = "published_on"
    list_display = ["publisher", "title", "url", "published_on", "language"]
    list_display_links = ["publisher", "title", "url"]
    list_filter = [("language", LanguageFilter), ("published_on", admin.EmptyFieldListFilter)]
    search_fields = ["publisher", "title", "url", "slug"]
    search_help_text = _("Publisher, title or address")
    fieldsets = [
        (None, {"fields": ["url", "publisher", "title", ("published_on", "retrieved_on", "language")]}),
        (_("Copies and addresses"), {"fields": ["archived_url", "licence", "slug"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> list:
        """What a published record cites does not change under it; a reviewer may fill in what is still missing."""
        fields = super().get_readonly_fields(request, obj)
        if not obj or not Citation.objects.filter(source=obj, report__status=Status.PUBLISHED).exists():
            return fields
        if not request.user.has_perm("reports.publish_report"):
            return [*fields, *DESCRIBED]
        return [*fields, *(name for name in DESCRIBED if getattr(obj, name))]
