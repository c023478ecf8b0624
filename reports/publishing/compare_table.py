"""The columns of a comparison of two parties, as files carry them: names and order are fixed, and documented here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.comparison.two_parties.aligned_days import AlignedDay
from reports.rules.claims import Claim
from reports.rules.pairs import Pair
from reports.rules.ratios import ReadRatio


@dataclass(frozen=True, slots=True)
class TableRow:
    """One day and one reading of it. ``read`` is None where there is no ratio."""

    aligned: AlignedDay
    pair: Pair
    read: ReadRatio | None


Cell = Callable[[TableRow], object]


def _records(claim: Claim) -> str:
    """The figure, or those that a sum is made of."""
    return "+".join(part.figure for part in claim.parts) or claim.figure


def _decimal(end: Fraction | None) -> float | None:
    return None if end is None else float(f"{float(end):.6g}")


def _of_ratio(name: str) -> Cell:
    return lambda row: _decimal(getattr(row.read.ratio, name)) if row.read and row.read.ratio else None


def _party(which: str, party: Promise, is_stale: Cell) -> list[tuple[str, Promise | str, Cell]]:
    """The columns of one of the two."""

    def of(cell: Callable[[Claim], object]) -> Cell:
        return lambda row: cell(getattr(row.aligned, which))

    return [
        (f"{which}_party", party, of(lambda claim: claim.party)),
        (f"{which}_measure", _("what it counts, as in /measures/"), of(lambda claim: claim.measure)),
        (
            f"{which}_figure",
            _("its record, as in /figures/…/; several, joined by +, for a sum derived from one report"),
            of(_records),
        ),
        (f"{which}_number", _("the number with its hedge, as stated"), of(lambda claim: claim.number_text)),
        (
            f"{which}_low",
            _("its lower end; of “about” the number itself, of “more than” the next"),
            of(lambda claim: claim.stated.low),
        ),
        (f"{which}_high", _("its upper end; empty where there is none"), of(lambda claim: claim.stated.high)),
        (f"{which}_as_of", _("the last day it covers"), of(lambda claim: claim.as_of)),
        (f"{which}_stated_on", _("the day on which it was stated"), of(lambda claim: claim.stated_on)),
        (f"{which}_stale", _("true where it is too old for the day, and enters no ratio"), is_stale),
    ]


# Name, what the cell holds in words, and how it is had.
_COLUMNS: list[tuple[str, Promise | str, Cell]] = [
    ("day", _("the day on which the two are set against each other"), lambda row: row.aligned.day),
    ("subject", _("whose losses"), lambda row: row.aligned.a.subjects[0]),
    *_party("a", _("the first party, as in /parties/…/"), lambda row: row.aligned.a_is_stale),
    *_party("b", _("the second party, with the same columns"), lambda row: row.aligned.b_is_stale),
    ("gap_days", _("days between the two figures"), lambda row: row.aligned.gap),
    (
        "undefined",
        _("the measure that leaves open what it counts; empty where there is none, or no ratio"),
        lambda row: row.read and row.read.undefined,
    ),
    ("reading", _("what it is taken to count in this row"), lambda row: row.read and row.read.reading),
    ("ratio_of", _("the record divided, in this reading"), lambda row: row.read and _records(row.read.a)),
    ("ratio_to", _("the record it is divided by"), lambda row: row.read and _records(row.read.b)),
    ("ratio_low", _("lower end of the ratio; empty where it is open"), _of_ratio("low")),
    ("ratio_high", _("upper end of the ratio; empty where it is open"), _of_ratio("high")),
    (
        "ratio_about",
        _("true where one of the two numbers was said to be about"),
        lambda row: row.read.ratio.about if row.read and row.read.ratio else None,
    ),
    ("verdict", _("consistent, in conflict, cannot be decided, not comparable"), lambda row: _verdict(row).value),
    ("verdict_day", _("the day that the verdict is of"), lambda row: row.pair.judgement.day),
    ("sentence", _("the verdict in words"), lambda row: row.pair.judgement.sentence),
    ("not_independent", _("how the one draws on the other, if that is known"), lambda row: row.pair.dependence),
]

HEADER = [name for name, _words, _cell in _COLUMNS]
MEANINGS = [(name, words) for name, words, _cell in _COLUMNS]


def _verdict(row: TableRow) -> object:
    return row.pair.judgement.verdict


def lines_of(aligned: AlignedDay, pair: Pair) -> Iterator[TableRow]:
    """A line for each reading; one line for a day without a ratio."""
    for read in aligned.ratios or (None,):
        yield TableRow(aligned, pair, read)


def cells(row: TableRow) -> list[object]:
    """One row in the order of ``HEADER``."""
    return [cell(row) for _name, _words, cell in _COLUMNS]
