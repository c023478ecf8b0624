"""Warnings about what is counted: another measure than the party's last, a part above its whole, a floor that is none
(pure)."""

from collections.abc import Iterator, Sequence
from itertools import combinations, groupby

from django.utils.translation import gettext as _

from reports.models.validation import FLOOR, as_floor
from reports.rules.derived import sum_of_numbers
from reports.rules.intervals import sum_of_intervals
from reports.rules.measure_sets import Relation, relations_by_reading
from reports.rules.sentences import day_in_words
from reports.rules.staleness import STALE_DAYS

from .checked_figures import CheckedFigure
from .figure_index import Context
from .findings import Finding, warning

AT_MOST = frozenset({Relation.PART_OF, Relation.LIKE_FOR_LIKE})


def other_definition(figure: CheckedFigure, context: Context) -> Iterator[Finding]:
    """other-definition: the party's last report that gave any of the family counted something else.

    Rule: of running totals for the whole theatre about the same subject. Nothing is said where that report gave this
    measure too, or where the figure's own report gives one of the measures that the last one gave.
    """
    if not figure.series.is_headline or not context.family:
        return
    last = {other.measure.slug for other in context.family}
    if figure.measure.slug in last or last & context.beside:
        return
    other = context.family[-1]
    yield warning(
        "other-definition",
        figure,
        _("The party last counted something else here: “%(other)s”, with %(number)s, not “%(measure)s”.")
        % {"other": other.measure.name, "number": other.words, "measure": figure.measure.name},
        other,
        field="measure",
    )


def plain_floor(figure: CheckedFigure, context: Context) -> Iterator[Finding]:
    """plain-floor: a count of named, verified or pictured cases that is on record as a number, not as "at least".

    Rule: as_floor, by which every way in records it; this finds what came in before.
    """
    floor = as_floor(figure.number, figure.method)
    if floor != figure.number:
        message = _("%(why)s On record it is %(number)s, so larger numbers seem to contradict it.")
        yield warning("plain-floor", figure, message % {"why": FLOOR, "number": figure.number}, field="qualifier")


def part_above_whole(figure: CheckedFigure, context: Context) -> Iterator[Finding]:
    """part-above-whole: the party gives more of a part (killed) than of what the part belongs to (casualties).

    Rule: one measure is a part of the other if every reading of both makes it a part, or the same. Two totals of one
    party about one subject are compared as the rules read them (an "about" with its margin, a floor without an upper
    end); the part is the older or of the same day, since a whole may have grown. Where the party has no whole so late,
    its last one of the 14 days before counts: a part that overtakes it so soon deserves a look.
    """
    if not figure.series.is_headline:
        return
    for _measure, nearest in groupby(context.related, key=lambda other: other.measure.slug):
        in_order = sorted(nearest, key=lambda other: other.order)
        earlier = [other for other in in_order if other.as_of <= figure.as_of][-1:]
        later = [other for other in in_order if other.as_of >= figure.as_of][:1]
        wholes = later or [whole for whole in earlier if (figure.as_of - whole.as_of).days <= STALE_DAYS]
        pairs = [(figure, whole, whole) for whole in wholes] + [(part, figure, part) for part in earlier]
        for part, whole, other in pairs:
            if _is_part(part, whole) and not part.number.surely.can_be_at_most(whole.number.surely):
                yield _above_its_whole(figure, part, whole, other)


def part_of_subject_above_whole(figure: CheckedFigure, context: Context) -> Iterator[Finding]:
    """subject-above-whole: one statement gives more for a part of a subject (children) than for the whole.

    Rule: of the same measure, days and place. Whether parts of a subject overlap, or fill it, nobody has said: their
    sum is not asked for.
    """
    for part in context.parts:
        if not part.number.surely.can_be_at_most(figure.number.surely):
            message = _(
                "A part cannot be larger than its whole: %(part)s for %(part_name)s, but %(whole)s for %(whole_name)s, "
                "in the same statement."
            )
            words = {"part": part.number, "part_name": part.subject_name}
            words |= {"whole": figure.number, "whole_name": figure.subject_name}
            yield warning("subject-above-whole", figure, message % words, part)


def parts_and_whole(figure: CheckedFigure, context: Context) -> Iterator[Finding]:
    """parts-and-whole: the parts that one statement gives (killed, wounded) do not add up to the whole that it gives.

    Rule: of the same subject, days and place, parts that have no outcome in common. Where they fill a defined whole, a
    number fits both it and their sum, as the rules read them; where all are "at least", whose sum any larger number
    would fit, the numbers are the same. What the whole surely counts besides makes it the larger. Of several sets of
    parts the largest is told.
    """
    counted = figure.measure.counted
    if counted.unit == "percent":
        return
    parts = [
        part
        for part in context.statement
        if part.measure.counted.is_defined
        and (part.measure.counted.thing, part.measure.counted.unit) == (counted.thing, counted.unit)
        and frozenset() < part.measure.counted.includes < counted.includes
    ]
    for size in range(len(parts), 1, -1):
        for chosen in combinations(parts, size):
            outcomes = [outcome for part in chosen for outcome in part.measure.counted.includes]
            if len(outcomes) > len(set(outcomes)):
                continue
            fill = counted.is_defined and set(outcomes) == counted.includes
            if not (_add_up(figure, chosen) if fill else _fit_into(figure, chosen)):
                yield _of_sum(figure, chosen, fill)
                return


def _add_up(whole: CheckedFigure, parts: Sequence[CheckedFigure]) -> bool:
    numbers = [part.number for part in parts]
    if {whole.number.qualifier, *(number.qualifier for number in numbers)} == {"at_least"}:
        return sum(number.low for number in numbers) == whole.number.low
    return sum_of_intervals(number.surely for number in numbers).meets(whole.number.surely)


def _fit_into(whole: CheckedFigure, parts: Sequence[CheckedFigure]) -> bool:
    return sum_of_intervals(part.number.surely for part in parts).can_be_at_most(whole.number.surely)


def _of_sum(whole: CheckedFigure, parts: Sequence[CheckedFigure], fill: bool) -> Finding:
    if fill:
        message = _("The parts do not add up to the whole: %(parts)s make %(sum)s, but the statement gives %(whole)s.")
    else:
        message = _("The parts are more than the whole: %(parts)s make %(sum)s, but the statement gives %(whole)s.")
    words = {
        "parts": " + ".join(f"{part.number} “{part.measure.name}”" for part in parts),
        "sum": sum_of_numbers([part.number for part in parts]),
        "whole": f"{whole.number} “{whole.measure.name}”",
    }
    return warning("parts-and-whole", whole, message % words, *parts)


def _is_part(part: CheckedFigure, whole: CheckedFigure) -> bool:
    if part.measure.slug == whole.measure.slug or not part.measure.counted.includes:
        return False
    relations = relations_by_reading(part.measure.counted, whole.measure.counted, Relation.LIKE_FOR_LIKE)
    return relations <= AT_MOST


def _above_its_whole(figure: CheckedFigure, part: CheckedFigure, whole: CheckedFigure, other: CheckedFigure) -> Finding:
    return warning(
        "part-above-whole",
        figure,
        _(
            "A part cannot be larger than its whole: %(part)s “%(part_name)s” on %(part_day)s, but %(whole)s "
            "“%(whole_name)s” on %(whole_day)s, from the same party."
        )
        % {
            "part": part.number,
            "part_name": part.measure.name,
            "part_day": day_in_words(part.as_of),
            "whole": whole.number,
            "whole_name": whole.measure.name,
            "whole_day": day_in_words(whole.as_of),
        },
        other,
        field="measure",
    )
