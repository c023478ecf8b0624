"""Warnings about a running total beside the party's own earlier and later ones (pure)."""

from collections.abc import Iterator
from math import ceil

from django.utils.translation import gettext as _

from reports.rules.number import grouped
from reports.rules.sentences import day_in_words

from .findings import Finding, warning
from .given import WINDOW, Context, Given
from .usual import days_between, is_unusual, largest_fall, longest_run, run_length, usual_steps

__all__ = ["fell", "long_unchanged", "unusual_step"]


def fell(given: Given, context: Context) -> Iterator[Finding]:
    """total-fell: the total is below the party's one before it, or above the next one that is on record.

    Rule: a running total cannot fall. The number in hand is compared with the newest up to its day and with the first
    after it: fallen is what is below in every way it can be read as stated (a range by its ends, "at least" as a floor;
    of two floors, or two upper limits, the numbers). A report that revises the other says itself that the party took
    it back. A count of documented cases is corrected downwards now and then: of two floors a fall is told where it is
    larger than any among the party's last 90 figures of the series.
    """
    if not given.is_total:
        return
    before = context.before[-1] if context.before else None
    if (
        before
        and before.report not in context.revised
        and _is_below(given, before)
        and not _is_usual_correction(given, before, context)
    ):
        yield warning(
            "total-fell",
            given,
            _("A running total cannot fall, but this one did: %(number)s after %(other)s.")
            % {"number": given.with_day, "other": before.with_day},
            before,
        )
    if context.after and _is_below(context.after, given):
        yield warning(
            "total-fell",
            given,
            _("A running total cannot fall, but the next one on record is lower: %(number)s before %(other)s.")
            % {"number": given.with_day, "other": context.after.with_day},
            context.after,
        )


def _is_below(later: Given, earlier: Given) -> bool:
    """Whether ``later`` is less than ``earlier`` however the two are read, without a margin for "about"."""
    (_low, most), (least, limit) = _ends(later), _ends(earlier)
    if (most is None and limit is None) or (_is_limit(later) and _is_limit(earlier)):
        return later.value < earlier.value
    return most is not None and most < least


def _is_usual_correction(given: Given, before: Given, context: Context) -> bool:
    floors = _ends(given)[1] is None and _ends(before)[1] is None
    return floors and before.value - given.value <= largest_fall(context.before)


def _is_limit(given: Given) -> bool:
    return given.qualifier in ("up_to", "fewer_than")


def _ends(given: Given) -> tuple[int, int | None]:
    if given.best is not None and given.qualifier != "range":
        return given.best, given.best
    return given.low or 0, given.high


def unusual_step(given: Given, context: Context) -> Iterator[Finding]:
    """unusual-step: the total rose by more than three times the usual step.

    Rule: *usual* is the median rise a day of the party's last 90 figures of the series (days without a rise left out,
    see usual_steps), for as many days as the step took; and it must be more than any of those rises. On why 90, see
    WINDOW.
    """
    if not given.is_total or not context.before:
        return
    steps = usual_steps(context.before)
    last = context.before[-1]
    if given.value <= last.value or not is_unusual(given.value, given, context.before, steps):
        return
    days = days_between(last, given)
    yield warning(
        "unusual-step",
        given,
        _(
            "It rose by %(rise)s, to %(number)s after %(other)s. The usual rise is %(usual)s a day, at the median of "
            "the party's last %(count)s figures, and none was above %(largest)s a day."
        )
        % {
            "rise": grouped(given.value - last.value) + (_(" in %(days)s days") % {"days": days} if days > 1 else ""),
            "number": given.number,
            "other": last.with_day,
            "usual": grouped(ceil(steps.usual)),
            "count": len(context.before),
            "largest": grouped(ceil(steps.largest)),
        },
        last,
    )


def long_unchanged(given: Given, context: Context) -> Iterator[Finding]:
    """long-unchanged: the same number as before, in more figures running than usual.

    Rule: *usual* is up to the most figures running with one number among the party's last 90 of the series, and half as
    many again (a total that has risen every day may not stand still once; one that has stood for 4 figures may for 6).
    Said once, of the figure that goes beyond it, and not again of each that follows.
    """
    if not given.is_total or not context.before or given.value != context.before[-1].value:
        return
    usual, length = longest_run(context.before), run_length(context.before, given.value)
    if usual is None or length != usual + usual // 2 + 1:
        return
    first = context.before[1 - length]
    yield warning(
        "long-unchanged",
        given,
        _(
            "The number has not changed since %(day)s: %(length)s figures running say %(number)s. Among the party's "
            "last %(count)s figures no number stood in more than %(usual)s."
        )
        % {
            "day": day_in_words(first.as_of),
            "length": length,
            "number": given.number,
            "count": min(len(context.before), WINDOW),
            "usual": usual,
        },
        first,
    )
