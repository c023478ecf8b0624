"""The records that reports refer to: conflicts, parties, what is counted, and the days that orient a reader."""

from collections.abc import Iterable

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports.models import (
    Adjustment,
    Conflict,
    Coverage,
    Event,
    Measure,
    MeasureOutcome,
    Outcome,
    Party,
    Side,
    Subject,
)
from reports.newsroom.admin.base_admin import BaseAdmin, ReferenceAdmin
from reports.newsroom.forms.base_form import BaseForm, possible_day

__all__ = [
    "AdjustmentAdmin",
    "ConflictAdmin",
    "CoverageAdmin",
    "EventAdmin",
    "MeasureAdmin",
    "OutcomeAdmin",
    "PartyAdmin",
    "SideAdmin",
    "SubjectAdmin",
]


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
        conflict, side, wholes = (data.get(field) for field in ("conflict", "side", "part_of"))
        if conflict and side and side.conflict != conflict:
            self.add_error("side", gettext("This side is of another conflict."))
        if conflict and any(whole.conflict != conflict for whole in wholes or ()):
            self.add_error("part_of", gettext("This subject is of another conflict."))
        larger = read_wholes(wholes or ())
        if self.instance.pk in larger:
            self.add_error("part_of", gettext("A subject cannot be part of itself, nor of a part of itself."))
        return data


def read_wholes(subjects: Iterable[Subject]) -> set[int]:
    """The keys of ``subjects`` and of all that they are part of."""
    larger, found = {subject.pk for subject in subjects}, set()
    links = Subject.part_of.through.objects
    while larger:
        found |= larger
        larger = {*links.filter(from_subject__in=larger).values_list("to_subject", flat=True)} - found
    return found


@admin.register(Subject)
class SubjectAdmin(ReferenceAdmin):
    form = SubjectForm
    list_display = ["name", "conflict", "side", "wholes", "position"]
    list_filter = ["conflict", "side"]
    list_select_related = ["conflict", "side"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["part_of"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Subject]:
        return super().get_queryset(request).prefetch_related("part_of")

    @admin.display(description=_("part of"))
    def wholes(self, obj: Subject) -> str:
        return ", ".join(str(whole) for whole in obj.part_of.all())


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


class CoverageForm(BaseForm):
    """What nobody can have looked at yet is in no coverage."""

    def clean(self) -> dict:
        data = super().clean()
        for field in ("until", "looked_on"):
            try:
                possible_day(data.get(field))
            except ValidationError as error:
                self.add_error(field, error)
        until, looked_on = data.get("until"), data.get("looked_on")
        if until and looked_on and until > looked_on:
            self.add_error("until", gettext("This is later than the day on which we looked."))
        return data


@admin.register(Coverage)
class CoverageAdmin(BaseAdmin):
    form = CoverageForm
    list_display = ["party", "conflict", "kind", "since", "until", "completeness", "looked_on"]
    list_filter = ["conflict", "completeness", "kind"]
    list_select_related = ["party", "conflict"]
    search_fields = ["party__name", "party__short_name", "note"]
    search_help_text = _("Party or note")
    autocomplete_fields = ["party"]


class AdjustmentForm(BaseForm):
    def clean_day(self) -> object:
        return possible_day(self.cleaned_data["day"])


@admin.register(Adjustment)
class AdjustmentAdmin(BaseAdmin):
    form = AdjustmentForm
    date_hierarchy = "day"
    list_display = ["day", "party", "measure", "subject", "kind", "amount", "stated"]
    list_display_links = ["day", "party", "measure"]
    list_filter = ["kind", "stated", "party"]
    list_select_related = ["party", "measure", "subject"]
    search_fields = ["party__name", "party__short_name", "measure__name", "wording", "note"]
    search_help_text = _("Party, measure, words or note")
    autocomplete_fields = ["party", "subject", "measure", "source"]
