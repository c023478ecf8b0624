"""Merges the readings of several transcriptions to one bulletin a party and day. Pure: no database.

On record is the number that most transcriptions print; where as many print another, the one tied to the ministry's own
page. Whatever another transcription prints is a variant.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from reports.imports.problems import Place

from .dataset import Restatement, Transcript


@dataclass(frozen=True, slots=True)
class Printed:
    """What one transcription has for a figure. ``tied``: to the ministry's own page; ``more_than`` as in Reading."""

    transcription: str
    number: int
    tied: bool = False
    more_than: bool | None = None
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class BulletinFigure:
    measure: str
    record: Printed
    variants: tuple[Printed, ...] = ()
    printed: tuple[Printed, ...] = ()
    restatements: tuple[tuple[str, Restatement], ...] = ()
    """With the name of who lists each."""


@dataclass(frozen=True)
class Bulletin:
    """``pages`` has an entry for each transcription that has the day: the ministry's page it is tied to, or None."""

    party: str
    day: date
    pages: Mapping[str, str | None]
    figures: tuple[BulletinFigure, ...]
    remarks: tuple[str, ...] = ()
    place: Place = field(default=Place(""), compare=False)


def number_on_record(printed: Sequence[Printed]) -> Printed:
    """The one of ``printed`` (at least one) whose number is on record, with the hedge of those who print that number.

    What still is open after the rule above, the order of ``printed`` decides.
    """
    votes = Counter(each.number for each in printed)
    most = max(votes.values())
    leading = [each for each in printed if votes[each.number] == most]
    chosen = next((each for each in leading if each.tied), leading[0])
    hedges = (each.more_than for each in printed if each.number == chosen.number and each.more_than is not None)
    return replace(chosen, more_than=next(hedges, None))


def differs(printed: Printed, record: Printed) -> bool:
    """Whether ``printed`` is a variant of ``record``: another number, or another hedge. Saying no hedge is no other."""
    if printed.number != record.number:
        return True
    return printed.more_than is not None and printed.more_than != bool(record.more_than)


def merge(transcripts: Sequence[Transcript]) -> tuple[Bulletin, ...]:
    """The bulletins of all ``transcripts``, by party and day. Their order is that of ``number_on_record``."""
    printed: dict[tuple[str, date], dict[str, list[Printed]]] = defaultdict(lambda: defaultdict(list))
    pages: dict[tuple[str, date], dict[str, str | None]] = defaultdict(dict)
    for transcript in transcripts:
        for reading in transcript.readings:
            bulletin = (reading.party, reading.day)
            printed[bulletin][reading.measure].append(
                Printed(transcript.slug, reading.number, reading.address is not None, reading.more_than, reading.place)
            )
            pages[bulletin][transcript.slug] = pages[bulletin].get(transcript.slug) or reading.address
    remarks = _remarks(transcripts)
    restatements = _restatements(transcripts)
    return tuple(
        Bulletin(
            *bulletin,
            pages=pages[bulletin],
            figures=tuple(
                _figure(measure, each, restatements.get((*bulletin, measure), ())) for measure, each in figures.items()
            ),
            remarks=tuple(remarks.get(bulletin, ())),
            place=next(iter(figures.values()))[0].place,
        )
        for bulletin, figures in sorted(printed.items())
    )


def _figure(measure: str, printed: list[Printed], restatements: Iterable) -> BulletinFigure:
    record = number_on_record(printed)
    variants = tuple(each for each in printed if differs(each, record))
    return BulletinFigure(measure, record, variants, tuple(printed), tuple(restatements))


def _remarks(transcripts: Sequence[Transcript]) -> dict[tuple[str, date], list[str]]:
    found: dict[tuple[str, date], list[str]] = defaultdict(list)
    for transcript in transcripts:
        for remark in transcript.remarks:
            if remark.text not in found[remark.party, remark.day]:
                found[remark.party, remark.day].append(remark.text)
    return found


def _restatements(transcripts: Sequence[Transcript]) -> dict[tuple[str, date, str], list[tuple[str, Restatement]]]:
    found = defaultdict(list)
    for transcript in transcripts:
        for each in transcript.restatements:
            found[each.party, each.day, each.measure].append((transcript.data_set.publisher, each))
    return found
