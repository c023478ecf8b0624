"""The figures on record in the orders in which the checks look them up (pure)."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from .given import WINDOW, Context, Given, Printed

__all__ = ["Register"]


class Register:
    """Built of figures in any order, those being checked among them or not."""

    def __init__(self, figures: Iterable[Given]) -> None:
        self._series: dict[tuple, list[Given]] = defaultdict(list)
        self._families: dict[tuple, list[Given]] = defaultdict(list)
        self._things: dict[tuple, dict[str, list[Given]]] = defaultdict(lambda: defaultdict(list))
        self._days: dict[tuple, list[Given]] = defaultdict(list)
        self._beside: dict[tuple, set[str]] = defaultdict(set)
        for each in sorted(figures, key=lambda each: each.order):
            self._series[each.series].append(each)
            self._days[_day_of(each)].append(each)
            if each.is_total and each.scope == "theatre":
                self._families[_family_of(each)].append(each)
                self._things[_thing_of(each)][each.measure.slug].append(each)
                self._beside[each.report, each.subject].add(each.measure.slug)
        self._orders = {series: [each.order for each in of_one] for series, of_one in self._series.items()}

    def context(
        self,
        given: Given,
        *,
        printed: Sequence[Printed] = (),
        revised: frozenset[str] = frozenset(),
        with_after: bool = True,
    ) -> Context:
        """What ``given`` is checked against: never itself.

        Without ``with_after`` a fall is told of the later of two figures only, as it should be where both are checked.
        """
        series, orders = self._series.get(given.series, []), self._orders.get(given.series, [])
        place, end = bisect_left(orders, given.order), bisect_right(orders, given.order)
        day, next_day = bisect_left(orders, (given.as_of,)), bisect_right(orders, (given.as_of, given.stated_on.max))
        return Context(
            before=series[max(place - WINDOW, 0) : place],
            after=series[end] if with_after and end < len(series) else None,
            same_day=[each for each in series[day:next_day] if each.name != given.name],
            family=list(self._last_of_family(given)),
            beside=frozenset(self._beside.get((given.report, given.subject), ())),
            related=list(self._related(given)),
            others=[each for each in self._days.get(_day_of(given), ()) if each.party != given.party],
            printed=printed,
            revised=revised,
        )

    def _last_of_family(self, given: Given) -> Iterator[Given]:
        """The figures of the newest report, stated or dated before this one, that gave any of the family."""
        found = ""
        family = self._families.get(_family_of(given), [])
        until = bisect_left(family, (given.as_of, given.stated_on), key=lambda each: (each.as_of, each.stated_on))
        for place in range(until - 1, -1, -1):
            each = family[place]
            if each.report == given.report:
                continue
            if found and each.report != found:
                return
            found = each.report
            yield each

    def _related(self, given: Given) -> Iterator[Given]:
        """The nearest totals, before and after, of each other measure of the same thing."""
        for measure, totals in self._things.get(_thing_of(given), _NOTHING).items():
            if measure != given.measure.slug:
                until = bisect_right(totals, given.as_of, key=lambda each: each.as_of)
                since = bisect_left(totals, given.as_of, key=lambda each: each.as_of)
                yield from dict.fromkeys([*totals[max(until - 1, 0) : until], *totals[since : since + 1]])


_NOTHING: Mapping[str, list[Given]] = {}


def _day_of(given: Given) -> tuple:
    return (given.subject, given.measure.slug, given.basis, given.scope, given.scope_note, given.start, given.as_of)


def _family_of(given: Given) -> tuple:
    return (given.party, given.subject, given.measure.family)


def _thing_of(given: Given) -> tuple:
    counted = given.measure.counted
    return (given.party, given.subject, counted.thing, counted.unit)
