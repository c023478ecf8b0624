"""When a party's running total fell, and when it stayed as it was (pure)."""

from reports.comparison.rules.intervals import stated_interval

from .points import Point


def has_fallen(older: Point, newer: Point) -> bool:
    """Whether a party's running total fell, which a running total cannot: it was restated, or contradicts itself.

    Between totals of one hedge a lower number is a fall; between others only where the two cannot both be true. Totals
    that are counted from different days are not the same total.
    """
    if older.origin != newer.origin:
        return False
    if older.qualifier == newer.qualifier and newer.qualifier not in ("up_to", "fewer_than", "range"):
        return newer.size < older.size
    lower = stated_interval(older.qualifier, older.low, older.best, older.high).low
    upper = stated_interval(newer.qualifier, newer.low, newer.best, newer.high).high
    return upper is not None and upper < lower


def is_same_number(older: Point, newer: Point) -> bool:
    """Whether the two say the same, hedge and first day included."""
    return (older.qualifier, older.low, older.best, older.high, older.origin) == (
        newer.qualifier,
        newer.low,
        newer.best,
        newer.high,
        newer.origin,
    )
