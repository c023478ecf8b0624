"""What a reader is told of each spot, as compact columns: a few patterns with places for numbers and days.

The script fills in: {n} the spot's value, {day}, {stated} and {iso} its days, {before} the day of the spot before it,
{change} the difference of the two values; {newer} the total of which a spot is what is new, {older} that without it.
1,640 totals of one party then need a handful of texts.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache, singledispatch

import numpy as np
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.models import Basis
from reports.rules.hedges import grouped

from .drawing import Spot, Style, Track, gap_in_words
from .increments import Month, New, rounded
from .points import Point

SIMPLE = ("exact", "about")
_WIDER = {"i2": "i4", "i4": "f8"}


def typed(values: Sequence[float], dtype: str) -> dict:
    """Numbers as plotly.js reads them: ``dtype`` is u1, u2, i2, i4 or f8; wider where they do not fit in i2 or i4."""
    if dtype in _WIDER:
        largest = max(max(values, default=0), -min(values, default=0))
        while dtype in _WIDER and largest > np.iinfo(dtype).max:
            dtype = _WIDER[dtype]
    return {"dtype": dtype, "bdata": b64encode(np.array(values, dtype=f"<{dtype}").tobytes()).decode("ascii")}


def days_since(start: date, days: Sequence[date]) -> list[int]:
    return [(day - start).days for day in days]


def columns(track: Track, start: date) -> dict:
    """The series of the chart's data: names, numbers and texts of every spot of the track. ``start`` is day 0."""
    spots = track.spots
    whole = all(float(spot.size).is_integer() for spot in spots)
    befores: list[Spot | None] = [None, *spots]
    texts = _in_place(_texts(spots, befores), track)
    names = ("number", "when", "change", "sources", "note", "record")
    return {
        "name": track.name,
        "colour": track.colour,
        "days": typed(days_since(start, [spot.day for spot in spots]), "i2"),
        "stated": typed(days_since(start, [spot.of.stated_on for spot in spots]), "i2"),
        "values": typed([spot.size for spot in spots], "i4" if whole else "f8"),
        "texts": {name: _column([text[at] for text in texts]) for at, name in enumerate(names)},
        **_subtracted(spots),
    }


def _subtracted(spots: Sequence[Spot]) -> dict:
    """The newer total of every difference; nothing where there is none."""
    totals = [spot.of.newer.size if isinstance(spot.of, New) else 0 for spot in spots]
    return {"newer": typed(totals, "i4")} if any(totals) else {}


def _column(texts: Sequence[str]) -> dict:
    """Each different text once, the most frequent first, and which of them every spot has."""
    patterns = [text for text, _count in Counter(texts).most_common()]
    if len(patterns) < 2:
        return {"patterns": patterns}
    place = {text: at for at, text in enumerate(patterns)}
    return {"patterns": patterns, "at": typed([place[text] for text in texts], "u1" if len(patterns) < 256 else "u2")}


def _texts(spots: Sequence[Spot], befores: Sequence[Spot | None]) -> list[tuple[str, ...]]:
    """The texts of all spots; of the many plain totals the words are looked up once, for they are the same."""
    plain: dict[tuple[str, str, str], tuple[str, ...]] = {}
    found = []
    for spot, before in zip(spots, befores, strict=False):
        of = spot.of
        if not _is_plain(of, spot, before):
            found.append(text_of(of, spot, before))
            continue
        alike = (of.qualifier, of.unit, before.qualifier if before else "")
        words = plain.get(alike)
        if words is None:
            words = plain[alike] = text_of(of, spot, before)[:3]
        found.append((*words, source_in_words(of.publisher, of.sources), "", _record(of, spot)))
    return found


def _in_place(texts: list[tuple[str, ...]], track: Track) -> list[tuple[str, ...]]:
    """The same with what only their place on the track tells: the party's first total, its last before a silence."""
    if texts and not track.is_cut and isinstance(track.spots[0].of, Point) and track.spots[0].of.is_total:
        number, when, _none, *more = texts[0]
        texts[0] = (number, when, _("its first total on record"), *more)
    for silence in track.silences:
        *more, note, record = texts[silence.at]
        texts[silence.at] = (*more, _joined(note, gap_in_words(silence)), record)
    return texts


@singledispatch
def text_of(of: object, spot: Spot, before: Spot | None) -> tuple[str, ...]:
    """Number, days, change, sources, note and record (slug) of a spot, as patterns. ``before`` is the one before it."""
    raise TypeError(f"Nothing is known to say of {of!r}")


@text_of.register
def _of_figure(of: Point, spot: Spot, before: Spot | None) -> tuple[str, ...]:
    number = str(of.number)
    if spot.qualifier != "range":
        number = number.replace(grouped(of.size), "{n}")
    if of.basis == Basis.DAILY_AVERAGE:
        number = _("%(number)s a day") % {"number": number}
    return (
        number,
        _when(of, spot),
        _change(of, spot, before),
        source_in_words(of.publisher, of.sources),
        _note(of, spot, before),
        _record(of, spot),
    )


def _is_plain(of: object, spot: Spot, before: Spot | None) -> bool:
    """Whether it is one of the many: a total that is a number, no lower than the number before it."""
    return (
        spot.style is Style.TOTAL
        and of.qualifier in SIMPLE
        and not (of.scope_note or of.origin)
        and (before is None or _is_number(before.of))
    )


def _is_number(of: Point | New | Month) -> bool:
    """Whether it is a total from which another may be subtracted."""
    return isinstance(of, Point) and of.qualifier in SIMPLE and of.is_total and of.origin is None


def _difference(is_about: bool) -> str:
    """The difference to the total before it; no more exact than the two."""
    return _("about {change} since {before}") if is_about else _("{change} since {before}")


