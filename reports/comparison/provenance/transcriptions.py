"""Several transcriptions of one report, side by side, and the rule by which one of them is on record.

The rule is that of the import (``reports.imports.bulletins.merge``). What a transcription printed is stored only where
it differs from the record. One without a difference prints the number on record or has none for that measure: the
record does not say which, so the table does not either.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from reports.rules.number import Number

from .citation_tree import Cited, Document


class RecordReason(Enum):
    """Which clause of the rule put a number on record; the value says it in words."""

    MOST = "Most of them print the number on record."
    TIED = "As many print one number as the other, so the number tied to the party’s own page is on record."
    FIRST = "The rule leaves it open here: the number that was read first is on record."
    EARLIER = (
        "By the rule another number would be on record here; this one was published before all of them had been read, "
        "and an import changes no published number."
    )


@dataclass(frozen=True, slots=True)
class DatasetCopy:
    """One data set's reading of a report; ``page`` is the party's own that it is tied to, None if it names none."""

    data_set: Document
    page: Document | None = None
    locator: str = ""


@dataclass(frozen=True, slots=True)
class TranscribedFigure:
    """One figure (a slug) and what each transcription printed instead; None for one that is not known to differ.

    ``holder`` is the place of the transcription that surely printed the number on record, None if that is not known.
    """

    figure: str
    measure: str
    record: Number
    printed: tuple[Number | None, ...]
    holder: int | None = None
    why: RecordReason | None = None


@dataclass(frozen=True, slots=True)
class TranscriptionTable:
    """``transcriptions`` are the columns, ``lines`` the rows; ``whys`` the clauses of the rule that were needed.

    ``are_all`` is whether the report has no other source.
    """

    transcriptions: tuple[DatasetCopy, ...]
    lines: tuple[TranscribedFigure, ...]
    are_all: bool

    @property
    def differing(self) -> int:
        return sum(line.why is not None for line in self.lines)

    @property
    def whys(self) -> tuple[RecordReason, ...]:
        return tuple(dict.fromkeys(line.why for line in self.lines if line.why))


def transcription_table(cited: Sequence[Cited], figures: Iterable[tuple[str, str, Number]]) -> TranscriptionTable:
    """The transcriptions among the citations of a report, set beside its ``figures``: slug, measure, number on record.

    >>> page = Document("mod-gov-ua-2023-01-12", "Ministry of Defence", "https://mod.gov.ua/1")
    >>> tied = Cited(page, data_set=Document("orc-losses", "lod-db", "https://a.example/", licence="MIT"))
    >>> from .citation_tree import CitationDiff
    >>> other = Cited(
    ...     Document("petro-ivaniuk", "Petro Ivaniuk", "https://b.example/", licence="MIT"),
    ...     differences=(CitationDiff("losses", "Losses", "number", "number", Number("about", best=113390)),))
    >>> found = transcription_table([tied, other], [("losses", "Losses", Number("about", best=113990))])
    >>> [each.data_set.source for each in found.transcriptions], found.differing
    (['orc-losses', 'petro-ivaniuk'], 1)
    >>> (line,) = found.lines
    >>> [str(number) for number in line.printed], line.holder, line.why.name
    (['None', 'about 113,390'], 0, 'TIED')
    """
    among = [citation for citation in cited if citation.data_set or citation.document.licence]
    columns = tuple(_transcription(citation) for citation in among)
    are_all = len(among) == len(cited)
    lines = tuple(
        _line(figure, columns, [_printed(citation, figure[0]) for citation in among], are_all) for figure in figures
    )
    return TranscriptionTable(columns, lines, are_all)


def _transcription(cited: Cited) -> DatasetCopy:
    """A data set that is cited for a page, or itself, perhaps as taken from a page."""
    if cited.data_set:
        return DatasetCopy(cited.data_set, cited.document, cited.locator)
    return DatasetCopy(cited.document, cited.origin, cited.locator)


def _printed(cited: Cited, figure: str) -> Number | None:
    return next(
        (difference.number for difference in cited.differences if difference.figure == figure and difference.number),
        None,
    )


def _line(
    figure: tuple[str, str, Number],
    columns: Sequence[DatasetCopy],
    printed: Sequence[Number | None],
    are_all: bool,
) -> TranscribedFigure:
    """Of a report known from transcriptions alone, the one that does not differ is where the number is from."""
    agreeing = [place for place, number in enumerate(printed) if number is None]
    holder = agreeing[0] if are_all and len(agreeing) == 1 else None
    return TranscribedFigure(*figure, tuple(printed), holder, _why(figure[2], columns, printed))


def _why(record: Number, columns: Sequence[DatasetCopy], printed: Sequence[Number | None]) -> RecordReason | None:
    """Which clause put ``record`` before what the others print; None where none is known to differ.

    Rule: the number that most transcriptions print; where as many print another, the one tied to the party's own page;
    then the one that was read first. As in the import, one without a difference counts as agreeing.
    """
    if not any(printed):
        return None
    numbers = [(number or record).values for number in printed]
    votes = Counter(numbers)
    leading = [number for number, n in votes.items() if n == max(votes.values())]
    tied = {number for number, column in zip(numbers, columns, strict=True) if column.page} & set(leading)
    if record.values not in leading or (tied and record.values not in tied):
        return RecordReason.EARLIER
    if len(leading) == 1:
        return RecordReason.MOST
    return RecordReason.TIED if tied == {record.values} else RecordReason.FIRST
