"""Warnings about slips of the hand: two digits exchanged, a digit missing or doubled, a factor of ten (pure)."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext_lazy as _

from reports.rules.number import grouped

from .checked_figures import CheckedFigure
from .figure_index import Context
from .findings import Finding, warning
from .outliers import Steps, is_unusual, usual_steps

# A slip of one digit moves a number about tenfold; what is nearer than this is another matter.
DECADE = 5
# Of a total of more than a year ago, ten times as many is what a war may have come to.
LONG_AGO = 365  # days
# How far a total may rise in one step, in parts of itself, where the party has given too few to say what is usual.
NEAR = 4


def is_exchange(one: int, other: int) -> bool:
    """Whether two neighbouring digits changed places, and nothing else.

    >>> is_exchange(1351, 1315), is_exchange(1351, 1351), is_exchange(1351, 5311), is_exchange(10, 1)
    (True, False, False, False)
    """
    a, b = str(one), str(other)
    if len(a) != len(b):
        return False
    differ = [place for place, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if len(differ) != 2 or differ[1] - differ[0] != 1:
        return False
    first, second = differ
    return a[first] == b[second] and a[second] == b[first]


def is_digit_off(one: int, other: int) -> bool:
    """Whether the longer number is the shorter with one digit more: doubled, added, or a zero that makes it tenfold.

    Of numbers of one digit nothing is said: every one of them is in many of two.

    >>> is_digit_off(1351, 13510), is_digit_off(13351, 1351), is_digit_off(135, 1351), is_digit_off(1351, 1361)
    (True, True, True, False)
    >>> is_digit_off(1, 12)
    False
    """
    shorter, longer = sorted((str(one), str(other)), key=len)
    if len(longer) - len(shorter) != 1 or len(shorter) < 2:
        return False
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))


def mended(value: int, fits: Callable[[int], bool]) -> int | None:
    """The first number that fits among those that ``value`` would be without a slip of one digit; None if none does.

    Tried in this order: a zero too many, a digit doubled, a zero too few, a digit missing.

    >>> mended(13510, lambda number: 1300 <= number <= 1400)
    1351
    >>> mended(1315, lambda number: 20000 <= number <= 20010) is None
    True
    """
    digits = str(value)
    shorter = [digits[:-1]] if value % 10 == 0 else []
    shorter += [digits[:at] + digits[at + 1 :] for at in range(1, len(digits)) if digits[at] == digits[at - 1]]
    longer = [f"{digits}0"]
    longer += [f"{digits[:at]}{new}{digits[at:]}" for at in range(len(digits) + 1) for new in range(10)]
    candidates = (int(text) for text in [*shorter, *longer] if text and not text.startswith("0"))
    return next((number for number in candidates if fits(number)), None)


def exchanged(figure: CheckedFigure, context: Context) -> Iterator[Finding]:
    """digits-exchanged: the number is the previous one, or another source's, with two neighbouring digits exchanged.

    Rule: beside the party's previous total only where the step is not an ordinary one (see is_unusual): totals of six
    digits that grow by a thousand a day turn into one another's exchange by themselves. Beside what a source prints
    instead of this very figure, or what anyone gave of the same day, always; but not where an editor has written down
    why that source differs.
    """
    last = context.before[-1] if figure.series.is_total and context.before else None
    if (
        last
        and is_exchange(figure.value, last.value)
        and is_unusual(figure.value, figure, context.before, usual_steps(context.before)) is not False
    ):
        yield _about("digits-exchanged", figure, _PREVIOUS_EXCHANGED, last)
    yield from _beside_others("digits-exchanged", figure, context, is_exchange, _OTHER_EXCHANGED, _PRINTED_EXCHANGED)


def decade_slip(figure: CheckedFigure, context: Context) -> Iterator[Finding]:
    """decade-slip: a factor of ten, a digit missing or a digit doubled.

    Rule: beside the party's previous total, if that is of the last year, where the number is at least 5 times it or at
    most a fifth of it, and would be an ordinary next total with a digit less (a last zero, or one of two alike) or a
    digit more: from the previous one up to three times the usual step above it, or up to a quarter above it where
    nothing is usual yet. Beside what a source prints instead, or what anyone gave of the same day: where one has
    exactly one digit more than the other.
    """
    last = context.before[-1] if figure.series.is_total and context.before else None
    if last and (figure.as_of - last.as_of).days <= LONG_AGO and _is_decade_off(figure.value, last.value):
        steps = usual_steps(context.before)
        meant = mended(figure.value, lambda number: _is_ordinary(number, figure, context, steps))
        if meant is not None:
            yield _about("decade-slip", figure, _PREVIOUS_SLIPPED, last, meant)
    yield from _beside_others("decade-slip", figure, context, is_digit_off, _OTHER_SLIPPED, _PRINTED_SLIPPED)


def _beside_others(
    code: str,
    figure: CheckedFigure,
    context: Context,
    is_slip: Callable[[int, int], bool],
    sentence: str,
    sentence_of_print: str,
) -> Iterator[Finding]:
    """Beside what anyone gave of the same day, and what sources print of which no editor wrote down why it differs."""
    for other in (*context.same_day, *context.others):
        if is_slip(figure.value, other.value):
            yield _about(code, figure, sentence, other)
    for printed in context.printed:
        if not printed.explained and is_slip(figure.value, printed.number.size):
            words = {"number": figure.number, "other": printed.number, "publisher": printed.publisher}
            yield warning(code, figure, str(sentence_of_print) % words, printed)


def _is_decade_off(value: int, last: int) -> bool:
    return last >= 10 and value >= 1 and (value >= DECADE * last or value * DECADE <= last)


def _is_ordinary(number: int, figure: CheckedFigure, context: Context, steps: Steps | None) -> bool:
    last = context.before[-1].value
    if steps is None:
        return last <= number <= last + last // NEAR
    return number >= last and not is_unusual(number, figure, context.before, steps)


def _about(code: str, figure: CheckedFigure, sentence: str, other: CheckedFigure, meant: int = 0) -> Finding:
    words = {
        "number": figure.number,
        "other": other.words,
        "party": other.party_name,
        "meant": grouped(meant),
    }
    return warning(code, figure, str(sentence) % words, other)


_PREVIOUS_EXCHANGED = _("The party's previous total, with two digits exchanged: %(number)s after %(other)s.")
_OTHER_EXCHANGED = _("What %(party)s gave for the same day, with two digits exchanged: %(number)s beside %(other)s.")
_PRINTED_EXCHANGED = _("What %(publisher)s prints, with two digits exchanged: %(number)s beside %(other)s.")
_PREVIOUS_SLIPPED = _(
    "About ten times the party's previous total, or a tenth of it: %(number)s after %(other)s. Is a digit missing, "
    "doubled or too many? %(meant)s would be an ordinary next total."
)
_OTHER_SLIPPED = _("What %(party)s gave for the same day, but for one digit: %(number)s beside %(other)s.")
_PRINTED_SLIPPED = _("What %(publisher)s prints, but for one digit: %(number)s beside %(other)s.")
