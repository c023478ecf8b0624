"""All that is looked at in one figure, in the order in which it is told (pure)."""

from collections.abc import Callable, Iterator
from datetime import date

from .definitions import other_definition, part_above_whole
from .errors import duplicate, impossible_days, impossible_number
from .findings import Finding
from .given import Context, Given
from .slips import decade_slip, exchanged
from .totals import fell, long_unchanged, unusual_step

__all__ = ["WARNINGS", "findings_of_figure"]

Check = Callable[[Given, Context], Iterator[Finding]]

# By the code of their findings.
WARNINGS: dict[str, Check] = {
    "total-fell": fell,
    "unusual-step": unusual_step,
    "long-unchanged": long_unchanged,
    "other-definition": other_definition,
    "part-above-whole": part_above_whole,
    "digits-exchanged": exchanged,
    "decade-slip": decade_slip,
}


def findings_of_figure(given: Given, context: Context, today: date) -> list[Finding]:
    """Errors first. Of a number that cannot be, no more is asked."""
    wrong = list(impossible_number(given))
    errors = [*wrong, *impossible_days(given, today)]
    if wrong:
        return errors
    errors += duplicate(given, context)
    if errors and errors[-1].code == "duplicate":
        return errors
    return errors + [finding for check in WARNINGS.values() for finding in check(given, context)]
