"""Warnings about a running total beside the party's own: what falls, leaps or stands still, by what is usual (pure)."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from math import ceil
from statistics import median
from typing import NamedTuple

from django.utils.translation import gettext as _

from reports.rules.number import Number, grouped, signed
from reports.rules.sentences import day_in_words

from .checked_figures import CheckedFigure
from .figure_index import WINDOW, Context
from .findings import Finding, warning

# One rise is no habit: two are the fewest to speak of a usual one, as two gaps are of a usual pace.
LEAST = 2
TIMES = 3
# Days that a series must have been followed for before a number that stays is said to stay long.
SHORT = 30


class Steps(NamedTuple):
    """How far a total rises in a day: at the median, and at most, but for one ``outlier`` (None: there is none)."""

    usual: float
    largest: float
    outlier: float | None = None


def fell(figure: CheckedFigure, context: Context) -> Iterator[Finding]:
    """total-fell: the total is below the party's one before it, or above the next one that is on record.

    Rule: a running total cannot fall. The number in hand is compared with the newest up to its day and with the first
    after it: fallen is what is below in every way it can be read as stated (a range by its ends, "at least" as a floor;
    of two floors, or two upper limits, the numbers). A report that revises the other says itself that the party took
    it back. A count of documented cases is corrected downwards now and then: of two floors a fall is a finding where it
    is larger than any among the party's last 90 figures of the series.
    """
    if not figure.series.is_total:
        return
    before = context.before[-1] if context.before else None
    if (
        before
        and before.report not in context.revised
        and _is_below(figure, before)
        and not _is_usual_correction(figure, before, context)
    ):
        yield warning(
            "total-fell",
            figure,
            _("A running total cannot fall, but this one did: %(number)s after %(other)s.")
            % {"number": figure.words, "other": before.words},
            before,
        )
    if context.after and _is_below(context.after, figure):
        yield warning(
            "total-fell",
            figure,
            _("A running total cannot fall, but the next one on record is lower: %(number)s before %(other)s.")
            % {"number": figure.words, "other": context.after.words},
            context.after,
        )


def _is_below(later: CheckedFigure, earlier: CheckedFigure) -> bool:
    """Whether ``later`` is less than ``earlier`` however the two are read, without a margin for "about".

    An interval with a level has no hard ends, and is below nothing for certain.
    """
    if later.number.level or earlier.number.level:
        return False
    (_low, most), (least, limit) = _ends(later), _ends(earlier)
    hedges = {later.number.qualifier, earlier.number.qualifier}
    if (most is None and limit is None) or (later.number.is_limit and earlier.number.is_limit) or hedges == {"nearly"}:
        return later.value < earlier.value
    return most is not None and most < least


def _is_usual_correction(figure: CheckedFigure, before: CheckedFigure, context: Context) -> bool:
    floors = _ends(figure)[1] is None and _ends(before)[1] is None
    return floors and before.value - figure.value <= largest_fall(context.before)


def _ends(figure: CheckedFigure) -> tuple[int, int | None]:
    """The least and the most that it says, by the numbers alone; None without an upper end.

    What is nearly a number lies below it, as the rules read it.
    """
    low, best, high = figure.number.values
    if figure.number.qualifier == "nearly":
        return figure.number.interval.low, figure.number.interval.high
    if best is not None and figure.number.qualifier != "range":
        return best, best
    return low or 0, high


def unusual_step(figure: CheckedFigure, context: Context) -> Iterator[Finding]:
    """unusual-step: the total rose by more than three times the usual step.

    Rule: *usual* is the median rise a day of the party's last 90 figures of the series (days without a rise left out,
    see usual_steps), for as many days as the step took; and it must be more than any of those rises, but for a single
    outlier, which would hide the next. On why 90, see WINDOW.
    """
    if not figure.series.is_total or not context.before:
        return
    steps = usual_steps(context.before)
    last = context.before[-1]
    if figure.value <= last.value or not is_unusual(figure.value, figure, context.before, steps):
        return
    days = days_between(last, figure)
    if steps.outlier is None:
        sentence = _(
            "It rose by %(rise)s, to %(number)s after %(other)s. The usual rise is %(usual)s a day, at the median of "
            "the party's last %(count)s figures, and none was above %(largest)s a day."
        )
    else:
        sentence = _(
            "It rose by %(rise)s, to %(number)s after %(other)s. The usual rise is %(usual)s a day, at the median of "
            "the party's last %(count)s figures, and only one, of %(outlier)s, was above %(largest)s a day."
        )
    yield warning(
        "unusual-step",
        figure,
        sentence
        % {
            "rise": grouped(figure.value - last.value) + (_(" in %(days)s days") % {"days": days} if days > 1 else ""),
            "number": figure.number,
            "other": last.words,
            "usual": grouped(ceil(steps.usual)),
            "count": len(context.before),
            "largest": grouped(ceil(steps.largest)),
            "outlier": grouped(ceil(steps.outlier or 0)),
        },
        last,
    )


def long_unchanged(figure: CheckedFigure, context: Context) -> Iterator[Finding]:
    """long-unchanged: the same number as before, in more figures running than usual.

    Rule: *usual* is up to the most figures running with one number among the party's last 90 of the series, and half as
    many again (a total that has risen every day may not stand still once; one that has stood for 4 figures may for 6).
    Said once, of the figure that goes beyond it, and not again of each that follows. Of what has been followed for less
    than 30 days nothing is usual yet.
    """
    if not figure.series.is_total or not context.before or figure.value != context.before[-1].value:
        return
    if (figure.as_of - context.before[0].as_of).days < SHORT:
        return
    usual, length = longest_run(context.before), run_length(context.before, figure.value)
    if usual is None or length != usual + usual // 2 + 1:
        return
    first = context.before[1 - length]
    yield warning(
        "long-unchanged",
        figure,
        _(
            "The number has not changed since %(day)s: %(length)s figures running say %(number)s. Among the party's "
            "last %(count)s figures no number stood in more than %(usual)s."
        )
        % {
            "day": day_in_words(first.as_of),
            "length": length,
            "number": figure.number,
            "count": min(len(context.before), WINDOW),
            "usual": usual,
        },
        first,
    )


def other_gain(gain: int | None, number: Number, before: Number | None) -> str:
    """A sentence where a text says another gain since the day before than the difference of the two totals.

    ``before`` is the total of the day before. Empty where the text says none, or nothing can be subtracted: a range has
    no middle that anybody stated.
    """
    if gain is None or before is None or "range" in (number.qualifier, before.qualifier):
        return ""
    change = number.size - before.size
    if change == gain:
        return ""
    words = {"gain": signed(gain, "±0"), "change": signed(change, "±0")}
    return _("The text says %(gain)s since the day before; the difference is %(change)s.") % words


def days_between(earlier: CheckedFigure, later: CheckedFigure) -> int:
    """Days that a step took; two figures about one day are a day apart."""
    return max((later.as_of - earlier.as_of).days, 1)


def usual_steps(before: Sequence[CheckedFigure]) -> Steps | None:
    """How far a total rises in a day; None for fewer than two rises.

    ``before`` are the party's newest figures of the series, oldest first. The largest rise is an outlier where there
    are others and it is more than three times the next: it is no measure for those that follow.

    Rule: each rise is divided by the days it took, so that a missed bulletin makes no large step. Days without a rise
    do not count: of what is lost rarely (aircraft, ships) the usual rise would be none, and every loss unusual.
    """
    rises = sorted(
        (later.value - earlier.value) / days_between(earlier, later)
        for earlier, later in pairwise(before)
        if later.value > earlier.value
    )
    if len(rises) < LEAST:
        return None
    *others, largest = rises
    if len(others) >= LEAST and largest > TIMES * others[-1]:
        return Steps(median(rises), others[-1], largest)
    return Steps(median(rises), largest)


def is_unusual(value: int, figure: CheckedFigure, before: Sequence[CheckedFigure], steps: Steps | None) -> bool | None:
    """Whether a total of ``value`` as of the day of ``figure`` would be an unusual step; None where nothing is usual.

    Rule: more than three times the usual step, and more than any of the steps that made the usual one but a single
    outlier: offensives come in waves, and what the same party gave a few weeks ago surprises nobody. A fall is unusual.
    """
    last = before[-1]
    if value < last.value:
        return True
    if steps is None:
        return None
    rate = (value - last.value) / days_between(last, figure)
    return rate > TIMES * steps.usual and rate > steps.largest


def largest_fall(before: Sequence[CheckedFigure]) -> int:
    """The farthest that the total fell in one step; 0 or less if it never did.

    >>> largest_fall([])
    0
    """
    return max((earlier.value - later.value for earlier, later in pairwise(before)), default=0)


def run_length(before: Sequence[CheckedFigure], value: int) -> int:
    """How many figures running, the newest included, a party would have given ``value`` with one more of it."""
    length = 1
    for figure in reversed(before):
        if figure.value != value:
            break
        length += 1
    return length


def longest_run(before: Sequence[CheckedFigure]) -> int | None:
    """The most figures running that had one number, before the number that stands; None for fewer than two changes.

    The oldest run may have begun before what is looked at; it counts with what is seen of it.
    """
    runs = [len(list(same)) for _, same in groupby(before, key=lambda figure: figure.value)]
    return max(runs[:-1]) if len(runs) > LEAST else None
