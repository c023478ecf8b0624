"""Form fields for query strings: days, percentages, names by their slugs. Each says what is wrong, and what is near."""

import difflib
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from reports.comparison.variants import Publisher, publishers_by_slug

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


class IsoDateField(forms.Field):
    """A day as 2022-04-18, and in no other way of writing it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value: str | date | None) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        if _ISO_DATE.match(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        raise ValidationError(
            _("%(value)s is not a day. Write it as year, month, day, like 2022-04-18."),
            params={"value": quoted(value)},
        )


class RecordsField(forms.Field):
    """A field whose values are slugs of the records of ``queryset``, which are read once, and only if asked for."""

    def __init__(self, queryset: QuerySet | None = None, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.queryset = queryset

    @cached_property
    def records(self) -> dict[str, Model]:
        """The records by slug, in their order.

        Read from a copy of the query: the fields of all forms of a class share it, and it would keep what it read.
        """
        return {record.slug: record for record in self.queryset.all()}

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The slugs of all records, each with the name by which readers know it."""
        return [(slug, getattr(record, "short_name", record.name)) for slug, record in self.records.items()]

    def find(self, slug: str) -> Model:
        if slug not in self.records:
            raise unknown(slug, self.records)
        return self.records[slug]


class SlugChoiceField(RecordsField):
    """One record, named by its slug; None if not given."""

    def to_python(self, value: str) -> Model | None:
        return self.find(value) if value else None


class SlugsField(RecordsField):
    """Any number of records, named by their slugs; yields the slugs, in the order of the records."""

    widget = forms.SelectMultiple

    def to_python(self, value: list[str] | None) -> list[str]:
        wanted = {self.find(slug).slug for slug in value or [] if slug}
        return [slug for slug in self.records if slug in wanted] if wanted else []


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


def quoted(value: object) -> str:
    """A value as shown in a message: in quotation marks, and not longer than a line."""
    text = str(value)
    return f"“{text if len(text) <= 60 else text[:60] + '…'}”"


def unknown(value: object, known: Iterable[str]) -> ValidationError:
    """The error for a slug that names nothing, with the nearest that does."""
    near = difflib.get_close_matches(str(value)[:100], list(known), n=1)
    hint = _(" Did you mean %(near)s?") % {"near": near[0]} if near else ""
    return ValidationError(_("There is no %(value)s here.%(hint)s"), params={"value": quoted(value), "hint": hint})
