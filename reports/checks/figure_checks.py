"""All that is looked at in one report: the errors, with which nobody may go on, and then each warning (pure)."""

from collections.abc import Callable, Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from reports.models.validation import (
    citation_problems,
    day_problems,
    duplicate_key,
    figure_day_problems,
    number_problems,
)
from reports.rules.sentences import day_in_words

from .checked_figures import CheckedFigure
from .definitions import (
    other_definition,
    part_above_whole,
    part_of_subject_above_whole,
    parts_and_whole,
    plain_floor,
)
from .figure_index import Context
from .findings import Finding, error, warning
from .outliers import fell, long_unchanged, unusual_step
from .typos import decade_slip, exchanged

# Rules about days as the checks word them, by code.
_FIGURE_DAYS = {
    "as-of-after-stated": _(
        "It is about %(as_of)s, but was stated on %(stated_on)s: nobody counts a day before it is there."
    ),
    "future-day": _("It is about %(as_of)s, which is still to come."),
}
_STATED_IN_THE_FUTURE = _("It was stated on %(day)s, which is still to come.")
_TWICE_IN_THE_REPORT = _("This report gives it twice: %(other)s.")
_SAID_AGAIN = _(
    "The party stated the same on that day, by another source: %(other)s. If it is one statement, cite that there."
)
_ON_RECORD = _("This is on record already: %(other)s. If a further source shows it, add that as a citation there.")


def findings_of_report(stated_on: date | None, citations: int, today: date) -> list[Finding]:
    """future-day and no-citation: the errors of a report as a whole. ``stated_on`` is None while it is not entered."""
    findings = []
    for problem in day_problems("stated_on", stated_on, today):
        message = str(_STATED_IN_THE_FUTURE) % {"day": day_in_words(stated_on)}
        key = f"{problem.code}|{stated_on.isoformat()}"
        findings.append(Finding(problem.code, True, "", problem.field, message, (), key))
    for problem in citation_problems(citations):
        findings.append(Finding(problem.code, True, "", problem.field, str(problem.message), (), problem.code))
    return findings


def findings_of_figure(figure: CheckedFigure, context: Context, today: date) -> list[Finding]:
    """Errors first. A number that cannot be is checked no further, nor is a figure that is there already, nor a claim
    that its party repeats later."""
    impossible = list(impossible_number(figure))
    errors = [*impossible, *impossible_days(figure, today)]
    if impossible:
        return errors
    if duplicate := list(repeated(figure, context)):
        return errors + duplicate
    if repeats(figure, context):
        return errors
    return errors + [finding for check in WARNINGS.values() for finding in check(figure, context)]


def impossible_number(figure: CheckedFigure) -> Iterator[Finding]:
    """number-rules: one finding for each field that number_problems names."""
    problems: dict[str, object] = {}
    for problem in number_problems(figure.number):
        problems.setdefault(problem.field, problem.message)
    for field, message in problems.items():
        yield error("number-rules", figure, field, message)


def impossible_days(figure: CheckedFigure, today: date) -> Iterator[Finding]:
    """as-of-after-stated, future-day, period-order: a figure is about no day but those that its party could know.

    Rule: figure_day_problems without grace. The database lets as_of pass by a day, for records made elsewhere in
    another time zone; at the desk nobody has needed that, and no record of the bundled data does: there it is a slip.
    """
    days = {"as_of": day_in_words(figure.as_of), "stated_on": day_in_words(figure.stated_on)}
    problems = [
        *figure_day_problems(as_of=figure.as_of, stated_on=figure.stated_on, period_start=figure.series.start),
        *day_problems("as_of", figure.as_of, today),
    ]
    for problem in problems:
        yield error(problem.code, figure, problem.field, str(_FIGURE_DAYS.get(problem.code, problem.message)) % days)


def repeated(figure: CheckedFigure, context: Context) -> Iterator[Finding]:
    """duplicate: the party's figure about that day, subject and measure is on record already, with the same value.

    Rule: duplicate_key; what its report revises or replaces it may repeat, and what another statement of the day says
    (see said_again). Of several others the first is named.
    """
    for other in _alike(figure, context):
        if other.report not in context.apart:
            sentence = _TWICE_IN_THE_REPORT if other.report == figure.report else _ON_RECORD
            message = str(sentence) % {"other": other.words}
            yield error("duplicate", figure, figure.number.size_field, message, other)
            return


def said_again(figure: CheckedFigure, context: Context) -> Iterator[Finding]:
    """said-again: the party's figure is on record with the same value, stated on the same day but in another source.

    It may have said it twice, or a further source of one statement was entered as a statement of its own.
    """
    for other in _alike(figure, context):
        if other.report in context.apart:
            yield warning("said-again", figure, str(_SAID_AGAIN) % {"other": other.words}, other)
            return


def _alike(figure: CheckedFigure, context: Context) -> Iterator[CheckedFigure]:
    key = duplicate_key(figure.series, figure.as_of, figure.number, figure.stated_on)
    for other in context.same_day:
        others = duplicate_key(other.series, other.as_of, other.number, other.stated_on)
        if others == key and other.report not in context.revised:
            yield other


def repeats(figure: CheckedFigure, context: Context) -> bool:
    """Whether the party said just this on an earlier day, when all that is asked of it was asked."""
    return any(
        other.stated_on < figure.stated_on and other.number == figure.number
        for other in context.same_day
        if other.report not in context.revised
    )


# By the code of their findings, in the order in which they are shown.
WARNINGS: dict[str, Callable[[CheckedFigure, Context], Iterator[Finding]]] = {
    "total-fell": fell,
    "unusual-step": unusual_step,
    "long-unchanged": long_unchanged,
    "other-definition": other_definition,
    "part-above-whole": part_above_whole,
    "subject-above-whole": part_of_subject_above_whole,
    "parts-and-whole": parts_and_whole,
    "plain-floor": plain_floor,
    "said-again": said_again,
    "digits-exchanged": exchanged,
    "decade-slip": decade_slip,
}
