"""What a timeline is called where it stands alone: in a frame, in a citation, in a picture (no queries)."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .drawing import Drawing

MEASURES_NAMED = 3


def title_of(subject: str, measures: Sequence[str], mode: str, first: date | None, last: date | None) -> str:
    """``measures`` are names; ``first`` and ``last`` are the days asked for, None where the address names none.

    >>> title_of("Russian forces", ["Killed"], "daily", date(2022, 3, 1), None)
    'Russian forces, new a day: killed, as claimed, from 1 Mar 2022'
    >>> title_of("Wagner Group", [], "cumulative", None, None)
    'Wagner Group, as claimed'
    """
    modes = {"daily": _("%(subject)s, new a day"), "monthly": _("%(subject)s, new a month")}
    parts = {
        "whose": modes.get(mode, "%(subject)s") % {"subject": subject},
        "measures": measures_in_words(measures),
        "days": _days_in_words(first, last),
    }
    if not measures:
        return _("%(whose)s, as claimed%(days)s") % parts
    return _("%(whose)s: %(measures)s, as claimed%(days)s") % parts


def measures_in_words(measures: Sequence[str]) -> str:
    """Their names, where there are few of them.

    >>> measures_in_words(["Killed", "Personnel losses (undefined)"])
    'killed; personnel losses (undefined)'
    """
    if len(measures) > MEASURES_NAMED:
        return ngettext("%d measure", "%d measures", len(measures)) % len(measures)
    return "; ".join(_in_sentence(name) for name in measures)


def _in_sentence(name: str) -> str:
    """As a name stands within a sentence; abbreviations keep their capitals.

    >>> _in_sentence("Killed"), _in_sentence("UAVs")
    ('killed', 'UAVs')
    """
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _days_in_words(first: date | None, last: date | None) -> str:
    days = {"first": first and date_format(first, "j M Y"), "last": last and date_format(last, "j M Y")}
    if first and last:
        return _(", %(first)s to %(last)s") % days
    if first:
        return _(", from %(first)s") % days
    return _(", to %(last)s") % days if last else ""


def parties_in(drawings: Iterable[Drawing]) -> tuple[str, ...]:
    """The names of those who speak, each once, in the order of the chart."""
    return tuple(dict.fromkeys(track.party_name for drawing in drawings for track in drawing.tracks))


def file_name(subject: str, measures: Sequence[str], mode: str, day: date) -> str:
    """The name of a file of it, without its ending: whose, what, how, and the day on which it was taken.

    >>> file_name("Russian forces", ["Killed"], "cumulative", date(2026, 11, 22))
    'claimed-losses-russian-forces-killed-2026-11-22'
    """
    what = measures_in_words(measures)
    how = "" if mode == "cumulative" else mode
    return "-".join(slugify(part)[:80] for part in ("claimed losses", subject, what, how, day.isoformat()) if part)
