"""Form fields for query strings about variants: publishers, and sizes in percent."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from reports.comparison.variants.variant_rows import Publisher, publishers_by_slug

from .form_fields import SlugsField, quoted, unknown


class PublishersField(SlugsField):
    """Any number of publishers, named by their slugs. ``queryset`` yields the names to choose from.

    A name that only ``everyone`` yields is no error either: an address that named a publisher who printed something
    otherwise must hold when the record is corrected.
    """

    everyone: QuerySet

    @cached_property
    def records(self) -> dict[str, Publisher]:
        return publishers_by_slug(self.queryset.all())

    def find(self, slug: str) -> Publisher:
        if slug not in self.records:
            others = publishers_by_slug(self.everyone.all())
            if slug not in others:
                raise unknown(slug, others)
            self.records[slug] = others[slug]
        return self.records[slug]


class PercentageField(forms.Field):
    """A percentage in figures, such as 10 or 2.5, and in no other way of writing it."""

    def to_python(self, value: str | None) -> Decimal | None:
        if value in self.empty_values:
            return None
        if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,4})?", value):
            return Decimal(value)
        raise ValidationError(
            _("%(value)s is not a percentage. Write a number, like 10 or 2.5."), params={"value": quoted(value)}
        )
