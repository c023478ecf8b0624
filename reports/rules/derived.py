"""Sums of what one report gives in parts (DESIGN.md, section 3, *derived sums*).

They stand in for a whole that the party did not give, are marked as derived, never stored, never mixed across reports.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from .claims import Claim
from .intervals import sum_of_intervals
from .measure_sets import Counted
from .number import Number


def sum_of_numbers(numbers: Sequence[Number]) -> Number:
    """What numbers of one unit add up to, as they were stated.

    Rule: numbers alone add up to a number, which is about where one of them is, else nearly where one of them is; with
    an open end the sum is "at least", or "more than" where one of them is, without a lower end "up to", else a range.
    The sum of two that are each "more than" is more by one than it says, and that of two "nearly" less: the interval of
    such a sum is that of its parts (``Claim.interval``).

    >>> str(sum_of_numbers([Number.make("exact", 1351), Number.make("about", 3825)]))
    'about 5,176'
    >>> str(sum_of_numbers([Number.make("exact", 1351), Number.make("nearly", 4000)]))
    'nearly 5,351'
    >>> str(sum_of_numbers([Number.make("about", 400), Number.make("at_least", 500)]))
    'at least 900'
    >>> str(sum_of_numbers([Number.make("more_than", 2870), Number.make("more_than", 3700)]))
    'more than 6,570'
    """
    total = sum_of_intervals(number.stated for number in numbers)
    qualifiers = [number.qualifier for number in numbers]
    unit = numbers[0].unit
    if above := qualifiers.count("more_than"):
        return Number("more_than", low=total.low - above, unit=unit)
    if total.high is None:
        return Number("at_least", low=total.low, unit=unit)
    if total.low == total.high:
        hedge = next((hedge for hedge in ("about", "nearly") if hedge in qualifiers), "exact")
        return Number(hedge, best=total.low, unit=unit)
    if total.low == 0:
        return Number("up_to", high=total.high, unit=unit)
    return Number("range", low=total.low, high=total.high, unit=unit)


def derived_sums(claims: Sequence[Claim], wholes: Iterable[tuple[str, str, str, Counted]]) -> list[Claim]:
    """The sums that the figures of one report about one subject yield, one for each whole that they cover exactly.

    ``wholes`` are measures (slug, name, family, what is counted). Rule: running totals of the whole theatre, as of one
    day and from one day on, whose defined outcomes have nothing in common and together are those of a defined measure
    that the report does not give itself. No sum where two figures of the report are of one measure: which would it be?

    >>> from reports.rules.examples import ALL_FOUR, KILLED_AND_WOUNDED, RUSSIA, RUSSIA_WOUNDED
    >>> [total.words for total in derived_sums([RUSSIA, RUSSIA_WOUNDED], [KILLED_AND_WOUNDED, ALL_FOUR])]
    ['5,176 killed and wounded']
    """
    fit = [claim for claim in claims if claim.counted.is_defined and claim.counted.includes and _is_total(claim)]
    stated = [claim.measure for claim in claims]
    days = _days(fit)
    fit = [claim for claim in fit if stated.count(claim.measure) == 1 and (claim.as_of, claim.start) == days]
    sums = []
    for measure, name, family, counted in wholes:
        if measure in stated or not counted.is_defined or len(counted.includes) < 2:
            continue
        for size in range(2, len(counted.includes) + 1):
            for parts in combinations(fit, size):
                if _make(parts, counted):
                    sums.append(_sum(parts, measure, name, family, counted))
    return sums


def _is_total(claim: Claim) -> bool:
    return claim.basis == "cumulative" and claim.scope == "theatre" and not claim.is_derived


def _days(claims: Sequence[Claim]) -> tuple[date, date | None] | None:
    """The last and first day of the newest of them; None if there are none."""
    return max(((claim.as_of, claim.start) for claim in claims), key=lambda days: days[0], default=None)


def _make(parts: Sequence[Claim], whole: Counted) -> bool:
    """Whether the parts' outcomes fill the whole and none is counted twice."""
    outcomes = [outcome for part in parts for outcome in part.counted.includes]
    alike = all((part.counted.thing, part.counted.unit) == (whole.thing, whole.unit) for part in parts)
    return alike and len(outcomes) == len(set(outcomes)) and set(outcomes) == whole.includes


def _sum(parts: Sequence[Claim], measure: str, name: str, family: str, counted: Counted) -> Claim:
    notes = dict.fromkeys(part.scope_note for part in parts if part.scope_note)
    return replace(
        parts[0],
        figure="",
        measure=measure,
        measure_name=name,
        family=family,
        counted=counted,
        number=sum_of_numbers([part.number for part in parts]),
        scope_note="; ".join(notes),
        parts=tuple(parts),
    )
