"""Stretches of days that a reader may choose with one click (pure)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

BEGINNING, RECENT = 100, 90


@dataclass(frozen=True, slots=True)
class Preset:
    """From ``first`` to ``last``, None for no limit; ``is_current`` is whether the address asks for just that."""

    label: str
    first: date | None
    last: date | None
    is_current: bool


def presets(start: date, newest: date | None, asked: tuple[date | None, date | None]) -> list[Preset]:
    """The war's first days, each of its calendar years, the days up to the newest figure, and all.

    ``start`` is the war's first day, ``newest`` the last day that a figure is about, None without any; ``asked`` are
    the first and last day of the address.

    >>> [each.label for each in presets(date(2022, 2, 24), date(2023, 5, 1), (None, None))]
    ['First 100 days', '2022', '2023', 'Last 90 days', 'All']
    """
    stretches: list[tuple[str, date | None, date | None]] = []
    if newest is not None and newest > start:
        stretches.append((_("First %(n)d days") % {"n": BEGINNING}, start, start + timedelta(days=BEGINNING - 1)))
        years = range(start.year, newest.year + 1)
        stretches += [(str(year), max(start, date(year, 1, 1)), date(year, 12, 31)) for year in years]
        recent = newest - timedelta(days=RECENT - 1)
        stretches.append((_("Last %(n)d days") % {"n": RECENT}, max(start, recent), newest))
    stretches.append((_("All"), None, None))
    return [Preset(label, first, last, (first, last) == asked) for label, first, last in stretches]
