"""Why growth is not drawn, in words for the reader."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.rules.hedges import grouped

from .drawing import Drawing, LeftOut, NotDrawn
from .new_counts import FLOORS, Omission, Refusal, Why
from .points import Series


@dataclass(frozen=True, slots=True)
class Silent:
    """A party's measures (names) of which no growth is drawn for one ``reason``."""

    party: str
    party_name: str
    measures: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Unread:
    """What several drawings read no growth from: series refused by a rule, other series, and single totals.

    ``remarks`` are those of series that no chart of the page shows.
    """

    refused: tuple[Silent, ...]
    silent: tuple[Silent, ...]
    left_out: tuple[LeftOut, ...]
    remarks: tuple[str, ...]


def unread(drawings: Sequence[Drawing], unshown: Drawing) -> Unread:
    """Everything that the drawings left out; measures of one party and reason together.

    ``unshown`` is a drawing of the series that are on none of the others, which the page does not show.
    """
    drawings = [*drawings, unshown]
    series = [each for drawing in drawings for each in drawing.not_drawn]
    return Unread(
        _together([each for each in series if each.is_refused]),
        _together([each for each in series if not each.is_refused]),
        tuple(each for drawing in drawings for each in drawing.left_out),
        unshown.remarks,
    )


def _together(series: Sequence[NotDrawn]) -> tuple[Silent, ...]:
    alike: dict[tuple[str, str], list[NotDrawn]] = {}
    for each in series:
        alike.setdefault((each.party, each.reason), []).append(each)
    return tuple(
        Silent(party, found[0].party_name, tuple(each.measure_name for each in found), reason)
        for (party, reason), found in alike.items()
    )


def left_out(series: Series, omission: Omission) -> LeftOut:
    return LeftOut(
        series.party,
        series.measure,
        series.party_name,
        series.measure_name,
        _reason(omission),
        omission.older,
        omission.newer,
    )


def not_drawn(series: Series, refusal: Refusal | None) -> NotDrawn:
    """For a series with a ``refusal``, or without any difference in the days that are drawn."""
    return NotDrawn(
        series.party,
        series.measure,
        series.party_name,
        series.measure_name,
        _why_refused(series, refusal) if refusal else _why_none(series),
        is_refused=refusal is not None,
    )


def _why_refused(series: Series, refusal: Refusal) -> str:
    if refusal is Refusal.PERCENT:
        return _("its totals are percentages, and the difference of two percentages is no count.")
    floors = sum(point.qualifier in FLOORS for point in series.points)
    if floors == len(series.points):
        known = ngettext("its total reads as “at least”.", "its totals read as “at least”.", floors)
    else:
        known = ngettext(
            "%(floors)s of its %(all)s totals reads as “at least”.",
            "%(floors)s of its %(all)s totals read as “at least”.",
            floors,
        ) % {"floors": grouped(floors), "all": grouped(len(series.points))}
    why = _(
        "Such a count grows when cases are found and checked, which may be months after they happened: "
        "its growth is the pace of the counting, and may not be read as a rate of losses."
    )
    return f"{known} {why}"


def _why_none(series: Series) -> str:
    match len(series.points):
        case 0:
            return _("it gave no running total of the whole theatre by these days.")
        case 1:
            return _("it gave one running total only, and a difference takes two.")
    return _("no two of its totals in these days can be subtracted.")


def _reason(omission: Omission) -> str:
    match omission.why:
        case Why.WITHDRAWN:
            return _("The party withdrew it on %(day)s.") % {"day": date_format(omission.newer.withdrawn_on, "j M Y")}
        case Why.NO_NUMBER:
            return _("“%(number)s” gives no number to subtract.") % {"number": omission.newer.number}
        case Why.SAME_DAY:
            return _("The party later stated another total about this day, which counts.")
        case Why.OTHER_START:
            return _("The two totals count from different days.")
        case Why.RESTATED:
            return _("The report corrects an earlier one: the difference could mix that correction with what is new.")
        case Why.FELL:
            return _("The total fell.")
        case Why.RECOVERED:
            return _(
                "The total had fallen from %(number)s (%(day)s) without a word: until it is past that, "
                "what it gains may only undo the fall."
            ) % {"number": omission.fallen_from.number, "day": date_format(omission.fallen_from.as_of, "j M Y")}
        case Why.LOWER:
            return _("The number is lower, which its hedge allows: no growth can be read from it.")
