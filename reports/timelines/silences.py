"""Silences in words, as charts, cards and lists say them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .drawing import Drawing, Silence

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Broken:
    """The silences after which a line of some party and measure went on; ``name`` names both."""

    name: str
    silences: list[str]


def gap_in_words(silence: Silence) -> str:
    """Since when, or from when to when, there is no new figure."""
    if silence.until is None:
        return _("no new figure since %(day)s") % {"day": date_format(silence.since, "j M Y")}
    return _("no new figure from %(days)s") % {"days": span_in_words(silence)}


def span_in_words(silence: Silence) -> str:
    """The first and the last day of a silence that is over: those between two figures."""
    first, last = silence.since + A_DAY, silence.until - A_DAY
    pattern = "j M" if first.year == last.year else "j M Y"
    days = {"since": date_format(first, pattern), "until": date_format(last, "j M Y")}
    return _("%(since)s to %(until)s") % days


def broken_in(drawings: Sequence[Drawing]) -> list[Broken]:
    """The lines on some drawings that break off and go on."""
    found: dict[str, list[str]] = {}
    for drawing in drawings:
        for track in drawing.tracks:
            for silence in track.silences:
                if silence.until is not None:
                    found.setdefault(track.name, []).append(gap_in_words(silence))
    return [Broken(name, silences) for name, silences in found.items()]
