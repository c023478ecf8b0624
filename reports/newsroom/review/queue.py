"""The reports that wait: submitted ones for a reviewer, those sent back for their author; the oldest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from reports.models import Figure, Report, Status, Step
from reports.newsroom.review.check_summary import Counted, counted

__all__ = ["QueueRow", "decidable", "neighbours", "queue_of", "read_rows"]

ORDER = ("since", "pk")


@dataclass(frozen=True, slots=True)
class QueueRow:
    """``days`` is its whole age; ``is_own``: they wrote or last changed it, and somebody else decides.

    ``reason`` is why it was sent back, empty for a submitted one.
    """

    report: Report
    since: datetime
    days: int
    figures: int
    checked: Counted
    is_own: bool
    reason: str


def queue_of(user: AbstractBaseUser) -> QuerySet[Report]:
    """What is submitted, by whomever, and what was sent back to ``user``; ``since`` is when that was."""
    sent_back = Q(status=Status.SENT_BACK, author=user.pk)
    return _dated(Report.all_objects.filter(Q(status=Status.SUBMITTED) | sent_back))


def decidable(user: AbstractBaseUser) -> QuerySet[Report]:
    """What is submitted and neither written nor last changed by ``user``, unless one person runs the site."""
    found = _dated(Report.all_objects.filter(status=Status.SUBMITTED))
    return found.exclude(own(user)) if settings.REQUIRE_REVIEW else found


def own(user: AbstractBaseUser) -> Q:
    return Q(author=user.pk) | Q(last_changed_by=user.pk)


def waiting_for(reports: QuerySet[Report], days: int) -> QuerySet[Report]:
    """Those of ``reports`` that have waited for so many days or longer."""
    return reports.filter(since__lte=timezone.now() - timedelta(days=days))


def neighbours(reports: QuerySet[Report], report: Report) -> tuple[int | None, int | None]:
    """Keys of the ones before and after ``report`` in the queue ``reports``. Two queries; three at an end of it.

    After the last comes the first, so that none is left behind. What is not in the queue stands before it.
    """
    at = _dated(Report.all_objects.filter(pk=report.pk)).values_list("since", flat=True).first()
    others = reports.exclude(pk=report.pk)
    if report.status != Status.SUBMITTED or at is None:
        return None, others.values_list("pk", flat=True).first()
    earlier = Q(since__lt=at) | Q(since=at, pk__lt=report.pk)
    later = Q(since__gt=at) | Q(since=at, pk__gt=report.pk)
    before = others.filter(earlier).order_by("-since", "-pk").values_list("pk", flat=True).first()
    after = others.filter(later).values_list("pk", flat=True).first()
    return before, after or others.values_list("pk", flat=True).first()


def read_rows(reports: Iterable[Report], user: AbstractBaseUser) -> list[QueueRow]:
    """Rows of one page of the queue. Two queries and, for each that nobody has checked lately, those of its checks."""
    reports = list(reports)
    keys = [report.pk for report in reports]
    found = Figure.all_objects.filter(report__in=keys).order_by().values("report").annotate(n=Count("pk"))
    figures = dict(found.values_list("report", "n"))
    sent_back = Step.objects.filter(report__in=keys, after=Status.SENT_BACK).order_by("at", "pk")
    reasons = dict(sent_back.values_list("report", "reason"))  # the last one stays
    now = timezone.now()
    return [
        QueueRow(
            report=report,
            since=report.since,
            days=max((now - report.since).days, 0),
            figures=figures.get(report.pk, 0),
            checked=counted(report),
            is_own=settings.REQUIRE_REVIEW and user.pk in (report.author_id, report.last_changed_by_id),
            reason=reasons.get(report.pk, "") if report.status == Status.SENT_BACK else "",
        )
        for report in reports
    ]


def _dated(reports: QuerySet[Report]) -> QuerySet[Report]:
    last = Step.objects.filter(report=OuterRef("pk")).order_by("-at", "-pk").values("at")[:1]
    dated = reports.annotate(since=Coalesce("submitted_at", Subquery(last), "created_at"))
    return dated.select_related("party", "conflict", "author").order_by(*ORDER)
