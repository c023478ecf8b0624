"""How far a number in print lies from the number on record. Pure; ``sizes`` gives the same to the database.

The rule: number stands against number, whatever hedge is before it. Where one of the two is a range, it has several
numbers, and the smallest difference in percent counts: a range cut to its upper end differs by nothing. Of two ranges
the ends are compared, and the largest counts. Percent are those of the number on record.
"""

from dataclasses import dataclass
from math import inf

from django.db.models import Case, Expression, ExpressionWrapper, F, FloatField, Q, QuerySet, Value, When
from django.db.models.functions import Abs, Cast, Coalesce, Greatest, Least

from reports.models import Qualifier, Variant
from reports.rules.number import Number, grouped


@dataclass(frozen=True, slots=True)
class VariantDiff:
    """``count`` is the number in print less ``on_record``, the number that it is compared with."""

    count: int
    on_record: int

    @property
    def size(self) -> float:
        """The difference over the number on record, without sign; infinite where that is 0.

        >>> VariantDiff(-342, 380).size, VariantDiff(5, 0).size
        (0.9, inf)
        """
        if not self.count:
            return 0.0
        return abs(self.count) / self.on_record if self.on_record else inf

    @property
    def percent(self) -> float | None:
        """The difference in percent of the number on record, None for what rose from 0.

        >>> VariantDiff(-342, 380).percent, VariantDiff(0, 0).percent, VariantDiff(5, 0).percent
        (-90.0, 0.0, None)
        """
        if not self.count:
            return 0.0
        return 100 * self.count / self.on_record if self.on_record else None

    @property
    def change(self) -> str:
        """As people read it.

        >>> VariantDiff(1934, 3825).change, VariantDiff(-540, 3825).change
        ('+1,934', '−540')
        """
        return f"{'+' if self.count > 0 else '−'}{grouped(abs(self.count))}"

    @property
    def share(self) -> str:
        """The percentage without its sign, whole from 10 on, with two significant digits below; "" if there is none.

        >>> VariantDiff(1934, 3825).share, VariantDiff(1, 350).share, VariantDiff(1997, 160).share
        ('51%', '0.29%', '1,248%')
        """
        if self.percent is None:
            return ""
        size = abs(self.percent)
        if 0 < size < 0.01:
            return "<0.01%"
        return f"{grouped(round(size))}%" if size >= 10 else f"{size:.2g}%"


def difference_of(recorded: Number, printed: Number | None) -> VariantDiff | None:
    """The difference that counts, by the rule above; None where no number is printed.

    >>> difference_of(Number("exact", best=1351), Number("exact", best=1535))
    VariantDiff(count=184, on_record=1351)
    >>> difference_of(Number("range", low=7000, high=15000), Number("up_to", high=15000))
    VariantDiff(count=0, on_record=15000)
    >>> difference_of(Number("range", low=7000, high=15000), Number("range", low=7000, high=10000))
    VariantDiff(count=-5000, on_record=15000)
    """
    if printed is None:
        return None
    pairs = list(zip(_places(recorded), _places(printed), strict=True))
    both_ranges = recorded.qualifier == printed.qualifier == "range"
    if both_ranges and None in (recorded.best, printed.best):
        pairs = [pairs[0], pairs[2]]
    choose = max if both_ranges else min
    return choose((VariantDiff(there - here, here) for here, there in pairs), key=lambda found: found.size)


def _places(number: Number) -> tuple[int, int, int]:
    """Lower end, best value and upper end; all the same for what is no range.

    A range without a best value has its lower end in that place, which is compared anyhow.
    """
    first, last = number.known_values[0], number.known_values[-1]
    return first, first if number.best is None else number.best, last


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
