"""On which days a party spoke, as far as is on record: published reports by the day they were stated (queries)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import Count

from reports.models import Conflict, Party, Report

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Days without a report, one after another: the first, the last and how many."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Coverage:
    """``counts`` are reports by day, of days with any. ``first`` and ``last`` are the days one may speak of."""

    first: date
    last: date
    counts: Mapping[date, int]

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def spoken(self) -> int:
        """On how many of the days the party spoke."""
        return len(self.counts)

    @property
    def longest_silence(self) -> Quiet | None:
        """The longest between two days on which it spoke, the earliest of several as long; None if it had none."""
        found = [
            Quiet(earlier + A_DAY, later - A_DAY)
            for earlier, later in pairwise(sorted(self.counts))
            if later - earlier > A_DAY
        ]
        return max(found, key=lambda quiet: quiet.days, default=None)

    @property
    def silent_since(self) -> Quiet | None:
        """From the day after its last report to the last day; None if it spoke on that, or never did."""
        newest = max(self.counts, default=self.last)
        return Quiet(newest + A_DAY, self.last) if newest < self.last else None

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
    return {party: _coverage(conflict, until, found) for party, found in counts.items()}


def _coverage(conflict: Conflict, today: date, counts: Mapping[date, int]) -> Coverage:
    """From the conflict's first day to today or its last day, and further where the party spoke further."""
    over = min(today, conflict.end_date or today)
    return Coverage(min([conflict.start_date, *counts]), max([over, *counts]), counts)
