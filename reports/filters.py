"""What a list of reports or figures can be narrowed by: one FilterSet a list, whoever asks."""

import django_filters as filters
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from .models import Basis, Conflict, Figure, Measure, Method, Report, ReportKind, Scope
from .models.choices import Category
from .parameters import IsoDateField, SlugChoiceField, SlugsField


class SlugsFilter(filters.Filter):
    """Records that belong to any of those named."""

    field_class = SlugsField

    def filter(self, records: QuerySet, value: list[str]) -> QuerySet:
        return records.filter(**{f"{self.field_name}__slug__in": value}) if value else records


class SlugFilter(filters.Filter):
    field_class = SlugChoiceField


class DayFilter(filters.Filter):
    field_class = IsoDateField


class ConflictFilterSet(filters.FilterSet):
    """A FilterSet within one conflict, whose parties and subjects are the choices."""

    def __init__(self, data: object, queryset: QuerySet, *, conflict: Conflict) -> None:
        super().__init__(data, queryset)
        self.form.fields["party"].queryset = conflict.parties.all()
        self.form.fields["subject"].queryset = conflict.subjects.all()


def _text(label: str) -> filters.CharFilter:
    return filters.CharFilter(method="search", label=label, max_length=200)


class FigureFilter(ConflictFilterSet):
    """Days are those that the figures are about (as of)."""

    party = SlugsFilter(label=_("Parties"))
    subject = SlugFilter(label=_("Whose losses"))
    measure = SlugsFilter(queryset=Measure.objects.all(), label=_("Measures"))
    category = filters.ChoiceFilter(field_name="measure__category", choices=Category, label=_("Category"))
    method = filters.ChoiceFilter(field_name="report__method", choices=Method, label=_("How the party knows"))
    basis = filters.ChoiceFilter(choices=Basis, label=_("Basis"))
    scope = filters.ChoiceFilter(choices=Scope, label=_("Scope"))
    to = DayFilter(field_name="as_of", lookup_expr="lte", label=_("To"))
    text = _text(_("Words"))
    sort = filters.OrderingFilter(
        fields={
            "as_of": "as_of",
            "stated_on": "stated_on",
            "party__rank": "party",
            "measure__position": "measure",
            "size": "size",
        }
    )

    class Meta:
        model = Figure
        fields: list[str] = []

    def search(self, figures: QuerySet, name: str, value: str) -> QuerySet:
        found = Q()
        for field in ("wording", "note", "scope_note", "report__title", "report__speaker", "report__note"):
            found |= Q(**{f"{field}__icontains": value})
        return figures.filter(found)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Ties are broken by the newest record, so that pages neither repeat nor skip."""
        queryset = queryset.annotate(size=Coalesce("best", "low", "high"))
        if not self.form.cleaned_data.get("sort"):
            queryset = queryset.order_by("-as_of")
        queryset = super().filter_queryset(queryset)
        return queryset.order_by(*queryset.query.order_by, "-stated_on", F("party__rank"), "-pk")


FigureFilter.base_filters["from"] = DayFilter(field_name="as_of", lookup_expr="gte", label=_("From"))


class ReportFilter(ConflictFilterSet):
    """Days are those on which the reports were stated."""

    party = SlugsFilter(label=_("Parties"))
    subject = SlugFilter(method="of_figures", field_name="subject", label=_("Whose losses"))
    measure = SlugsFilter(queryset=Measure.objects.all(), method="of_measures", label=_("Measures"))
    category = filters.ChoiceFilter(
        choices=Category, method="of_figures", field_name="measure__category", label=_("Category")
    )
    kind = filters.ChoiceFilter(choices=ReportKind, label=_("Kind"))
    method = filters.ChoiceFilter(choices=Method, label=_("How the party knows"))
    to = DayFilter(field_name="stated_on", lookup_expr="lte", label=_("To"))
    text = _text(_("Words"))
    sort = filters.OrderingFilter(fields={"stated_on": "stated_on", "party__rank": "party", "title": "title"})

    class Meta:
        model = Report
        fields: list[str] = []

    def of_figures(self, reports: QuerySet, name: str, value: object) -> QuerySet:
        """Reports with at least one such figure, each once."""
        return reports.filter(Exists(Figure.everything.filter(**{name: value}, report=OuterRef("pk"))))

    def of_measures(self, reports: QuerySet, name: str, value: list[str]) -> QuerySet:
        return self.of_figures(reports, "measure__slug__in", value) if value else reports

    def search(self, reports: QuerySet, name: str, value: str) -> QuerySet:
        found = Exists(Figure.everything.filter(wording__icontains=value, report=OuterRef("pk")))
        for field in ("title", "speaker", "wording", "note", "party__name"):
            found |= Q(**{f"{field}__icontains": value})
        return reports.filter(found)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.form.cleaned_data.get("sort"):
            queryset = queryset.order_by("-stated_on")
        queryset = super().filter_queryset(queryset)
        return queryset.order_by(*queryset.query.order_by, F("party__rank"), "-pk")


ReportFilter.base_filters["from"] = DayFilter(field_name="stated_on", lookup_expr="gte", label=_("From"))
