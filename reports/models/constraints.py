"""Constraints that several tables share. Each is enforced by the database and by forms alike."""

import operator
from collections.abc import Iterable
from functools import reduce

from django.core.validators import RegexValidator
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from reports.rules.number import NEEDED, OPTIONAL, VALUES

# Addresses are lower-case (DESIGN.md, section 4), and slugs become addresses.
lower_case = RegexValidator(
    r"^[a-z0-9_-]+\Z", _("An address has small letters, digits and hyphens, such as russian-forces.")
)


def one_of(name: str, field: str, choices: Iterable, blank: bool = False) -> CheckConstraint:
    """``field`` holds one of ``choices`` (or nothing, where ``blank``)."""
    values = [choice.value for choice in choices] + ([""] if blank else [])
    return CheckConstraint(
        name=name, condition=Q(**{f"{field}__in": values}), violation_error_message=_("Unknown value.")
    )


def web_address(name: str, field: str, blank: bool = False) -> CheckConstraint:
    """``field`` begins with http:// or https://; nothing else may ever become a link."""
    condition = Q(**{f"{field}__startswith": "http://"}) | Q(**{f"{field}__startswith": "https://"})
    if blank:
        condition |= Q(**{field: ""})
    return CheckConstraint(
        name=name,
        condition=condition,
        violation_error_message=_("An address begins with http:// or https://."),
    )


def number_constraints(table: str, number_optional: bool = False) -> list[CheckConstraint]:
    """What every hedged number obeys.

    With ``number_optional`` a row may have an empty qualifier and no number at all: a variant in date or attribution.
    """
    no_number = Q(low=None, best=None, high=None)
    fits = [
        Q(
            qualifier=qualifier,
            **{f"{field}__isnull": field not in needed for field in VALUES if field not in optional},
        )
        for qualifier, needed in NEEDED.items()
        for optional in [OPTIONAL.get(qualifier, ())]
    ]
    if number_optional:
        fits.append(Q(qualifier="") & no_number)
    constraints = [
        CheckConstraint(
            name=f"{table}_qualifier_fits_numbers",
            condition=reduce(operator.or_, fits),
            violation_error_message=_(
                "Exact, about and nearly take the best value only; at least and more than the low; up to and fewer "
                "than the high; a range takes low and high."
            ),
        ),
        CheckConstraint(
            name=f"{table}_numbers_in_order",
            condition=(Q(low=None) | Q(best=None) | Q(low__lte=F("best")))
            & (Q(best=None) | Q(high=None) | Q(best__lte=F("high")))
            & (Q(low=None) | Q(high=None) | Q(low__lte=F("high"))),
            violation_error_message=_("The numbers must rise: low, best, high."),
        ),
        CheckConstraint(
            name=f"{table}_not_nearly_zero",
            condition=~Q(qualifier="nearly", best=0),
            violation_error_message=_("No count is nearly zero."),
        ),
    ]
    if not number_optional:
        constraints.append(
            CheckConstraint(
                name=f"{table}_has_a_number",
                condition=~no_number,
                violation_error_message=_("Give at least one number."),
            )
        )
    return constraints
