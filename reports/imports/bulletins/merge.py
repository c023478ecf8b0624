"""Merges what several transcriptions print to one bulletin a party and day. Pure: no database.

On record is the number that most transcriptions print; where as many print another, the one tied to the ministry's own
page. Whatever another transcription prints is a variant.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from reports.imports.problems import Place

from .dataset import Restatement, Transcript


def report_id(party: str, day: date) -> str:
    return f"{party}-{day.isoformat()}"


def figure_id(party: str, day: date, measure: str) -> str:
    return f"{report_id(party, day)}-{measure}"


@dataclass(frozen=True, slots=True)
class TranscribedNumber:
    """What one transcription has for a figure. ``tied``: to the ministry's page; ``more_than`` as in DatasetLine."""

    transcription: str
    number: int
    tied: bool = False
    more_than: bool | None = None
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class BulletinFigure:
    """What is ``printed`` of one measure, by one transcription at least, and the ``restatements`` of its total, each
    with the name of who lists it."""

    measure: str
    printed: tuple[TranscribedNumber, ...]
    restatements: tuple[tuple[str, Restatement], ...] = ()

    @property
    def record(self) -> TranscribedNumber:
        return number_on_record(self.printed)

    @property
    def note(self) -> str:
        """The note on a total that the party restated: "−25" with a minus sign, "+32" with a plus."""
        return " ".join(
            f"The party restated this total on this day by {'+' if restatement.change > 0 else '−'}"
            f"{abs(restatement.change):,} (corrections list of the data set by {publisher})."
            for publisher, restatement in self.restatements
        )


@dataclass(frozen=True)
class Bulletin:
    """``pages`` has an entry for each transcription that has the day: the ministry's page it is tied to, or None."""

    party: str
    day: date
    pages: Mapping[str, str | None]
    figures: tuple[BulletinFigure, ...]
    remarks: tuple[str, ...] = ()
    place: Place = field(default=Place(""), compare=False)

    @property
    def report_id(self) -> str:
        return report_id(self.party, self.day)

    def figure_id(self, measure: str) -> str:
        return figure_id(self.party, self.day, measure)


def number_on_record(printed: Sequence[TranscribedNumber]) -> TranscribedNumber:
    """The one of ``printed`` (at least one) whose number is on record, with the hedge of those who print that number.

    What still is open after the rule above, the order of ``printed`` decides.
    """
    votes = Counter(number.number for number in printed)
    most = max(votes.values())
    leading = [number for number in printed if votes[number.number] == most]
    chosen = next((number for number in leading if number.tied), leading[0])
    same = (number.more_than for number in printed if number.number == chosen.number)
    hedges = (more_than for more_than in same if more_than is not None)
    return replace(chosen, more_than=next(hedges, None))


def differs(printed: TranscribedNumber, record: TranscribedNumber) -> bool:
    """Whether ``printed`` is a variant of ``record``: another number, or another hedge. Saying no hedge is no other."""
    if printed.number != record.number:
        return True
    return printed.more_than is not None and printed.more_than != bool(record.more_than)


def merge(transcripts: Sequence[Transcript]) -> tuple[Bulletin, ...]:
    """The bulletins of all ``transcripts``, by party and day. Their order is that of ``number_on_record``."""
    printed: dict[tuple[str, date], dict[str, list[TranscribedNumber]]] = defaultdict(lambda: defaultdict(list))
    pages: dict[tuple[str, date], dict[str, str | None]] = defaultdict(dict)
    remarks: dict[tuple[str, date], dict[str, None]] = defaultdict(dict)  # in their order, each once
    restatements: dict[tuple[str, date, str], list[tuple[str, Restatement]]] = defaultdict(list)
    for transcript in transcripts:
        for line in transcript.lines:
            bulletin = (line.party, line.day)
            number = TranscribedNumber(
                transcript.slug, line.number, line.address is not None, line.more_than, line.place
            )
            printed[bulletin][line.measure].append(number)
            pages[bulletin][transcript.slug] = pages[bulletin].get(transcript.slug) or line.address
        for remark in transcript.remarks:
            remarks[remark.party, remark.day][remark.text] = None
        for restatement in transcript.restatements:
            key = (restatement.party, restatement.day, restatement.measure)
            restatements[key].append((transcript.data_set.publisher, restatement))
    return tuple(
        Bulletin(
            *bulletin,
            pages=pages[bulletin],
            figures=tuple(
                BulletinFigure(measure, tuple(numbers), tuple(restatements.get((*bulletin, measure), ())))
                for measure, numbers in figures.items()
            ),
            remarks=tuple(remarks.get(bulletin, ())),
            place=next(iter(figures.values()))[0].place,
        )
        for bulletin, figures in sorted(printed.items())
    )
