"""What waits in the newsroom, and where a new report like the last is offered."""

from django import template
from django.db.models import Max

from reports.models import Party, Report
from reports.newsroom.review.dashboard import dashboard_of

register = template.Library()

OFFERED = 12


@register.inclusion_tag("admin/parts/new_like_last.html", takes_context=True)
def new_like_last(context: template.Context) -> dict:
    """The parties that spoke last, for those who may enter reports."""
    user = context["request"].user
    if not (user.is_staff and user.has_perm("reports.add_report")):
        return {"parties": []}
    last = Report.published.order_by().values("party").annotate(last=Max("stated_on")).order_by("-last")[:OFFERED]
    days = {row["party"]: row["last"] for row in last}
    parties = Party.objects.in_bulk(days)
    for key, party in parties.items():
        party.last = days[key]
    return {"parties": [parties[key] for key in days]}


@register.inclusion_tag("admin/parts/dashboard.html", takes_context=True)
def dashboard(context: template.Context) -> dict:
    """For those who may read reports in the newsroom; nothing for others."""
    request = context["request"]
    if not (request.user.is_staff and request.user.has_perm("reports.view_report")):
        return {"dashboard": None}
    return {"dashboard": dashboard_of(request.user), "user": request.user, "csrf_token": context.get("csrf_token")}
