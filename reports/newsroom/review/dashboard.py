"""What waits in the newsroom, for its front page: a fixed number of queries, however much there is."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.core.paginator import Page, Paginator
from django.db.models import Exists, Min, OuterRef, QuerySet, Subquery
from django.utils import timezone

from reports.archiving.runs import failed, without_any_copy
from reports.models import Party, Report, Source, Status, Step, Variant
from reports.newsroom.review.check_summary import last_check
from reports.newsroom.review.queue import days_since, decidable, queue_of
from reports.rules.staleness import is_stale, usual_pace

__all__ = ["Overdue", "dashboard_of", "overdue"]

LISTED = 6
# A party that has not spoken for a year has stopped; it is not late.
MONTHS = timedelta(days=365)
LATELY = timedelta(days=30)
# By which a variant in a newer version of a report is known again.
ALIKE = ("citation__source", "kind", "figure__subject", "figure__measure", "figure__party", "figure__stated_on")


@dataclass(frozen=True, slots=True)
class Overdue:
    """A party that usually speaks every ``pace`` days and has not for ``silent`` days: ``late`` days too long."""

    party: Party
    last: date
    silent: int
    pace: int
    late: int


def dashboard_of(user: AbstractBaseUser) -> dict:
    """What the front page's template shows one person; a dozen queries. Of each list the first page.

    ``reviews`` is whether they decide on reports of others, ``oldest`` how many days the longest waiting report has
    waited. Reports in ``waiting``, which are their own, have their ``days``, those in ``sent_back`` the reviewer's
    ``reason``.
    """
    to_review = decidable(user).order_by()
    oldest = to_review.aggregate(at=Min("since"))["at"]
    waiting = _first_page(queue_of(user).filter(status=Status.SUBMITTED, author=user.pk))
    for report in waiting:
        report.days = days_since(report.since)
    own_reports = Report.all_objects.filter(author=user.pk).select_related("party").order_by("-created_at", "-pk")
    last_step = Step.objects.filter(report=OuterRef("pk"), after=Status.SENT_BACK).order_by("-at", "-pk")
    sent_back = own_reports.filter(status=Status.SENT_BACK).annotate(reason=Subquery(last_step.values("reason")[:1]))
    return {
        "reviews": user.has_perm("reports.publish_report"),
        "to_review": to_review.count(),
        "oldest": days_since(oldest) if oldest else None,
        "waiting": waiting,
        "sent_back": _first_page(sent_back),
        "drafts": _first_page(own_reports.filter(status=Status.DRAFT)),
        "checked": last_check(),
        "overdue": _first_page(overdue(timezone.localdate())),
        "uncopied": without_any_copy(Source.objects.all()).count(),
        "failed": without_any_copy(failed()).count(),
        "variants": variants_entered_lately(),
    }


def _first_page(records: QuerySet | Sequence) -> Page:
    return Paginator(records, LISTED).page(1)


def overdue(today: date) -> list[Overdue]:
    """Parties whose silence is stale by their usual pace of the last year, the latest to have fallen silent first.

    Rule (DESIGN.md, section 3, *stale*): longer than 14 days and than twice the usual pace. Without three days within
    the year there is no pace, and nothing is expected.
    """
    days: dict[int, set[date]] = defaultdict(set)
    spoken = Report.published.filter(stated_on__gt=today - MONTHS, stated_on__lte=today).order_by()
    for key, day in spoken.values_list("party", "stated_on").distinct():
        days[key].add(day)
    parties = Party.objects.in_bulk(days)
    late = []
    for key, spoke in days.items():
        pace, silent = usual_pace(spoke), (today - max(spoke)).days
        if pace is not None and is_stale(silent, pace):
            whole_pace = max(round(pace), 1)
            late.append(Overdue(parties[key], max(spoke), silent, whole_pace, silent - whole_pace))
    return sorted(late, key=lambda entry: (entry.pace, entry.silent, entry.party.short_name))


def variants_entered_lately() -> list[Variant]:
    """The newest variants of published reports by the day ``entered``, which it sets, of the last month. Two queries.

    A new version of a report begins with copies of its variants: those of older ones were not found by that.
    """
    entered = Variant.history.filter(history_type="+", history_date__gte=timezone.now() - LATELY)
    older = Variant.objects.filter(
        figure__report__status=Status.CORRECTED, **{name: OuterRef(name) for name in ALIKE}
    ).exclude(pk__in=entered.values("id"))
    copies = Variant.objects.filter(Exists(older), figure__report__replaces__isnull=False)
    newest = entered.exclude(id__in=copies.values("pk")).order_by("-history_date", "-history_id")
    moments = dict(newest.values_list("id", "history_date")[: 4 * LISTED])
    published = Variant.objects.filter(pk__in=moments, figure__report__status=Status.PUBLISHED)
    variants = published.select_related("citation__source", "figure__measure", "figure__subject").in_bulk()
    listed = [variants[key] for key in moments if key in variants][:LISTED]
    for variant in listed:
        variant.entered = moments[variant.pk].date()
    return listed
