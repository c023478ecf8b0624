"""When a party's running total fell, and when it stayed as it was (pure)."""

from reports.rules.intervals import interval_of

from .points import Point


def has_fallen(older: Point, newer: Point) -> bool:
    """Whether a party's running total fell, which a running total cannot: it was restated, or contradicts itself.

    Between totals of one hedge a lower number is a fall; between others only where the two cannot both be true, as the
    rules read them: about 48,000 may be 47,986. Totals that are counted from different days are not the same total.
    """
    if older.origin != newer.origin:
        return False
    if older.qualifier == newer.qualifier and newer.qualifier not in ("up_to", "fewer_than", "range"):
        return newer.size < older.size
    lower = interval_of(older.qualifier, older.low, older.best, older.high).low
    upper = interval_of(newer.qualifier, newer.low, newer.best, newer.high).high
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
