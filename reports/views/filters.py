"""What a list of reports or figures can be narrowed by: one FilterSet a list, whoever asks."""

import re
from decimal import Decimal
from functools import reduce
from operator import or_

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports.comparison.variants import PRINTED_BY_DATA_SET, with_sizes
from reports.models import (
    Basis,
    Citation,
    Conflict,
    Figure,
    Measure,
    Method,
    Party,
    Report,
    ReportKind,
    Scope,
    Status,
    VariantKind,
)
from reports.models.choices import Category

from .form_fields import IsoDateField, PercentageField, PublishersField, SlugChoiceField, SlugsField


class SlugsFilter(filters.Filter):
    """Records that belong to any of those named."""

    field_class = SlugsField

    def filter(self, records: QuerySet, value: list[str]) -> QuerySet:
        return records.filter(**{f"{self.field_name}__slug__in": value}) if value else records


class SlugFilter(filters.Filter):
    field_class = SlugChoiceField


class DayFilter(filters.Filter):
    field_class = IsoDateField


class PublishersFilter(filters.Filter):
    field_class = PublishersField


class PercentageFilter(filters.Filter):
    field_class = PercentageField


class DaysForm(forms.Form):
    """A form whose first day does not come after its last."""

    def clean(self) -> dict:
        cleaned = super().clean()
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and first > last:
            raise forms.ValidationError(
                gettext("from (%(first)s) is after to (%(last)s).") % {"first": first, "last": last}
            )
        return cleaned


class SortFilter(filters.ChoiceFilter):
    """One column to sort by, with a minus before it for the other way round."""

    def __init__(self, columns: dict[str, str], *, default: str) -> None:
        """``columns`` gives for each name in the address the field to order by; ``default`` stands for no name."""
        self.columns, self.default = columns, default
        choices = [(sign + name, sign + name) for name in columns for sign in ("", "-")]
        super().__init__(choices=choices, empty_label=None)

    def filter(self, records: QuerySet, value: str) -> QuerySet:
        name = value or self.default
        sign = "-" if name.startswith("-") else ""
        return records.order_by(sign + self.columns[name.removeprefix("-")])


class ConflictFilterSet(filters.FilterSet):
    """A FilterSet within one conflict, whose parties and subjects are the choices.

    ``ties`` follow the column that a list is sorted by: they keep pages from repeating and skipping records.
    """

    ties: tuple[str, ...]

    class Meta:
        form = DaysForm

    def __init__(self, data: object, queryset: QuerySet, *, conflict: Conflict) -> None:
        super().__init__(data, queryset)
        self.conflict = conflict
        self.form.fields["party"].queryset = conflict.parties.all()
        self.form.fields["subject"].queryset = conflict.subjects.all()

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        queryset = super().filter_queryset(queryset)
        return queryset.order_by(*queryset.query.order_by, *self.ties)


def holding(words: str, *fields: str) -> Q:
    """That one of ``fields`` holds ``words``, capitals or not, in any script.

    By regular expression: SQLite's LIKE knows no capitals but A to Z. Empty fields, most of all, are passed over.
    """
    pattern = re.escape(words)
    return reduce(or_, (Q(**{f"{field}__gt": "", f"{field}__iregex": pattern}) for field in fields))


def _text(label: str) -> filters.CharFilter:
    return filters.CharFilter(method="search", label=label, max_length=200)


class FigureFilter(ConflictFilterSet):
    """Days are those that the figures are about (as of)."""

    ties = ("-stated_on", "party__rank", "-pk")

    party = SlugsFilter(label=_("Parties"))
    subject = SlugFilter(label=_("Whose losses"))
    measure = SlugsFilter(queryset=Measure.objects.all(), label=_("Measures"))
    category = filters.ChoiceFilter(field_name="measure__category", choices=Category, label=_("Category"))
    method = filters.ChoiceFilter(field_name="report__method", choices=Method, label=_("How the party knows"))
    basis = filters.ChoiceFilter(choices=Basis, label=_("Basis"))
    scope = filters.ChoiceFilter(choices=Scope, label=_("Scope"))
    total = filters.ChoiceFilter(
        choices=[("yes", _("running totals of the whole theatre")), ("no", _("all others"))],
        method="by_total",
        label=_("Totals"),
    )
    known = DayFilter(field_name="stated_on", lookup_expr="lte", label=_("Stated by"))
    to = DayFilter(field_name="as_of", lookup_expr="lte", label=_("To"))
    text = _text(_("Words"))
    sort = SortFilter(
        {
            "as_of": "as_of",
            "stated_on": "stated_on",
            "party": "party__rank",
            "measure": "measure__position",
            "size": "size",
        },
        default="-as_of",
    )

    def search(self, figures: QuerySet, name: str, value: str) -> QuerySet:
        """The words may stand in the figure, in its report, or be the name of its party or measure."""
        return figures.filter(
            holding(value, "wording", "note", "scope_note")
            | Q(report__in=Report.all_objects.filter(holding(value, "title", "speaker", "note")).values("pk"))
            | Q(party__in=Party.objects.filter(holding(value, "name", "short_name")).values("pk"))
            | Q(measure__in=Measure.objects.filter(holding(value, "name")).values("pk"))
        )

    def by_total(self, figures: QuerySet, name: str, value: str) -> QuerySet:
        return figures.headline() if value == "yes" else figures.partial()

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return super().filter_queryset(queryset.annotate(size=Coalesce("best", "low", "high")))


