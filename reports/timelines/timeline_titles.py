"""What a timeline is called where it stands alone: in a frame, in a citation, in a picture (no queries)."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.text import Truncator, get_text_list, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .drawing import Drawing, SeriesLine, day_in_words

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
    days = {"first": first and day_in_words(first), "last": last and day_in_words(last)}
    if first and last:
        return _(", %(first)s to %(last)s") % days
    if first:
        return _(", from %(first)s") % days
    return _(", to %(last)s") % days if last else ""


def parties_in(drawings: Iterable[Drawing]) -> tuple[str, ...]:
    """The names of those who speak, each once, in the order of the chart."""
    return tuple(dict.fromkeys(line.series.party_name for drawing in drawings for line in drawing.lines))


def file_name(subject: str, measures: Sequence[str], mode: str, day: date) -> str:
    """The name of a file of it, without its ending: whose, what, how, and the day on which it was taken.

    >>> file_name("Russian forces", ["Killed"], "cumulative", date(2026, 11, 22))
    'claimed-losses-russian-forces-killed-2026-11-22'
    """
    what = measures_in_words(measures)
    how = "" if mode == "cumulative" else mode
    return "-".join(slugify(part)[:80] for part in ("claimed losses", subject, what, how, day.isoformat()) if part)


NAMED, NAME_LENGTH = 8, 80
_MODES = {
    "cumulative": gettext_lazy("%(measures)s: running totals claimed by %(parties)s, %(first)s to %(last)s"),
    "daily": gettext_lazy("%(measures)s: new a day, as claimed by %(parties)s, %(first)s to %(last)s"),
    "monthly": gettext_lazy("%(measures)s: new a month, as claimed by %(parties)s, %(first)s to %(last)s"),
}


def picture_title(drawing: Drawing) -> str:
    """What is claimed, by whom, from when to when."""
    parties = list(dict.fromkeys(_cut(line.series.party_name) for line in drawing.lines))
    names = parties[:NAMED]
    others = len(parties) - NAMED
    if others > 0:
        names.append(ngettext("%d more party", "%d more parties", others) % others)
    words = _MODES[drawing.mode] % {
        "measures": measures_in_words(list(dict.fromkeys(_cut(line.series.measure_name) for line in drawing.lines))),
        "parties": get_text_list(names, _("and")),
        "first": day_in_words(drawing.first),
        "last": day_in_words(drawing.last),
    }
    return words[:1].upper() + words[1:]


def picture_description(drawing: Drawing) -> str:
    """The latest number of each line, and since when its party has given no new one."""
    numbers = [_latest_number(line) for line in drawing.lines[:NAMED] if line.latest is not None]
    others = len(drawing.lines) - NAMED
    if others > 0:
        numbers.append(ngettext("and %d more series", "and %d more series", others) % others)
    return "; ".join(numbers)


def _latest_number(line: SeriesLine) -> str:
    words = _("%(name)s: %(number)s, no new figure since %(day)s")
    if line.silent_since is None:
        words = _("%(name)s: %(number)s as of %(day)s")
    return words % {
        "name": _cut(line.series.name),
        "number": line.latest.number,
        "day": day_in_words(line.latest.as_of),
    }


def _cut(name: str) -> str:
    return Truncator(name).chars(NAME_LENGTH)
