"""The title of a new report, made from that of the last one (pure)."""

from datetime import date

__all__ = ["with_day"]


def with_day(title: str, old: date, new: date) -> str:
    """``title`` with the day ``old``, however it is written there, as ``new``; unchanged if it names another day.

    >>> with_day("Bulletin of 22 August 2026", date(2026, 8, 22), date(2026, 8, 23))
    'Bulletin of 23 August 2026'
    """
    ways = list(zip(_written(old), _written(new), strict=True))
    if old.day >= 10:
        ways.pop(0)  # a day of two digits does not show whether others have a zero
    for before, after in ways:
        if before in title:
            return title.replace(before, after)
    return title


def _written(day: date) -> tuple[str, ...]:
    """The ways in which a day stands in titles; the one with a zero first, of which the second is a part."""
    return (
        f"{day:%d} {day:%B} {day.year}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
        f"{day:%Y-%m-%d}",
        f"{day:%d.%m.%Y}",
    )
