"""The reports that wait, the oldest first: submitted ones for a reviewer, those sent back for their author."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import BadRequest
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.models import Conflict, Figure, Party, Report, Status, Step
from reports.newsroom.review.check_summary import cached_counts

__all__ = ["QueueForm", "days_since", "decidable", "neighbours", "queue_of", "with_details"]

AGES = (("1", gettext_lazy("a day")), ("3", gettext_lazy("three days")), ("7", gettext_lazy("a week")))


def queue_of(user: AbstractBaseUser) -> QuerySet[Report]:
    """What is submitted, by anybody, and what was sent back to ``user``; ``since`` is when that was."""
    sent_back = Q(status=Status.SENT_BACK, author=user.pk)
    return _dated(Report.all_objects.filter(Q(status=Status.SUBMITTED) | sent_back))


def decidable(user: AbstractBaseUser) -> QuerySet[Report]:
    """What is submitted and neither written nor last changed by ``user``, unless one person runs the site."""
    submitted = _dated(Report.all_objects.filter(status=Status.SUBMITTED))
    own = Q(author=user.pk) | Q(last_changed_by=user.pk)
    return submitted.exclude(own) if settings.REQUIRE_REVIEW else submitted


def neighbours(reports: QuerySet[Report], report: Report) -> tuple[int | None, int | None]:
    """Keys of the ones before and after ``report`` in the queue ``reports``. Two queries; three at an end of it.

    After the last comes the first, so that none is left behind. What is not in the queue stands before it.
    """
    since = _dated(Report.all_objects.filter(pk=report.pk)).values_list("since", flat=True).first()
    others = reports.exclude(pk=report.pk)
    if report.status != Status.SUBMITTED or since is None:
        return None, others.values_list("pk", flat=True).first()
    earlier = Q(since__lt=since) | Q(since=since, pk__lt=report.pk)
    later = Q(since__gt=since) | Q(since=since, pk__gt=report.pk)
    before = others.filter(earlier).order_by("-since", "-pk").values_list("pk", flat=True).first()
    after = others.filter(later).values_list("pk", flat=True).first()
    return before, after or others.values_list("pk", flat=True).first()


def with_details(reports: Iterable[Report], user: AbstractBaseUser) -> list[Report]:
    """The reports of one page of the queue. Two queries, and those of the checks of each not checked lately.

    Sets on each ``days`` (its whole age), ``figure_count``, ``checked`` (counts of errors and warnings), ``is_own``
    (``user`` wrote or last changed it, and another reviewer decides) and ``sent_back_reason``, empty for a submitted
    one.
    """
    reports = list(reports)
    keys = [report.pk for report in reports]
    figures = Figure.all_objects.filter(report__in=keys).order_by().values("report").annotate(n=Count("pk"))
    figure_counts = dict(figures.values_list("report", "n"))
    sent_back = Step.objects.filter(report__in=keys, after=Status.SENT_BACK).order_by("at", "pk")
    reasons = dict(sent_back.values_list("report", "reason"))  # the last one stays
    for report in reports:
        report.days = days_since(report.since)
        report.figure_count = figure_counts.get(report.pk, 0)
        report.checked = cached_counts(report)
        report.is_own = settings.REQUIRE_REVIEW and user.pk in (report.author_id, report.last_changed_by_id)
        report.sent_back_reason = reasons.get(report.pk, "") if report.status == Status.SENT_BACK else ""
    return reports


def days_since(moment: datetime) -> int:
    return max((timezone.now() - moment).days, 0)


def _dated(reports: QuerySet[Report]) -> QuerySet[Report]:
    last = Step.objects.filter(report=OuterRef("pk")).order_by("-at", "-pk").values("at")[:1]
    dated = reports.annotate(since=Coalesce("submitted_at", Subquery(last), "created_at"))
    return dated.select_related("party", "conflict", "author").order_by("since", "pk")


class QueueForm(forms.Form):
    """What the queue can be narrowed by; bound to a query string.

    Offers only the parties, authors and conflicts of the ``queue``.
    """

    party = forms.ModelChoiceField(
        Party.objects.none(), to_field_name="slug", required=False, label=gettext_lazy("Party")
    )
    author = forms.ChoiceField(required=False, label=gettext_lazy("Author"))
    age = forms.ChoiceField(
        choices=[("", gettext_lazy("any time")), *AGES], required=False, label=gettext_lazy("Waiting for at least")
    )
    conflict = forms.ModelChoiceField(
        Conflict.objects.none(), to_field_name="slug", required=False, label=gettext_lazy("Conflict")
    )

    def __init__(self, data: QueryDict, queue: QuerySet[Report]) -> None:
        super().__init__(data)
        plain = queue.order_by()
        for name, model in (("party", Party), ("conflict", Conflict)):
            self.fields[name].queryset = model.objects.filter(pk__in=plain.values(name))
            self.fields[name].empty_label = _("all")
        authors = plain.exclude(author=None).values_list("author", "author__username").distinct()
        self.fields["author"].choices = [("", _("all")), *((str(key), name) for key, name in sorted(authors, key=str))]

    def narrowed(self, queue: QuerySet[Report]) -> QuerySet[Report]:
        """Raises BadRequest with what is wrong with the address."""
        for name in self.data:
            if name not in self.fields and name != "page":
                raise BadRequest(_("The queue knows no “%s”.") % name[:100])
        for name, errors in self.errors.items():
            raise BadRequest(f"{name}: {errors[0]}")
        data = self.cleaned_data
        filters = {name: data[name] for name in ("party", "conflict", "author") if data[name]}
        if data["age"]:
            filters["since__lte"] = timezone.now() - timedelta(days=int(data["age"]))
        return queue.filter(**filters)

    def query(self) -> str:
        """The filters as a query string with its question mark, empty without any."""
        query = QueryDict(mutable=True)
        query.update({name: self.data[name] for name in self.fields if self.data.get(name)})
        return f"?{query.urlencode()}" if query else ""
