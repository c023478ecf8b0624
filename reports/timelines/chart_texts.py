"""What a reader is told of each marker, as compact columns: a few patterns with places for numbers and days.

The script fills in: {n} the marker's value, {day}, {stated} and {iso} its days, {before} the day of the one before it,
{change} the difference of the two values; {newer} the total of which a marker is what is new, {older} that without it.
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
from reports.rules.number import grouped, signed

from .drawing import Marker, SeriesLine, Style, day_in_words, gap_in_words
from .increments import Increment, MonthlyIncrement, rounded
from .points import Point

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


def columns(line: SeriesLine, start: date) -> dict:
    """The series of the chart's data: names, numbers and texts of every marker of the line. ``start`` is day 0."""
    markers = line.markers
    whole = all(float(marker.size).is_integer() for marker in markers)
    befores: list[Marker | None] = [None, *markers]
    texts = _in_place(_texts(markers, befores), line)
    names = ("number", "when", "change", "sources", "note", "record")
    return {
        "name": line.series.name,
        "colour": line.colour,
        "days": typed(days_since(start, [marker.day for marker in markers]), "i2"),
        "stated": typed(days_since(start, [marker.of.stated_on for marker in markers]), "i2"),
        "values": typed([marker.size for marker in markers], "i4" if whole else "f8"),
        "texts": {name: _column([text[at] for text in texts]) for at, name in enumerate(names)},
        **_subtracted(markers),
    }


def _subtracted(markers: Sequence[Marker]) -> dict:
    """The newer total of every difference; nothing where there is none."""
    totals = [marker.of.newer.number.size if isinstance(marker.of, Increment) else 0 for marker in markers]
    return {"newer": typed(totals, "i4")} if any(totals) else {}


def _column(texts: Sequence[str]) -> dict:
    """Each different text once, the most frequent first, and which of them every marker has."""
    patterns = [text for text, _count in Counter(texts).most_common()]
    if len(patterns) < 2:
        return {"patterns": patterns}
    place = {text: at for at, text in enumerate(patterns)}
    return {"patterns": patterns, "at": typed([place[text] for text in texts], "u1" if len(patterns) < 256 else "u2")}


def _texts(markers: Sequence[Marker], befores: Sequence[Marker | None]) -> list[tuple[str, ...]]:
    """The texts of all markers; of the many plain totals the words are looked up once, for they are the same."""
    plain: dict[tuple[str, str, str], tuple[str, ...]] = {}
    texts = []
    for marker, before in zip(markers, befores, strict=False):
        of = marker.of
        if not _is_plain(of, marker, before):
            texts.append(text_of(of, marker, before))
            continue
        alike = (of.number.qualifier, of.number.unit, before.number.qualifier if before else "")
        words = plain.get(alike)
        if words is None:
            words = plain[alike] = text_of(of, marker, before)[:3]
        texts.append((*words, source_in_words(of.publisher, of.sources), "", _record(of, marker)))
    return texts


def _in_place(texts: list[tuple[str, ...]], line: SeriesLine) -> list[tuple[str, ...]]:
    """The same with what only their place on the line tells: the party's first total, its last before a silence."""
    if texts and not line.is_cut and isinstance(line.markers[0].of, Point) and line.markers[0].of.is_total:
        number, when, _none, *more = texts[0]
        texts[0] = (number, when, _("its first total on record"), *more)
    for gap in line.gaps:
        *more, note, record = texts[gap.at]
        texts[gap.at] = (*more, _joined(note, gap_in_words(gap)), record)
    return texts


@singledispatch
def text_of(of: object, marker: Marker, before: Marker | None) -> tuple[str, ...]:
    """Number, days, change, sources, note and record (slug) of a marker, as patterns; ``before`` is the one before."""
    raise TypeError(f"Nothing is known to say of {of!r}")


@text_of.register
def _of_figure(of: Point, marker: Marker, before: Marker | None) -> tuple[str, ...]:
    number = str(of.number)
    if of.number.qualifier != "range":
        number = number.replace(grouped(of.number.size), "{n}")
    if of.series.basis == Basis.DAILY_AVERAGE:
        number = _("%(number)s a day") % {"number": number}
    return (
        number,
        _when(of, marker),
        _change(of, marker, before),
        source_in_words(of.publisher, of.sources),
        _note(of, marker, before),
        _record(of, marker),
    )


def _is_plain(of: object, marker: Marker, before: Marker | None) -> bool:
    """Whether it is one of the many: a total that is a number, no lower than the number before it."""
    return (
        marker.style is Style.TOTAL
        and of.number.is_plain
        and not (of.scope_note or of.origin)
        and (before is None or _is_number(before.of))
    )


def _is_number(of: Point | Increment | MonthlyIncrement) -> bool:
    """Whether it is a total from which another may be subtracted."""
    return isinstance(of, Point) and of.number.is_plain and of.is_total and of.origin is None


