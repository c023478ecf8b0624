"""What waits at the desk, for its front page: a fixed number of queries, however much there is."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Exists, Min, OuterRef, Subquery
from django.utils import timezone

from reports.archiving.runs import failed, without_any_copy
from reports.models import Party, Report, Source, Status, Step, Variant
from reports.newsroom.review.check_summary import WholeCheck, last_check
from reports.newsroom.review.queue import decidable, queue_of
from reports.rules.number import Number
from reports.rules.staleness import is_stale, usual_pace

__all__ = ["Front", "Overdue", "VariantFound", "Waiting", "front_of", "overdue"]

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


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report of one's own that has waited for a reviewer for so many whole days."""

    report: Report
    days: int


@dataclass(frozen=True, slots=True)
class VariantFound:
    """A source found to print ``number`` (or, where it differs in no number, ``kind``) for a published figure."""

    publisher: str
    kind: str
    number: str
    on_record: str
    name: str
    figure: str
    as_of: date
    entered: date


@dataclass(frozen=True, slots=True)
class Front:
    """Counts, and the first of each kind. ``oldest`` is how many days the longest waiting report has waited.

    ``reviews`` is whether they decide on reports of others. Those in ``sent_back`` carry the reviewer's ``reason``.
    """

    reviews: bool
    to_review: int
    oldest: int | None
    waiting: list[Waiting]
    waiting_count: int
    sent_back: list[Report]
    sent_back_count: int
    drafts: list[Report]
    draft_count: int
    checked: WholeCheck | None
    overdue: list[Overdue]
    overdue_count: int
    uncopied: int
    failed: int
    variants: list[VariantFound]


def front_of(user: AbstractBaseUser) -> Front:
    """For one person; a dozen queries."""
    to_review = decidable(user).order_by()
    oldest = to_review.aggregate(at=Min("since"))["at"]
    waiting = queue_of(user).filter(status=Status.SUBMITTED, author=user.pk)
    own_reports = Report.all_objects.filter(author=user.pk).select_related("party").order_by("-created_at", "-pk")
    last_step = Step.objects.filter(report=OuterRef("pk"), after=Status.SENT_BACK).order_by("-at", "-pk")
    sent_back = own_reports.filter(status=Status.SENT_BACK).annotate(reason=Subquery(last_step.values("reason")[:1]))
    drafts = own_reports.filter(status=Status.DRAFT)
    late = overdue(timezone.localdate())
    return Front(
        reviews=user.has_perm("reports.publish_report"),
        to_review=to_review.count(),
        oldest=_days_since(oldest) if oldest else None,
        waiting=[Waiting(each, _days_since(each.since)) for each in waiting[:LISTED]],
        waiting_count=waiting.count(),
        sent_back=list(sent_back[:LISTED]),
        sent_back_count=sent_back.count(),
        drafts=list(drafts[:LISTED]),
        draft_count=drafts.count(),
        checked=last_check(),
        overdue=late[:LISTED],
        overdue_count=len(late),
        uncopied=without_any_copy(Source.objects.all()).count(),
        failed=without_any_copy(failed()).count(),
        variants=found_lately(),
    )


def overdue(today: date) -> list[Overdue]:
    """Parties whose silence is stale by their usual pace of the last year, the latest to have fallen silent first.

    Rule (DESIGN.md, section 3, *stale*): longer than 14 days and than twice the usual pace. Without three days within
    the year there is no pace, and nothing is expected.
    """
    days: dict[int, set[date]] = defaultdict(set)
    spoken = Report.published.filter(stated_on__gt=today - MONTHS, stated_on__lte=today).order_by()
    for party, day in spoken.values_list("party", "stated_on").distinct():
        days[party].add(day)
    found = []
    for party, spoke in days.items():
        pace, silent = usual_pace(spoke), (today - max(spoke)).days
        if pace is not None and is_stale(silent, pace):
            found.append((party, max(spoke), silent, max(round(pace), 1)))
    parties = Party.objects.in_bulk([each[0] for each in found])
    late = [Overdue(parties[key], last, silent, pace, silent - pace) for key, last, silent, pace in found]
    return sorted(late, key=lambda each: (each.pace, each.silent, each.party.short_name))


def found_lately() -> list[VariantFound]:
    """The newest variants of published reports by when they were entered, of the last month. Two queries.

    A new version of a report begins with copies of its variants: those of older ones were not found by that.
    """
    entered = Variant.history.filter(history_type="+", history_date__gte=timezone.now() - LATELY)
    older = Variant.objects.filter(
        figure__report__status=Status.CORRECTED, **{name: OuterRef(name) for name in ALIKE}
    ).exclude(pk__in=entered.values("id"))
    copies = Variant.objects.filter(Exists(older), figure__report__replaces__isnull=False)
    newest = entered.exclude(id__in=copies.values("pk")).order_by("-history_date", "-history_id")
    days = dict(newest.values_list("id", "history_date")[: 4 * LISTED])
    found = Variant.objects.filter(pk__in=days, figure__report__status=Status.PUBLISHED)
    found = found.select_related("citation__source", "figure__measure", "figure__subject").in_bulk()
    return [_found(found[key], day.date()) for key, day in days.items() if key in found][:LISTED]


def _days_since(moment: datetime) -> int:
    return max((timezone.now() - moment).days, 0)


def _found(variant: Variant, day: date) -> VariantFound:
    figure = variant.figure
    unit = figure.measure.unit
    number = Number(variant.qualifier, variant.low, variant.best, variant.high, unit)
    return VariantFound(
        publisher=variant.citation.source.publisher,
        kind=str(variant.get_kind_display()),
        number=str(number) if variant.qualifier else "",
        on_record=str(Number(figure.qualifier, figure.low, figure.best, figure.high, unit)),
        name=f"{figure.measure.name}, {figure.subject.name}",
        figure=figure.slug,
        as_of=figure.as_of,
        entered=day,
    )
