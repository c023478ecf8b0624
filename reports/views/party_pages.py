"""Who speaks: all parties, and one party with how it counts and what it last said."""

from django.db.models import Count, Max, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.comparison.latest import latest_by_measure, usual_gap
from reports.models import Party, Report, Status
from reports.timelines.coverage import calendar_of, coverage_by_conflict, coverage_in_words

from .page_lookups import find, only_conflict
from .querystring import takes_no_parameters

RECENT = 10


@require_safe
@takes_no_parameters
def party_list(request: HttpRequest) -> HttpResponse:
    published = Q(reports__status=Status.PUBLISHED)
    parties = (
        Party.objects.select_related("side")
        .annotate(
            report_count=Count("reports", published),
            first=Min("reports__stated_on", filter=published),
            last=Max("reports__stated_on", filter=published),
        )
        .order_by("side__name", "rank", "name")
    )
    groups: dict[str, list[Party]] = {}
    for party in parties:
        groups.setdefault(party.side.name if party.side else "", []).append(party)
    third = groups.pop("", [])
    return render(
        request,
        "parties.html",
        {"conflict": only_conflict(), "section": "parties", "sides": groups.items(), "third_parties": third},
    )


@require_safe
@takes_no_parameters
def party(request: HttpRequest, slug: str) -> HttpResponse:
    record = find(Party.objects.select_related("side"), slug, _("There is no party %s here."))
    reports = Report.published.filter(party=record)
    spoken = reports.aggregate(count=Count("pk"), first=Min("stated_on"), last=Max("stated_on"))
    today = timezone.localdate()
    covered = coverage_by_conflict(record, today)
    return render(
        request,
        "party.html",
        {
            "conflict": covered[0][0] if covered else None,
            "party": record,
            "spoken": spoken,
            "gap": usual_gap(reports),
            "latest": latest_by_measure(record),
            "calendars": [
                (
                    conflict,
                    calendar_of(coverage, is_over=(conflict.end_date or today) < today),
                    coverage_in_words(coverage),
                )
                for conflict, coverage in covered
                if coverage.spoken
            ],
            "recent": reports.order_by("-stated_on", "-pk")[:RECENT],
        },
    )
