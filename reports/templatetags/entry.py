"""Where a new report like the last is offered."""

from django import template
from django.db.models import Max

from reports.models import Party, Report

register = template.Library()

OFFERED = 12


@register.inclusion_tag("admin/parts/new_like_last.html", takes_context=True)
def new_like_last(context: template.Context) -> dict:
    """The parties that spoke last, for those who may enter reports."""
    user = context["request"].user
    if not (user.is_staff and user.has_perm("reports.add_report")):
        return {"parties": []}
    last = Report.published.order_by().values("party").annotate(last=Max("stated_on")).order_by("-last")[:OFFERED]
    days = {each["party"]: each["last"] for each in last}
    parties = Party.objects.in_bulk(days)
    for key, party in parties.items():
        party.last = days[key]
    return {"parties": [parties[key] for key in days]}
