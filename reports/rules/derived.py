"""Sums of what one report gives in parts (DESIGN.md, section 3, *derived sums*).

They stand in for a whole that the party did not give, are marked as derived, never stored, never mixed across reports.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from .claims import Claim
from .counting import Counted
from .hedges import grouped
from .intervals import Interval


def sum_of_intervals(parts: Iterable[Interval]) -> Interval:
    """What a sum may be, each of its parts lying in its interval.

    >>> sum_of_intervals([Interval(1351, 1351), Interval(3825)])
    Interval(low=5176, high=None)
    """
    lows, highs = zip(*((part.low, part.high) for part in parts), strict=True)
    return Interval(sum(lows), None if None in highs else sum(highs))


def hedge_of_sum(qualifiers: Sequence[str], total: Interval) -> tuple[str, str]:
    """The qualifier of a sum, and its number in words. ``total`` is the sum of the parts as they were stated.

    Rule: numbers alone add up to a number; with an open end the sum is "at least", or "more than" where a part is,
    without a lower end "up to", else a range. "About" stays wherever one of the parts has it.

    >>> hedge_of_sum(["exact", "about"], Interval(5176, 5176))
    ('about', 'about 5,176')
    >>> hedge_of_sum(["exact", "range"], Interval(400, 500)), hedge_of_sum(["about", "at_least"], Interval(900))
    (('range', '400–500'), ('at_least', 'at least about 900'))
    >>> hedge_of_sum(["more_than", "about"], Interval(6571))
    ('more_than', 'more than about 6,570')
    """
    about = "about " if "about" in qualifiers else ""
    low, high = grouped(total.low), grouped(total.high or 0)
    if above := list(qualifiers).count("more_than"):
        return "more_than", f"more than {about}{grouped(total.low - above)}"
    if total.high is None:
        return "at_least", f"at least {about}{low}"
    if total.low == total.high:
        return "about" if about else "exact", f"{about}{low}"
    if total.low == 0:
        return "up_to", f"up to {about}{high}"
    return "range", f"{about}{low}–{high}"


def derived_sums(claims: Sequence[Claim], wholes: Iterable[tuple[str, str, str, Counted]]) -> list[Claim]:
    """The sums that the figures of one report about one subject yield, one for each whole that they cover exactly.

    ``wholes`` are measures (slug, name, family, what is counted). Rule: running totals of the whole theatre, as of one
    day and from one day on, whose defined outcomes have nothing in common and together are those of a defined measure
    that the report does not give itself. No sum where two figures of the report are of one measure: which would it be?

    >>> from reports.rules.examples import ALL_FOUR, KILLED_AND_WOUNDED, RUSSIA, RUSSIA_WOUNDED
    >>> [made.words for made in derived_sums([RUSSIA, RUSSIA_WOUNDED], [KILLED_AND_WOUNDED, ALL_FOUR])]
    ['5,176 killed and wounded']
    """
    fit = [each for each in claims if each.counted.is_defined and each.counted.includes and _is_total(each)]
    given = [each.measure for each in claims]
    days = _days(fit)
    fit = [each for each in fit if given.count(each.measure) == 1 and (each.as_of, each.start) == days]
    found = []
    for measure, name, family, counted in wholes:
        if measure in given or not counted.is_defined or len(counted.includes) < 2:
            continue
        for size in range(2, len(counted.includes) + 1):
            for parts in combinations(fit, size):
                if _make(parts, counted):
                    found.append(_sum(parts, measure, name, family, counted))
    return found


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
    stated = sum_of_intervals(part.stated for part in parts)
    qualifier, number = hedge_of_sum([part.qualifier for part in parts], stated)
    notes = dict.fromkeys(part.scope_note for part in parts if part.scope_note)
    return replace(
        parts[0],
        figure="",
        measure=measure,
        measure_name=name,
        family=family,
        counted=counted,
        qualifier=qualifier,
        number=number,
        interval=sum_of_intervals(part.interval for part in parts),
        stated=stated,
        scope_note="; ".join(notes),
        parts=tuple(parts),
    )
