"""Figures, citations and variants, entered on their report's page."""

from functools import partial

from django.contrib import admin
from django.contrib.admin.checks import InlineModelAdminChecks
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import QuerySet
from django.forms import modelformset_factory
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reports.models import Citation, Figure, Report, Variant
from reports.newsroom.admin.base_admin import Autocompletes
from reports.newsroom.forms.base_form import FORMFIELDS
from reports.newsroom.forms.number_forms import FigureForm, FigureFormSet, VariantForm, VariantFormSet
from reports.newsroom.forms.report_form import CitationForm, CitationFormSet
from reports.workflow import may_edit

__all__ = ["CitationInline", "FigureInline", "VariantInline"]


class PartOfReport(Autocompletes, admin.StackedInline):
    """For those who may change the report, and no others."""

    formfield_overrides = FORMFIELDS

    def get_extra(self, request: HttpRequest, obj: Report | None = None, **kwargs: object) -> int:
        return 0 if obj else 1

    def has_add_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return super().has_add_permission(request, obj) and (obj is None or may_edit(obj, request.user))

    def has_change_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or may_edit(obj, request.user))

    def has_delete_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or may_edit(obj, request.user))


class FigureInline(PartOfReport):
    model = Figure
    form = FigureForm
    formset = FigureFormSet
    fields = [
        ("subject", "measure"),
        ("qualifier", "low", "best", "high", "interval"),
        ("as_of", "basis", "period_start"),
        ("scope", "scope_note"),
        ("wording", "note", "slug"),
    ]
    autocomplete_fields = ["subject", "measure"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("subject", "measure")


class CitationInline(PartOfReport):
    model = Citation
    form = CitationForm
    formset = CitationFormSet
    fields = ["source", ("role", "locator"), ("taken_from", "transcribed_by")]
    autocomplete_fields = ["source", "taken_from", "transcribed_by"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("report__party", "source", "taken_from", "transcribed_by")


class VariantChecks(InlineModelAdminChecks):
    """A variant has no key to its report for these to look at."""

    def _check_relation(self, obj: object, parent_model: type) -> list:
        return []

    def _check_exclude_of_parent_model(self, obj: object, parent_model: type) -> list:
        return []


class VariantInline(PartOfReport):
    """Where a cited source prints something else than the figure on record."""

    model = Variant
    form = VariantForm
    formset = VariantFormSet
    checks_class = VariantChecks
    fields = [("citation", "figure"), ("kind", "qualifier", "low", "best", "high"), ("wording", "note")]
    verbose_name = _("variant")
    verbose_name_plural = _("variants: where a cited source prints something else")

    def get_formset(self, request: HttpRequest, obj: Report | None = None, **kwargs: object) -> type:
        defaults = {
            "form": self.form,
            "formset": self.formset,
            "fields": flatten_fieldsets(self.get_fieldsets(request, obj)),
            "formfield_callback": partial(self.formfield_for_dbfield, request=request),
            "extra": self.get_extra(request, obj),
            "can_delete": self.has_delete_permission(request, obj),
        }
        return modelformset_factory(self.model, **defaults | kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .select_related("figure__measure", "citation__source", "citation__report__party")
        )
