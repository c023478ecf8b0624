"""How far what a source prints lies from the figure on record, reckoned by the database, which sorts and pages by it.

The rule is that of ``differences``.
"""

from django.db.models import Case, Expression, ExpressionWrapper, F, FloatField, Q, QuerySet, Value, When
from django.db.models.functions import Abs, Cast, Coalesce, Greatest, Least

from reports.models import Qualifier, Variant

# What a rise from 0 is divided by: small enough to make it larger than any difference from another count.
_NOTHING = 1e-12


def with_sizes(variants: QuerySet[Variant]) -> QuerySet[Variant]:
    """The same variants, to be filtered and ordered by ``size``: the difference over the number on record.

    That is 0.51 for 51 percent, without sign; None where the source prints no number, larger than 10^11 for a rise from
    0. The name is an alias: what it stands for is not read.
    """
    ranges = Q(qualifier=Qualifier.RANGE, figure__qualifier=Qualifier.RANGE)
    low, best, high = (_apart(_value("", part), _value("figure__", part)) for part in ("low", "best", "high"))
    both_best = Coalesce(_apart(F("best"), F("figure__best")), 0.0)
    return variants.alias(
        size=Case(
            When(ranges, then=Greatest(low, both_best, high)),
            default=Least(low, best, high),
            output_field=FloatField(),
        )
    )


def _value(of: str, part: str) -> Coalesce:
    """One value of a number, as ``differences`` has it."""
    order = {"low": ("low", "best", "high"), "best": ("best", "low", "high"), "high": ("high", "best", "low")}[part]
    return Coalesce(*(f"{of}{name}" for name in order))


def _apart(printed: Expression, recorded: Expression) -> Expression:
    base = Greatest(Cast(recorded, FloatField()), Value(_NOTHING), output_field=FloatField())
    return ExpressionWrapper(Abs(printed - recorded) / base, output_field=FloatField())
