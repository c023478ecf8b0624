"""What all the desk's forms share."""

import re
from datetime import date

from django import forms
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from reports.models import Conflict
from reports.models.validation import day_problems
from reports.rules.number import LARGEST_COUNT

__all__ = ["FORMFIELDS", "LONGEST_TEXT", "BaseForm", "key_of", "language_tag", "possible_day"]

LONGEST_TEXT = 20_000
LARGEST_KEY = 2**63 - 1

language_tag = RegexValidator(
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", gettext_lazy("Write the language as a short code, such as uk, ru or en.")
)


class AddressField(forms.SlugField):
    """Capitals are typed by habit; addresses are lower-case (DESIGN.md, section 4)."""

    def to_python(self, value: object) -> str:
        return super().to_python(value).lower()


class WholeNumberField(forms.IntegerField):
    """Takes plain digits only. Python's int() reads more than people mean: digits of other scripts, 1_351, 13.0."""

    def to_python(self, value: object) -> int | None:
        if isinstance(value, str) and not re.fullmatch(r"\s*(-?[0-9]+)?\s*", value):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


def number_field(largest: int) -> dict:
    """A number is typed as text, so that a browser gives back what it cannot read."""
    return {
        "form_class": WholeNumberField,
        "widget": forms.TextInput(attrs={"inputmode": "numeric", "class": "number"}),
        "min_value": 0,
        "max_value": largest,
        "error_messages": {
            "invalid": gettext_lazy("Write a whole number in digits only, such as 1351."),
            "min_value": gettext_lazy("A number cannot be negative."),
            "max_value": gettext_lazy("This number is too large."),
        },
    }


# For ModelAdmin.formfield_overrides. A day is typed as text too: a browser's own field shows 5 June as 05/06 or 06/05.
FORMFIELDS = {
    models.DateField: {
        "widget": forms.DateInput(format="%Y-%m-%d", attrs={"placeholder": "2022-04-18", "class": "day"}),
        "input_formats": ["%Y-%m-%d"],
        "error_messages": {"invalid": gettext_lazy("This is no day of the calendar. Write it as 2022-04-18.")},
    },
    models.PositiveIntegerField: number_field(LARGEST_COUNT),
    models.PositiveSmallIntegerField: number_field(32_767),
    models.SlugField: {"form_class": AddressField, "label": gettext_lazy("Address on the site")},
    models.URLField: {"assume_scheme": "https"},
    models.TextField: {
        "widget": forms.Textarea(attrs={"rows": 3}),
        # No maxlength on the field: browsers cut what is pasted without a word.
        "validators": [MaxLengthValidator(LONGEST_TEXT)],
    },
}


def key_of(text: str) -> int | None:
    """The key of a record that an address or a form names; None where it is none at all.

    Longer texts are not read: Python reads no number of thousands of digits.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= LARGEST_KEY else None


def possible_day(day: date | None, conflict: Conflict | None = None) -> date | None:
    """``day``, which has come and lies in the ``conflict``. Raises ValidationError."""
    began = conflict.start_date if conflict else None
    for problem in day_problems("", day, timezone.localdate(), began, conflict):
        raise forms.ValidationError(problem.message)
    return day


class BaseForm(forms.ModelForm):
    """A form that can also say what the database refused (``refusal``), with everything typed still in place."""

    refusal = ""

    def clean(self) -> dict:
        data = super().clean() or self.cleaned_data
        if self.refusal:
            self.add_error(None, self.refusal)
        return data