FigureFilter.base_filters["from"] = DayFilter(field_name="as_of", lookup_expr="gte", label=_("From"))


class ReportFilter(ConflictFilterSet):
    """Days are those on which the reports were stated."""

    ties = ("party__rank", "-pk")

    party = SlugsFilter(label=_("Parties"))
    subject = SlugFilter(method="of_figures", field_name="subject", label=_("Whose losses"))
    measure = SlugsFilter(queryset=Measure.objects.all(), method="of_measures", label=_("Measures"))
    category = filters.ChoiceFilter(
        choices=Category, method="of_figures", field_name="measure__category", label=_("Category")
    )
    kind = filters.ChoiceFilter(choices=ReportKind, label=_("Kind"))
    method = filters.ChoiceFilter(choices=Method, label=_("How the party knows"))
    known = DayFilter(field_name="stated_on", lookup_expr="lte", label=_("Stated by"))
    to = DayFilter(field_name="stated_on", lookup_expr="lte", label=_("To"))
    text = _text(_("Words"))
    sort = SortFilter({"stated_on": "stated_on", "party": "party__rank", "title": "title"}, default="-stated_on")

    def of_figures(self, reports: QuerySet, name: str, value: object) -> QuerySet:
        """Reports with at least one such figure, each once.

        The figures are found first, not anew for each report: SQLite would take seconds for that.
        """
        return reports.filter(pk__in=Figure.all_objects.filter(**{name: value}).values("report"))

    def of_measures(self, reports: QuerySet, name: str, value: list[str]) -> QuerySet:
        return self.of_figures(reports, "measure__slug__in", value) if value else reports

    def search(self, reports: QuerySet, name: str, value: str) -> QuerySet:
        """The words may stand in the report, carry one of its numbers, or be the name of its party."""
        return reports.filter(
            holding(value, "title", "speaker", "wording", "note")
            | Q(party__in=Party.objects.filter(holding(value, "name", "short_name")).values("pk"))
            | Q(pk__in=Figure.all_objects.filter(holding(value, "wording")).values("report"))
        )


ReportFilter.base_filters["from"] = DayFilter(field_name="stated_on", lookup_expr="gte", label=_("From"))


class VariantFilter(ConflictFilterSet):
    """Days are those on which the figures were stated; sizes are those of ``with_sizes``.

    The largest difference comes first; those without a number come last.
    """

    ties = ("-figure__stated_on", "figure__party__rank", "figure", "pk")

    party = SlugsFilter(field_name="figure__party", label=_("Parties"))
    subject = SlugFilter(field_name="figure__subject", label=_("Whose losses"))
    measure = SlugsFilter(field_name="figure__measure", queryset=Measure.objects.all(), label=_("Measures"))
    kind = filters.ChoiceFilter(choices=VariantKind, label=_("Differs in"))
    publisher = PublishersFilter(method="by_publisher", label=_("Publishers"))
    printed = filters.ChoiceFilter(
        choices=[("outlets", _("articles, posts and broadcasts")), ("data-sets", _("data sets"))],
        method="by_printer",
        label=_("Printed in"),
    )
    least = PercentageFilter(method="at_least", label=_("Differs by at least (%)"))
    known = DayFilter(field_name="figure__stated_on", lookup_expr="lte", label=_("Stated by"))
    to = DayFilter(field_name="figure__stated_on", lookup_expr="lte", label=_("To"))
    text = _text(_("Words"))
    sort = SortFilter(
        {
            "size": "size_or_none",
            "stated_on": "figure__stated_on",
            "party": "figure__party__rank",
            "publisher": "publisher_name",
        },
        default="-size",
    )

    def __init__(self, data: object, queryset: QuerySet, *, conflict: Conflict) -> None:
        super().__init__(data, queryset, conflict=conflict)
        publishers = self.form.fields["publisher"]
        cited = Citation.objects.filter(report__conflict=conflict, report__status=Status.PUBLISHED)
        publishers.queryset = queryset.order_by().values_list("citation__source__publisher", flat=True).distinct()
        publishers.everyone = cited.order_by().values_list("source__publisher", flat=True).distinct()

    def by_publisher(self, variants: QuerySet, name: str, value: list[str]) -> QuerySet:
        publishers = [self.form.fields[name].find(slug) for slug in value]
        names = [name for publisher in publishers for name in publisher.names]
        return variants.filter(citation__source__publisher__in=names) if names else variants

    def by_printer(self, variants: QuerySet, name: str, value: str) -> QuerySet:
        return variants.filter(PRINTED_BY_DATA_SET if value == "data-sets" else ~PRINTED_BY_DATA_SET)

    def at_least(self, variants: QuerySet, name: str, value: Decimal) -> QuerySet:
        return variants.filter(size__gte=float(value / 100))

    def search(self, variants: QuerySet, name: str, value: str) -> QuerySet:
        """The words may be printed, stand in the note, or be the name of the publisher, the party or the measure."""
        return variants.filter(
            holding(value, "wording", "note", "citation__source__publisher", "citation__source__title")
            | Q(figure__party__in=Party.objects.filter(holding(value, "name", "short_name")).values("pk"))
            | Q(figure__measure__in=Measure.objects.filter(holding(value, "name")).values("pk"))
        )

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return super().filter_queryset(
            with_sizes(queryset).alias(
                size_or_none=Coalesce("size", -1.0), publisher_name=Lower("citation__source__publisher")
            )
        )


VariantFilter.base_filters["from"] = DayFilter(field_name="figure__stated_on", lookup_expr="gte", label=_("From"))
