"""The columns of a comparison of two parties, as files carry them: names and order are fixed, and documented here."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.comparison.two_parties.aligned_days import AlignedDay
from reports.rules.claims import Claim
from reports.rules.pairs import Pair
from reports.rules.ratios import ReadRatio

from .export_tables import ExportTable

# A row is a day and one reading of it; None stands for the reading where there is no ratio.
Row = tuple[AlignedDay, Pair, ReadRatio | None]
Cell = Callable[[AlignedDay, Pair, ReadRatio | None], object]


def rows_of(aligned: AlignedDay, pair: Pair) -> Iterator[Row]:
    """A row for each reading; one row for a day without a ratio."""
    return ((aligned, pair, read) for read in aligned.ratios or (None,))


def _records(claim: Claim) -> str:
    """The figure, or those that a sum is made of."""
    return "+".join(part.figure for part in claim.parts) or claim.figure


def _of_ratio(name: str) -> Cell:
    def cell(day: AlignedDay, pair: Pair, read: ReadRatio | None) -> float | None:
        end: Fraction | None = getattr(read.ratio, name) if read and read.ratio else None
        return None if end is None else float(f"{float(end):.6g}")

    return cell


def _party(which: str, party: Promise) -> list[tuple[str, Promise | str, str | Cell]]:
    """The columns of one of the two."""

    return [
        (f"{which}_party", party, f"{which}.party"),
        (f"{which}_measure", _("what it counts, as in /measures/"), f"{which}.measure"),
        (
            f"{which}_figure",
            _("its record, as in /figures/…/; several, joined by +, for a sum derived from one report"),
            lambda day, pair, read: _records(getattr(day, which)),
        ),
        (f"{which}_number", _("the number with its hedge, as stated"), f"{which}.number_text"),
        (
            f"{which}_low",
            _("its lower end; of “about” and “nearly” the number itself, of “more than” the next"),
            f"{which}.stated.low",
        ),
        (f"{which}_high", _("its upper end; empty where there is none"), f"{which}.stated.high"),
        (f"{which}_as_of", _("the last day it covers"), f"{which}.as_of"),
        (f"{which}_stated_on", _("the day on which it was stated"), f"{which}.stated_on"),
        (
            f"{which}_stale",
            _("true where it is too old for the day, and enters no ratio"),
            f"{which}_is_stale",
        ),
    ]


COMPARISON = ExportTable(
    [
        ("day", _("the day on which the two are set against each other"), "day"),
        ("subject", _("whose losses"), lambda day, pair, read: day.a.subjects[0]),
        *_party("a", _("the first party, as in /parties/…/")),
        *_party("b", _("the second party, with the same columns")),
        ("gap_days", _("days between the two figures"), "gap"),
        (
            "undefined",
            _("the measure that leaves open what it counts; empty where there is none, or no ratio"),
            lambda day, pair, read: read and read.undefined,
        ),
        ("reading", _("what it is taken to count in this row"), lambda day, pair, read: read and read.reading),
        ("ratio_of", _("the record divided, in this reading"), lambda day, pair, read: read and _records(read.a)),
        ("ratio_to", _("the record it is divided by"), lambda day, pair, read: read and _records(read.b)),
        ("ratio_low", _("lower end of the ratio; empty where it is open"), _of_ratio("low")),
        ("ratio_high", _("upper end of the ratio; empty where it is open"), _of_ratio("high")),
        (
            "ratio_about",
            _("true where one of the two numbers was said to be about or nearly"),
            lambda day, pair, read: read.ratio.about if read and read.ratio else None,
        ),
        (
            "verdict",
            _("consistent, in conflict, cannot be decided, not comparable"),
            lambda day, pair, read: pair.judgement.verdict.value,
        ),
        ("verdict_day", _("the day that the verdict is of"), lambda day, pair, read: pair.judgement.day),
        ("sentence", _("the verdict in words"), lambda day, pair, read: pair.judgement.sentence),
        (
            "not_independent",
            _("how the one draws on the other, if that is known"),
            lambda day, pair, read: pair.dependence,
        ),
    ]
)
