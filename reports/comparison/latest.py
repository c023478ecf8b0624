"""The latest total of a party by a day, looked up for many parties, measures and days at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import RawQuerySet

from reports.models import Basis, Figure, Party, Qualifier, Report, Scope, Status, Subject
from reports.rules.staleness import PACE_FIGURES

from .context import ComparisonContext, with_counts

# One look-up in the index figure_latest_per_party for each query. Written out, since through the ORM each would be
# a column, whose making takes longer than its answer. The order is that of FigureQuerySet.latest_first.
_LATEST = """
WITH query (place, party, measure, day, until) AS (VALUES {lines}),
latest (place, id) AS ({nths})
SELECT f.*, latest.place AS place, r.slug AS report_slug
FROM latest JOIN reports_figure f ON f.id = latest.id JOIN reports_report r ON r.id = f.report_id
"""
_NTH = """
SELECT query.place, (
    SELECT x.id
    FROM reports_figure x JOIN reports_report p ON p.id = x.report_id
    WHERE x.subject_id = %s AND x.measure_id = m.id AND x.party_id = a.id
        AND x.as_of <= query.until AND x.stated_on <= %s AND (x.as_of <= query.day OR x.stated_on <= query.day)
        AND x.basis = %s AND x.scope = %s AND p.status = %s
        {but}
    ORDER BY x.as_of DESC, x.stated_on DESC, CASE WHEN x.qualifier IN (%s, %s) THEN 1 ELSE 0 END,
        COALESCE(x.best, x.low, x.high) DESC, x.id DESC
    LIMIT 1 OFFSET %s
)
FROM query JOIN reports_party a ON a.slug = query.party JOIN reports_measure m ON m.slug = query.measure
"""
# What its party had taken back by then, with a revision that gives no figure.
_NOT_WITHDRAWN = """
        AND NOT EXISTS (
            SELECT 1 FROM reports_report w
            WHERE w.revises_id = x.report_id AND w.status = %s AND w.stated_on <= %s
                AND NOT EXISTS (SELECT 1 FROM reports_figure y WHERE y.report_id = w.id)
        )
"""

# A walk down the same index from figure to figure, a look-up for each: a window would read all of a party's figures.
# Each step finds the next, and gives the day of the one before.
_DAYS = """
WITH RECURSIVE query (party, measure) AS (VALUES {lines}),
walk (party, measure, party_id, measure_id, nth, day, id) AS (
    SELECT query.party, query.measure, a.id, m.id, 0, CAST(NULL AS DATE), (
        SELECT x.id
        FROM reports_figure x JOIN reports_report p ON p.id = x.report_id
        WHERE x.measure_id = m.id AND x.party_id = a.id AND x.as_of <= %s AND {standing}
        ORDER BY x.as_of DESC, x.stated_on DESC, x.id DESC LIMIT 1
    )
    FROM query JOIN reports_party a ON a.slug = query.party JOIN reports_measure m ON m.slug = query.measure
    UNION ALL
    SELECT walk.party, walk.measure, walk.party_id, walk.measure_id, walk.nth + 1, f.as_of, (
        SELECT x.id
        FROM reports_figure x JOIN reports_report p ON p.id = x.report_id
        WHERE x.measure_id = walk.measure_id AND x.party_id = walk.party_id AND {standing}
            AND (x.as_of, x.stated_on, x.id) < (f.as_of, f.stated_on, f.id)
        ORDER BY x.as_of DESC, x.stated_on DESC, x.id DESC LIMIT 1
    )
    FROM walk JOIN reports_figure f ON f.id = walk.id
    WHERE walk.nth < %s
)
SELECT party, measure, day FROM walk WHERE nth > 0
"""
_STANDING = """x.subject_id = %s AND x.basis = %s AND x.scope = %s AND p.status = %s
            AND x.stated_on <= %s AND (x.as_of <= %s OR x.stated_on <= %s)"""


def latest_totals(
    subject: Subject,
    queries: Sequence[tuple[str, str, date]],
    known: date,
    *,
    or_stated: bool = False,
    most: int = 1,
    withdrawn: bool = False,
) -> RawQuerySet | list[Figure]:
    """The latest published running totals, as stated by ``known``, ``most`` for each query; one SQL query, in no order.

    ``queries`` are slugs of party and measure, and the last day that the total may be about. With ``or_stated`` one
    about the day after counts too, if it was stated by the day (DESIGN.md, section 2); with ``withdrawn`` also those
    that their party had taken back by ``known``. Each has ``place``, the index of its query, and ``report_slug``.
    """
    if not queries:
        return []
    as_day = connection.ops.adapt_datefield_value
    params: list[object] = []
    for place, (party, measure, day) in enumerate(queries):
        until = day + timedelta(days=1) if or_stated else day
        params += [place, party, measure, as_day(day), as_day(until)]
    fixed = [subject.pk, as_day(known), Basis.CUMULATIVE, Scope.THEATRE, Status.PUBLISHED]
    standing = [] if withdrawn else [Status.PUBLISHED, as_day(known)]
    for nth in range(most):
        params += [*fixed, *standing, Qualifier.UP_TO, Qualifier.FEWER_THAN, nth]
    nths = "UNION ALL".join([_NTH.format(but="" if withdrawn else _NOT_WITHDRAWN)] * most)
    lines = ", ".join(["(%s, %s, %s, %s, %s)"] * len(queries))
    return Figure.all_objects.raw(_LATEST.format(lines=lines, nths=nths), params)


def newest_days(context: ComparisonContext, speaking: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[date]]:
    """The days that the newest published running totals of each party and measure (slugs) are about, for its pace.

    Of totals that stood on the context's day as known by it (FigureQuerySet.standing_on), withdrawn or not. By party
    and measure, in no order; one query, none without parties.
    """
    speaking = sorted(set(speaking))
    if not speaking:
        return {}
    as_day = connection.ops.adapt_datefield_value
    subject, day, known = context.subject, context.day, context.known
    standing = [subject.pk, Basis.CUMULATIVE, Scope.THEATRE, Status.PUBLISHED, as_day(known), as_day(day), as_day(day)]
    lines = ", ".join(["(%s, %s)"] * len(speaking))
    params = [name for pair in speaking for name in pair]
    params += [as_day(day + timedelta(days=1)), *standing, *standing, PACE_FIGURES]
    days = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_DAYS.format(lines=lines, standing=_STANDING), params)
        for party, measure, as_of in cursor.fetchall():
            days[party, measure].append(date.fromisoformat(str(as_of)))  # PostgreSQL gives days, SQLite their text
    return days


def usual_gap(reports: QuerySet[Report]) -> int | None:
    """Days from one statement to the next, at the median; None for fewer than two days of speaking."""
    days = list(reports.order_by("stated_on").values_list("stated_on", flat=True).distinct())
    if len(days) < 2:
        return None
    return round(median((later - earlier).days for earlier, later in pairwise(days)))


def latest_by_measure(party: Party) -> list[Figure]:
    """Its latest running total of each subject and measure, in the usual order of both. Two queries."""
    newest = Figure.published.headline().filter(party=party).latest_of("subject", "measure")
    keys = list(newest.values_list("pk", flat=True))
    return list(with_counts(Figure.published.filter(pk__in=keys).order_by("subject__position", "measure__position")))
