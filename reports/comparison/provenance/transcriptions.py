"""Several transcriptions of one report, side by side, and the rule by which one of them is on record.

The rule is that of the import (``reports.imports.bulletins.merge``). What a transcription printed is stored only where
it differs from the record. One without a difference prints the number on record or has none for that measure: the
record does not say which, so the table does not either.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import Enum

from reports.models import Citation
from reports.rules.number import Number


class RecordReason(Enum):
    """Which clause of the rule put a number on record; the value says it in words."""

    MOST = "Most of them print the number on record."
    TIED = "As many print one number as the other, so the number tied to the party’s own page is on record."
    FIRST = "The rule leaves it open here: the number that was read first is on record."
    EARLIER = (
        "By the rule another number would be on record here; this one was published before all of them had been read, "
        "and an import changes no published number."
    )


def transcription_table(citations: Sequence[Citation], figures: Iterable[tuple[str, str, Number]]) -> dict[str, object]:
    """The transcriptions among the citations of a report, set beside its ``figures``: slug, measure, number on record.

    Each citation has its variants of these figures as ``differences``. ``transcriptions`` are the columns: citations of
    data sets; ``are_all`` is whether the report has no other source. ``lines`` are the rows: of each figure its slug,
    ``measure`` and number on ``record``, and as ``printed`` what each transcription has instead, None for one that is
    not known to differ. ``holder`` is the place of the transcription that surely printed the number on record, None if
    that is not known; ``why`` is the clause of the rule that was needed, or None. ``differing`` is the number of lines
    with such a clause, ``whys`` are the clauses.
    """
    columns = [citation for citation in citations if citation.data_set]
    are_all = len(columns) == len(citations)
    lines = []
    for slug, measure, record in figures:
        printed = [_printed(citation, slug) for citation in columns]
        agreeing = [place for place, number in enumerate(printed) if number is None]
        # Of a report known from transcriptions alone, the one that does not differ is where the number is from.
        holder = agreeing[0] if are_all and len(agreeing) == 1 else None
        on_record = {"figure": slug, "measure": measure, "record": record}
        lines.append(on_record | {"printed": printed, "holder": holder, "why": _why(record, columns, printed)})
    whys = [line["why"] for line in lines if line["why"]]
    return {
        "transcriptions": columns,
        "lines": lines,
        "are_all": are_all,
        "differing": len(whys),
        "whys": list(dict.fromkeys(whys)),
    }


def _printed(citation: Citation, figure: str) -> Number | None:
    numbers = (variant.number for variant in citation.differences if variant.figure.slug == figure)
    return next(filter(None, numbers), None)


def _why(record: Number, columns: Sequence[Citation], printed: Sequence[Number | None]) -> RecordReason | None:
    """Which clause put ``record`` before what the others print; None where none is known to differ.

    Rule: the number that most transcriptions print; where as many print another, the one tied to the party's own page;
    then the one that was read first. As in the import, one without a difference counts as agreeing.
    """
    if not any(printed):
        return None
    numbers = [(number or record).values for number in printed]
    votes = Counter(numbers)
    leading = [number for number, n in votes.items() if n == max(votes.values())]
    tied = {number for number, column in zip(numbers, columns, strict=True) if column.transcribed_page} & set(leading)
    if record.values not in leading or (tied and record.values not in tied):
        return RecordReason.EARLIER
    if len(leading) == 1:
        return RecordReason.MOST
    return RecordReason.TIED if tied == {record.values} else RecordReason.FIRST
