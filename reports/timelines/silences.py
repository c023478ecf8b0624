"""Silences in words, as charts, cards and lists say them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .drawing import Drawing, Silence


@dataclass(frozen=True, slots=True)
class Broken:
    """The silences after which a line of some party and measure went on; ``name`` names both."""

    name: str
    silences: list[str]


def in_words(silence: Silence) -> str:
    """Since when, or from when to when, there is no new figure."""
    if silence.until is None:
        return _("no new figure since %(day)s") % {"day": date_format(silence.since, "j M Y")}
    return _("no new figure from %(days)s") % {"days": span_in_words(silence)}


def span_in_words(silence: Silence) -> str:
    """The days of the last figure before a silence that is over, and of the first after it."""
    pattern = "j M" if silence.since.year == silence.until.year else "j M Y"
    days = {"since": date_format(silence.since, pattern), "until": date_format(silence.until, "j M Y")}
    return _("%(since)s to %(until)s") % days


def broken_in(drawings: Sequence[Drawing]) -> list[Broken]:
    """The lines on some drawings that break off and go on."""
    found: dict[str, list[str]] = {}
    for drawing in drawings:
        for track in drawing.tracks:
            for silence in track.silences:
                if silence.until is not None:
                    found.setdefault(track.name, []).append(in_words(silence))
    return [Broken(name, silences) for name, silences in found.items()]