@text_of.register
def _of_growth(of: New, spot: Spot, before: Spot | None) -> tuple[str, ...]:
    number, when = _hedged("{n}", spot), _("{day}, stated {stated}")
    older, newer = str(of.older.number), str(of.newer.number)
    if of.is_spread:
        number = _("mean of %(number)s a day") % {"number": _hedged(brief(of.a_day), spot)}
        span = {"first": _in_words(spot.first), "days": grouped(of.days)}
        when = _("over %(days)s days, %(first)s to {day}, stated {stated}") % span
    else:
        older = older.replace(grouped(of.older.size), "{older}")
        newer = newer.replace(grouped(of.newer.size), "{newer}")
    return (
        number,
        when,
        _("from %(older)s to %(newer)s") % {"older": older, "newer": newer},
        source_in_words(of.newer.publisher, of.newer.sources),
        "",
        _record(of.newer, spot),
    )


@text_of.register
def _of_month(of: Month, spot: Spot, before: Spot | None) -> tuple[str, ...]:
    totals = {
        "older": of.older.number,
        "day": _in_words(of.older.as_of),
        "newer": of.newer.number,
        "last": _in_words(of.newer.as_of),
    }
    return (
        _hedged(grouped(spot.best) if 0 < spot.best < 1 else "{n}", spot),
        date_format(of.first, "F Y"),
        _("first total used: %(older)s (%(day)s); last: %(newer)s (%(last)s)") % totals,
        source_in_words(of.newer.publisher, of.newer.sources),
        _note_of_month(of),
        of.newer.figure,
    )


def _note_of_month(of: Month) -> str:
    notes = []
    if of.is_partial:
        text = ngettext("%(known)s of its %(days)s days is known", "%(known)s of its %(days)s days are known", of.known)
        notes.append(text % {"known": of.known, "days": of.days})
    if of.spread:
        days = ngettext("%d day is", "%d days are", of.spread) % of.spread
        text = _("%(days)s a mean over a gap between totals")
        if of.is_shared:
            text = _("%(days)s a mean over a gap between totals, of which only a share lies within these days")
        notes.append(text % {"days": days})
    if of.left_out:
        text = ngettext(
            "%(n)s step between the two totals is left out, as a correction or a fall: it changed the total by "
            "%(change)s",
            "%(n)s steps between the two totals are left out, as corrections or falls: they changed the total by "
            "%(change)s",
            len(of.left_out),
        )
        notes.append(text % {"n": grouped(len(of.left_out)), "change": signed(of.change_left_out)})
    return "; ".join(notes)


def signed(change: int) -> str:
    """A difference with its sign.

    >>> signed(1351), signed(-14), signed(0)
    ('+1,351', '−14', '0')
    """
    return f"{'−' if change < 0 else '+' if change else ''}{grouped(abs(change))}"


def brief(a_day: float) -> str:
    """As the script writes means: to one decimal below a hundred.

    >>> brief(44538.8), brief(85.04), brief(3)
    ('44,539', '85', '3')
    """
    return grouped(rounded(a_day))


def _hedged(number: str, spot: Spot) -> str:
    return _("about %(number)s") % {"number": number} if spot.qualifier == "about" else number


def _when(of: Point, spot: Spot) -> str:
    if spot.first != spot.day:
        return _("%(first)s to {day}, stated {stated}") % {"first": _in_words(spot.first)}
    if of.basis == Basis.DAILY_AVERAGE and of.begins is None:
        return _("days not stated, up to {day}, stated {stated}")
    return _("as of {day}, stated {stated}")


def _change(of: Point, spot: Spot, before: Spot | None) -> str:
    """Set against the party's total before it: as a difference where both are numbers, else as that total in words."""
    if before is None or not isinstance(before.of, Point) or not (of.is_total and before.of.is_total):
        return ""
    if of.origin != before.of.origin:
        return ""
    if of.qualifier in SIMPLE and before.qualifier in SIMPLE:
        return _difference("about" in (of.qualifier, before.qualifier))
    return _("before: %(number)s, {before}") % {"number": before.of.number}


def _note(of: Point, spot: Spot, before: Spot | None) -> str:
    since = _("counted from %(day)s") % {"day": _in_words(of.origin)} if of.origin else ""
    limits = ": ".join(part for part in (of.limits or since, of.scope_note) if part)
    return _joined(_taken_back(of, spot, before), limits)


def _taken_back(of: Point, spot: Spot, before: Spot | None) -> str:
    """What the party corrects, lowers or withdraws with it."""
    match spot.style:
        case Style.RESTATED:
            return _("restated: the party lowered its own total, from %(older)s") % {"older": before.of.number}
        case Style.FELL:
            return _("lower than %(older)s, which the party gave before, without a word why") % {
                "older": before.of.number
            }
        case Style.WITHDRAWN:
            return _("withdrawn by the party on %(day)s") % {"day": _in_words(of.withdrawn_on)}
    # A total that stayed as it was is no correction.
    is_corrected = of.revises and spot.style is not Style.TOTAL
    if is_corrected and _change(of, spot, before):
        return _("in a report by which the party corrects an earlier one: the change may hold a correction")
    return _("in a report by which the party corrects an earlier one") if is_corrected else ""


def _joined(*notes: str) -> str:
    return "; ".join(note for note in notes if note)


def _record(of: Point, spot: Spot) -> str:
    return of.figure.replace(spot.day.isoformat(), "{iso}")


@lru_cache(maxsize=4096)
def source_in_words(publisher: str, sources: int) -> str:
    if sources < 2:
        return publisher
    others = ngettext("%d more source", "%d more sources", sources - 1) % (sources - 1)
    return _("%(source)s and %(others)s") % {"source": publisher, "others": others}


def _in_words(day: date) -> str:
    return date_format(day, "j M Y")
