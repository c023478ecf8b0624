"""What stands beside a party's totals and is not drawn where those are subtracted, in words (no queries)."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.models import Basis, Scope
from reports.rules.hedges import grouped

from .cumulative import Frame
from .points import Point, Series


def is_shown(point: Point, frame: Frame) -> bool:
    """Whether a figure that is no total of the whole theatre is of these days, and of a kind that is not hidden."""
    group = "period" if point.scope == Scope.THEATRE else "partial"
    return group not in frame.hidden and (frame.first is None or point.as_of >= frame.first)


def beside_left_out(all_series: Sequence[Series], frame: Frame, mode: str) -> tuple[str, ...]:
    """How many figures of each kind are not drawn, and where they are; nothing of what the reader hides.

    ``mode`` is daily or monthly.
    """
    beside = [point for series in all_series for point in series.beside if is_shown(point, frame)]
    return tuple(_sentences(beside, mode))


def _sentences(beside: Sequence[Point], mode: str) -> Iterator[str]:
    bases = Counter(point.basis for point in beside)
    if (rates := bases[Basis.DAILY_AVERAGE]) and mode == "monthly":
        text = ngettext("%(n)s average a day of a party’s own", "%(n)s averages a day of the parties’ own", rates)
        yield _("Not drawn here, but under “New a day”: %(figures)s.") % {"figures": text % {"n": grouped(rates)}}
    if averages := bases[Basis.PERIOD_AVERAGE]:
        text = ngettext(
            "%(n)s average over a period, such as a month, is drawn on no chart; it is among the figures.",
            "%(n)s averages over a period, such as a month, are drawn on no chart; they are among the figures.",
            averages,
        )
        yield text % {"n": grouped(averages)}
    counts = [point for point in beside if point.basis not in (Basis.DAILY_AVERAGE, Basis.PERIOD_AVERAGE)]
    if counts:
        yield _("Not drawn here, but under “Total”: %(figures)s.") % {"figures": _by_kind(counts)}


def _by_kind(counts: Sequence[Point]) -> str:
    whole = [point for point in counts if point.scope == Scope.THEATRE]
    held = sum(point.basis == Basis.HELD for point in whole)
    spans, partial = len(whole) - held, len(counts) - len(whole)
    kinds = [
        (spans, ngettext("%(n)s count of a stretch of days", "%(n)s counts of a stretch of days", spans)),
        (partial, ngettext("%(n)s figure of one place or group", "%(n)s figures of one place or group", partial)),
        (held, ngettext("%(n)s number held at a time", "%(n)s numbers held at a time", held)),
    ]
    found = [text % {"n": grouped(number)} for number, text in kinds if number]
    return get_text_list(found, _("and"))
