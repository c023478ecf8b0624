"""The records that reports refer to: conflicts, parties, what is counted, and the days that orient a reader."""

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports.models import Conflict, Event, Measure, MeasureOutcome, Outcome, Party, Side, Subject
from reports.newsroom.admin.base_admin import BaseAdmin, ReferenceAdmin
from reports.newsroom.forms.base_form import BaseForm, possible_day

__all__ = ["ConflictAdmin", "EventAdmin", "MeasureAdmin", "OutcomeAdmin", "PartyAdmin", "SideAdmin", "SubjectAdmin"]


@admin.register(Conflict)
class ConflictAdmin(ReferenceAdmin):
    list_display = ["name", "start_date", "end_date"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Side)
class SideAdmin(ReferenceAdmin):
    list_display = ["name", "conflict"]
    list_select_related = ["conflict"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}


class SubjectForm(BaseForm):
    def clean(self) -> dict:
        data = super().clean()
        conflict, side, whole = (data.get(field) for field in ("conflict", "side", "part_of"))
        if conflict and side and side.conflict != conflict:
            self.add_error("side", gettext("This side is of another conflict."))
        if conflict and whole and whole.conflict != conflict:
            self.add_error("part_of", gettext("This subject is of another conflict."))
        while whole:
            if whole.pk == self.instance.pk:
                self.add_error("part_of", gettext("A subject cannot be part of itself, nor of a part of itself."))
                break
            whole = whole.part_of
        return data


@admin.register(Subject)
class SubjectAdmin(ReferenceAdmin):
    form = SubjectForm
    list_display = ["name", "conflict", "side", "part_of", "position"]
    list_filter = ["conflict", "side"]
    list_select_related = ["conflict", "side", "part_of"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}


class PartyForm(BaseForm):
    def clean_colour(self) -> str:
        return self.cleaned_data["colour"].lower()

    def clean(self) -> dict:
        data = super().clean()
        side, conflicts = data.get("side"), data.get("conflicts")
        if side and conflicts is not None and side.conflict not in conflicts:
            self.add_error("side", gettext("This side is of a conflict that the party does not speak on."))
        return data


@admin.register(Party)
class PartyAdmin(ReferenceAdmin):
    form = PartyForm
    list_display = ["name", "short_name", "kind", "side", "rank"]
    list_filter = ["kind", "side", "conflicts"]
    list_select_related = ["side"]
    search_fields = ["name", "short_name", "slug"]
    search_help_text = _("Name or short name")
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Outcome)
class OutcomeAdmin(ReferenceAdmin):
    list_display = ["name", "applies_to", "position"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}


class MeasureOutcomeInline(admin.StackedInline):
    """Stacked, as on a report's page: Django's table has column heads without a word."""

    model = MeasureOutcome
    extra = 0
    fields = [("outcome", "certainty")]
    verbose_name = _("outcome")
    verbose_name_plural = _("outcomes that a count of this covers")


@admin.register(Measure)
class MeasureAdmin(ReferenceAdmin):
    list_display = ["name", "category", "unit", "family", "position"]
    list_filter = ["category", "unit"]
    search_fields = ["name", "slug", "counts", "family"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [MeasureOutcomeInline]


class EventForm(BaseForm):
    def clean_date(self) -> object:
        return possible_day(self.cleaned_data["date"])


@admin.register(Event)
class EventAdmin(BaseAdmin):
    form = EventForm
    date_hierarchy = "date"
    list_display = ["date", "title", "conflict"]
    list_display_links = ["date", "title"]
    list_filter = ["conflict"]
    list_select_related = ["conflict"]
    search_fields = ["title"]
    autocomplete_fields = ["source"]