def _difference(is_about: bool) -> str:
    """The difference to the total before it; no more exact than the two."""
    return _("about {change} since {before}") if is_about else _("{change} since {before}")


@text_of.register
def _of_growth(of: Increment, marker: Marker, before: Marker | None) -> tuple[str, ...]:
    number, when = _hedged("{n}", marker), _("{day}, stated {stated}")
    older, newer = str(of.older.number), str(of.newer.number)
    if of.is_spread:
        number = _("mean of %(number)s a day") % {"number": _hedged(brief(of.a_day), marker)}
        span = {"first": day_in_words(marker.first), "days": grouped(of.days)}
        when = _("over %(days)s days, %(first)s to {day}, stated {stated}") % span
    else:
        older = older.replace(grouped(of.older.number.size), "{older}")
        newer = newer.replace(grouped(of.newer.number.size), "{newer}")
    return (
        number,
        when,
        _("from %(older)s to %(newer)s") % {"older": older, "newer": newer},
        source_in_words(of.newer.publisher, of.newer.sources),
        "",
        _record(of.newer, marker),
    )


@text_of.register
def _of_month(of: MonthlyIncrement, marker: Marker, before: Marker | None) -> tuple[str, ...]:
    totals = {
        "older": of.older.number,
        "day": day_in_words(of.older.as_of),
        "newer": of.newer.number,
        "last": day_in_words(of.newer.as_of),
    }
    return (
        _hedged(grouped(marker.size) if 0 < marker.size < 1 else "{n}", marker),
        date_format(of.first, "F Y"),
        _("first total used: %(older)s (%(day)s); last: %(newer)s (%(last)s)") % totals,
        source_in_words(of.newer.publisher, of.newer.sources),
        _note_of_month(of),
        of.newer.figure,
    )


def _note_of_month(of: MonthlyIncrement) -> str:
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


def brief(a_day: float) -> str:
    """As the script writes means: to one decimal below a hundred.

    >>> brief(44538.8), brief(85.04), brief(3)
    ('44,539', '85', '3')
    """
    return grouped(rounded(a_day))


def _hedged(number: str, marker: Marker) -> str:
    return _("about %(number)s") % {"number": number} if marker.number.qualifier == "about" else number


def _when(of: Point, marker: Marker) -> str:
    if marker.first != marker.day:
        return _("%(first)s to {day}, stated {stated}") % {"first": day_in_words(marker.first)}
    if of.series.basis == Basis.DAILY_AVERAGE and of.begins is None:
        return _("days not stated, up to {day}, stated {stated}")
    return _("as of {day}, stated {stated}")


def _change(of: Point, marker: Marker, before: Marker | None) -> str:
    """Set against the party's total before it: as a difference where both are numbers, else as that total in words."""
    if before is None or not isinstance(before.of, Point) or not (of.is_total and before.of.is_total):
        return ""
    if of.series != before.of.series:
        return ""
    if of.number.is_plain and before.number.is_plain:
        return _difference(of.number.is_rounded or before.number.is_rounded)
    return _("before: %(number)s, {before}") % {"number": before.of.number}


def _note(of: Point, marker: Marker, before: Marker | None) -> str:
    since = _("counted from %(day)s") % {"day": day_in_words(of.origin)} if of.origin else ""
    limits = ": ".join(part for part in (of.limits or since, of.scope_note) if part)
    return _joined(_taken_back(of, marker, before), limits)


def _taken_back(of: Point, marker: Marker, before: Marker | None) -> str:
    """What the party corrects, lowers or withdraws with it."""
    match marker.style:
        case Style.RESTATED:
            return _("restated: the party lowered its own total, from %(older)s") % {"older": before.of.number}
        case Style.FELL:
            return _("lower than %(older)s, which the party gave before, without a word why") % {
                "older": before.of.number
            }
        case Style.WITHDRAWN:
            return _("withdrawn by the party on %(day)s") % {"day": day_in_words(of.withdrawn_on)}
    # A total that stayed as it was is no correction.
    is_corrected = of.revises and marker.style is not Style.TOTAL
    if is_corrected and _change(of, marker, before):
        return _("in a report by which the party corrects an earlier one: the change may hold a correction")
    return _("in a report by which the party corrects an earlier one") if is_corrected else ""


def _joined(*notes: str) -> str:
    return "; ".join(note for note in notes if note)


def _record(of: Point, marker: Marker) -> str:
    return of.figure.replace(marker.day.isoformat(), "{iso}")


@lru_cache(maxsize=4096)
def source_in_words(publisher: str, sources: int) -> str:
    if sources < 2:
        return publisher
    others = ngettext("%d more source", "%d more sources", sources - 1) % (sources - 1)
    return _("%(source)s and %(others)s") % {"source": publisher, "others": others}
