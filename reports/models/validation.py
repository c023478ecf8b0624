"""Every rule about what a report and its figures may say, once (DESIGN.md, section 2).

Pure: a function takes plain values and yields a RuleProblem for each broken rule; today is passed in. A value of None
is not known yet and breaks nothing. Forms, checks, imports and workflow ask here; a caller that words a rule in its own
way has a table of its words by code. What SQL can say the database refuses besides (constraints.py, triggers.py).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from reports.rules.number import NEEDED, Number
from reports.rules.series import Series

from .choices import Basis, Method, Qualifier, Scope

__all__ = [
    "CITED_ALREADY",
    "DATABASE_GRACE",
    "FLOOR",
    "FUTURE_DAY",
    "INTERVAL_LEVEL",
    "PERIOD_ORDER",
    "REVISES_ITSELF",
    "STRETCHES",
    "TAKEN_FROM_ITSELF",
    "RuleProblem",
    "as_floor",
    "citation_problems",
    "content_problems",
    "day_problems",
    "duplicate_key",
    "figure_day_problems",
    "lacks_first_day",
    "number_problems",
    "place_problems",
    "revised_problems",
    "revision_reason_problems",
]

# By how much a figure may pass the day of its statement: records made elsewhere, in another time zone. The desk grants
# nothing.
DATABASE_GRACE = timedelta(days=1)

# Bases that count a stretch of days, of which readers are told the first.
STRETCHES = (Basis.PERIOD, Basis.PERIOD_AVERAGE, Basis.DAILY_AVERAGE)

# How a party knows of cases one by one: there may be more that it has not found (DESIGN.md, section 3).
_FLOORS = (Method.NAMED_COUNT, Method.VERIFIED_INCIDENTS, Method.VISUAL_CONFIRMATION)
FLOOR = _("A count of named, verified or pictured cases is a floor: at least this many.")

# Sentences that constraints of the database carry too.
INTERVAL_LEVEL = _("Only a range can be an interval with a level, from 1 to 99 per cent.")
PERIOD_ORDER = _("The period begins after its last day.")
REVISES_ITSELF = _("A report cannot revise itself.")
CITED_ALREADY = _("This report cites that source already.")
TAKEN_FROM_ITSELF = _("A source cannot be taken from itself.")

FUTURE_DAY = _("This day is still to come.")
_NUMBER = {
    "unknown": _("Choose how the party hedged its number."),
    "missing": _("“%(hedge)s” needs this number."),
    "unexpected": _("“%(hedge)s” leaves this empty."),
    "percentage": _("This measure is a percentage: at most 100."),
    "below zero": _("No count is %(hedge)s zero."),
    "level": INTERVAL_LEVEL,
}
_ORDER = {
    ("low", "best"): _("The best value is below the lowest."),
    ("best", "high"): _("The highest value is below the best."),
    ("low", "high"): _("The highest value is below the lowest."),
}


class RuleProblem(NamedTuple):
    """A broken rule. ``field`` is the column that a message stands beside, ``message`` one sentence for editors.

    ``other`` is what the field does not agree with: another field, a day, None.
    """

    field: str
    code: str
    message: str
    other: object = None


def number_problems(number: Number) -> Iterator[RuleProblem]:
    """The hedge takes these numbers and no others, they rise from low through best to high, and can be.

    The codes are those of Number.problems. Of two numbers in the wrong order the upper one is named.

    >>> [(field, str(message)) for field, _code, message, _low in number_problems(Number("range", 15000, None, 7000))]
    [('high', 'The highest value is below the lowest.')]
    """
    hedge = Qualifier(number.qualifier).label if number.qualifier in NEEDED else ""
    for field, code, upper in number.problems():
        if code == "order":
            yield RuleProblem(upper, code, _ORDER[field, upper], field)
        else:
            yield RuleProblem(field, code, _NUMBER[code] % {"hedge": hedge})


def as_floor(number: Number, method: str) -> Number:
    """The number as it is recorded of a party that knows by ``method``: the figure's own, or else its report's.

    Rule (DESIGN.md, section 3): a count of named, verified or pictured cases is a floor, so a number alone, exact or
    about, is at least that many. A hedge that says more than a count (nearly, a range, a limit) is the party's own and
    stays; so does a share, of which more cases may make less.

    >>> str(as_floor(Number.make("exact", 231500), "named_count"))
    'at least 231,500'
    >>> str(as_floor(Number.make("nearly", 27000), "verified_incidents"))
    'nearly 27,000'
    """
    is_number = number.qualifier in ("exact", "about") and (number.low, number.high) == (None, None)
    if method not in _FLOORS or not is_number or number.best is None or number.unit == "percent":
        return number
    return Number("at_least", low=number.best, unit=number.unit)


def day_problems(
    field: str, day: date | None, today: date, war_began: date | None = None, conflict: object = ""
) -> Iterator[RuleProblem]:
    """future-day, before-war: nobody can know a day to come, and nothing is counted before the war began.

    ``conflict`` is its name, for the sentence.

    >>> began = date(2022, 2, 24)
    >>> [problem.code for problem in day_problems("as_of", date(2022, 2, 23), date(2022, 4, 18), began)]
    ['before-war']
    """
    if day and day > today:
        yield RuleProblem(field, "future-day", FUTURE_DAY, today)
    if day and war_began and day < war_began:
        sentence = _("%(conflict)s began on %(day)s; this day is earlier.")
        yield RuleProblem(
            field, "before-war", sentence % {"conflict": conflict, "day": war_began.isoformat()}, war_began
        )


def figure_day_problems(
    *, as_of: date | None, stated_on: date | None, period_start: date | None, grace: timedelta = timedelta()
) -> Iterator[RuleProblem]:
    """as-of-after-stated, period-order: period_start ≤ as_of ≤ stated_on and ``grace``.

    >>> day = date(2022, 4, 18)
    >>> late = {"as_of": day + timedelta(days=1), "stated_on": day, "period_start": None}
    >>> [problem.code for problem in figure_day_problems(**late)]
    ['as-of-after-stated']
    >>> list(figure_day_problems(**late, grace=DATABASE_GRACE))
    []
    """
    if as_of and stated_on and as_of > stated_on + grace:
        sentence = _("A figure is about no later day than its statement.")
        yield RuleProblem("as_of", "as-of-after-stated", sentence, stated_on)
    if as_of and period_start and period_start > as_of:
        yield RuleProblem("period_start", "period-order", PERIOD_ORDER, as_of)


def lacks_first_day(basis: str, period_start: date | None) -> bool:
    """Whether it counts a stretch of days and does not say from which.

    >>> lacks_first_day("period", None), lacks_first_day("cumulative", None)
    (True, False)
    """
    return basis in STRETCHES and period_start is None


def place_problems(scope: str, scope_note: str) -> Iterator[RuleProblem]:
    """place: a part of the theatre is named."""
    if scope != Scope.THEATRE and not scope_note:
        yield RuleProblem("scope_note", "place", _("Say which place, unit or people."))


def duplicate_key(series: Series, as_of: date, number: Number, stated_on: date) -> tuple:
    """What two figures have in common of which one is too much: series, day, the three numbers, whatever the hedge, and
    the day on which they were stated.

    A party that repeats a claim on a later day makes another statement. On one day it may, too, if both statements have
    sources and none in common; else it is one statement, of which a further source is a citation. A report that revises
    or replaces the other may repeat it.
    """
    return series, as_of, number.values, stated_on


def citation_problems(citations: object) -> Iterator[RuleProblem]:
    """no-citation: a report without a source. ``citations`` is their number, or whether there are any."""
    if not citations:
        yield RuleProblem("citations", "no-citation", _("It has no citation: nobody could see where it was said."))


def content_problems(*, has_content: bool, is_revision: bool, is_explained: bool) -> Iterator[RuleProblem]:
    """no-content, withdrawal-unexplained: a report has a figure or words (``has_content``).

    One without both withdraws the earlier report that it revises, and says why.
    """
    if has_content:
        return
    if not is_revision:
        sentence = _("It has neither a figure nor the words of a statement without one.")
        yield RuleProblem("wording", "no-content", sentence)
    elif not is_explained:
        sentence = _("It withdraws an earlier report without a figure or words: its note has to say why.")
        yield RuleProblem("note", "withdrawal-unexplained", sentence)


def revision_reason_problems(*, is_revision: bool, is_explained: bool) -> Iterator[RuleProblem]:
    """revision-unexplained: readers are told why a party corrects itself."""
    if is_revision and not is_explained:
        sentence = _("The party corrects itself in it: readers are told why, or how that is known. Give the reason.")
        yield RuleProblem("revision_reason", "revision-unexplained", sentence)


def revised_problems(
    *,
    revised: tuple[object, object, date],
    party: object,
    conflict: object,
    stated_on: date | None,
    is_published: bool = True,
) -> Iterator[RuleProblem]:
    """unpublished, other-party, other-conflict, later-report: a party revises an earlier report of its own.

    ``revised`` is the other report's party, conflict and day: keys or slugs, as ``party`` and ``conflict`` are. The
    sentence of *other-party* has a place for the name of that ``party``.
    """
    its_party, its_conflict, its_day = revised
    if not is_published:
        yield RuleProblem("revises", "unpublished", _("That report is not published."))
    if party and its_party != party:
        sentence = _("A party revises its own reports; that one is by %(party)s.")
        yield RuleProblem("revises", "other-party", sentence, its_party)
    if conflict and its_conflict != conflict:
        yield RuleProblem("revises", "other-conflict", _("That report belongs to another conflict."), its_conflict)
    if stated_on and its_day > stated_on:
        yield RuleProblem("revises", "later-report", _("That report is later than this one."), its_day)
