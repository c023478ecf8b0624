"""What one figure is checked against, and the figures on record in the orders in which that is looked up (pure)."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from reports.comparison.context import ancestors
from reports.models import Subject
from reports.rules.series import Series

from .checked_figures import CheckedFigure, SourceFigure

# How many of a party's figures tell what is usual: a quarter of a year of a daily bulletin. Offensives come in waves of
# weeks, and of what is lost rarely a month has but a few. With 60 the bundled data would have a fifth more of unusual
# steps and long stands, with 180 a quarter fewer, but judged by the pace of another season of the war.
WINDOW = 90


@dataclass(frozen=True, slots=True)
class Context:
    """All that one figure is checked against.

    ``before`` are the newest of its own series up to its day (WINDOW at most), the oldest first; ``after`` is the next.
    ``same_day`` are others of the series about the same day, ``apart`` the reports of such that were stated on the day
    of the figure's own and rest on other sources. ``family`` are the figures of the same family and subject in the last
    report of the party that gave any; ``beside`` the measures that the figure's own report gives. ``statement`` are the
    other figures of its report about the same subject, days and place, ``parts`` those of the same measure that are
    about a part of its subject. ``related`` are the party's nearest totals of other measures. ``others`` are other
    parties' figures about the day. ``printed`` is what sources print instead of it. ``revised`` are the slugs of
    reports that its own report corrects for the party or replaces.
    """

    before: Sequence[CheckedFigure] = ()
    after: CheckedFigure | None = None
    same_day: Sequence[CheckedFigure] = ()
    apart: frozenset[str] = frozenset()
    family: Sequence[CheckedFigure] = ()
    beside: frozenset[str] = frozenset()
    statement: Sequence[CheckedFigure] = ()
    parts: Sequence[CheckedFigure] = ()
    related: Sequence[CheckedFigure] = ()
    others: Sequence[CheckedFigure] = ()
    printed: Sequence[SourceFigure] = ()
    revised: frozenset[str] = frozenset()


_NOTHING: Mapping = {}


class FigureIndex:
    """Built of figures in any order, those being checked among them or not."""

    def __init__(self, figures: Iterable[CheckedFigure]) -> None:
        self._series: dict[Series, list[CheckedFigure]] = defaultdict(list)
        self._families: dict[tuple, list[CheckedFigure]] = defaultdict(list)
        self._things: dict[tuple, dict[str, list[CheckedFigure]]] = defaultdict(lambda: defaultdict(list))
        self._days: dict[tuple, list[CheckedFigure]] = defaultdict(list)
        self._beside: dict[tuple, set[str]] = defaultdict(set)
        self._statements: dict[tuple, list[CheckedFigure]] = defaultdict(list)
        for figure in sorted(figures, key=lambda figure: figure.order):
            series = figure.series
            self._series[series].append(figure)
            self._days[_day_key(figure)].append(figure)
            self._statements[_statement_key(figure)].append(figure)
            if series.is_headline:
                self._families[_family_key(figure)].append(figure)
                self._things[_thing_key(figure)][series.measure].append(figure)
                self._beside[figure.report, series.subject].add(series.measure)
        self._orders = {series: [figure.order for figure in figures] for series, figures in self._series.items()}

    def context(
        self,
        figure: CheckedFigure,
        *,
        printed: Sequence[SourceFigure] = (),
        revised: frozenset[str] = frozenset(),
        sources: Mapping[str, Set[object]] = _NOTHING,
        wholes: Mapping[str, Set[str]] = _NOTHING,
        with_after: bool = True,
    ) -> Context:
        """What ``figure`` is checked against: never itself. ``sources`` are those of reports, by slug,
        and ``wholes`` the larger subjects that a subject is part of.

        Without ``with_after`` a fall is found of the later of two figures only, as it should be where both are checked.
        """
        series, orders = self._series.get(figure.series, []), self._orders.get(figure.series, [])
        place, end = bisect_left(orders, figure.order), bisect_right(orders, figure.order)
        day, next_day = bisect_left(orders, (figure.as_of,)), bisect_right(orders, (figure.as_of, figure.stated_on.max))
        same_day = [other for other in series[day:next_day] if other.figure != figure.figure]
        statement = [other for other in self._statements.get(_statement_key(figure), ()) if other is not figure]
        return Context(
            before=series[max(place - WINDOW, 0) : place],
            after=series[end] if with_after and end < len(series) else None,
            same_day=same_day,
            apart=_apart(figure, same_day, sources) if same_day else frozenset(),
            family=list(self._last_of_family(figure)),
            beside=frozenset(self._beside.get((figure.report, figure.series.subject), ())),
            statement=[other for other in statement if other.series.subject == figure.series.subject],
            parts=[other for other in statement if _is_of_a_part(other, figure, wholes)],
            related=list(self._related(figure)),
            others=[
                other for other in self._days.get(_day_key(figure), ()) if other.series.party != figure.series.party
            ],
            printed=printed,
            revised=revised,
        )

    def _last_of_family(self, figure: CheckedFigure) -> Iterator[CheckedFigure]:
        """The figures of the newest report, stated or dated before this one, that gave any of the family."""
        report = ""
        family = self._families.get(_family_key(figure), [])
        until = bisect_left(family, (figure.as_of, figure.stated_on), key=lambda other: (other.as_of, other.stated_on))
        for place in range(until - 1, -1, -1):
            other = family[place]
            if other.report == figure.report:
                continue
            if report and other.report != report:
                return
            report = other.report
            yield other

    def _related(self, figure: CheckedFigure) -> Iterator[CheckedFigure]:
        """The nearest totals, before and after, of each other measure of the same thing."""
        for measure, totals in self._things.get(_thing_key(figure), _NOTHING).items():
            if measure != figure.series.measure:
                until = bisect_right(totals, figure.as_of, key=lambda other: other.as_of)
                since = bisect_left(totals, figure.as_of, key=lambda other: other.as_of)
                yield from dict.fromkeys([*totals[max(until - 1, 0) : until], *totals[since : since + 1]])


def _apart(
    figure: CheckedFigure, same_day: Iterable[CheckedFigure], sources: Mapping[str, Set[object]]
) -> frozenset[str]:
    own = sources.get(figure.report)
    reports = {other.report for other in same_day if other.stated_on == figure.stated_on} & sources.keys()
    return frozenset(report for report in reports if own and sources[report] and own.isdisjoint(sources[report]))


def wholes_of(subjects: Mapping[int, Subject]) -> dict[str, frozenset[str]]:
    """Of each of ``subjects`` (all there are, by key) the larger ones that it is part of; by slug."""
    return {subject.slug: frozenset(ancestors(subject, subjects)[1:]) for subject in subjects.values()}


def _is_of_a_part(part: CheckedFigure, figure: CheckedFigure, wholes: Mapping[str, Set[str]]) -> bool:
    same_measure = part.series.measure == figure.series.measure
    return same_measure and figure.series.subject in wholes.get(part.series.subject, ())


def _statement_key(figure: CheckedFigure) -> tuple:
    """What figures of one report have in common that count in the same days and place."""
    return figure.report, figure.as_of, figure.series._replace(subject="", measure="")


def _day_key(figure: CheckedFigure) -> tuple:
    """What figures of several parties about one day have in common."""
    return figure.series._replace(party=""), figure.as_of


def _family_key(figure: CheckedFigure) -> tuple:
    return figure.series.party, figure.series.subject, figure.measure.family


def _thing_key(figure: CheckedFigure) -> tuple:
    counted = figure.measure.counted
    return figure.series.party, figure.series.subject, counted.thing, counted.unit
