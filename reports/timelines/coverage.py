"""On which days a party spoke, as far as is on record: published reports by the day they were stated (queries)."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby, pairwise

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reports.models import Conflict, Party, Report
from reports.rules.number import grouped

A_DAY = timedelta(days=1)
# The first and the last of days that follow one another.
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Coverage:
    """``counts`` are reports by day, of days with any. ``first`` and ``last`` are the days one may speak of."""

    first: date
    last: date
    counts: Mapping[date, int]

    @property
    def days(self) -> int:
        """How many days one may speak of; of a stretch that holds none of them 0."""
        return max(_count((self.first, self.last)), 0)

    @property
    def spoken(self) -> int:
        """On how many of the days the party spoke."""
        return len(self.counts)

    @property
    def longest_silence(self) -> Days | None:
        """The longest between two days on which it spoke, the earliest of several as long; None if it had none."""
        spells = [
            (earlier + A_DAY, later - A_DAY)
            for earlier, later in pairwise(sorted(self.counts))
            if later - earlier > A_DAY
        ]
        return max(spells, key=_count, default=None)

    @property
    def silent_since(self) -> Days | None:
        """From the day after its last report to the last day; None if it spoke on that, or never did."""
        newest = max(self.counts, default=self.last)
        return (newest + A_DAY, self.last) if newest < self.last else None

    def between(self, first: date, last: date) -> "Coverage":
        """The same of a stretch of days only. Days before the first or after the last one may speak of are cut off."""
        first, last = max(first, self.first), min(last, self.last)
        return Coverage(first, last, {day: count for day, count in self.counts.items() if first <= day <= last})


def coverage_by_conflict(party: Party, today: date) -> list[tuple[Conflict, Coverage]]:
    """One for each conflict on which the party speaks and that has begun. Two queries."""
    rows = Report.published.filter(party=party).order_by().values_list("conflict", "stated_on").annotate(Count("pk"))
    counts: dict[int, dict[date, int]] = {}
    for conflict, day, count in rows:
        counts.setdefault(conflict, {})[day] = count
    return [
        (conflict, _coverage(conflict, today, counts.get(conflict.pk, {})))
        for conflict in party.conflicts.all()
        if conflict.start_date <= today
    ]


def coverage_by_party(conflict: Conflict, parties: Sequence[str], until: date) -> dict[str, Coverage]:
    """What each of the parties (slugs) had said on the conflict by the day ``until``. One query."""
    rows = (
        Report.published.filter(conflict=conflict, party__in=Party.objects.filter(slug__in=parties).values("pk"))
        .stated_by(until)
        .order_by()
        .values_list("party__slug", "stated_on")
    )
    # Hardly any day has two reports: counted here, they come in half the time that grouping takes the database.
    counts: dict[str, Counter[date]] = {party: Counter() for party in parties}
    for party, day in rows:
        counts[party][day] += 1
    return {party: _coverage(conflict, until, days) for party, days in counts.items()}


def _coverage(conflict: Conflict, today: date, counts: Mapping[date, int]) -> Coverage:
    """From the conflict's first day to today or its last day, and further where the party spoke further."""
    over = min(today, conflict.end_date or today)
    return Coverage(min([conflict.start_date, *counts]), max([over, *counts]), counts)


# In units of the drawing, of which one is about a pixel. A half-year touches 28 weeks at most.
DAY, PITCH, LEFT, TOP, WEEKS = 10, 12, 34, 17, 28
WIDTH, HEIGHT = LEFT + WEEKS * PITCH, TOP + 7 * PITCH
_HALVES = ((1, 6, 30), (7, 12, 31))  # first month, last month, its last day
_LABELLED = (0, 2, 4, 6)  # Monday, Wednesday, Friday, Sunday


class Shade(StrEnum):
    """How often a party spoke on a day; OUTSIDE is a day before the first one may speak of or after the last."""

    OUTSIDE = "outside"
    SILENT = "silent"
    ONE = "one"
    SOME = "some"
    MANY = "many"


SHADES: dict[Shade, Promise] = {
    Shade.ONE: gettext_lazy("one report"),
    Shade.SOME: gettext_lazy("2 or 3 reports"),
    Shade.MANY: gettext_lazy("4 or more"),
    Shade.SILENT: gettext_lazy("no report on record"),
    Shade.OUTSIDE: gettext_lazy("before the war began, or still to come"),
}
OUTSIDE_A_PAST_WAR = gettext_lazy("before the war began, or after it ended")


def calendar_of(coverage: Coverage, *, is_over: bool = False) -> dict[str, object]:
    """What parts/calendar.html draws, from the coverage's first year to its last; ``is_over`` is whether the war is.

    ``years`` are drawn in two ``halves``, and counted by month from January to December; ``rows`` are the months as a
    table, a row a month, named by a day in it, with a cell a year. ``shades`` are those that occur, with their words;
    ``weekdays`` are labels with their heights.
    """
    years = [_year(year, coverage) for year in range(coverage.first.year, coverage.last.year + 1)]
    there = {shade for year in years for half in year["halves"] for shade, _path in half["paths"]}
    words_of = SHADES | ({Shade.OUTSIDE: OUTSIDE_A_PAST_WAR} if is_over else {})
    monday = date(2001, 1, 1)
    return {
        "years": years,
        "rows": [(date(2000, at + 1, 1), [year["months"][at] for year in years]) for at in range(12)],
        "shades": [(shade, str(words)) for shade, words in words_of.items() if shade in there],
        "weekdays": [(TOP + at * PITCH + DAY - 1, monday + timedelta(days=at)) for at in _LABELLED],
        "width": WIDTH,
        "height": HEIGHT,
    }


