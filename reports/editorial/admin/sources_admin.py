"""Sources: documents that can be opened."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reports.editorial.admin.plain import ReferenceAdmin
from reports.editorial.forms.reference_forms import SourceForm
from reports.models import Citation, Source, Status

__all__ = ["SourceAdmin"]


@admin.register(Source)
class SourceAdmin(ReferenceAdmin):
    form = SourceForm
    date_hierarchy = "published_on"
    list_display = ["publisher", "title", "url", "published_on", "language"]
    list_display_links = ["publisher", "title", "url"]
    list_filter = ["language", ("published_on", admin.EmptyFieldListFilter)]
    search_fields = ["publisher", "title", "url", "slug"]
    search_help_text = _("Publisher, title or address")
    fieldsets = [
        (None, {"fields": ["url", "publisher", "title", ("published_on", "retrieved_on", "language")]}),
        (_("Copies and addresses"), {"fields": ["archived_url", "licence", "slug"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> list:
        """What a published record cites stays where it is: its address here and there."""
        fields = super().get_readonly_fields(request, obj)
        published = obj and Citation.objects.filter(source=obj, report__status=Status.PUBLISHED).exists()
        return [*fields, "url"] if published else fields
