"""Warnings about what is counted: another measure than the party's last, a part above its whole, a floor that is none
(pure)."""

from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext as _

from reports.models.validation import FLOOR, as_floor
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
            if _is_part(part, whole) and not part.number.interval.can_be_at_most(whole.number.interval):
                yield _above_its_whole(figure, part, whole, other)


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
