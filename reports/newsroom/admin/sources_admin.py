"""Sources: documents that can be opened, and the copies that are kept of them."""

from collections.abc import Iterator

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.forms import Media, ModelForm
from django.forms.widgets import Script
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from reports.archiving.runs import failed, without_copy
from reports.models import PUBLIC, Citation, Source
from reports.newsroom.admin.base_admin import ReferenceAdmin
from reports.newsroom.forms.source_form import SourceForm

__all__ = ["SourceAdmin"]

DESCRIBED = (
    *("url", "named_by", "publisher", "title", "published_on", "retrieved_on", "language", "archived_url", "licence"),
)
UPLOADING = ("upload", "drop")
ATTEMPTS_SHOWN = 5


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
        if self.value() == "yes":
            return queryset.exclude(archived_url="")
        sources = {"no": without_copy, "failed": failed}.get(self.value())
        return queryset.filter(pk__in=sources()) if sources else queryset


class KeptCopyFilter(admin.SimpleListFilter):
    title = _("copy kept here")
    parameter_name = "kept"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return [("no", _("none")), ("yes", _("there is one"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Source]) -> QuerySet[Source]:
        if self.value() not in ("no", "yes"):
            return queryset
        return queryset.filter(snapshot="") if self.value() == "no" else queryset.exclude(snapshot="")


@admin.register(Source)
class SourceAdmin(ReferenceAdmin):
    form = SourceForm
    date_hierarchy = "published_on"
    list_display = ["publisher", "title", "url", "published_on", "language"]
    list_display_links = ["publisher", "title", "url"]
    list_filter = [
        ArchivedCopyFilter,
        KeptCopyFilter,
        ("language", LanguageFilter),
        ("published_on", admin.EmptyFieldListFilter),
    ]
    search_fields = ["publisher", "title", "url", "slug"]
    search_help_text = _("Publisher, title or address")
    autocomplete_fields = ["named_by"]

    @property
    def media(self) -> Media:
        return super().media + Media(js=[Script("js/editors/snapshot.js", type="module")])

    def get_fieldsets(self, request: HttpRequest, obj: Source | None = None) -> list:
        """What is known of copies, and fields for a file where one may be given or taken away."""
        known = ["archived_url", "archive_tries", "kept"] if obj else ["archived_url"]
        sealed = self.get_readonly_fields(request, obj)
        may_write = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        files = [name for name in UPLOADING if may_write and name not in sealed]
        apart = ["another"] if may_write and "url" not in sealed else []
        days = ("published_on", "retrieved_on", "language")
        return [
            (None, {"fields": ["url", *apart, "publisher", "title", days, "named_by"]}),
            (_("Copies, so that it does not vanish"), {"fields": [*known, *files]}),
            (_("Licence and address"), {"fields": ["licence", "slug"]}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> list:
        """What a public record cites does not change under it; a reviewer may fill in what is still missing."""
        fields = [*super().get_readonly_fields(request, obj), "archive_tries", "kept"]
        if not obj or not obj.snapshot:
            fields.append("drop")
        if not obj or not is_cited_publicly(obj):
            return fields
        if not request.user.has_perm("reports.publish_report"):
            return [*fields, *DESCRIBED, *UPLOADING]
        fields += [name for name in DESCRIBED if getattr(obj, name)]
        return [*fields, *UPLOADING] if obj.snapshot else fields

    def save_model(self, request: HttpRequest, obj: Source, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.left_out:
            note = _("The address is kept without what only tracks readers: %(names)s.")
            self.message_user(request, note % {"names": ", ".join(form.left_out)})
        if "upload" in request.FILES and "upload" not in form.fields:
            refused = _("The file was not kept: a public record cites this source, so its copies stay as they are.")
            self.message_user(request, refused, messages.WARNING)

    @admin.display(description=_("Copy kept here"))
    def kept(self, obj: Source) -> str:
        return render_to_string("admin/reports/source/kept.html", {"source": obj})

    @admin.display(description=_("Tries to have it archived"))
    def archive_tries(self, obj: Source) -> str:
        tries = list(obj.archive_attempts.all()[:ATTEMPTS_SHOWN])
        return render_to_string("admin/reports/source/archive_tries.html", {"tries": tries})


def is_cited_publicly(source: Source) -> bool:
    """Whether a public record cites ``source``, has it from there, or has it transcribed by it."""
    roles = Q(source=source) | Q(taken_from=source) | Q(transcribed_by=source)
    return Citation.objects.filter(roles, report__status__in=PUBLIC).exists()
