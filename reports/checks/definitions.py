"""Warnings about what is counted: another measure than the party's last, and a part above its whole (pure)."""

from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext as _

from reports.rules.intervals import interval_of
from reports.rules.measure_sets import Relation, relations_by_reading
from reports.rules.sentences import day_in_words
from reports.rules.staleness import STALE_DAYS

from .findings import Finding, warning
from .given import Context, Given

__all__ = ["other_definition", "part_above_whole"]

AT_MOST = frozenset({Relation.PART_OF, Relation.LIKE_FOR_LIKE})


def other_definition(given: Given, context: Context) -> Iterator[Finding]:
    """other-definition: the party's last report that gave any of the family counted something else.

    Rule: of running totals for the whole theatre about the same subject. Nothing is said where that report gave this
    measure too, or where the figure's own report gives one of the measures that the last one gave.
    """
    if not (given.is_total and given.scope == "theatre") or not context.family:
        return
    last = {each.measure.slug for each in context.family}
    if given.measure.slug in last or last & context.beside:
        return
    other = context.family[-1]
    yield warning(
        "other-definition",
        given,
        _("The party last counted something else here: “%(other)s”, with %(number)s, not “%(measure)s”.")
        % {"other": other.measure.name, "number": other.with_day, "measure": given.measure.name},
        other,
        field="measure",
    )


def part_above_whole(given: Given, context: Context) -> Iterator[Finding]:
    """part-above-whole: the party gives more of a part (killed) than of what the part belongs to (casualties).

    Rule: one measure is a part of the other if every reading of both makes it a part, or the same. Two totals of one
    party about one subject are compared as the rules read them (an "about" with its margin, a floor without an upper
    end); the part is the older or of the same day, since a whole may have grown. Where the party has no whole so late,
    its last one of the 14 days before counts: a part that overtakes it so soon deserves a look.
    """
    if not (given.is_total and given.scope == "theatre"):
        return
    for _measure, nearest in groupby(context.related, key=lambda each: each.measure.slug):
        in_order = sorted(nearest, key=lambda each: each.order)
        earlier = [each for each in in_order if each.as_of <= given.as_of][-1:]
        later = [each for each in in_order if each.as_of >= given.as_of][:1]
        wholes = later or [each for each in earlier if (given.as_of - each.as_of).days <= STALE_DAYS]
        pairs = [(given, whole, whole) for whole in wholes] + [(part, given, part) for part in earlier]
        for part, whole, other in pairs:
            if _is_part(part, whole) and _above(part, whole):
                yield _above_its_whole(given, part, whole, other)


def _is_part(part: Given, whole: Given) -> bool:
    if part.measure.slug == whole.measure.slug or not part.measure.counted.includes:
        return False
    found = relations_by_reading(part.measure.counted, whole.measure.counted, Relation.LIKE_FOR_LIKE)
    return found <= AT_MOST


def _above(part: Given, whole: Given) -> bool:
    part_read, whole_read = (interval_of(each.qualifier, each.low, each.best, each.high) for each in (part, whole))
    return not part_read.can_be_at_most(whole_read)


def _above_its_whole(given: Given, part: Given, whole: Given, other: Given) -> Finding:
    return warning(
        "part-above-whole",
        given,
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
