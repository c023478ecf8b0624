"""A picture in words, for readers who do not see it (no queries)."""

from datetime import date

from django.utils.formats import date_format
from django.utils.text import Truncator, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .drawing import Drawing, Track
from .titles import measures_in_words

NAMED, NAME_LENGTH = 8, 80
_MODES = {
    "cumulative": gettext_lazy("%(measures)s: running totals claimed by %(parties)s, %(first)s to %(last)s"),
    "daily": gettext_lazy("%(measures)s: new a day, as claimed by %(parties)s, %(first)s to %(last)s"),
    "monthly": gettext_lazy("%(measures)s: new a month, as claimed by %(parties)s, %(first)s to %(last)s"),
}


def picture_title(drawing: Drawing) -> str:
    """What is claimed, by whom, from when to when."""
    parties = list(dict.fromkeys(_cut(track.party_name) for track in drawing.tracks))
    names = parties[:NAMED]
    others = len(parties) - NAMED
    if others > 0:
        names.append(ngettext("%d more party", "%d more parties", others) % others)
    words = _MODES[drawing.mode] % {
        "measures": measures_in_words(list(dict.fromkeys(_cut(track.measure_name) for track in drawing.tracks))),
        "parties": get_text_list(names, _("and")),
        "first": _in_words(drawing.first),
        "last": _in_words(drawing.last),
    }
    return words[:1].upper() + words[1:]


def picture_description(drawing: Drawing) -> str:
    """The latest number of each track, and since when its party has given no new one."""
    numbers = [_latest_number(track) for track in drawing.tracks[:NAMED] if track.latest is not None]
    others = len(drawing.tracks) - NAMED
    if others > 0:
        numbers.append(ngettext("and %d more series", "and %d more series", others) % others)
    return "; ".join(numbers)


def _latest_number(track: Track) -> str:
    words = _("%(name)s: %(number)s, no new figure since %(day)s")
    if track.silent_since is None:
        words = _("%(name)s: %(number)s as of %(day)s")
    return words % {
        "name": _cut(track.name),
        "number": track.latest.number,
        "day": _in_words(track.latest.as_of),
    }


def _cut(name: str) -> str:
    return Truncator(name).chars(NAME_LENGTH)


def _in_words(day: date) -> str:
    return date_format(day, "j M Y")