def shade_of(count: int) -> Shade:
    """The shade of a day with so many reports.

    >>> [shade_of(count).value for count in (0, 1, 2, 3, 4, 10)]
    ['silent', 'one', 'some', 'some', 'many', 'many']
    """
    return (Shade.SILENT, Shade.ONE, Shade.SOME, Shade.SOME)[count] if count < 4 else Shade.MANY


def _year(year: int, coverage: Coverage) -> dict[str, object]:
    within = coverage.between(date(year, 1, 1), date(year, 12, 31))
    return {
        "year": year,
        "spoken": within.spoken,
        "days": within.days,
        "halves": [_half(date(year, first, 1), date(year, last, end), coverage) for first, last, end in _HALVES],
        "months": [
            within.between(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
            for month in range(1, 13)
        ],
    }


def _half(first: date, last: date, coverage: Coverage) -> dict[str, object]:
    """Half a year: a path of strokes for each shade there is, and where each month begins."""
    monday = first - timedelta(days=first.weekday())
    strokes: dict[Shade, list[str]] = {}
    for (week, shade), run in groupby(_days_of(first, last, coverage), key=lambda entry: (entry[0], entry[2])):
        days = [day for _week, day, _shade in run]
        x, y = LEFT + week * PITCH + DAY // 2, TOP + days[0].weekday() * PITCH
        strokes.setdefault(shade, []).append(f"M{x} {y}v{len(days) * PITCH - (PITCH - DAY)}")
    starts = [date(first.year, month, 1) for month in range(first.month, last.month + 1)]
    return {
        "paths": [(shade, "".join(strokes[shade])) for shade in Shade if shade in strokes],
        "months": [(LEFT + (day - monday).days // 7 * PITCH, day) for day in starts],
    }


def _days_of(first: date, last: date, coverage: Coverage) -> Iterator[tuple[int, date, Shade]]:
    """Every day with the number of its week and its shade."""
    monday = first - timedelta(days=first.weekday())
    for at in range((last - first).days + 1):
        day = first + timedelta(days=at)
        known = coverage.first <= day <= coverage.last
        yield (day - monday).days // 7, day, shade_of(coverage.counts.get(day, 0)) if known else Shade.OUTSIDE


def coverage_in_words(coverage: Coverage) -> str:
    """On how many days the party spoke, its longest silence, and since when it has been silent."""
    count = {"spoken": grouped(coverage.spoken), "days": grouped(coverage.days)}
    spoke = ngettext(
        "Spoke on %(spoken)s of %(days)s day, %(span)s.",
        "Spoke on %(spoken)s of %(days)s days, %(span)s.",
        coverage.days,
    )
    sentences = [spoke % (count | {"span": _span(coverage.first, coverage.last)})]
    if silence := coverage.longest_silence:
        words = {"days": _days_in_words(silence), "span": _span(*silence)}
        sentences.append(_("Longest silence between two reports: %(days)s, %(span)s.") % words)
    if silence := coverage.silent_since:
        last = date_format(silence[0] - A_DAY, "j F Y")
        sentences.append(_("None since %(last)s: %(days)s.") % {"last": last, "days": _days_in_words(silence)})
    return " ".join(sentences)


def _count(days: Days) -> int:
    first, last = days
    return (last - first).days + 1


def _days_in_words(days: Days) -> str:
    return ngettext("%(days)s day", "%(days)s days", _count(days)) % {"days": grouped(_count(days))}


def _span(first: date, last: date) -> str:
    """Two days in words: what they have in common is said once."""
    end = date_format(last, "j F Y")
    if first == last:
        return end
    pattern = "j F Y" if first.year != last.year else "j F" if first.month != last.month else "j"
    return _("%(first)s to %(last)s") % {"first": date_format(first, pattern), "last": end}


def strips_of(
    parties: Sequence[tuple[str, str]],
    coverages: Mapping[str, Coverage],
    colours: Mapping[str, str],
    first: date,
    last: date,
) -> dict[str, object]:
    """The days on which each party spoke, as strips ``width`` days wide, for timeline/coverage.html.

    ``parties`` are slugs and names, in order; ``coverages`` and ``colours`` are by slug. The path of each strip is in a
    field of a unit a day across, one unit high. A timeline goes from the middle of its first day to the middle of its
    last; so does the field.
    """
    within = {party: coverages[party].between(first, last) for party, _name in parties}
    strips = [
        {
            "name": name,
            "colour": colours[party],
            "path": _path(within[party].counts, first),
            "spoken": within[party].spoken,
            "days": within[party].days,
            "words": coverage_in_words(within[party]),
        }
        for party, name in parties
        if within[party].days > 0
    ]
    return {"first": first, "last": last, "width": max((last - first).days, 1), "parties": strips}


def _path(days: Iterable[date], first: date) -> str:
    """A box for each run of days.

    >>> _path([date(2022, 3, 2), date(2022, 3, 1), date(2022, 3, 5)], date(2022, 3, 1))
    'M-0.5 0h2v1h-2zM3.5 0h1v1h-1z'
    """
    places = enumerate((day - first).days for day in sorted(days))
    runs = (
        [place for _at, place in run] for _gap, run in groupby(places, key=lambda numbered: numbered[1] - numbered[0])
    )
    return "".join(f"M{run[0] - 0.5:g} 0h{len(run)}v1h-{len(run)}z" for run in runs)
