"""What nobody may go on with: days and numbers that cannot be, no citation, the same figure twice (pure)."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.models.choices import Qualifier
from reports.rules.number import NEEDED, OPTIONAL, VALUES
from reports.rules.sentences import day_in_words

from .findings import Finding, Other, Severity, key_of
from .given import Context, Given

__all__ = ["duplicate", "impossible_days", "impossible_number", "of_the_report"]


def impossible_number(given: Given) -> Iterator[Finding]:
    """number-rules: low above best or high, best above high; a number that the hedge has no place for, or lacks.

    Rule: that of the database (reports.models.constraints), a percentage is at most 100, and nothing is fewer than 0.
    """
    low, best, high = given.low, given.best, given.high
    if None not in (low, high) and low > high:
        yield _error("number-rules", given, "high", _("The highest value is below the lowest."))
    elif None not in (low, best) and low > best:
        yield _error("number-rules", given, "best", _("The best value is below the lowest."))
    elif None not in (best, high) and best > high:
        yield _error("number-rules", given, "high", _("The highest value is below the best."))
    if given.qualifier not in NEEDED:
        yield _error("number-rules", given, "qualifier", _("Choose how the party hedged its number."))
        return
    needed, may = NEEDED[given.qualifier], OPTIONAL.get(given.qualifier, ())
    hedge = Qualifier(given.qualifier).label
    for field in VALUES:
        value = getattr(given, field)
        if value is None and field in needed:
            yield _error("number-rules", given, field, _("“%(hedge)s” needs this number.") % {"hedge": hedge})
        elif value is not None and field not in needed and field not in may:
            yield _error("number-rules", given, field, _("“%(hedge)s” leaves this empty.") % {"hedge": hedge})
        elif value is not None and given.measure.unit == "percent" and value > 100:
            yield _error("number-rules", given, field, _("This measure is a percentage: at most 100."))
    if given.qualifier == Qualifier.FEWER_THAN and high == 0:
        yield _error("number-rules", given, "high", _("No count is fewer than zero."))


def impossible_days(given: Given, today: date) -> Iterator[Finding]:
    """as-of-after-stated, future-day, period-order: a figure is about no day but those that its party could know.

    Rule: period_start ≤ as_of ≤ stated_on, and none of them is still to come. The database (DESIGN.md, section 2) lets
    as_of pass by a day, for records made elsewhere in another time zone; at the desk nobody has needed that, and no
    record of the bundled data does: there it is a slip.
    """
    days = {"as_of": day_in_words(given.as_of), "stated_on": day_in_words(given.stated_on)}
    if given.as_of > given.stated_on:
        yield _error(
            "as-of-after-stated",
            given,
            "as_of",
            _("It is about %(as_of)s, but was stated on %(stated_on)s: nobody counts a day before it is there.") % days,
        )
    if given.as_of > today:
        yield _error("future-day", given, "as_of", _("It is about %(as_of)s, which is still to come.") % days)
    if given.start and given.start > given.as_of:
        yield _error("period-order", given, "period_start", _("The period begins after its last day."))


def duplicate(given: Given, context: Context) -> Iterator[Finding]:
    """duplicate: the party's figure about that day, subject and measure is on record already, with the same value.

    Rule: of the same basis, scope and first day; the value is the three numbers, whatever the hedge. A further source
    of one statement is a citation of it, not another report. A report that revises or replaces the other may repeat it.
    """
    for other in context.same_day:
        same = (other.low, other.best, other.high) == (given.low, given.best, given.high)
        if same and other.report not in context.revised:
            yield Finding(
                "duplicate",
                Severity.ERROR,
                given.name,
                given.number_field,
                (_TWICE if other.report == given.report else _ON_RECORD) % {"other": other.with_day},
                (Other(other.with_day, other.name, other.report),),
                key_of("duplicate", given, other),
            )
            return


_TWICE = gettext_lazy("This report gives it twice: %(other)s.")
_ON_RECORD = gettext_lazy(
    "This is on record already: %(other)s. If a further source shows it, add that as a citation there."
)


def of_the_report(stated_on: date | None, citations: int, today: date) -> Sequence[Finding]:
    """future-day and no-citation: the errors of a report as a whole. ``stated_on`` is None while nobody typed it."""
    found = []
    if stated_on and stated_on > today:
        message = _("It was stated on %(day)s, which is still to come.") % {"day": day_in_words(stated_on)}
        found.append(
            Finding("future-day", Severity.ERROR, "", "stated_on", message, (), f"future-day|{stated_on.isoformat()}")
        )
    if not citations:
        message = _("It has no citation: nobody could see where it was said.")
        found.append(Finding("no-citation", Severity.ERROR, "", "citations", message, (), "no-citation"))
    return found


def _error(code: str, given: Given, field: str, message: str) -> Finding:
    return Finding(code, Severity.ERROR, given.name, field, message, (), key_of(code, given, field))
