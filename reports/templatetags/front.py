"""What waits at the desk, on its front page."""

from django import template

from reports.newsroom.review.front import front_of

register = template.Library()


@register.inclusion_tag("admin/parts/front.html", takes_context=True)
def front(context: template.Context) -> dict:
    """For those who may read reports at the desk; nothing for others."""
    request = context["request"]
    if not (request.user.is_staff and request.user.has_perm("reports.view_report")):
        return {"front": None}
    return {"front": front_of(request.user), "user": request.user, "csrf_token": context.get("csrf_token")}
